"""Long lists of numbers, kept as numbers in memory and not as objects (rule C6).

A chart of 100,000 points is two such lists.  As JSON text they cost most of a callback's time:
writing a float with all its digits, and reading it again.  So where a value that is long enough
holds nothing but numbers, the layout keeps a `TypedArray` in the place of the list, and the wire
carries its bytes (`web/src/boot/decode.ts` makes the list again).  The page and the user's code
see the list that Dash would have given them, and never this class.
"""

from __future__ import annotations

import base64
import math
from array import array
from collections.abc import Sequence
from typing import Any

from .javascript import SAFE_INTEGER, narrow

MIN_LENGTH = 256
"""Below it, text is as fast, and a list is simpler to look at."""

_DTYPES = {
    "b": "i1",
    "B": "u1",
    "h": "i2",
    "H": "u2",
    "i": "i4",
    "I": "u4",
    "f": "f4",
    "d": "f8",
}
"""Formats of `array` whose numbers JavaScript has too -> the name on the wire (as plotly.js has
them).  64-bit integers are missing: a page's numbers are exact only to 2**53."""

_FLOATS = frozenset({float})
_INTEGERS = frozenset({int})
_WITH_GAPS = frozenset({float, int, type(None)})


class TypedArray:
    """Stands for a list of numbers in which NaN and the infinities are None."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: array[Any]) -> None:
        self._numbers = numbers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TypedArray) and self.to_list() == other.to_list()

    __hash__ = None  # type: ignore[assignment]  # as a list

    def __repr__(self) -> str:
        return f"TypedArray({self._numbers!r})"

    def to_list(self) -> list[int | float | None]:
        """The list it stands for."""
        if self._numbers.typecode in "fd":
            return list(map(narrow, self._numbers))
        return self._numbers.tolist()

    def to_wire(self) -> dict[str, str]:
        """What takes the list's place in the JSON text."""
        # WebAssembly and the page have their bytes in the same order.
        data = base64.b64encode(self._numbers).decode("ascii")
        return {"__pyrt_typed_array": _DTYPES[self._numbers.typecode], "data": data}

    @classmethod
    def from_wire(cls, wire: dict[str, str]) -> TypedArray:
        """What `to_wire` made."""
        (code,) = (code for code, name in _DTYPES.items() if name == wire["__pyrt_typed_array"])
        numbers = array(code)
        numbers.frombytes(base64.b64decode(wire["data"]))
        return cls(numbers)


def pack(values: Sequence[Any], kinds: set[type]) -> TypedArray | None:
    """`values`, at least `MIN_LENGTH` of the types `kinds`; None when they must stay a list."""
    if not kinds <= _WITH_GAPS:
        return None
    try:
        if kinds == _INTEGERS:
            return TypedArray(array("i", values))
        if kinds == _FLOATS:
            return TypedArray(array("d", values))
        if float not in kinds:
            return None
        if type(None) in kinds:
            values = [math.nan if value is None else value for value in values]
        # A larger integer would not come out as the integer it was.
        if int in kinds and not (max(values) <= SAFE_INTEGER and min(values) >= -SAFE_INTEGER):
            return None
        return TypedArray(array("d", values))
    except OverflowError:
        return None


def pack_buffer(value: Any) -> TypedArray | None:
    """What lends its memory (numpy's arrays, `array.array`, `memoryview`), without a detour
    over one object per number; None when its list has to be asked for."""
    try:
        view = memoryview(value)
    except (TypeError, ValueError, BufferError):  # no buffer, or of dates, or not to be had
        return None
    # "@" is this machine's own order and sizes, which is what `array` reads.
    code = view.format.removeprefix("@")
    if code == "l" and view.itemsize == 4:
        code = "i"  # as numpy calls 32-bit integers in the browser
    if view.ndim != 1 or len(view) < MIN_LENGTH or not view.contiguous or code not in _DTYPES:
        return None
    numbers = array(code)
    numbers.frombytes(view.cast("B"))
    return TypedArray(numbers)


__all__ = ["MIN_LENGTH", "TypedArray", "pack", "pack_buffer"]
