"""Store and Interval

A `dcc.Store` keeps data in the page, a `dcc.Interval` calls again and again:
together they are a stopwatch. The store is of the session, so the laps survive
a reload.
"""

from time import time

from dash import Dash, Input, Output, State, callback, ctx, dcc, html

STOPPED = {"before": 0, "since": None, "laps": []}

app = Dash(__name__, title="A stopwatch")

app.layout = html.Main(
    [
        html.H1("Stopwatch"),
        html.P("Reload the page while it runs: it runs on.", className="lead"),
        dcc.Store(id="watch", data=STOPPED, storage_type="session"),
        dcc.Interval(id="tick", interval=100, disabled=True),
        html.Div(id="face", className="face"),
        html.Div(
            [
                html.Button("Start", id="toggle"),
                html.Button("Lap", id="lap", className="plain"),
                html.Button("Reset", id="reset", className="plain"),
            ],
            className="row",
        ),
        html.Ol(id="laps"),
    ]
)


def elapsed(watch):
    return watch["before"] + (time() - watch["since"] if watch["since"] else 0)


def clock(seconds):
    return f"{seconds // 60:02.0f}:{seconds % 60:04.1f}"


@callback(
    Output("watch", "data"),
    Input("toggle", "n_clicks"),
    Input("lap", "n_clicks"),
    Input("reset", "n_clicks"),
    State("watch", "data"),
    prevent_initial_call=True,
)
def press(toggle, lap, reset, watch):
    if ctx.triggered_id == "reset":
        return STOPPED
    if ctx.triggered_id == "lap":
        return {**watch, "laps": [*watch["laps"], elapsed(watch)]}
    return {**watch, "before": elapsed(watch), "since": None if watch["since"] else time()}


@callback(
    Output("tick", "disabled"),
    Output("toggle", "children"),
    Output("laps", "children"),
    Input("watch", "data"),
)
def show(watch):
    runs = watch["since"] is not None
    return not runs, "Pause" if runs else "Start", [html.Li(clock(lap)) for lap in watch["laps"]]


@callback(Output("face", "children"), Input("tick", "n_intervals"), Input("watch", "data"))
def turn(n_intervals, watch):
    return clock(elapsed(watch))


if __name__ == "__main__":
    app.run()
