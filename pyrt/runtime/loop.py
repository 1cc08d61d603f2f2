"""The shell: take what arrived, ask the engine what to do, do it.

Theory of operation.  The inbox holds turns: the messages of one task of the page, or the
outcome of one callback.  Turns are taken one at a time, because each may be a trigger of its
own (E9); the engine's answers are sent as one text per turn.  Callbacks that are to run wait
in line, with their arguments already read (E12), and are called one after another.

The event loop is the browser's.  A turn is taken where it is delivered; each call is a task of
its own (`Port.soon`), because only there the user's function may wait.  After the call comes
one breath, another task: what the page sent while Python was busy is taken *before* the
outcome.  Without it a result that has been superseded meanwhile would still be shown, and its
followers would run (E7).  No asyncio is between them: each of its hops is two tasks and a stack.

An outcome that is there while the page renders an earlier one waits for that: what the
earlier one asked for starts, supersedes and reads its arguments first, as in Dash (D12, E7,
E12).  Python does not wait: the next call goes on meanwhile.

No call begins while the page is inside a clientside callback: of callbacks that start
together, those have ended before Dash's server can answer, so what they set, and what follows
from it, comes first.

A callback that waits (time.sleep under stack switching, `async def`) holds up nobody; its
outcome is taken when it is there.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeAlias

from ..engine.engine import Engine
from ..engine.events import Event, FinishJob, PropsSet, RunCallback, Send, SetProps
from ..protocol import (
    ClientsidePrevented,
    ClientsideRaised,
    ClientsideReturned,
    ClientsideWaits,
    ComponentId,
    Json,
    RunClientside,
    WorkerMessage,
)
from ..wire import Message, decode

Call: TypeAlias = RunCallback | FinishJob
"""What the user's code is wanted for."""


class Port(Protocol):
    """Everything the loop needs of its platform."""

    def send(self, messages: Sequence[Message]) -> None:
        """Give one turn's messages to the page."""

    def now(self) -> float:
        """Milliseconds since 1970, by a clock that the page can read as well."""

    def soon(self, step: Callable[[], None]) -> None:
        """Call `step` when all that has already arrived has been delivered, and so that it may
        wait without holding up the rest, where the platform can do that.  In order."""

    def aside(self, step: Callable[[], None]) -> None:
        """Call `step`, which does not wait, in a task that comes even if the code that is
        running now waits."""


class Invoker(Protocol):
    """Calls the user's functions; `runtime.invoke` has the real one."""

    def invoke(self, call: Call) -> Event | Coroutine[Any, Any, Event]:
        """The outcome of a call, or a coroutine of it.  Raises nothing."""

    def take_messages(self) -> list[WorkerMessage]:
        """What the call wants to tell the page beside its outcome (cookies)."""


