"""S6: renderer hooks; S8: what belongs to a server."""

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


@case("S6", Click("go"), Click("go"), Click("go"), Click("page"), fresh=True)
def request_pre_changes_what_the_function_gets() -> None:
    app = Dash(
        __name__,
        hooks={
            "request_pre": """payload => {
                const clicks = payload.inputs[0].value;
                if (clicks === null) return;
                payload.inputs[0].value = `changed ${clicks}`;
                if (payload.state) payload.state = [{id: "one", property: "title", value: [1]}];
                if (clicks === 2) payload.changedPropIds = [];
                if (clicks === 3) {
                    payload.changedPropIds.push("more.title");
                    payload.outputs.id = "two";
                }
            }""",
            "callback_resolved": """(callback, {payload}) => {
                console.log('@@js resolved', JSON.stringify(payload));
            }""",
        },
    )
    app.layout = html.Div(
        [
            html.Button("go", id="go"),
            html.Button("page", id="page"),
            html.P(id="one"),
            html.P(id="two"),
            html.P(id="three"),
        ]
    )

    @callback(Output("one", "children"), Input("go", "n_clicks"), State("one", "title"))
    def follow(clicks, title):
        return f"{clicks} {title}"

    @callback(Output("three", "children"), Input("one", "children"), Input("two", "children"))
    def read(one, two):
        return f"{one} {two}"

    clientside_callback(
        "clicks => `page ${clicks}`",
        Output("two", "children"),
        Input("page", "n_clicks"),
        prevent_initial_call=True,
    )


@case("S6", Click("go"), Click("go"), Click("go"), Click("go"), fresh=True)
def request_pre_that_raises_is_an_error_of_the_callback() -> None:
    app = Dash(
        __name__,
        hooks={
            "request_pre": """payload => {
                const clicks = payload.inputs[0].value;
                if (clicks === 2) throw new Error('not this one');
                if (clicks === 3) throw 'no error at all';
            }""",
            "request_post": "payload => console.log('@@js post', payload.inputs[0].value)",
            "callback_resolved": """(callback, result) => {
                const {error, payload} = result;
                console.log('@@js resolved', String(error), payload === null);
            }""",
        },
    )
    app.layout = html.Div(
        [html.Button("go", id="go"), html.P(id="one"), html.P(id="on"), html.P(id="saw")]
    )

    @callback(
        Output("one", "children"),
        Input("go", "n_clicks"),
        running=[(Output("on", "title"), "on", "off")],
    )
    def follow(clicks):
        return f"{clicks}"

    @callback(Output("saw", "children"), Input("on", "title"))
    def watch(title):
        return f"{title}"


@case("S6", Click("go"), Click("go"), Click("go"), Click("page"), fresh=True)
def request_post_and_callback_resolved_change_what_is_shown() -> None:
    app = Dash(
        __name__,
        hooks={
            "request_post": """(payload, response) => {
                payload.seen = true;
                const clicks = payload.inputs[0].value;
                if (clicks === 1) {
                    response.one.children += ', changed';
                    response.two = {children: 'written as well'};
                }
                if (clicks === 2) delete response.one;
                if (clicks === 3) response.one.children = {
                    props: {id: 'new', children: 'a component'},
                    type: 'B', namespace: 'dash_html_components',
                };
            }""",
            "callback_resolved": """(callback, result) => {
                console.log('@@js resolved', callback.output, result.payload?.seen);
                if (callback.output === 'two.title') result.data.two.title += ', at last';
                if (callback.output === 'bad.title') delete result.error;
            }""",
        },
    )
    app.layout = html.Div(
        [
            html.Button("go", id="go"),
            html.Button("page", id="page"),
            html.P(id="one"),
            html.P(id="two"),
            html.P(id="bad"),
            html.P(id="saw"),
        ]
    )

    @callback(Output("one", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def follow(clicks):
        return f"{clicks}"

    @callback(Output("bad", "title"), Input("page", "n_clicks"), prevent_initial_call=True)
    def fail(clicks):
        raise ValueError("nobody is told")

    @callback(Output("saw", "children"), Input("two", "children"), Input("one", "children"))
    def watch(two, one):
        return f"{two} {one}"

    clientside_callback(
        "clicks => `page ${clicks}`",
        Output("two", "title"),
        Input("page", "n_clicks"),
        prevent_initial_call=True,
    )


@case("S6", Click("go"), Click("added"), fresh=True)
def layout_post_changes_the_layout() -> None:
    app = Dash(
        __name__,
        hooks={
            "layout_post": """layout => {
                const [go, one] = layout.props.children;
                go.props.children = 'renamed';
                one.props.title = 'titled';
                layout.props.children.push({
                    namespace: 'dash_html_components', type: 'Button',
                    props: {id: 'added', children: 'added'},
                });
            }"""
        },
        suppress_callback_exceptions=True,
    )
    app.layout = html.Div([html.Button("go", id="go"), html.P(id="one"), html.P(id="two")])

    @callback(Output("one", "children"), Input("go", "n_clicks"), State("one", "title"))
    def follow(clicks, title):
        return f"{clicks} {title}"

    @callback(Output("two", "children"), Input("added", "n_clicks"))
    def of_what_was_added(clicks):
        return f"{clicks}"


@case("S8 S13", Click("go"))
def options_of_a_server_change_nothing_in_the_page() -> None:
    app = Dash(
        __name__,
        health_endpoint="health",
        csrf_token_name="_token",
        csrf_header_name="X-Token",
        serve_locally=True,
        websocket_allowed_origins=["https://example.org"],
        websocket_heartbeat_interval=1000,
        enable_mcp=False,
    )
    app.server.secret_key = "secret"
    app.server.config.update(SESSION_COOKIE_NAME="session")
    app.layout = html.Div([html.Button("go", id="go"), html.P("-", id="out")])

    @callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        api_endpoint="/api/total",
        mcp_enabled=False,
        hidden=True,
    )
    def total(clicks):
        return f"{clicks} {app.server.config['SESSION_COOKIE_NAME']} {app.config.health_endpoint}"


@case("S8")
def a_route_needs_a_server() -> None:
    app = Dash(__name__)

    def answer():
        return "orders"

    def tried(register):
        try:
            register()
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return "registered"

    ways = [
        lambda: app.server.route("/orders")(answer),
        lambda: app.server.before_request(lambda: None),
        lambda: app.add_startup_route("orders", answer, ["GET"]),
    ]
    app.layout = html.Div([html.P(tried(way), id=f"way-{n}") for n, way in enumerate(ways)])
