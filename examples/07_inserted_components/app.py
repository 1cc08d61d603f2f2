"""Components that come and go

A callback may return new components, and callbacks on `ALL` and `MATCH` find
them: each task that is added has its tick answered, and is counted.
"""

from uuid import uuid4

from dash import ALL, MATCH, Dash, Input, Output, State, callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

app = Dash(__name__, title="Components that come and go")


def task(text):
    key = uuid4().hex
    box = dcc.Checklist([text], [], id={"type": "done", "key": key})
    return html.Li(box, id={"type": "task", "key": key})


app.layout = html.Main(
    [
        html.H1("Things to do"),
        html.P("Add one, tick one, remove what is done.", className="lead"),
        html.Div(
            [
                dcc.Input(id="text", placeholder="What else?", autoComplete="off"),
                html.Button("Add", id="add"),
            ],
            className="row",
        ),
        html.Ul([task("Water the plants"), task("Write to Ada")], id="tasks"),
        html.Div(
            [
                html.Output(id="summary", className="value"),
                html.Button("Remove what is done", id="tidy", className="plain"),
            ],
            className="row spread",
        ),
    ]
)


@callback(
    Output("tasks", "children"),
    Output("text", "value"),
    Input("add", "n_clicks"),
    Input("text", "n_submit"),
    Input("tidy", "n_clicks"),
    State("text", "value"),
    State("tasks", "children"),
    State({"type": "done", "key": ALL}, "value"),
    prevent_initial_call=True,
)
def change(add, submit, tidy, text, tasks, done):
    if ctx.triggered_id == "tidy":
        return [task for task, ticks in zip(tasks, done, strict=True) if not ticks], no_update
    if not text:
        raise PreventUpdate
    return [*tasks, task(text)], ""


@callback(
    Output({"type": "task", "key": MATCH}, "className"),
    Input({"type": "done", "key": MATCH}, "value"),
)
def strike(ticks):
    return "done" if ticks else ""


@callback(Output("summary", "children"), Input({"type": "done", "key": ALL}, "value"))
def count(done):
    left = sum(not ticks for ticks in done)
    return f"{left} of {len(done)} to do" if left else "All done"


if __name__ == "__main__":
    app.run()
