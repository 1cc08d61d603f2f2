"""What an app does in a browser, all in one."""

import asyncio
import threading
import time

from dash import (
    Dash,
    DiskcacheManager,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    dcc,
    html,
)

app = Dash(__name__, background_callback_manager=DiskcacheManager())

BUTTONS = ["link", "slow", "fast", "nap", "wake", "job", "endless", "cancel", "loop", "count"]
OUTPUTS = [
    "echo",
    "length",
    "words",
    "slow",
    "fast",
    "nap",
    "wake",
    "job",
    "endless",
    "loop",
    "count",
]

app.layout = html.Div(
    [
        dcc.Input(id="text", value=""),
        *(html.Button(name, id=name) for name in BUTTONS),
        *(html.P("-", id=f"{name}-out") for name in OUTPUTS),
        *(html.P("-", id=f"link-{n}") for n in range(5)),
        html.Progress(id="bar", value="0", max="3"),
    ]
)
overtaken = threading.Event()
awake = threading.Event()


@callback(Output("echo-out", "children"), Input("text", "value"), prevent_initial_call=True)
def echo(text):
    return text.upper()


clientside_callback(
    "(text) => text.split(/\\s+/).filter(Boolean).length",
    Output("words-out", "children"),
    Input("text", "value"),
)


@callback(Output("length-out", "children"), Input("words-out", "children"), State("text", "value"))
def length(words, text):
    return f"{len(text)} letters in {words} words"


@callback(Output("link-0", "children"), Input("link", "n_clicks"), prevent_initial_call=True)
def first_link(clicks):
    return clicks


for n in range(1, 5):

    @callback(
        Output(f"link-{n}", "children"),
        Input(f"link-{n - 1}", "children"),
        prevent_initial_call=True,
    )
    def next_link(value):
        return value + 1


@callback(
    Output("slow-out", "children"),
    Input("slow", "n_clicks"),
    running=[(Output("slow", "disabled"), True, False)],
    prevent_initial_call=True,
)
def slow(clicks):
    """Sleeps until another callback runs, or for so long that one would have run if it could."""
    end = time.monotonic() + 2
    while not overtaken.is_set() and time.monotonic() < end:
        time.sleep(0.02)
    return f"{clicks}: {'overtaken' if overtaken.is_set() else 'held up the other'}"


@callback(Output("fast-out", "children"), Input("fast", "n_clicks"), prevent_initial_call=True)
def fast(clicks):
    overtaken.set()
    return f"fast {clicks}"


@callback(Output("nap-out", "children"), Input("nap", "n_clicks"), prevent_initial_call=True)
async def nap(clicks):
    """Ends when another callback has run, and only then."""
    while not awake.is_set():
        await asyncio.sleep(0.02)
    return f"nap {clicks}"


@callback(Output("wake-out", "children"), Input("wake", "n_clicks"), prevent_initial_call=True)
def wake(clicks):
    awake.set()
    return f"wake {clicks}"


@callback(
    Output("job-out", "children"),
    Input("job", "n_clicks"),
    background=True,
    progress=Output("bar", "value"),
    prevent_initial_call=True,
)
def job(set_progress, clicks):
    for step in range(1, 4):
        set_progress(str(step))
        time.sleep(0.01)
    return f"job {clicks}"


@callback(
    Output("endless-out", "children"),
    Input("endless", "n_clicks"),
    background=True,
    progress=Output("bar", "value"),
    running=[(Output("endless", "className"), "running", "")],
    cancel=Input("cancel", "n_clicks"),
    prevent_initial_call=True,
)
def endless(set_progress, clicks):
    set_progress("1.5")
    while True:
        pass


@callback(
    Output("loop-out", "children"),
    Input("loop", "n_clicks"),
    running=[(Output("loop", "disabled"), True, False)],
    prevent_initial_call=True,
)
def loop(clicks):
    """Not even an exception gets out of it."""
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


@callback(
    Output("count-out", "children"),
    Input("count", "n_clicks"),
    State("text", "value"),
    prevent_initial_call=True,
)
def count(clicks, text):
    return f"{clicks} {text}"


if __name__ == "__main__":
    app.run()
