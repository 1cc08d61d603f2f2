"""Which button was it?

Twelve floors, one callback: the ids of the buttons are dictionaries, and `ALL`
listens to each of them. `ctx.triggered_id` says which one was pressed.
"""

import json

from dash import ALL, Dash, Input, Output, callback, ctx, html

app = Dash(__name__, title="Which button was it?")

app.layout = html.Main(
    [
        html.H1("Going up"),
        html.P("Choose a floor, and see what the callback is told.", className="lead"),
        html.Div(
            [
                html.Div(
                    [
                        html.Output("0", id="display", className="display"),
                        *(
                            html.Button(floor, id={"type": "floor", "index": floor})
                            for floor in range(1, 13)
                        ),
                        html.Button("Ground floor", id="ground", className="plain"),
                    ],
                    className="lift",
                ),
                html.Pre("Nothing pressed yet", id="context"),
            ],
            className="sides",
        ),
    ]
)


@callback(
    Output("display", "children"),
    Output("context", "children"),
    Input({"type": "floor", "index": ALL}, "n_clicks"),
    Input("ground", "n_clicks"),
    prevent_initial_call=True,
)
def go(floors, ground):
    pressed = ctx.triggered_id
    context = {
        "triggered_id": pressed,
        "triggered": ctx.triggered,
        "presses": sum(filter(None, [*floors, ground])),
    }
    floor = 0 if pressed == "ground" else pressed["index"]
    return floor, json.dumps(context, indent=2)


if __name__ == "__main__":
    app.run()
