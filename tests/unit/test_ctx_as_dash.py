"""`ctx` beside real Dash: the same callback, called through Dash's own server with the same
request, and through our context."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from typing import Any

import dash
import pytest

import pyrt
from pyrt.ctx import CallbackContext, RequestInfo, context_value
from pyrt.engine.events import RunCallback
from pyrt.engine.listed import Listed
from pyrt.registry import CallbackRegistry

REQUEST = RequestInfo({"origin": "http://localhost"}, "", "")

Module = Any
Entries = list[Any]


def entry(id_: Any, prop: str, **value: Any) -> dict[str, Any]:
    return {"id": id_, "property": prop, **value}


ITEMS = [entry({"i": 1}, "v", value="x"), entry({"i": 2}, "v")]

# Arguments of `callback`; the lists of inputs, states and outputs; the changed props.
CASES: dict[str, tuple[Callable[[Module], Any], Entries, Entries, Entries, list[str]]] = {
    "initial call": (
        lambda m: ((m.Output("o", "p"), m.Input("a", "v")), {}),
        [entry("a", "v", value=None)],
        [],
        [entry("o", "p")],
        [],
    ),
    "two changes": (
        lambda m: (
            (m.Output("o", "p"), m.Input("a", "v"), m.Input("b", "n"), m.State("s", "d")),
            {},
        ),
        [entry("a", "v", value=1), entry("b", "n", value=[1])],
        [entry("s", "d")],
        [entry("o", "p")],
        ["b.n", "a.v"],
    ),
    "several outputs": (
        lambda m: (([m.Output("o", "p"), m.Output("q", "r")], [m.Input("a", "v")]), {}),
        [entry("a", "v", value=1)],
        [],
        [entry("o", "p"), entry("q", "r")],
        ["a.v"],
    ),
    "no output": (
        lambda m: ((m.Input("a", "v"),), {}),
        [entry("a", "v", value=1)],
        [],
        [],
        ["a.v"],
    ),
    "patterns": (
        lambda m: (
            (m.Output({"i": m.ALL}, "p"), m.Output("o", "p"), m.Input({"i": m.ALL}, "v")),
            {},
        ),
        [ITEMS],
        [],
        [[entry({"i": 1}, "p"), entry({"i": 2}, "p")], entry("o", "p")],
        ['{"i":2}.v'],
    ),
    "dots in ids": (
        lambda m: ((m.Output("o", "p"), m.Input({"i": "a.b", "t": m.ALL}, "v")), {}),
        [[entry({"i": "a.b", "t": 1}, "v", value=2)]],
        [],
        [entry("o", "p")],
        ['{"i":"a.b","t":1}.v'],
    ),
    "interleaved": (
        lambda m: ((m.Output("o", "p"), m.State("s", "d"), m.Input("a", "v")), {}),
        [entry("a", "v", value=1)],
        [entry("s", "d", value=2)],
        [entry("o", "p")],
        ["a.v"],
    ),
    "dicts": (
        lambda m: (
            (),
            {
                "output": {"x": m.Output("o", "p"), "y": (m.Output("q", "r"),)},
                "inputs": {"a": m.Input("a", "v"), "b": [m.Input({"i": m.ALL}, "v")]},
                "state": {"s": m.State("s", "d")},
            },
        ),
        [entry("a", "v", value=1), ITEMS],
        [entry("s", "d", value=2)],
        [entry("o", "p"), entry("q", "r")],
        ['{"i":1}.v'],
    ),
    "explicit list": (
        lambda m: ((), {"output": [m.Output("o", "p")], "inputs": [m.Input("a", "v")]}),
        [entry("a", "v", value=1)],
        [],
        [entry("o", "p")],
        ["a.v"],
    ),
}

SEEN = [
    *("triggered", "triggered_id", "triggered_prop_ids", "inputs", "states", "inputs_list"),
    *("states_list", "outputs_list", "args_grouping", "outputs_grouping"),
    *("using_args_grouping", "using_outputs_grouping", "custom_data", "remote", "websocket"),
]


def look(context: Any) -> dict[str, Any]:
    """What a callback can see, with the types of dicts, as text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        seen = {name: getattr(context, name) for name in SEEN}
        seen["truth of triggered"] = bool(context.triggered)
    return {name: (typed(value), repr(value)) for name, value in seen.items()}


def typed(value: Any) -> Any:
    """Where the AttributeDicts are."""
    if isinstance(value, dict):
        kind = "attributes" if hasattr(value, "set_read_only") else "dict"
        return kind, {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return None


def seen_by_dash(name: str) -> dict[str, Any]:
    make, inputs, states, outputs, changed = CASES[name]
    args, kwargs = make(dash)
    app = dash.Dash("as_dash")
    app.layout = dash.html.Div()
    seen: dict[str, Any] = {}

    def function(*values: Any, **named: Any) -> Any:
        seen.update(look(dash.ctx))
        raise dash.exceptions.PreventUpdate

    app.callback(*args, **kwargs)(function)
    (callback_id,) = app.callback_map
    single = outputs[0] if len(outputs) == 1 and not callback_id.startswith("..") else outputs
    body = {
        "output": callback_id,
        "outputs": single,
        "inputs": inputs,
        "state": states,
        "changedPropIds": changed,
    }
    app.server.test_client().post("/_dash-update-component", json=body)
    assert seen
    return seen


def seen_by_us(name: str) -> dict[str, Any]:
    make, inputs, states, outputs, changed = CASES[name]
    args, kwargs = make(pyrt)
    registry = CallbackRegistry()
    registry.callback(args, kwargs)
    spec = registry.registrations[0].spec(0, hide_all=False)
    flat = [
        item for listed in inputs for item in (listed if isinstance(listed, list) else [listed])
    ]
    values = {
        f"{pyrt.stringify_id(item['id'])}.{item['property']}": item.get("value") for item in flat
    }
    run = RunCallback(
        run=1,
        callback=0,
        args=[],
        inputs=Listed.of(json.loads(json.dumps(inputs))),
        states=Listed.of(json.loads(json.dumps(states))),
        outputs_list=json.loads(json.dumps(outputs)),
        triggered=[{"prop_id": prop_id, "value": values.get(prop_id)} for prop_id in changed],
    )
    token = context_value.set(CallbackContext(run, spec, REQUEST))
    try:
        return look(pyrt.ctx)
    finally:
        context_value.reset(token)


@pytest.mark.parametrize("name", CASES)
def test_a_callback_sees_what_it_sees_in_dash(name: str) -> None:  # H1 to H6, G9 to G11
    assert seen_by_us(name) == seen_by_dash(name)


def test_ctx_has_every_attribute_of_dashs() -> None:
    theirs = {name for name in dir(type(dash.ctx)) if not name.startswith("_")}
    assert theirs <= set(dir(pyrt.ctx))
