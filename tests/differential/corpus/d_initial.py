"""D: the initial call."""

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html, no_update, set_props
from dash.exceptions import PreventUpdate

from tests.differential.case import case
from tests.differential.gestures import Click
from tests.differential.recorder import callback, recorded


@case("D2 D3", Click("button"))
def every_callback_is_called_at_load_without_a_trigger() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("execute callback", id="button"),
            html.Div("callback not executed", id="first"),
            html.Div("callback not executed", id="second"),
        ]
    )

    @callback(
        Output("first", "children"), Output("second", "children"), Input("button", "n_clicks")
    )
    def change_text(clicks):
        return [f"n_clicks is {clicks}", f"triggered: {bool(ctx.triggered)}"]


@case("D3 D7", Click("button"), unordered="left right")
def an_initial_diamond_runs_its_join_once_with_what_changed() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P(id=n) for n in ("left", "right", "join")]
    )

    @callback(Output("left", "children"), Input("button", "n_clicks"))
    def left(clicks):
        return f"left {clicks}"

    @callback(Output("right", "children"), Input("button", "n_clicks"))
    def right(clicks):
        return no_update if clicks is None else f"right {clicks}"

    @callback(
        Output("join", "children"),
        Input("button", "n_clicks"),
        Input("right", "children"),
        Input("left", "children"),
    )
    def join(clicks, right, left):
        return f"{clicks} {right} {left}"


@case("D4")
def a_callback_without_any_of_its_inputs_is_left_out_and_all_that_follow() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.P("-", id=n) for n in ("a", "b", "c")])

    @callback(Output("a", "children"), Input("missing", "value"))
    def a(value):
        return "a"

    @callback(Output("b", "children"), Input("a", "children"))
    def b(a):
        return "b"

    @callback(Output("c", "children"), Input("b", "children"), Input("a", "children"))
    def c(b, a):
        return "c"


@case("D5 B21", Click("button"))
def a_callback_with_only_some_of_its_inputs_is_an_error() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a")])

    @callback(Output("a", "children"), Input("button", "n_clicks"), Input("missing", "value"))
    def a(clicks, value):
        return "called"


@case("D5 B21", Click("button"))
def a_missing_state_is_an_error() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a")])

    @callback(Output("a", "children"), Input("button", "n_clicks"), State("missing", "value"))
    def a(clicks, value):
        return "called"


@case("D5 B21", Click("button"))
def a_callback_with_only_some_of_its_outputs_is_an_error() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a")])

    @callback(Output("a", "children"), Output("missing", "children"), Input("button", "n_clicks"))
    def a(clicks):
        return "called", "called"


@case("D8 D9", Click("button"))
def what_follows_a_dropped_initial_call_runs_with_layout_values() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P(f"layout {n}", id=n) for n in ("a", "b", "c")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    def a(clicks):
        if clicks is None:
            raise PreventUpdate
        return "a"

    @callback(Output("b", "children"), Input("a", "children"))
    def b(a):
        return f"b of {a}"

    @callback(Output("c", "children"), Input("b", "children"))
    def c(b):
        return f"c of {b}"


@case("D6 D8")
def a_follower_with_an_input_of_its_own_runs_though_nothing_was_updated() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P(id="a"), html.P(id="b")])

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    def a(clicks):
        return no_update

    @callback(Output("b", "children"), Input("a", "children"), Input("button", "n_clicks"))
    def b(a, clicks):
        return f"b of {a} {clicks}"


@case("D8")
def a_follower_of_a_failed_initial_call_is_dropped() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a"), html.P("-", id="b")])

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    def a(clicks):
        raise ValueError("no")

    @callback(Output("b", "children"), Input("a", "children"))
    def b(a):
        return f"b of {a}"


@case("D8")
def a_follower_of_two_runs_if_one_of_them_updates() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P("-", id=n) for n in ("a", "b", "c")]
    )

    @callback(Output("a", "children"), Output("b", "children"), Input("button", "n_clicks"))
    def split(clicks):
        return no_update, "b"

    @callback(Output("c", "children"), Input("a", "children"), Input("b", "children"))
    def c(a, b):
        return f"{a} {b}"


