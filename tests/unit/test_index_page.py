"""Tags and templates of the page (rules S2 to S4)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.errors import InvalidIndexException
from pyrt.index_page import (
    as_attributes,
    check_index,
    config_tag,
    favicon_tag,
    interpolate,
    meta_tag,
    script_tag,
    style_tag,
    with_default_metas,
)


@pytest.mark.parametrize(
    ("tag", "html"),
    [
        (script_tag("a.js?x=1&y=2"), '<script src="a.js?x=1&amp;y=2"></script>'),
        (script_tag("a.mjs?m=3"), '<script src="a.mjs?m=3" type="module"></script>'),
        (script_tag({"src": "a.mjs", "type": "x"}), '<script src="a.mjs" type="x"></script>'),
        (script_tag({"src": "a", "async": True}), '<script src="a" async="True"></script>'),
        (style_tag("a.css"), '<link rel="stylesheet" href="a.css">'),
        (style_tag({"href": 'a"b'}), '<link href="a&quot;b">'),
        (meta_tag({"name": "x", "content": "<&>"}), '<meta name="x" content="&lt;&amp;&gt;">'),
        (favicon_tag("f.ico"), '<link rel="icon" type="image/x-icon" href="f.ico">'),
    ],
)
def test_tags_are_written_with_safe_attributes(tag: str, html: str) -> None:
    assert tag == html


def test_the_configuration_cannot_end_its_script() -> None:
    tag = config_tag('{"a": "</script><!--"}')
    assert tag.count("<") == 2 and "\\u003c/script>" in tag


def test_parts_go_to_their_places() -> None:
    assert interpolate("{%a%}-{%b%}-{%a%}-{%c%}", a="1", b="2") == "1-2-1-{%c%}"


def test_what_is_missing_is_named() -> None:
    checks = [("a+", "A"), ("b+", "B"), ("c+", "C")]
    check_index("page", checks, "abc")
    with pytest.raises(InvalidIndexException, match=r"^Missing item B in page\.$"):
        check_index("page", checks, "ac")
    with pytest.raises(InvalidIndexException, match=r"^Missing items A, C in page\.$"):
        check_index("page", checks, "b")


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ([], ["http-equiv", "charset", "name"]),
        ([{"charset": "x"}], ["http-equiv", "name", "charset"]),
        ([{"name": "viewport", "content": 1}], ["http-equiv", "charset", "name"]),
        ([{"http-equiv": "X-UA-Compatible"}], ["charset", "name", "http-equiv"]),
        ([{"name": "author"}], ["http-equiv", "charset", "name", "name"]),
    ],
)
def test_defaults_of_meta_tags_give_way(given: Any, names: list[str]) -> None:  # S4
    assert [next(iter(tag)) for tag in with_default_metas(given)] == names


def test_tags_become_plain_attributes_for_the_page() -> None:
    assert as_attributes(["a", {"href": "b", "x": 1}], "href", rel="y") == [
        {"rel": "y", "href": "a"},
        {"href": "b", "x": "1"},
    ]
