"""G: pattern-matching ids."""

from dash import (
    ALL,
    ALLSMALLER,
    MATCH,
    Dash,
    Input,
    Output,
    Patch,
    State,
    ctx,
    dcc,
    html,
    no_update,
    set_props,
)

from tests.differential.case import case
from tests.differential.gestures import Click, Fill, Script
from tests.differential.recorder import callback


@case("G1 G2", Click({"kind": "x", "n": 1}), Click({"kind": "x", "n": "1"}), Click({"n": 1}))
def literals_match_by_type_and_keys_by_their_set() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("number", id={"kind": "x", "n": 1}),
            html.Button("string", id={"n": "1", "kind": "x"}),
            html.Button("fewer keys", id={"n": 1}),
        ]
        + [html.P("-", id=n) for n in ("a", "b", "c")]
    )

    @callback(
        Output("a", "children"), Input({"n": 1, "kind": ALL}, "n_clicks"), prevent_initial_call=True
    )
    def number(values):
        return f"{values} {ctx.triggered_id}"

    @callback(
        Output("b", "children"),
        Input({"n": "1", "kind": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def string(values):
        return f"{values} {ctx.triggered_id}"

    @callback(
        Output("c", "children"),
        Input({"n": ALL, "kind": "x"}, "n_clicks"),
        prevent_initial_call=True,
    )
    def both(values):
        return f"{values} {ctx.triggered_id}"


@case(
    "G3 G5 G9",
    Fill({"type": "in", "n": 2}, "two"),
    Script(
        "dash_clientside.set_props({type: 'in', n: 1}, {value: 'both'});"
        "dash_clientside.set_props({type: 'in', n: 3}, {value: 'at once'});"
    ),
    unordered="echo",
)
def match_gives_one_run_for_each_item() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Div(
                [
                    dcc.Input(id={"type": "in", "n": n}, value=f"v{n}"),
                    html.P(id={"type": "out", "n": n}),
                ]
            )
            for n in (1, 2, 3)
        ]
    )

    @callback(
        Output({"type": "out", "n": MATCH}, "children"),
        Input({"type": "in", "n": MATCH}, "value"),
        State({"type": "in", "n": ALL}, "id"),
    )
    def echo(value, ids):
        return f"{value} of {len(ids)}"


@case("G3", Fill({"n": 1, "in": 0}, "5"), Fill({"n": 10, "in": 0}, "7"), unordered="before")
def allsmaller_follows_the_order_of_numbers_then_booleans_then_strings() -> None:
    app = Dash(__name__)
    order = (10, 2, 1, "3", True, False, "z", "a")
    app.layout = html.Div(
        [
            html.Div(
                [
                    dcc.Input(id={"n": n, "in": 0}, value=str(n)),
                    html.P(id={"n": n, "out": 0}),
                ]
            )
            for n in order
        ]
    )

    @callback(
        Output({"n": MATCH, "out": 0}, "children"),
        Input({"n": MATCH, "in": 0}, "value"),
        Input({"n": ALLSMALLER, "in": 0}, "value"),
    )
    def before(own, smaller):
        return f"{own} after {smaller}"


@case("G4", Click("insert"), Click("ask"), Click("replace"), Click("ask"))
def the_order_of_a_list_is_that_of_arrival() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button(n, id=n) for n in ("insert", "replace", "ask")]
        + [
            html.Div([html.P(n, id={"n": n}) for n in "31"], id="box"),
            html.P("9", id={"n": "9"}),
            html.Div(html.P("2", id={"n": "2"})),
            html.P(id="out"),
        ]
    )

    @callback(Output("box", "children"), Input("insert", "n_clicks"), prevent_initial_call=True)
    def insert(clicks):
        return [html.P(n, id={"n": n}) for n in "4351"]

    @callback(
        Output("box", "children", allow_duplicate=True),
        Input("replace", "n_clicks"),
        prevent_initial_call=True,
    )
    def replace(clicks):
        return [html.P(n, id={"n": n}) for n in "15"]

    @callback(Output("out", "children"), Input("ask", "n_clicks"), State({"n": ALL}, "children"))
    def ask(clicks, texts):
        return " ".join(texts)


