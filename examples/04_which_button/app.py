"""Which button was it?

Twelve keys, one callback: their ids are dictionaries, and `ALL` listens to each key there is.
`ctx.triggered_id` says which one was pressed.
"""

import json

from dash import ALL, Dash, Input, Output, State, callback, ctx, html

app = Dash(__name__, title="Which button was it?")

app.layout = html.Main(
    [
        html.H1("Which button was it?"),
        html.P("Dial a number; the context of the callback is on the right.", className="lead"),
        html.Div(
            [
                html.Div(
                    [
                        html.Output("", id="display", className="display"),
                        html.Div(
                            [
                                html.Button(label, id={"type": "key", "label": label})
                                for label in "123456789*0#"
                            ],
                            className="keys",
                        ),
                        html.Button("Clear", id="clear", className="plain"),
                    ],
                    className="phone",
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
    Input({"type": "key", "label": ALL}, "n_clicks"),
    Input("clear", "n_clicks"),
    State("display", "children"),
    prevent_initial_call=True,
)
def press(keys, clear, number):
    pressed = ctx.triggered_id
    context = {
        "triggered_id": pressed,
        "triggered": ctx.triggered,
        "presses so far": sum(filter(None, keys)),
    }
    number = "" if pressed == "clear" else number + pressed["label"]
    return number[-12:], json.dumps(context, indent=2)


if __name__ == "__main__":
    app.run()
