"""O: callbacks that talk to the page while they run.

Real Dash has sockets on FastAPI and Quart; these apps say `backend="fastapi"`, which is nothing
to pyrt.
"""

import asyncio
import time

from dash import (
    ALL,
    MATCH,
    Dash,
    Input,
    Output,
    Patch,
    State,
    ctx,
    html,
    no_update,
    set_props,
)
from dash.exceptions import PreventUpdate

from tests.differential.case import case
from tests.differential.gestures import Click, Reload, SeeLoading, Shows, Started
from tests.differential.recorder import callback


@case(
    "O1 J8 E4",
    (Click("go"), Shows("side", "step 1"), Shows("side", "step 3"), Shows("out", "done 1")),
    unordered="follow",
)
def what_is_set_over_a_socket_shows_while_the_callback_runs() -> None:
    app = Dash(__name__, backend="fastapi")
    app.layout = html.Div(
        [html.Button("go", id="go"), *(html.P("-", id=name) for name in ("side", "out", "next"))]
    )

    @callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        websocket=True,
        prevent_initial_call=True,
    )
    def work(clicks):
        for step in (1, 2, 3):
            set_props("side", {"children": f"step {step}"})
            time.sleep(0.4)
        return f"done {clicks}"

    @callback(Output("next", "children"), Input("side", "children"), prevent_initial_call=True)
    def follow(text):
        return f"after {text}"


@case("O1 H2 H5 G9 I5", Click("go"), Click({"n": 2, "type": "add"}), Click("two"))
def an_app_of_sockets_calls_its_callbacks_as_any_other() -> None:
    app = Dash(__name__, backend="fastapi", websocket_callbacks=True)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name, title=f"title of {name}") for name in ("go", "two")),
            *(html.Button(f"{n}", id={"type": "add", "n": n}) for n in (1, 2)),
            *(html.P("-", id={"type": "sum", "n": n}) for n in (1, 2)),
            *(html.P("-", id=name) for name in ("out", "all", "a", "b")),
        ]
    )

    @callback(Output("out", "children"), Input("go", "n_clicks"), State("two", "title"))
    def single(clicks, title):
        return [f"{clicks} {title} ", html.B("x", id="inside")]

    @callback(Output("all", "children"), Input({"type": "add", "n": ALL}, "n_clicks"))
    def every(clicks):
        return f"{clicks} {ctx.triggered_id}"

    @callback(
        Output({"type": "sum", "n": MATCH}, "children"),
        Input({"type": "add", "n": MATCH}, "n_clicks"),
        prevent_initial_call=True,
    )
    def matching(clicks):
        return f"{clicks}"

    @callback(
        output={"a": Output("a", "children"), "b": Output("b", "children")},
        inputs={"clicks": Input("two", "n_clicks"), "more": [State("go", "n_clicks")]},
        prevent_initial_call=True,
    )
    def grouped(clicks, more):
        return {"a": f"{clicks} {more}", "b": no_update}


@case("O1 O4 H9", Click("go"))
def what_a_call_over_a_socket_knows_of_its_request() -> None:
    app = Dash(__name__, backend="fastapi", websocket_callbacks=True)
    app.layout = html.Div([html.Button("go", id="go"), html.P("-", id="out")])

    @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        kinds = [type(getattr(ctx, name)).__name__ for name in ("path", "remote", "origin")]
        return f"{ctx.websocket is not None} {ctx.websocket.is_shutdown} {kinds} {ctx.custom_data}"


@case("O4 G2", Click("go"), Click("go"))
def a_callback_over_a_socket_asks_for_props() -> None:
    app = Dash(__name__, backend="fastapi")
    app.layout = html.Div(
        [
            html.Button("go", id="go"),
            html.P("text", id="side"),
            html.P("of a dict", id={"type": "p", "n": 1}),
            html.P("-", id="out"),
        ]
    )

    @callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        websocket=True,
        prevent_initial_call=True,
    )
    async def ask(clicks):
        ws = ctx.websocket
        before = await ws.get_prop("side", "children")
        await ws.set_prop("side", "children", [f"{before} + {clicks}"])
        return repr(
            [
                before,
                await ws.get_prop("side", "children"),
                await ws.get_prop("side", "title"),
                await ws.get_prop("go", "n_clicks"),
                await ws.get_prop('{"n":1,"type":"p"}', "children"),
                await ws.get_prop("nobody", "children"),
            ]
        )


