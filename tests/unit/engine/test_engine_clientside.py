"""Clientside callbacks go through the same queue; the page reads their values (rules M)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, Input, Output, State
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.events import ClientsideRaised, RunCallback, Send
from pyrt.engine.patch import Patch
from pyrt.protocol import AppError, PropRef, RunClientside
from tests.unit.engine.machine import App, Machine, div

NO_UPDATE = {"_dash_no_update": "_dash_no_update"}


def clientside(value: Any, targets: str = "b", **options: Any) -> Machine:
    """`js` gives `value` for `v` of the targets when `a` is edited; `follow` reads `b`."""
    app = App([div("a"), div("b", v="before"), div("c", v="before"), div("d")])
    outputs = [Output(name, "v") for name in targets]

    @app.callback(
        *([outputs[0]] if len(outputs) == 1 else outputs),
        Input("a", "v"),
        clientside=True,
        prevent_initial_call=True,
    )
    def js(_: Any) -> Any:
        if isinstance(value, type) and issubclass(value, Exception):
            raise value("boom")
        return value

    @app.callback(Output("d", "v"), Input("b", "v"), prevent_initial_call=True)
    def follow(seen: Any) -> Any:
        return seen

    machine = Machine(app, **options)
    machine.forget()
    return machine


def test_the_page_is_told_where_the_values_are() -> None:  # M1, M3
    app = App([div("a"), div({"i": 1}), div({"i": 2}), div("s"), div("o")])

    @app.callback(
        Output("o", "x"),
        Input("a", "v"),
        Input({"i": ALL}, "v"),
        Input("nowhere", "v", allow_optional=True),
        State("s", "w"),
        clientside=True,
        prevent_initial_call=True,
    )
    def js(*values: Any) -> Any:
        return list(values)

    machine = Machine(app)
    machine.edit({"i": 2}, v=5)
    (message,) = machine.sent(RunClientside)
    nid = machine.nid
    assert (message.namespace, message.function_name) == ("ns", "js")
    assert message.inputs == [
        PropRef("a", "v", nid("a")),
        [PropRef({"i": 1}, "v", nid({"i": 1})), PropRef({"i": 2}, "v", nid({"i": 2}))],
        PropRef("nowhere", "v", None),
    ]
    assert message.states == [PropRef("s", "w", nid("s"))]
    assert message.outputs == [PropRef("o", "x", nid("o"))]
    assert message.triggered == [PropRef({"i": 2}, "v", nid({"i": 2}))]
    assert machine.prop("o", "x") == [None, [None, 5], None, None]


def test_a_result_is_applied_and_triggers() -> None:  # M1
    machine = clientside("js!")
    machine.edit("a", v=1)
    assert machine.calls == [("js", 1), ("follow", "js!")]
    assert machine.prop("d", "v") == "js!"


def test_undefined_is_a_value() -> None:  # M5
    machine = clientside(None)
    machine.edit("a", v=1)
    assert machine.calls[1:] == [("follow", None)]


@pytest.mark.parametrize(
    ("value", "targets"),
    [(NO_UPDATE, "b"), (NO_UPDATE, "bc"), (PreventUpdate, "b"), (PreventUpdate, "bc")],
)
def test_no_update_and_prevent_update(value: Any, targets: str) -> None:  # M5
    machine = clientside(value, targets)
    machine.edit("a", v=1)
    assert machine.names() == ["js"]
    assert (machine.prop("b", "v"), machine.errors) == ("before", [])


def test_no_update_for_one_of_several() -> None:  # M5
    machine = clientside([NO_UPDATE, "c"], "bc")
    machine.edit("a", v=1)
    assert (machine.prop("b", "v"), machine.prop("c", "v")) == ("before", "c")
    assert machine.names() == ["js"]


def test_an_error_is_shown_with_its_own_message() -> None:  # B19, M5
    machine = clientside(ValueError)
    machine.edit("a", v=1)
    assert machine.errors == [("boom", "boom")]
    assert machine.names() == ["js"] and machine.idle


def test_a_thrown_value_that_is_no_error_gets_dashs_title() -> None:  # B19
    machine = clientside("x", held=["js"])
    machine.edit("a", v=1)
    run = machine.waiting.pop().run
    machine.receive(ClientsideRaised(run, "oops", "", is_error=False))
    assert machine.errors == [("Callback error updating b.v via clientside function ns.js", "oops")]
    (error,) = machine.sent(AppError)
    assert error.error.source == "clientside"


def test_a_promise_is_in_flight_and_may_be_superseded() -> None:  # M4, E7
    machine = clientside("late", held=["js"])
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    machine.release()
    assert machine.prop("b", "v") == "before"
    machine.release()
    assert machine.prop("b", "v") == "late"
    assert machine.names() == ["js", "js", "follow"]


def test_python_waits_for_what_the_page_computes_and_the_other_way_round() -> None:  # M1, D7
    app = App([div(name) for name in "abcd"])

    @app.callback(Output("b", "v"), Input("a", "v"), clientside=True)
    def one(value: Any) -> Any:
        return f"one({value})"

    @app.callback(Output("c", "v"), Input("b", "v"))
    def two(value: Any) -> Any:
        return f"two({value})"

    @app.callback(Output("d", "v"), Input("c", "v"), clientside=True)
    def three(value: Any) -> Any:
        return f"three({value})"

    machine = Machine(app)
    assert machine.names() == ["one", "two", "three"]
    assert machine.prop("d", "v") == "three(two(one(None)))"


def test_the_page_comes_before_those_who_waited_for_a_call_that_cannot_start() -> None:  # E12
    app = App([div("a"), div("b"), div("c"), div("d"), div("e")])
    seen: list[Any] = []

    @app.callback(Output("b", "v"), Input("a", "v"), State("nowhere", "v"))
    def cannot_start(*_: Any) -> None: ...

    @app.callback(Output("c", "v"), Input("a", "v"), clientside=True)
    def js(_: Any) -> str:
        return "from the page"

    @app.callback(Output("d", "v"), Input("b", "v"), Input("e", "v"), State("c", "v"))
    def waited(_: Any, __: Any, c: Any) -> None:
        seen.append(c)

    Machine(app)
    assert seen == ["from the page"]


def test_those_behind_a_call_that_cannot_start_come_after_what_follows_from_the_page() -> None:
    app = App([div("a"), div("b"), div("c"), div("d")])  # D2, E12

    @app.callback(Output("c", "v"), Input("a", "v"), clientside=True)
    def js(_: Any) -> str:
        return "from the page"

    @app.callback(Output("d", "v"), Input("c", "v"))
    def follows(_: Any) -> None: ...

    @app.callback(Output("b", "v"), Input("a", "v"), State("nowhere", "v"))
    def cannot_start(*_: Any) -> None: ...

    @app.callback(Input("b", "v"))
    def at_load(_: Any) -> None: ...

    assert Machine(app).names() == ["js", "follows", "at_load"]


def test_the_page_is_asked_before_the_running_props_of_others_are_shown() -> None:  # E12, K1
    app = App([div("a"), div("b"), div("c"), div("flag", v="idle")])

    @app.callback(
        Output("b", "v"),
        Input("a", "v"),
        running=[(Output("flag", "v"), "on", "off")],
        prevent_initial_call=True,
    )
    def python(_: Any) -> Any:
        return 1

    @app.callback(
        Output("c", "v"),
        Input("a", "v"),
        State("flag", "v"),
        clientside=True,
        prevent_initial_call=True,
    )
    def js(_: Any, flag: Any) -> Any:
        return flag

    machine = Machine(app)
    machine.edit("a", v=1)
    assert ("js", 1, "idle") in machine.calls


def test_a_clientside_patch_applies() -> None:  # L6
    patch = Patch()
    patch.append(2)
    app = App([div("a"), div("b", v=[1])])

    @app.callback(Output("b", "v"), Input("a", "v"), clientside=True, prevent_initial_call=True)
    def js(_: Any) -> Any:
        return patch.to_plotly_json()

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.prop("b", "v") == [1, 2]


def test_content_from_the_page_is_mounted_and_called_for() -> None:  # M1, F2
    app = App([div("a"), div("box")], suppress_callback_exceptions=True)

    @app.callback(
        Output("box", "children"), Input("a", "v"), clientside=True, prevent_initial_call=True
    )
    def js(_: Any) -> Any:
        return div("new")

    @app.callback(Output("new", "v"), Input("a", "v"))
    def fill(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.names() == ["js", "fill"]
    assert machine.prop("new", "v") == 1


def test_effects_say_who_runs_where() -> None:
    machine = clientside("x")
    machine.engine.receive(machine.edited("a", v=1))
    effects = []
    while (effect := machine.engine.poll()) is not None:
        effects.append(effect)
    assert not any(isinstance(effect, RunCallback) for effect in effects)
    assert any(
        isinstance(effect, Send) and isinstance(effect.message, RunClientside) for effect in effects
    )
