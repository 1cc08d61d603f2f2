"""Archives: same files, same bytes."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from pyrt.build.archive import zip_files
from tests.unit.site_helpers import write_files


def test_times_modes_and_order_leave_no_trace(tmp_path: Path) -> None:
    write_files(tmp_path, {"one/a": "1", "one/b": "2", "two/b": "2", "two/a": "1"})
    os.utime(tmp_path / "one/a", (1, 1))
    (tmp_path / "two/b").chmod(0o700)
    first = {"a": tmp_path / "one/a", "b": tmp_path / "one/b"}
    second = {"b": tmp_path / "two/b", "a": tmp_path / "two/a"}
    assert zip_files(first) == zip_files(second)


def test_everything_comes_back_out() -> None:
    content: dict[str, Path | bytes] = {"ä/ö.txt": b"text" * 100, "p.png": b"\x89PNG", "empty": b""}
    archive = zipfile.ZipFile(io.BytesIO(zip_files(content)))
    assert {name: archive.read(name) for name in archive.namelist()} == content
