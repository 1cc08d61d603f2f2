"""H: the callback context."""

import dash
from dash import ALL, MATCH, Dash, Input, Output, State, ctx, dcc, html

from tests.differential.case import case
from tests.differential.gestures import Click, Fill
from tests.differential.recorder import callback


@case("H2 H3 H4", Click("one"), Click("two"))
def the_whole_of_ctx() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("one", id="one"),
            html.Button("two", id="two"),
            dcc.Input(id="s", value="s"),
            html.Pre(id="out"),
        ]
    )

    @callback(
        Output("out", "children"),
        Input("one", "n_clicks"),
        Input("two", "n_clicks"),
        State("s", "value"),
    )
    def show(one, two, s):
        return "\n".join(
            [
                f"triggered {ctx.triggered}",
                f"is there one: {bool(ctx.triggered)}",
                f"split {ctx.triggered[0]['prop_id'].split('.')}",
                f"triggered_id {ctx.triggered_id}",
                f"triggered_prop_ids {ctx.triggered_prop_ids}",
                f"inputs {ctx.inputs}",
                f"states {ctx.states}",
                f"inputs_list {ctx.inputs_list}",
                f"states_list {ctx.states_list}",
                f"outputs_list {ctx.outputs_list}",
                f"args_grouping {ctx.args_grouping}",
                f"outputs_grouping {ctx.outputs_grouping}",
                f"using {ctx.using_args_grouping} {ctx.using_outputs_grouping}",
            ]
        )


@case("H3 H4 H5 H6 G9 G11", Fill({"is": "in", "n": 2}, "x"), Fill({"is": "in", "n": 1}, "y"))
def ctx_with_patterns() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [dcc.Input(id={"is": "in", "n": n}, value=f"v{n}") for n in (1, 2)]
        + [html.Pre(id={"is": "out", "n": n}) for n in (1, 2)]
        + [html.Pre(id="all")]
    )

    def describe():
        return "\n".join(
            [
                f"triggered {ctx.triggered}",
                f"triggered_id {ctx.triggered_id}",
                f"triggered_prop_ids {ctx.triggered_prop_ids}",
                f"inputs {ctx.inputs}",
                f"states {ctx.states}",
                f"inputs_list {ctx.inputs_list}",
                f"states_list {ctx.states_list}",
                f"outputs_list {ctx.outputs_list}",
                f"args_grouping {ctx.args_grouping}",
                f"outputs_grouping {ctx.outputs_grouping}",
            ]
        )

    @callback(
        Output({"is": "out", "n": MATCH}, "children"),
        Input({"is": "in", "n": MATCH}, "value"),
        State({"is": "in", "n": ALL}, "value"),
        prevent_initial_call=True,
    )
    def one(value, values):
        return describe()

    @callback(
        Output("all", "children"),
        Input({"is": "out", "n": ALL}, "children"),
        State({"is": "in", "n": ALL}, "id"),
        prevent_initial_call=True,
    )
    def every(texts, ids):
        return describe()


@case("H6 G11", Click({"n": 2}), Click("button"))
def args_grouping_has_the_shape_of_the_signature() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.Pre(id="out")]
        + [html.Button(f"n{n}", id={"n": n}) for n in (1, 2)]
    )

    @callback(
        Output("out", "children"),
        inputs={
            "many": Input({"n": ALL}, "n_clicks"),
            "pair": [Input("button", "n_clicks"), State("out", "id")],
        },
    )
    def show(many, pair):
        grouping = ctx.args_grouping
        return "\n".join(
            [
                *[str(dict(entry)) for entry in grouping.many],
                *[str(dict(entry)) for entry in grouping["pair"]],
                f"{ctx.using_args_grouping} {ctx.using_outputs_grouping}",
                f"{grouping.many[1].triggered} {grouping.many[1].id.n} {grouping.pair[0].value}",
            ]
        )


@case("H5", Click("button"))
def outputs_list_has_the_number_of_the_outputs() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.Pre(id=n) for n in ("a", "b", "c", "d")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    def one(clicks):
        return str(ctx.outputs_list)

    @callback([Output("b", "children")], Input("button", "n_clicks"))
    def list_of_one(clicks):
        return [str(ctx.outputs_list)]

    @callback(Output("c", "children"), Output("d", "children"), Input("button", "n_clicks"))
    def two(clicks):
        return str(ctx.outputs_list), "d"

    @callback(Input("d", "children"), State("a", "children"))
    def none(d, a):
        dash.set_props("d", {"title": f"{ctx.outputs_list}"})


@case("H8", Click("button"))
def timings_may_be_recorded_once_for_each_name() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.Pre(id="out")])

    @callback(Output("out", "children"), Input("button", "n_clicks"))
    def show(clicks):
        ctx.record_timing("query", 0.25, "of the database")
        try:
            ctx.record_timing("query", 0.5)
        except KeyError as error:
            return str(error)
        return "no error"


@case("H9 H10 H11", Click("button"))
def what_ctx_says_of_the_request() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.Pre(id="out")])

    @callback(Output("out", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def show(clicks):
        return str(
            [
                ctx is dash.callback_context,
                ctx.path.partition("?")[0],
                ctx.remote,
                type(ctx.cookies).__name__,
                "User-Agent" in ctx.headers,
                ctx.custom_data,
            ]
        )


@case("C7 H5 E22", Click("one"), Click("two"))
def a_shared_output_has_its_plain_name_in_ctx() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("1", id="one"), html.Button("2", id="two"), html.P("-", id="out")]
    )

    @callback(
        Output("out", "children", allow_duplicate=True),
        Input("one", "n_clicks"),
        prevent_initial_call="initial_duplicate",
    )
    def one(clicks):
        return f"one {clicks}"

    @callback(
        Output("out", "children", allow_duplicate=True),
        Output("out", "title"),
        Input("two", "n_clicks"),
        State("out", "children"),
        prevent_initial_call=True,
    )
    def two(clicks, text):
        return f"two {clicks} after {text}", "titled"


@case("H7", Click("set"), Click("read"), Click("drop"), Click("read"))
def a_callback_sets_a_cookie_and_takes_it_away() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("set", "read", "drop")),
            *(html.P("-", id=name) for name in ("out", "page", "python")),
        ]
    )

    @callback(
        Output("out", "children"),
        Input("set", "n_clicks"),
        Input("drop", "n_clicks"),
        prevent_initial_call=True,
    )
    def change(set_clicks, drop_clicks):
        if ctx.triggered_id == "set":
            ctx.response.set_cookie("seen", "a page", max_age=60)
        else:
            ctx.response.set_cookie("seen", "", max_age=0)
        return ctx.triggered_id

    dash.clientside_callback(
        "() => document.cookie.includes('seen=') ? 'a cookie' : 'no cookie'",
        Output("page", "children"),
        Input("read", "n_clicks"),
        prevent_initial_call=True,
    )

    @callback(Output("python", "children"), Input("read", "n_clicks"), prevent_initial_call=True)
    def read(clicks):
        return f"{ctx.cookies.get('seen')}"


@case("H12", Click("button"))
def the_app_is_known_inside_of_callbacks() -> None:
    app = Dash(__name__, title="Known")
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(Output("out", "children"), Input("button", "n_clicks"))
    def show(clicks):
        return f"{dash.get_app() is app} {dash.get_app().title} {clicks}"
