"""F: what callbacks do to the layout."""

from dash import ALL, Dash, Input, Output, Patch, ctx, dcc, html, set_props

from tests.differential.case import case
from tests.differential.gestures import Click, Fill
from tests.differential.recorder import callback


@case("F2", Click("insert"), unordered="both_in input_in output_in")
def inserted_components_call_their_callbacks() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [
            html.Button("insert", id="insert"),
            html.Div(id="box"),
            html.P("-", id="outside"),
            dcc.Input(id="old-input", value="old"),
        ]
    )

    @callback(Output("box", "children"), Input("insert", "n_clicks"), prevent_initial_call=True)
    def insert(clicks):
        return [dcc.Input(id="new-input", value="new"), html.P("-", id="a"), html.P("-", id="b")]

    @callback(Output("a", "children"), Input("new-input", "value"))
    def both_in(value):
        return f"a: {value}"

    @callback(Output("outside", "children"), Input("new-input", "value"))
    def input_in(value):
        return f"outside: {value}"

    @callback(Output("b", "children"), Input("old-input", "value"))
    def output_in(value):
        return f"b: {value}"

    @callback(Input("new-input", "value"))
    def no_output(value):
        set_props("outside", {"title": "never at insertion"})


@case("F2", Click("insert"), Fill("new-input", "typed"), unordered="both_in input_in no_output")
def prevent_initial_call_does_not_hold_for_an_inserted_input_of_an_old_output() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [
            html.Button("insert", id="insert"),
            html.Div(id="box"),
            html.P("-", id="outside"),
            dcc.Input(id="old-input", value="old"),
        ]
    )

    @callback(Output("box", "children"), Input("insert", "n_clicks"), prevent_initial_call=True)
    def insert(clicks):
        return [dcc.Input(id="new-input", value="new"), html.P("-", id="a"), html.P("-", id="b")]

    @callback(Output("a", "children"), Input("new-input", "value"), prevent_initial_call=True)
    def both_in(value):
        return f"a: {value}"

    @callback(Output("outside", "children"), Input("new-input", "value"), prevent_initial_call=True)
    def input_in(value):
        return f"outside: {value}"

    @callback(Output("b", "children"), Input("old-input", "value"), prevent_initial_call=True)
    def output_in(value):
        return f"b: {value}"

    @callback(Input("new-input", "value"), prevent_initial_call=True)
    def no_output(value):
        set_props("outside", {"title": f"no output: {value}"})


@case("F2 P14", unordered="update_layout_div update_output")
def a_page_that_a_callback_inserts_at_load() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [dcc.Location(id="url"), html.Div("-", id="layout-div"), html.Div(id="content")]
    )

    @callback(Output("content", "children"), Input("url", "pathname"))
    def display_page(pathname):
        return html.Div([dcc.Input(id="input", value="hello world"), html.Div("-", id="output")])

    @callback(Output("output", "children"), Input("input", "value"), prevent_initial_call=True)
    def update_output(value):
        return value

    @callback(Output("layout-div", "children"), Input("input", "value"), prevent_initial_call=True)
    def update_layout_div(value):
        return value


@case("F2 E18", Click("insert"))
def inserted_chains_run_in_order() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("insert", id="insert"), html.Div(id="box")])

    @callback(Output("box", "children"), Input("insert", "n_clicks"), prevent_initial_call=True)
    def insert(clicks):
        return [html.P("start", id="a"), html.P("-", id="b"), html.P("-", id="c")]

    @callback(Output("c", "children"), Input("b", "children"), Input("a", "children"))
    def last(b, a):
        return f"{b}, {a}"

    @callback(Output("b", "children"), Input("a", "children"))
    def middle(a):
        return f"middle of {a}"


@case("F2", Click("insert"), Click("insert"))
def a_page_that_inserts_a_page() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("insert", id="insert"), html.Div(id="outer")])

    @callback(Output("outer", "children"), Input("insert", "n_clicks"), prevent_initial_call=True)
    def outer(clicks):
        return html.Div([html.P(f"outer {clicks}", id="head"), html.Div(id="inner")])

    @callback(Output("inner", "children"), Input("head", "children"))
    def inner(head):
        return [html.P(f"inner of {head}", id="text"), html.P("-", id="leaf")]

    @callback(Output("leaf", "children"), Input("text", "children"))
    def leaf(text):
        return f"leaf of {text}"


@case("F3 F4 G7", Click("add"), Click("add"), Click("remove"), Click("remove"))
def a_list_callback_is_told_of_every_arrival_and_departure() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("add", id="add"),
            html.Button("remove", id="remove"),
            html.Div([], id="list"),
            html.P(id="out"),
        ]
    )

    @callback(
        Output("list", "children"),
        Input("add", "n_clicks"),
        Input("remove", "n_clicks"),
        prevent_initial_call=True,
    )
    def change(added, removed):
        count = (added or 0) - (removed or 0)
        return [dcc.Input(id={"item": i}, value=f"item {i}") for i in range(count)]

    @callback(Output("out", "children"), Input({"item": ALL}, "value"), prevent_initial_call=True)
    def watch(values):
        return f"{values}; {ctx.triggered_id}"


