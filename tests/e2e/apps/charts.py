"""Every way to give a Graph its figure, and all that a Graph tells."""

import array
import base64
import struct
from datetime import date
from decimal import Decimal

import plotly.graph_objects as go
import plotly.io as pio
from dash import Dash, Input, Output, Patch, State, callback, ctx, dcc, html, no_update
from plotly.subplots import make_subplots

TOLD = ["clickData", "hoverData", "selectedData", "relayoutData", "restyleData"]
TOLD += ["clickAnnotationData"]
LONG = 400

pio.templates["house"] = go.layout.Template(layout={"paper_bgcolor": "rgb(1, 2, 3)"})
pio.templates.default = "plotly+house"

bars = go.Figure(
    layout={"title": {"text": "Bars"}, "width": 500, "height": 300, "dragmode": "select"}
)
bars.add_trace(go.Bar(x=["a", "b", "c"], y=[1, 2, 3], name="first", customdata=[10, 20, 30]))
bars.add_trace(go.Bar(x=["a", "b", "c"], y=[3, 2, 1], name="second"))
bars.add_annotation(x="b", y=4, text="a note", showarrow=False, captureevents=True)

two = make_subplots(rows=1, cols=2)
two.add_scatter(x=[1, 2], y=[Decimal("1.5"), 2], row=1, col=1)
two.add_heatmap(z=[[1, 2], [3, None]], row=1, col=2)

plain = {
    "data": [
        {"y": array.array("d", [i / 8 for i in range(LONG)]), "name": "array.array"},
        {"y": memoryview(array.array("i", range(LONG))), "name": "memoryview"},
        {
            "y": {"dtype": "f8", "bdata": base64.b64encode(struct.pack("<3d", 1, 2, 3)).decode()},
            "name": "base64",
        },
        {"x": [date(2026, 1, 1)], "y": (float("nan"),), "name": "others"},
    ]
}

app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Graph(id="bars", figure=bars, config={"displaylogo": False, "displayModeBar": True}),
        dcc.Graph(id="two", figure=two),
        dcc.Graph(id="plain", figure=plain),
        dcc.Graph(id="math", mathjax=True, figure={"layout": {"title": {"text": r"$\alpha^2$"}}}),
        html.Div(
            dcc.Graph(id="fluid", figure={"data": [{"y": [1]}]}, responsive=True),
            id="frame",
            style={"width": 300, "height": 300},
        ),
        *(html.Pre(id=name) for name in TOLD),
        html.Pre(id="echo"),
        html.Pre(id="read"),
        *(html.Button(name, id=name) for name in ("extend", "prepend", "patch", "large", "bad")),
        dcc.Graph(id="stream", figure={"data": [{"x": [1], "y": [10]}, {"x": [1], "y": [20]}]}),
    ]
)


def told(name):
    @callback(Output(name, "children"), Input("bars", name), prevent_initial_call=True)
    def tell(data):
        return repr(data)


for name in TOLD:
    told(name)


@callback(Output("echo", "children"), Input("bars", "figure"))
def echo(figure):
    return f"{figure['layout'].get('dragmode')} {[t.get('visible') for t in figure['data']]}"


@callback(Output("stream", "extendData"), Input("extend", "n_clicks"), prevent_initial_call=True)
def extend(n):
    return {"x": [[n + 1], [n + 1]], "y": [[10 + n], [20 + n]]}, [0, 1], 3


@callback(Output("stream", "prependData"), Input("prepend", "n_clicks"), prevent_initial_call=True)
def prepend(n):
    return {"x": [[-n]], "y": [[n]]}, [1]


@callback(
    Output("plain", "figure"),
    Output("read", "children"),
    Input("patch", "n_clicks"),
    Input("large", "n_clicks"),
    Input("bad", "n_clicks"),
    State("plain", "figure"),
    prevent_initial_call=True,
)
def draw(_patch, _large, _bad, figure):
    if ctx.triggered_id == "bad":
        return {"data": [{"y": [1, {2}]}]}, no_update
    if ctx.triggered_id == "large":
        return go.Figure(go.Scatter(y=[i / 7 for i in range(LONG)])), no_update
    patch = Patch()
    patch["data"][0]["y"].append(-1)
    y = figure["data"][0]["y"]
    return patch, f"{type(y).__name__} {len(y)} {y[:3]} {figure['data'][3]}"


if __name__ == "__main__":
    app.run(debug=True)
