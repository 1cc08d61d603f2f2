"""What renderer hooks see of layout and calls, and what they change (S6); that it is Dash's,
differential cases tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pyrt.engine.dependencies import MATCH, Input, Output, State
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.patch import Patch
from pyrt.protocol import CallbackAnswered, CallbackEnded, CallbackStarted, Idle, LayoutMade
from tests.unit.engine.machine import App, Machine, div

Hook = Callable[[Any], None]


def edited(value: Any, clientside: bool = False, hooked: bool = True, **hooks: Hook) -> Machine:
    """`give` has returned (or raised) `value` after an edit of `a`."""
    app = App(
        [div("a"), div("b", v=["old"]), div("c"), div("r")],
        hooked_calls=hooked,
        suppress_callback_exceptions=True,
    )

    @app.callback(
        Output("b", "v"),
        Input("a", "v"),
        State("b", "w"),
        prevent_initial_call=True,
        clientside=clientside,
        running=[(Output("r", "v"), "on", "off")],
    )
    def give(*_: Any) -> Any:
        if isinstance(value, Exception):
            raise value
        return value

    machine = Machine(app, hooks=hooks)
    machine.edit("a", v=1)
    return machine


def reports(machine: Machine) -> list[Any]:
    kinds = (CallbackStarted, CallbackAnswered, CallbackEnded)
    return [message for message in machine.messages if isinstance(message, kinds)]


def test_without_hooks_nothing_is_told() -> None:
    assert reports(edited("new", hooked=False)) == []


def test_the_payload_is_what_dash_would_send() -> None:
    started, *_ = reports(edited("new"))
    assert started.payload == {
        "output": "b.v",
        "outputs": {"id": "b", "property": "v"},
        "inputs": [{"id": "a", "property": "v", "value": 1}],
        "changedPropIds": ["a.v"],
        "parsedChangedPropsIds": ["a.v"],
        "state": [{"id": "b", "property": "w"}],
    }
    assert started.callback["inputs"] == [{"id": "a", "property": "v"}]


def test_ids_of_dicts_are_told_as_dicts() -> None:
    app = App([div({"i": 1})], hooked_calls=True)
    app.callback(Output({"i": MATCH}, "w"), Input({"i": MATCH}, "v"), prevent_initial_call=True)(
        lambda value: value
    )
    machine = Machine(app)
    machine.edit({"i": 1}, v=2)
    started, _, end = reports(machine)
    assert started.callback["outputs"] == [{"id": {"i": ["MATCH"]}, "property": "w"}]
    assert started.payload["changedPropIds"] == ['{"i":1}.v']
    assert started.payload["parsedChangedPropsIds"] == [{"i": 1}]
    assert end.data == {'{"i":1}': {"w": 2}}
    assert machine.prop({"i": 1}, "w") == 2


def test_a_patch_is_told_as_it_came_and_applied() -> None:
    patch = Patch()
    patch.append("new")
    machine = edited(patch)
    _, answer, end = reports(machine)
    assert "operations" in answer.response["b"]["v"]
    assert end.data == {"b": {"v": ["old", "new"]}} and machine.prop("b", "v") == ["old", "new"]


def test_a_patch_that_does_not_fit_is_an_error() -> None:
    patch = Patch()
    patch["no"]["such"] = 1
    machine = edited(patch)
    *_, end = reports(machine)
    assert end.data is None and end.error
    assert len(machine.errors) == 1


@pytest.mark.parametrize(
    ("value", "clientside", "data"),
    [(PreventUpdate(), False, {}), ("new", True, {"b": {"v": "new"}})],
    ids=["nothing changes", "clientside"],
)
def test_without_an_answer_of_a_server(value: Any, clientside: bool, data: Any) -> None:
    _, end = reports(edited(value, clientside=clientside))
    assert end == CallbackEnded(1, data, None)


def test_set_props_alone_are_an_answer() -> None:
    app = App([div("a"), div("b")], hooked_calls=True)

    @app.callback(Input("a", "v"), prevent_initial_call=True)
    def give(_: Any) -> None:
        machine.set_props.append(("b", {"v": 1}))

    machine = Machine(app)
    machine.edit("a", v=1)
    assert reports(machine)[1:] == [CallbackAnswered(1, {}), CallbackEnded(1, {}, None)]


def test_an_error_is_told() -> None:
    *_, end = reports(edited(ValueError("boom")))
    assert end == CallbackEnded(1, None, "boom")


# --- what hooks change ------------------------------------------------------------------


def test_the_function_is_called_with_what_request_pre_leaves() -> None:
    def change(payload: Any) -> None:
        payload["inputs"][0]["value"] = "other"
        payload["state"][0]["value"] = "state"
        payload["changedPropIds"] = []

    machine = edited("new", request_pre=change)
    assert machine.calls == [("give", "other", "state")]
    assert machine.triggered() == []
    assert machine.prop("a", "v") == 1


def test_request_pre_that_raises_keeps_the_function_from_being_called() -> None:
    def refuse(payload: Any) -> None:
        raise ValueError("no")

    machine = edited("new", request_pre=refuse)
    assert machine.calls == [] and machine.errors == [("no", "no")]
    assert machine.prop("r", "v") is None and machine.idle


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda payload: payload.pop("inputs"), "no request of Dash's"),
        (lambda payload: payload["inputs"].pop(), "1 values, and the function takes 2"),
        (lambda payload: payload.update(output="c.v"), "asks for the callback 'c.v'"),
        (lambda payload: payload.pop("outputs"), "Output does not match callback definition"),
    ],
    ids=["no inputs", "too few", "another callback", "no outputs"],
)
def test_a_payload_that_cannot_be_used_is_an_error(change: Hook, message: str) -> None:
    machine = edited("new", request_pre=change)
    ((title, text),) = machine.errors
    assert title == "Callback error updating b.v" and message in text
    assert machine.calls == [] and machine.idle


def test_what_request_post_leaves_is_written() -> None:
    def change(response: Any) -> None:
        response["b"]["v"] = "changed"
        response["c"] = {"v": "as well"}

    machine = edited("new", request_post=change)
    assert (machine.prop("b", "v"), machine.prop("c", "v")) == ("changed", "as well")


@pytest.mark.parametrize("clientside", [False, True], ids=["Python", "clientside"])
def test_callback_resolved_has_the_last_word(clientside: bool) -> None:
    def change(result: Any) -> None:
        result["data"]["b"]["v"] = "last"

    machine = edited("new", clientside=clientside, callback_resolved=change)
    assert machine.prop("b", "v") == "last"


def test_callback_resolved_may_take_an_error_away_or_give_one() -> None:
    machine = edited(ValueError("boom"), callback_resolved=lambda result: result.update(error=None))
    assert machine.errors == []
    machine = edited("new", callback_resolved=lambda result: result.update(error="new"))
    assert machine.errors == [("new", "")] and machine.prop("b", "v") == "new"


def test_running_holds_while_the_function_runs_and_not_while_hooks_look() -> None:
    seen: list[Any] = []
    app = App([div("a"), div("b"), div("r", v="off")], hooked_calls=True)
    app.callback(
        Output("b", "v"),
        Input("a", "v"),
        prevent_initial_call=True,
        running=[(Output("r", "v"), "on", "off")],
    )(lambda _: seen.append(machine.prop("r", "v")))
    hooks = {
        "request_pre": lambda _: seen.append(machine.prop("r", "v")),
        "request_post": lambda _: seen.append(machine.prop("r", "v")),
    }
    machine = Machine(app, hooks=hooks)
    machine.edit("a", v=1)
    assert seen[:2] == ["off", "on"]
    assert machine.prop("r", "v") == "off"


def test_the_next_result_waits_for_the_hooks_of_this_one() -> None:
    seen: list[bool] = []
    app = App([div("a"), div("b")], hooked_calls=True)
    app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)(lambda value: value)
    machine = Machine(
        app, hooks={"callback_resolved": lambda _: seen.append(machine.engine.awaits_page)}
    )
    machine.edit("a", v=1)
    assert seen == [True] and not machine.engine.awaits_page


def test_the_layout_is_what_layout_post_leaves() -> None:
    app = App(div("a", v="old"), hooked_layout=True)
    app.callback(Output("a", "w"), Input("a", "v"))(lambda value: f"saw {value}")

    def change(layout: Any) -> None:
        layout["props"]["v"] = "new"

    machine = Machine(app, hooks={"layout_post": change})
    assert machine.prop("a", "w") == "saw new"
    kinds = [type(message) for message in machine.messages]
    assert kinds.index(LayoutMade) < kinds.index(Idle)
