"""Component ids: strings or dicts, their string form, wildcards and order (rules G).

Everything here is about single ids.  Which components exist is `layout`'s business, which
callbacks listen is `graph`'s.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from functools import cmp_to_key
from typing import Any, TypeAlias, TypeGuard

from .javascript import narrow, numeric_value

IdValue: TypeAlias = str | int | float | bool
"""What a dict id may hold."""


class Wildcard(Enum):
    """A place in a dict id that stands for many values.  The members are singletons."""

    MATCH = "MATCH"
    ALL = "ALL"
    ALLSMALLER = "ALLSMALLER"

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"<{self.value}>"

    def to_json(self) -> str:
        """A list of one name: no id can hold a list, so this cannot be taken for a value."""
        return f'["{self.value}"]'


MATCH = Wildcard.MATCH
ALL = Wildcard.ALL
ALLSMALLER = Wildcard.ALLSMALLER


def stringify_id(id_: Any) -> Any:
    """The id as text: strings stay, dicts become JSON with sorted keys and no spaces (G2).

    This text is the id of the element on the page and the front part of every `prop_id`.
    Anything that is neither str nor dict is given back as it is, as Dash does.
    """
    if isinstance(id_, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_json(id_[key])}" for key in sorted(id_)) + "}"
    return id_


def _json(value: Any) -> str:
    return str(value.to_json()) if hasattr(value, "to_json") else json.dumps(value)


def parse_id(text: str) -> str | dict[str, Any]:
    """Inverse of `stringify_id`, with wildcards restored."""
    if not text.startswith("{"):
        return text
    parsed: dict[str, Any] = json.loads(text)
    return {
        key: Wildcard(value[0]) if isinstance(value, list) else value
        for key, value in parsed.items()
    }


def canonical_id(id_: str | Mapping[str, Any]) -> str | dict[str, Any]:
    """The id as it is after a trip through the page: `1.0` has become `1`.

    Ids are compared and looked up in this form, so that `{"i": 1.0}` in a layout and
    `{"i": 1}` in a callback meet, as they do under Dash.
    """
    if isinstance(id_, str):
        return id_
    return {key: narrow(value) if isinstance(value, float) else value for key, value in id_.items()}


def is_pattern(id_: Any) -> TypeGuard[dict[str, Any]]:
    """Whether the id is a dict with at least one wildcard."""
    return isinstance(id_, dict) and any(isinstance(value, Wildcard) for value in id_.values())


def wildcard_keys(id_: Any, *kinds: Wildcard) -> tuple[str, ...]:
    """Sorted keys of the id that hold one of these wildcards (all kinds when none is named)."""
    wanted = kinds or tuple(Wildcard)
    if not isinstance(id_, dict):
        return ()
    return tuple(sorted(key for key, value in id_.items() if value in wanted))


def compare_id_values(left: IdValue, right: IdValue) -> int:
    """-1, 0 or 1: the order behind ALLSMALLER (G3).

    Numbers and numeric strings by their value, then False, True, then other strings.
    """
    left_key, right_key = _rank(left), _rank(right)
    return (left_key > right_key) - (left_key < right_key)


def _rank(value: IdValue) -> tuple[int, Any]:
    number = numeric_value(value)
    if number is not None:
        return (0, number)
    if isinstance(value, bool):
        return (1, value)
    return (2, str(value))


id_value_order = cmp_to_key(compare_id_values)
"""`sorted(values, key=id_value_order)` sorts id values as ALLSMALLER sees them."""
