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
from typing import NamedTuple

from ..protocol import ComponentId
from .resolve import Resolved


class RunState(Enum):
    REQUESTED = "requested"
    """Waits until no pending run can still change its inputs (E6)."""
    READY = "ready"
    """May start; waits for one of the places (E10)."""
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"
    """Never started: merged into another, superseded, pointless, or without outputs."""
    ABANDONED = "abandoned"
    """Started, but its result does not count any more (E7)."""

    # Enum's own is Python code, and each move looks up two of them.
    __hash__ = object.__hash__


TRANSITIONS: dict[RunState, frozenset[RunState]] = {
    RunState.REQUESTED: frozenset({RunState.READY, RunState.DROPPED}),
    RunState.READY: frozenset({RunState.RUNNING, RunState.DROPPED}),
    RunState.RUNNING: frozenset({RunState.DONE, RunState.ABANDONED}),
    RunState.DONE: frozenset(),
    RunState.DROPPED: frozenset(),
    RunState.ABANDONED: frozenset(),
}


class ChangedProp(NamedTuple):
    """A property whose change asked for a run: one entry of `ctx.triggered`."""

    key: str
    """Canonical id."""
    id: ComponentId
    prop: str

    @property
    def prop_id(self) -> str:
        return f"{self.key}.{self.prop}"


@dataclass(slots=True, eq=False)
class Run:
    """A callback that somebody asked for, with what moved it."""

    resolved: Resolved
    changed: dict[str, ChangedProp] = field(default_factory=dict)
    """By `prop_id`, in the order of the changes: becomes `ctx.triggered`."""
    initial: bool = False
    """An initial call (or the last one for a removed component), not somebody's change."""
    at_load: bool = False
    """Called because the page was loaded, and found in no walk through the layout: goes
    after all others (D2)."""
    group: int | None = None
    """The walk through a layout that asked for this run, and for others with it (D6)."""
    predecessors: int = 0
    """Callbacks whose results led here, as bits: a callback that is among its own
    predecessors has gone round a cycle (E20)."""
    state: RunState = RunState.REQUESTED
    order: int = 0
    """Place in the line of requests."""
    renewed: bool = False
    """Merged or changed since it got its place: it loses the place if it has to wait on."""
    id: int = 0
    """Number of the run once it has started."""

    @property
    def error_title(self) -> str:
        """What the dev tools call an error of this run."""
        spec = self.resolved.callback.spec
        if not spec.outputs:
            return f"Callback error with no output from input {', '.join(self.changed)}"
        return f"Callback error updating {spec.id}"

    def move(self, state: RunState) -> None:
        """Go on to `state`; anything the table does not have is a bug of ours."""
        assert state in TRANSITIONS[self.state], (self.state, state)
        self.state = state
