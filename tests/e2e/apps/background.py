"""Background callbacks, all in one: each button starts a job of another kind."""

import time

import diskcache
from dash import (
    Dash,
    DiskcacheManager,
    Input,
    Output,
    Patch,
    callback,
    ctx,
    html,
    no_update,
    set_props,
)

version = {"cache": 1}
manager = DiskcacheManager(diskcache.Cache("./cache"), cache_by=lambda: version["cache"])

app = Dash(__name__, background_callback_manager=DiskcacheManager())
OUTPUTS = ["steps", "loop", "other", "cached", "renew", "fail", "handled", "memory", "patches"]
BUTTONS = ["cancel", *OUTPUTS]
app.layout = html.Div(
    [html.Button(name, id=name) for name in BUTTONS]
    + [html.P("-", id=f"{name}-out") for name in OUTPUTS]
    + [html.Progress(id="bar", value="0", max="1"), html.P(id="side")]
    + [html.Ol([html.Li(f"{name} 0")], id=name) for name in ("marks", "notes")]
)
calls = 0


@callback(
    Output("steps-out", "children"),
    Input("steps", "n_clicks"),
    background=True,
    running=[(Output("steps", "className"), "running", "")],
    progress=[Output("bar", "value"), Output("bar", "max")],
    progress_default=["0", "1"],
    cancel=[Input("cancel", "n_clicks")],
    prevent_initial_call=True,
)
def steps(set_progress, clicks):
    for step in range(1, 4):
        set_progress((str(step), "3"))
        set_props("side", {"children": f"step {step}"})
        if clicks == 2:
            time.sleep(1000)
    return f"{ctx.triggered_id} {clicks} calls {calls}"


@callback(
    Output("loop-out", "children"),
    Input("loop", "n_clicks"),
    background=True,
    cancel=Input("cancel", "n_clicks"),
    running=(Output("loop", "className"), "running", ""),
    prevent_initial_call=True,
)
def loop(clicks):
    set_props("side", {"children": f"loop {clicks}"})
    while clicks < 3:
        pass
    return "came to an end"


@callback(Output("other-out", "children"), Input("other", "n_clicks"), prevent_initial_call=True)
def other(clicks):
    global calls
    calls += 1
    return f"{clicks} calls {calls}"


@callback(
    Output("cached-out", "children"),
    Input("cached", "n_clicks"),
    background=True,
    manager=manager,
    cache_args_to_ignore=[0],
    prevent_initial_call=True,
)
def cached(clicks):
    return f"computed at click {clicks}"


@callback(Output("renew-out", "children"), Input("renew", "n_clicks"), prevent_initial_call=True)
def renew(clicks):
    version["cache"] += 1
    return "renewed"


@callback(
    Output("fail-out", "children"),
    Input("fail", "n_clicks"),
    background=True,
    prevent_initial_call=True,
)
async def fail(clicks):
    if clicks == 1:
        return no_update
    raise ValueError("out of paper")


def say(error):
    set_props("side", {"children": type(error).__name__})
    return f"handled: {str(error).splitlines()[0]}"


@callback(
    Output("handled-out", "children"),
    Input("handled", "n_clicks"),
    background=True,
    on_error=say,
    prevent_initial_call=True,
)
def handled(clicks):
    raise ValueError("out of paper")


@callback(
    Output("memory-out", "children"),
    Input("memory", "n_clicks"),
    background=True,
    prevent_initial_call=True,
)
def memory(clicks):
    if clicks == 2:
        return "there is memory again"
    return len([None] * 2**30)


@callback(
    Output("patches-out", "children"),
    Input("patches", "n_clicks"),
    background=True,
    progress=Output("marks", "children"),
    prevent_initial_call=True,
)
def patches(set_progress, clicks):
    for step in (1, 2, 3):
        for name, tell in (
            ("marks", set_progress),
            ("notes", lambda patch: set_props("notes", {"children": patch})),
        ):
            patch = Patch()
            patch.append(html.Li(f"{name} {step}"))
            tell(patch)
    return "patched"


if __name__ == "__main__":
    app.run(debug=True)
