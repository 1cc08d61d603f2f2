"""I: return values."""

import json

from dash import Dash, Input, Output, ctx, dcc, html, no_update, set_props
from dash.exceptions import PreventUpdate

from tests.differential.case import case
from tests.differential.gestures import Click
from tests.differential.recorder import callback


@case("I1 I2", Click("prevent"), Click("nothing"), Click("class"), Click("fine"))
def set_props_are_lost_with_prevent_update_and_kept_with_no_update() -> None:
    app = Dash(__name__)
    names = ("prevent", "nothing", "class", "fine")
    app.layout = html.Div(
        [html.Button(n, id=n) for n in names] + [html.P("-", id="out"), html.P("-", id="side")]
    )

    @callback(
        Output("out", "children"), *[Input(n, "n_clicks") for n in names], prevent_initial_call=True
    )
    def work(*clicks):
        set_props("side", {"children": f"by {ctx.triggered_id}"})
        if ctx.triggered_id == "prevent":
            raise PreventUpdate
        return {"nothing": no_update, "class": type(no_update), "fine": "fine"}[ctx.triggered_id]


@case("I2", Click("button"))
def one_no_update_serves_for_all_outputs() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a"), html.P("-", id="b")])

    @callback(
        Output("a", "children"),
        Output("b", "children"),
        Input("button", "n_clicks"),
    )
    def work(clicks):
        return no_update if clicks else ("a", "b")


