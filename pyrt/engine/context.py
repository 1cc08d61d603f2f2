"""What a run reads when it starts: arguments and the data behind `ctx` (rules C6, E12, G9, H).

Values are read here, at the start of the run and not at its request (E12).  A definition
whose components are missing is refused with Dash's words, or skipped in silence where Dash
does so (D5, B21).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..protocol import Json, PropRef
from .graph import Dependency
from .ids import parse_id
from .layout import Layout
from .resolve import Resolver, Target
from .run import Run
from .validate import missing_dependency_message, multiple_objects_message

Entry: TypeAlias = "Target | None | list[Target]"
"""What one dependency means now: a target (None: absent but optional), or a list for ALL."""


class MissingDependencyError(Exception):
    """A dependency means no component, or too many (B21).  The text is Dash's."""


@dataclass(frozen=True, slots=True)
class Call:
    """The concrete dependencies of one run, as they are at its start."""

    inputs: list[Entry]
    states: list[Entry]
    outputs: list[Entry]
    triggered: list[PropRef]

    def output_targets(self) -> list[Target]:
        return [target for entry in self.outputs for target in _flat(entry)]


def prepare_call(run: Run, layout: Layout, resolver: Resolver) -> Call | None:
    """What `run` is to be called with; None when Dash would not call it and say nothing.

    Raises `MissingDependencyError`.
    """
    definition = run.resolved.definition
    inputs, input_errors = _entries(run, definition.inputs, "Input", layout, resolver)
    if input_errors:
        empty = sum(1 for entry in inputs if entry == [])
        if len(input_errors) + empty == len(inputs):
            return None
        raise MissingDependencyError(input_errors[0])
    outputs, output_errors = _entries(run, definition.outputs, "Output", layout, resolver)
    if output_errors:
        if any(True for entry in inputs for _ in _flat(entry)):
            raise MissingDependencyError(output_errors[0])
        return None
    states, state_errors = _entries(run, definition.states, "State", layout, resolver)
    if state_errors:
        raise MissingDependencyError(state_errors[0])
    return Call(inputs, states, outputs, _triggered(run, layout))


def _entries(
    run: Run, dependencies: Sequence[Dependency], kind: str, layout: Layout, resolver: Resolver
) -> tuple[list[Entry], list[str]]:
    entries: list[Entry] = []
    errors: list[str] = []
    for dependency in dependencies:
        targets = resolver.targets(dependency, run.resolved.reference)
        if dependency.multi:
            entries.append(targets)
        elif len(targets) == 1:
            entries.append(targets[0])
        elif dependency.optional and not targets:
            entries.append(None)
        else:
            entries.append(None)
            errors.append(_complaint(run, dependency, targets, kind, layout))
    return entries, errors


def _complaint(
    run: Run, dependency: Dependency, targets: list[Target], kind: Any, layout: Layout
) -> str:
    match = run.resolved.match
    match_text = f"[{','.join(_json_text(value) for value in match)}]" if match else ""
    if targets:
        found = [{"id": target.id, "property": target.raw_prop} for target in targets]
        return multiple_objects_message(
            kind, dependency.id, dependency.raw_prop, match_text, found
        )
    return missing_dependency_message(
        kind, dependency.id, dependency.raw_prop, match_text, layout.string_ids()
    )


def _json_text(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _triggered(run: Run, layout: Layout) -> list[PropRef]:
    refs = []
    for prop_id in run.changed:
        key, _, prop = prop_id.rpartition(".")
        refs.append(PropRef(parse_id(key), prop, layout.nid_of(key)))
    return refs


def _flat(entry: Entry) -> list[Target]:
    if entry is None:
        return []
    return entry if isinstance(entry, list) else [entry]


class CallValues:
    """The values of one call, each read and copied once (C6)."""

    def __init__(self, call: Call, layout: Layout) -> None:
        self._layout = layout
        self._values: dict[tuple[int, str], Json] = {}
        self._call = call

    def dash_lists(self, run: Run) -> tuple[list[Any], list[Any], list[Any]]:
        """`inputs_list`, `states_list` and `outputs_list` of `ctx` (G9, H5)."""
        definition = run.resolved.definition
        inputs = [
            self._with_value(entry, dependency)
            for entry, dependency in zip(self._call.inputs, definition.inputs, strict=True)
        ]
        states = [
            self._with_value(entry, dependency)
            for entry, dependency in zip(self._call.states, definition.states, strict=True)
        ]
        outputs = [_bare(entry) for entry in self._call.outputs]
        return inputs, states, outputs

    def triggered(self, run: Run) -> list[dict[str, Json]]:
        """`{"prop_id", "value"}`; the value is None when the prop is no input any more (E12)."""
        inputs = {
            (target.key, target.prop): target
            for entry in self._call.inputs
            for target in _flat(entry)
        }
        listed = []
        for prop_id in run.changed:
            key, _, prop = prop_id.rpartition(".")
            target = inputs.get((key, prop))
            listed.append({"prop_id": prop_id, "value": self._value(target) if target else None})
        return listed

    def _with_value(self, entry: Entry, dependency: Dependency) -> Any:
        if isinstance(entry, list):
            return [self._described(target) for target in entry]
        if entry is None:
            return {"id": dependency.id, "property": dependency.prop, "value": None}
        return self._described(entry)

    def _described(self, target: Target) -> dict[str, Any]:
        described = {"id": target.id, "property": target.prop}
        # Dash leaves the key out where the component does not have the prop (C6).
        if self._layout.has_prop(target.nid, target.prop):
            described["value"] = self._value(target)
        return described

    def _value(self, target: Target) -> Json:
        place = (target.nid, target.prop)
        if place not in self._values:
            self._values[place] = self._layout.value(*place)
        return self._values[place]


def argument(entry: Any) -> Json:
    """The value that the user's function gets for one entry of `inputs_list`."""
    if isinstance(entry, list):
        return [item.get("value") for item in entry]
    return entry.get("value")


def _bare(entry: Entry) -> Any:
    if isinstance(entry, list):
        return [{"id": target.id, "property": target.raw_prop} for target in entry]
    assert entry is not None  # absent outputs were refused
    return {"id": entry.id, "property": entry.raw_prop}


def references(
    entries: Sequence[Entry], dependencies: Sequence[Dependency]
) -> list[PropRef | list[PropRef]]:
    """The same for the page, which reads the values from its own mirror."""
    listed: list[PropRef | list[PropRef]] = []
    for entry, dependency in zip(entries, dependencies, strict=True):
        if isinstance(entry, list):
            listed.append([PropRef(target.id, target.prop, target.nid) for target in entry])
        elif entry is None:
            listed.append(PropRef(dependency.id, dependency.prop, None))
        else:
            listed.append(PropRef(entry.id, entry.prop, entry.nid))
    return listed
