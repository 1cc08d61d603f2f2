"""`Patch`: changes to a prop, written down in Python and applied to the prop's value later.

Two halves.  `Patch` records what user code does to it (L1, L2).  `apply_patch` carries the
recorded operations out on a JSON value (L3, L4); Dash does this in the browser, so operators
and missing values follow JavaScript, except that an operation which makes no sense for the
value it meets (`append` to a dict) is an error here instead of a damaged prop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, TypeAlias

from .javascript import narrow, same_value, to_number, to_text
from .typed_array import MIN_LENGTH, TypedArray, pack

Key: TypeAlias = str | int
Operation: TypeAlias = dict[str, Any]

_MARK = "__dash_patch_update"
_OWN_ATTRIBUTES = frozenset(("_location", "_operations"))


class _Recorded:
    """Result of `p["n"] += 1` on the right hand side: Python now assigns it, to no effect."""


_RECORDED = _Recorded()


class Patch:
    """A write-only stand-in for the value of an output.

    Index and assign it as if it were the prop's dict or list; return it from a callback.
    """

    _location: list[Key]
    _operations: list[Operation]

    def __init__(self, location: list[Key] | None = None, parent: Patch | None = None) -> None:
        if location is None:
            location = [] if parent is None else parent._location
        self._location = location
        # One list for the whole family: operations keep the order they were written in.
        self._operations = [] if parent is None else parent._operations

    def __getstate__(self) -> dict[str, Any]:
        return vars(self)

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)

    def __getitem__(self, item: Key) -> Patch:
        return Patch(self._at(item), self)

    def __getattr__(self, item: str) -> Patch:
        # Protocol look-ups (copy, pickle, numpy) must not be taken for keys of the prop.
        if item == "tolist" or (item.startswith("__") and item.endswith("__")):
            raise AttributeError(item)
        if item in _OWN_ATTRIBUTES:  # not yet set: unpickling asks before __setstate__
            raise AttributeError(item)
        return self[item]

    def __setattr__(self, key: str, value: Any) -> None:
        if key in _OWN_ATTRIBUTES:
            vars(self)[key] = value
        else:
            self[key] = value

    def __delattr__(self, item: str) -> None:
        del self[item]

    def __setitem__(self, key: Key, value: Any) -> None:
        location = self._at(key)
        if value is not _RECORDED:
            self._record("Assign", location, value=value)

    def __delitem__(self, key: Key) -> None:
        self._record("Delete", self._at(key))

    def __iadd__(self, other: Any) -> Any:
        if isinstance(other, (list, tuple)):
            self.extend(other)
            return self._after_operator()
        return self._operator("Add", other)

    def __isub__(self, other: Any) -> Any:
        return self._operator("Sub", other)

    def __imul__(self, other: Any) -> Any:
        return self._operator("Mul", other)

    def __itruediv__(self, other: Any) -> Any:
        return self._operator("Div", other)

    def __ior__(self, other: Any) -> Any:
        self.update(E=other)
        return self._after_operator()

    def __iter__(self) -> Iterator[Any]:
        raise TypeError("Patch objects are write-only, you cannot iterate them.")

    def __repr__(self) -> str:
        return f"<write-only dash.Patch object at {self._location}>"

    def append(self, item: Any) -> None:
        """Put an item at the end of the list."""
        self._record("Append", value=item)

    def prepend(self, item: Any) -> None:
        """Put an item at the front of the list."""
        self._record("Prepend", value=item)

    def insert(self, index: int, item: Any) -> None:
        """Put an item at `index`; a negative one counts from the end."""
        self._record("Insert", value=item, index=index)

    def clear(self) -> None:
        """Empty the list or dict."""
        self._record("Clear")

    def reverse(self) -> None:
        """Turn the list round."""
        self._record("Reverse")

    def extend(self, item: list[Any] | tuple[Any, ...]) -> None:
        """Put several items at the end of the list."""
        if not isinstance(item, (list, tuple)):
            raise TypeError(f"{item} should be a list or tuple")
        self._record("Extend", value=item)

    def remove(self, item: Any) -> None:
        """Take every equal item out of the list."""
        self._record("Remove", value=item)

    def update(self, E: Any = None, **F: Any) -> None:  # noqa: N803  # dict.update's names
        """Merge a dict, or keywords, into the dict."""
        self._record("Merge", value={**(E or {}), **F})

    def sort(self) -> NoReturn:
        """Reserved by Dash."""
        raise KeyError(
            "sort is reserved for future use, use brackets to access this key on your object"
        )

    def to_plotly_json(self) -> dict[str, Any]:
        """The form in which patches travel; clientside callbacks build the same."""
        return {_MARK: _MARK, "operations": self._operations}

    def _at(self, key: Any) -> list[Key]:
        if isinstance(key, slice):
            raise TypeError("a slice is not a valid index for patch")
        return [*self._location, key]

    def _record(self, name: str, location: list[Key] | None = None, **params: Any) -> None:
        self._operations.append(
            {
                "operation": name,
                "location": self._location if location is None else location,
                "params": params,
            }
        )

    def _operator(self, name: str, other: Any) -> Any:
        self._record(name, value=other)
        return self._after_operator()

    def _after_operator(self) -> Any:
        # `p += 1` binds the result to the user's name: that must stay the patch itself.
        return _RECORDED if self._location else self


# --- applying ---------------------------------------------------------------------------


class PatchError(Exception):
    """The operations do not fit the value they met."""


class Missing:
    """The prop is not there at all, which is not the same as `None`."""

    def __repr__(self) -> str:
        return "undefined"


MISSING = Missing()


def is_patch(value: Any) -> bool:
    """Whether this is a `Patch`, or the JSON form of one."""
    return isinstance(value, Patch) or (isinstance(value, dict) and _MARK in value)


def apply_patch(patch_json: Any, current: Any) -> Any:
    """`current` with the operations carried out in order; `current` itself stays as it is.

    `patch_json` is what `Patch.to_plotly_json` gives, with its values already plain JSON.
    Parts that no operation touches are shared with `current`, not copied.
    """
    if current is MISSING:
        raise PatchError("Cannot patch undefined")
    value = _as_list(current)
    for operation in patch_json["operations"]:
        name = operation["operation"]
        change = _CHANGES.get(name)
        if change is None:
            raise PatchError(f"Invalid Operation {name}")
        location = _absolute(operation["location"], value)
        params = {name: _as_list(param) for name, param in operation["params"].items()}
        value = _as_list(change(value, location, params))
    return _packed(value)


def _as_list(value: Any) -> Any:
    """Long lists of numbers are kept packed; operations are on lists."""
    return value.to_list() if isinstance(value, TypedArray) else value


def _packed(value: Any) -> Any:
    """Packed again, so that a point added to a long trace does not make it travel as text."""
    if not isinstance(value, list) or len(value) < MIN_LENGTH:
        return value
    return pack(value) or value


def _absolute(location: Sequence[Key], value: Any) -> list[Key]:
    """Negative indices count from the end, at each level of the value as it is now."""
    absolute: list[Key] = []
    for key in location:
        if isinstance(key, int) and key < 0:
            key = _from_end(key, _get(value, absolute), absolute)
        absolute.append(key)
    return absolute


def _from_end(index: int, holder: Any, location: Sequence[Key]) -> int:
    if not isinstance(holder, (list, str)):
        raise PatchError(
            f"Cannot count {index} from the end of {_kind(holder)} at {list(location)}"
        )
    return len(holder) + index if index < 0 else index


def _get(value: Any, location: Sequence[Key]) -> Any:
    """What stands at `location`, or `MISSING`."""
    for key in location:
        value = _item(value, key)
    return value


def _item(holder: Any, key: Key) -> Any:
    if isinstance(holder, dict):
        return _as_list(holder.get(str(key), MISSING))
    index = _index(key)
    if isinstance(holder, list) and index is not None and 0 <= index < len(holder):
        return _as_list(holder[index])
    return MISSING


def _index(key: Key) -> int | None:
    if isinstance(key, int):
        return key
    return int(key) if key.isascii() and key.isdigit() else None


def _put(holder: Any, location: Sequence[Key], new: Any) -> Any:
    """A copy of `holder` with `new` at `location`; missing holders on the way are made.

    What is made is a list where the next key is an integer, else a dict.
    """
    if not location:
        return new
    key, rest = location[0], location[1:]
    if rest:
        inner = _item(holder, key)
        if not isinstance(inner, (dict, list)):
            inner = [] if isinstance(rest[0], int) else {}
        new = _put(inner, rest, new)
    if isinstance(holder, list):
        return _put_in_list(holder, key, new)
    return {**(holder if isinstance(holder, dict) else {}), str(key): new}


def _put_in_list(holder: list[Any], key: Key, new: Any) -> list[Any]:
    index = _index(key)
    if index is None or index < 0:
        raise PatchError(f"{key!r} is not an index of a list of {len(holder)} items")
    padded = [*holder, *([None] * (index + 1 - len(holder)))]
    padded[index] = new
    return padded


def _assign(value: Any, location: list[Key], params: dict[str, Any]) -> Any:
    return _put(value, location, _packed(params["value"]))


def _delete(value: Any, location: list[Key], params: dict[str, Any]) -> Any:
    if not location:
        return value
    *outer, last = location
    holder = _get(value, outer)
    if _item(holder, last) is MISSING:
        return value
    if isinstance(holder, list):
        index = _index(last)
        kept: Any = [item for place, item in enumerate(holder) if place != index]
    else:
        kept = {key: item for key, item in holder.items() if key != str(last)}
    return _put(value, outer, kept)


def _in_place(
    change: Callable[[Any, dict[str, Any]], Any],
) -> Callable[[Any, list[Key], dict[str, Any]], Any]:
    """An operation that replaces what stands at its location by `change` of it."""

    def apply(value: Any, location: list[Key], params: dict[str, Any]) -> Any:
        try:
            return _put(value, location, _packed(change(_get(value, location), params)))
        except _WrongKindError as error:
            place = f" at {location}" if location else ""
            raise PatchError(f"Cannot {error}{place}") from None

    return apply


class _WrongKindError(Exception):
    """What was to be done with what, for the message."""


def _list(held: Any, doing: str) -> list[Any]:
    if not isinstance(held, list):
        raise _WrongKindError(f"{doing} {_kind(held)}")
    return held


def _list_or_none(held: Any, doing: str) -> list[Any]:
    """JavaScript's helper takes nothing for an empty list."""
    return [] if held is None or held is MISSING else _list(held, doing)


