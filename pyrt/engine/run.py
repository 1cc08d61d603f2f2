"""One run of a callback, from the wish to its end.

                 drop                 supersede               supersede
    REQUESTED ─────────► DROPPED ◄───────────── READY    RUNNING ─────────► ABANDONED
        │                                         │         ▲ │
        └───────────── all inputs final ──────────►  start ─┘ └── result ──► DONE

dash-renderer keeps the same life in lists: requested, prioritized, executing and watched,
executed and stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .resolve import Resolved


class RunState(Enum):
    REQUESTED = "requested"
    """Waits until no pending run can still change its inputs (E6)."""
    READY = "ready"
    """May start; waits for one of the places (E10)."""
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"
    """Never started: merged into another, superseded, or its outputs left the layout."""
    ABANDONED = "abandoned"
    """Started, but its result does not count any more (E7)."""


TRANSITIONS: dict[RunState, frozenset[RunState]] = {
    RunState.REQUESTED: frozenset({RunState.READY, RunState.DROPPED}),
    RunState.READY: frozenset({RunState.RUNNING, RunState.DROPPED}),
    RunState.RUNNING: frozenset({RunState.DONE, RunState.ABANDONED}),
    RunState.DONE: frozenset(),
    RunState.DROPPED: frozenset(),
    RunState.ABANDONED: frozenset(),
}


@dataclass(slots=True, eq=False)
class Run:
    """A callback that somebody asked for, with what moved it."""

    resolved: Resolved
    changed: dict[str, None] = field(default_factory=dict)
    """prop_ids in the order of the changes: becomes `ctx.triggered`."""
    initial: bool = False
    """An initial call (or the last one for a removed component), not somebody's change."""
    group: int | None = None
    """Runs that one walk through a layout asked for; see rule D8."""
    predecessors: frozenset[int] = frozenset()
    """Definitions whose results led here; one that is among its own ends a cycle (E20)."""
    state: RunState = RunState.REQUESTED
    id: int = 0
    """Number of the run once it has started."""

    def move(self, state: RunState) -> None:
        """Go on to `state`; anything the table does not have is a bug of ours."""
        assert state in TRANSITIONS[self.state], (self.state, state)
        self.state = state
