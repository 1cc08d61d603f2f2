"""Which callbacks hang on which (id, property), exactly and by pattern.

Built once from the registrations and never changed; knows nothing of what is in the
layout.  `resolve` brings the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .ids import ALL, ALLSMALLER, MATCH, Wildcard, canonical_id, stringify_id
from .javascript import same_scalar
from .spec import CallbackSpec

Pattern: TypeAlias = tuple[Any, ...]
"""Values of a dict id in the order of its sorted keys; literals or wildcards."""

@dataclass(frozen=True, slots=True, eq=False)
class Dependency:
    """One Output, Input or State, compiled for look-up."""

    id: Any
    key: str
    """Canonical string of the id (G2); with wildcards, of the pattern."""
    prop: str
    """The property in the layout: without the `@hash` of `allow_duplicate` (C7)."""
    raw_prop: str
    """The property as registered.  Dash's graph does not connect `x@hash` to `x`, so the
    followers of a duplicate output are not held back by it (E6)."""
    keys: tuple[str, ...]
    pattern: Pattern
    wild: bool
    multi: bool
    """ALL or ALLSMALLER stands in the id: the value is a list (G3)."""
    optional: bool


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """One registered callback, compiled."""

    spec: CallbackSpec
    outputs: tuple[Dependency, ...]
    inputs: tuple[Dependency, ...]
    states: tuple[Dependency, ...]
    match_keys: tuple[str, ...]
    """Keys that are MATCH in the outputs; they tell this callback's requests apart (G5)."""
    first_single_output: Dependency | None
    identity: str
    """Definitions with the same dependencies supersede each other's requests (E5, A9)."""
    all_inputs_multi: bool
    """All inputs are ALL or ALLSMALLER: never dropped for absence (D4)."""

    @property
    def index(self) -> int:
        return self.spec.index


def compile_dependency(component_id: Any, prop: str, optional: bool = False) -> Dependency:
    """A look-up form of `Output(component_id, prop)` and its like."""
    clean = prop.split("@", 1)[0]
    if not isinstance(component_id, dict):
        return Dependency(
            component_id, str(component_id), clean, prop, (), (), False, False, optional
        )
    component_id = canonical_id(component_id)
    keys = tuple(sorted(component_id))
    pattern = tuple(component_id[key] for key in keys)
    return Dependency(
        component_id,
        stringify_id(component_id),
        clean,
        prop,
        keys,
        pattern,
        wild=any(isinstance(value, Wildcard) for value in pattern),
        multi=any(value is ALL or value is ALLSMALLER for value in pattern),
        optional=optional,
    )


def compile_definition(spec: CallbackSpec) -> Definition:
    """`spec` with its dependencies compiled."""
    outputs = tuple(compile_dependency(o.component_id, o.component_property) for o in spec.outputs)
    inputs, states = (
        tuple(
            compile_dependency(d.component_id, d.component_property, bool(d.allow_optional))
            for d in dependencies
        )
        for dependencies in (spec.inputs, spec.states)
    )
    match_keys = (
        tuple(key for key, value in zip(outputs[0].keys, outputs[0].pattern, strict=True) if value is MATCH)
        if outputs
        else ()
    )
    parts = [f"{dep.key}.{dep.raw_prop}" for dep in (*inputs, *outputs, *states)]
    if not outputs:
        parts.append(spec.id)
    return Definition(
        spec,
        outputs,
        inputs,
        states,
        match_keys,
        next((output for output in outputs if not output.multi), None),
        ",".join(parts),
        all(dep.multi for dep in inputs),
    )


@dataclass(slots=True)
class _PatternEntry:
    pattern: Pattern
    definitions: list[Definition] = field(default_factory=list)


_Exact: TypeAlias = dict[str, dict[str, list[Definition]]]
_ByPattern: TypeAlias = dict[tuple[str, ...], dict[str, list[_PatternEntry]]]


class _Index:
    """Definitions by one side of their dependencies."""

    def __init__(self) -> None:
        self._exact: _Exact = {}
        self._patterns: _ByPattern = {}

    def add(self, dependency: Dependency, prop: str, definition: Definition) -> None:
        if not dependency.wild:
            found = self._exact.setdefault(dependency.key, {}).setdefault(prop, [])
            if definition not in found:
                found.append(definition)
            return
        entries = self._patterns.setdefault(dependency.keys, {}).setdefault(prop, [])
        for entry in entries:
            if _same_pattern(entry.pattern, dependency.pattern):
                if definition not in entry.definitions:
                    entry.definitions.append(definition)
                return
        entries.append(_PatternEntry(dependency.pattern, [definition]))

    def props(self, key: str, component_id: Any) -> Iterator[str]:
        """Every property of this id that some dependency may name, in registration order."""
        seen = dict.fromkeys(self._exact.get(key, ()))
        if isinstance(component_id, dict):
            seen.update(dict.fromkeys(self._patterns.get(tuple(sorted(component_id)), ())))
        return iter(seen)

    def exact(self, key: str, prop: str) -> list[Definition]:
        return self._exact.get(key, {}).get(prop, [])

    def by_pattern(self, keys: tuple[str, ...], prop: str) -> list[_PatternEntry]:
        return self._patterns.get(keys, {}).get(prop, [])


def _same_pattern(a: Pattern, b: Pattern) -> bool:
    return all(
        x is y if isinstance(x, Wildcard) or isinstance(y, Wildcard) else same_scalar(x, y)
        for x, y in zip(a, b, strict=True)
    )


class Graph:
    """The callbacks of an app by what they read and what they write."""

    def __init__(self, callbacks: Sequence[CallbackSpec]) -> None:
        self.definitions = tuple(compile_definition(spec) for spec in callbacks)
        self.readers = _Index()
        """By Input; properties are clean."""
        self.writers = _Index()
        """By Output; properties are raw, so that duplicates stay apart (A7)."""
        for definition in self.definitions:
            for dependency in definition.outputs:
                self.writers.add(dependency, dependency.raw_prop, definition)
            for dependency in definition.inputs:
                self.readers.add(dependency, dependency.prop, definition)
