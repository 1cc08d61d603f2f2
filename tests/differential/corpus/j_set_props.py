"""J: set_props from Python."""

from dash import Dash, Input, Output, Patch, State, ctx, dcc, html, set_props

from tests.differential.case import case
from tests.differential.gestures import Click
from tests.differential.recorder import callback


@case("J1 J2", Click("button"))
def set_props_of_one_component_merge() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P("-", id="a"), html.P("-", id="b"), html.P(id="log")]
    )

    @callback(Input("button", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        set_props("b", {"children": "first"})
        set_props("a", {"children": "a"})
        ctx.set_props("b", {"title": "title"})
        set_props("b", {"children": "second"})

    @callback(
        Output("log", "children"),
        Input("a", "children"),
        Input("b", "title"),
        Input("b", "children"),
        prevent_initial_call=True,
    )
    def follow(*values):
        return f"{values} {[t['prop_id'] for t in ctx.triggered]}"


@case("J2", Click("button"))
def an_output_is_applied_after_set_props() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out"), html.P(id="log")])

    @callback(Output("out", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        set_props("out", {"children": "by set_props", "title": "title"})
        return "by output"

    @callback(Output("log", "children"), Input("out", "children"), prevent_initial_call=True)
    def follow(text):
        return f"saw {text}"


@case("J3 E6", Click("button"), unordered="works waits_for_nothing")
def nobody_waits_for_set_props() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="side"), html.P(id="out")])

    @callback(Input("button", "n_clicks"), prevent_initial_call=True)
    def works(clicks):
        set_props("side", {"children": f"side {clicks}"})

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks"),
        State("side", "children"),
        prevent_initial_call=True,
    )
    def waits_for_nothing(clicks, side):
        return f"{clicks} {side}"


@case("J4 B16", Click("unknown-id"), Click("unknown-prop"))
def unknown_ids_are_reported_and_unknown_props_stored() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("unknown-id", id="unknown-id"),
            html.Button("unknown-prop", id="unknown-prop"),
            html.P("-", id="out"),
            html.P("-", id="more"),
        ]
    )

    @callback(Input("unknown-id", "n_clicks"), prevent_initial_call=True)
    def id_first(clicks):
        set_props("nobody", {"children": "x"})
        set_props("out", {"children": "set all the same"})

    @callback(Input("unknown-prop", "n_clicks"), prevent_initial_call=True)
    def prop(clicks):
        set_props("more", {"data-unknown": "kept", "children": "more"})


@case("J5 L6", Click("button"), Click("button"))
def set_props_takes_a_patch() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), dcc.Store(id="store", data={"list": [0]}), html.P(id="out")]
    )

    @callback(Input("button", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        data = Patch()
        data["list"].append(clicks)
        set_props("store", {"data": data})

    @callback(Output("out", "children"), Input("store", "data"))
    def show(data):
        return str(data)


@case("J3 E20", Click("button"))
def set_props_on_an_own_input_calls_again() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), dcc.Input(id="in", value="0"), html.P(id="out")]
    )

    @callback(Output("out", "children"), Input("button", "n_clicks"), Input("in", "value"))
    def work(clicks, value):
        if ctx.triggered_id == "button":
            set_props("in", {"value": f"set {clicks}"})
        return f"{clicks} {value} {ctx.triggered_id}"
