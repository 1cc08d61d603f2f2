"""What a callback returned -> the property updates it stands for (rules C4, C5, G8, I2 to I8).

The value is checked against the outputs of the definition, with Dash's exceptions and words;
`no_update` drops out; what is left becomes JSON that shares nothing with the user's objects.
Whether the components still exist, and what the updates cause, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from ..protocol import ComponentId, Json
from .dependencies import Output, clean_property_name
from .errors import InvalidCallbackReturnValue
from .grouping import Grouping, flatten_grouping, map_grouping, validate_grouping
from .ids import stringify_id
from .jsonable import NotJsonable, path_text, to_json
from .no_update import NoUpdate, is_no_update, no_update
from .spec import CallbackSpec

PropUpdate: TypeAlias = tuple[ComponentId, str, Json]
"""Component, property as the layout knows it, new value (a `Patch` in its JSON form)."""

OutputEntry: TypeAlias = dict[str, Any] | list[dict[str, Any]]
"""`{"id", "property"}`, or a list of them where the output is ALL (G9)."""


def split_outputs(
    spec: CallbackSpec, outputs_list: Sequence[OutputEntry], value: object
) -> list[PropUpdate]:
    """The updates in `value`, which a Python callback returned, in the order of the outputs.

    Raises `InvalidCallbackReturnValue` or one of its subclasses.
    """
    if not spec.outputs:
        if value is not None:
            raise InvalidCallbackReturnValue(f"No-output callback received return value: {value}")
        return []
    if is_no_update(value):
        return []
    values = _one_per_output(spec, value)
    for position, (entry, given) in enumerate(zip(outputs_list, values, strict=True)):
        if isinstance(entry, list) and not is_no_update(given):
            _check_all_output(spec.id, position, entry, given)

    updates: list[PropUpdate] = []
    for position, (entry, given) in enumerate(zip(outputs_list, values, strict=True)):
        if is_no_update(given):
            continue
        if not isinstance(entry, list):
            _add(updates, spec, position, entry, given)
            continue
        for target, item in zip(entry, given, strict=True):
            if not is_no_update(item):
                _add(updates, spec, position, target, item)
    return updates


def outputs_clientside(
    spec: CallbackSpec, outputs_list: Sequence[OutputEntry], value: Json
) -> list[PropUpdate]:
    """The same for a clientside callback, whose result has been JSON all the way (M5).

    JavaScript is forgiving: a short array leaves the last outputs alone, and what is no
    array at all updates nothing.
    """
    if not spec.outputs:
        return []
    pairs: Iterable[tuple[OutputEntry, Json]] = (
        [(outputs_list[0], value)]
        if _is_scalar(spec)
        else _zip_as_javascript(spec, outputs_list, value)
    )
    updates: list[PropUpdate] = []
    for entry, given in pairs:
        targets = (
            _zip_as_javascript(spec, entry, given) if isinstance(entry, list) else [(entry, given)]
        )
        for target, item in targets:
            if not is_no_update(item):
                updates.append((target["id"], clean_property_name(target["property"]), item))
    return updates


def _is_scalar(spec: CallbackSpec) -> bool:
    """Whether the definition has one bare `Output` and not a list of one (C4)."""
    return isinstance(spec.outputs_grouping, int)


def _add(
    updates: list[PropUpdate], spec: CallbackSpec, position: int, target: dict[str, Any], given: Any
) -> None:
    try:
        converted = to_json(given)
    except NotJsonable as error:
        raise InvalidCallbackReturnValue(_blame(spec, position, given, error)) from error
    updates.append((target["id"], clean_property_name(target["property"]), converted))


# --- the shape of the returned value ------------------------------------------------------


def _one_per_output(spec: CallbackSpec, value: object) -> list[Any]:
    if _is_scalar(spec):
        return [value]
    try:
        return flatten_grouping(value, spec.outputs_grouping)
    except InvalidCallbackReturnValue:
        # Once more, with the outputs themselves where the definition keeps their indices:
        # the message shows the schema.
        shown = list(value) if isinstance(value, tuple) else value
        validate_grouping(shown, _named_outputs(spec))
        raise


def _named_outputs(spec: CallbackSpec) -> Grouping:
    """The outputs in the structure that the user gave them, without the `@hash` (A7)."""
    return map_grouping(
        lambda index: Output(
            spec.outputs[index].component_id,
            clean_property_name(spec.outputs[index].component_property),
        ),
        spec.outputs_grouping,
    )


def _check_all_output(
    callback_id: str, position: int, entry: list[dict[str, Any]], given: Any
) -> None:
    """An ALL output wants one value per component that is there now (G8)."""
    if not isinstance(given, list | tuple):
        raise InvalidCallbackReturnValue(
            f"The callback {callback_id} output {position} is a wildcard multi-output.\n"
            "Expected the output type to be a list or tuple but got:\n"
            f"{given!r}.\n"
            f"output spec: {entry!r}"
        )
    if len(given) != len(entry):
        raise InvalidCallbackReturnValue(
            f"Invalid number of output values for {callback_id} item {position}.\n"
            f"Expected {len(entry)}, got {len(given)}\n"
            f"output spec: {entry!r}\n"
            f"output value: {given!r}"
        )


def _zip_as_javascript(
    spec: CallbackSpec, entries: Sequence[Any], value: Json
) -> Iterable[tuple[Any, Json]]:
    """Ramda's `zip`: as far as both go.  A string is an array of characters to it."""
    if value is None:
        function = spec.clientside
        name = f"{function.namespace}.{function.function_name}" if function else spec.id
        raise InvalidCallbackReturnValue(
            f"The clientside callback {name} for {spec.id}\n"
            f"must return an array with one value for each of {len(entries)} outputs,\n"
            "but returned undefined or null. To leave all outputs alone, return\n"
            "`window.dash_clientside.no_update`."
        )
    if is_no_update(value) or not isinstance(value, list | str):
        return []
    return zip(entries, value, strict=False)


