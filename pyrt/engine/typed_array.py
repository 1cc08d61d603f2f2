"""Long lists of numbers, kept as numbers in memory and not as objects (rule C6).

A chart of 100,000 points is two such lists.  As JSON text they cost most of a callback's time:
writing a float with all its digits, and reading it again.  So where a value that is long enough
holds nothing but numbers, the layout keeps a `TypedArray` in the place of the list, and the wire
carries its bytes (`wire.py`; `web/src/boot/decode.ts` makes the list again).  The page and the
user's code see the list that Dash would have given them, and never this class.
"""

from __future__ import annotations

import base64
import marshal
import math
from array import array
from collections.abc import Sequence
from typing import Any, ClassVar

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

_WITH_GAPS = frozenset({float, int, type(None)})


class TypedArray:
    """Stands for a list of numbers in which NaN and the infinities are None."""

    __slots__ = ("numbers",)

    MARK: ClassVar = "__pyrt_typed_array"
    """The key by which the page knows what stands in the list's place."""

    def __init__(self, numbers: array[Any]) -> None:
        self.numbers = numbers
        """Never changed: layouts and messages share it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TypedArray) and self.to_list() == other.to_list()

    __hash__ = None  # type: ignore[assignment]  # as a list

    def __repr__(self) -> str:
        return f"TypedArray({self.numbers!r})"

    def to_list(self) -> list[int | float | None]:
        """The list it stands for."""
        if self.numbers.typecode in "fd":
            return list(map(narrow, self.numbers))
        return self.numbers.tolist()

    def to_wire(self) -> dict[str, str]:
        """What takes the list's place where there is only text."""
        # WebAssembly and the page have their bytes in the same order.
        data = base64.b64encode(self.numbers).decode("ascii")
        return {self.MARK: _DTYPES[self.numbers.typecode], "data": data}

    @classmethod
    def from_wire(cls, wire: dict[str, str]) -> TypedArray:
        """What `to_wire` made."""
        (code,) = (code for code, name in _DTYPES.items() if name == wire[cls.MARK])
        numbers = array(code)
        numbers.frombytes(base64.b64decode(wire["data"]))
        return cls(numbers)


def pack(values: list[Any] | tuple[Any, ...]) -> TypedArray | None:
    """`values`, at least `MIN_LENGTH` of them; None when they must stay a list."""
    return pack_alike(values) or pack_mixed(values, set(map(type, values)))


_MARSHALLED = {float: ("d", b"g"), int: ("i", b"i")}
"""Type -> its format in `array`, and the byte that `marshal` writes in front of each."""
_HEADER = 5


def pack_alike(values: list[Any] | tuple[Any, ...]) -> TypedArray | None:
    """Floats only, or integers of 32 bits only: in half the time of asking each for its type.

    `marshal` writes the type and the bytes of one value after another.  If the first is of the
    type, and there is another byte of that type where its bytes end, and so on to the very end,
    then all are.
    """
    code, mark = _MARSHALLED.get(type(values[0]), ("", b""))
    if not code:
        return None
    numbers = array(code)
    step = 1 + numbers.itemsize
    try:
        data = bytearray(marshal.dumps(values, 2))  # the last version without references
    except ValueError:  # something that it cannot write
        return None
    del data[:_HEADER]
    if len(data) != step * len(values) or data[::step] != mark * len(values):
        return None
    del data[::step]
    numbers.frombytes(data)
    return TypedArray(numbers)


def pack_mixed(values: Sequence[Any], kinds: set[type]) -> TypedArray | None:
    """Floats with gaps, or with integers among them; None for lists of other types (`kinds`)."""
    if float not in kinds or not kinds <= _WITH_GAPS:
        return None
    try:
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


__all__ = ["MIN_LENGTH", "TypedArray", "pack", "pack_alike", "pack_buffer", "pack_mixed"]
