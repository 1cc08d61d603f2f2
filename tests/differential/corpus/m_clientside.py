"""M: clientside callbacks."""

from dash import (
    ALL,
    MATCH,
    ClientsideFunction,
    Dash,
    Input,
    Output,
    State,
    clientside_callback,
    dcc,
    html,
)

from tests.differential.case import case
from tests.differential.gestures import Click, ClickText, Fill, Script, Shows
from tests.differential.recorder import callback


@case("M1 A13", Fill("a", "2"), Fill("b", "3"))
def an_inline_function_gets_inputs_then_states() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [dcc.Input(id=n, type="number") for n in ("a", "b")] + [html.P(id="sum"), html.P(id="end")]
    )
    clientside_callback(
        """function (a, b) {
            console.log('@@js ' + JSON.stringify([a ?? null, b ?? null]));
            return `${a} + ${b}`;
        }""",
        Output("sum", "children"),
        Input("a", "value"),
        State("b", "value"),
    )

    @callback(Output("end", "children"), Input("sum", "children"))
    def follow(text):
        return f"Python saw {text}"


@case(
    "M2 S1",
    Click("button"),
    files={
        "assets/functions.js": """
            window.dash_clientside = Object.assign({}, window.dash_clientside, {
                ours: { twice: (n) => (n ?? 0) * 2 },
            });
        """
    },
)
def a_function_of_the_assets_folder() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P(id="out"), html.P(id="next")])
    app.clientside_callback(
        ClientsideFunction(namespace="ours", function_name="twice"),
        Output("out", "children"),
        Input("button", "n_clicks"),
    )
    app.clientside_callback(
        ClientsideFunction("ours", "twice"),
        Output("next", "children"),
        Input("out", "children"),
    )


@case("M2 B19", Click("button"))
def a_function_that_does_not_exist_is_an_error() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])
    clientside_callback(
        ClientsideFunction("nowhere", "missing"),
        Output("out", "children"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )


@case("M3", Click({"n": 1}), Click("button"))
def the_context_of_a_clientside_callback() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button(f"n{n}", id={"n": n}) for n in (1, 2)]
        + [html.Button("b", id="button"), dcc.Input(id="s", value="s")]
        + [html.Pre(id="out"), html.P(id="two")]
    )
    clientside_callback(
        """() => {
            const names = ['triggered', 'triggered_id', 'inputs', 'inputs_list', 'states',
                'states_list', 'outputs_list'];
            const context = dash_clientside.callback_context;
            return [names.map((name) => `${name} ${JSON.stringify(context[name])}`).join('\\n'),
                '2'];
        }""",
        Output("out", "children"),
        Output("two", "children"),
        Input({"n": ALL}, "n_clicks"),
        Input("button", "n_clicks"),
        State("s", "value"),
    )


@case(
    "M3",
    Click({"is": "b", "n": 2}),
    Script("console.log('@@js ' + dash_clientside.callback_context)"),
)
def the_context_with_match_and_after_the_callback() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button(f"b{n}", id={"is": "b", "n": n}) for n in (1, 2)]
        + [html.Pre(id={"is": "out", "n": n}) for n in (1, 2)]
    )
    clientside_callback(
        """() => {
            const context = dash_clientside.callback_context;
            return JSON.stringify([context.triggered_id ?? null, context.outputs_list]);
        }""",
        Output({"is": "out", "n": MATCH}, "children"),
        Input({"is": "b", "n": MATCH}, "n_clicks"),
        prevent_initial_call=True,
    )


@case("M4 E18", Click("button"), Click("button"))
def a_promise_is_waited_for() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P(id="out"), html.P(id="end")])
    clientside_callback(
        """async (clicks) => {
            await new Promise((done) => setTimeout(done, 50));
            return `after a while: ${clicks}`;
        }""",
        Output("out", "children"),
        Input("button", "n_clicks"),
    )

    @callback(Output("end", "children"), Input("out", "children"), Input("button", "n_clicks"))
    def follow(text, clicks):
        return f"Python saw {text}, {clicks}"


@case("M4 E7", (Fill("in", "slow"), Fill("in", "fast"), Shows("done", "slow is done")))
def a_promise_that_is_superseded_is_ignored() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [dcc.Input(id="in"), html.P(id="out"), html.P(id="end"), html.P(id="done")]
    )
    clientside_callback(
        """async (value) => {
            if (value !== 'slow') return value;
            await new Promise((done) => setTimeout(done, 500));
            dash_clientside.set_props('done', {children: 'slow is done'});
            return value;
        }""",
        Output("out", "children"),
        Input("in", "value"),
        prevent_initial_call=True,
    )

    @callback(Output("end", "children"), Input("out", "children"), prevent_initial_call=True)
    def follow(text):
        return f"Python saw {text}"


