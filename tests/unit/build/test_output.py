"""A site appears whole or not at all, and never over something that is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.errors import OutputError
from pyrt.build.output import check_output, staged
from tests.unit.site_helpers import tree, write_files


def fail_halfway(stage: Path) -> None:
    (stage / "index.html").write_text("half")
    raise ZeroDivisionError


def test_the_site_is_there_when_the_block_is_over(tmp_path: Path) -> None:
    out = tmp_path / "deep/site"
    with staged(out) as stage:
        (stage / "index.html").write_text("x")
        assert not out.exists()
    assert tree(out) == {"index.html": b"x"}
    assert sorted(path.name for path in out.parent.iterdir()) == ["site"]


@pytest.mark.parametrize("before", [{}, {"pyrt-lock.json": '{"files": {}}', "old.html": "old"}])
def test_an_empty_folder_or_an_older_site_is_replaced(
    tmp_path: Path, before: dict[str, str | bytes]
) -> None:
    out = tmp_path / "site"
    out.mkdir()
    write_files(out, before)
    with staged(out) as stage:
        (stage / "index.html").write_text("new")
    assert tree(out) == {"index.html": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    out = write_files(tmp_path / "site", {"pyrt-lock.json": '{"files": {}}', "index.html": "old"})
    before = tree(tmp_path)
    with pytest.raises(ZeroDivisionError), staged(out) as stage:
        fail_halfway(stage)
    assert tree(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failure_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), staged(tmp_path / "new/site"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left"), staged(tmp_path / "site") as stage:
        raise OSError(28, "No space left on device", str(stage / "x"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path) -> None:
    write_files(tmp_path, {"thesis.txt": "x"})
    with pytest.raises(OutputError, match="not empty, and pyrt did not make"):
        check_output(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    write_files(tmp_path, {"site": "x"})
    with pytest.raises(OutputError, match="is a file"):
        check_output(tmp_path / "site")


def test_a_place_that_cannot_be_written_is_a_message(tmp_path: Path) -> None:
    """Below a file: nobody can write there, root neither."""
    write_files(tmp_path, {"file": "x"})
    with pytest.raises(OutputError, match="Cannot write the site"), staged(tmp_path / "file/site"):
        pass


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "site").symlink_to(real)
    with staged(tmp_path / "site") as stage:
        (stage / "index.html").write_text("x")
    assert (tmp_path / "site").is_symlink()
    assert tree(real) == {"index.html": b"x"}


def test_other_people_may_read_the_site(tmp_path: Path) -> None:
    """A web server runs as another user: the folder must not be private to the builder."""
    ordinary = tmp_path / "ordinary"
    ordinary.mkdir()
    with staged(tmp_path / "site"):
        pass
    assert (tmp_path / "site").stat().st_mode == ordinary.stat().st_mode
