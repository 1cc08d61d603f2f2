"""L: Patch."""

import time

from dash import Dash, Input, Output, Patch, ctx, dcc, html, set_props

from tests.differential.case import case
from tests.differential.gestures import Click, Fill
from tests.differential.recorder import callback

OPERATIONS = (
    *("assign", "nested", "delete", "arithmetic", "merge", "append", "prepend", "insert"),
    *("extend", "remove", "clear", "reverse", "negative", "create", "many", "empty"),
)


@case("L2 L3 L7", *[Click(name) for name in OPERATIONS])
def every_operation_of_patch() -> None:
    app = Dash(__name__)
    operations = (
        *("assign", "nested", "delete", "arithmetic", "merge", "append", "prepend", "insert"),
        *("extend", "remove", "clear", "reverse", "negative", "create", "many", "empty"),
    )
    start = {
        "n": 8,
        "text": "ab",
        "list": [1, 2, 2, {"x": 1}],
        "deep": {"a": {"b": [0, {"c": 1}]}},
        "gone": 1,
    }
    app.layout = html.Div(
        [html.Button(n, id=n) for n in operations]
        + [dcc.Store(id="store", data=start), html.Pre(id="out")]
    )

    @callback(
        Output("store", "data"),
        *[Input(n, "n_clicks") for n in operations],
        prevent_initial_call=True,
    )
    def change(*clicks):
        data = Patch()
        match ctx.triggered_id:
            case "assign":
                data["n"] = 10
                data.attribute = {"new": [1]}
            case "nested":
                data["deep"]["a"]["b"][1]["c"] = "changed"
                data.deep.a.b[0] = "first"
            case "delete":
                del data["gone"]
                del data["list"][0]
            case "arithmetic":
                data["n"] += 2
                data["n"] *= 3
                data["n"] -= 6
                data["n"] /= 4
                data["text"] += "cd"
            case "merge":
                data["deep"] |= {"d": 1}
                data["deep"].update({"e": 2}, f=3)
            case "append":
                data["list"].append({"y": [None, True]})
            case "prepend":
                data["list"].prepend("front")
            case "insert":
                data["list"].insert(1, "second")
                data["list"].insert(-1, "before the last")
            case "extend":
                data["list"].extend(("e1", "e2"))
                data["list"] += ["e3"]
            case "remove":
                data["list"].remove(2)
                data["list"].remove({"x": 1})
            case "clear":
                data["list"].clear()
                data["deep"]["a"].clear()
            case "reverse":
                data["list"] = [3, 1, 2]
                data["list"].reverse()
            case "negative":
                data["list"][-1] = "last"
                del data["list"][-2]
            case "create":
                data["made"]["on"]["the"] = "way"
            case "many":
                for n in range(3):
                    data["list"].append(n)
                    data[f"key {n}"] = n
        return data

    @callback(Output("out", "children"), Input("store", "data"))
    def show(data):
        return str(sorted(data.items()))


@case("L1")
def a_patch_is_write_only() -> None:
    app = Dash(__name__)
    said = []

    def attempt(action):
        try:
            said.append(f"{action(Patch())}")
        except Exception as error:
            said.append(f"{type(error).__name__}: {error}")

    attempt(lambda patch: list(patch))
    attempt(lambda patch: patch["list"][0:2])
    attempt(lambda patch: patch["list"].sort())
    attempt(lambda patch: type(patch["a"]["b"]).__name__)
    attempt(lambda patch: len(patch))
    attempt(lambda patch: patch["n"] + 1)
    app.layout = html.Div([html.P(line) for line in said])


@case("L4", Click("data"), Click("children"))
def a_prop_that_is_not_there_cannot_be_patched() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("data", id="data"),
            html.Button("children", id="children"),
            dcc.Store(id="store"),
            html.P(id="out"),
            html.P("-", id="other"),
        ]
    )

    @callback(
        Output("store", "data"),
        Output("other", "children"),
        Input("data", "n_clicks"),
        prevent_initial_call=True,
    )
    def data(clicks):
        patch = Patch()
        patch["x"] = 1
        return patch, "other"

    @callback(Output("out", "children"), Input("children", "n_clicks"), prevent_initial_call=True)
    def children(clicks):
        patch = Patch()
        patch.append("x")
        return patch


