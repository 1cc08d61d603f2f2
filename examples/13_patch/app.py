"""Patch what is there

A `Patch` says what to change in a property, instead of giving all of it anew:
one bar of the figure grows, one throw joins the list.
"""

from random import randint

from dash import Dash, Input, Output, Patch, callback, dcc, html

TOTALS = list(range(2, 13))
ACCENT = "#6b79f0"

app = Dash(__name__, title="Patch what is there")

figure = {
    "data": [{"type": "bar", "x": TOTALS, "y": [0] * 11, "marker": {"color": ACCENT}}],
    "layout": {
        "height": 260,
        "margin": {"l": 30, "r": 10, "t": 10, "b": 30},
        "paper_bgcolor": "transparent",
        "plot_bgcolor": "transparent",
        "font": {"color": "#8792a6"},
        "xaxis": {"dtick": 1, "fixedrange": True},
        "yaxis": {
            "gridcolor": "#8792a633",
            "fixedrange": True,
            "rangemode": "tozero",
            "autorangeoptions": {"include": 5},
        },
        "bargap": 0.25,
    },
}

app.layout = html.Main(
    [
        html.H1("Two dice"),
        html.P("How often is the total a seven?", className="lead"),
        html.Div(
            [html.Button("Throw", id="throw"), html.Button("Clear", id="clear", className="plain")],
            className="row",
        ),
        dcc.Graph(figure=figure, id="totals", config={"displayModeBar": False}),
        html.Ol([], id="throws", className="throws"),
    ]
)


@callback(
    Output("totals", "figure"),
    Output("throws", "children"),
    Input("throw", "n_clicks"),
    prevent_initial_call=True,
)
def throw(clicks):
    one, two = randint(1, 6), randint(1, 6)
    figure, throws = Patch(), Patch()
    figure["data"][0]["y"][one + two - 2] += 1
    figure["data"][0]["selectedpoints"] = [one + two - 2]
    throws.prepend(html.Li(f"{one} + {two}"))
    return figure, throws


@callback(
    Output("totals", "figure", allow_duplicate=True),
    Output("throws", "children", allow_duplicate=True),
    Input("clear", "n_clicks"),
    prevent_initial_call=True,
)
def clear(clicks):
    figure = Patch()
    figure["data"][0].update({"y": [0] * 11, "selectedpoints": None})
    return figure, []


if __name__ == "__main__":
    app.run()
