"""A click, a Python callback, a text: on a page of N components."""

from dash import Dash, Input, Output, callback, html

N = 3  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go", n_clicks=0), html.Div(id="out")]
    + [html.Div(f"filler {i}", id=f"filler-{i}") for i in range(N - 3)]
)


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(clicks):
    return f"clicks: {clicks}"


if __name__ == "__main__":
    app.run()