@case("L5 F2", Click("add"), Click("add"), Fill({"n": 1}, "typed"), Click("add"), Click("drop"))
def patched_children_come_and_go() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("add", id="add"),
            html.Button("drop", id="drop"),
            html.Div([], id="box"),
            html.P(id="out"),
        ]
    )

    @callback(
        Output("box", "children"),
        Input("add", "n_clicks"),
        Input("drop", "n_clicks"),
        prevent_initial_call=True,
    )
    def change(added, dropped):
        children = Patch()
        if ctx.triggered_id == "drop":
            del children[0]
        else:
            children.append(dcc.Input(id={"n": added}, value=f"v{added}"))
        return children

    @callback(Output("out", "children"), Input("add", "n_clicks"), Input("drop", "n_clicks"))
    def count(added, dropped):
        return f"{added} {dropped}"


@case("L5 C8", Click("button"), Click("button"))
def a_prop_inside_children_may_be_patched() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("b", id="button"),
            html.Div([html.P("one", id="one"), html.P("two", id="two")], id="box"),
            html.P(id="out"),
        ]
    )

    @callback(Output("box", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
    def change(clicks):
        children = Patch()
        children[1]["props"]["children"] = f"changed {clicks}"
        children[0]["props"]["title"] = "title"
        return children

    @callback(Output("out", "children"), Input("two", "children"), prevent_initial_call=True)
    def follow(text):
        return f"two is {text}"


@case("L6 K1", Click("button"))
def running_values_may_be_patches() -> None:
    app = Dash(__name__)
    on = Patch()
    on["state"] = "on"
    off = Patch()
    off["state"] = "off"
    off["ran"] = True
    app.layout = html.Div(
        [html.Button("b", id="button"), dcc.Store(id="store", data={"kept": 1}), html.P(id="out")]
    )

    @callback(
        Output("out", "children"),
        Input("button", "n_clicks"),
        running=[(Output("store", "data"), on, off)],
        prevent_initial_call=True,
    )
    def work(clicks):
        return f"{clicks}"


@case("L8", Click("button"), unordered="one two")
def patches_of_two_callbacks_both_apply() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), dcc.Store(id="store", data={}), html.P(id="out")]
    )

    @callback(Output("store", "data"), Input("button", "n_clicks"), prevent_initial_call=True)
    def one(clicks):
        data = Patch()
        data["one"] = clicks
        return data

    @callback(
        Output("store", "data", allow_duplicate=True),
        Input("button", "n_clicks_timestamp"),
        prevent_initial_call=True,
    )
    def two(timestamp):
        data = Patch()
        data["two"] = 2
        return data


@case("L3", (Click("button"), Fill("in", "typed")), Click("button"))
def a_patch_applies_to_the_value_of_the_moment() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), dcc.Input(id="in", value="x"), html.P(id="out")]
    )

    @callback(Output("in", "value"), Input("button", "n_clicks"), prevent_initial_call=True)
    def change(clicks):
        time.sleep(0.5)
        value = Patch()
        value += "!"
        return value

    @callback(Output("out", "children"), Input("in", "value"))
    def show(value):
        return f"now {value}"


@case("L6 J5", Click("button"))
def patch_in_set_props_then_in_the_output() -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [html.Button("b", id="button"), dcc.Store(id="store", data=[]), html.P(id="out")]
    )

    @callback(Output("store", "data"), Input("button", "n_clicks"), prevent_initial_call=True)
    def work(clicks):
        first = Patch()
        first.append("by set_props")
        set_props("store", {"data": first})
        second = Patch()
        second.append("by output")
        return second

    @callback(Output("out", "children"), Input("store", "data"))
    def show(data):
        return str(data)
