"""What goes into the engine and what comes out of it.

Events are what happened (the page's messages, the outcome of callbacks); effects are what
the shell must do.  Neither carries behaviour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..protocol import (
    ClientsidePrevented,
    ClientsideRaised,
    ClientsideReturned,
    ClientsideWaits,
    CodeArrived,
    CodeAwaited,
    ComponentId,
    ErrorReport,
    ExternalMounted,
    JobPrevented,
    JobProgress,
    JobPropsSet,
    JobRaised,
    JobReturned,
    Json,
    LayoutHooked,
    LayoutRequested,
    PropsChanged,
    PropsRefreshed,
    PropsRequested,
    PropsRestored,
    Rendered,
    RequestHooked,
    ResponseHooked,
    Restored,
    ResultHooked,
    WorkerMessage,
)
from .listed import Listed

SetProps: TypeAlias = tuple[tuple[ComponentId, Mapping[str, Any]], ...]
"""What `set_props` collected during a call, in order of first mention of each id (J2)."""


@dataclass(frozen=True, slots=True)
class Start:
    """The app begins: mount the layout, request the initial calls (D1, D2)."""


@dataclass(frozen=True, slots=True)
class Restore:
    """The app goes on where another engine was stopped or has died (architecture D16).

    Nothing is mounted and nothing is called: the page shows all this already.
    """

    state: Restored


@dataclass(frozen=True, slots=True)
class CallbackReturned:
    """A Python callback returned.  `value` is what the user's function gave, untouched."""

    run: int
    value: Any
    set_props: SetProps = ()


@dataclass(frozen=True, slots=True)
class CallbackPrevented:
    """The function raised `PreventUpdate`; its `set_props` are lost with it (I1)."""

    run: int


@dataclass(frozen=True, slots=True)
class CallbackRaised:
    """The function, or its `on_error` handler, raised."""

    run: int
    message: str
    traceback: str


@dataclass(frozen=True, slots=True)
class JobNeeded:
    """A background callback was called, and no result for it was at hand (N3, N9)."""

    run: int


@dataclass(frozen=True, slots=True)
class PropsSet:
    """A `set_props` that takes effect at once, from a websocket run (J8)."""

    set_props: SetProps


JobOutcome: TypeAlias = JobReturned | JobPrevented | JobRaised
"""What a job's worker says last."""

Event: TypeAlias = (
    Start
    | Restore
    | ClientsideWaits
    | CallbackReturned
    | CallbackPrevented
    | CallbackRaised
    | JobNeeded
    | JobProgress
    | JobPropsSet
    | JobOutcome
    | PropsSet
    | PropsChanged
    | PropsRefreshed
    | PropsRequested
    | PropsRestored
    | ExternalMounted
    | CodeAwaited
    | CodeArrived
    | Rendered
    | ClientsideReturned
    | ClientsidePrevented
    | ClientsideRaised
    | LayoutHooked
    | RequestHooked
    | ResponseHooked
    | ResultHooked
    | LayoutRequested
)


@dataclass(frozen=True, slots=True)
class RunCallback:
    """Call the Python function of `callback`; answer with one of the events above.

    `outputs_list` has one entry per output of the definition, in Dash's shapes (G9, H5):
    `{"id", "property"}`, or a list of these for ALL.
    """

    run: int
    callback: int
    args: list[Json]
    """Values of the inputs, then of the states; copies, safe to mutate (C6)."""
    inputs: Listed
    states: Listed
    outputs_list: list[Any]
    triggered: list[dict[str, Json]]
    """`{"prop_id", "value"}`, in the order of the changes; empty for an initial call (D3)."""

    @property
    def inputs_list(self) -> list[Any]:
        """With the values of `args`, not with copies of them."""
        return self.inputs.entries

    @property
    def states_list(self) -> list[Any]:
        """The same for the states."""
        return self.states.entries


@dataclass(frozen=True, slots=True)
class FinishJob:
    """A job has ended: keep its result, call `on_error`; answer as to `RunCallback`."""

    call: RunCallback
    outcome: JobOutcome


@dataclass(frozen=True, slots=True)
class Send:
    """Give this message to the page."""

    message: WorkerMessage


Effect: TypeAlias = RunCallback | FinishJob | Send

__all__ = [
    "CallbackPrevented",
    "CallbackRaised",
    "CallbackReturned",
    "ClientsidePrevented",
    "ClientsideRaised",
    "ClientsideReturned",
    "CodeArrived",
    "CodeAwaited",
    "Effect",
    "ErrorReport",
    "Event",
    "ExternalMounted",
    "FinishJob",
    "JobNeeded",
    "JobOutcome",
    "JobPrevented",
    "JobProgress",
    "JobPropsSet",
    "JobRaised",
    "JobReturned",
    "LayoutHooked",
    "LayoutRequested",
    "PropsChanged",
    "PropsRefreshed",
    "PropsRequested",
    "PropsRestored",
    "PropsSet",
    "Rendered",
    "RequestHooked",
    "ResponseHooked",
    "Restore",
    "ResultHooked",
    "RunCallback",
    "Send",
    "SetProps",
    "Start",
]
