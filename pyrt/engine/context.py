"""What a run reads when it starts: arguments and the data behind `ctx` (rules C6, E12, G9, H).

Values are read here, at the start of the run and not at its request (E12).  A callback
whose components are missing is refused with Dash's words, or skipped in silence where Dash
does so (D5, B21).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..protocol import Json, PropRef
from .findings import Kind
from .graph import Dependency
from .layout import Layout
from .patch import MISSING
from .resolve import Resolver, Target
from .run import Run
from .validate import missing_dependency_message, multiple_objects_message

Entry: TypeAlias = Target | list[Target] | None
"""What one dependency means now: a target, a list for ALL, None if absent but optional."""


class MissingDependencyError(Exception):
    """A dependency means no component, or too many (B21).  The text is Dash's."""


class MissingStateError(MissingDependencyError):
    """It is a State.  Dash finds that out a moment later than for inputs and outputs."""


@dataclass(frozen=True, slots=True)
class Call:
    """The concrete dependencies of one run, as they are at its start."""

    run: Run
    inputs: list[Entry]
    states: list[Entry]
    outputs: list[Entry]

    def output_targets(self) -> list[Target]:
        """The outputs, flat."""
        return list(_flat(self.outputs))

    def outputs_list(self) -> list[Any]:
        """As in `ctx`: `{"id", "property"}`, in a list for ALL (G9)."""
        return [
            [_output(target) for target in entry] if isinstance(entry, list) else _output(entry)
            for entry in self.outputs
            if entry is not None
        ]


def _output(target: Target) -> dict[str, Any]:
    return {"id": target.id, "property": target.raw_prop}


# --- who is there -----------------------------------------------------------------------


def prepare_call(run: Run, layout: Layout, resolver: Resolver) -> Call | None:
    """What `run` is to be called with; None when Dash would not call it and say nothing.

    Raises `MissingDependencyError`.
    """
    callback = run.resolved.callback
    inputs, input_errors = _entries(run, callback.inputs, "Input", layout, resolver)
    if input_errors:
        empty = sum(1 for entry in inputs if entry == [])
        if len(input_errors) + empty == len(inputs):
            return None
        raise MissingDependencyError(input_errors[0])
    outputs, output_errors = _entries(run, callback.outputs, "Output", layout, resolver)
    if output_errors:
        if any(entry != [] for entry in inputs):
            raise MissingDependencyError(output_errors[0])
        return None
    states, state_errors = _entries(run, callback.states, "State", layout, resolver)
    if state_errors:
        raise MissingStateError(state_errors[0])
    return Call(run, inputs, states, outputs)


def _entries(
    run: Run, dependencies: Sequence[Dependency], kind: Kind, layout: Layout, resolver: Resolver
) -> tuple[list[Entry], list[str]]:
    entries: list[Entry] = []
    errors: list[str] = []
    for dependency in dependencies:
        targets = resolver.targets(dependency, run.resolved.reference)
        if dependency.multi:
            entries.append(targets)
            continue
        entries.append(targets[0] if targets else None)
        if len(targets) > 1 or not (targets or dependency.optional):
            errors.append(_complaint(run, dependency, targets, kind, layout))
    return entries, errors


def _complaint(
    run: Run, dependency: Dependency, targets: list[Target], kind: Kind, layout: Layout
) -> str:
    named = (kind, dependency.id, dependency.raw_prop, run.resolved.match)
    if targets:
        return multiple_objects_message(*named, [_output(target) for target in targets])
    return missing_dependency_message(*named, layout.string_ids())


def _flat(entries: Sequence[Entry]) -> Iterator[Target]:
    for entry in entries:
        if isinstance(entry, list):
            yield from entry
        elif entry is not None:
            yield entry


# --- for a Python callback: values ------------------------------------------------------


class Reading:
    """What dependencies mean at one moment, with copies of the values (C6)."""

    def __init__(
        self, entries: Sequence[Entry], dependencies: Sequence[Dependency], layout: Layout
    ) -> None:
        self._entries = entries
        self._dependencies = dependencies
        self._values: list[Any] = [
            layout.values(entry, MISSING)
            if isinstance(entry, list)
            else None
            if entry is None
            else layout.value(entry.nid, entry.prop, MISSING)
            for entry in entries
        ]
        """One for each entry, a list for a list; `MISSING` where a prop is not set."""

    def arguments(self) -> list[Json]:
        """What the user's function gets."""
        return [
            [None if value is MISSING else value for value in values]
            if isinstance(entry, list)
            else _given(values)
            for entry, values in zip(self._entries, self._values, strict=True)
        ]

    def described(self) -> list[Any]:
        """`inputs_list` or `states_list` of `ctx` (G9, H5)."""
        return [
            list(map(_described, entry, values))
            if isinstance(entry, list)
            else {
                "id": dependency.id,
                "property": dependency.prop,
                "allow_optional": True,
                "value": None,
            }
            if entry is None
            else _described(entry, values)
            for entry, values, dependency in zip(
                self._entries, self._values, self._dependencies, strict=True
            )
        ]

    def triggered(self, run: Run) -> list[dict[str, Json]]:
        """`{"prop_id", "value"}` of what changed; the value is None when the prop is no input any
        more (E12)."""
        changed = {prop.key for prop in run.changed.values()}
        values = {
            (target.key, target.prop): _given(value)
            for entry, read in zip(self._entries, self._values, strict=True)
            if entry is not None
            for target, value in (
                zip(entry, read, strict=True) if isinstance(entry, list) else [(entry, read)]
            )
            if target.key in changed
        }
        return [
            {"prop_id": prop_id, "value": values.get((prop.key, prop.prop))}
            for prop_id, prop in run.changed.items()
        ]


def _given(value: Any) -> Json:
    return None if value is MISSING else value


def _described(target: Target, value: Any) -> dict[str, Any]:
    # Dash leaves the key out where the component does not have the prop (C6).
    if value is MISSING:
        return {"id": target.id, "property": target.prop}
    return {"id": target.id, "property": target.prop, "value": value}


# --- for a clientside callback: references ----------------------------------------------


def references(
    entries: Sequence[Entry], dependencies: Sequence[Dependency]
) -> list[PropRef | list[PropRef]]:
    """What the page needs to read the values from its own mirror."""
    return [
        [_reference(target) for target in entry]
        if isinstance(entry, list)
        else PropRef(dependency.id, dependency.prop, None)
        if entry is None
        else _reference(entry)
        for entry, dependency in zip(entries, dependencies, strict=True)
    ]


def triggered_references(run: Run, layout: Layout) -> list[PropRef]:
    """The changed props of a run."""
    return [PropRef(prop.id, prop.prop, layout.nid_of(prop.key)) for prop in run.changed.values()]


def _reference(target: Target) -> PropRef:
    return PropRef(target.id, target.prop, target.nid)


def output_references(call: Call) -> list[PropRef]:
    """The outputs of a call, for the page's loading states (R1)."""
    return [_reference(target) for target in call.output_targets()]
