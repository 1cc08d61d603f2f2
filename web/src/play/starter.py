"""A first app

What is typed is an input, what stands below it an output: change either.
"""

from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__, title="A first app")
app.layout = html.Div(
    [
        html.H1("Hello"),
        dcc.Input(id="name", value="world"),
        html.P(id="greeting"),
    ],
    style={"fontFamily": "system-ui", "margin": "2rem"},
)


@callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    return f"Hello, {name}!"