def _merge(held: Any, params: dict[str, Any]) -> Any:
    if held is None or held is MISSING:
        held = {}
    if not isinstance(held, dict):
        raise _WrongKindError(f"merge into {_kind(held)}")
    return {**held, **params["value"]}


def _extend(held: Any, params: dict[str, Any]) -> Any:
    return [*_list(held, "extend"), *params["value"]]


def _append(held: Any, params: dict[str, Any]) -> Any:
    return [*_list_or_none(held, "append to"), params["value"]]


def _prepend(held: Any, params: dict[str, Any]) -> Any:
    return [params["value"], *_list_or_none(held, "prepend to")]


def _insert(held: Any, params: dict[str, Any]) -> Any:
    items = list(_list(held, "insert into"))
    index = _from_end(params["index"], items, ())
    # Out of range means the end, at either side.
    items.insert(index if 0 <= index < len(items) else len(items), params["value"])
    return items


def _remove(held: Any, params: dict[str, Any]) -> Any:
    unwanted = params["value"]
    kept = _list(held, "remove from")
    return [item for item in kept if not same_value(_as_list(item), unwanted)]


def _clear(held: Any, params: dict[str, Any]) -> Any:
    for kind in (list, dict, str):
        if isinstance(held, kind):
            return kind()
    raise _WrongKindError(f"clear {_kind(held)}")


