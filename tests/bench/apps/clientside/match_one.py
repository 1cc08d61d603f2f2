"""`apps/match_one.py` with its callback in JavaScript."""

from dash import MATCH, Dash, Input, Output, clientside_callback, html

N = 200  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [
        html.Div(
            [
                html.Button("go", id={"type": "button", "index": i}, n_clicks=0),
                html.Span(id={"type": "text", "index": i}),
            ]
        )
        for i in range(N)
    ]
)
clientside_callback(
    "clicks => `clicks: ${clicks}`",
    Output({"type": "text", "index": MATCH}, "children"),
    Input({"type": "button", "index": MATCH}, "n_clicks"),
)

if __name__ == "__main__":
    app.run()
