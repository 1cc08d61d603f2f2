"""The assets folder (rule S1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.assets import AssetFiles, find_assets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files in an order that no rule gives."""
    for name in ("z.js", "a.css", "m/b.js", "m/n/c.css", "b/d.mjs", "m/favicon.ico", "image.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def test_files_are_found_folder_by_folder(folder: Path) -> None:
    assert find_assets(str(folder)) == AssetFiles(
        scripts=["z.js", "b/d.mjs", "m/b.js"],
        styles=["a.css", "m/n/c.css"],
        favicon="m/favicon.ico",
    )


def test_names_can_be_ignored(folder: Path) -> None:
    found = find_assets(str(folder), ignore=r"^[az]\.|favicon")
    assert found == AssetFiles(scripts=["b/d.mjs", "m/b.js"], styles=["m/n/c.css"])


def test_folders_can_be_ignored_by_any_part_of_their_path(folder: Path) -> None:
    found = find_assets(str(folder), ignore_paths=["^n$", "", "^b"])
    assert found.scripts == ["z.js", "m/b.js"] and found.styles == ["a.css"]


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert find_assets(str(tmp_path / "nothing")) == AssetFiles()