@case("G4 L5", Click("button"), Click("button"))
def prepended_items_and_the_order_of_a_list() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("b", id="button"),
            html.Div([html.P("0", id={"n": 0})], id="box"),
            html.P("last", id={"n": "last"}),
            html.P(id="out"),
        ]
    )

    @callback(Output("box", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def prepend(clicks):
        items = Patch()
        items.prepend(html.P(f"{clicks}", id={"n": clicks}))
        return items

    @callback(Output("out", "children"), Input({"n": ALL}, "children"))
    def show(texts):
        return " ".join(texts)


@case("G6", *[Click({"is": "button", "n": n}) for n in "aba"])
def a_match_input_with_a_fixed_output_runs_for_its_trigger() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Div(
                [
                    html.Button(n, id={"is": "button", "n": n}),
                    dcc.Input(id={"is": "text", "n": n}, value=n),
                ]
            )
            for n in "ab"
        ]
        + [html.P("-", id="out")]
    )

    @callback(
        Output("out", "children"),
        Input({"is": "button", "n": MATCH}, "n_clicks"),
        State({"is": "text", "n": MATCH}, "value"),
        prevent_initial_call=True,
    )
    def show(clicks, text):
        return f"{clicks} {text} {ctx.triggered_id}"


@case("G6 B21", Click({"button": "a"}))
def a_match_state_under_another_key_is_not_resolved() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Div([html.Button(n, id={"button": n}), dcc.Input(id={"text": n}, value=n)])
            for n in "ab"
        ]
        + [html.P("-", id="out")]
    )

    @callback(
        Output("out", "children"),
        Input({"button": MATCH}, "n_clicks"),
        State({"text": MATCH}, "value"),
        prevent_initial_call=True,
    )
    def show(clicks, text):
        return f"{clicks} {text}"


@case("G6")
def a_match_input_with_a_fixed_output_at_load() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button(n, id={"button": n}) for n in "ab"] + [html.P("-", id="out")]
    )

    @callback(Output("out", "children"), Input({"button": MATCH}, "n_clicks"))
    def show(clicks):
        return f"{clicks} {ctx.triggered_id}"


@case("G7 D4", Click("add"), Click({"n": 1}))
def an_empty_list_is_a_value() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("add", id="add"), html.Div([], id="box"), html.P("-", id="out")]
    )

    @callback(Output("box", "children"), Input("add", "n_clicks"), prevent_initial_call=True)
    def add(clicks):
        return [html.Button(f"n{n}", id={"n": n}) for n in (1, 2)]

    @callback(Output("out", "children"), Input({"n": ALL}, "n_clicks"))
    def show(clicks):
        return f"{clicks} {len(ctx.triggered)}"


@case("G8", Click("all"), Click("one"), Click("none"), Click("part"))
def an_all_output_takes_one_value_for_each_item() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button(n, id=n) for n in ("all", "one", "none", "part")]
        + [html.P("-", id={"n": n}) for n in range(3)]
        + [html.P("-", id="count"), html.P("-", id="seen")]
    )
    buttons = [Input(n, "n_clicks") for n in ("all", "one", "none", "part")]

    @callback(
        Output({"n": ALL}, "children"),
        Output("count", "children"),
        *buttons,
        prevent_initial_call=True,
    )
    def fill(*clicks):
        return {
            "all": (["x", "y", "z"], "three"),
            "one": ([no_update, "only", no_update], "one"),
            "none": (no_update, "a list is wanted here"),
            "part": (["left", no_update, "right"], no_update),
        }[ctx.triggered_id]

    @callback(Output("seen", "children"), Input({"n": ALL}, "children"), prevent_initial_call=True)
    def seen(texts):
        return f"{texts} {[t['prop_id'] for t in ctx.triggered]}"


@case("G8 I5", Click("short"), Click("scalar"))
def an_all_output_of_the_wrong_shape_is_an_error() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("short", id="short"), html.Button("scalar", id="scalar")]
        + [html.P("-", id={"n": n}) for n in range(3)]
    )

    @callback(
        Output({"n": ALL}, "children"),
        Input("short", "n_clicks"),
        Input("scalar", "n_clicks"),
        prevent_initial_call=True,
    )
    def fill(*clicks):
        return ["x"] if ctx.triggered_id == "short" else "abc"


