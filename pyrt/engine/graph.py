"""Which callbacks hang on which (id, property), exactly and by pattern.

Built once from the registrations and never changed; knows nothing of what is in the
layout.  `resolve` brings the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .dependencies import DashDependency, clean_property_name
from .ids import ALL, ALLSMALLER, MATCH, Wildcard, canonical_id, stringify_id
from .patterns import PatternTable, Values, literal, values_of
from .spec import CallbackSpec

IdKeys: TypeAlias = tuple[str, ...]
"""Sorted keys of a dict id; `()` for a string id."""


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
    keys: IdKeys
    pattern: Values
    """Values of a dict id in the order of its keys; literals or wildcards."""
    literals: tuple[tuple[int, Any], ...]
    """Those of the values that are no wildcards, each with its place."""
    wild: bool
    multi: bool
    """ALL or ALLSMALLER stands in the id: the value is a list (G3)."""
    fixed: bool
    """No other wildcard than ALL: it means the same for every reference."""
    optional: bool


@dataclass(frozen=True, slots=True, eq=False)
class CompiledCallback:
    """One registered callback with its dependencies compiled."""

    spec: CallbackSpec
    outputs: tuple[Dependency, ...]
    inputs: tuple[Dependency, ...]
    states: tuple[Dependency, ...]
    running: tuple[Dependency, ...]
    """The targets of `running`, in its order (K1)."""
    has_match: bool
    """MATCH stands in the outputs, so there is one request per set of MATCH values (G5)."""
    identity: str
    """Callbacks with the same dependencies supersede each other's requests (E5, A9)."""
    all_inputs_multi: bool
    """All inputs are ALL or ALLSMALLER: never dropped for absence (D4)."""

    @property
    def index(self) -> int:
        """Registration order."""
        return self.spec.index


def compile_callback(spec: CallbackSpec) -> CompiledCallback:
    """`spec` with its dependencies compiled."""
    outputs, inputs, states = map(_compile_all, (spec.outputs, spec.inputs, spec.states))
    names = [
        f"{dependency.key}.{dependency.raw_prop}" for dependency in (*inputs, *outputs, *states)
    ]
    if not outputs:
        names.append(spec.id)
    return CompiledCallback(
        spec,
        outputs,
        inputs,
        states,
        running=_compile_all(entry[0] for entry in spec.running),
        # Validation sees to it that all outputs have MATCH on the same keys (B11).
        has_match=bool(outputs) and MATCH in outputs[0].pattern,
        identity=",".join(names),
        all_inputs_multi=all(dependency.multi for dependency in inputs),
    )


def _compile_all(dependencies: Iterable[DashDependency]) -> tuple[Dependency, ...]:
    return tuple(
        compile_dependency(
            dependency.component_id, dependency.component_property, dependency.allow_optional
        )
        for dependency in dependencies
    )


def compile_dependency(component_id: Any, prop: str, optional: bool = False) -> Dependency:
    """A look-up form of `Output(component_id, prop)` and its like."""
    component_id = canonical_id(component_id)
    is_dict = isinstance(component_id, dict)
    pattern = values_of(component_id) if is_dict else ()
    literals = [
        (place, value) for place, value in enumerate(pattern) if not isinstance(value, Wildcard)
    ]
    return Dependency(
        component_id,
        stringify_id(component_id),
        clean_property_name(prop),
        prop,
        tuple(sorted(component_id)) if is_dict else (),
        pattern,
        tuple(literals),
        wild=len(literals) < len(pattern),
        multi=ALL in pattern or ALLSMALLER in pattern,
        fixed=MATCH not in pattern and ALLSMALLER not in pattern,
        optional=optional,
    )


@dataclass(slots=True)
class PatternUse:
    """The callbacks that name one dict id, with or without wildcards."""

    pattern: Values
    callbacks: list[CompiledCallback] = field(default_factory=list)


class _Patterns:
    """The dict ids with the same keys that are named with one property."""

    def __init__(self) -> None:
        self._uses: dict[Values, PatternUse] = {}
        self._table: PatternTable[PatternUse] = PatternTable()

    def add(self, pattern: Values, callback: CompiledCallback) -> None:
        same = tuple(value if isinstance(value, Wildcard) else literal(value) for value in pattern)
        use = self._uses.get(same)
        if use is None:
            use = self._uses[same] = PatternUse(pattern)
            self._table.add(pattern, use)
        if callback not in use.callbacks:
            use.callbacks.append(callback)

    def matching(self, values: Values) -> list[PatternUse]:
        return self._table.overlapping(values)


class Index:
    """The callbacks of an app by one side of their dependencies."""

    def __init__(self) -> None:
        self._strings: dict[str, dict[str, list[CompiledCallback]]] = {}
        self._dicts: dict[IdKeys, dict[str, _Patterns]] = {}

    def add(self, dependency: Dependency, prop: str, callback: CompiledCallback) -> None:
        """Note that `callback` names this id with `prop`."""
        if dependency.keys:
            by_prop = self._dicts.setdefault(dependency.keys, {})
            by_prop.setdefault(prop, _Patterns()).add(dependency.pattern, callback)
            return
        callbacks = self._strings.setdefault(dependency.key, {}).setdefault(prop, [])
        if callback not in callbacks:
            callbacks.append(callback)

    def props(self, component_id: Any) -> Iterable[str]:
        """Every property that some callback may name of this id, in registration order."""
        if isinstance(component_id, dict):
            return self._dicts.get(tuple(sorted(component_id)), ())
        return self._strings.get(component_id, ())

    def exact(self, key: str, prop: str) -> Sequence[CompiledCallback]:
        """The callbacks that name a property of a string id."""
        return self._strings.get(key, {}).get(prop, ())

    def by_pattern(self, keys: IdKeys, values: Values, prop: str) -> Sequence[PatternUse]:
        """The dict ids that callbacks name and that mean this one, in registration order."""
        patterns = self._dicts.get(keys, {}).get(prop)
        return patterns.matching(values) if patterns else ()


class Graph:
    """The callbacks of an app by what they read and what they write."""

    def __init__(self, callbacks: Sequence[CallbackSpec]) -> None:
        self.callbacks = tuple(map(compile_callback, callbacks))
        self.readers = Index()
        """By Input; properties are clean."""
        self.writers = Index()
        """By Output; properties are raw, so that duplicates stay apart (A7)."""
        for callback in self.callbacks:
            for dependency in callback.outputs:
                self.writers.add(dependency, dependency.raw_prop, callback)
            for dependency in callback.inputs:
                self.readers.add(dependency, dependency.prop, callback)

    def knows(self, component_id: Any) -> bool:
        """Whether some callback may name a property of this id as its Input or Output."""
        return bool(self.readers.props(component_id) or self.writers.props(component_id))
