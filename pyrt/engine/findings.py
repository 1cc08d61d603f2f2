"""What a check found, and the words for it: Dash's, as its dev tools list them.

The texts are made in the browser under Dash, so ids look as JavaScript writes them: a
wildcard is `ALL` and not `["ALL"]`, and letters are not escaped.  Which checks there are is
decided in `validate`, `cycles` and `validate_layout`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ..protocol import ComponentId
from .dependencies import DashDependency
from .ids import Wildcard
from .javascript import narrow
from .spec import CallbackSpec

Kind: TypeAlias = Literal["Input", "State", "Output"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry for the error list."""

    title: str
    lines: tuple[str, ...]
    """The body."""


# --- ids as JavaScript writes them --------------------------------------------------------


def json_text(value: Any) -> str:
    """`JSON.stringify(value)`.  A wildcard is an object in Dash's browser code."""
    if isinstance(value, float):
        value = narrow(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_wildcard_object)


def _wildcard_object(value: object) -> dict[str, Any]:
    if not isinstance(value, Wildcard):
        return {}
    flags: dict[str, Any] = {"wild": value.value}
    if value is not Wildcard.MATCH:
        flags["multi"] = 1
    if value is Wildcard.ALLSMALLER:
        flags["expand"] = 1
    return flags


def id_text(id_: Any) -> str:
    """`stringifyId(id)`, e.g. `{"index":MATCH,"type":"row"}`."""
    if not isinstance(id_, dict):
        return str(id_)
    return "{" + ",".join(f"{json_text(key)}:{_value_text(id_[key])}" for key in sorted(id_)) + "}"


def _value_text(value: Any) -> str:
    return value.value if isinstance(value, Wildcard) else json_text(value)


def prop_text(dependency: DashDependency) -> str:
    """`id.property`, with the `@hash` of `allow_duplicate`."""
    return f"{id_text(dependency.component_id)}.{dependency.component_property}"


# --- parts of messages --------------------------------------------------------------------


def about(outputs: Sequence[DashDependency], title: str, *lines: str) -> Finding:
    """A finding about the definition that has these outputs."""
    listed = [f"  {prop_text(output)}" for output in outputs] or ["  "]
    return Finding(title, ("In the callback for output(s):", *listed, *lines))


def callbacks_tail(callbacks: Iterable[CallbackSpec]) -> tuple[str, ...]:
    """Last lines of a finding about an id."""
    return (
        "This ID was used in the callback(s) for Output(s):",
        *("  " + ", ".join(map(prop_text, callback.outputs)) for callback in callbacks),
    )


# --- findings and errors of running callbacks ---------------------------------------------


def missing_running_finding(component_id: ComponentId, callback_id: str) -> Finding:
    """`running`, `progress` or `set_props` named an id that is not there (B16)."""
    return Finding(
        "ID running component not found in layout",
        (
            "Component defined in running keyword not found in layout.",
            f'Component id: "{id_text(component_id)}"',
            "This ID was used in the callback(s) for Output(s):",
            callback_id,
            "You can suppress this exception by setting",
            "`suppress_callback_exceptions=True`.",
        ),
    )


def missing_dependency_message(
    kind: Kind,
    component_id: ComponentId,
    prop: str,
    match_values: str,
    string_ids: Iterable[str],
) -> str:
    """A callback cannot run: one of its components is missing (B21).

    `match_values` is the JSON text of the request's MATCH values, or empty.
    """
    if isinstance(component_id, str):
        which = f"`{component_id}`"
        available = f"The string ids in the current layout are: [{', '.join(string_ids)}]"
    else:
        which = _pattern_text(component_id, match_values)
        available = "The wildcard ids currently available are logged above."
    return (
        f"A nonexistent object was used in an `{kind}` of a Dash callback. "
        f"The id of this object is {which} and the property is `{prop}`. {available}"
    )


def multiple_objects_message(
    kind: Kind,
    component_id: ComponentId,
    prop: str,
    match_values: str,
    found: Sequence[dict[str, Any]],
) -> str:
    """A callback cannot run: several components fit where one is wanted (B21).

    `found` has `{"id", "property"}` of each.
    """
    return (
        f"Multiple objects were found for an `{kind}` of a callback that only takes one value. "
        f"The id spec is {_pattern_text(component_id, match_values)} "
        f"and the property is `{prop}`. "
        f"The objects we found are: {json_text(found)}"
    )


def _pattern_text(component_id: ComponentId, match_values: str) -> str:
    if isinstance(component_id, dict):
        # Dash knows dict ids by their sorted keys alone (G2).
        component_id = dict(sorted(component_id.items()))
    text = json_text(component_id)
    return f"{text} with MATCH values {match_values}" if match_values else text
