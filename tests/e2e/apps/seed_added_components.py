"""When Dash components are added to the layout.

The document describes this without an example: a callback runs because its inputs appear,
and runs a second time when it has been called before they did.
"""

from dash import ALL, Dash, Input, Output, callback, dcc, html

app = Dash()

app.layout = html.Div(
    [
        html.Button("add inputs", id="add"),
        html.Div(id="added"),
        html.Div(id="total"),
        html.Div(id="runs"),
    ]
)

runs = []


@callback(Output("added", "children"), Input("add", "n_clicks"), prevent_initial_call=True)
def add_inputs(n_clicks):
    return [dcc.Input(id={"input": n}, type="number", value=n) for n in range(1, 4)]


@callback(Output("total", "children"), Output("runs", "children"), Input({"input": ALL}, "value"))
def add_up(values):
    runs.append(values)
    return f"total: {sum(values)}", f"runs: {len(runs)}"


if __name__ == "__main__":
    app.run(debug=True)