@case("D10", Click("button"), unordered="a loose prevented set_by_an_initial_call")
def prevent_initial_call_prevents_only_the_initial_call() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")]
        + [html.P(f"layout {n}", id=n) for n in ("a", "b", "c", "loose")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    def a(clicks):
        return f"a{clicks}"

    @callback(Output("b", "children"), Input("a", "children"), prevent_initial_call=True)
    def set_by_an_initial_call(a):
        return f"b of {a}"

    @callback(Output("c", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def prevented(clicks):
        return f"c{clicks}"

    @callback(Output("loose", "children"), Input("c", "children"))
    def loose(c):
        return f"loose of {c}"


@case("D11 A10", Click("button"), unordered="a b of_the_global_decorator")
def prevent_initial_callbacks_is_the_default_of_app_callback() -> None:
    app = Dash(__name__, prevent_initial_callbacks=True)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P("-", id=n) for n in ("a", "b", "c")]
    )

    @app.callback(Output("a", "children"), Input("button", "n_clicks"))
    @recorded
    def a(clicks):
        return f"a{clicks}"

    @app.callback(Output("b", "children"), Input("button", "n_clicks"), prevent_initial_call=False)
    @recorded
    def b(clicks):
        return f"b{clicks}"

    @callback(Output("c", "children"), Input("button", "n_clicks"))
    def of_the_global_decorator(clicks):
        return f"c{clicks}"


@case("D12 P14", unordered="path prevented")
def a_prop_that_a_component_sets_on_mount_joins_the_initial_call() -> None:
    app = Dash(__name__)
    app.layout = html.Div([dcc.Location(id="url"), html.P(id="a"), html.P(id="b")])

    @callback(Output("a", "children"), Input("url", "pathname"))
    def path(pathname):
        return pathname

    @callback(Output("b", "children"), Input("url", "pathname"), prevent_initial_call=True)
    def prevented(pathname):
        return f"all the same: {pathname}"


@case("D12 Q1", unordered="memory session")
def a_store_reports_its_data_on_mount_where_it_has_any() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Store(id="memory", data={"n": 1}),
            dcc.Store(id="session", storage_type="session"),
            html.P(id="a"),
            html.P(id="b"),
        ]
    )

    @callback(Output("a", "children"), Input("memory", "data"))
    def memory(data):
        return str(data)

    @callback(Output("b", "children"), Input("session", "data"))
    def session(data):
        return str(data)


@case("D2 A7", Click("button"), unordered="nothing_to_do no_input")
def callbacks_without_inputs_or_outputs_are_called_at_load() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P("-", id=n) for n in ("a", "b", "c")]
    )

    @callback(Output("a", "children"))
    def no_input():
        return "filled at load"

    @callback()
    def nothing_to_do():
        set_props("b", {"children": "set at load"})

    @callback(Input("button", "n_clicks"))
    def no_output(clicks):
        set_props("c", {"children": f"clicks: {clicks}"})


@case("D2 S5")
def a_layout_function_is_called_for_the_page() -> None:
    app = Dash(__name__)
    calls = []

    def layout():
        calls.append(1)
        return [html.P("from a function", id="a"), html.P(id="b")]

    app.layout = layout

    @callback(Output("b", "children"), Input("a", "children"))
    def follow(text):
        return f"{text}, followed"


@case("D10 V10 K6", Click("one"), Click("two"))
def of_three_prevented_callbacks_none_runs_at_load() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("1", id="one"), html.Button("2", id="two")]
        + [html.P("-", id=n) for n in ("a", "b", "c")]
    )

    @callback(Output("a", "children"), Input("one", "n_clicks"), prevent_initial_call=True)
    def first(clicks):
        return f"first {clicks}"

    @callback(Output("b", "children"), Input("two", "n_clicks"), prevent_initial_call=True)
    def second(clicks):
        return f"second {clicks}"

    @callback(
        Output("c", "children"),
        Input("a", "children"),
        Input("b", "children"),
        prevent_initial_call=True,
    )
    def third(a, b):
        return f"{a} {b}"


@case("D4 D5 D13", Click("button"))
def suppressing_exceptions_does_not_call_what_has_no_input() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P("-", id=n) for n in ("a", "b", "c")]
    )

    @callback(Output("a", "children"), Input("gone", "value"))
    def no_input(value):
        return "never"

    @callback(Output("b", "children"), Input("gone", "value"), Input("button", "n_clicks"))
    def one_input(value, clicks):
        return "never"

    @callback(Output("c", "children"), Input("a", "children"), Input({"n": ALL}, "children"))
    def with_patterns(a, texts):
        return f"{a} {texts}"
