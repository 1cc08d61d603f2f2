"""Component ids: text form, wildcards and order (rules G)."""

from __future__ import annotations

import itertools
import pickle
from typing import Any

import pytest

from pyrt.engine.ids import (
    ALL,
    ALLSMALLER,
    MATCH,
    Wildcard,
    canonical_id,
    compare_id_values,
    id_value_order,
    is_pattern,
    parse_id,
    stringify_id,
    wildcard_keys,
)


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("plain", "plain"),
        ({"type": "x", "index": 0}, '{"index":0,"type":"x"}'),
        ({"i": True, "j": 1.5, "k": 'quo"te'}, '{"i":true,"j":1.5,"k":"quo\\"te"}'),
        ({"i": ALL, "j": MATCH, "k": ALLSMALLER}, '{"i":["ALL"],"j":["MATCH"],"k":["ALLSMALLER"]}'),
        ({"i": "a.b", "ü": "é"}, '{"i":"a.b","\\u00fc":"\\u00e9"}'),
        ({}, "{}"),
    ],
)
def test_an_id_has_one_text(id_: Any, text: str) -> None:  # G2, G14
    assert stringify_id(id_) == text
    assert parse_id(text) == id_


def test_what_is_no_id_is_given_back() -> None:
    assert stringify_id(None) is None


def test_wildcards_show_their_names() -> None:
    assert [str(wildcard) for wildcard in Wildcard] == ["MATCH", "ALL", "ALLSMALLER"]
    assert repr(ALL) == "<ALL>"


def test_wildcards_stay_themselves_when_pickled() -> None:
    assert pickle.loads(pickle.dumps(MATCH)) is MATCH


def test_an_integral_float_becomes_an_integer_on_the_page() -> None:
    assert stringify_id(canonical_id({"i": 1.0, "j": 1.5, "k": True})) == '{"i":1,"j":1.5,"k":true}'
    assert canonical_id("1.0") == "1.0"


@pytest.mark.parametrize(
    ("id_", "pattern"),
    [
        ("x", False),
        ({"i": 1}, False),
        ({"i": ALL}, True),
        ({"i": 1, "j": MATCH}, True),
        (None, False),
    ],
)
def test_a_pattern_is_a_dict_with_a_wildcard(id_: Any, pattern: bool) -> None:
    assert is_pattern(id_) is pattern


def test_wildcard_keys_are_sorted_and_chosen_by_kind() -> None:
    id_ = {"z": MATCH, "a": MATCH, "m": ALL, "k": 1}
    assert wildcard_keys(id_) == ("a", "m", "z")
    assert wildcard_keys(id_, MATCH) == ("a", "z")
    assert wildcard_keys("plain") == ()


ORDERED = [-1, "0", 1, "1.5", 2, "10", "0x10", 100, False, True, "", "Z", "a", "b"]


def test_values_are_ordered_numbers_first_then_bools_then_text() -> None:  # G3
    assert sorted([*ORDERED[::2], *ORDERED[1::2]], key=id_value_order) == ORDERED


@pytest.mark.parametrize(("left", "right"), [*itertools.combinations(ORDERED, 2)])
def test_the_order_is_strict_both_ways(left: Any, right: Any) -> None:
    assert compare_id_values(left, right) == -1
    assert compare_id_values(right, left) == 1


def test_a_number_and_the_same_number_as_text_are_equal_in_the_order() -> None:
    assert compare_id_values(1, "1") == 0 == compare_id_values("1.0", 1)