@case("O4", Click("go"))
def a_function_that_is_not_async_may_ask_too() -> None:
    app = Dash(__name__, backend="fastapi")
    app.layout = html.Div(
        [html.Button("go", id="go"), html.P("text", id="side"), html.P("-", id="out")]
    )

    @callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        websocket=True,
        prevent_initial_call=True,
    )
    def ask(clicks):
        ctx.websocket.set_prop_sync("side", "title", "set")
        return asyncio.run(ctx.websocket.get_prop("side", "title"))


@case("O1 J4 F7", Click("go"), Click("late"), Click("odd"))
def components_that_come_over_a_socket_are_there_but_get_no_initial_call() -> None:
    app = Dash(__name__, backend="fastapi", suppress_callback_exceptions=True)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("go", "late", "odd")),
            html.Div(id="box"),
            html.P("-", id="out"),
        ]
    )

    @callback(
        Output("go", "title"), Input("go", "n_clicks"), websocket=True, prevent_initial_call=True
    )
    def insert(clicks):
        set_props("box", {"children": [html.P("-", id="new"), html.Button("n", id="from")]})
        return f"{clicks}"

    @callback(
        Output("late", "title"),
        Input("late", "n_clicks"),
        websocket=True,
        prevent_initial_call=True,
    )
    def target(clicks):
        set_props("new", {"children": "found", "title": "both"})
        return f"{clicks}"

    @callback(
        Output("odd", "title"), Input("odd", "n_clicks"), websocket=True, prevent_initial_call=True
    )
    def miss(clicks):
        set_props("nobody", {"children": "lost"})
        set_props("out", {"children": "found"})
        return f"{clicks}"

    @callback(Output("new", "className"), Input("from", "n_clicks"))
    def inside(clicks):
        return f"called {clicks}"

    @callback(Output("out", "title"), Input("new", "children"), Input("new", "title"))
    def watches(text, title):
        return f"{text} {title}"


@case("O1 B16", Click("go"))
def an_unknown_id_over_a_socket() -> None:
    app = Dash(__name__, backend="fastapi")
    app.layout = html.Div([html.Button("go", id="go"), html.P("-", id="out")])

    @callback(
        Output("go", "title"), Input("go", "n_clicks"), websocket=True, prevent_initial_call=True
    )
    def miss(clicks):
        set_props("nobody", {"children": "lost"})
        set_props("out", {"children": "found"})
        return f"{clicks}"


@case("O1 L6", Click("go"), Click("go"))
def a_patch_over_a_socket_changes_what_is_there() -> None:
    app = Dash(__name__, backend="fastapi")
    app.layout = html.Div(
        [html.Button("go", id="go"), html.Div([html.B("0", id="zero")], id="box"), html.P(id="p")]
    )

    @callback(
        Output("p", "children"), Input("go", "n_clicks"), websocket=True, prevent_initial_call=True
    )
    def add(clicks):
        for step in (1, 2):
            more = Patch()
            more.append(html.I(f"{clicks}.{step}"))
            set_props("box", {"children": more})
            time.sleep(0.1)
        text = Patch()
        text.append(f" {clicks}")
        return text if clicks > 1 else ["first"]


@case(
    "O1 B19 B20 I1 I2 I4", *map(Click, ("fails", "prevents", "keeps", "nothing", "some", "wrong"))
)
def ends_of_a_call_over_a_socket() -> None:
    app = Dash(__name__, backend="fastapi", websocket_callbacks=True)
    names = ("fails", "prevents", "keeps", "nothing", "some", "wrong")
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in names),
            *(html.P("-", id=f"{name}-out") for name in names),
            html.P("-", id="side"),
        ]
    )

    @callback(
        Output("fails-out", "children"), Input("fails", "n_clicks"), prevent_initial_call=True
    )
    def fails(clicks):
        set_props("side", {"children": "before it fails"})
        raise ValueError("no such order")

    @callback(
        Output("prevents-out", "children"), Input("prevents", "n_clicks"), prevent_initial_call=True
    )
    def prevents(clicks):
        set_props("side", {"children": "before it prevents"})
        raise PreventUpdate

    @callback(
        Output("keeps-out", "children"), Input("keeps", "n_clicks"), prevent_initial_call=True
    )
    def keeps(clicks):
        set_props("side", {"children": "before it keeps"})
        return no_update

    @callback(Input("nothing", "n_clicks"), prevent_initial_call=True)
    def nothing(clicks):
        set_props("side", {"children": "of nothing"})

    @callback(Input("some", "n_clicks"), prevent_initial_call=True)
    def some(clicks):
        return "something"

    @callback(
        Output("wrong-out", "children"),
        Output("wrong-out", "title"),
        Input("wrong", "n_clicks"),
        prevent_initial_call=True,
    )
    def wrong(clicks):
        return ["one"]


