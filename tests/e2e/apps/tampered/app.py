"""Something of each kind of script and style sheet that a site has, and text that needs none."""

import dash_bootstrap_components as dbc
import dash_daq as daq
import dash_iconify
from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__, external_stylesheets=["https://x.example/far.css"])
app.layout = html.Div(
    [
        html.Button("go", id="go"),
        html.Div(id="out"),
        dbc.Badge("new", id="badge"),
        dash_iconify.DashIconify(icon="mdi:home"),
        daq.LEDDisplay(value="12", id="led"),
        dcc.Graph(figure={"data": [{"y": [1, 2]}]}, id="graph"),
        dcc.Slider(0, 5, value=1, id="slider"),
    ]
)


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    return f"clicked {n}"
