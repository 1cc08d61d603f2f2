"""A callback that returns a figure of N points."""

import random

from dash import Dash, Input, Output, callback, dcc, html

N = 100000  # PARAMETER

random.seed(7)
X = list(range(N))
WAVES = [[random.random() for _ in range(N)] for _ in range(2)]

app = Dash(__name__)
app.layout = html.Div(
    [
        html.Button("go", id="go", n_clicks=0),
        dcc.Graph(id="graph", figure={"data": [], "layout": {}}, config={"staticPlot": True}),
    ]
)


@callback(Output("graph", "figure"), Input("go", "n_clicks"), prevent_initial_call=True)
def draw(clicks):
    trace = {"type": "scatter", "mode": "lines", "x": X, "y": WAVES[clicks % 2]}
    return {"data": [trace], "layout": {"title": {"text": f"drawn {clicks}"}}}


if __name__ == "__main__":
    app.run()
