"""While a callback is running

`running` gives properties one value while the callback works and another when
it is done: the button locks and says why. Meanwhile other callbacks go on; move
the slider and see.
"""

import time

from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__, title="While a callback is running")

app.layout = html.Main(
    [
        html.H1("One oven"),
        html.P("A cake takes two seconds, and there is room for one.", className="lead"),
        html.Div(
            [
                html.Button("Bake a cake", id="bake"),
                html.Div(html.Div(id="oven"), className="oven"),
                html.Output("No cakes yet", id="cakes", className="value"),
            ],
            className="row",
        ),
        html.Hr(),
        html.P("How many guests share it?", className="lead"),
        dcc.Slider(1, 12, 1, value=4, id="guests"),
        html.Output(id="slices", className="value"),
    ]
)


@callback(
    Output("cakes", "children"),
    Input("bake", "n_clicks"),
    running=[
        (Output("bake", "disabled"), True, False),
        (Output("bake", "children"), "In the oven", "Bake a cake"),
        (Output("oven", "className"), "baking", ""),
    ],
    prevent_initial_call=True,
)
def bake(clicks):
    time.sleep(2)
    return "1 cake baked" if clicks == 1 else f"{clicks} cakes baked"


@callback(Output("slices", "children"), Input("guests", "value"))
def share(guests):
    each, left = divmod(12, guests)
    return f"{each} of 12 slices for each guest, {left or 'none'} left"


if __name__ == "__main__":
    app.run()
