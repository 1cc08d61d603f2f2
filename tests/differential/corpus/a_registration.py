"""A: what is said of mistakes when an app is written, and what registration leaves alone."""

from dash import ALL, MATCH, Dash, Input, Output, State, callback_context, dcc, get_app, html
from dash import callback as register
from dash import ctx as same_ctx

from tests.differential.case import case
from tests.differential.gestures import Click
from tests.differential.recorder import callback, recorded


@case("A1 A14 A2", Click("button"))
def global_callbacks_and_those_of_the_app_stand_side_by_side() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), html.P(id="a"), html.P(id="b"), html.P(id="c")]
    )

    @callback(Output("a", "children"), Input("button", "n_clicks"))
    def of_the_process(clicks):
        return f"{clicks} clicks"

    @app.callback(Output("b", "children"), Input("button", "n_clicks"))
    @recorded
    def of_the_app(clicks):
        # The decorator has returned the function as it is.
        return of_the_process(clicks) + " too"

    @callback(Output("c", "children"), Input("a", "children"), Input("b", "children"))
    def both(a, b):
        return f"{a} / {b}"


@case("A3 A4 A5 A6 A7 A8 A10 A11 A12 A13 B5 B6 H1")
def mistakes_in_a_registration_are_told_in_the_same_words() -> None:
    app = Dash(__name__)
    out, other, value = Output("out", "children"), Output("other", "title"), Input("in", "value")

    def told(*args, **kwargs):
        try:
            register(*args, **kwargs)(lambda *values: None)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return "accepted"

    def told_of(make):
        try:
            return f"accepted: {make()!r}"
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    said = [
        told(value, out),
        told(out, "in.value"),
        told([out], [State("s", "value")], [value], other),
        told(output=out, inputs={"a": value}, state=[State("s", "value")]),
        told(output=out, inputs=[value], state={"s": State("s", "value")}),
        told(output=value, inputs=[value]),
        told(output=[out, value], inputs=[value]),
        told(Output("a.b", "children"), value),
        told(Output("{a", "children"), value),
        told(Output({1: "x"}, "children"), value),
        told(out, Input("a.b", "value")),
        told(out, value, State("{a", "value")),
        told(out, Input({"a": None}, "value")),
        told(out, value, State(7.5, "value")),
        told(out, value, background=True, progress=Output({"n": ALL}, "children")),
        told(out, value, background=True, cancel=[Input({"n": MATCH}, "n_clicks")]),
        told(out, value, background=True, progress=[other], progress_default=[1, 2]),
        told(Output("twice", "title", allow_duplicate=True), value),
        told(other, value, running=[("nothing", 1)]),
        told_of(lambda: Output("x", 7)),
        told_of(lambda: Output(7, "children")),
        told_of(lambda: Input({"n": ALL}, "value")),
        told_of(lambda: Output({"n": MATCH}, "value", allow_duplicate=True)),
        told_of(lambda: html.Div(no_such=1)),
        told_of(lambda: html.Div(id=["x"])),
        told_of(lambda: html.Div(title=html.P())),
        told_of(lambda: dcc.Input(value=1, values=2)),
        told_of(lambda: callback_context.triggered),
        told_of(lambda: callback_context.inputs),
        told_of(lambda: get_app() is app),
        told_of(lambda: callback_context is same_ctx),
    ]
    app = Dash(__name__)
    app.layout = html.Div(
        [dcc.Input(id="in"), html.P(id="last"), *[html.Pre(line) for line in said]]
    )

    @callback(Output("last", "children"), Input("in", "value"))
    def last(value):
        return f"{len(said)} {get_app() is app}"


@case("A16", Click("go"))
def what_is_no_layout_is_refused_when_it_is_set_and_later_twins_are_not() -> None:
    app = Dash(__name__)

    def told(layout):
        try:
            app.layout = layout
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return "accepted"

    said = [told(layout) for layout in (3, "text", {"a": 1}, {1}, True, b"x", None, [], ("a",))]
    app.layout = [
        "text, and",
        html.Button("go", id="go"),
        html.P("-", id="out"),
        *[html.Pre(line) for line in said],
    ]

    @callback(Output("out", "children"), Input("go", "n_clicks"))
    def work(clicks):
        return [html.P(f"{n} {clicks}", id="twin") for n in range(2)]


@case("A18", Click("go"), fresh=True)
def a_component_library_may_be_imported_in_a_callback() -> None:
    app = Dash(__name__)
    app.layout = html.Div([html.Button("go", id="go"), html.P("-", id="out")])

    @callback(Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        # No other case may import it: the libraries that Dash knows are those of its process.
        import dash_daq

        return dash_daq.Indicator(id="light", value=True, label=f"on since {clicks}")
