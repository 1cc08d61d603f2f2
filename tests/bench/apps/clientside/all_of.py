"""`apps/all_of.py` with its callback in JavaScript."""

from dash import ALL, Dash, Input, Output, clientside_callback, html

N = 200  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Button(f"{i}", id={"type": "button", "index": i}, n_clicks=0) for i in range(N)]
    + [html.Div(id="out")]
)
clientside_callback(
    "clicks => `clicks: ${clicks.reduce((sum, n) => sum + n, 0)}`",
    Output("out", "children"),
    Input({"type": "button", "index": ALL}, "n_clicks"),
)

if __name__ == "__main__":
    app.run()
