"""Background callbacks and live callbacks through the runtime, in memory (rules J7, J8, N, O).

The app's loop and a runner of jobs talk through a page that does what the real one does with
their messages: it passes texts on.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

import pyrt
from pyrt import DiskcacheManager, Input, Output, State, ctx, html, no_update, set_props
from pyrt.ctx import RequestInfo
from pyrt.engine.engine import Engine
from pyrt.engine.errors import BackgroundCallbackError, PreventUpdate
from pyrt.engine.events import Start
from pyrt.protocol import PropsChanged
from pyrt.runtime.invoke import Invoker
from pyrt.runtime.job_session import JobRunner
from pyrt.runtime.loop import Loop
from pyrt.wire import encode
from tests.unit.runtime.memory_port import MemoryPort

REQUEST = RequestInfo(location={"pathname": "/"}, cookies="user=ann", user_agent="Test/1.0")


class Site:
    """An app, a worker for its jobs, and the page between them."""

    def __init__(self, app: pyrt.Dash, other: pyrt.Dash | None = None) -> None:
        app._prepare()
        if other is not None:
            other._prepare_callbacks()
        spec = app._app_spec()
        self._page = MemoryPort()
        self._page.on_send = self._take
        self._worker = MemoryPort()
        self._worker.on_send = lambda messages: self.loop.deliver(json.dumps(messages))
        invoker = Invoker(spec.callbacks, app._functions, REQUEST)
        self.loop = invoker.live = Loop(Engine(spec), self._page, invoker)
        known = other or app
        self._jobs = JobRunner(known._specs, known._functions, REQUEST, self._worker)
        self.props: dict[str, Any] = {}
        self.history: list[tuple[str, Any]] = []
        self.errors: list[dict[str, Any]] = []
        self.printed: list[str] = []
        self._ids: dict[int, str] = {}
        self._idle = asyncio.Event()
        self._seq = 0

    def _take(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            match message["type"]:
                case "StartJob":
                    self._jobs.deliver(json.dumps([message]))
                case "AppError":
                    self.errors.append(message["error"])
                case "Console":
                    self.printed.append(message["text"])
                case "LayoutUpdate":
                    self._apply(message["ops"])
                case "Idle":
                    self._idle.set()

    def _apply(self, ops: list[dict[str, Any]]) -> None:
        for op in ops:
            if op["op"] == "mount" and "id" in op["props"]:
                self._ids[op["nid"]] = op["props"]["id"]
            for prop, value in op.get("props", {}).items():
                if op["nid"] in self._ids:
                    self.props[f"{self._ids[op['nid']]}.{prop}"] = value
                    self.history.append((f"{self._ids[op['nid']]}.{prop}", value))

    async def click(self, component_id: str, value: int = 1) -> None:
        """One edit, and all that comes of it."""
        nid = next(nid for nid, known in self._ids.items() if known == component_id)
        self._seq += 1
        self._idle.clear()
        self.loop.deliver(encode([PropsChanged(self._seq, nid, {"n_clicks": value})]))
        await asyncio.wait_for(self._idle.wait(), 10)

    def run(self, scenario: Callable[[], Any]) -> None:
        """Start the app, play the scenario, end."""

        async def play() -> None:
            tasks = [asyncio.ensure_future(part.run()) for part in (self.loop, self._jobs)]
            self.loop.put([Start()])
            await asyncio.wait_for(self._idle.wait(), 10)
            self.history.clear()
            await scenario()
            for task in tasks:
                task.cancel()

        asyncio.run(play())

    def clicked(self, *values: int, component_id: str = "go") -> Site:
        """The same for a few clicks on one button."""

        async def scenario() -> None:
            for value in values or (1,):
                await self.click(component_id, value)

        self.run(scenario)
        return self


def make_app(function: Any, **kwargs: Any) -> pyrt.Dash:
    """A button, and what `function` makes of it."""
    options = {"background": True, "prevent_initial_call": True, **kwargs}
    app = pyrt.Dash(__name__, background_callback_manager=DiskcacheManager())
    app.layout = html.Div(
        [html.Button(id="go"), *(html.P(id=name) for name in ("out", "side", "bar"))]
    )
    app.callback(Output("out", "children"), Input("go", "n_clicks"), **options)(function)
    return app


# --- jobs -------------------------------------------------------------------------------


def test_a_job_reads_its_context_and_sets_props_while_it_runs() -> None:  # J7, N3, N5, N12
    def work(set_progress: Any, clicks: int) -> list[Any]:
        for step in range(3):
            set_progress(step)
            set_props("side", {"children": html.B(f"step {step}")})
        return [ctx.triggered_id, clicks, ctx.cookies["user"], ctx.websocket]

    site = Site(make_app(work, progress=Output("bar", "title"))).clicked(7)
    assert site.props["out.children"] == ["go", 7, "ann", None]
    assert [value for prop, value in site.history if prop == "bar.title"] == [0, 1, 2]
    assert len([prop for prop, _ in site.history if prop == "side.children"]) == 3


def test_an_async_function_may_be_a_job() -> None:
    async def work(clicks: int) -> str:
        await asyncio.sleep(0)
        set_props("side", {"children": "awaited"})
        return f"{ctx.triggered_id} {clicks}"

    site = Site(make_app(work)).clicked()
    assert (site.props["out.children"], site.props["side.children"]) == ("go 1", "awaited")


def test_long_lists_of_numbers_come_back_as_lists() -> None:
    site = Site(make_app(lambda clicks: [0.5] * 1000)).clicked()
    assert site.loop._engine.prop("out", "children") == [0.5] * 1000


@pytest.mark.parametrize("nothing", [no_update, PreventUpdate])
def test_a_job_may_leave_its_output_alone(nothing: Any) -> None:  # N6
    def work(clicks: int) -> Any:
        if nothing is PreventUpdate:
            raise PreventUpdate
        return no_update

    site = Site(make_app(work)).clicked()
    assert site.props["out.children"] is None and not site.errors


def test_an_error_is_told_in_dashs_words_with_the_traceback_of_the_job() -> None:  # N6
    def work(clicks: int) -> None:
        raise ValueError("no paper")

    (error,) = Site(make_app(work)).clicked().errors
    assert error["title"] == "Callback error updating out.children"
    assert error["message"] == "An error occurred inside a background callback: no paper"
    assert error["traceback"].endswith("ValueError: no paper")
    assert "pyrt/runtime" not in error["traceback"]


def test_on_error_is_called_with_a_background_callback_error() -> None:  # K3, N6
    def handle(error: Exception) -> str:
        set_props("side", {"children": "handled"})
        assert type(error) is BackgroundCallbackError
        assert str(error).startswith(
            "An error occurred inside a background callback: no paper\nTraceback"
        )
        return f"handled {ctx.triggered_id}"

    def work(clicks: int) -> None:
        raise ValueError("no paper")

    site = Site(make_app(work, on_error=handle)).clicked()
    assert (site.props["out.children"], site.props["side.children"]) == ("handled go", "handled")
    assert not site.errors


def test_what_a_job_returns_is_checked_as_ever() -> None:  # I6
    (error,) = Site(make_app(lambda clicks: object(), on_error=str)).clicked().errors
    assert "which is not JSON serializable" in error["message"]


def test_set_progress_wants_a_value_for_each_output() -> None:
    outputs = [Output("bar", "title"), Output("bar", "children")]
    app = make_app(lambda set_progress, clicks: set_progress(1), progress=outputs)
    (error,) = Site(app).clicked().errors
    assert "set_progress got 1 values, and `progress` has 2 outputs" in error["message"]


def test_a_job_of_an_app_that_registers_other_callbacks_now_is_refused() -> None:
    app, other = make_app(lambda clicks: "new"), pyrt.Dash(__name__)
    (error,) = Site(app, other).clicked().errors
    assert "no callback 'out.children' at the same place" in error["message"]


def test_without_a_manager_it_cannot_run() -> None:  # N2
    app = make_app(lambda clicks: "never")
    app._background_manager = None
    (error,) = Site(app).clicked().errors
    assert "Running `background` callbacks requires a manager" in error["message"]


# --- the cache --------------------------------------------------------------------------


def test_a_kept_result_needs_no_job_as_long_as_cache_by_says_the_same() -> None:  # N9
    version = 1
    calls: list[int] = []

    def work(clicks: int) -> int:
        calls.append(clicks)
        return 10 * clicks

    manager = DiskcacheManager(cache_by=lambda: version)
    site = Site(make_app(work, manager=manager))

    async def scenario() -> None:
        nonlocal version
        for clicks in (1, 1, 2, 1):
            await site.click("go", clicks)
        version = 2
        await site.click("go", 1)

    site.run(scenario)
    assert calls == [1, 2, 1]
    assert site.props["out.children"] == 10


def test_errors_are_not_kept() -> None:
    calls: list[int] = []

    def work(clicks: int) -> str:
        calls.append(clicks)
        if len(calls) == 1:
            raise ValueError("for once")
        return "fine"

    site = Site(make_app(work, manager=DiskcacheManager(cache_by=int))).clicked(1, 1)
    assert (len(calls), site.props["out.children"]) == (2, "fine")


# --- callbacks that stream --------------------------------------------------------------


def make_live_app(function: Any, **kwargs: Any) -> pyrt.Dash:
    return make_app(function, background=False, **kwargs)


@pytest.mark.parametrize("live", [True, False])
def test_set_props_takes_effect_at_once_in_a_websocket_callback(live: bool) -> None:  # J2, J8
    seen: list[Any] = []

    def work(clicks: int) -> str:
        set_props("side", {"children": "now"})
        seen.append(site.props.get("side.children"))
        return "done"

    site = Site(make_live_app(work, websocket=live))
    site.clicked()
    assert seen == ["now" if live else None]
    assert (site.props["side.children"], site.props["out.children"]) == ("now", "done")


def test_ctx_set_props_waits_for_the_end_of_a_websocket_callback() -> None:  # J2
    seen: list[Any] = []

    def work(clicks: int) -> str:
        ctx.set_props("side", {"children": "by ctx"})
        set_props("side", {"children": "at once"})
        seen.append(site.props.get("side.children"))
        return "done"

    site = Site(make_live_app(work, websocket=True))
    site.clicked()
    assert seen == ["at once"]
    assert site.props["side.children"] == "by ctx"


def test_what_streams_to_a_missing_component_is_a_warning() -> None:  # J4, J8
    def work(clicks: int) -> str:
        set_props("nobody", {"children": "lost"})
        return "done"

    site = Site(make_live_app(work, websocket=True)).clicked()
    assert site.printed == ["SET_PROPS: Component nobody not found in layout"]
    assert (site.errors, site.props["out.children"]) == ([], "done")


def test_a_websocket_callback_asks_the_page() -> None:  # O4
    async def work(clicks: int) -> list[Any]:
        socket = ctx.websocket
        assert socket is not None
        await socket.set_prop("side", "title", "set")
        with pytest.warns(UserWarning, match="no component has the id 'nobody'"):
            missing = await socket.get_prop("nobody", "value")
        return [await socket.get_prop("side", "title"), missing, socket.is_shutdown]

    site = Site(make_live_app(work, websocket=True)).clicked()
    assert site.props["out.children"] == ["set", None, False]


def test_an_app_may_have_all_its_callbacks_on_the_socket() -> None:  # O1
    app = pyrt.Dash(
        __name__,
        websocket_callbacks=True,
        websocket_allowed_origins=["https://example.org"],
        websocket_heartbeat_interval=1,
        websocket_max_workers=2,
    )
    app.layout = html.Div([html.Button(id="go"), html.P(id="out"), html.P("s", id="side")])

    @app.callback(Output("out", "children"), Input("go", "n_clicks"), State("side", "children"))
    def work(clicks: int, side: str) -> bool:
        return ctx.websocket is not None

    assert Site(app).clicked().props["out.children"] is True


def test_other_callbacks_have_no_socket() -> None:
    site = Site(make_live_app(lambda clicks: str(ctx.websocket))).clicked()
    assert site.props["out.children"] == "None"


def test_a_callback_that_streams_triggers_others_before_it_ends() -> None:
    order: list[str] = []

    async def work(clicks: int) -> str:
        for step in range(3):
            set_props("side", {"title": str(step)})
            await asyncio.sleep(0.01)
        order.append("end")
        return "done"

    app = make_live_app(work, websocket=True, persistent=True)

    @app.callback(Output("bar", "children"), Input("side", "title"), prevent_initial_call=True)
    def follow(title: str) -> str:
        order.append(title)
        return title

    site = Site(app)

    async def scenario() -> None:
        await site.click("go")
        while site.props["out.children"] is None:
            await asyncio.sleep(0.01)

    site.run(scenario)
    assert order == ["0", "1", "2", "end"]
