"""Improving performance with memoization."""

import functools
import time

from dash import Dash, Input, Output, State, callback, dcc, html

app = Dash(__name__)

app.layout = html.Div(
    [
        dcc.Input(id="argument", value="test"),
        html.Button("Call", id="call"),
        html.Div(id="answer"),
        html.Div(id="seconds"),
    ]
)


@functools.lru_cache(maxsize=32)
def slow_function(input):
    time.sleep(10)
    return f"Input was {input}"


@callback(
    Output("answer", "children"),
    Output("seconds", "children"),
    Input("call", "n_clicks"),
    State("argument", "value"),
    prevent_initial_call=True,
)
def call(n_clicks, argument):
    start = time.monotonic()
    answer = slow_function(argument)
    return f"{n_clicks}: {answer}", f"{time.monotonic() - start:.1f}"


if __name__ == "__main__":
    app.run(debug=True)
