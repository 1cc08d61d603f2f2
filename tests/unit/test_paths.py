"""Paths below the app's prefix (rules P12, S9)."""

from __future__ import annotations

import pytest

from pyrt.engine.errors import UnsupportedRelativePath
from pyrt.paths import relative_path, stripped_path


@pytest.mark.parametrize(
    ("prefix", "path", "made"),
    [
        ("/", "/x", "/x"),
        ("/a/", "/x/", "/a/x/"),
        ("/", "", "/"),
        ("/a/", "", "/a/"),
        ("/a/", "/", "/a/"),
    ],
)
def test_a_path_is_put_below_the_prefix(prefix: str, path: str, made: str) -> None:
    assert relative_path(prefix, path) == made


@pytest.mark.parametrize(
    ("prefix", "path", "stripped"),
    [
        ("/", "/x/", "x"),
        ("/a/", "/a/x/y/", "x/y"),
        ("/a/", "/a", ""),
        ("/", "/", ""),
        ("/", None, None),
    ],
)
def test_the_prefix_is_taken_off(prefix: str, path: str | None, stripped: str | None) -> None:
    assert stripped_path(prefix, path) == stripped


def test_a_path_that_is_not_absolute_is_refused() -> None:
    with pytest.raises(UnsupportedRelativePath, match="You supplied: x"):
        relative_path("/a/", "x")


@pytest.mark.parametrize(("prefix", "path"), [("/a/", "/b"), ("/", "x")])
def test_a_path_of_another_place_is_refused(prefix: str, path: str) -> None:
    with pytest.raises(UnsupportedRelativePath, match=f"requests_pathname_prefix was {prefix}"):
        stripped_path(prefix, path)