@case("O1 K3 K1", Click("go"), (Click("slow"), Shows("slow-out", "on"), Shows("slow-out", "off")))
def options_of_callbacks_over_a_socket() -> None:
    def handle(error):
        set_props("side", {"children": f"{type(error).__name__}"})
        return f"handled {error}"

    app = Dash(__name__, backend="fastapi", websocket_callbacks=True, on_error=handle)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("go", "slow")),
            *(html.P("-", id=name) for name in ("side", "out", "slow-out", "end")),
        ]
    )

    @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def fails(clicks):
        raise ValueError("no such order")

    @callback(
        Output("end", "children"),
        Input("slow", "n_clicks"),
        running=[(Output("slow-out", "children"), "on", "off")],
        prevent_initial_call=True,
    )
    async def slow(clicks):
        await asyncio.sleep(0.5)
        return f"{clicks}"


@case(
    "O1 E7 E8",
    (
        Click("go"),
        Shows("side", "began 1"),
        Click("go"),
        Shows("side", "began 2"),
        Shows("side", "ended 1"),
    ),
)
def a_superseded_call_over_a_socket_goes_on_talking() -> None:
    app = Dash(__name__, backend="fastapi")
    app.layout = html.Div(
        [html.Button("go", id="go"), *(html.P("-", id=n) for n in ("side", "out"))]
    )

    @callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        websocket=True,
        prevent_initial_call=True,
    )
    async def work(clicks):
        set_props("side", {"children": f"began {clicks}"})
        await asyncio.sleep(0.9 if clicks == 1 else 0.1)
        set_props("side", {"children": f"ended {clicks}"})
        return f"{clicks}"


@case("O3 O4", Click("go"), Reload(), Click("go"))
def a_callback_without_inputs_and_outputs_talks_once_for_each_load() -> None:
    app = Dash(__name__, backend="fastapi")
    app.layout = html.Div(
        [html.Button("go", id="go"), html.P("never", id="start"), html.P("-", id="title")]
    )

    @callback(websocket=True, persistent=True)
    async def begin():
        ws = ctx.websocket
        await ws.set_prop("start", "children", f"begun by {ctx.triggered_id}")
        await ws.set_prop("title", "children", f"after {await ws.get_prop('start', 'children')}")

    @callback(Output("go", "title"), Input("go", "n_clicks"))
    def count(clicks):
        return f"{clicks}"


@case(
    "O2 R1 R3",
    (Click("go"), Started("stays"), SeeLoading(), Shows("a", "stayed 1")),
    (Click("other"), Started("ends"), SeeLoading(), Shows("b", "ended 1")),
)
def a_call_over_a_socket_is_seen_loading_unless_it_is_persistent() -> None:
    app = Dash(__name__, backend="fastapi", websocket_callbacks=True)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("go", "other")),
            *(html.P("-", id=name) for name in ("a", "b")),
        ]
    )

    @callback(
        Output("a", "children"),
        Input("go", "n_clicks"),
        persistent=True,
        prevent_initial_call=True,
    )
    async def stays(clicks):
        await asyncio.sleep(0.8)
        return f"stayed {clicks}"

    @callback(Output("b", "children"), Input("other", "n_clicks"), prevent_initial_call=True)
    async def ends(clicks):
        await asyncio.sleep(0.8)
        return f"ended {clicks}"


@case("O1 J2", (Click("go"), Shows("out", "done")))
def ctx_set_props_waits_for_the_end_of_a_call_over_a_socket() -> None:
    app = Dash(__name__, backend="fastapi", websocket_callbacks=True)
    app.layout = html.Div(
        [html.Button("go", id="go"), *(html.P("-", id=name) for name in ("side", "out", "log"))]
    )

    @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    async def work(clicks):
        ctx.set_props("side", {"children": "by ctx"})
        seen = [await ctx.websocket.get_prop("side", "children")]
        set_props("side", {"children": "by dash"})
        seen += [await ctx.websocket.get_prop("side", "children")]
        set_props("log", {"children": f"{seen}"})
        return "done"
