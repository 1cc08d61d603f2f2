"""N: background callbacks, where their order is certain: one job at a time, states waited for.

Calls of the jobs themselves are not noted: a process of its own prints past the server.
"""

import time

import dash
from dash import ALL, Dash, Input, Output, Patch, State, ctx, html, no_update, set_props
from dash.exceptions import PreventUpdate

from tests.differential.case import case
from tests.differential.gestures import Click, Shows
from tests.differential.recorder import callback


@case("N3 N4 N5 E13", Click("go"), Click("go"), fresh=True)
def a_job_sets_back_running_and_progress_and_then_the_chain_goes_on() -> None:
    app = Dash(__name__, background_callback_manager=dash.DiskcacheManager())
    app.layout = html.Div(
        [html.Button("go", id="go"), html.P("-", id="bar"), html.P(id="out"), html.P(id="after")]
    )

    @dash.callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        background=True,
        interval=100,
        running=[(Output("go", "title"), "on", "off")],
        progress=Output("bar", "children"),
        progress_default="none",
        prevent_initial_call=True,
    )
    def work(set_progress, clicks):
        set_progress(f"at {clicks}")
        return f"done {clicks}"

    @callback(Output("after", "children"), Input("out", "children"), prevent_initial_call=True)
    def after(out):
        return f"after {out}"


@case("N6 K3 I1", *[Click(name) for name in ("nothing", "prevent", "fail", "fine")], fresh=True)
def jobs_end_as_other_callbacks_do() -> None:
    app = Dash(__name__, background_callback_manager=dash.DiskcacheManager())
    names = ("nothing", "prevent", "fail", "fine")
    app.layout = html.Div([html.Button(n, id=n) for n in names] + [html.P("-", id="out")])

    @dash.callback(
        Output("out", "children"),
        *[Input(n, "n_clicks") for n in names],
        background=True,
        interval=100,
        on_error=lambda error: f"{type(error).__mro__[1].__name__} {str(error).splitlines()[0]}"[
            -70:
        ],
        prevent_initial_call=True,
    )
    def work(*clicks):
        if ctx.triggered_id == "prevent":
            raise PreventUpdate
        if ctx.triggered_id == "fail":
            raise ValueError("no")
        return no_update if ctx.triggered_id == "nothing" else f"fine {clicks}"


@case(
    "N7 N8",
    (Click("go"), Shows("note", "1"), Click("stop")),
    (Click("go"), Shows("note", "2"), Click("go")),
    fresh=True,
)
def a_job_is_cancelled_or_superseded() -> None:
    app = Dash(__name__, background_callback_manager=dash.DiskcacheManager())
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("go", "stop")),
            *(html.P("-", id=name) for name in ("note", "out", "bar")),
        ]
    )

    @dash.callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        background=True,
        interval=100,
        running=[(Output("stop", "title"), "on", "off")],
        progress=[Output("bar", "children")],
        progress_default=["none"],
        cancel=[Input("stop", "n_clicks")],
        prevent_initial_call=True,
    )
    def work(set_progress, clicks):
        set_props("note", {"children": clicks})
        time.sleep(0 if clicks == 3 else 1000)
        return f"done {clicks}"


@case(
    "N9",
    (Click("go"), Shows("out", "computed at 1")),
    Click("go"),
    Click("renew"),
    (Click("go"), Shows("out", "computed at 3")),
    fresh=True,
)
def a_kept_result_comes_without_a_call() -> None:
    version = {"now": 1}
    manager = dash.DiskcacheManager(cache_by=lambda: version["now"])
    app = Dash(__name__, background_callback_manager=manager)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("go", "renew")),
            *(html.P("-", id=name) for name in ("out", "version")),
        ]
    )

    @dash.callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        background=True,
        interval=100,
        cache_args_to_ignore=[0],
        prevent_initial_call=True,
    )
    def work(clicks):
        # Dash begins the job all the same, and ends it when it finds the kept result.
        time.sleep(1)
        return f"computed at {clicks}"

    @callback(Output("version", "children"), Input("renew", "n_clicks"), prevent_initial_call=True)
    def renew(clicks):
        version["now"] += 1
        return version["now"]


@case("N2", Click("go"), Click("other"), fresh=True)
def a_job_needs_a_manager_when_it_is_to_begin() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            *(html.Button(name, id=name) for name in ("go", "other")),
            *(html.P("-", id=name) for name in ("out", "said")),
        ]
    )

    @dash.callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        background=True,
        interval=100,
        prevent_initial_call=True,
    )
    def work(clicks):
        return f"done {clicks}"

    @callback(Output("said", "children"), Input("other", "n_clicks"), prevent_initial_call=True)
    def other(clicks):
        return f"said {clicks}"


@case("N10", Click("go"), Click("go"), fresh=True)
def jobs_patch_and_write_all_items() -> None:
    app = Dash(__name__, background_callback_manager=dash.DiskcacheManager())
    app.layout = html.Div(
        [
            html.Button("go", id="go"),
            *(html.P("-", id={"n": n}) for n in (1, 2)),
            *(html.P(["-"], id=name) for name in ("bar", "note", "list")),
        ]
    )

    def more(text):
        patch = Patch()
        patch.append(text)
        return patch

    @dash.callback(
        Output({"n": ALL}, "children"),
        Output("list", "children"),
        Input("go", "n_clicks"),
        State({"n": ALL}, "id"),
        background=True,
        interval=100,
        progress=Output("bar", "children"),
        running=[(Output("go", "title"), "on", "off")],
        prevent_initial_call=True,
    )
    def work(set_progress, clicks, ids):
        set_progress(more(f" at {clicks}"))
        set_props("note", {"children": more(f" note {clicks}")})
        return [f"{clicks} of {ident}" for ident in ids], more(f" and {clicks}")


@case("N12 C1", Click("one"), Click("two"), fresh=True)
def a_job_gets_its_arguments_in_the_order_in_which_they_stand() -> None:
    app = Dash(__name__, background_callback_manager=dash.DiskcacheManager())
    app.layout = html.Div(
        [
            html.Button("one", id="one"),
            html.P("state", id="state"),
            html.Button("two", id="two"),
            html.P("-", id="out"),
        ]
    )

    @dash.callback(
        Output("out", "children"),
        Input("one", "n_clicks"),
        State("state", "children"),
        Input("two", "n_clicks"),
        State("out", "id"),
        background=True,
        interval=100,
        prevent_initial_call=True,
    )
    def work(*values):
        return f"{values} {ctx.triggered_id} {ctx.inputs} {ctx.states} {ctx.triggered}"


@case("N11", Click("go"), fresh=True)
def what_a_job_does_to_globals_stays_with_the_job() -> None:
    app = Dash(__name__, background_callback_manager=dash.DiskcacheManager())
    app.layout = html.Div([html.Button("go", id="go"), *(html.P("-", id=n) for n in ("a", "b"))])
    done = []

    @dash.callback(
        Output("a", "children"),
        Input("go", "n_clicks"),
        background=True,
        interval=100,
        prevent_initial_call=True,
    )
    def work(clicks):
        done.append(clicks)
        return f"{done}"

    @callback(Output("b", "children"), Input("a", "children"), prevent_initial_call=True)
    def show(text):
        return f"{text} {done}"