@case("M5", *[Click(n) for n in ("prevent", "nothing", "part", "all", "undefined", "reject")])
def what_a_clientside_callback_may_answer() -> None:
    app = Dash(__name__)
    names = ("prevent", "nothing", "part", "all", "undefined", "reject")
    app.layout = html.Div(
        [html.Button(n, id=n) for n in names] + [html.P("-", id=n) for n in ("a", "b", "x", "y")]
    )
    clientside_callback(
        """() => {
            const { no_update, PreventUpdate, callback_context } = dash_clientside;
            switch (callback_context.triggered_id) {
                case 'prevent': throw PreventUpdate;
                case 'nothing': return no_update;
                case 'part': return [no_update, 'b'];
                case 'all': return ['a', 'b'];
                case 'undefined': return [undefined, null];
                case 'reject': return Promise.reject(PreventUpdate);
            }
        }""",
        Output("a", "children"),
        Output("b", "children"),
        *[Input(n, "n_clicks") for n in names],
        prevent_initial_call=True,
    )

    @callback(Output("x", "children"), Input("a", "children"), prevent_initial_call=True)
    def follow_a(a):
        return f"a is {a}"

    @callback(Output("y", "children"), Input("b", "children"), prevent_initial_call=True)
    def follow_b(b):
        return f"b is {b}"


@case("M5 B19", *[Click(n) for n in ("error", "text", "promise", "scalar")])
def errors_of_clientside_callbacks() -> None:
    app = Dash(__name__)
    names = ("error", "text", "promise", "scalar")
    app.layout = html.Div(
        [html.Button(n, id=n) for n in names] + [html.P("-", id=n) for n in ("a", "b", "x")]
    )
    clientside_callback(
        """() => {
            switch (dash_clientside.callback_context.triggered_id) {
                case 'error': throw new Error('an Error object');
                case 'text': throw 'only a text';
                case 'promise': return Promise.reject(new Error('rejected'));
                case 'scalar': return 'for two outputs';
            }
        }""",
        Output("a", "children"),
        Output("b", "children"),
        *[Input(n, "n_clicks") for n in names],
        prevent_initial_call=True,
    )

    @callback(Output("x", "children"), Input("a", "children"), prevent_initial_call=True)
    def follow(a):
        return f"a is {a}"


@case(
    "M6 F7",
    Script("dash_clientside.set_props('a', {children: 'from a script', title: 'title'})"),
    Script("dash_clientside.set_props({n: 1}, {children: 'by dict id'})"),
    Click("button"),
)
def set_props_of_the_page() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("b", id="button"),
            html.P("-", id="a"),
            html.P("-", id={"n": 1}),
            html.P("-", id="out"),
            html.P("-", id="list"),
            html.P("-", id="more"),
        ]
    )

    @callback(Output("out", "children"), Input("a", "children"), prevent_initial_call=True)
    def follow(text):
        return f"saw {text}"

    @callback(Output("list", "children"), Input({"n": ALL}, "children"), prevent_initial_call=True)
    def follow_list(texts):
        return f"saw {texts}"

    clientside_callback(
        """(clicks) => {
            dash_clientside.set_props('more', {
                children: { namespace: 'dash_html_components', type: 'B',
                    props: { id: 'bold', children: 'a component' } },
            });
            dash_clientside.set_props('a', { children: 'from a callback' });
        }""",
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )


