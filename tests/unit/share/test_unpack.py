"""Files of a link: all of them or nothing, and never outside of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.errors import OutputError
from pyrt.share.body import SharedApp
from pyrt.share.errors import ShareError
from pyrt.share.unpack import write_app
from tests.unit.site_helpers import tree, write_files

APP = SharedApp({"app.py": b"x", "a/b.bin": bytes(range(256))}, "app.py")


def test_files_come_back_byte_for_byte(tmp_path: Path) -> None:
    assert write_app(APP, tmp_path / "new/folder") == ["a/b.bin", "app.py"]
    assert tree(tmp_path / "new/folder") == APP.files
    (tmp_path / "empty").mkdir()
    write_app(APP, tmp_path / "empty")
    assert tree(tmp_path / "empty") == APP.files


def test_requirements_become_a_file_unless_the_app_has_one(tmp_path: Path) -> None:
    write_app(SharedApp({"app.py": b""}, "app.py", "", ("a==1", "b")), tmp_path / "one")
    assert (tmp_path / "one/requirements.txt").read_bytes() == b"a==1\nb\n"
    own = {"app.py": b"", "Requirements.txt": b"mine"}
    write_app(SharedApp(own, "app.py", "", ("a==1",)), tmp_path / "two")
    assert tree(tmp_path / "two") == own


@pytest.mark.parametrize("there", [{"mine.txt": "x"}, {"pyrt-lock.json": '{"files": {}}'}])
def test_a_folder_with_anything_in_it_stays_as_it_is(
    tmp_path: Path, there: dict[str, str | bytes]
) -> None:
    # The second one is a site: a build would replace it.
    folder = write_files(tmp_path / "out", there)
    before = tree(tmp_path)
    with pytest.raises(OutputError, match="a new or an empty folder"):
        write_app(APP, folder)
    assert tree(tmp_path) == before


def test_a_link_in_the_file_system_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError):
        write_app(APP, tmp_path / "out")
    assert tree(tmp_path / "elsewhere") == {}


def test_two_names_for_one_file_write_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = Path.open

    def open_folded(self: Path, *arguments: str) -> object:
        # A file system that, as on macOS and Windows, takes both letters for one.
        return real_open(self.with_name(self.name.replace("Ä", "ä")), *arguments)

    monkeypatch.setattr(Path, "open", open_folded)
    with pytest.raises(ShareError, match="same name on this system") as caught:
        write_app(SharedApp({"app.py": b"", "Ä": b"1", "ä": b"2"}, "app.py"), tmp_path / "out")
    assert caught.value.kind == "bad-path"
    assert list(tmp_path.iterdir()) == []
