"""N1: async callbacks."""

import asyncio

from dash import Dash, Input, Output, ctx, dcc, html, no_update, set_props
from dash.exceptions import PreventUpdate

from tests.differential.case import case
from tests.differential.gestures import Click, Fill, Shows, Started
from tests.differential.recorder import callback


@case("N1 E18", Click("button"), Click("button"))
def async_callbacks_form_chains() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P(id="a"), html.P(id="b")])

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    async def a(clicks):
        await asyncio.sleep(0.05)
        set_props("b", {"title": f"title {clicks}"})
        return f"a{clicks}"

    @callback(Output("b", "children"), Input("a", "children"))
    async def b(a):
        return f"{a}b"


@case("N1", *[Click(name) for name in ("prevent", "nothing", "fail", "fine")])
def async_callbacks_end_as_others_do() -> None:
    app = Dash(__name__)
    names = ("prevent", "nothing", "fail", "fine")
    app.layout = html.Div([html.Button(n, id=n) for n in names] + [html.P("-", id="out")])

    @callback(
        Output("out", "children"), *[Input(n, "n_clicks") for n in names], prevent_initial_call=True
    )
    async def work(*clicks):
        await asyncio.sleep(0.01)
        if ctx.triggered_id == "prevent":
            raise PreventUpdate
        if ctx.triggered_id == "fail":
            raise ValueError("no")
        return no_update if ctx.triggered_id == "nothing" else f"fine {ctx.triggered_id}"


@case(
    "N1 E7",
    (
        Fill("in", "slow"),
        Started("echo"),
        Fill("in", "fast"),
        Shows("out", "fast"),
        Shows("done", "slow is done"),
    ),
)
def the_last_request_wins_among_coroutines() -> None:
    app = Dash(__name__)
    app.layout = html.Div([dcc.Input(id="in"), html.P(id="out"), html.P(id="done")])

    @callback(Output("out", "children"), Input("in", "value"), prevent_initial_call=True)
    async def echo(value):
        if value == "slow":
            await asyncio.sleep(1)
            set_props("done", {"children": "slow is done"})
        return value
