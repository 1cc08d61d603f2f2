"""B: what is checked in the browser."""

from dash import ALL, ALLSMALLER, MATCH, Dash, Input, Output, State, dcc, html

from tests.differential.case import case
from tests.differential.gestures import Click
from tests.differential.recorder import callback


@case("B8", Click("one"), Click("two"))
def a_duplicate_output_leaves_the_app_without_callbacks() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("one", id="one"), html.Button("two", id="two"), html.P("-", id="out")]
    )

    @callback(Output("out", "children"), Input("one", "n_clicks"))
    def one(clicks):
        return "one"

    @callback(Output("out", "children"), Input("two", "n_clicks"))
    def two(clicks):
        return "two"


@case("B7", Click("button"))
def an_output_named_twice_in_one_callback() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(Output("out", "children"), Output("out", "children"), Input("button", "n_clicks"))
    def work(clicks):
        return "one", "two"


@case("B1", Click("button"))
def a_callback_without_inputs_that_is_prevented() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(Output("out", "children"), prevent_initial_call=True)
    def work():
        return "never"


@case("B4 B11 B12", Click("button"))
def wildcards_that_do_not_fit() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id={"n": 1, "m": 1})])

    @callback(
        Output({"n": MATCH, "a": 1}, "children"),
        Output({"n": ALL, "b": 1}, "children"),
        Input("button", "n_clicks"),
    )
    def mismatched(clicks):
        return "x", []

    @callback(
        Output({"n": MATCH, "c": 1}, "children"),
        Input({"n": MATCH, "m": MATCH}, "children"),
        State({"n": ALLSMALLER, "m": ALLSMALLER}, "children"),
    )
    def foreign(text, texts):
        return "x"

    @callback(Output("button", "title"), Input({"n": ALLSMALLER}, "children"))
    def smaller_than_nothing(texts):
        return "x"


@case("B9")
def patterns_of_outputs_that_overlap() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id={"n": 1})])

    @callback(Output({"n": MATCH}, "children"), Input({"n": MATCH}, "id"))
    def match(ident):
        return "match"

    @callback(Output({"n": 1}, "children"), Input("button", "n_clicks"))
    def fixed(clicks):
        return "fixed"


@case("B14 B15")
def props_that_a_component_does_not_have() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("b", id="button"),
            html.P("-", id="out"),
            dcc.Input(id={"n": 1}),
            dcc.Input(id={"n": 2}),
        ]
    )

    @callback(
        Output("out", "no_such"),
        Input("button", "data-anything"),
        Input({"n": ALL}, "wrong"),
        State("button", "also_wrong"),
    )
    def work(clicks, wrong, also):
        return "x"


@case("B13", Click("one"))
def a_cycle_is_reported_and_the_rest_works() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("one", id="one")] + [html.P("-", id=n) for n in ("a", "b", "out")]
    )

    @callback(Output("out", "children"), Input("one", "n_clicks"))
    def fine(clicks):
        return f"{clicks} clicks"

    @callback(Output("a", "children"), Input("b", "children"), prevent_initial_call=True)
    def a(b):
        return "a"

    @callback(Output("b", "children"), Input("a", "children"), prevent_initial_call=True)
    def b(a):
        return "b"


@case("B14", Click("button"))
def suppress_callback_exceptions_silences_what_is_missing() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(Output("nobody", "children"), Input("nowhere", "value"))
    def lost(value):
        return "lost"

    @callback(Output("out", "no_such"), Input("button", "n_clicks"))
    def wrong_prop(clicks):
        return "x"


@case("A9", Click("button"))
def two_duplicates_of_the_same_inputs() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(
        Output("out", "children", allow_duplicate=True),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def one(clicks):
        return "one"

    @callback(
        Output("out", "children", allow_duplicate=True),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def two(clicks):
        return "two"


@case("B2 B3", Click("button"))
def an_id_and_a_property_that_are_empty() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(Output("out", ""), Input("button", "n_clicks"))
    def no_property(clicks):
        return "x"

    @callback(Output("", "children"), Input({}, "n_clicks"), State("button", "id"))
    def no_id(clicks, ident):
        return "x"


@case("B4", Click("button"))
def a_dict_id_of_values_that_no_id_may_have() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id={"n": 1})])

    @callback(Output({"n": ALLSMALLER}, "children"), Input("button", "n_clicks"))
    def smaller_in_an_output(clicks):
        return "x"

    @callback(Output({"": 1}, "children"), Input({"n": [1, 2]}, "n_clicks"))
    def empty_key_and_list(clicks):
        return "x"


@case("B10 E20", Click("button"))
def an_input_may_be_an_output_of_the_same_callback() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P("0", id="out"), html.P("-", id={"n": 1})]
    )

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks"),
        Input("out", "children"),
    )
    def count(clicks, text):
        return f"{text}{clicks or 0}"

    @callback(
        Output({"n": MATCH}, "children"), Input({"n": MATCH}, "children"), Input("out", "children")
    )
    def follow(own, text):
        return f"{own}{text}"


@case("B14 B16 D13", Click("button"), Click("late"))
def what_is_missing_is_reported_for_each_kind_of_dependency() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.Button("l", id="late"), html.P("-", id="out")]
    )

    @callback(Output("out", "children"), Input("button", "n_clicks"), Input("in-gone", "value"))
    def one_input(clicks, value):
        return "x"

    @callback(Output("out", "title"), Input("button", "n_clicks"), State("state-gone", "value"))
    def one_state(clicks, value):
        return "x"

    @callback(
        Output("out", "lang"),
        Output("out-gone", "children"),
        Input("late", "n_clicks"),
        prevent_initial_call=True,
    )
    def one_output(clicks):
        return "x", "y"

    @callback(Input("side-gone", "value"), State("state-gone", "value"))
    def no_output(value, other):
        return None


@case("B13", Click("button"))
def cycles_through_patterns_are_reported() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("b", id="button"),
            *[html.P("-", id={"n": n}) for n in (1, 2)],
            html.P("-", id="all"),
        ]
    )

    @callback(Output("all", "children"), Input({"n": ALL}, "children"), prevent_initial_call=True)
    def gather(texts):
        return str(len(texts))

    @callback(
        Output({"n": MATCH}, "children"),
        Input("all", "children"),
        State({"n": MATCH}, "id"),
        prevent_initial_call=True,
    )
    def spread(text, ident):
        return f"{text} {ident['n']}"


@case("B9 B8", Click("button"))
def a_shared_output_is_none_of_those_that_overlap() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id={"n": 1})])

    @callback(Output({"n": ALL}, "children"), Input("button", "n_clicks"))
    def every(clicks):
        return ["all"]

    @callback(
        Output({"n": MATCH}, "children", allow_duplicate=True),
        Input({"n": MATCH}, "title"),
        prevent_initial_call=True,
    )
    def one(title):
        return "one"


@case("B18", Click("break"), Click("go"), Click("mend"))
def a_component_that_cannot_be_drawn_leaves_the_others() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("break", "go", "mend")),
            html.Div("whole", id="box"),
            html.P("-", id="out"),
        ]
    )

    @callback(
        Output("box", "children"),
        Input("break", "n_clicks"),
        Input("mend", "n_clicks"),
        prevent_initial_call=True,
    )
    def put(broken, mended):
        # An element that React allows no content, with some.
        return "mended" if mended else html.Br("content", id="br")

    @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def go(clicks):
        return f"went {clicks}"
