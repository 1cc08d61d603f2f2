"""How far a callback's effects may spread: the sets behind waiting and priority (E6, E10).

Theory of operation.  Every output property that occurs gets a bit.  `reach` of a request is
the set of all output properties that it and, transitively, everything downstream of it can
write, as one integer.  A request waits while one of its inputs lies in the union of the
reach of all pending requests; with integers this is one `|` per pending request and one `&`
per candidate, however large the app is.

`reach` follows definitions, not pending runs, so it stays true until the set of dict ids
changes (patterns then mean other components).  It is computed once per request key, in one
depth-first walk that closes each cycle as a whole (Tarjan's strongly connected components).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .graph import Dependency
from .layout import Layout
from .resolve import RequestKey, Resolved, Resolver

PRIORITY_LEVEL_LIMIT = 35
"""Dash writes each number of a priority as one base-36 digit."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class _Visit:
    """A request on the stack of the walk."""

    resolved: Resolved
    order: int
    lowest: int
    bits: int
    followers: list[Resolved]
    next: int = 0


class Reach:
    """Reach sets and priorities, cached until the dict ids of the layout change."""

    def __init__(self, resolver: Resolver, layout: Layout) -> None:
        self._resolver = resolver
        self._layout = layout
        self._bits: dict[tuple[str, str], int] = {}
        self._reach: dict[RequestKey, int] = {}
        self._followers: dict[RequestKey, list[Resolved]] = {}
        self._waits: dict[RequestKey, int] = {}
        self._priorities: dict[RequestKey, str] = {}
        self._version = layout.dict_ids_version

    def of(self, resolved: Resolved) -> int:
        """The set of properties that `resolved` and its followers may write."""
        self._refresh()
        known = self._reach.get(resolved.key)
        return self._walk(resolved) if known is None else known

    def waits_for(self, resolved: Resolved) -> int:
        """The set of its inputs; those that are its own outputs do not count (E20)."""
        self._refresh()
        known = self._waits.get(resolved.key)
        if known is None:
            definition = resolved.definition
            own = {(key, prop) for _, key, prop in self._names(resolved, definition.outputs)}
            known = 0
            for _, key, prop in self._names(resolved, definition.inputs):
                if (key, prop) not in own:
                    known |= self._bit(key, prop)
            self._waits[resolved.key] = known
        return known

    def direct(self, resolved: Resolved) -> int:
        """The set of its own outputs."""
        self._refresh()
        return self._own_bits(resolved)

    def priority(self, resolved: Resolved) -> str:
        """Dash's sort key: depth of what follows, then callbacks per level (E10)."""
        self._refresh()
        known = self._priorities.get(resolved.key)
        if known is None:
            known = self._priorities[resolved.key] = self._levels(resolved)
        return known

    def _refresh(self) -> None:
        if self._version != self._layout.dict_ids_version:
            self._version = self._layout.dict_ids_version
            self._reach.clear()
            self._followers.clear()
            self._waits.clear()
            self._priorities.clear()

    def _bit(self, key: str, prop: str) -> int:
        return self._bits.setdefault((key, prop), 1 << len(self._bits))

    def _own_bits(self, resolved: Resolved) -> int:
        bits = 0
        for _, key, prop in self._names(resolved, resolved.definition.outputs):
            bits |= self._bit(key, prop)
        return bits

    def _names(
        self, resolved: Resolved, dependencies: Sequence[Dependency]
    ) -> Iterator[tuple[Any, str, str]]:
        """id, canonical id and raw property of all that these dependencies mean.

        String ids count whether they are in the layout or not, so that the cache outlives
        their coming and going; an absent one is nobody's output anyway.
        """
        for dependency in dependencies:
            if not dependency.wild:
                yield dependency.id, dependency.key, dependency.raw_prop
                continue
            for target in self._resolver.targets(dependency, resolved.reference):
                yield target.id, target.key, target.raw_prop

    def _next(self, resolved: Resolved) -> list[Resolved]:
        """The requests that the outputs of `resolved` would make, each once."""
        known = self._followers.get(resolved.key)
        if known is None:
            found: dict[RequestKey, Resolved] = {}
            for component_id, key, prop in self._names(resolved, resolved.definition.outputs):
                for follower in self._resolver.readers(component_id, key, prop):
                    found.setdefault(follower.key, follower)
            known = self._followers[resolved.key] = list(found.values())
        return known

    def _walk(self, start: Resolved) -> int:
        """Tarjan's algorithm from `start`, without recursion: chains may be long."""
        visits: dict[RequestKey, _Visit] = {}
        path: list[_Visit] = []
        open_visits: list[_Visit] = []

        def enter(resolved: Resolved) -> None:
            visit = _Visit(
                resolved, len(visits), len(visits), self._own_bits(resolved), self._next(resolved)
            )
            visits[resolved.key] = visit
            path.append(visit)
            open_visits.append(visit)

        enter(start)
        while path:
            visit = path[-1]
            if visit.next < len(visit.followers):
                follower = visit.followers[visit.next]
                visit.next += 1
                known = self._reach.get(follower.key)
                if known is not None:
                    visit.bits |= known
                elif follower.key in visits:
                    visit.lowest = min(visit.lowest, visits[follower.key].order)
                else:
                    enter(follower)
                continue
            path.pop()
            if visit.lowest == visit.order:
                self._close(visit, open_visits)
            if path:
                path[-1].lowest = min(path[-1].lowest, visit.lowest)
                path[-1].bits |= visit.bits
        return self._reach[start.key]

    def _close(self, root: _Visit, open_visits: list[_Visit]) -> None:
        """All members of a cycle reach the same; `root` has gathered it."""
        members = []
        while True:
            member = open_visits.pop()
            members.append(member)
            if member is root:
                break
        bits = root.bits
        for member in members:
            bits |= member.bits
        root.bits = bits
        for member in members:
            self._reach[member.resolved.key] = bits

    def _levels(self, resolved: Resolved) -> str:
        counts = []
        seen = {resolved.key}
        touched: set[tuple[str, str]] = set()
        level = [resolved]
        while level:
            following: list[Resolved] = []
            for current in level:
                outputs = current.definition.outputs
                names = {(key, prop) for _, key, prop in self._names(current, outputs)} - touched
                touched |= names
                if names:
                    following.extend(self._next(current))
            if following:
                counts.append(len(following))
            level = [follower for follower in following if follower.key not in seen]
            seen.update(follower.key for follower in level)
        return "".join(
            _DIGITS[min(number, PRIORITY_LEVEL_LIMIT)] for number in (len(counts), *counts)
        )
