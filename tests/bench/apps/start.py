"""An input, a dropdown and a slider that a callback reads, and a button: N of it."""

from dash import Dash, Input, Output, callback, dcc, html

N = 1  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [
        html.H1("Start"),
        dcc.Input(id="text", value="hello"),
        dcc.Dropdown(["a", "b", "c"], "b", id="choice"),
        dcc.Slider(0, 5, 1, value=3, id="number"),
        html.Div(id="chosen"),
        html.Button("go", id="go", n_clicks=0),
        html.Div(id="out"),
    ]
)


@callback(
    Output("chosen", "children"),
    Input("text", "value"),
    Input("choice", "value"),
    Input("number", "value"),
)
def choose(text, choice, number):
    return f"{text} / {choice} / {number}"


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(clicks):
    return f"clicks: {clicks * N}"


if __name__ == "__main__":
    app.run()
