"""The engine alone, on CPython: what one callback costs beside the user's function."""

from __future__ import annotations

import time
from collections.abc import Callable

from pyrt.app import Dash
from pyrt.engine.dependencies import Input, Output
from pyrt.engine.engine import Engine
from pyrt.engine.events import CallbackReturned, RunCallback, Send, Start
from pyrt.html import Button, Div
from pyrt.protocol import LayoutUpdate, Mount, PropsChanged, Rendered

from .results import Result


def chain(length: int, bystanders: int = 0) -> Dash:
    """`length` callbacks in a row, and components that have nothing to do with them."""
    app = Dash("bench")
    links = [Div(id=f"link-{i}") for i in range(length)]
    app.layout = Div([Button(id="go"), *links, *(Div(id=f"other-{i}") for i in range(bystanders))])
    for i in range(length):
        source = Input(f"link-{i - 1}", "children") if i else Input("go", "n_clicks")
        app.callback(Output(f"link-{i}", "children"), source)(lambda value: value)
    return app


class Bench:
    """An engine whose page confirms at once and whose callbacks return their argument."""

    def __init__(self, app: Dash) -> None:
        app._prepare()
        self._engine = Engine(app._app_spec())
        self._nids: dict[str, int] = {}
        self._seq = 0
        self._engine.receive(Start())
        self._drain()

    def _drain(self) -> None:
        waiting: list[RunCallback] = []
        while True:
            effect = self._engine.poll()
            if isinstance(effect, RunCallback):
                waiting.append(effect)
            elif isinstance(effect, Send):
                if isinstance(effect.message, LayoutUpdate):
                    self._page(effect.message)
            elif waiting:
                run = waiting.pop(0)
                self._engine.receive(CallbackReturned(run.run, run.args[0]))
            else:
                return

    def _page(self, update: LayoutUpdate) -> None:
        for op in update.ops:
            if isinstance(op, Mount) and "id" in op.props:
                self._nids[op.props["id"]] = op.nid
        if update.confirm:
            self._engine.receive(Rendered(update.update))

    def click(self) -> None:
        self._seq += 1
        self._engine.receive(PropsChanged(self._seq, self._nids["go"], {"n_clicks": self._seq}))
        self._drain()


def results() -> list[Result]:
    """The cost per callback behind one click: it must not grow with the chain, nor with what
    stands beside it on the page."""
    found = []
    for length, bystanders in ((50, 0), (200, 0), (200, 5000), (1600, 0)):
        bench = Bench(chain(length, bystanders))
        times = [_milliseconds(bench.click) / length for _ in range(9)]
        beside = f" beside {bystanders:,} components" if bystanders else ""
        title = f"engine alone on CPython, per callback of a chain of {length:,}{beside}"
        found.append(Result(f"engine{length}-{bystanders}", title, "ms", {"pyrt": times}))
    return found


def _milliseconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1000
