"""What `ctx` lists of a call, made when somebody asks: few callbacks do, and one `ALL` may have
hundreds of entries."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any


class Listed:
    """`inputs_list` or `states_list`: one entry per dependency of the definition, in Dash's
    shapes (G9, H5): `{"id", "property", "value"}`, or a list of these for ALL and ALLSMALLER."""

    def __init__(self, make: Callable[[], list[Any]]) -> None:
        self._make = make

    @classmethod
    def of(cls, entries: list[Any]) -> Listed:
        """Of entries that are there already."""
        return cls(lambda: entries)

    @cached_property
    def entries(self) -> list[Any]:
        """The same list each time."""
        return self._make()

    def __repr__(self) -> str:
        return repr(self.entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listed) and self.entries == other.entries
