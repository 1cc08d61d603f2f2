"""A graph and its sliders

A figure is plain data: a dictionary with traces and a layout. Three sliders
bend a Lissajous curve while they are dragged; each step is computed in Python.
"""

from math import pi, sin

from dash import Dash, Input, Output, callback, dcc, html

STEPS = 600

app = Dash(__name__, title="A graph and its sliders")


def slider(label, id, *range, **options):
    return html.Div(
        [html.Label(label), dcc.Slider(*range, id=id, updatemode="drag", **options)],
        className="slider",
    )


app.layout = html.Main(
    [
        html.H1("Lissajous curves"),
        html.P("Two swings at right angles. Drag to change them.", className="lead"),
        dcc.Graph(id="curve", config={"displayModeBar": False}),
        slider("Across", "across", 1, 9, 1, value=3),
        slider("Up and down", "up", 1, 9, 1, value=4),
        slider("Phase", "phase", 0, 180, 15, value=90),
    ]
)


@callback(
    Output("curve", "figure"),
    Input("across", "value"),
    Input("up", "value"),
    Input("phase", "value"),
)
def draw(across, up, phase):
    turns = [2 * pi * step / STEPS for step in range(STEPS + 1)]
    return {
        "data": [
            {
                "x": [sin(across * turn + phase * pi / 180) for turn in turns],
                "y": [sin(up * turn) for turn in turns],
                "mode": "lines",
                "line": {"color": "#6b79f0", "width": 3},
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            "height": 340,
            "margin": {"l": 10, "r": 10, "t": 10, "b": 10},
            "paper_bgcolor": "transparent",
            "plot_bgcolor": "transparent",
            "xaxis": {"visible": False, "fixedrange": True},
            "yaxis": {"visible": False, "fixedrange": True, "scaleanchor": "x"},
        },
    }


if __name__ == "__main__":
    app.run()
