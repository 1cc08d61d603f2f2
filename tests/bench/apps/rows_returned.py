"""A callback that returns N rows."""

from dash import Dash, Input, Output, callback, html

N = 1000  # PARAMETER

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="out")])


@callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
def fill(clicks):
    return [html.Div([html.Span(f"row {i}"), html.B(str(clicks))]) for i in range(N)]


if __name__ == "__main__":
    app.run()
