"""Anything a callback may return -> plain JSON that shares nothing with it (rules C6, I7).

Dash sends values through plotly's JSON encoder and `JSON.parse`.  Here no text is made, but
the outcome is the same: components become `{"props", "type", "namespace"}`, tuples become
lists, keys become strings, `2.0` becomes `2`, NaN and the infinities become `None`, and
foreign values (numpy, pandas, dates, decimals, images) are asked in plotly's order.  Long lists
of numbers become a `TypedArray`, which the wire and the layout hold in their place.

Foreign packages are recognised by what they can do and never imported.  This is the hottest
data path of the engine, so plain values are told apart by exact type, and lists that hold
only plain values are copied whole.
"""

from __future__ import annotations

import base64
import decimal
import io
import marshal
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ..protocol import Json
from .javascript import narrow
from .typed_array import MIN_LENGTH, TypedArray, pack_alike, pack_buffer, pack_mixed

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices on the way to a value; the step into a component's props is left out."""


class NotJsonable(TypeError):
    """A value that has no JSON form.  A `TypeError`, as `json.dumps` would raise."""

    def __init__(self, value: object, path: Path = (), reason: str | None = None) -> None:
        self.value = value
        self.path = path
        self.reason = reason
        """Set when there is more to say than the type of the value."""
        text = reason or f"Object of type {type(value).__name__} is not JSON serializable"
        super().__init__(f"{text} (at {path_text(path)})" if path else text)


def path_text(path: Path) -> str:
    """`("data", 0, "x")` -> `data[0].x`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def to_json(value: object) -> Json:
    """A plain copy of `value`.  Raises `NotJsonable`, which knows where the trouble is."""
    try:
        return _convert(value)
    except NotJsonable as error:
        # Paths are found by a second walk, so that the usual, good case pays nothing for them.
        raise (_locate(value, ()) or error) from None
    except RecursionError:
        reason = "The value contains itself, or is nested too deeply"
        raise NotJsonable(value, reason=reason) from None


def copy_json(value: Json) -> Json:
    """A deep copy of what is plain JSON already.

    Where the same list stands in `value` twice, it stands in the copy twice as well; neither
    `to_json` nor `json.loads` makes such values.  Every `TypedArray` is a list in the copy.
    """
    if type(value) in SCALARS:
        return value
    try:
        return marshal.loads(marshal.dumps(value))
    except ValueError:  # typed arrays, subclasses of dict and list, or nested too deep for it
        return _copy(value)


def _copy(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value.to_list() if isinstance(value, TypedArray) else value


# --- plain values -----------------------------------------------------------------------

_COPIED_AS_IS: frozenset[type] = frozenset((str, int, bool, type(None)))
SCALARS: frozenset[type] = _COPIED_AS_IS | {float}
"""What a copy shares with what it was made of."""


def _convert(value: object) -> Json:
    kind = type(value)
    return value if kind in _COPIED_AS_IS else _CONVERTERS.get(kind, _convert_other)(value)


def _convert_list(values: list[Any] | tuple[Any, ...]) -> list[Json] | TypedArray:
    is_long = len(values) >= MIN_LENGTH
    if is_long and (packed := pack_alike(values)) is not None:
        return packed
    kinds = set(map(type, values))
    if is_long and (packed := pack_mixed(values, kinds)) is not None:
        return packed
    if kinds <= _COPIED_AS_IS:
        return list(values)
    if kinds <= SCALARS:
        return [narrow(x) if type(x) is float else x for x in values]
    as_is, converters = _COPIED_AS_IS, _CONVERTERS
    return [x if type(x) in as_is else converters.get(type(x), _convert_other)(x) for x in values]


def _convert_dict(values: Mapping[Any, Any]) -> dict[str, Json]:
    copy: dict[str, Json] = {}
    for key, value in values.items():
        if type(key) is not str:
            key = _key(key)
        kind = type(value)
        copy[key] = value if kind in _COPIED_AS_IS else _CONVERTERS.get(kind, _convert_other)(value)
    return copy


def _key(key: object) -> str:
    """The key `json.dumps` writes.  `True` is looked at before 1, which it equals."""
    if isinstance(key, str):
        return str.__str__(key)
    if key is None:
        return "null"
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, int):
        return int.__repr__(key)
    if isinstance(key, float):
        if key != key:
            return "NaN"
        return float.__repr__(key).replace("inf", "Infinity")
    raise NotJsonable(
        key, reason=f"keys must be str, int, float, bool or None, not {type(key).__name__}"
    )


_CONVERTERS: dict[type, Callable[[Any], Json]] = {
    float: narrow,
    list: _convert_list,
    tuple: _convert_list,
    dict: _convert_dict,
}


# --- everything else ---------------------------------------------------------------------


def _convert_other(value: Any) -> Json:
    """Components, subclasses of the plain types, and values of other packages.

    `json` looks for subclasses before it asks plotly's encoder; the rest of the order is
    `PlotlyJSONEncoder.default`.
    """
    if isinstance(value, _BASES):
        return _convert_subclass(value)
    if hasattr(value, "to_plotly_json"):
        return _convert(value.to_plotly_json())
    return _convert_foreign(value)


_BASES = (dict, list, tuple, str, int, float, type)


def _convert_subclass(value: Any) -> Json:
    if isinstance(value, dict):
        return _convert_dict(value)
    if isinstance(value, list | tuple):
        return _convert_list(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return narrow(float.__float__(value))
    # `return html.Div` without the brackets: a class has the methods, but no self.
    raise NotJsonable(value)


def _convert_foreign(value: Any) -> Json:
    if _is_missing_in_pandas(value):
        return None
    if _is_array_of_dates(value):
        return _convert(value.astype(str).tolist())
    if hasattr(value, "isoformat"):
        return _convert(value.isoformat())
    if hasattr(value, "tolist"):
        return pack_buffer(value) or _convert(value.tolist())
    if isinstance(value, decimal.Decimal):
        return narrow(float(value))
    if type(value).__module__.startswith("PIL."):
        return _image_uri(value)
    raise NotJsonable(value)


def _is_missing_in_pandas(value: object) -> bool:
    """`pandas.NaT` has an `isoformat`, and `pandas.NA` cannot be compared: go by the name."""
    kind = type(value)
    return kind.__name__ in ("NaTType", "NAType") and kind.__module__.startswith("pandas")


def _is_array_of_dates(value: Any) -> bool:
    """Asked for its list, a numpy array of dates may answer with nanoseconds as integers."""
    if not any(base.__name__ == "ndarray" for base in type(value).__mro__):
        return False
    return bool(value.dtype.kind == "M")


def _image_uri(image: Any) -> str:
    file = io.BytesIO()
    image.save(file, format="PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")


# --- finding the trouble -----------------------------------------------------------------


def _locate(value: Any, path: Path) -> NotJsonable | None:
    """The first value below `value` that cannot be converted, with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            try:
                step = _key(key)
            except NotJsonable as error:
                return NotJsonable(error.value, path, error.reason)
            if found := _locate(item, (*path, step)):
                return found
        return None
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            if found := _locate(item, (*path, index)):
                return found
        return None
    if hasattr(value, "to_plotly_json") and not isinstance(value, type):
        inside = value.to_plotly_json()
        if isinstance(inside, dict) and inside.keys() == {"props", "type", "namespace"}:
            inside = inside["props"]
        return _locate(inside, path)
    try:
        _convert(value)
    except NotJsonable as error:
        return NotJsonable(error.value, path + error.path, error.reason)
    return None


__all__ = ["NotJsonable", "Path", "copy_json", "path_text", "to_json"]
