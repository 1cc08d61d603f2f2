"""Who may still change the inputs of a request: the sets behind waiting (E6).

Theory of operation.  Every callback (for each of its combinations of MATCH values) has a
bit.  `of(request)` is the set of all callbacks that can write one of its inputs, directly or
through others, as one integer; the pending runs are another integer; a request waits while
the two have a bit in common.  However large the app is, that is one `&`.

    A ──► B ──► C        of(A) = {}     of(B) = {A}     of(C) = {A, B}

The sets follow callbacks, not runs, so they stay true until ids that callbacks name come or
go.  They are computed once per request, in one depth-first walk against the arrows that
closes each cycle as a whole (Tarjan's strongly connected components).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .resolve import RequestKey, Resolved, Resolver


@dataclass(slots=True, eq=False)
class _Visit:
    """A callback on the stack of the walk."""

    callback: Resolved
    writers: Iterator[Resolved]
    """Of its inputs, those that have not been looked at."""
    order: int
    lowest: int
    """Order of the earliest visit that can be reached from here: equal to `order` when no
    cycle leads further back."""
    found: int = 0


class Upstream:
    """For each request, the callbacks that its inputs hang on."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._bits: dict[RequestKey, int] = {}
        self._behind_requests: dict[RequestKey, int] = {}
        self._behind_callbacks: dict[RequestKey, int] = {}

    def forget(self) -> None:
        """The layout has changed: every set and every bit may be another one now."""
        self._bits.clear()
        self._behind_requests.clear()
        self._behind_callbacks.clear()

    def bit(self, resolved: Resolved) -> int:
        """The set that has only this callback in it.

        A callback's bit is higher than those of the callbacks before it (but for cycles).
        """
        # Without MATCH in its outputs, all requests of a callback write the same.
        index, match = resolved.key
        key = (index, match if resolved.callback.has_match else "")
        known = self._bits.get(key)
        if known is None:
            self._behind(resolved)
            known = self._number(key)
        return known

    def of(self, resolved: Resolved) -> int:
        """The callbacks that may write its inputs; what it writes itself does not count
        (E20)."""
        known = self._behind_requests.get(resolved.key)
        if known is None:
            known = 0
            for writer in self._writers(resolved, but=self.outputs(resolved)):
                known |= self.bit(writer) | self._behind(writer)
            self._behind_requests[resolved.key] = known
        return known

    def inputs(self, resolved: Resolved) -> set[str]:
        """The names of its inputs, without those that it writes itself."""
        inputs = self._resolver.flat_targets(resolved, resolved.callback.inputs)
        return {target.name for target in inputs} - self.outputs(resolved)

    def outputs(self, resolved: Resolved) -> set[str]:
        """The names of its outputs."""
        outputs = self._resolver.flat_targets(resolved, resolved.callback.outputs)
        return {target.name for target in outputs}

    def _number(self, key: RequestKey) -> int:
        return self._bits.setdefault(key, 1 << len(self._bits))

    def _writers(self, resolved: Resolved, but: set[str]) -> Iterator[Resolved]:
        """The callbacks that write an input of this one."""
        for target in self._resolver.flat_targets(resolved, resolved.callback.inputs):
            if target.name not in but:
                yield from self._resolver.writers(target.id, target.key, target.raw_prop)

    def _behind(self, start: Resolved) -> int:
        """All that can reach an input of a callback, whoever writes it.  Without recursion,
        for chains may be long."""
        known = self._behind_callbacks.get(start.key)
        if known is not None:
            return known
        visits: dict[RequestKey, _Visit] = {}
        path: list[_Visit] = []
        unclosed: list[_Visit] = []

        def enter(resolved: Resolved) -> None:
            order = len(visits)
            visit = _Visit(resolved, self._writers(resolved, but=set()), order, order)
            visits[resolved.key] = visit
            path.append(visit)
            unclosed.append(visit)

        enter(start)
        while path:
            visit = path[-1]
            writer = next(visit.writers, None)
            if writer is None:
                path.pop()
                if visit.lowest == visit.order:
                    self._close(visit, unclosed)
                if path:
                    path[-1].lowest = min(path[-1].lowest, visit.lowest)
                    path[-1].found |= visit.found | self._number(visit.callback.key)
            elif writer.key in self._behind_callbacks:
                visit.found |= self._behind_callbacks[writer.key] | self._number(writer.key)
            elif writer.key in visits:
                visit.lowest = min(visit.lowest, visits[writer.key].order)
                visit.found |= self._number(writer.key)
            else:
                enter(writer)
        return self._behind_callbacks[start.key]

    def _close(self, root: _Visit, unclosed: list[_Visit]) -> None:
        """All members of a cycle hang on the same; `root` has gathered it."""
        while True:
            member = unclosed.pop()
            self._behind_callbacks[member.callback.key] = root.found
            if member is root:
                return
