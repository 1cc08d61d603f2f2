"""What takes the place of a large package that is hardly used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator

import pytest

from pyrt.build.stand_in_packages import STAND_INS, stand_in_paths


@pytest.fixture
def no_plotly() -> Iterator[None]:
    """Python as it is in a site without plotly."""
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith("plotly")}
    sys.path.insert(0, str(STAND_INS / "plotly"))
    yield
    sys.path.remove(str(STAND_INS / "plotly"))
    for name in [name for name in sys.modules if name.startswith("plotly")]:
        del sys.modules[name]
    sys.modules.update(kept)


@pytest.mark.usefixtures("no_plotly")
@pytest.mark.parametrize("module", ["plotly", "plotly.graph_objects", "plotly.io"])
def test_plotly_can_be_imported_and_says_what_to_do_when_used(module: str) -> None:
    stand_in = importlib.import_module(module)
    assert stand_in.__file__ is not None
    assert not hasattr(stand_in, "__wrapped__")
    with pytest.raises(ImportError, match=r"Add `import plotly\.graph_objects` to the app"):
        _ = stand_in.Figure


def test_no_stand_in_for_what_a_site_has_in_full() -> None:
    assert [path.name for path in stand_in_paths(())] == ["plotly", "typing_extensions"]
    assert [path.name for path in stand_in_paths(("plotly", "numpy"))] == ["typing_extensions"]
