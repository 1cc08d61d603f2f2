"""S6: renderer hooks."""

from dash import MATCH, Dash, Input, Output, Patch, State, clientside_callback, html, no_update
from dash.exceptions import PreventUpdate

from tests.differential.case import case
from tests.differential.gestures import Click
from tests.differential.recorder import callback


@case(
    "S6",
    Click("go"),
    Click("go"),
    Click("go"),
    Click("go"),
    Click('{"row":1}'),
    Click("there"),
    fresh=True,
)
def renderer_hooks_see_the_layout_and_each_call() -> None:
    app = Dash(
        __name__,
        hooks={
            "layout_pre": "() => console.log('@@js layout_pre')",
            "layout_post": """layout => {
                console.log('@@js layout_post', layout.props.children.length);
            }""",
            "request_pre": "payload => console.log('@@js pre', JSON.stringify(payload))",
            "request_post": """function (payload, response) {
                console.log('@@js post', JSON.stringify([payload.output, response]));
            }""",
            "callback_resolved": """(callback, result) => {
                const data = result.error ? 'error' : result.data;
                console.log('@@js resolved', JSON.stringify([
                    callback.output, data, result.payload && result.payload.changedPropIds
                ]));
            }""",
        },
    )
    app.layout = html.Div(
        [
            html.Button("go", id="go"),
            html.Button("row", id={"row": 1}),
            html.P(id="one"),
            html.P(["item"], id="many"),
            html.Button("there", id="there"),
            html.P(id="page"),
        ]
    )

    @callback(
        Output("one", "children"),
        Output("many", "children"),
        Input("go", "n_clicks"),
        State("one", "title"),
        running=[(Output("there", "disabled"), True, False)],
    )
    def several(clicks, title):
        if clicks is None:
            return "first", no_update
        if clicks == 2:
            raise PreventUpdate
        if clicks == 3:
            raise ValueError("third")
        items = Patch()
        items.append(html.B(f"item {clicks}"))
        return no_update, items

    @callback(
        Output({"row": MATCH}, "title"),
        Input({"row": MATCH}, "n_clicks"),
        prevent_initial_call=True,
    )
    def row(clicks):
        return f"row {clicks}"

    clientside_callback(
        "clicks => `there ${clicks}`",
        Output("page", "children"),
        Input("there", "n_clicks"),
        prevent_initial_call=True,
    )
