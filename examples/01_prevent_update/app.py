"""Prevent an update

A callback that raises `PreventUpdate` leaves all of its outputs as they are. A
colour that is half typed is no colour yet, so the swatch keeps the last good
one.
"""

import re

from dash import Dash, Input, Output, callback, dcc, html
from dash.exceptions import PreventUpdate

app = Dash(__name__, title="Prevent an update")

app.layout = html.Main(
    [
        html.H1("Any colour you like"),
        html.P("Type another one. Until it is complete, nothing happens.", className="lead"),
        html.Div(id="swatch", className="swatch"),
        html.Div(
            [
                html.Label("Hex", htmlFor="hex"),
                dcc.Input(id="hex", value="#e8590c", maxLength=7, autoComplete="off"),
                html.Output(id="rgb", className="value"),
            ],
            className="row",
        ),
    ]
)


@callback(
    Output("swatch", "style"),
    Output("rgb", "children"),
    Input("hex", "value"),
)
def paint(text):
    if not re.fullmatch("#[0-9a-fA-F]{6}", text or ""):
        raise PreventUpdate
    red, green, blue = bytes.fromhex(text[1:])
    return {"backgroundColor": text}, f"rgb({red}, {green}, {blue})"


if __name__ == "__main__":
    app.run()
