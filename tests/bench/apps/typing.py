"""What is typed, as a Python callback shows it."""

from dash import Dash, Input, Output, callback, dcc, html

N = 1  # PARAMETER

app = Dash(__name__)
app.layout = html.Div([dcc.Input(id="text", value=""), html.Div(id="out")])


@callback(Output("out", "children"), Input("text", "value"))
def show(text):
    return text * N


if __name__ == "__main__":
    app.run()
