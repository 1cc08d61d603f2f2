"""E: triggering, queueing, execution, results."""

import time

from dash import (
    Dash,
    Input,
    Output,
    State,
    ctx,
    dash_table,
    dcc,
    html,
    no_update,
    set_props,
)
from dash.exceptions import PreventUpdate

from tests.differential.case import case
from tests.differential.gestures import Click, ClickText, Fill, On, Script, Shows, Started, Type
from tests.differential.recorder import callback


@case("E1", ClickText("tabs", "Two"), ClickText("tabs", "Two"), ClickText("tabs", "One"))
def a_component_that_sets_the_value_it_has_triggers_nothing() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Tabs(
                [dcc.Tab(label="One", value="1"), dcc.Tab(label="Two", value="2")],
                id="tabs",
                value="1",
            ),
            html.Div(id="out"),
        ]
    )

    @callback(Output("out", "children"), Input("tabs", "value"))
    def show(value):
        return f"tab {value}"


@case("E2", Click("button"))
def props_set_at_once_are_one_run_with_several_triggers() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.Div(id="out")])

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks_timestamp"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def show(timestamp, clicks):
        return f"{clicks} clicks, {len(ctx.triggered)} triggers"


@case("E3", Click("button"), Click("button"))
def an_output_of_equal_value_triggers_again() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("same", id="a"), html.P(id="b")])
    runs = []

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    def same(clicks):
        return "same"

    @callback(Output("b", "children"), Input("a", "children"))
    def count(text):
        runs.append(text)
        return f"{len(runs)} runs"


@case("E3 M6", Script("dash_clientside.set_props('a', {children: 'same'})"))
def set_props_of_equal_value_triggers() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.P("same", id="a"), html.P(id="b")])

    @callback(Output("b", "children"), Input("a", "children"), prevent_initial_call=True)
    def follow(text):
        return f"follows {text}"


@case("E4 J2", Click("button"))
def side_updates_and_outputs_of_one_callback_are_one_run_downstream() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")]
        + [html.P(id=name) for name in ("side", "out", "flag", "end")]
    )

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks"),
        running=[(Output("flag", "title"), "on", "off")],
        prevent_initial_call=True,
    )
    def first(clicks):
        set_props("side", {"children": "by set_props"})
        return "by output"

    @callback(
        Output("end", "children"),
        Input("out", "children"),
        Input("side", "children"),
        Input("flag", "title"),
        prevent_initial_call=True,
    )
    def second(out, side, flag):
        return f"{out}, {side}, {flag}; " + " ".join(t["prop_id"] for t in ctx.triggered)


@case(
    "E4",
    Script(
        "dash_clientside.set_props('b', {children: '1'});"
        "dash_clientside.set_props('a', {children: '2'});"
        "dash_clientside.set_props('b', {children: '3'});"
    ),
)
def changes_of_one_task_are_handled_together() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.P("0", id="a"), html.P("0", id="b"), html.P(id="out")])

    @callback(Output("out", "children"), Input("a", "children"), Input("b", "children"))
    def join(a, b):
        return f"{a} {b}; " + " ".join(t["prop_id"] for t in ctx.triggered)


@case("E5", Click("button"))
def two_outputs_that_feed_one_callback_run_it_once() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P(id="a"), html.P(id="b"), html.P(id="out")]
    )

    @callback(Output("b", "children"), Output("a", "children"), Input("button", "n_clicks"))
    def split(clicks):
        return f"b{clicks}", f"a{clicks}"

    @callback(Output("out", "children"), Input("a", "children"), Input("b", "children"))
    def join(a, b):
        return f"{a}{b}"


