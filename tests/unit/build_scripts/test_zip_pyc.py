"""What is compiled can be imported from the archive, and says where it came from."""

from __future__ import annotations

import sys
import traceback
import zipfile
from pathlib import Path

import pytest

from zip_pyc import compile_zip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    source, target = tmp_path / "source.zip", tmp_path / "target.zip"
    with zipfile.ZipFile(source, "w") as new:
        new.writestr("zipped_package/fail.py", "def fail():\n    raise ValueError('on line 2')\n")
        new.writestr("zipped_package/__init__.py", '"""A docstring."""\n')
        new.writestr("zipped_package/table.json", "{}")
    compile_zip(str(source), str(target), "/lib/some.zip")
    return target


def test_sources_become_byte_code_and_data_stays(archive: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        assert zipped.namelist() == [
            "zipped_package/__init__.pyc",
            "zipped_package/fail.pyc",
            "zipped_package/table.json",
        ]
        assert {entry.compress_type for entry in zipped.infolist()} == {zipfile.ZIP_STORED}


def test_a_traceback_names_the_file_as_the_worker_sees_it(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(archive))
    import zipped_package.fail

    monkeypatch.delitem(sys.modules, "zipped_package")
    monkeypatch.delitem(sys.modules, "zipped_package.fail")
    with pytest.raises(ValueError, match="on line 2") as raised:
        zipped_package.fail.fail()
    last = traceback.extract_tb(raised.value.__traceback__)[-1]
    assert (last.filename, last.lineno) == ("/lib/some.zip/zipped_package/fail.py", 2)


def test_the_same_sources_give_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    compile_zip(str(tmp_path / "source.zip"), str(again), "/lib/some.zip")
    assert again.read_bytes() == archive.read_bytes()


def test_generated_code_loses_its_docstrings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "source.zip", tmp_path / "target.zip"
    with zipfile.ZipFile(source, "w") as new:
        new.writestr("documented_package/__init__.py", '"""A docstring."""')
        new.writestr("documented_package/made/__init__.py", '"""A docstring."""')
    compile_zip(str(source), str(target), "/lib/some.zip", ["documented_package/made/"])
    monkeypatch.syspath_prepend(str(target))
    import documented_package.made

    monkeypatch.delitem(sys.modules, "documented_package")
    monkeypatch.delitem(sys.modules, "documented_package.made")
    assert documented_package.__doc__ == "A docstring."
    assert documented_package.made.__doc__ is None
