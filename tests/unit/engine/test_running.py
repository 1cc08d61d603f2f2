"""The `running` option (rules K1, E8, G12, quirk U2)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, ALLSMALLER, MATCH, Input, Output
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.events import RunCallback, Send
from pyrt.engine.no_update import no_update
from pyrt.protocol import LayoutUpdate, Set
from tests.unit.engine.machine import App, Machine, div


def working(
    *running: tuple[Output, Any, Any], gives: Any = "done", clientside: bool = False
) -> Machine:
    """`work` is held; it writes `b.v` when `a` is edited."""
    app = App([div("a"), div("b"), div("flag", v="idle"), div("log")])

    @app.callback(
        Output("b", "v"),
        Input("a", "v"),
        running=running,
        clientside=clientside,
        prevent_initial_call=True,
    )
    def work(_: Any) -> Any:
        if isinstance(gives, type) and issubclass(gives, Exception):
            raise gives("boom")
        return gives

    machine = Machine(app, held=["work"])
    machine.forget()
    return machine


FLAG = (Output("flag", "v"), "on", "off")


@pytest.mark.parametrize("gives", ["done", no_update, PreventUpdate, ValueError, object()])
def test_props_hold_while_the_call_runs_however_it_ends(gives: Any) -> None:  # K1, cbsc019
    machine = working(FLAG, gives=gives)
    machine.edit("a", v=1)
    assert machine.prop("flag", "v") == "on"
    machine.release()
    assert machine.prop("flag", "v") == "off"


def test_only_the_end_of_the_last_call_switches_off() -> None:  # U2: kinder than Dash
    machine = working(FLAG)
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    machine.release()
    assert machine.prop("flag", "v") == "on"
    machine.release()
    assert machine.prop("flag", "v") == "off"


def test_match_values_count_their_calls_separately() -> None:  # U2, G5
    app = App([div({"t": kind, "i": index}) for kind in "bf" for index in (1, 2)])

    @app.callback(
        Output({"t": "b", "i": MATCH}, "x"),
        Input({"t": "b", "i": MATCH}, "v"),
        running=[(Output({"t": "f", "i": MATCH}, "v"), "on", "off")],
        prevent_initial_call=True,
    )
    def work(_: Any) -> Any:
        return 1

    machine = Machine(app, held=["work"])
    machine.edit({"t": "b", "i": 1}, v=1)
    machine.edit({"t": "b", "i": 2}, v=1)
    machine.release()
    flags = [machine.prop({"t": "f", "i": index}, "v") for index in (1, 2)]
    assert flags == ["off", "on"]


def test_the_page_shows_them_before_the_call() -> None:  # K1
    machine = working(FLAG)
    machine.engine.receive(machine.edited("a", v=1))
    effects = []
    while (effect := machine.engine.poll()) is not None:
        effects.append(effect)
    updates = [
        index
        for index, effect in enumerate(effects)
        if isinstance(effect, Send) and isinstance(effect.message, LayoutUpdate)
    ]
    calls = [index for index, effect in enumerate(effects) if isinstance(effect, RunCallback)]
    assert updates and calls and updates[0] < calls[0]
    (update,) = [effects[index].message for index in updates]  # type: ignore[union-attr]
    assert update.ops == [Set(machine.nid("flag"), {"v": "on"}, [])]  # type: ignore[union-attr]


def test_no_call_of_one_turn_sees_the_running_props_of_another() -> None:  # E12, K1
    app = App([div("a"), div("b"), div("c"), div("flag", v="idle")])

    @app.callback(Output("b", "v"), Input("a", "v"), running=[FLAG], prevent_initial_call=True)
    def first(_: Any) -> Any:
        return 1

    @app.callback(Output("c", "v"), Input("a", "v"), Input("flag", "v"), prevent_initial_call=True)
    def second(_: Any, flag: Any) -> Any:
        return flag

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.calls[1] == ("second", 1, "idle")


def test_both_values_trigger() -> None:  # K1, U10
    app = App([div("a"), div("flag"), div("log")])

    @app.callback(Input("a", "v"), running=[FLAG], prevent_initial_call=True)
    def work(_: Any) -> None: ...

    @app.callback(Output("log", "v"), Input("flag", "v"), prevent_initial_call=True)
    def watch(value: Any) -> Any:
        return value

    machine = Machine(app, held=["work"])
    machine.edit("a", v=1)
    machine.release()
    assert machine.calls[1:] == [("watch", "on"), ("watch", "off")]


def test_off_comes_before_the_outputs() -> None:  # K1, J2
    machine = working((Output("b", "v"), "working", "cleared"))
    machine.edit("a", v=1)
    assert machine.prop("b", "v") == "working"
    machine.release()
    assert machine.prop("b", "v") == "done"


def test_off_comes_after_set_props() -> None:  # J2
    app = App([div("a"), div("flag")])

    @app.callback(Input("a", "v"), running=[FLAG], prevent_initial_call=True)
    def work(_: Any) -> None:
        machine.set_props.append(("flag", {"v": "set"}))

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.prop("flag", "v") == "off"


def test_a_missing_id_is_reported_at_on_and_at_off() -> None:  # B16, cbsc020
    machine = working((Output("nowhere", "v"), 1, 2), FLAG)
    machine.edit("a", v=1)
    machine.release()
    assert [title for title, _ in machine.errors] == [
        "ID running component not found in layout"
    ] * 2
    assert (machine.prop("flag", "v"), machine.prop("b", "v")) == ("off", "done")


def test_values_may_be_components() -> None:
    machine = working((Output("flag", "children"), div("spinner"), None))
    machine.edit("a", v=1)
    assert machine.page.nested(machine.nid("flag")) == "Div#spinner()"
    machine.release()
    assert machine.page.find("spinner") is None


@pytest.mark.parametrize(
    ("wildcard", "expected"),
    [
        (ALL, ["on", "on", "on"]),
        (MATCH, [None, "on", None]),
        (ALLSMALLER, ["on", None, None]),
    ],
)
def test_wildcards_go_by_the_trigger(wildcard: Any, expected: list[Any]) -> None:  # G12, cbwc008
    app = App([div({"t": kind, "i": index}) for kind in "bf" for index in (1, 2, "x")])
    app.layout.append(div("out"))

    @app.callback(
        Input({"t": "b", "i": ALL}, "v"),
        running=[(Output({"t": "f", "i": wildcard}, "v"), "on", "off")],
        prevent_initial_call=True,
    )
    def work(_: Any) -> None: ...

    machine = Machine(app, held=["work"])
    machine.edit({"t": "b", "i": 2}, v=1)
    found = [machine.prop({"t": "f", "i": index}, "v") for index in (1, 2, "x")]
    assert found == expected


def test_match_without_a_trigger_means_nobody() -> None:  # G12 (Dash fails here)
    app = App([div("a"), div({"i": 1})])

    @app.callback(
        Output("a", "x"), Input("a", "v"), running=[(Output({"i": MATCH}, "v"), "on", "off")]
    )
    def work(_: Any) -> Any:
        return 1

    machine = Machine(app)
    assert machine.prop({"i": 1}, "v") is None
    assert machine.errors == []
