"""Checks of all callback definitions together, before the app starts (rules B1 to B12).

Any finding of this file is fatal for the callbacks: the layout is shown, and none is ever
called.  What Dash checks when a definition is written down (A3 to A8) is in `dependencies`;
cycles and the layout, which are not fatal, are in `cycles` and `validate_layout`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from .cycles import cycle_findings
from .dependencies import DashDependency, Output
from .findings import (
    Finding,
    Kind,
    about,
    json_text,
    missing_dependency_message,
    missing_running_finding,
    multiple_objects_message,
    prop_text,
)
from .ids import ALLSMALLER, MATCH, Wildcard, wildcard_keys
from .patterns import PatternTable, values_of
from .spec import CallbackSpec
from .validate_layout import LayoutView, TreeLayout, layout_findings


def definition_findings(callbacks: Sequence[CallbackSpec]) -> list[Finding]:
    """What is wrong with the definitions, in registration order."""
    taken = _TakenOutputs()
    return [finding for callback in callbacks for finding in _check(callback, taken)]


def _check(callback: CallbackSpec, taken: _TakenOutputs) -> Iterator[Finding]:
    if not callback.inputs and callback.prevent_initial_call:
        yield about(callback.outputs, "A callback is missing Inputs", *_WITHOUT_INPUTS)  # B1
    for kind, dependencies in _by_kind(callback):
        for position, dependency in enumerate(dependencies):
            for title, *lines in _wrong_with(dependency, kind, f"{kind}[{position}]"):
                yield about(callback.outputs, title, *lines)
    yield from _taken_outputs(callback.outputs, taken)
    yield from _mismatched_outputs(callback)
    yield from _unbound_wildcards(callback)


def _by_kind(callback: CallbackSpec) -> tuple[tuple[Kind, Sequence[DashDependency]], ...]:
    return ("Output", callback.outputs), ("Input", callback.inputs), ("State", callback.states)


_WITHOUT_INPUTS = (
    "there are no `Input` elements.",
    "Without `Input` elements, it will never get called.",
    "",
    "Subscribing to `Input` components will cause the",
    "callback to be called whenever their values change.",
    "",
    "If you want a callback without inputs that fires on initial load,",
    "set prevent_initial_call=False.",
)


# --- one dependency -----------------------------------------------------------------------

_Complaint: TypeAlias = tuple[str, ...]
"""Title and lines of a finding."""


def _wrong_with(dependency: DashDependency, kind: Kind, where: str) -> Iterator[_Complaint]:
    prop = dependency.component_property
    if not (isinstance(prop, str) and prop):
        yield (  # B2
            "Callback property error",
            f"{where}.property = {json_text(prop)}",
            "but we expected `property` to be a non-empty string.",
        )
    id_ = dependency.component_id
    if id_ in ("", {}):
        yield (  # B3
            "Callback item missing ID",
            f"{where}.id = {json_text(id_)}",
            "Every item linked to a callback needs an ID",
        )
    elif isinstance(id_, dict):
        for key in sorted(id_):
            yield from _wrong_with_id_value(dependency, key, kind, where)
    elif isinstance(id_, str):
        if invalid := [character for character in ".{" if character in id_]:
            yield (  # B5
                "Callback invalid ID string",
                f"{where}.id = '{id_}'",
                "characters '" + "', '".join(invalid) + "' are not allowed.",
            )
    else:
        yield (  # B6
            "Callback ID type error",
            f"{where}.id = {json_text(id_)}",
            "IDs must be strings or wildcard-compatible objects.",
        )


def _wrong_with_id_value(
    dependency: DashDependency, key: str, kind: Kind, where: str
) -> Iterator[_Complaint]:
    """One key of a dict id (B4)."""
    title = "Callback wildcard ID error"
    if not key:
        yield title, f'{where}.id has key ""', "Keys must be non-empty strings."
    value = dependency.component_id[key]
    if isinstance(value, Wildcard):
        if value not in dependency.allowed_wildcards:
            yield (
                title,
                f'{where}.id["{key}"] = {value}',
                f"Allowed wildcards for {kind}s are:",
                ", ".join(sorted(map(str, dependency.allowed_wildcards))),
            )
    elif not isinstance(value, str | int | float):
        yield (
            title,
            f'{where}.id["{key}"] = {json_text(value)}',
            "Wildcard callback ID values must be either wildcards",
            "or constants of one of these types:",
            "string, number, boolean",
        )


# --- outputs against outputs --------------------------------------------------------------

_Bucket: TypeAlias = tuple[tuple[str, ...], str]
"""Keys of a dict id and property: only outputs that share both can overlap."""


class _TakenOutputs:
    """Outputs seen so far.  Properties are compared with their `@hash` (A7)."""

    def __init__(self) -> None:
        self._exact: dict[str, Output] = {}
        self._patterns: dict[_Bucket, PatternTable[Output]] = {}

    def find(self, output: Output) -> Output | None:
        """The first output that is, or may be, the same property."""
        if not isinstance(output.component_id, dict):
            return self._exact.get(prop_text(output))
        table = self._patterns.get(_bucket(output))
        found = table.overlapping(values_of(output.component_id)) if table else ()
        return found[0] if found else None

    def add(self, output: Output) -> None:
        if isinstance(output.component_id, dict):
            table = self._patterns.setdefault(_bucket(output), PatternTable())
            table.add(values_of(output.component_id), output)
        else:
            self._exact[prop_text(output)] = output


def _bucket(output: Output) -> _Bucket:
    return tuple(sorted(output.component_id)), output.component_property


def _taken_outputs(outputs: Sequence[Output], taken: _TakenOutputs) -> Iterator[Finding]:
    own = _TakenOutputs()
    fresh: list[Output] = []
    for position, output in enumerate(outputs):
        mine = own.find(output)
        if other := mine or taken.find(output):
            yield about(outputs, *_already_taken(output, position, other, mine is not None))
        else:
            own.add(output)
            fresh.append(output)
    for output in fresh:
        taken.add(output)


def _already_taken(output: Output, position: int, other: Output, by_itself: bool) -> _Complaint:
    this = f"Output {position} ({prop_text(output)})"
    if isinstance(output.component_id, dict):
        return (  # B9
            "Overlapping wildcard callback outputs",
            this,
            f"overlaps another output ({prop_text(other)})",
            f"used in {'this' if by_itself else 'a different'} callback.",
        )
    if by_itself:
        return "Duplicate callback Outputs", f"{this} is already used by this callback."  # B7
    return (  # B8
        "Duplicate callback outputs",
        f"{this} is already in use.",
        "To resolve this, set `allow_duplicate=True` on",
        "duplicate outputs, or combine the outputs into",
        "one callback function, distinguishing the trigger",
        "by using `dash.callback_context` if necessary.",
    )


# --- wildcards inside one definition ------------------------------------------------------


def _mismatched_outputs(callback: CallbackSpec) -> Iterator[Finding]:
    """Every output must have MATCH on the same keys (B11)."""
    match_keys = _match_keys(callback)
    for position, output in enumerate(callback.outputs):
        if wildcard_keys(output.component_id, MATCH) != match_keys:
            yield about(
                callback.outputs,
                "Mismatched `MATCH` wildcards across `Output`s",
                f"Output {position} ({prop_text(output)})",
                "does not have MATCH wildcards on the same keys as",
                f"Output 0 ({prop_text(callback.outputs[0])}).",
                "MATCH wildcards must be on the same keys for all Outputs.",
                "ALL wildcards need not match, only MATCH.",
            )


def _unbound_wildcards(callback: CallbackSpec) -> Iterator[Finding]:
    """MATCH and ALLSMALLER of the arguments need a MATCH in the outputs (B12).

    Where no output has MATCH, the component that triggered supplies the values, so MATCH is
    free; ALLSMALLER still needs a value to be smaller than.
    """
    match_keys = _match_keys(callback)
    bound = (MATCH, ALLSMALLER) if match_keys else (ALLSMALLER,)
    for kind, dependencies in _by_kind(callback)[1:]:
        for position, dependency in enumerate(dependencies):
            keys = set(wildcard_keys(dependency.component_id, *bound)).difference(match_keys)
            if not keys:
                continue
            outputs = callback.outputs
            first = f"Output 0 ({prop_text(outputs[0])})" if outputs else "the (absent) Output"
            yield about(
                outputs,
                "`Input` / `State` wildcards not in `Output`s",
                f"{kind} {position} ({prop_text(dependency)})",
                f"has MATCH or ALLSMALLER on key(s) {', '.join(sorted(keys))}",
                f"where {first}",
                "does not have a MATCH wildcard. Inputs and State do not",
                "need every MATCH from the Output(s), but ALLSMALLER",
                "requires a matching MATCH in the Output(s), and when",
                "the Output(s) have any MATCH, Input/State MATCH keys",
                "must be a subset of them.",
            )


def _match_keys(callback: CallbackSpec) -> tuple[str, ...]:
    return wildcard_keys(callback.outputs[0].component_id, MATCH) if callback.outputs else ()


__all__ = [
    "Finding",
    "LayoutView",
    "TreeLayout",
    "cycle_findings",
    "definition_findings",
    "layout_findings",
    "missing_dependency_message",
    "missing_running_finding",
    "multiple_objects_message",
]
