"""One callback that reads all of N buttons; the first is clicked."""

from dash import ALL, Dash, Input, Output, callback, html

N = 200  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Button(f"{i}", id={"type": "button", "index": i}, n_clicks=0) for i in range(N)]
    + [html.Div(id="out")]
)


@callback(Output("out", "children"), Input({"type": "button", "index": ALL}, "n_clicks"))
def add(clicks):
    return f"clicks: {sum(clicks)}"


if __name__ == "__main__":
    app.run()
