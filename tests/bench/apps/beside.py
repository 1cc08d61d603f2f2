"""A click, a Python callback, a text: beside a callback that sleeps, or a job that computes."""

import time

from dash import Dash, DiskcacheManager, Input, Output, callback, html

N = 1  # PARAMETER

app = Dash(__name__, background_callback_manager=DiskcacheManager())
app.layout = html.Div(
    [html.Button(name, id=name, n_clicks=0) for name in ("go", "sleep", "job")]
    + [html.Div(id=name) for name in ("out", "slept", "done")]
)


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(clicks):
    return f"clicks: {clicks}"


@callback(Output("slept", "children"), Input("sleep", "n_clicks"), prevent_initial_call=True)
def sleep(clicks):
    time.sleep(N)
    return clicks


@callback(
    Output("done", "children"),
    Input("job", "n_clicks"),
    background=True,
    prevent_initial_call=True,
)
def job(clicks):
    end = time.monotonic() + N
    while time.monotonic() < end:
        pass
    return clicks


if __name__ == "__main__":
    app.run()