@case("M7 L6", Click("button"), Click("button"))
def patches_made_on_the_page() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("b", id="button"),
            dcc.Store(id="store", data={"list": [1], "n": 1}),
            html.Div([html.P("first")], id="box"),
            html.Pre(id="out"),
        ]
    )
    clientside_callback(
        """(clicks) => [
            new dash_clientside.Patch()
                .assign(['clicks'], clicks)
                .append(['list'], clicks)
                .prepend(['list'], 0)
                .add(['n'], 10)
                .build(),
            new dash_clientside.Patch().append([], `item ${clicks}`).build(),
        ]""",
        Output("store", "data"),
        Output("box", "children"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )

    @callback(Output("out", "children"), Input("store", "data"))
    def show(data):
        return str(sorted(data.items()))


@case("M8 E20", Fill("celsius", "100"), Fill("fahrenheit", "50"))
def synchronised_inputs_on_the_page() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Input(id="celsius", type="number", value=0),
            dcc.Input(id="fahrenheit", type="number", value=32),
        ]
    )
    clientside_callback(
        """(celsius, fahrenheit) => {
            console.log('@@js ' + dash_clientside.callback_context.triggered_id);
            return dash_clientside.callback_context.triggered_id === 'fahrenheit'
                ? [(fahrenheit - 32) * 5 / 9, fahrenheit]
                : [celsius, celsius * 9 / 5 + 32];
        }""",
        Output("celsius", "value"),
        Output("fahrenheit", "value"),
        Input("celsius", "value"),
        Input("fahrenheit", "value"),
    )


@case("M1 E18", Click("button"))
def chains_through_both_languages_keep_their_order() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P(id=n) for n in ("a", "b", "c", "d")]
    )
    clientside_callback(
        "(clicks) => `a${clicks}`", Output("a", "children"), Input("button", "n_clicks")
    )

    @callback(Output("b", "children"), Input("a", "children"))
    def b(a):
        return f"{a}b"

    clientside_callback("(b) => `${b}c`", Output("c", "children"), Input("b", "children"))

    @callback(
        Output("d", "children"),
        Input("c", "children"),
        Input("button", "n_clicks"),
        Input("a", "children"),
    )
    def d(c, clicks, a):
        return f"{c} {clicks} {a}"


@case("M1 F2", Click("insert"), ClickText("box", "inner"))
def inserted_components_with_clientside_callbacks() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("insert", id="insert"), html.Div(id="box")])

    @callback(Output("box", "children"), Input("insert", "n_clicks"), prevent_initial_call=True)
    def insert(clicks):
        return [html.Button("inner", id="inner"), html.P(id="out")]

    clientside_callback(
        "(clicks) => `inner: ${clicks}`", Output("out", "children"), Input("inner", "n_clicks")
    )


@case("M1 D8", Click("button"))
def a_clientside_no_update_drops_what_follows() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a"), html.P("-", id="b")])
    clientside_callback(
        "(clicks) => clicks ? `a${clicks}` : dash_clientside.no_update",
        Output("a", "children"),
        Input("button", "n_clicks"),
    )

    @callback(Output("b", "children"), Input("a", "children"))
    def follow(a):
        return f"b of {a}"


@case("M4 E13 G5", Click("button"))
def those_that_throw_do_not_overtake_those_that_return() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P(id="out")]
        + [html.P(f"row {n}", id={"row": n}, title="") for n in range(3)]
    )
    clientside_callback(
        """(title, id) => {
            if (id.row !== 1) throw new Error(`row ${id.row}`);
            return `first of ${id.row}`;
        }""",
        Output({"row": MATCH}, "lang"),
        Input({"row": MATCH}, "title"),
        State({"row": MATCH}, "id"),
    )
    clientside_callback(
        "(lang, clicks) => `${lang} ${clicks}`",
        Output({"row": MATCH}, "className"),
        Input({"row": MATCH}, "lang"),
        Input("button", "n_clicks"),
    )

    @callback(Output("out", "children"), Input({"row": ALL}, "className"))
    def collect(names):
        return ", ".join(names)


@case("D2 E12")
def those_behind_a_call_that_cannot_start_come_after_what_follows_from_the_page() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.P(id=name) for name in ("start", "page", "follows", "never")])

    clientside_callback("() => 'from the page'", Output("page", "title"), Input("start", "title"))

    @callback(Output("follows", "children"), Input("page", "title"))
    def follow(title):
        return title

    @callback(Output("never", "children"), Input("nowhere", "title"), Input("start", "title"))
    def cannot_start(nowhere, title):
        return "never"

    @callback(Input("never", "children"))
    def at_load(children):
        pass


@case("M9 K1", Click("go"))
def options_of_python_callbacks_mean_nothing_to_clientside_ones() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("go", id="go"), html.P("-", id="out"), html.P(id="state")])
    clientside_callback(
        "async clicks => { await new Promise(done => setTimeout(done, 50)); return `${clicks}`; }",
        Output("out", "children"),
        Input("go", "n_clicks"),
        running=[(Output("state", "children"), "on", "off")],
        optional=True,
        prevent_initial_call=True,
    )
