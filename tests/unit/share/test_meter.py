"""The meter of links, which the playground has as well."""

from __future__ import annotations

import re
from pathlib import Path

from pyrt.share.meter import PLACES

TWIN = Path(__file__).parents[3] / "web/src/play/editor/meter.ts"


def test_the_playground_knows_the_same_places() -> None:
    found = re.findall(r'characters: ([\d_]+), name: "(.*?)"', TWIN.read_text("utf-8"))
    assert [(int(number), name) for number, name in found] == [
        (place.characters, place.name) for place in PLACES
    ]
