"""`apps/typing.py` with its callback in JavaScript."""

from dash import Dash, Input, Output, clientside_callback, dcc, html

N = 1  # PARAMETER

app = Dash(__name__)
app.layout = html.Div([dcc.Input(id="text", value=""), html.Div(id="out")])
clientside_callback(f"text => text.repeat({N})", Output("out", "children"), Input("text", "value"))

if __name__ == "__main__":
    app.run()
