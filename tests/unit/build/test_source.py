"""What the APP argument may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.errors import InputError
from pyrt.build.source import find_source
from tests.unit.site_helpers import write_files


def test_a_script_is_run_in_its_folder(tmp_path: Path) -> None:
    write_files(tmp_path, {"apps/hello.py": ""})
    source = find_source("apps/hello.py", cwd=tmp_path)
    assert (source.root, source.entry, source.attribute) == (tmp_path / "apps", "hello.py", None)
    assert not source.whole_folder


def test_a_folder_means_its_app_py_and_everything_in_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"shop/app.py": ""})
    source = find_source("shop", cwd=tmp_path)
    assert (source.root, source.entry) == (tmp_path / "shop", "app.py")
    assert source.whole_folder


@pytest.mark.parametrize("file", ["shop/main.py", "shop/main/__init__.py"])
def test_a_module_is_imported_from_the_current_folder(tmp_path: Path, file: str) -> None:
    write_files(tmp_path, {file: ""})
    source = find_source("shop.main:dash_app", cwd=tmp_path)
    assert (source.root, source.entry, source.attribute) == (tmp_path, "shop.main", "dash_app")
    assert source.script == tmp_path / file


def test_a_script_may_name_its_app_too(tmp_path: Path) -> None:
    write_files(tmp_path, {"two.py": ""})
    source = find_source("two.py:second", cwd=tmp_path)
    assert (source.entry, source.attribute) == ("two.py", "second")


@pytest.mark.parametrize(
    ("app", "message"),
    [
        ("nothing.py", "No such file: nothing.py"),
        ("nothing.py:app", "No such file: nothing.py"),
        ("nothing", "No such file: nothing"),
        ("no.module:app", "No module no.module here."),
        ("empty", "The folder empty has no app.py."),
        ("notes.txt", "notes.txt is not a Python script."),
        ("", "The folder . has no app.py."),
    ],
)
def test_anything_else_is_refused_by_name(tmp_path: Path, app: str, message: str) -> None:
    write_files(tmp_path, {"empty/readme": "", "notes.txt": ""})
    with pytest.raises(InputError) as caught:
        find_source(app, cwd=tmp_path)
    assert caught.value.what == message
    assert str(tmp_path) in str(caught.value)
    assert caught.value.hint


def test_a_folder_without_app_py_says_which_scripts_it_has(tmp_path: Path) -> None:
    write_files(tmp_path, {"shop/main.py": ""})
    with pytest.raises(InputError, match=r"It has main\.py"):
        find_source("shop", cwd=tmp_path)
