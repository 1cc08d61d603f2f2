"""N rows with a callback by MATCH; the button of the first is clicked."""

from dash import MATCH, Dash, Input, Output, callback, html

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


@callback(
    Output({"type": "text", "index": MATCH}, "children"),
    Input({"type": "button", "index": MATCH}, "n_clicks"),
)
def count(clicks):
    return f"clicks: {clicks}"


if __name__ == "__main__":
    app.run()
