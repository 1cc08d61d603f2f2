"""JavaScript's view of JSON values, as far as Dash's behaviour hangs on it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pyrt.engine.javascript import (
    narrow,
    numeric_value,
    same_scalar,
    same_value,
    to_number,
    to_text,
)


@pytest.mark.parametrize(
    ("number", "carried"),
    [(2, 2), (2.0, 2), (2.5, 2.5), (math.nan, None), (math.inf, None), (1e300, 1e300), (-0.0, 0)],
)
def test_numbers_are_narrowed_to_what_json_carries(number: float, carried: Any) -> None:  # C6
    narrowed = narrow(number)
    assert narrowed == carried and type(narrowed) is type(carried)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((3, 3), (2.5, 2.5), ("10", 10), (" 1.5 ", 1.5), ("1e3", 1000), (".5", 0.5), ("5.", 5)),
        *(("0x10", 16), ("0b11", 3), ("-7", -7)),
        *(("", None), ("  ", None), ("1_000", None), ("ten", None), ("Infinity", None)),
        *((True, None), (None, None), (math.inf, None), ("1e999", None), ("-0x10", None)),
    ],
)
def test_numeric_strings_count_as_numbers(value: Any, number: float | None) -> None:  # G3
    assert numeric_value(value) == number


@pytest.mark.parametrize(
    ("value", "number"), [(None, 0), (True, 1), (False, 0), ("", 0), ("4", 4), (2.5, 2.5)]
)
def test_operands_become_numbers(value: Any, number: float) -> None:  # L3
    assert to_number(value) == number


def test_text_that_is_no_number_becomes_nan() -> None:
    assert math.isnan(to_number("ten"))


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "null"), (True, "true"), (1.0, "1"), (1.5, "1.5"), ("x", "x"), (math.nan, "NaN")],
)
def test_scalars_become_text(value: Any, text: str) -> None:  # L3
    assert to_text(value) == text


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        *((1, 1.0, True), (1, "1", False), (True, 1, False), (0, False, False), ("a", "a", True)),
        *((None, None, True), (None, 0, False), (True, True, True)),
    ],
)
def test_scalars_are_compared_strictly_but_numbers_are_one_type(
    left: Any, right: Any, same: bool
) -> None:  # G1
    assert same_scalar(left, right) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({"a": [1, {"b": None}]}, {"a": [1.0, {"b": None}]}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1, "b": None}, False),
        ([1, 2], [2, 1], False),
        ([1], {"0": 1}, False),
        ([], [], True),
    ],
)
def test_values_are_compared_deeply(left: Any, right: Any, same: bool) -> None:  # L2
    assert same_value(left, right) is same