@case("E6", Click("button"), unordered="slow reader")
def a_callback_does_not_wait_for_its_state() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P("old", id="a"), html.P(id="out")])

    @callback(Output("a", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def slow(clicks):
        time.sleep(0.3)
        return "new"

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks"),
        State("a", "children"),
        prevent_initial_call=True,
    )
    def reader(clicks, text):
        return f"saw {text}"


@case(
    "E7",
    (
        Fill("in", "slow"),
        Started("echo"),
        Fill("in", "fast"),
        Shows("out", "fast"),
        Shows("done", "slow is done"),
    ),
)
def the_last_request_wins_and_not_the_last_to_finish() -> None:
    app = Dash(__name__)
    app.layout = html.Div([dcc.Input(id="in")] + [html.P(id=n) for n in ("out", "end", "done")])

    @callback(Output("out", "children"), Input("in", "value"), prevent_initial_call=True)
    def echo(value):
        if value == "slow":
            time.sleep(1)
            set_props("done", {"children": "slow is done"})
        return value

    @callback(Output("end", "children"), Input("out", "children"), prevent_initial_call=True)
    def follow(value):
        return f"followed {value}"


@case("E8", (Fill("in", "first"), Started("echo"), Fill("in", "second"), Shows("side", "first")))
def set_props_of_a_superseded_run_still_apply() -> None:
    app = Dash(__name__)
    app.layout = html.Div([dcc.Input(id="in"), html.P(id="out"), html.P(id="side")])

    @callback(Output("out", "children"), Input("in", "value"), prevent_initial_call=True)
    def echo(value):
        if value == "first":
            time.sleep(0.6)
            set_props("side", {"children": value})
        return value


@case("E12", (Click("button"), Started("slow"), Fill("in", "typed meanwhile")))
def values_are_read_when_a_callback_begins() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), dcc.Input(id="in"), html.P(id="a"), html.P(id="out")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def slow(clicks):
        time.sleep(0.6)
        return clicks

    @callback(Output("out", "children"), Input("a", "children"), State("in", "value"))
    def reader(clicks, text):
        return f"{clicks}: {text}"


@case(
    "E14",
    *[Click(name) for name in ("prevent", "nothing", "fail", "fine")],
    unordered="joined only",
)
def a_waiting_callback_goes_on_when_what_it_waits_for_fails() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button(name, id=name) for name in ("prevent", "nothing", "fail", "fine")]
        + [html.P(id="a"), html.P(id="b"), html.P(id="end"), html.P(id="after")]
    )
    buttons = [Input(name, "n_clicks") for name in ("prevent", "nothing", "fail", "fine")]

    @callback(Output("a", "children"), *buttons, prevent_initial_call=True)
    def first(*clicks):
        if ctx.triggered_id == "prevent":
            raise PreventUpdate
        if ctx.triggered_id == "fail":
            raise ValueError("no")
        return no_update if ctx.triggered_id == "nothing" else "done"

    @callback(Output("b", "children"), Input("a", "children"), *buttons, prevent_initial_call=True)
    def joined(a, *clicks):
        return f"{a} " + " ".join(t["prop_id"] for t in ctx.triggered)

    @callback(Output("end", "children"), Input("a", "children"), prevent_initial_call=True)
    def only(a):
        return f"saw {a}"


@case("E15", Click("button"), Click("button"))
def an_output_without_update_triggers_nobody() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P(id=name) for name in ("a", "b", "x", "y")]
    )

    @callback(Output("a", "children"), Output("b", "children"), Input("button", "n_clicks"))
    def split(clicks):
        return (no_update, clicks) if (clicks or 0) % 2 else (clicks, no_update)

    @callback(Output("x", "children"), Input("a", "children"))
    def follow_a(a):
        return f"a is {a}"

    @callback(Output("y", "children"), Input("b", "children"))
    def follow_b(b):
        return f"b is {b}"


@case("E16", (Click("start"), Started("slow"), Click("remove")))
def the_result_for_a_component_that_has_left_is_forgotten() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [
            html.Button("start", id="start"),
            html.Button("remove", id="remove"),
            html.Div(html.P("here", id="out"), id="box"),
        ]
    )

    @callback(Output("out", "children"), Input("start", "n_clicks"), prevent_initial_call=True)
    def slow(clicks):
        time.sleep(0.6)
        return "late"

    @callback(Output("box", "children"), Input("remove", "n_clicks"), prevent_initial_call=True)
    def remove(clicks):
        return "gone"


@case("E17", Click("button"), Click("add"), Click("button"))
def a_request_for_an_absent_output_waits_for_its_component() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.Button("add", id="add"), html.Div(id="box")]
    )

    @callback(Output("box", "children"), Input("add", "n_clicks"), prevent_initial_call=True)
    def add(clicks):
        return html.P(id="out")

    @callback(Output("out", "children"), Input("button", "n_clicks"))
    def count(clicks):
        return f"{clicks} clicks"


