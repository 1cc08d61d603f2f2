"""One button, N callbacks that read it, and one that reads them all."""

from dash import Dash, Input, Output, callback, html

N = 100  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go", n_clicks=0)]
    + [html.Div(id=f"branch-{i}") for i in range(N)]
    + [html.Div(id="out")]
)


def branch(i):
    @callback(Output(f"branch-{i}", "children"), Input("go", "n_clicks"))
    def count(clicks):
        return str(clicks + i)


for i in range(N):
    branch(i)


@callback(Output("out", "children"), [Input(f"branch-{i}", "children") for i in range(N)])
def gather(*texts):
    return str(sum(map(int, texts)))


if __name__ == "__main__":
    app.run()
