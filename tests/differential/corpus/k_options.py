"""K: other options of a callback."""

import time

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, dcc, html, set_props
from dash.exceptions import PreventUpdate

from tests.differential.case import case
from tests.differential.gestures import Click, Shows, Started
from tests.differential.recorder import callback, recorded


@case("K1", (Click("button"), Started("slow"), Shows("flag", "on")))
def running_props_hold_while_the_callback_runs() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P("-", id="flag"), html.P(id="out"), html.P(id="log")]
    )
    log = []

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks"),
        running=[
            (Output("button", "disabled"), True, False),
            (Output("flag", "children"), "on", "off"),
        ],
        prevent_initial_call=True,
    )
    def slow(clicks):
        time.sleep(0.6)
        return f"done {clicks}"

    @callback(Output("log", "children"), Input("flag", "children"), prevent_initial_call=True)
    def watch(flag):
        log.append(flag)
        return " ".join(log)


@case("K1 A12", *[Click(name) for name in ("prevent", "fail", "fine")])
def running_ends_however_the_callback_ends() -> None:
    app = Dash(__name__)
    names = ("prevent", "fail", "fine")
    app.layout = html.Div(
        [html.Button(n, id=n) for n in names] + [html.P("-", id="flag"), html.P("-", id="out")]
    )

    @callback(
        Output("out", "children"),
        *[Input(n, "n_clicks") for n in names],
        running=(Output("flag", "children"), html.B("on"), html.I("off")),
        prevent_initial_call=True,
    )
    def work(*clicks):
        if ctx.triggered_id == "prevent":
            raise PreventUpdate
        if ctx.triggered_id == "fail":
            raise ValueError("no")
        return "fine"


@case("K1 B16", Click("button"))
def running_on_a_missing_component_is_reported() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks"),
        running=[(Output("nobody", "children"), "on", "off")],
        prevent_initial_call=True,
    )
    def work(clicks):
        return "fine"


@case("K2 B14", Click("button"))
def optional_dependencies_may_be_missing() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a"), html.P("-", id="b")])

    @callback(
        Output("a", "children"),
        Input("button", "n_clicks"),
        Input("missing-input", "value", allow_optional=True),
        State("missing-state", "value", allow_optional=True),
    )
    def a(clicks, value, state):
        return f"{clicks} {value} {state}"

    @callback(
        Output("b", "children"),
        Input("not-there", "value"),
        optional=True,
    )
    def b(value):
        return f"{value}"


@case("K3 J9", *[Click(name) for name in ("fail", "prevent", "again")])
def on_error_of_a_callback_gives_its_outputs() -> None:
    app = Dash(__name__)
    names = ("fail", "prevent", "again")
    app.layout = html.Div(
        [html.Button(n, id=n) for n in names] + [html.P("-", id="out"), html.P("-", id="side")]
    )

    def handle(error):
        set_props("side", {"children": f"{type(error).__name__} {error} {ctx.triggered_id}"})
        if ctx.triggered_id == "again":
            raise RuntimeError("the handler fails too")
        return "from the handler"

    @callback(
        Output("out", "children"),
        *[Input(n, "n_clicks") for n in names],
        on_error=handle,
        prevent_initial_call=True,
    )
    def work(*clicks):
        if ctx.triggered_id == "prevent":
            raise PreventUpdate
        raise ValueError("no")


@case("K3", Click("one"), Click("two"))
def on_error_of_the_app_serves_all_callbacks() -> None:
    def handle(error):
        set_props("side", {"children": f"handled {error}"})

    app = Dash(__name__, on_error=handle)
    app.layout = html.Div(
        [html.Button("one", id="one"), html.Button("two", id="two")]
        + [html.P("-", id=n) for n in ("a", "b", "side", "after")]
    )

    @app.callback(
        Output("a", "children"),
        Output("b", "children"),
        Input("one", "n_clicks"),
        prevent_initial_call=True,
    )
    @recorded
    def one(clicks):
        raise ValueError("one")

    @app.callback(Input("two", "n_clicks"), prevent_initial_call=True)
    @recorded
    def two(clicks):
        raise ValueError("two")

    @app.callback(Output("after", "children"), Input("a", "children"), prevent_initial_call=True)
    @recorded
    def after(text):
        return "a was updated"


@case("K2 B14")
def ids_that_are_in_no_layout_are_reported() -> None:
    app = Dash(__name__)
    app.layout = html.Div([dcc.Input(id="in", value="x"), html.P("-", id="out")])

    @callback(Output("out", "children"), Input("in", "value"))
    def fine(value):
        return f"fine {value}"

    @callback(Output("nobody", "children"), Input("nowhere", "value"), State("never", "value"))
    def lost(value, state):
        return "lost"


@case("K4 K5", Click("button"))
def options_for_servers_and_tools_change_nothing() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P("-", id=n) for n in ("a", "b", "c")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"), hidden=True)
    def hidden(clicks):
        return f"{clicks} hidden"

    @callback(Output("b", "children"), Input("a", "children"), api_endpoint="/api/b")
    def endpoint(a):
        return f"{a} endpoint"

    @callback(
        Output("c", "children"),
        Input("b", "children"),
        interval=500,
        cache_args_to_ignore=[0],
    )
    def not_background(b):
        return f"{b} plain"


@case("K1 L6 G12", Click({"is": "button", "n": 1}), Click({"is": "button", "n": 2}))
def running_may_name_patterns_and_hold_patches() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button(str(n), id={"is": "button", "n": n}) for n in (1, 2)]
        + [html.P("-", id={"is": "out", "n": n}) for n in (1, 2)]
        + [html.P("-", id={"is": "flag", "n": n}) for n in (1, 2)]
        + [html.P(id="log")]
    )

    @callback(
        Output({"is": "out", "n": MATCH}, "children"),
        Input({"is": "button", "n": MATCH}, "n_clicks"),
        running=[
            (Output({"is": "flag", "n": MATCH}, "children"), "on", "off"),
            (Output({"is": "button", "n": ALL}, "title"), "busy", "free"),
        ],
        prevent_initial_call=True,
    )
    def work(clicks):
        return f"{clicks} done"

    @callback(
        Output("log", "children"),
        Input({"is": "flag", "n": ALL}, "children"),
        Input({"is": "button", "n": ALL}, "title"),
        prevent_initial_call=True,
    )
    def watch(flags, titles):
        return f"{flags} {titles}"
