"""From callbacks to requests: patterns meet the ids that are in the layout (rules G).

A `Resolved` is one callback for one combination of MATCH values.  It names its reference,
the concrete id from which the MATCH values come: an id of its own output where outputs
have MATCH keys, else the id of the input that triggered it (G6).  Which components its
dependencies mean is looked up each time, because the layout may have changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from ..protocol import ComponentId
from .findings import json_text
from .graph import CompiledCallback, Dependency, Graph, IdKeys
from .ids import ALL, ALLSMALLER, MATCH, compare_id_values
from .javascript import same_scalar
from .layout import Layout
from .patterns import Values, values_of
from .register import DictId, rank


class Target(NamedTuple):
    """One component's property that a dependency means now."""

    key: str
    """Canonical id."""
    id: ComponentId
    prop: str
    raw_prop: str
    nid: int

    @property
    def name(self) -> str:
        """`id.prop`, as callbacks are connected: with the `@hash` of a duplicate output."""
        return f"{self.key}.{self.raw_prop}"


class Reference(NamedTuple):
    """A concrete id beside the pattern that it matched."""

    keys: IdKeys
    values: Values
    pattern: Values

    def match_text(self) -> str:
        """The values of the MATCH keys as JSON text, in the order of the keys; "" without."""
        found = [
            value
            for value, wanted in zip(self.values, self.pattern, strict=True)
            if wanted is MATCH
        ]
        return json_text(found) if found else ""


RequestKey: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """A callback and the MATCH values it is to run with."""

    callback: CompiledCallback
    reference: Reference | None
    match: str
    """`Reference.match_text`: as text, because to Python `1` and `True` are one key."""

    @property
    def key(self) -> RequestKey:
        """Tells the requests of one callback apart."""
        return (self.callback.index, self.match)

    @property
    def identity(self) -> tuple[str, str]:
        """Requests of equal identity supersede each other (E5, E7)."""
        return (self.callback.identity, self.match)


