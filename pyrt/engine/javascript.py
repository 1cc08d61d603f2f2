"""How JavaScript reads, compares and adds JSON values, where Dash's behaviour hangs on it.

Dash decides these things in the browser: `1` and `1.0` are one number there, `true` is not
`1`, and `"10"` counts as a number when ids are put in order.  Python answers differently,
so the engine asks here.
"""

from __future__ import annotations

import math
import re
from typing import Any

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?)\Z")
_RADIX = re.compile(r"0[xX][0-9a-fA-F]+\Z|0[oO][0-7]+\Z|0[bB][01]+\Z")
SAFE_INTEGER = 2**53
"""Up to here every integer is a number of JavaScript."""


def is_number(value: Any) -> bool:
    """A number, and not a bool (which Python counts among the integers)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def narrow(number: float) -> int | float | None:
    """A number as JSON carries it: no `2.0`, and nothing for NaN and the infinities (C6)."""
    if isinstance(number, int):
        return number
    if not math.isfinite(number):
        return None
    if number.is_integer() and abs(number) <= SAFE_INTEGER:
        return int(number)
    return number


def numeric_value(value: Any) -> int | float | None:
    """The number that `value` stands for, or None: finite numbers and numeric strings."""
    if is_number(value):
        return value if math.isfinite(value) else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _DECIMAL.match(text):
        number = float(text)
        return number if math.isfinite(number) else None
    if _RADIX.match(text):
        return int(text, 0)
    return None


def to_number(value: Any) -> float:
    """`Number(value)`: what arithmetic operators make of their operands."""
    if value is None:
        return 0
    if isinstance(value, (int, float)):
        return value if not isinstance(value, bool) else int(value)
    if isinstance(value, str) and not value.strip():
        return 0
    number = numeric_value(value)
    return math.nan if number is None else number


def to_text(value: Any) -> str:
    """`String(value)` of a scalar: what `+` makes of the other operand of a string."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        short = narrow(value)
        return "NaN" if short is None else str(short)
    return str(value)


def same_scalar(left: Any, right: Any) -> bool:
    """`left === right` for JSON scalars: type-sensitive, but with one kind of number."""
    if is_number(left) and is_number(right):
        return bool(left == right)
    return type(left) is type(right) and bool(left == right)


def same_value(left: Any, right: Any) -> bool:
    """Deep equality of two JSON values."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            same_value(value, right[key]) for key, value in left.items()
        )
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(same_value, left, right))
    return same_scalar(left, right)
