"""R, E23: what a page shows while callbacks run."""

import asyncio
import time

from dash import MATCH, Dash, Input, Output, clientside_callback, dcc, html

from tests.differential.case import case
from tests.differential.gestures import Click, SeeLoading, Shows, Started
from tests.differential.recorder import callback


@case("R1 R3 E23", (Click("button"), Started("slow"), SeeLoading()), unordered="slow other")
def outputs_are_loading_and_followers_are_not_yet() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P("-", id=n) for n in ("a", "b", "end", "free")]
    )

    @callback(
        Output("a", "children"),
        Output("b", "title"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def slow(clicks):
        time.sleep(0.6)
        return "a", "b"

    @callback(Output("end", "children"), Input("a", "children"), prevent_initial_call=True)
    def follow(a):
        return f"{a} then"


@case("R1 G5", (Click({"is": "button", "n": 2}), Started("slow"), SeeLoading()))
def only_the_matched_output_is_loading() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button(str(n), id={"is": "button", "n": n}) for n in (1, 2)]
        + [html.P("-", id={"is": "out", "n": n}) for n in (1, 2)]
    )

    @callback(
        Output({"is": "out", "n": MATCH}, "children"),
        Input({"is": "button", "n": MATCH}, "n_clicks"),
        prevent_initial_call=True,
    )
    async def slow(clicks):
        await asyncio.sleep(0.6)
        return clicks


@case(
    "R3",
    (Click("button"), Started("slow"), SeeLoading()),
    (Click("name"), Started("slow"), SeeLoading()),
)
def the_title_while_updating_is_that_of_the_app() -> None:
    app = Dash(__name__, update_title="One moment", title="The app")
    app.layout = html.Div(
        [html.Button("b", id="button"), html.Button("n", id="name"), html.P("-", id="a")]
    )
    clientside_callback(
        "(clicks) => { document.title = 'named by a callback'; }",
        Input("name", "n_clicks"),
        prevent_initial_call=True,
    )

    @callback(
        Output("a", "children"),
        Input("button", "n_clicks"),
        Input("name", "n_clicks"),
        prevent_initial_call=True,
    )
    def slow(clicks, names):
        time.sleep(0.6)
        return f"{clicks} {names}"


@case("R3", (Click("button"), Started("slow"), SeeLoading()))
def without_update_title_the_title_stays() -> None:
    app = Dash(__name__, update_title=None)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a")])

    @callback(Output("a", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def slow(clicks):
        time.sleep(0.6)
        return clicks


@case("R2", (Click("button"), Started("slow"), SeeLoading(), Shows("box", "done")))
def dcc_loading_knows_what_is_below_it() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("b", id="button"),
            dcc.Loading(html.Div(html.P("-", id="a"), id="box"), id="loading"),
            dcc.Loading(html.P("-", id="elsewhere"), id="quiet"),
        ]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def slow(clicks):
        time.sleep(0.6)
        return "done"


@case("R1 K1 J6", (Click("button"), Started("slow"), SeeLoading()))
def what_running_and_set_props_write_is_not_loading() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P("-", id="a"), html.P("-", id="flag")]
    )

    @callback(
        Output("a", "children"),
        Input("button", "n_clicks"),
        running=[
            (Output("flag", "children"), "on", "off"),
            (Output("button", "disabled"), True, False),
        ],
        prevent_initial_call=True,
    )
    def slow(clicks):
        time.sleep(0.6)
        return "done"
