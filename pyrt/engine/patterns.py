"""Many dict ids with the same keys, arranged so that look-ups by pattern stay fast.

Thousands of callbacks and components may share one set of keys (`type` and `index`, say),
and comparing each with each would be felt at the start of an app.  So ids are grouped by
what is fixed on both sides of a comparison:

    {"index": MATCH, "type": "row"} against {"index": 3, "type": "row"}: look up `type` only
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeAlias, TypeVar

from .ids import ALLSMALLER, MATCH, Wildcard

T = TypeVar("T")

Values: TypeAlias = tuple[Any, ...]
"""The values of a dict id in the order of its sorted keys; literals or wildcards."""

_Shape: TypeAlias = tuple[Wildcard | None, ...]
"""Which of the values are wildcards, and None where a literal stands."""


def values_of(id_: dict[str, Any]) -> Values:
    return tuple(id_[key] for key in sorted(id_))


def literal(value: Any) -> Hashable:
    """A key that is equal for values that are one value in an id."""
    if isinstance(value, str | int | float):
        return isinstance(value, bool), value
    return repr(value)


def may_be_equal(left: Values, right: Values) -> bool:
    """Whether the two name a common id: MATCH and ALLSMALLER never do (B9)."""
    return all(
        _shapes_meet(_wild(a), _wild(b))
        and (isinstance(a, Wildcard) or isinstance(b, Wildcard) or literal(a) == literal(b))
        for a, b in zip(left, right, strict=True)
    )


class PatternTable(Generic[T]):
    """Entries under the values of a dict id, found again by overlapping values.

    Literals are compared as in JavaScript: `1` is `1.0`, but neither `"1"` nor `true`.
    """

    def __init__(self, entries: Iterable[tuple[Values, T]] = ()) -> None:
        self._entries: list[tuple[Values, T]] = []
        self._by_shape: dict[_Shape, list[int]] = {}
        self._projections: dict[tuple[_Shape, tuple[int, ...]], _Projection] = {}
        for values, entry in entries:
            self.add(values, entry)

    def add(self, values: Values, entry: T) -> None:
        self._by_shape.setdefault(_shape(values), []).append(len(self._entries))
        self._entries.append((values, entry))

    def overlapping(self, values: Values) -> list[T]:
        """Entries that may name an id which `values` names too, in the order of addition."""
        found: list[int] = []
        mine = _shape(values)
        for shape in self._by_shape:
            if not all(map(_shapes_meet, mine, shape)):
                continue
            fixed = tuple(
                place
                for place, (a, b) in enumerate(zip(mine, shape, strict=True))
                if a is None and b is None
            )
            found += self._projection(shape, fixed).get(_project(values, fixed), ())
        return [self._entries[index][1] for index in sorted(found)]

    def _projection(self, shape: _Shape, fixed: tuple[int, ...]) -> dict[Values, list[int]]:
        projection = self._projections.setdefault((shape, fixed), _Projection())
        indices = self._by_shape[shape]
        for index in indices[projection.size :]:
            key = _project(self._entries[index][0], fixed)
            projection.indices.setdefault(key, []).append(index)
        projection.size = len(indices)
        return projection.indices


class _Projection:
    """Indices of entries by some of their values; catches up when it is used."""

    def __init__(self) -> None:
        self.size = 0
        self.indices: dict[Values, list[int]] = {}


def _wild(value: Any) -> Wildcard | None:
    return value if isinstance(value, Wildcard) else None


def _shape(values: Values) -> _Shape:
    return tuple(map(_wild, values))


def _shapes_meet(left: Wildcard | None, right: Wildcard | None) -> bool:
    return {left, right} != {MATCH, ALLSMALLER}


def _project(values: Values, places: tuple[int, ...]) -> Values:
    return tuple(literal(values[place]) for place in places)
