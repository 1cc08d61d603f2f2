"""`apps/chain.py` with its callbacks in JavaScript."""

from dash import Dash, Input, Output, clientside_callback, html

N = 50  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go", n_clicks=0)]
    + [html.Div(id=f"link-{i}") for i in range(N - 1)]
    + [html.Div(id="out")]
)

for i in range(N):
    clientside_callback(
        "value => String(Number(value || 0) + 1)",
        Output(f"link-{i}", "children") if i < N - 1 else Output("out", "children"),
        Input(f"link-{i - 1}", "children") if i else Input("go", "n_clicks"),
    )

if __name__ == "__main__":
    app.run()
