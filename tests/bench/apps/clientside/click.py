"""`apps/click.py` with its callback in JavaScript."""

from dash import Dash, Input, Output, clientside_callback, html

N = 3  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go", n_clicks=0), html.Div(id="out")]
    + [html.Div(f"filler {i}", id=f"filler-{i}") for i in range(N - 3)]
)
clientside_callback(
    "clicks => `clicks: ${clicks}`", Output("out", "children"), Input("go", "n_clicks")
)

if __name__ == "__main__":
    app.run()
