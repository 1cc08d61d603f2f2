"""The initial call, and how to prevent it

Callbacks are called when the page opens, unless they say
`prevent_initial_call=True`. The same holds for components inserted later, but
only when input and output arrive together.
"""

from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__, title="The initial call", suppress_callback_exceptions=True)


def callee(name, output):
    return html.Div([name, html.Output("not called", id=output, className="value")])


app.layout = html.Main(
    [
        html.H1("Who is called, and when?"),
        html.P("The page has opened. One callback has been called already.", className="lead"),
        html.Div(
            [
                html.Button("Call both", id="call"),
                callee("An ordinary callback", "eager"),
                callee("With prevent_initial_call", "patient"),
            ],
            className="callees",
        ),
        html.P(
            "Now insert a field. Its callbacks both prevent the initial call.", className="lead"
        ),
        html.Div(
            [
                html.Button("Insert a field", id="insert"),
                callee("Output was here before", "outside"),
                html.Div(id="place"),
            ],
            className="callees",
        ),
    ]
)


@callback(Output("eager", "children"), Input("call", "n_clicks"))
def eager(clicks):
    return f"called with {clicks}"


@callback(Output("patient", "children"), Input("call", "n_clicks"), prevent_initial_call=True)
def patient(clicks):
    return f"called with {clicks}"


@callback(Output("place", "children"), Input("insert", "n_clicks"), prevent_initial_call=True)
def insert(clicks):
    return [callee("Output came with the field", "inside"), dcc.Input(id="field", value="hello")]


@callback(Output("outside", "children"), Input("field", "value"), prevent_initial_call=True)
def outside(value):
    return f"called with {value!r}"


@callback(Output("inside", "children"), Input("field", "value"), prevent_initial_call=True)
def inside(value):
    return f"called with {value!r}"


if __name__ == "__main__":
    app.run()