@case("F3 L5", Click("add"), Click("add"), Click("pop"))
def a_patched_list_reports_its_items() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("add", id="add"),
            html.Button("pop", id="pop"),
            html.Div([], id="list"),
            html.P(id="out"),
        ]
    )

    @callback(Output("list", "children"), Input("add", "n_clicks"), prevent_initial_call=True)
    def add(clicks):
        items = Patch()
        items.append(dcc.Input(id={"item": clicks}, value=f"item {clicks}"))
        return items

    @callback(
        Output("list", "children", allow_duplicate=True),
        Input("pop", "n_clicks"),
        prevent_initial_call=True,
    )
    def pop(clicks):
        items = Patch()
        del items[0]
        return items

    @callback(Output("out", "children"), Input({"item": ALL}, "value"))
    def watch(values):
        return f"{values}"


@case(
    "F7", Click("by-set-props"), Click("follow-up"), Click("by-output"), unordered="inside outside"
)
def content_inserted_by_set_props_gets_no_initial_calls() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [html.Button(n, id=n) for n in ("by-set-props", "follow-up", "by-output")]
        + [html.Div(id="box"), html.P("-", id="outside")]
    )

    @callback(Input("by-set-props", "n_clicks"), prevent_initial_call=True)
    def side(clicks):
        set_props("box", {"children": [html.P("side", id="a"), html.P("-", id="b")]})

    @callback(Input("follow-up", "n_clicks"), prevent_initial_call=True)
    def reach(clicks):
        set_props("a", {"children": "reached"})

    @callback(Output("box", "children"), Input("by-output", "n_clicks"), prevent_initial_call=True)
    def output(clicks):
        return [html.P("output", id="a"), html.P("-", id="b")]

    @callback(Output("b", "children"), Input("a", "children"))
    def inside(text):
        return f"b of {text}"

    @callback(Output("outside", "children"), Input("a", "children"))
    def outside(text):
        return f"outside of {text}"


@case("F1", Click("button"))
def components_may_stand_in_props_other_than_children() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [html.Button("b", id="button"), dcc.Checklist([], [], id="list"), html.P("-", id="out")]
    )

    @callback(Output("list", "options"), Input("button", "n_clicks"), prevent_initial_call=True)
    def options(clicks):
        return [
            {"label": html.Span(f"label {n}", id=f"label-{n}"), "value": n} for n in range(clicks)
        ]

    @callback(Output("out", "children"), Input("label-0", "children"))
    def label(text):
        return f"found {text}"


@case("F8", Fill("inside", "typed"), Click("again"), Click("again"))
def children_returned_again_have_the_props_that_were_returned() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("again", id="again"), html.Div(id="box")])

    @callback(Output("box", "children"), Input("again", "n_clicks"))
    def again(clicks):
        return dcc.Input(id="inside", value=f"returned {clicks}")


@case("C8 F1", *[Click(name) for name in ("none", "zero", "empty", "text", "list", "part", "bool")])
def children_may_be_anything_that_react_renders() -> None:
    app = Dash(__name__)
    names = ("none", "zero", "empty", "text", "list", "part", "bool")
    app.layout = html.Div([html.Button(n, id=n) for n in names] + [html.Div("start", id="out")])

    @callback(
        Output("out", "children"), *[Input(n, "n_clicks") for n in names], prevent_initial_call=True
    )
    def show(*clicks):
        return {
            "none": None,
            "zero": 0,
            "empty": "",
            "text": "text",
            "list": ["a ", 1, None, html.B("bold"), " z"],
            "part": html.Div([html.I("nested"), 2.5]),
            "bool": [True, "shown"],
        }[ctx.triggered_id]


@case("F5 F4", Click("go"), Click("go"))
def content_that_is_inserted_again_is_a_trigger_though_it_is_equal() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div([html.Button("go", id="go"), html.Div(id="box"), html.P("-", id="out")])

    @callback(Output("box", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def insert(clicks):
        return dcc.Input(id="same", value="same")

    @callback(Output("out", "children"), Input("same", "value"), prevent_initial_call=True)
    def follow(value):
        return f"{value} {ctx.triggered_id}"


@case("F6 F1", Click("labels"), Click("value"), Click("labels"))
def a_prop_with_components_calls_what_reads_it_and_what_is_new_in_it() -> None:
    app = Dash(__name__, suppress_callback_exceptions=True)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("labels", "value")),
            dcc.RadioItems([{"label": html.B("x", id="inside-x"), "value": "x"}], "x", id="choice"),
            *(html.P("-", id=name) for name in ("of-value", "of-options", "of-inside")),
        ]
    )

    @callback(Output("choice", "options"), Input("labels", "n_clicks"), prevent_initial_call=True)
    def labels(clicks):
        return [
            {"label": html.B(name, id=f"inside-{name}", title=f"{clicks}"), "value": name}
            for name in ("x", "y")
        ]

    @callback(Output("choice", "value"), Input("value", "n_clicks"), prevent_initial_call=True)
    def value(clicks):
        return "y"

    @callback(Output("of-value", "children"), Input("choice", "value"))
    def reads_value(value):
        return f"{value} {ctx.triggered_id}"

    @callback(Output("of-options", "children"), Input("choice", "options"))
    def reads_options(options):
        return f"{len(options)} {ctx.triggered_id}"

    @callback(Output("of-inside", "children"), Input("inside-y", "title"))
    def reads_inside(title):
        return f"{title} {ctx.triggered_id}"
