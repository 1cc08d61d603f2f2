"""Every property of dash.callback_context that the document names, in one callback.

The document lists them without an example of its own.
"""

import json

from dash import ALL, Dash, Input, Output, State, callback, callback_context, ctx, html

app = Dash(__name__)

app.layout = html.Div(
    [
        html.Button("plain", id="plain"),
        html.Button("first", id={"kind": "item", "index": 1}),
        html.Button("second", id={"kind": "item", "index": 2}),
        html.Pre(id="report"),
    ]
)


@callback(
    output={"report": Output("report", "children")},
    inputs={
        "plain": Input("plain", "n_clicks"),
        "choices": Input({"kind": "item", "index": ALL}, "n_clicks"),
    },
    state={"label": State("plain", "children")},
)
def report(plain, choices, label):
    ctx.record_timing("report", 0.001, "described the context")
    ctx.response.set_cookie("last", "report")
    second = ctx.args_grouping.choices[1]
    return {
        "report": json.dumps(
            {
                "triggered_id": ctx.triggered_id,
                "triggered_prop_ids": ctx.triggered_prop_ids,
                "args_grouping": {
                    "id": second.id,
                    "str_id": second.str_id,
                    "property": second.property,
                    "value": second.value,
                    "triggered": second.triggered,
                },
                "triggered": list(ctx.triggered),
                "is empty": not ctx.triggered,
                "blank": ctx.triggered[0]["prop_id"].split("."),
                "inputs": ctx.inputs,
                "states": ctx.states,
                "same object": callback_context is ctx,
            }
        )
    }


if __name__ == "__main__":
    app.run(debug=True)