@case("I3", Click("button"))
def none_empties_a_prop() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("b", id="button"),
            html.P("text", id="a"),
            dcc.Input(value="text", id="in"),
            html.P(id="seen"),
        ]
    )

    @callback(
        Output("a", "children"),
        Output("in", "value"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def empty(clicks):
        return None, None

    @callback(Output("seen", "children"), Input("a", "children"), Input("in", "value"))
    def see(a, value):
        return f"{a} {value}"


@case("I4", Click("value"), Click("nothing"), Click("side"), Click("no-update"))
def a_callback_without_output_returns_nothing() -> None:
    app = Dash(__name__)
    names = ("value", "nothing", "side", "no-update")
    app.layout = html.Div([html.Button(n, id=n) for n in names] + [html.P("-", id="out")])

    @callback(*[Input(n, "n_clicks") for n in names], prevent_initial_call=True)
    def work(*clicks):
        if ctx.triggered_id == "value":
            return "a value"
        if ctx.triggered_id == "side":
            set_props("out", {"children": "set"})
        if ctx.triggered_id == "no-update":
            return no_update
        return None


@case("I5 C5", *[Click(n) for n in ("scalar", "dict", "short", "long", "none", "right")])
def two_outputs_want_a_list_of_two() -> None:
    app = Dash(__name__)
    names = ("scalar", "dict", "short", "long", "none", "right")
    app.layout = html.Div(
        [html.Button(n, id=n) for n in names] + [html.P("-", id="a"), html.P("-", id="b")]
    )

    @callback(
        Output("a", "children"),
        Output("b", "children"),
        *[Input(n, "n_clicks") for n in names],
        prevent_initial_call=True,
    )
    def work(*clicks):
        return {
            "scalar": "ab",
            "dict": {"a": 1, "b": 2},
            "short": ["a"],
            "long": ("a", "b", "c"),
            "none": None,
            "right": ["a", "b"],
        }[ctx.triggered_id]


@case("I5 C4", *[Click(name) for name in ("other", "list", "deep", "right")])
def a_dict_of_outputs_wants_its_keys() -> None:
    app = Dash(__name__)
    names = ("other", "list", "deep", "right")
    app.layout = html.Div([html.Button(n, id=n) for n in names] + [html.P("-", id=n) for n in "ab"])

    @callback(
        output={"x": [Output("a", "children"), Output("b", "children")]},
        inputs=[Input(n, "n_clicks") for n in names],
        prevent_initial_call=True,
    )
    def work(*clicks):
        return {
            "other": {"y": ["a", "b"]},
            "list": [["a", "b"]],
            "deep": {"x": ["a"]},
            "right": {"x": ("a", no_update)},
        }[ctx.triggered_id]


@case("I6", *[Click(name) for name in ("bare", "list", "tree", "set", "function")])
def a_value_that_is_not_json_is_named_by_its_place() -> None:
    app = Dash(__name__)
    names = ("bare", "list", "tree", "set", "function")
    app.layout = html.Div([html.Button(n, id=n) for n in names] + [html.P("-", id="out")])

    class Unknown:
        """Not JSON."""

        def __repr__(self):
            return "<unknown>"

    @callback(
        Output("out", "children"), *[Input(n, "n_clicks") for n in names], prevent_initial_call=True
    )
    def work(*clicks):
        return {
            "bare": Unknown(),
            "list": ["fine", {"deep": [Unknown()]}],
            "tree": html.Div([html.P("fine"), html.P(html.B(Unknown(), id="bad"))]),
            "set": {1, 2},
            "function": len,
        }[ctx.triggered_id]


@case("I6", Click("button"))
def a_value_that_is_not_json_among_several_outputs() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="a"), html.P("-", id="b")])

    @callback(
        Output("a", "children"),
        Output("b", "children"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def work(clicks):
        return "fine", [1, complex(1, 2)]


@case("I8", Click("button"))
def a_dict_that_looks_like_a_component_is_one() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out"), html.P(id="end")])

    @callback(Output("out", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        return {
            "namespace": "dash_html_components",
            "type": "B",
            "props": {"id": "bold", "children": "bold"},
        }

    @callback(Output("end", "children"), Input("bold", "children"))
    def follow(text):
        return f"saw {text}"


@case("I10 B17")
def a_value_of_a_wrong_type_is_an_error_of_that_component_alone() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.P("text", id="out"), html.P("lives", id="other")])

    # At load: after a component error real Dash takes back the user's last edit.
    @callback(Output("out", "title"))
    def work():
        return 7


@case("B19", Click("zero"), Click("own"), Click("bare"), Click("key"))
def an_exception_is_reported_with_its_message() -> None:
    app = Dash(__name__)
    names = ("zero", "own", "bare", "key")
    app.layout = html.Div(
        [html.Button(n, id=n) for n in names] + [html.P("-", id="a"), html.P("-", id="b")]
    )

    class OwnError(Exception):
        """Of the app."""

    @callback(
        Output("a", "children"),
        Output("b", "children"),
        *[Input(n, "n_clicks") for n in names],
        prevent_initial_call=True,
    )
    def work(*clicks):
        if ctx.triggered_id == "own":
            raise OwnError("several words\nin two lines")
        if ctx.triggered_id == "bare":
            raise ValueError
        if ctx.triggered_id == "key":
            return {}["missing"]
        return 1 / 0, "b"


@case("B19", Click("button"))
def an_exception_without_output_names_the_input() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button")])

    @callback(Input("button", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        raise ValueError("no")


@case("I7 C6", Click("go"), fresh=True)
def values_of_pythons_own_types_are_json_for_the_page() -> None:
    import datetime
    import uuid

    import plotly.graph_objects as go

    app = Dash(__name__)
    app.layout = html.Div([html.Button("go", id="go"), dcc.Store(id="kept"), html.P(id="out")])

    @callback(Output("kept", "data"), Input("go", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        return {
            "day": datetime.date(2024, 5, 17),
            "moment": datetime.datetime(2024, 5, 17, 12, 30, 15, 250000, datetime.UTC),
            "clock": datetime.time(12, 30),
            "figure": go.Figure(go.Bar(x=["a", "b"], y=(1, 2.5)), {"title": {"text": "t"}}),
            "component": html.B(["x", html.I(1, id="i")], **{"data-x": (1,)}),
            "numbers": [float("nan"), float("inf"), 1e21, True, None],
            "id": str(uuid.UUID(int=7)),
        }

    @callback(Output("out", "children"), Input("kept", "data"), prevent_initial_call=True)
    def seen(data):
        data["figure"]["layout"].pop("template", None)
        return json.dumps(data, sort_keys=True)
