"""C: signatures and values."""

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html

from tests.differential.case import case
from tests.differential.gestures import Click, ClickText
from tests.differential.recorder import callback


@case("C1", Click("button"))
def interleaved_arguments_keep_their_order() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button", n_clicks=0), html.P(id="out")]
        + [dcc.Input(id=n, value=n) for n in ("i", "s", "t")]
    )

    @callback(
        Output("out", "children"),
        State("s", "value"),
        Input("button", "n_clicks"),
        State("t", "value"),
        Input("i", "value"),
    )
    def show(*args):
        return repr(args)


@case("C1 A3", Click("button"))
def lists_of_inputs_and_states_are_flattened() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P(id="x"), html.P(id="y")]
        + [dcc.Input(id=n, value=n) for n in ("i", "s")]
    )

    @callback(
        [Output("x", "children"), Output("y", "children")],
        [Input("button", "n_clicks"), Input("i", "value")],
        [State("s", "value")],
    )
    def show(clicks, i, s):
        return f"{clicks} {i}", [s]


@case("C2 H6", Click("button"))
def dict_inputs_arrive_as_keyword_arguments() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P(id="out"), html.P(id="grouping")]
        + [dcc.Input(id=n, value=n) for n in ("i", "s")]
        + [dcc.Input(id={"n": n}, value=f"n{n}") for n in (1, 2)]
    )

    @callback(
        output={"text": Output("out", "children"), "more": [Output("grouping", "children")]},
        inputs={
            "clicks": Input("button", "n_clicks"),
            "pair": (Input("i", "value"), {"deep": Input({"n": ALL}, "value")}),
        },
        state={"s": State("s", "value")},
    )
    def show(clicks, pair, s):
        grouping = ctx.args_grouping
        return {
            "text": f"{clicks} {pair[0]} {pair[1]['deep']} {pair[1].deep} {s}",
            "more": (
                f"{grouping.clicks.triggered} {grouping.pair[1].deep[0].value} "
                f"{ctx.using_args_grouping} {ctx.using_outputs_grouping} "
                f"{ctx.outputs_grouping['text']['id']}",
            ),
        }


@case("C3 C4", Click("button"))
def a_list_of_one_output_wants_a_list_of_one_value() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P(id="a"), html.P(id="b")])

    @callback(output=[Output("a", "children")], inputs=Input("button", "n_clicks"))
    def one(clicks):
        return [f"one {clicks}"]

    @callback(Output("b", "children"), Input("a", "children"))
    def bare(text):
        return [f"bare {text}"]


@case("C6", Click("button"))
def values_pass_through_json() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), dcc.Store(id="store"), html.P(id="out")])
    kept = {"list": [1, 2]}

    @callback(Output("store", "data"), Input("button", "n_clicks"))
    def give(clicks):
        return {
            "tuple": (1, 2),
            3: "number key",
            "nan": float("nan"),
            "inf": float("inf"),
            "float": 1.0,
            "tenth": 0.1,
            "big": 2**53,
            "none": None,
            "bools": [True, False],
            "text": 'é "quoted" \u2028 😀',
            "kept": kept,
        }

    @callback(Output("out", "children"), Input("store", "data"))
    def take(data):
        data["kept"]["list"].append("mine alone")
        return f"{data} {kept}"


@case("C6", Click("button"))
def a_prop_that_is_not_there_is_none() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), dcc.Input(id="in"), html.P(id="out")])

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks"),
        Input("in", "value"),
        State("in", "no_such_prop_is_read"),
    )
    def show(clicks, value, unknown):
        return repr((clicks, value, unknown))


@case("A4 A7", ClickText("box", "b"))
def component_objects_may_stand_for_their_ids() -> None:
    app = Dash(__name__)
    button = html.Button("b")
    out = html.P()
    app.layout = html.Div([button, out], id="box")

    @callback(Output(out, "children"), Input(button, "n_clicks"))
    def show(clicks):
        return f"{clicks} clicks"


@case("A14 A10", Click("button"))
def prevent_initial_call_may_be_the_last_positional_argument() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(Output("out", "children"), Input("button", "n_clicks"), True)
    def show(clicks):
        return f"{clicks} clicks"
