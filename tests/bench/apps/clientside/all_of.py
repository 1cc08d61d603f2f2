"""`apps/all_of.py` with its callback in JavaScript."""

from dash import ALL, Dash, Input, Output, clientside_callback, dcc, html

N = 200  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Div(id="out")]
    + [dcc.Input(id={"type": "x", "index": i}, type="number", value=1) for i in range(N)]
)
clientside_callback(
    "values => `sum: ${values.reduce((sum, value) => sum + value, 0)}`",
    Output("out", "children"),
    Input({"type": "x", "index": ALL}, "value"),
)

if __name__ == "__main__":
    app.run()
