"""One callback that reads all of N inputs, of which one is changed."""

from dash import ALL, Dash, Input, Output, callback, dcc, html

N = 200  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Div(id="out")]
    + [dcc.Input(id={"type": "x", "index": i}, type="number", value=1) for i in range(N)]
)


@callback(Output("out", "children"), Input({"type": "x", "index": ALL}, "value"))
def add(values):
    return f"sum: {sum(values)}"


if __name__ == "__main__":
    app.run()
