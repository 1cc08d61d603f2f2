"""The folder that outlives the page, as Python sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

import pyrt
from pyrt import persistent
from pyrt.exceptions import InvalidConfig
from tests.unit.site_helpers import tree, write_files


def test_dash_takes_it_and_refuses_other_places() -> None:
    assert pyrt.Dash("x", persistent_dir="./data/")._persistent_dir == "data"
    assert pyrt.Dash("x")._persistent_dir is None
    with pytest.raises(InvalidConfig, match="no folder inside the app's folder"):
        pyrt.Dash("x", persistent_dir="../data")


def test_erasing_empties_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"data/a.txt": "", "data/deep/b.txt": "", "beside.txt": ""})
    monkeypatch.setattr(persistent, "folder", tmp_path / "data")
    pyrt.erase_persistent_dir()
    assert (tmp_path / "data").is_dir()
    assert tree(tmp_path).keys() == {"beside.txt"}


def test_erasing_without_such_a_folder_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pyrt.erase_persistent_dir()
    monkeypatch.setattr(persistent, "folder", tmp_path / "none")
    pyrt.erase_persistent_dir()
