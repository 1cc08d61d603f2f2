"""What renderer hooks get to see of calls (S6); that it is Dash's, a differential case tells."""

from __future__ import annotations

from typing import Any

from pyrt.engine.dependencies import MATCH, Input, Output, State
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.patch import Patch
from pyrt.protocol import CallbackEnded, CallbackStarted
from tests.unit.engine.machine import App, Machine, div


def reports(machine: Machine) -> list[CallbackStarted | CallbackEnded]:
    return [m for m in machine.messages if isinstance(m, CallbackStarted | CallbackEnded)]


def edited(value: Any, report: bool = True, clientside: bool = False) -> Machine:
    """`give` has returned (or raised) `value` after an edit of `a`."""
    app = App([div("a"), div("b", v=["old"])], report_calls=report)

    @app.callback(
        Output("b", "v"),
        Input("a", "v"),
        State("b", "w"),
        prevent_initial_call=True,
        clientside=clientside,
    )
    def give(*_: Any) -> Any:
        if isinstance(value, Exception):
            raise value
        return value

    machine = Machine(app)
    machine.edit("a", v=1)
    return machine


def ended(value: Any, **kwargs: Any) -> CallbackEnded:
    *_, last = reports(edited(value, **kwargs))
    assert isinstance(last, CallbackEnded)
    return last


def test_without_hooks_nothing_is_told() -> None:
    assert reports(edited("new", report=False)) == []


def test_the_payload_is_what_dash_would_send() -> None:
    started, _ = reports(edited("new"))
    assert isinstance(started, CallbackStarted)
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
    app = App([div({"i": 1})], report_calls=True)
    app.callback(Output({"i": MATCH}, "w"), Input({"i": MATCH}, "v"), prevent_initial_call=True)(
        lambda value: value
    )
    machine = Machine(app)
    machine.edit({"i": 1}, v=2)
    started, end = reports(machine)
    assert isinstance(started, CallbackStarted) and isinstance(end, CallbackEnded)
    assert started.callback["outputs"] == [{"id": {"i": ["MATCH"]}, "property": "w"}]
    assert started.payload["changedPropIds"] == ['{"i":1}.v']
    assert started.payload["parsedChangedPropsIds"] == [{"i": 1}]
    assert end.data == {'{"i":1}': {"w": 2}}


def test_a_patch_is_told_as_it_came_and_applied() -> None:
    patch = Patch()
    patch.append("new")
    end = ended(patch)
    assert end.response is not None and "operations" in end.response["b"]["v"]
    assert end.data == {"b": {"v": ["old", "new"]}}


def test_a_patch_that_does_not_fit_is_an_error() -> None:
    patch = Patch()
    patch["no"]["such"] = 1
    end = ended(patch)
    assert end.data == {} and end.error


def test_a_server_has_nothing_to_answer_where_nothing_changes() -> None:
    assert ended(PreventUpdate()) == CallbackEnded(1, None, {}, None)
    assert ended("new", clientside=True) == CallbackEnded(1, None, {"b": {"v": "new"}}, None)


def test_set_props_alone_are_an_answer() -> None:
    app = App([div("a"), div("b")], report_calls=True)

    @app.callback(Input("a", "v"), prevent_initial_call=True)
    def give(_: Any) -> None:
        machine.set_props.append(("b", {"v": 1}))

    machine = Machine(app)
    machine.edit("a", v=1)
    _, end = reports(machine)
    assert end == CallbackEnded(1, {}, {}, None)


def test_an_error_is_told() -> None:
    assert ended(ValueError("boom")) == CallbackEnded(1, None, {}, "boom")


def test_values_are_told_as_they_are_when_the_call_begins() -> None:
    machine = edited("new")
    kinds = [type(m).__name__ for m in machine.messages]
    start, end = kinds.index("CallbackStarted"), kinds.index("CallbackEnded")
    assert start < end < len(kinds) - 1 - kinds[::-1].index("LayoutUpdate")
