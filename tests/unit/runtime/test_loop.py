"""The order in which the loop calls Python functions, beside clientside callbacks."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from pyrt.engine.dependencies import Input, Output, State
from pyrt.engine.engine import Engine
from pyrt.engine.events import CallbackReturned, Event, RunCallback, Start
from pyrt.protocol import ClientsideReturned, ClientsideWaits, Rendered, WorkerMessage
from pyrt.runtime.loop import Loop
from pyrt.wire import encode
from tests.unit.engine.machine import App, comp, div
from tests.unit.runtime.memory_port import MemoryPort


class Calls:
    """Stands in for the user's functions: each returns its name."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.names: list[str] = []
        self.args: list[list[Any]] = []

    def invoke(self, run: RunCallback) -> Event:
        name = self._app.functions[run.callback].__name__
        self.names.append(name)
        self.args.append(list(run.args))
        return CallbackReturned(run.run, name, ())

    def take_messages(self) -> list[WorkerMessage]:
        return []


def both_languages() -> App:
    app = App([comp("Input", "a"), *map(div, ("python", "page", "after"))])

    @app.callback(Output("python", "v"), Input("a", "v"))
    def python(value: Any) -> None: ...

    @app.callback(Output("page", "v"), Input("a", "v"), clientside=True)
    def page(value: Any) -> None: ...

    @app.callback(Output("after", "v"), Input("page", "v"))
    def after(value: Any) -> None: ...

    return app


async def started(app: App, calls: Calls, port: MemoryPort) -> tuple[Loop, asyncio.Task[None], int]:
    """A loop whose page has not answered its clientside callback; gives the run of that."""
    loop = Loop(Engine(app.spec()), port, calls)

    def confirm(messages: list[dict[str, Any]]) -> None:
        for message in messages:
            if message.get("confirm"):
                text = f'[{{"type": "Rendered", "update": {message["update"]}}}]'
                asyncio.get_running_loop().call_soon(loop.deliver, text)

    port.on_send = confirm
    loop.put([Start()])
    task = asyncio.ensure_future(loop.run())
    await turns()
    (run,) = [message["run"] for message in port.sent if message["type"] == "RunClientside"]
    return loop, task, run


async def turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_no_function_is_called_while_the_page_is_inside_a_clientside_callback() -> None:  # M1
    async def scene() -> None:
        app = both_languages()
        calls = Calls(app)
        loop, task, run = await started(app, calls, MemoryPort())
        assert calls.names == []
        loop.deliver(encode_page(ClientsideReturned(run, "from the page")))
        await turns()
        assert calls.names == ["python", "after"]
        task.cancel()

    asyncio.run(scene())


def test_a_promise_of_the_page_holds_up_nobody() -> None:  # M4
    async def scene() -> None:
        app = both_languages()
        calls = Calls(app)
        loop, task, run = await started(app, calls, MemoryPort())
        loop.deliver(encode_page(ClientsideWaits(run)))
        await turns()
        assert calls.names == ["python"]
        task.cancel()

    asyncio.run(scene())


def test_an_outcome_waits_while_the_page_is_inside_a_clientside_callback() -> None:  # E7, M1
    app = App([comp("Input", "a"), *map(div, ("first", "second", "page"))])

    @app.callback(Output("first", "v"), Input("a", "v"))
    async def first(value: Any) -> None: ...

    @app.callback(Output("second", "v"), Input("a", "v"))
    async def second(value: Any) -> None: ...

    @app.callback(Output("page", "v"), Input("first", "v"), Input("second", "w"), clientside=True)
    def page(*values: Any) -> None: ...

    @app.callback(Output("page", "w"), Input("second", "v"))
    def after(value: Any) -> None: ...

    class Later(Calls):
        """The calls end together, when both have begun."""

        def invoke(self, run: RunCallback) -> Any:
            event = super().invoke(run)

            async def ended() -> Event:
                await asyncio.sleep(0)
                return event

            return event if self.names[-1] == "after" else ended()

    async def scene() -> None:
        calls = Later(app)
        port = MemoryPort()
        loop, task, run = await started(app, calls, port)
        assert '"v": "second"' not in json.dumps(port.sent)
        loop.deliver(encode_page(ClientsideReturned(run, "from the page")))
        await turns()
        assert '"v": "second"' in json.dumps(port.sent)
        assert calls.names == ["first", "second", "after"]
        task.cancel()

    asyncio.run(scene())


def test_an_outcome_waits_while_the_page_renders_an_earlier_one() -> None:  # D12, E7
    app = App([comp("Input", "a"), comp("Input", "first"), div("second"), div("third")])

    @app.callback(Output("first", "v"), Input("a", "v"))
    def first(value: Any) -> None: ...

    @app.callback(Output("second", "v"), Input("a", "v"))
    def second(value: Any) -> None: ...

    @app.callback(Output("third", "v"), Input("first", "v"), State("second", "v"))
    def third(value: Any, state: Any) -> None: ...

    async def scene() -> None:
        calls = Calls(app)
        port = MemoryPort()
        loop = Loop(Engine(app.spec()), port, calls)
        loop.put([Start()])
        task = asyncio.ensure_future(loop.run())
        await turns()
        loop.deliver(encode_page(Rendered(1)))
        await turns()
        # `first` wrote to a component that may answer; Python has gone on.
        assert calls.names == ["first", "second"]
        loop.deliver(encode_page(Rendered(2)))
        await turns()
        assert calls.names == ["first", "second", "third"]
        assert calls.args[-1] == ["first", None], "the state is older than the result of `second`"
        task.cancel()

    asyncio.run(scene())


def encode_page(message: Any) -> str:
    """As the page writes it: the wire form is the same in both directions."""
    return encode([message])
