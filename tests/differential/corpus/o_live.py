"""O: callbacks that stay under way, and those with nothing before or behind them, without a socket.

Those that talk to the page while they run are in `o_sockets.py`.
"""

import time

from dash import Dash, Input, Output, ctx, html, set_props

from tests.differential.case import case
from tests.differential.gestures import Click, SeeLoading, Shows, Started
from tests.differential.recorder import callback


@case(
    "O2 R1 R3",
    # Idle is when only persistent callbacks run, so their ends are waited for.
    (Click("go"), Started("stays"), SeeLoading(), Shows("a", "stayed 1")),
    (
        Click("go"),
        Started("stays"),
        Click("other"),
        Started("ends"),
        SeeLoading(),
        Shows("a", "stayed 2"),
        Shows("b", "ended 1"),
    ),
    unordered="stays ends",
)
def a_persistent_callback_that_runs_leaves_the_title() -> None:
    app = Dash(__name__)
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
    def stays(clicks):
        time.sleep(0.8)
        return f"stayed {clicks}"

    @callback(Output("b", "children"), Input("other", "n_clicks"), prevent_initial_call=True)
    def ends(clicks):
        time.sleep(0.8)
        return f"ended {clicks}"


@case("O3", Click("go"))
def a_callback_without_inputs_and_outputs_starts_once() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("go", id="go"), html.P("-", id="out")])

    @callback()
    def begin():
        set_props("out", {"children": f"begun by {ctx.triggered_id}"})

    @callback(Output("go", "title"), Input("go", "n_clicks"))
    def count(clicks):
        return f"{clicks}"


@case("O1", Click("go"))
def without_a_socket_there_is_no_live_page() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("go", id="go"), html.P("-", id="out")])

    @callback(Output("out", "children"), Input("go", "n_clicks"))
    def work(clicks):
        return f"{clicks} {ctx.websocket}"