@case(
    "E18",
    (Click("slow"), Started("slow"), Click("fast"), Shows("first", "fast 1")),
    Click("fast"),
    unordered="slow fast",
)
def the_end_of_a_chain_waits_for_the_slow_arm() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("fast", id="fast"), html.Button("slow", id="slow")]
        + [html.P(id=name) for name in ("first", "second", "third")]
    )

    @callback(Output("first", "children"), Input("fast", "n_clicks"))
    def fast(clicks):
        return f"fast {clicks}"

    @callback(Output("second", "children"), Input("slow", "n_clicks"))
    def slow(clicks):
        time.sleep(0.6 if clicks else 0)
        return f"slow {clicks}"

    @callback(Output("third", "children"), Input("first", "children"), Input("second", "children"))
    def third(first, second):
        return f"{first} and {second}"


@case("E18", (Click("button"), Started("middle"), Click("button"), Shows("end", "2 2 2")))
def a_second_trigger_in_mid_chain_restarts_the_chain() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P(id=name) for name in ("a", "b", "end")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def start(clicks):
        return clicks

    @callback(Output("b", "children"), Input("a", "children"), prevent_initial_call=True)
    def middle(a):
        time.sleep(0.6)
        return a

    @callback(
        Output("end", "children"),
        Input("b", "children"),
        Input("a", "children"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def end(b, a, clicks):
        return f"{a} {b} {clicks}"


@case("E18", Click("button"))
def a_diamond_of_unequal_arms_joins_once() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P(id=name) for name in ("a", "b", "c", "d")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    def a(clicks):
        return f"a{clicks}"

    @callback(Output("b", "children"), Input("a", "children"))
    def b(a):
        return f"{a}b"

    @callback(Output("c", "children"), Input("b", "children"))
    def c(b):
        return f"{b}c"

    @callback(
        Output("d", "children"),
        Input("c", "children"),
        Input("button", "n_clicks"),
        Input("a", "children"),
    )
    def d(c, clicks, a):
        return f"{c} {clicks} {a}"


@case("E20", Fill("celsius", "100"), Fill("fahrenheit", "50"))
def synchronised_inputs_come_to_rest_after_one_run() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            dcc.Input(id="celsius", type="number", value=0),
            dcc.Input(id="fahrenheit", type="number", value=32),
            html.P(id="out"),
        ]
    )

    @callback(
        Output("celsius", "value"),
        Output("fahrenheit", "value"),
        Input("celsius", "value"),
        Input("fahrenheit", "value"),
    )
    def convert(celsius, fahrenheit):
        if ctx.triggered_id == "fahrenheit":
            return (fahrenheit - 32) * 5 / 9, fahrenheit
        return celsius, celsius * 9 / 5 + 32

    @callback(Output("out", "children"), Input("fahrenheit", "value"))
    def watch(fahrenheit):
        return f"{fahrenheit} F"


@case("E21 B13", Click("button"), Click("button"))
def a_real_cycle_is_reported_and_runs_about_once() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P(id=name) for name in ("a", "b", "c")]
    )

    # At load real Dash decides by a race how often each one runs, and may even get stuck.
    @callback(
        Output("a", "children"),
        Input("c", "children"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def a(c, clicks):
        return f"a{clicks}"

    @callback(Output("b", "children"), Input("a", "children"), prevent_initial_call=True)
    def b(a):
        return f"b{a}"

    @callback(Output("c", "children"), Input("b", "children"), prevent_initial_call=True)
    def c(b):
        return f"c{b}"


@case("E22", Click("one"), Click("two"))
def callbacks_may_share_an_output() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("one", id="one"), html.Button("two", id="two"), html.P(id="a"), html.P(id="b")]
    )

    @callback(Output("a", "children"), Input("one", "n_clicks"))
    def one(clicks):
        return f"one {clicks}"

    @callback(
        Output("a", "children", allow_duplicate=True),
        Input("two", "n_clicks"),
        prevent_initial_call=True,
    )
    def two(clicks):
        return f"two {clicks}"

    @callback(Output("b", "children"), Input("a", "children"))
    def follow(text):
        return f"follows {text}"