class Resolver:
    """Answers for one graph and one layout, always as the layout is now."""

    def __init__(self, graph: Graph, layout: Layout) -> None:
        self._graph = graph
        self._layout = layout
        self._fixed: dict[tuple[str, str], list[Target]] = {}
        """What patterns of ALL mean, whatever the reference: pattern and property -> targets."""
        self._fixed_at = 0
        """The layout's `ids_version` of that time."""

    def take_known_id_changes(self) -> bool:
        """Whether ids that some callback names have come or gone since the last call."""
        return any(self._graph.knows(changed) for changed in self._layout.take_id_changes())

    def is_present(self, key: str) -> bool:
        """Whether a component with this canonical id is in the layout."""
        return self._layout.nid_of(key) is not None

    # --- what a dependency means --------------------------------------------------------

    def targets(self, dependency: Dependency, reference: Reference | None) -> list[Target]:
        """The components that are in the layout and that `dependency` means: not the caller's
        to change."""
        prop, raw_prop = dependency.prop, dependency.raw_prop
        if not dependency.wild:
            nid = self._layout.nid_of(dependency.key)
            if nid is None:
                return []
            return [Target(dependency.key, dependency.id, prop, raw_prop, nid)]
        if not dependency.fixed:
            return self._matching_targets(dependency, reference)
        if self._fixed_at != self._layout.ids_version:
            self._fixed, self._fixed_at = {}, self._layout.ids_version
        meant = (dependency.key, raw_prop)
        targets = self._fixed.get(meant)
        if targets is None:
            targets = self._fixed[meant] = self._matching_targets(dependency, None)
        return targets

    def _matching_targets(
        self, dependency: Dependency, reference: Reference | None
    ) -> list[Target]:
        prop, raw_prop = dependency.prop, dependency.raw_prop
        return [
            Target(found.key, found.id, prop, raw_prop, found.nid)
            for found in self._matching(dependency, reference)
        ]

    def _matching(self, dependency: Dependency, reference: Reference | None) -> Sequence[DictId]:
        """The dict ids that a pattern means under `reference` (G1, G3)."""
        keys, pattern = dependency.keys, dependency.pattern
        fixed = dict(dependency.literals)
        smaller: dict[int, Any] = {}
        larger: dict[int, Any] = {}
        for key, value, referred in zip(*reference, strict=True) if reference else ():
            place = keys.index(key) if key in keys else -1
            if place < 0 or place in fixed or pattern[place] is ALL:
                continue
            if pattern[place] is ALLSMALLER:
                smaller[place] = value
            elif referred is ALLSMALLER:
                # A smaller input has changed: that concerns all outputs after it.
                larger[place] = value
            else:
                fixed[place] = value
        places = tuple(sorted(fixed))
        ranks = tuple(rank(fixed[at]) for at in places)
        found = self._layout.matching(keys, places, ranks)
        # Ranks are lenient, as MATCH is; literals are not.
        for at, wanted in dependency.literals:
            found = [it for it in found if same_scalar(wanted, it.values[at])]
        for at, than in smaller.items():
            found = [it for it in found if compare_id_values(it.values[at], than) < 0]
        for at, than in larger.items():
            found = [it for it in found if compare_id_values(it.values[at], than) > 0]
        return found

    def flat_targets(
        self, resolved: Resolved, dependencies: Sequence[Dependency]
    ) -> Iterator[Target]:
        """What all these dependencies of a callback mean."""
        for dependency in dependencies:
            yield from self.targets(dependency, resolved.reference)

    def any_present(self, resolved: Resolved, dependencies: Sequence[Dependency]) -> bool:
        """Whether at least one of these dependencies means something."""
        return next(self.flat_targets(resolved, dependencies), None) is not None

    # --- who is concerned ---------------------------------------------------------------

    def read_props(self, component_id: ComponentId) -> Iterable[str]:
        """The properties of this component that may be somebody's Input."""
        return self._graph.readers.props(component_id)

    def written_props(self, component_id: ComponentId) -> Iterable[str]:
        """The (raw) properties of this component that may be somebody's Output."""
        return self._graph.writers.props(component_id)

    def readers(self, component_id: ComponentId, key: str, prop: str) -> list[Resolved]:
        """The callbacks to request when this property changes (G5, G6)."""
        found: list[Resolved] = []
        if not isinstance(component_id, dict):
            for callback in self._graph.readers.exact(key, prop):
                found += self._triggered(callback, None)
            return found
        keys, values = tuple(sorted(component_id)), values_of(component_id)
        for use in self._graph.readers.by_pattern(keys, values, prop):
            reference = Reference(keys, values, use.pattern)
            for callback in use.callbacks:
                found += self._triggered(callback, reference)
        return found

    def writers(self, component_id: ComponentId, key: str, raw_prop: str) -> list[Resolved]:
        """The callbacks that compute this property, in registration order."""
        if not isinstance(component_id, dict):
            return [
                Resolved(writer, None, "") for writer in self._graph.writers.exact(key, raw_prop)
            ]
        keys, values = tuple(sorted(component_id)), values_of(component_id)
        found: list[Resolved] = []
        for use in self._graph.writers.by_pattern(keys, values, raw_prop):
            reference = Reference(keys, values, use.pattern)
            match = reference.match_text()
            found += [Resolved(callback, reference, match) for callback in use.callbacks]
        return found

    def _triggered(
        self, callback: CompiledCallback, trigger: Reference | None
    ) -> Iterator[Resolved]:
        """Requests of `callback` for one changed input.

        With MATCH outputs there is one per set of MATCH values among the (first) outputs
        that the input concerns; else the input's own MATCH values tell requests apart.
        """
        if not callback.has_match:
            yield Resolved(callback, trigger, trigger.match_text() if trigger else "")
            return
        output = callback.outputs[0]
        seen: set[str] = set()
        for found in self._matching(output, trigger):
            reference = Reference(output.keys, found.values, output.pattern)
            match = reference.match_text()
            if match not in seen:
                seen.add(match)
                yield Resolved(callback, reference, match)
