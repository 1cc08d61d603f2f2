"""Which run comes next: dedupe, wait, order, supersede (rules D7-D9, E4-E10, E16-E21).

Theory of operation.  Requests only pile up (`request`); nothing is decided until `settle`,
which looks at all of them together, as dash-renderer does after a zero-length time-out.
`settle` is a line of small steps, each of which takes the requested runs and leaves fewer:

    cycles end -> equals merge -> elders are superseded -> those without outputs go
    -> who is ready? -> who has become pointless? -> READY

Runs then start in order of priority, at most `RUNNING_LIMIT` at a time.

The scheduler calls nobody and reads no prop; what a run reads and writes it asks of
`Resolver` and `Reach`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from .reach import Reach
from .resolve import Resolver
from .run import Run, RunState

_Test: TypeAlias = Callable[[Run], bool]

RUNNING_LIMIT = 12
"""Dash has at most this many requests under way (E10)."""


@dataclass(slots=True)
class _Group:
    """What the finished runs of one group could write, and what they wrote (D8)."""

    could_write: set[str] = field(default_factory=set)
    wrote: set[str] = field(default_factory=set)


class Scheduler:
    """All pending runs of an app."""

    def __init__(self, resolver: Resolver, reach: Reach) -> None:
        self._resolver = resolver
        self._reach = reach
        self._requested: list[Run] = []
        self._ready: list[Run] = []
        self._running: dict[int, Run] = {}
        self._groups: dict[int, _Group] = {}
        self._last_run = 0
        self._last_group = 0
        self._ids_version = resolver.ids_version
        self._unsettled = False

    @property
    def is_idle(self) -> bool:
        """Nothing waits and nothing that counts is running."""
        return not (self._requested or self._ready or self._running)

    # --- events -------------------------------------------------------------------------

    def request(self, runs: Iterable[Run]) -> None:
        """Ask for runs; they are looked at by the next `settle`."""
        before = len(self._requested)
        self._requested.extend(runs)
        self._unsettled = self._unsettled or len(self._requested) > before

    def new_group(self) -> int:
        """A number for the runs that one walk through a layout asks for (D6)."""
        self._last_group += 1
        return self._last_group

    def finish(self, run: Run) -> bool:
        """A started run has its result.  Says whether the result counts (E7, E16)."""
        self._unsettled = True
        if run.state is RunState.ABANDONED:
            return False
        del self._running[run.id]
        run.move(RunState.DONE)
        return True

    def record(self, run: Run, could_write: Iterable[str], wrote: Iterable[str]) -> None:
        """Note what a finished run of a group wrote: others may have waited for it (D8)."""
        if run.group is not None:
            group = self._groups.setdefault(run.group, _Group())
            group.could_write.update(could_write)
            group.wrote.update(wrote)

    def start_next(self) -> Run | None:
        """The next run to start, or None.  It counts as running from here on."""
        if not self._ready or len(self._running) >= RUNNING_LIMIT:
            return None
        if len(self._ready) > 1:
            # A stable sort: registration and request order break the ties (invariant 9).
            self._ready.sort(key=lambda run: self._reach.priority(run.resolved), reverse=True)
        run = self._ready.pop(0)
        self._last_run += 1
        run.id = self._last_run
        run.move(RunState.RUNNING)
        self._running[run.id] = run
        return run

    # --- the decision -------------------------------------------------------------------

    def settle(self) -> None:
        """Decide about all that was requested since the last time."""
        while self._unsettled:
            self._unsettled = False
            self._settle_once()

    def _settle_once(self) -> None:
        requested = _merge_equals(_without_closed_cycles(self._requested))
        self._supersede(requested)
        self._abandon_those_without_outputs()
        requested = self._with_outputs(requested)
        ready = self._find_ready(requested) or self._break_cycle(requested)
        chosen = set(map(id, ready))
        self._requested = [run for run in requested if id(run) not in chosen]
        pointless = [run for run in ready if self._is_pointless(run)]
        for run in pointless:
            run.move(RunState.DROPPED)
            # Whoever waited for it may go now.
            self._unsettled = True
        for run in ready:
            if run.state is RunState.REQUESTED:
                run.move(RunState.READY)
                self._ready.append(run)
        self._forget_finished_groups()

    def _supersede(self, requested: list[Run]) -> None:
        """A new request ends every older one of equal identity (E7)."""
        if not (self._ready or self._running):
            return
        identities = {run.resolved.identity for run in requested}
        self._end_elders(lambda run: run.resolved.identity in identities)

    def _abandon_those_without_outputs(self) -> None:
        """Runs under way whose outputs have all left do not count any more (E16)."""
        if self._ids_version == self._resolver.ids_version:
            return
        self._ids_version = self._resolver.ids_version
        self._end_elders(lambda run: not self._keep(run))

    def _end_elders(self, ends: _Test) -> None:
        for run in [run for run in self._ready if ends(run)]:
            self._ready.remove(run)
            run.move(RunState.DROPPED)
        for run in [run for run in self._running.values() if ends(run)]:
            del self._running[run.id]
            run.move(RunState.ABANDONED)

    def _with_outputs(self, requested: list[Run]) -> list[Run]:
        """Without requests that nothing in the layout would show (E17)."""
        kept = []
        for run in requested:
            if self._keep(run):
                kept.append(run)
            else:
                run.move(RunState.DROPPED)
        return kept

    def _keep(self, run: Run) -> bool:
        """False when all outputs are absent.  When some are, what left is not `changed` (E16)."""
        definition = run.resolved.definition
        present = sum(1 for _ in self._resolver.flat_targets(run.resolved, definition.outputs))
        if present == len(definition.outputs):
            return True
        if present:
            run.changed = {
                prop_id: None
                for prop_id in run.changed
                if self._resolver.is_present(prop_id.rpartition(".")[0])
            }
        return present > 0

    def _find_ready(self, requested: list[Run]) -> list[Run]:
        """Those whose inputs no pending run can still change (E6)."""
        outstanding = 0
        for runs in (requested, self._ready, self._running.values()):
            for run in runs:
                outstanding |= self._reach.of(run.resolved)
        return [run for run in requested if not self._reach.waits_for(run.resolved) & outstanding]

    def _break_cycle(self, requested: list[Run]) -> list[Run]:
        """Everybody waits for everybody: the first goes, and whom it does not block (E21)."""
        if self._ready or self._running:
            return []
        ready: list[Run] = []
        candidates = requested
        outputs = 0
        while candidates:
            ready.append(candidates[0])
            outputs |= self._reach.direct(candidates[0].resolved)
            candidates = [
                run
                for run in candidates[1:]
                if not self._reach.waits_for(run.resolved) & outputs
            ]
        return ready

    def _is_pointless(self, run: Run) -> bool:
        """All it waited for has ended, and nothing of it was written (D8).

        A dropped run leaves no record itself, so its own followers do run (D9).
        """
        group = self._groups.get(run.group) if run.group is not None else None
        definition = run.resolved.definition
        if group is None or definition.all_inputs_multi:
            return False
        inputs = {
            target.prop_id
            for target in self._resolver.flat_targets(run.resolved, definition.inputs)
        }
        return not inputs & group.wrote and inputs <= group.could_write

    def _forget_finished_groups(self) -> None:
        if self._groups:
            pending = {
                run.group
                for runs in (self._requested, self._ready, self._running.values())
                for run in runs
            }
            self._groups = {
                number: group for number, group in self._groups.items() if number in pending
            }


def _without_closed_cycles(requested: list[Run]) -> list[Run]:
    """A definition among its own predecessors has gone round its cycle once (E20, E21)."""
    kept = []
    for run in requested:
        if run.resolved.definition.index in run.predecessors:
            run.move(RunState.DROPPED)
        else:
            kept.append(run)
    return kept


def _merge_equals(requested: list[Run]) -> list[Run]:
    """One run per identity; an initial call gives way to a real change (E5, D12)."""
    by_identity: dict[tuple[str, tuple[object, ...]], list[Run]] = {}
    for run in requested:
        by_identity.setdefault(run.resolved.identity, []).append(run)
    return [runs[0] if len(runs) == 1 else _merge(runs) for runs in by_identity.values()]


def _merge(runs: list[Run]) -> Run:
    initial = next((run for run in runs if run.initial), None)
    left = [run for run in runs if run is not initial]
    merged = left[-1]
    if len(left) > 1:
        merged.changed = {prop_id: None for run in left for prop_id in run.changed}
        groups = [run.group for run in left if run.group is not None]
        merged.group = groups[-1] if groups else None
    for run in runs:
        if run is not merged:
            run.move(RunState.DROPPED)
    return merged