class Loop:
    """One app's loop.  `deliver` may be called at any time; `run` never returns."""

    def __init__(self, engine: Engine, port: Port, invoker: Invoker) -> None:
        self._engine = engine
        self._port = port
        self._invoker = invoker
        self._inbox: deque[Sequence[Event]] = deque()
        self._outcomes: deque[Event] = deque()
        """Of calls that have ended, in the order in which they did."""
        self._line: deque[Call] = deque()
        self._on_page: set[int] = set()
        """Clientside callbacks that the page has been sent and has not come back from."""
        self._begun = False
        self._call_is_due = False
        self._beginning = False
        """An `async def` function has been called and has not begun: the others wait, as
        Dash's functions begin in their order."""
        self._inside: set[int] = set()
        """Runs whose function is on a stack: it computes, or it waits there."""
        self._tasks: set[asyncio.Future[None]] = set()
        self._never: asyncio.Future[None] | None = None

    def deliver(self, text: str) -> None:
        """A turn of messages from the page, as JSON text."""
        # Hello and StartApp are for those who made this loop; the rest are events.
        self.put(decode(text))  # type: ignore[arg-type]

    def put(self, turn: Sequence[Event]) -> None:
        """A turn of events."""
        self._inbox.append(turn)
        if self._begun:
            self._advance()

    def set_props(self, set_props: SetProps) -> None:
        """Set props at once, out of a callback that is running (J8).

        Its synchronous code holds the loop, so the turn is taken here; what came before it is
        still taken first.  Nobody's code runs: calls only enter the line.
        """
        self.put([PropsSet(set_props)])

    async def read_prop(self, component_id: ComponentId, prop: str) -> Json:
        """The prop as the page has it now (O4).

        Raises `KeyError` for a component that is not in the layout.
        """
        delivered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._port.soon(lambda: delivered.set_result(None))
        await delivered
        return self._engine.prop(component_id, prop)

    async def run(self) -> None:
        """Begin with what has been put so far.  What breaks later is raised to whoever
        delivers, or to the port that calls a step."""
        self._begun = True
        self._advance()
        # Kept, or Python would collect it together with the task that waits for it, and say so.
        self._never = asyncio.get_running_loop().create_future()
        await self._never

    def _advance(self) -> None:
        """Take what has happened; what is to be called then is called soon."""
        self._take_all()
        if self._may_call() and not self._call_is_due:
            self._call_is_due = True
            self._port.soon(self._call_due)

    def _may_call(self) -> bool:
        return bool(self._line) and not self._on_page and not self._beginning

    def _may_take_outcome(self) -> bool:
        # Else an outcome could supersede a clientside callback that has ended already.
        return bool(self._outcomes) and not self._on_page and not self._engine.awaits_page

    def _take_all(self) -> None:
        """Everything that has happened, one turn after another."""
        while self._inbox or self._may_take_outcome():
            turn = self._inbox.popleft() if self._inbox else (self._outcomes.popleft(),)
            for event in turn:
                self._take(event)
            self._perform()

    def _take(self, event: Event) -> None:
        match event:
            case (
                ClientsideWaits()
                | ClientsideReturned()
                | ClientsidePrevented()
                | ClientsideRaised()
            ):
                self._on_page.discard(event.run)
        self._engine.receive(event)

    def _perform(self) -> None:
        """Everything the engine wants done now: one text to the page, calls into the line."""
        messages: list[WorkerMessage] = []
        while (effect := self._engine.poll()) is not None:
            if isinstance(effect, Send):
                messages.append(effect.message)
                if isinstance(effect.message, RunClientside):
                    self._on_page.add(effect.message.run)
            else:
                self._line.append(effect)
        if messages:
            self._port.send(messages)

    def _call_due(self) -> None:
        self._call_is_due = False
        if self._may_call():
            self._call(self._line.popleft())

    def _call(self, wanted: Call) -> None:
        """Call one callback; returns when its function does, which may wait meanwhile."""
        run = wanted.call.run if isinstance(wanted, FinishJob) else wanted.run
        self._inside.add(run)
        if self._line:
            self._port.aside(lambda: self._pass(run))
        outcome = self._invoker.invoke(wanted)
        self._inside.discard(run)
        if asyncio.iscoroutine(outcome):
            self._beginning = True
            self._keep(self._finish_async(outcome))
        else:
            self._port.soon(lambda: self._finish(outcome))

    def _pass(self, run: int) -> None:
        """If that run waits, go on with those behind it."""
        if run in self._inside:
            self._advance()

    async def _finish_async(self, outcome: Coroutine[Any, Any, Event]) -> None:
        # By way of asyncio: a function that only gives way once has then ended before those
        # behind it have, as in Dash.
        asyncio.get_running_loop().call_soon(self._has_begun)
        event = await outcome
        self._port.soon(lambda: self._finish(event))

    def _has_begun(self) -> None:
        self._beginning = False
        self._advance()

    def _finish(self, event: Event) -> None:
        messages = self._invoker.take_messages()
        if messages:
            self._port.send(messages)
        self._outcomes.append(event)
        self._take_all()
        # This is a step: a function that is called here may wait.
        if self._may_call():
            self._call(self._line.popleft())

    def _keep(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Run in the background; asyncio itself holds tasks only weakly."""
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
