"""A chain of N callbacks behind one button."""

from dash import Dash, Input, Output, callback, html

N = 50  # PARAMETER

app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go", n_clicks=0)]
    + [html.Div(id=f"link-{i}") for i in range(N - 1)]
    + [html.Div(id="out")]
)


def link(i):
    source = Input(f"link-{i - 1}", "children") if i else Input("go", "n_clicks")
    target = Output(f"link-{i}", "children") if i < N - 1 else Output("out", "children")

    @callback(target, source)
    def follow(value):
        return str(int(value or 0) + 1)


for i in range(N):
    link(i)

if __name__ == "__main__":
    app.run()
