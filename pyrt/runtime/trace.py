"""What the dev tools are told: the events of each turn, which runs they started, and where the
time of those went.

Engine and invoker are the usual ones with somebody who takes notes; without dev tools this
module is not even imported.  The engine has no clock: the times are taken around it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from ..app import CallbackFunction
from ..ctx import CallbackContext, RequestInfo
from ..engine.engine import Engine
from ..engine.events import (
    CallbackPrevented,
    CallbackRaised,
    CallbackReturned,
    Effect,
    Event,
    FinishJob,
    PropsSet,
    RunCallback,
    Send,
    SetProps,
)
from ..engine.jsonable import NotJsonable, to_json
from ..engine.register import id_key
from ..engine.spec import AppSpec, CallbackSpec
from ..protocol import (
    AppError,
    ClientsidePrevented,
    ClientsideRaised,
    ClientsideReturned,
    JobPrevented,
    JobRaised,
    JobReturned,
    Json,
    PropRef,
    RunClientside,
    RunTiming,
    TracedRun,
    Turn,
)
from .invoke import Invoker


@dataclass(slots=True)
class _Times:
    queue: float = 0.0
    called: float = 0.0
    since: float = 0.0
    """When it entered the line, or its function."""
    recorded: dict[str, Json] = field(default_factory=dict)


class Clock:
    """The times of the runs that are under way.  `now` gives milliseconds since 1970."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self._runs: dict[int, _Times] = {}

    def queued(self, run: int) -> None:
        """It waits in line: for its first call, or for that which finishes its job."""
        self._runs.setdefault(run, _Times()).since = self.now()

    def called(self, run: int) -> None:
        times = self._runs.setdefault(run, _Times())
        now = self.now()
        times.queue += now - times.since
        times.since = now

    def returned(self, run: int, recorded: dict[str, Json] | None = None) -> None:
        if times := self._runs.get(run):
            now = self.now()
            times.called += now - times.since
            times.since = now
            times.recorded.update(recorded or {})

    def ended(self, run: int) -> RunTiming | None:
        """What is known of a run; nothing will follow."""
        times = self._runs.pop(run, None)
        if times is None:
            return None
        return RunTiming(run, times.queue, times.called, times.recorded)


class TracedInvoker(Invoker):
    """Takes the time of each call."""

    def __init__(
        self,
        specs: Sequence[CallbackSpec],
        functions: Sequence[CallbackFunction],
        request: RequestInfo,
        clock: Clock,
    ) -> None:
        super().__init__(specs, functions, request)
        self._clock = clock
        self._contexts: dict[int, CallbackContext] = {}

    def invoke(self, call: RunCallback | FinishJob) -> Event | Coroutine[Any, Any, Event]:
        run = (call.call if isinstance(call, FinishJob) else call).run
        self._clock.called(run)
        outcome = super().invoke(call)
        if asyncio.iscoroutine(outcome):
            return self._wait(run, outcome)
        self._returned_from(run)
        return outcome

    async def _wait(self, run: int, outcome: Coroutine[Any, Any, Event]) -> Event:
        event = await outcome
        self._returned_from(run)
        return event

    def _returned_from(self, run: int) -> None:
        self._clock.returned(run, self._contexts.pop(run).timing_information)

    def _context(self, run: RunCallback) -> CallbackContext:
        context = self._contexts[run.run] = super()._context(run)
        return context


class TracedEngine(Engine):
    """Ends the messages of each turn with a `Turn`."""

    def __init__(self, app: AppSpec, clock: Clock) -> None:
        super().__init__(app)
        self._clock = clock
        self._specs = app.callbacks
        self._number = 0
        self._began = 0.0
        self._events: list[dict[str, Json]] = []
        self._started: list[TracedRun] = []
        self._ended: list[RunTiming] = []

    def receive(self, event: Event) -> None:
        if not self._events:
            self._began = self._clock.now()
        self._note_end(event)
        try:
            told = event_json(event)
        except NotJsonable:
            super().receive(event)
            told = self._refused(event)
        else:
            super().receive(event)
        self._events.append(told)

    def poll(self) -> Effect | None:
        effect = super().poll()
        match effect:
            case None:
                return self._turn() if self._events else None
            case RunCallback():
                spec = self._specs[effect.callback]
                triggered = [str(entry["prop_id"]) for entry in effect.triggered]
                self._started.append(TracedRun(effect.run, spec.id, triggered))
                self._clock.queued(effect.run)
            case FinishJob():
                self._clock.queued(effect.call.run)
            case Send(RunClientside() as message):
                spec = self._calls[message.run].run.resolved.callback.spec
                triggered = [_prop_id(ref) for ref in message.triggered]
                self._started.append(TracedRun(message.run, spec.id, triggered))
                self._clock.queued(message.run)
                self._clock.called(message.run)
        return effect

    def _turn(self) -> Send:
        self._number += 1
        now = self._clock.now()
        turn = Turn(self._number, self._began, now, self._events, self._started, self._ended)
        self._events, self._started, self._ended = [], [], []
        return Send(turn)

    def _refused(self, event: Event) -> dict[str, Json]:
        """What cannot be recorded as it is: an event that ends in the same error."""
        if not isinstance(event, CallbackReturned):
            return event_json(PropsSet(()))
        last = self._outbox.last
        if isinstance(last, AppError):
            error = last.error
            return event_json(CallbackRaised(event.run, error.message, error.traceback))
        return event_json(CallbackRaised(event.run, "", ""))  # superseded: nobody is told

    def _note_end(self, event: Event) -> None:
        match event:
            case JobReturned() | JobPrevented() | JobRaised():
                self._clock.returned(event.job)  # the job's own time; `FinishJob` follows
            case ClientsideReturned() | ClientsidePrevented() | ClientsideRaised():
                self._clock.returned(event.run)
                self._end(event.run)
            case CallbackReturned() | CallbackPrevented() | CallbackRaised():
                self._end(event.run)

    def _end(self, run: int) -> None:
        if timing := self._clock.ended(run):
            self._ended.append(timing)


def event_json(event: Event) -> dict[str, Json]:
    """An event as a recorded session has it: what the user's code gave is plain JSON.

    Raises `NotJsonable` for what has no JSON form.
    """
    match event:
        case CallbackReturned():
            values: dict[str, Json] = {
                "run": event.run,
                "value": to_json(event.value),
                "set_props": _set_props_json(event.set_props),
            }
        case PropsSet():
            values = {"set_props": _set_props_json(event.set_props)}
        case _:
            values = {entry.name: getattr(event, entry.name) for entry in fields(event)}
    return {"type": type(event).__name__, **values}


def _set_props_json(set_props: SetProps) -> list[Json]:
    return [[to_json(component), to_json(dict(props))] for component, props in set_props]


def _prop_id(ref: PropRef) -> str:
    return f"{id_key(ref.id)}.{ref.property}"