@case("G12 K1 J1", Click({"is": "button", "n": 1}), Click({"is": "button", "n": 2}))
def patterns_in_running_and_dict_ids_in_set_props() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Div(
                [
                    html.Button(f"b{n}", id={"is": "button", "n": n}),
                    html.P("-", id={"is": "out", "n": n}),
                    html.P("-", id={"is": "flag", "n": n}),
                    html.P("-", id={"is": "note", "n": n}),
                ]
            )
            for n in (1, 2)
        ]
    )

    @callback(
        Output({"is": "out", "n": MATCH}, "children"),
        Input({"is": "button", "n": MATCH}, "n_clicks"),
        running=[
            (Output({"is": "flag", "n": MATCH}, "children"), "on", "off"),
            (Output({"is": "note", "n": ALL}, "title"), "all on", "all off"),
        ],
        prevent_initial_call=True,
    )
    def work(clicks):
        set_props({"is": "note", "n": ctx.triggered_id.n}, {"children": "noted"})
        return f"{clicks}"


@case("G13 G15", Click("button"))
def a_callback_whose_pattern_finds_no_output_is_not_called() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("-", id="out")])

    @callback(Output({"none": ALL}, "children"), Input("button", "n_clicks"))
    def never(clicks):
        return []

    @callback(
        Output({"none": ALL}, "children", allow_duplicate=True),
        Output("out", "children"),
        Input("button", "n_clicks"),
        prevent_initial_call="initial_duplicate",
    )
    def with_another(clicks):
        return [], f"{clicks} {ctx.outputs_list}"


@case(
    "G14 G10 H3",
    Click({"path": "a.b/c", "n": 1.5}),
    Click({"path": 'é "x"', "n": 2}),
)
def ids_may_hold_dots_quotes_and_letters_of_any_kind() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("one", id={"path": "a.b/c", "n": 1.5}),
            html.Button("two", id={"path": 'é "x"', "n": 2}),
            html.P("-", id="out"),
        ]
    )

    @callback(
        Output("out", "children"),
        Input({"path": ALL, "n": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def show(clicks):
        return f"{clicks} {ctx.triggered_id.path} {ctx.triggered_id['n']}"


@case(
    "G3 G4 G5 F4",
    Fill("new", "milk"),
    Click("add"),
    Fill("new", "bread"),
    Click("add"),
    Click({"is": "done", "n": 1}),
    Click("clear"),
    unordered="mark show",
)
def a_todo_list() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Input(id="new"),
            html.Button("add", id="add"),
            html.Button("clear", id="clear"),
            html.Div([], id="list"),
            html.P(id="totals"),
        ]
    )

    @callback(
        Output("list", "children"),
        Output("new", "value"),
        Input("add", "n_clicks"),
        Input("clear", "n_clicks"),
        State("new", "value"),
        State({"is": "text", "n": ALL}, "children"),
        State({"is": "state", "n": ALL}, "children"),
        prevent_initial_call=True,
    )
    def edit(added, cleared, new, texts, states):
        items = [(t, s) for t, s in zip(texts, states, strict=True)]
        if ctx.triggered_id == "add":
            items.append((new, "open"))
        else:
            items = [(t, s) for t, s in items if s == "open"]
        return [
            html.Div(
                [
                    html.Button("done", id={"is": "done", "n": n}),
                    html.Span(text, id={"is": "text", "n": n}),
                    html.Span(state, id={"is": "state", "n": n}),
                ]
            )
            for n, (text, state) in enumerate(items)
        ], ""

    @callback(
        Output({"is": "state", "n": MATCH}, "children"),
        Input({"is": "done", "n": MATCH}, "n_clicks"),
        prevent_initial_call=True,
    )
    def mark(clicks):
        return "done"

    @callback(Output("totals", "children"), Input({"is": "state", "n": ALL}, "children"))
    def show(states):
        return f"{states.count('done')} of {len(states)} done"
