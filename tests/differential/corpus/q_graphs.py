"""Figures and what a Graph tells: values of all kinds, edits (C6, D12, E1)."""

from __future__ import annotations

import dash
from dash import Dash, Input, Output, Patch, State, dcc, html

from tests.differential.case import case
from tests.differential.gestures import Click, Script, Shows

callback = dash.callback


def on_plot(name: str, code: str) -> Script:
    """JavaScript with `plot` being the graph's element of plotly.js, once that is there."""
    return Script(
        "let plot;"
        f"while (!(plot = document.querySelector('#{name} .js-plotly-plot'))?._fullLayout) "
        f"await new Promise(requestAnimationFrame); {code}"
    )


@case(
    "C6 E1",
    on_plot("graph", ""),
    on_plot("graph", "await Plotly.relayout(plot, {dragmode: 'pan'});"),
    on_plot("graph", "await Plotly.restyle(plot, {visible: 'legendonly'}, [1]);"),
    on_plot("graph", "await Plotly.relayout(plot, {'xaxis.range[0]': 1, 'xaxis.range[1]': 2});"),
    Click("patch"),
    Click("extend"),
    Shows("seen", "extended 1"),
    Click("fill"),
    unordered="told styled echo",
)
def a_graph_tells_and_is_told() -> None:
    app = Dash(__name__)
    bars = {"type": "bar", "x": ["a", "b"], "y": [1, 2.0], "customdata": [10, 20]}
    points = {"type": "scatter", "x": ["a", "b"], "y": (float("nan"), 3.5)}
    # Of a fixed size: else it tells of its first measuring, sooner or later.
    layout = {"title": {"text": "T"}, "dragmode": "select", "width": 500, "height": 300}
    figure = {"data": [bars, points], "layout": {**layout, "autosize": False}}
    app.layout = html.Div(
        [
            # Unseen: how soon its axes are drawn is another matter.
            dcc.Graph(id="graph", figure=figure, responsive=False, style={"visibility": "hidden"}),
            html.Button("p", id="patch"),
            html.Button("e", id="extend"),
            html.Button("f", id="fill"),
            html.P(id="relayout"),
            html.P(id="restyle"),
            html.P(id="echo"),
            html.P(id="seen"),
        ]
    )

    @callback(Output("relayout", "children"), Input("graph", "relayoutData"))
    def told(data):
        return str(data)

    @callback(Output("restyle", "children"), Input("graph", "restyleData"))
    def styled(data):
        return str(data)

    @callback(Output("echo", "children"), Input("graph", "figure"))
    def echo(figure):
        layout = figure["layout"]
        return f"{layout.get('dragmode')} {[trace.get('visible') for trace in figure['data']]}"

    @callback(
        Output("graph", "figure"),
        Input("patch", "n_clicks"),
        State("graph", "figure"),
        prevent_initial_call=True,
    )
    def change(clicks, figure):
        patch = Patch()
        patch["data"][0]["y"].append(4)
        patch["layout"]["title"]["text"] = f"{len(figure['data'])} traces"
        return patch

    @callback(
        Output("graph", "extendData"),
        Output("seen", "children"),
        Input("extend", "n_clicks"),
        prevent_initial_call=True,
    )
    def extend(clicks):
        return ({"x": [["c"]], "y": [[5.5]]}, [1]), f"extended {clicks}"

    @callback(
        Output("graph", "figure", allow_duplicate=True),
        Input("fill", "n_clicks"),
        prevent_initial_call=True,
    )
    def fill(clicks):
        import array
        from datetime import date
        from decimal import Decimal

        values = [index / 8 for index in range(300)]
        return {
            "data": [
                {"y": array.array("d", values)},
                {"y": [float("inf"), *values, None]},
                {"y": memoryview(array.array("h", range(300)))},
                {"y": list(range(300)), "x": [Decimal("1.5"), date(2026, 1, 2)]},
            ]
        }