def _reverse(held: Any, params: dict[str, Any]) -> Any:
    return held[::-1] if isinstance(held, (list, str)) else _list(held, "reverse")


def _add(held: Any, params: dict[str, Any]) -> Any:
    other = params["value"]
    _refuse_containers("add to", held, other)
    if isinstance(held, str) or isinstance(other, str):
        return _text(held) + _text(other)
    return narrow(_number(held) + _number(other))


def _subtract(held: Any, params: dict[str, Any]) -> Any:
    _refuse_containers("subtract from", held, params["value"])
    return narrow(_number(held) - _number(params["value"]))


def _multiply(held: Any, params: dict[str, Any]) -> Any:
    _refuse_containers("multiply", held, params["value"])
    return narrow(_number(held) * _number(params["value"]))


def _divide(held: Any, params: dict[str, Any]) -> Any:
    _refuse_containers("divide", held, params["value"])
    divisor = _number(params["value"])
    return narrow(_number(held) / divisor) if divisor else None


def _refuse_containers(doing: str, *operands: Any) -> None:
    for operand in operands:
        if isinstance(operand, (list, dict)):
            raise _WrongKindError(f"{doing} {_kind(operand)}")


def _number(value: Any) -> float:
    return float("nan") if value is MISSING else to_number(value)


def _text(value: Any) -> str:
    return "undefined" if value is MISSING else to_text(value)


def _kind(value: Any) -> str:
    if value is MISSING:
        return "undefined"
    names = {type(None): "null", list: "a list", dict: "an object", str: "a string"}
    return names.get(type(value), "a number" if not isinstance(value, bool) else "a boolean")


_CHANGES: dict[str, Callable[[Any, list[Key], dict[str, Any]], Any]] = {
    "Assign": _assign,
    "Delete": _delete,
    "Merge": _in_place(_merge),
    "Extend": _in_place(_extend),
    "Append": _in_place(_append),
    "Prepend": _in_place(_prepend),
    "Insert": _in_place(_insert),
    "Remove": _in_place(_remove),
    "Clear": _in_place(_clear),
    "Reverse": _in_place(_reverse),
    "Add": _in_place(_add),
    "Sub": _in_place(_subtract),
    "Mul": _in_place(_multiply),
    "Div": _in_place(_divide),
}
