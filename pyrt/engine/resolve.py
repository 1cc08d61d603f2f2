"""From definitions to requests: patterns meet the ids that are in the layout (rules G).

A `Resolved` is one callback for one combination of MATCH values.  It names its reference,
the concrete id from which the MATCH values come: an id of its own output where outputs
have MATCH keys, else the id of the input that triggered it (G6).  Which components its
dependencies mean is looked up each time, because the layout may have changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from .graph import Definition, Dependency, Graph
from .ids import ALL, ALLSMALLER, MATCH, Wildcard, compare_id_values
from .javascript import same_scalar
from .layout import Layout, id_key


class Target(NamedTuple):
    """One component's property that a dependency means now."""

    key: str
    """Canonical id."""
    id: Any
    prop: str
    raw_prop: str
    nid: int

    @property
    def prop_id(self) -> str:
        """`id.prop`, as in `ctx.triggered`."""
        return f"{self.key}.{self.prop}"


class Reference(NamedTuple):
    """A concrete id beside the pattern that it matched."""

    keys: tuple[str, ...]
    values: tuple[Any, ...]
    pattern: tuple[Any, ...]

    def match_values(self) -> tuple[Any, ...]:
        """Values of the MATCH keys, in the order of the sorted keys."""
        return tuple(
            value for value, wanted in zip(self.values, self.pattern, strict=True) if wanted is MATCH
        )


RequestKey: TypeAlias = tuple[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """A definition and the MATCH values it is to run with."""

    definition: Definition
    reference: Reference | None
    match: tuple[Any, ...]

    @property
    def key(self) -> RequestKey:
        """Tells the requests of one definition apart."""
        return (self.definition.spec.index, self.match)

    @property
    def identity(self) -> tuple[str, tuple[Any, ...]]:
        """Requests of equal identity supersede each other (E5, E7)."""
        return (self.definition.identity, self.match)


class Resolver:
    """Answers for one graph and one layout, always as the layout is now."""

    def __init__(self, graph: Graph, layout: Layout) -> None:
        self._graph = graph
        self._layout = layout

    @property
    def ids_version(self) -> int:
        """Changes whenever an id enters or leaves the layout."""
        return self._layout.ids_version

    def is_present(self, key: str) -> bool:
        """Whether a component with this canonical id is in the layout."""
        return self._layout.nid_of(key) is not None

    # --- what a dependency means --------------------------------------------------------

    def targets(self, dependency: Dependency, reference: Reference | None) -> list[Target]:
        """The components that are in the layout and that `dependency` means."""
        if not dependency.wild:
            nid = self._layout.nid_of(dependency.key)
            if nid is None:
                return []
            return [
                Target(dependency.key, dependency.id, dependency.prop, dependency.raw_prop, nid)
            ]
        found = []
        for values, nid in self._layout.matches(dependency.keys):
            if _matches(dependency, values, reference):
                component_id = dict(zip(dependency.keys, values, strict=True))
                found.append(
                    Target(
                        id_key(component_id), component_id, dependency.prop, dependency.raw_prop, nid
                    )
                )
        return found

    def all_targets(
        self, resolved: Resolved, dependencies: Sequence[Dependency]
    ) -> list[list[Target]]:
        """`targets` for each of the callback's dependencies."""
        return [self.targets(dependency, resolved.reference) for dependency in dependencies]

    def flat_targets(
        self, resolved: Resolved, dependencies: Sequence[Dependency]
    ) -> Iterator[Target]:
        for dependency in dependencies:
            yield from self.targets(dependency, resolved.reference)

    # --- who is concerned ---------------------------------------------------------------

    def readers(self, component_id: Any, key: str, prop: str) -> list[Resolved]:
        """The callbacks to request when this property changes (G5, G6)."""
        found: list[Resolved] = []
        for definition in self._graph.readers.exact(key, prop):
            self._from_input(definition, None, found)
        if isinstance(component_id, dict):
            keys = tuple(sorted(component_id))
            values = tuple(component_id[name] for name in keys)
            for entry in self._graph.readers.by_pattern(keys, prop):
                if _accepts_literals(entry.pattern, values):
                    reference = Reference(keys, values, entry.pattern)
                    for definition in entry.definitions:
                        self._from_input(definition, reference, found)
        return found

    def read_props(self, component_id: Any, key: str) -> Iterator[str]:
        """The properties of this component that are somebody's Input."""
        return self._graph.readers.props(key, component_id)

    def written_props(self, component_id: Any, key: str) -> Iterator[str]:
        """The (raw) properties of this component that are somebody's Output."""
        return self._graph.writers.props(key, component_id)

    def writer(self, component_id: Any, key: str, raw_prop: str) -> Resolved | None:
        """The callback that computes this property; the first registered, if several."""
        exact = self._graph.writers.exact(key, raw_prop)
        if exact:
            return Resolved(exact[0], None, ())
        if isinstance(component_id, dict):
            keys = tuple(sorted(component_id))
            values = tuple(component_id[name] for name in keys)
            for entry in self._graph.writers.by_pattern(keys, raw_prop):
                if _accepts_literals(entry.pattern, values):
                    reference = Reference(keys, values, entry.pattern)
                    return Resolved(entry.definitions[0], reference, reference.match_values())
        return None

    def _from_input(
        self, definition: Definition, trigger: Reference | None, found: list[Resolved]
    ) -> None:
        """Requests of `definition` for one changed input.

        With MATCH outputs there is one per set of MATCH values among the outputs that the
        input concerns; otherwise the input's own MATCH values tell requests apart.
        """
        if not definition.match_keys:
            match = trigger.match_values() if trigger else ()
            found.append(Resolved(definition, trigger, match))
            return
        outputs = (
            [definition.first_single_output]
            if definition.first_single_output
            else list(definition.outputs)
        )
        seen: set[tuple[Any, ...]] = set()
        for output in outputs:
            for target in self.targets(output, trigger):
                values = tuple(target.id[name] for name in output.keys)
                reference = Reference(output.keys, values, output.pattern)
                match = reference.match_values()
                if match not in seen:
                    seen.add(match)
                    found.append(Resolved(definition, reference, match))


def _accepts_literals(pattern: tuple[Any, ...], values: tuple[Any, ...]) -> bool:
    return all(
        isinstance(wanted, Wildcard) or same_scalar(wanted, value)
        for wanted, value in zip(pattern, values, strict=True)
    )


def _matches(
    dependency: Dependency, values: tuple[Any, ...], reference: Reference | None
) -> bool:
    """Whether a component's id values are meant by `dependency` under `reference` (G1, G3)."""
    for key, wanted, value in zip(dependency.keys, dependency.pattern, values, strict=True):
        if not isinstance(wanted, Wildcard):
            if not same_scalar(wanted, value):
                return False
        elif reference is not None and wanted is not ALL:
            if key not in reference.keys:
                return False
            place = reference.keys.index(key)
            order = compare_id_values(value, reference.values[place])
            # A triggering ALLSMALLER input concerns the outputs that sort after it.
            from_smaller = reference.pattern[place] is ALLSMALLER
            expected = -1 if wanted is ALLSMALLER else 1 if from_smaller else 0
            if order != expected:
                return False
    return True
