"""Flexible signatures: tuples, lists and dicts of things, flattened and rebuilt.

A *grouping* is a scalar, or a list, tuple or dict of groupings.  Callback definitions group
dependencies, callback results group values; between the two stands a grouping of indices
(`make_grouping_by_index`).  What the scalars are does not matter here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from .attribute_dict import AttributeDict
from .errors import CallbackException, InvalidCallbackReturnValue
from .ids import stringify_id

Grouping: TypeAlias = Any
"""A scalar, or a list, tuple or dict of groupings."""


def flatten_grouping(grouping: Grouping, schema: Grouping = None) -> list[Any]:
    """The scalars of a grouping, in order.

    With a `schema` the grouping is first checked against it, and whatever stands where the
    schema has a scalar counts as one scalar, be it a list or a dict.
    """
    if schema is None:
        schema = grouping
    else:
        validate_grouping(grouping, schema)
    return list(_scalars(grouping, schema))


def _scalars(grouping: Grouping, schema: Grouping) -> Iterator[Any]:
    if isinstance(schema, (tuple, list)):
        for part, inner in zip(grouping, schema, strict=True):
            yield from _scalars(part, inner)
    elif isinstance(schema, dict):
        for key, inner in schema.items():
            yield from _scalars(grouping[key], inner)
    else:
        yield grouping


def grouping_len(grouping: Grouping) -> int:
    """How many scalars there are."""
    return sum(1 for _ in _scalars(grouping, grouping))


def map_grouping(fn: Callable[[Any], Any], grouping: Grouping) -> Grouping:
    """The same structure with `fn` of each scalar; tuples become lists, dicts AttributeDicts."""
    if isinstance(grouping, (tuple, list)):
        return [map_grouping(fn, part) for part in grouping]
    if isinstance(grouping, dict):
        return AttributeDict({key: map_grouping(fn, part) for key, part in grouping.items()})
    return fn(grouping)


def make_grouping_by_index(schema: Grouping, flat_values: list[Any]) -> Grouping:
    """The structure of `schema`, filled with `flat_values` in order; plain lists and dicts."""
    if not isinstance(flat_values, list):
        raise ValueError(
            f"The flat_values argument must be a list. Received value of type {type(flat_values)}"
        )
    expected = grouping_len(schema)
    if len(flat_values) != expected:
        raise ValueError(
            f"The specified grouping pattern requires {expected} "
            f"elements but received {len(flat_values)}\n"
            f"    Grouping pattern: {schema!r}\n"
            f"    Values: {flat_values}"
        )
    return _rebuild(schema, iter(flat_values))


def _rebuild(schema: Grouping, values: Iterator[Any]) -> Grouping:
    if isinstance(schema, (tuple, list)):
        return [_rebuild(part, values) for part in schema]
    if isinstance(schema, dict):
        return {key: _rebuild(part, values) for key, part in schema.items()}
    return next(values)


def make_grouping_by_key(
    schema: Grouping, source: Mapping[Any, Any], default: Any = None
) -> Grouping:
    """The structure of `schema` with each scalar replaced by what `source` has under it."""
    return map_grouping(lambda key: source.get(key, default), schema)


def call_arguments(
    args_grouping: Grouping, values: Sequence[Any]
) -> tuple[list[Any], dict[str, Any]]:
    """Positional and keyword arguments for the user's function (C1 to C3).

    `args_grouping` holds indices into `values`.  A dict on top means keywords, a list means
    one argument each, and a bare index (a lone `Input` given positionally) one argument.
    """
    if grouping_len(args_grouping) != len(values):
        raise CallbackException("Inputs do not match callback definition")
    grouped = map_grouping(lambda index: values[index], args_grouping)
    if isinstance(args_grouping, dict):
        for key in grouped:
            if not (isinstance(key, str) and key.isidentifier()):
                raise CallbackException(f"{key} is not a valid Python variable name")
        return [], dict(grouped)
    if isinstance(args_grouping, (tuple, list)):
        return grouped, {}
    return [grouped], {}


class SchemaTypeValidationError(InvalidCallbackReturnValue):
    """A scalar, or the wrong container, where a callback's outputs have a structure (I5)."""

    def __init__(self, value: Any, full_schema: Grouping, path: Path, expected_type: Any) -> None:
        super().__init__(
            f"""
                Schema: {full_schema}
                Path: {path!r}
                Expected type: {expected_type}
                Received value of type {type(value)}:
                    {value!r}
                """
        )


class SchemaLengthValidationError(InvalidCallbackReturnValue):
    """Too many or too few values."""

    def __init__(self, value: Any, full_schema: Grouping, path: Path, expected_len: int) -> None:
        super().__init__(
            f"""
                Schema: {full_schema}
                Path: {path!r}
                Expected length: {expected_len}
                Received value of length {len(value)}:
                    {value!r}
                """
        )


class SchemaKeysValidationError(InvalidCallbackReturnValue):
    """A dict with other keys than the outputs have."""

    def __init__(
        self, value: Any, full_schema: Grouping, path: Path, expected_keys: set[Any]
    ) -> None:
        super().__init__(
            f"""
                Schema: {full_schema}
                Path: {path!r}
                Expected keys: {expected_keys}
                Received value with keys {set(value.keys())}:
                    {value!r}
                """
        )


Path: TypeAlias = tuple[Any, ...]
"""Where in the grouping: keys and indices from the outside in."""


def validate_grouping(
    grouping: Grouping, schema: Grouping, full_schema: Grouping = None, path: Path = ()
) -> None:
    """Raise one of the errors above unless the grouping has the structure of the schema."""
    whole = schema if full_schema is None else full_schema
    if isinstance(schema, (tuple, list)):
        if not isinstance(grouping, (tuple, list)):
            raise SchemaTypeValidationError(grouping, whole, path, (tuple, list))
        if len(grouping) != len(schema):
            raise SchemaLengthValidationError(grouping, whole, path, len(schema))
        for index, (part, inner) in enumerate(zip(grouping, schema, strict=True)):
            validate_grouping(part, inner, whole, (*path, index))
    elif isinstance(schema, dict):
        if not isinstance(grouping, dict):
            raise SchemaTypeValidationError(grouping, whole, path, dict)
        if grouping.keys() != schema.keys():
            raise SchemaKeysValidationError(grouping, whole, path, set(schema))
        for key, inner in schema.items():
            validate_grouping(grouping[key], inner, whole, (*path, key))


def update_args_group(entry: Any, triggered: Sequence[str]) -> None:
    """Add to one `{"id", "property", "value"}` what `ctx.args_grouping` shows (G11)."""
    if not isinstance(entry, dict):
        return
    text = stringify_id(entry["id"])
    id_ = entry["id"]
    entry.update(
        {
            "value": entry.get("value"),
            "str_id": text,
            "triggered": f"{text}.{entry['property']}" in triggered,
            "id": AttributeDict(id_) if isinstance(id_, dict) else id_,
        }
    )
