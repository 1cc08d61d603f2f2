"""Drives one random app through random events and checks the invariants on the way.

Everything that could happen in any order happens in an order drawn from the seed: edits of
the user, messages in both directions between page and engine, React's confirmations, ends of
callbacks.  Messages of one direction never overtake each other, as on a real wire.
"""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from pyrt.engine.engine import Engine
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.events import (
    CallbackPrevented,
    CallbackRaised,
    CallbackReturned,
    Event,
    RunCallback,
    Send,
    Start,
)
from pyrt.protocol import (
    ClientsidePrevented,
    ClientsideRaised,
    ClientsideReturned,
    Idle,
    LayoutRequested,
    LayoutUpdate,
    PageMessage,
    PropsRequested,
    Rendered,
    RunClientside,
    WorkerMessage,
)
from pyrt.wire import encode
from tests.sim.apps import FIXED, GUESTS, Drawn, draw_app, outcome, row
from tests.unit.engine.machine import App, Page, as_nodes

MAX_EFFECTS_PER_TURN = 2_000
MAX_STEPS = 3_000
EDITS = 24


@dataclass
class Simulation:
    """One seed."""

    seed: int
    app: App = field(init=False)
    drawn: list[Drawn] = field(init=False)
    engine: Engine = field(init=False)
    effects: list[str] = field(default_factory=list)
    """All effects as text, in order: what two runs of one seed must agree on."""
    calls: int = 0
    superseded: int = 0
    """Calls that ended after a newer one had been started."""

    def __post_init__(self) -> None:
        self.app, self.drawn = draw_app(self.seed)
        self.engine = Engine(self.app.spec())
        self.page = Page()
        self.idle = False
        self._chance = random.Random(f"events/{self.seed}")
        self._to_page: deque[WorkerMessage] = deque()
        self._to_engine: deque[PageMessage] = deque()
        self._rendering: deque[Rendered] = deque()
        self._running: list[RunCallback] = []
        self._on_page: list[RunClientside] = []
        self._counts: dict[int, int] = {}
        self._newest: dict[str, int] = {}
        """The last run that was started of each resolved callback."""
        self._edits_left = EDITS

    def run(self) -> None:
        """From the start until nothing is under way any more."""
        self._turn(Start())
        for _ in range(MAX_STEPS):
            choices = self._choices()
            if not choices:
                break
            self._chance.choice(choices)()
        else:
            raise AssertionError(f"no end after {MAX_STEPS} steps")
        self._check_the_end()

    # --- what may happen next -------------------------------------------------------------

    def _choices(self) -> list[Any]:
        choices: list[Any] = []
        if self._to_page:
            choices += [self._page_reads] * 3
        if self._to_engine:
            choices += [self._engine_reads] * 3
        if self._rendering:
            choices += [self._rendered] * 2
        if self._running:
            choices.append(self._callback_ends)
        if self._on_page:
            choices += [self._clientside_ends] * 2
        if self._edits_left:
            choices += [self._user_edits] * 2
        return choices

    def _page_reads(self) -> None:
        message = self._to_page.popleft()
        if isinstance(message, LayoutUpdate):
            self.page.apply(message)
            if message.confirm:
                self._rendering.append(Rendered(message.update))
        elif isinstance(message, RunClientside):
            self._on_page.append(message)

    def _rendered(self) -> None:
        """React is done; components may have set their props while mounting (D12)."""
        if self._chance.random() < 0.2:
            self._edit(self._chance.choice(FIXED))
        self._to_engine.append(self._rendering.popleft())

    def _user_edits(self) -> None:
        self._edits_left -= 1
        target: Any = self._chance.choice([*FIXED[:3] * 4, *FIXED, *GUESTS, row(1), row(7)])
        if self._chance.random() < 0.15:
            self.page.seq += 1
            props = {"v": f"set{self._edits_left}"}
            self._to_engine.append(PropsRequested(self.page.seq, target, props))
        else:
            self._edit(target)

    def _edit(self, target: Any) -> None:
        nid = self.page.find(target)
        if nid is not None:
            prop = self._chance.choice(["v", "v", "v", "p0", "p1"])
            value = f"edit{self.page.seq}"
            self._to_engine.append(self.page.edit(nid, {prop: value}))

    def _engine_reads(self) -> None:
        """One turn: one message, or all that has arrived."""
        count = self._chance.choice([1, 1, len(self._to_engine)])
        self._turn(*(self._to_engine.popleft() for _ in range(count)))

    # --- callbacks ------------------------------------------------------------------------

    def _callback_ends(self) -> None:
        run = self._running.pop(self._chance.randrange(len(self._running)))
        set_props: list[tuple[Any, dict[str, Any]]] = []
        before = len(self.effects)
        try:
            value = self._outcome(run.callback, run.outputs_list, set_props)
        except PreventUpdate:
            self._turn(CallbackPrevented(run.run))
        except ValueError as error:
            self._turn(CallbackRaised(run.run, str(error), ""))
        else:
            self._turn(CallbackReturned(run.run, value, tuple(set_props)))
        if self._newest[_resolved(run)] != run.run:
            self.superseded += 1
            result = f'"{run.callback}.{self._counts[run.callback]}"'
            shown = [effect for effect in self.effects[before:] if result in effect]
            assert not shown, f"a superseded result shows: {shown}"

    def _clientside_ends(self) -> None:
        run = self._on_page.pop(self._chance.randrange(len(self._on_page)))
        number = int(run.function_name.removeprefix("c"))
        try:
            value = self._outcome(number, run.outputs, [])
        except PreventUpdate:
            self._to_engine.append(ClientsidePrevented(run.run))
        except ValueError as error:
            self._to_engine.append(ClientsideRaised(run.run, str(error), "", is_error=True))
        else:
            self._to_engine.append(ClientsideReturned(run.run, value))

    def _outcome(self, number: int, outputs: Any, set_props: Any) -> Any:
        call = self._counts[number] = self._counts.get(number, -1) + 1
        self.calls += 1
        return outcome(self.drawn[number], call, outputs, set_props)

    # --- the engine -----------------------------------------------------------------------

    def _turn(self, *events: Event | PageMessage) -> None:
        for event in events:
            self.engine.receive(event)  # type: ignore[arg-type]
        updates = 0
        for _ in range(MAX_EFFECTS_PER_TURN):
            effect = self.engine.poll()
            if effect is None:
                break
            if isinstance(effect, RunCallback):
                self.effects.append(repr(effect))
                self._running.append(effect)
                self._newest[_resolved(effect)] = effect.run
                self.idle = False
                continue
            self.effects.append(encode([effect.message]))
            self._to_page.append(effect.message)
            updates += isinstance(effect.message, LayoutUpdate)
            self.idle = isinstance(effect.message, Idle)
        else:
            raise AssertionError(f"a turn had more than {MAX_EFFECTS_PER_TURN} effects")
        assert updates <= 1, "a turn has one update"
        assert self.engine.poll() is None, "poll gave None, and then something"

    def _check_the_end(self) -> None:
        assert self.idle, "nothing is in flight, and the engine is not idle"
        mirror = {nid: props for nid, (_, props) in self.page.nodes.items()}
        self.engine.receive(LayoutRequested())
        effects = list(iter(self.engine.poll, None))
        messages = [effect.message for effect in effects if isinstance(effect, Send)]
        (snapshot,) = [message for message in messages if isinstance(message, LayoutUpdate)]
        assert mirror == as_nodes(snapshot.ops), "the mirror is not the layout"


def _resolved(run: RunCallback) -> str:
    """Names the callback and its MATCH values: the ids that are not in lists."""
    entries = (*run.inputs_list, *run.outputs_list)
    ids = [entry["id"] for entry in entries if not isinstance(entry, list)]
    return f"{run.callback} {ids}"
