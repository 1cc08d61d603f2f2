"""Which run comes next: dedupe, wait, order, supersede (rules D7-D9, E4-E10, E16-E21).

Theory of operation.  Requests only pile up (`request`); nothing is decided until `settle`,
which looks at all new ones together, as dash-renderer does after a zero-length time-out.
One look is a line of small steps:

    cycles end -> equals merge -> elders are superseded -> those without outputs go
    -> who is ready? -> who has become pointless? -> READY

What a look drops holds others back until the next look, so the engine starts what is ready
and looks again until there is nothing to look at.  A run that must wait is put down under
one of the callbacks it waits for and looked at again when that callback has no pending run
any more: the cost of a result does not grow with the number of those who wait.

Ready runs start in the order of their requests, at most `RUNNING_LIMIT` at a time.  (Dash
has a priority by depth and breadth of what follows, but in 4.4.1 it is "0" for all, E10.)

The scheduler calls nobody and reads no prop.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from .groups import Groups
from .pending import PendingSet
from .resolve import Resolver
from .run import Run, RunState
from .upstream import Upstream

RUNNING_LIMIT = 12
"""Dash has at most this many requests under way (E10)."""

_Identity: TypeAlias = tuple[str, str]


class Scheduler:
    """All pending runs of an app."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._upstream = Upstream(resolver)
        self._pending = PendingSet(self._upstream)
        self._groups = Groups()
        self._new: list[Run] = []
        self._waiting: dict[_Identity, Run] = {}
        self._ready: deque[Run] = deque()
        self._ready_at_load: deque[Run] = deque()
        self._running: dict[int, Run] = {}
        self._under_way: dict[_Identity, Run] = {}
        """Ready and running: a new request ends its equal among these."""
        self._leaving: list[Run] = []
        """Dropped in this look.  They count as pending until its end, as in Dash."""
        self._superseded: list[Run] = []
        self._last_order = 0
        self._last_run = 0

    @property
    def has_requests(self) -> bool:
        """Whether any run has still to start."""
        return bool(self._new or self._waiting or self._ready or self._ready_at_load)

    # --- events -------------------------------------------------------------------------

    def request(self, runs: Iterable[Run]) -> None:
        """Ask for runs; they are looked at by the next `settle`."""
        self._new.extend(runs)

    def new_group(self) -> int:
        """A number for the runs that one walk through a layout asks for (D6)."""
        return self._groups.new()

    def start_next(self, may_start: Callable[[Run], bool] | None = None) -> Run | None:
        """The next run to start, or None.  It counts as running from here on.

        `may_start` may hold back some; they keep their places.
        """
        if len(self._running) >= RUNNING_LIMIT:
            return None
        run = _take(self._ready, may_start) or _take(self._ready_at_load, may_start)
        if run is None:
            return None
        self._last_run += 1
        run.id = self._last_run
        run.move(RunState.RUNNING)
        self._running[run.id] = run
        return run

    def counts(self, run: Run) -> bool:
        """Whether the result of a started run is still wanted (E7, E16)."""
        return run.state is RunState.RUNNING

    def finish(self, run: Run) -> None:
        """A started run has ended, and its result has been dealt with."""
        if run.state is RunState.RUNNING:
            self._end(run, RunState.DONE)
            self._forget_leaving()

    def take_superseded(self) -> list[Run]:
        """Running runs that a new request has ended since the last call (E7): what they do
        is in vain, unlike what a run does whose outputs have left (E16)."""
        superseded, self._superseded = self._superseded, []
        return superseded

    def record(self, run: Run, could_write: Iterable[str], wrote: Iterable[str]) -> None:
        """What a run wrote that is about to `finish`: others may have waited for it (D8)."""
        self._groups.record(run, could_write, wrote)

    # --- the decision -------------------------------------------------------------------

    def settle(self) -> bool:
        """Look once at what was requested.  False when there was nothing to look at."""
        ids_changed = self._resolver.take_known_id_changes()
        if ids_changed:
            self._upstream.forget()
            self._pending.rebuild([*self._waiting.values(), *self._under_way.values()])
        stuck = bool(self._waiting) and not self._under_way
        if not (self._new or self._pending.has_woken or ids_changed or stuck):
            return False
        taken = self._take_new()
        for run in taken:
            self._supersede(run)
        if ids_changed:
            places = self._places() | taken
            self._drop_those_without_outputs(list(self._under_way.values()))
        else:
            places = {run: run.order for run in self._pending.take_woken()} | taken
        line = self._line_up(places)
        ready = [run for run in line if not self._pending.must_wait(run)]
        if not (ready or self._leaving or self._under_way):
            ready = self._break_cycle(self._line_up(self._places() | places))
        for run in ready:
            self._make_ready(run)
        self._renew([run for run in line if run.state is RunState.REQUESTED])
        self._forget_leaving()
        return True

    def _take_new(self) -> dict[Run, int]:
        """The new requests: one per identity, and none that has closed its cycle.  Each with
        its place in the line for this look, which is that of the eldest of its equals."""
        equals: dict[_Identity, list[Run]] = {}
        for run in self._new:
            run.order = self._next_order()
            self._groups.enter(run)
            self._pending.add(run)
            identity = run.resolved.identity
            if run.predecessors >> run.resolved.callback.index & 1:
                # It would be its own follower: once round is enough (E20, E21).
                self._drop(run)
            elif identity in equals:
                equals[identity].append(run)
            else:
                elder = self._waiting.pop(identity, None)
                equals[identity] = [elder, run] if elder else [run]
        self._new = []
        taken = {}
        for identity, runs in equals.items():
            place = runs[0].order
            run = self._waiting[identity] = self._merge(runs)
            taken[run] = place
        return taken

    def _merge(self, runs: Sequence[Run]) -> Run:
        """Requests of one identity become one; an initial call gives way to a real change
        (E5, D12)."""
        if len(runs) == 1:
            return runs[0]
        initial = next((run for run in runs if run.initial), None)
        left = [run for run in runs if run is not initial]
        merged = left[-1]
        if len(left) > 1:
            changed = left[0].changed
            for run in left[1:]:
                changed |= run.changed
            merged.changed = changed
            merged.renewed = True
            groups = [run.group for run in left if run.group is not None]
            self._groups.move(merged, groups[-1] if groups else None)
        for run in runs:
            if run is not merged:
                self._drop(run)
        return merged

    def _supersede(self, run: Run) -> None:
        """A new request ends its elder, ready or running (E7)."""
        elder = self._under_way.get(run.resolved.identity)
        if elder:
            if elder.state is RunState.RUNNING and elder.resolved.callback.spec.background:
                self._superseded.append(elder)
            self._drop(elder)

    def _drop_those_without_outputs(self, runs: Iterable[Run]) -> set[Run]:
        """What nothing in the layout would show is not called (E17), and if it is running
        its result does not count (E16).

        Returns those that have some of their outputs.  What has left the layout is not
        `changed` for them either, and they come last in this look.
        """
        partial = set()
        for run in runs:
            outputs = run.resolved.callback.outputs
            present = sum(1 for _ in self._resolver.flat_targets(run.resolved, outputs))
            if present == len(outputs):
                continue
            if not present:
                self._drop(run)
                continue
            partial.add(run)
            absent = [
                prop_id
                for prop_id, prop in run.changed.items()
                if not self._resolver.is_present(prop.key)
            ]
            for prop_id in absent:
                del run.changed[prop_id]
                run.renewed = True
        return partial

    def _places(self) -> dict[Run, int]:
        """All who wait, with their places in the line."""
        return {run: run.order for run in self._waiting.values()}

    def _line_up(self, places: dict[Run, int]) -> list[Run]:
        """Those who still wait and have outputs, in the order in which they may start."""
        line = [run for run in places if run.state is RunState.REQUESTED]
        partial = self._drop_those_without_outputs(line)
        line = [run for run in line if run.state is RunState.REQUESTED]
        return sorted(line, key=lambda run: (run in partial, places[run]))

    def _renew(self, waiting: Iterable[Run]) -> None:
        """Those that have become other requests go to the end of the line."""
        for run in waiting:
            if run.renewed:
                run.renewed = False
                run.order = self._next_order()

    def _break_cycle(self, line: Iterable[Run]) -> list[Run]:
        """Everybody waits for everybody: the first goes, and whom it does not block (E21)."""
        ready: list[Run] = []
        written: set[str] = set()
        for run in line:
            if not self._upstream.inputs(run.resolved) & written:
                ready.append(run)
                written |= self._upstream.outputs(run.resolved)
        return ready

    def _make_ready(self, run: Run) -> None:
        del self._waiting[run.resolved.identity]
        if self._is_pointless(run):
            self._drop(run)
            return
        run.move(RunState.READY)
        self._under_way[run.resolved.identity] = run
        (self._ready_at_load if run.at_load else self._ready).append(run)

    def _is_pointless(self, run: Run) -> bool:
        if run.group is None:
            return False
        inputs = self._resolver.flat_targets(run.resolved, run.resolved.callback.inputs)
        return self._groups.is_pointless(run, {target.name for target in inputs})

    # --- the end of runs ----------------------------------------------------------------

    def _drop(self, run: Run) -> None:
        """End a run that is not wanted any more."""
        running = run.state is RunState.RUNNING
        self._end(run, RunState.ABANDONED if running else RunState.DROPPED)

    def _end(self, run: Run, state: RunState) -> None:
        identity = run.resolved.identity
        if run.state is RunState.RUNNING:
            del self._running[run.id]
        elif run.state is RunState.READY:
            (self._ready_at_load if run.at_load else self._ready).remove(run)
        for runs in (self._waiting, self._under_way):
            if runs.get(identity) is run:
                del runs[identity]
        run.move(state)
        self._leaving.append(run)

    def _forget_leaving(self) -> None:
        for run in self._leaving:
            self._groups.leave(run)
            self._pending.discard(run)
        self._leaving = []

    def _next_order(self) -> int:
        self._last_order += 1
        return self._last_order


def _take(line: deque[Run], may_start: Callable[[Run], bool] | None) -> Run | None:
    """Out of the line, the first that may start."""
    if may_start is None:
        return line.popleft() if line else None
    for run in line:
        if may_start(run):
            line.remove(run)
            return run
    return None
