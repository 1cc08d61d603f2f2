"""Determining which input has fired with dash.callback_context."""

import json

from dash import Dash, Input, Output, callback, ctx, html

app = Dash(__name__)

app.layout = html.Div(
    [
        html.Button("Button 1", id="btn-1"),
        html.Button("Button 2", id="btn-2"),
        html.Button("Button 3", id="btn-3"),
        html.Div(id="container"),
    ]
)


@callback(
    Output("container", "children"),
    Input("btn-1", "n_clicks"),
    Input("btn-2", "n_clicks"),
    Input("btn-3", "n_clicks"),
)
def display(btn1, btn2, btn3):
    button_id = ctx.triggered_id if not None else "No clicks yet"

    ctx_msg = json.dumps(
        {"states": ctx.states, "triggered": ctx.triggered, "inputs": ctx.inputs}, indent=2
    )

    return html.Div(
        [
            html.Table(
                [
                    html.Tr(
                        [
                            html.Th("Button 1"),
                            html.Th("Button 2"),
                            html.Th("Button 3"),
                            html.Th("Most Recent Click"),
                        ]
                    ),
                    html.Tr(
                        [
                            html.Td(btn1 or 0),
                            html.Td(btn2 or 0),
                            html.Td(btn3 or 0),
                            html.Td(button_id),
                        ]
                    ),
                ]
            ),
            html.Pre(ctx_msg),
        ]
    )


if __name__ == "__main__":
    app.run(debug=True)