# --- values that are no JSON (I6) ---------------------------------------------------------


def _blame(spec: CallbackSpec, position: int, value: Any, error: NotJsonable) -> str:
    """Dash's message, with the way all down to the value: Dash stops at a component."""
    tree: Any = value
    index: Any = position
    steps: list[Any] = list(error.path)
    if _is_scalar(spec):
        index = "*"
        if steps and isinstance(tree, list | tuple):
            index = steps.pop(0)
            tree = tree[index]
    what, location = "value", _TOP_LEVEL
    if steps:
        way = "\n".join(_way(index, tree, steps))
        what, location = "tree with one value", f"The value in question is located at\n{way},"
    reason = f"{error.reason}.\n\n" if error.reason else ""
    return (
        f"The callback for `{_named_outputs(spec)!r}`\n"
        f"returned a {what} having type `{type(error.value).__name__}`\n"
        "which is not JSON serializable.\n\n"
        f"{location}\n"
        f"and has string representation\n`{error.value}`\n\n"
        f"{reason}"
        "In general, Dash properties can only be\n"
        "dash components, strings, dictionaries, numbers, None,\n"
        "or lists of those."
    )


_TOP_LEVEL = (
    "The value in question is either the only value returned,\n"
    "or is in the top level of the returned list,"
)


def _way(index: Any, tree: Any, steps: list[Any]) -> list[str]:
    """One line per component from the returned value down, then the path inside the last."""
    rest = list(steps)
    lines = [f"[{index}] {_name(tree)}"]
    while rest and rest[0] == "children" and hasattr(tree, "to_plotly_json"):
        rest.pop(0)
        tree = tree.children
        index = "*"
        if rest and isinstance(tree, list | tuple):
            index = rest.pop(0)
            tree = tree[index]
        lines.append(f"[{index}] {_name(tree)}")
    return [*lines, path_text(tuple(rest))] if rest else lines


def _name(value: Any) -> str:
    id_ = getattr(value, "id", None)
    name = type(value).__name__
    return f"{name} (id={stringify_id(id_)})" if id_ and isinstance(id_, str | dict) else name


__all__ = [
    "NoUpdate",
    "OutputEntry",
    "PropUpdate",
    "is_no_update",
    "no_update",
    "outputs_clientside",
    "split_outputs",
]
