"""Background callbacks

`background=True` runs a callback in a worker of its own: it may compute for as
long as it likes and holds nobody up. It reports its progress, and a button
cancels it. (On a server this needs `dash[diskcache]`.)
"""

import random

from dash import Dash, DiskcacheManager, Input, Output, callback, dcc, html

ROUNDS = 40
DARTS = 30_000

app = Dash(__name__, title="Background callbacks", background_callback_manager=DiskcacheManager())

app.layout = html.Main(
    [
        html.H1("π by throwing darts"),
        html.P("A dart in the square hits the circle with a chance of π/4.", className="lead"),
        html.Div(
            [
                html.Button("Throw", id="throw"),
                html.Button("Stop", id="stop", className="plain", disabled=True),
                html.Output("No darts yet", id="pi", className="value"),
            ],
            className="row",
        ),
        html.Progress(id="bar", value="0", max=str(ROUNDS)),
        html.Div(id="board"),
        html.Hr(),
        html.P("Meanwhile the page is all yours: how large is the circle?", className="lead"),
        dcc.Slider(1, 9, 1, value=3, id="radius"),
        html.Output(id="area", className="value"),
    ]
)


def dart():
    x, y = random.random(), random.random()
    return x, y, (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.25


def mark(x, y, hit):
    place = {"left": f"{x:.1%}", "top": f"{y:.1%}"}
    return html.I(className="hit" if hit else "miss", style=place)


@callback(
    Output("pi", "children"),
    Input("throw", "n_clicks"),
    background=True,
    running=[(Output("throw", "disabled"), True, False), (Output("stop", "disabled"), False, True)],
    progress=[Output("bar", "value"), Output("board", "children")],
    cancel=[Input("stop", "n_clicks")],
    interval=200,
    prevent_initial_call=True,
)
def throw(set_progress, clicks):
    hits, marks = 0, []
    for done in range(1, ROUNDS + 1):
        darts = [dart() for _ in range(DARTS)]
        hits += sum(hit for _, _, hit in darts)
        marks += [mark(*each) for each in darts[:10]]
        set_progress((str(done), marks))
    return f"π ≈ {4 * hits / (ROUNDS * DARTS):.4f} from {ROUNDS * DARTS:,} darts"


@callback(Output("area", "children"), Input("radius", "value"))
def area(radius):
    return f"radius {radius}, area {3.14159 * radius**2:.1f}"


if __name__ == "__main__":
    app.run()
