"""Chained callbacks

An output that is the input of another callback makes a chain. Breakfast waits
until both toast and tea are as new as they will be: press the slow button, then
the fast one.
"""

import time

from dash import Dash, Input, Output, callback, html

app = Dash(__name__, title="Chained callbacks")


def step(label, output, *button):
    return html.Div([html.H2(label), html.Output(id=output), *button], className="step")


app.layout = html.Main(
    [
        html.H1("Breakfast"),
        html.P("Tea takes two seconds. Toast was made before.", className="lead"),
        html.Div(
            [
                step("Tea", "tea", html.Button("Make tea", id="make-tea")),
                step("Toast", "toast", html.Button("Fetch toast", id="fetch-toast")),
                step("Breakfast", "breakfast"),
            ],
            className="chain",
        ),
    ]
)


@callback(Output("tea", "children"), Input("make-tea", "n_clicks"))
def make_tea(clicks):
    if not clicks:
        return "no tea"
    time.sleep(2)
    return f"cup {clicks}"


@callback(Output("toast", "children"), Input("fetch-toast", "n_clicks"))
def fetch_toast(clicks):
    return f"slice {clicks}" if clicks else "no toast"


@callback(
    Output("breakfast", "children"),
    Input("tea", "children"),
    Input("toast", "children"),
)
def serve(tea, toast):
    return [html.Span(f"{tea}, {toast}"), html.Small(time.strftime("served at %H:%M:%S"))]


if __name__ == "__main__":
    app.run()
