"""Compressed copies beside the files of a site."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import brotli
import pytest

from pyrt.build import compress
from pyrt.build.compress import can_shrink, precompress
from tests.unit.site_helpers import tree, write_files

TEXT = "the same words again and again\n" * 4000


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr(compress, "compressed_cache", lambda: folder)
    return folder


def test_copies_hold_the_file_and_are_the_same_in_every_build(tmp_path: Path) -> None:
    for name in ("one", "two"):
        site = write_files(tmp_path / name, {"a.js": TEXT, "b/c.css": TEXT})
        written = precompress(site, ["b/c.css", "a.js"], brotli_level=4)
        assert written == ["a.js.br", "a.js.gz", "b/c.css.br", "b/c.css.gz"]
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    found = tree(tmp_path / "one")
    assert gzip.decompress(found["a.js.gz"]) == TEXT.encode()
    assert brotli.decompress(found["b/c.css.br"]) == TEXT.encode()


def test_what_is_small_compressed_or_there_already_gets_no_copy(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "tiny.js": "x" * 100,
        "image.gz": gzip.compress(TEXT.encode()) * 3,
        "photo.png": TEXT,
        "table.csv": TEXT,
        "table.csv.gz": b"another table",
    }
    site = write_files(tmp_path / "site", files)
    assert precompress(site, files, brotli_level=4) == ["table.csv.br"]
    assert (site / "table.csv.gz").read_bytes() == b"another table"


def test_a_copy_that_would_be_larger_is_not_written(tmp_path: Path) -> None:

    noise = random.Random(1).randbytes(2000)
    site = write_files(tmp_path / "site", {"noise.bin": noise})
    assert precompress(site, ["noise.bin"], brotli_level=4) == []


def test_without_brotli_there_is_gzip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compress, "HAS_BROTLI", False)
    site = write_files(tmp_path / "site", {"a.js": TEXT})
    assert precompress(site, ["a.js"]) == ["a.js.gz"]


def test_a_large_file_is_compressed_once(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_files(tmp_path / "first", {"a.js": TEXT})
    precompress(first, ["a.js"], brotli_level=4)
    assert len(list(cache.iterdir())) == 2

    def never(*_: object) -> bytes:
        raise AssertionError("compressed again")

    monkeypatch.setattr(compress, "as_gzip", never)
    monkeypatch.setattr(compress, "as_brotli", never)
    second = write_files(tmp_path / "second", {"other.js": TEXT})
    precompress(second, ["other.js"], brotli_level=4)
    assert (second / "other.js.br").read_bytes() == (first / "a.js.br").read_bytes()


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, cache: Path) -> None:
    cache.write_text("a file in its place")
    site = write_files(tmp_path / "site", {"a.js": TEXT})
    assert precompress(site, ["a.js"], brotli_level=4) == ["a.js.br", "a.js.gz"]


def test_stored_archives_shrink_and_images_do_not() -> None:
    assert can_shrink("_pyrt/1/packages/plotly.zip", 10_000)
    assert not can_shrink("_pyrt/start_image.gz", 10_000)
    assert not can_shrink("a.js", 10)