@case("E22", Click("button"), unordered="one two")
def two_owners_of_an_output_triggered_at_once_both_run() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("b", id="button"), html.P(id="a"), html.P(id="b")])

    @callback(Output("a", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def one(clicks):
        return "one"

    @callback(
        Output("a", "children", allow_duplicate=True),
        Input("button", "n_clicks_timestamp"),
        prevent_initial_call=True,
    )
    def two(clicks):
        time.sleep(0.3)
        return "two"

    @callback(Output("b", "children"), Input("a", "children"), prevent_initial_call=True)
    def follow(text):
        return f"follows {text}"


@case("E9", Type("in", "a"), Type("in", "b"), Type("in", "c"))
def every_key_is_a_call_of_its_own() -> None:
    app = Dash(__name__)
    app.layout = html.Div([dcc.Input(id="in", value=""), html.P(id="out")])

    @callback(Output("out", "children"), Input("in", "value"))
    def echo(value):
        return f"typed {value}"


@case("E10 E19", Click("button"), unordered=" ".join(f"f{n}" for n in range(15)))
def more_callbacks_than_run_at_once_all_run() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P(id="sum")]
        + [html.P(id=f"out{n}") for n in range(15)]
    )

    for number in range(15):

        def function(clicks, number=number):
            return f"{number}: {clicks}"

        function.__name__ = f"f{number}"
        callback(
            Output(f"out{number}", "children"),
            Input("button", "n_clicks"),
            prevent_initial_call=True,
        )(function)

    @callback(
        Output("sum", "children"),
        [Input(f"out{n}", "children") for n in range(15)],
        prevent_initial_call=True,
    )
    def together(*texts):
        return f"{sum(text is not None for text in texts)} of 15"


@case("E19", (Click("slow"), Started("slow"), Click("fast"), Shows("b", "fast 1")))
def a_sleeping_callback_holds_up_no_other() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("s", id="slow"), html.Button("f", id="fast")]
        + [html.P("-", id=name) for name in ("a", "b")]
    )

    @callback(Output("a", "children"), Input("slow", "n_clicks"), prevent_initial_call=True)
    def slow(clicks):
        time.sleep(0.8)
        return f"slow {clicks}"

    @callback(Output("b", "children"), Input("fast", "n_clicks"), prevent_initial_call=True)
    def fast(clicks):
        return f"fast {clicks}"


@case("E13 I9", Click("button"))
def all_outputs_of_a_result_are_there_for_its_followers() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.Div(id="box"), html.P("-", id="z"), html.P(id="a")]
    )

    @callback(
        Output("z", "children"),
        Output("box", "children"),
        Output("z", "title"),
        Input("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def write(clicks):
        return "last", html.P("inside", id="late"), "titled"

    @callback(
        Output("a", "children"),
        Input("z", "title"),
        Input("z", "children"),
        State("box", "children"),
        State("button", "n_clicks"),
        prevent_initial_call=True,
    )
    def read(title, text, content, clicks):
        return f"{title} {text} {content['props']['id']} {clicks} {ctx.triggered_prop_ids}"


@case(
    "E7 E18",
    (
        Click("button"),
        Started("first"),
        Click("button"),
        Shows("end", "2 of 2"),
    ),
)
def a_chain_that_is_overtaken_at_its_head_ends_once() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button")] + [html.P(id=name) for name in ("a", "b", "end")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def first(clicks):
        time.sleep(0.8 if clicks == 1 else 0)
        return clicks

    @callback(Output("b", "children"), Input("a", "children"), prevent_initial_call=True)
    def second(a):
        return a

    @callback(Output("end", "children"), Input("b", "children"), Input("a", "children"))
    def end(b, a):
        return f"{b} of {a}"


@case(
    "E25 E1",
    Type("text", "ab"),
    Click("go"),
    On("._dash-undo-redo-link:has-text('undo')"),
    On("._dash-undo-redo-link:has-text('undo')"),
    On("._dash-undo-redo-link:has-text('redo')"),
    fresh=True,
)
def what_the_user_did_is_undone_and_done_again() -> None:
    app = Dash(__name__, show_undo_redo=True)
    app.layout = html.Div(
        [dcc.Input(id="text", value=""), html.Button("go", id="go"), html.P("-", id="out")]
    )

    @callback(Output("out", "children"), Input("text", "value"), Input("go", "n_clicks"))
    def show(text, clicks):
        return f"{text} {clicks}"


@case(
    "E11 F2",
    (Click("go"), Shows("table", "one"), Shows("drawn", "drawn")),
    # Which code is there first is up to the network.
    unordered="both one",
)
def callbacks_of_what_is_drawn_by_late_code_wait_for_it() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [html.Button("go", id="go"), html.Div(id="box"), *(html.P("-", id=n) for n in ("a", "b"))]
    )

    @callback(Output("box", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def insert(clicks):
        return [
            dash_table.DataTable([{"n": "one"}], id="table"),
            dcc.Markdown("*drawn*", id="drawn"),
        ]

    @callback(Output("a", "children"), Input("table", "data"), Input("drawn", "children"))
    def both(data, text):
        return f"{data} {text}"

    @callback(Output("b", "children"), Input("drawn", "children"))
    def one(text):
        return f"{text}"
