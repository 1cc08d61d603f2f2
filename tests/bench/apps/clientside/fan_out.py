"""`apps/fan_out.py` with its callbacks in JavaScript."""

from dash import Dash, Input, Output, clientside_callback, html

N = 100  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go", n_clicks=0)]
    + [html.Div(id=f"branch-{i}") for i in range(N)]
    + [html.Div(id="out")]
)

for i in range(N):
    clientside_callback(
        f"clicks => String(clicks + {i})",
        Output(f"branch-{i}", "children"),
        Input("go", "n_clicks"),
    )
clientside_callback(
    "(...texts) => String(texts.reduce((sum, text) => sum + Number(text), 0))",
    Output("out", "children"),
    [Input(f"branch-{i}", "children") for i in range(N)],
)

if __name__ == "__main__":
    app.run()
