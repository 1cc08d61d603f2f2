"""Links are shorter than those of others: the reason for a format of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyrt.share.body import SharedApp
from pyrt.share.link import make_fragment
from pyrt.share.make import collect_app
from tests.share.conftest import Twin

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/app.py"))


def ratio(twin: Twin, app: SharedApp) -> float:
    """lz-string over JSON, as this field has it, against ours."""
    files = [{"name": name, "content": data.decode()} for name, data in app.files.items()]
    theirs = twin.lz_string(json.dumps(files, ensure_ascii=False, separators=(",", ":")))
    return len(theirs) / len(make_fragment(app))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_of_several_files_is_shorter_than_with_lz_string(
    twin: Twin, folder: Path
) -> None:
    app = collect_app(folder).app
    assert len(app.files) > 1
    assert ratio(twin, app) >= 1.7


def test_an_app_of_many_files_that_share_nothing(twin: Twin) -> None:
    """Every example in one app, and what they have in common only once."""
    once = {
        data: f"{folder.name}/{name}"
        for folder in EXAMPLES
        for name, data in collect_app(folder).app.files.items()
    }
    files = {name: data for data, name in once.items()}
    assert len(files) > 30
    assert ratio(twin, SharedApp(files, "01_prevent_update/app.py")) >= 1.6


def test_long_prose_gains_least(twin: Twin) -> None:
    # No app at all: pyrt's own code, of which a quarter is sentences.
    files = {path.name: path.read_bytes() for path in (ROOT / "pyrt/engine").glob("*.py")}
    assert ratio(twin, SharedApp(files, "engine.py")) >= 1.3
