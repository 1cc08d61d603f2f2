"""What the page is told: updates, loading, busy and idle, errors of the definitions."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import Input, Output
from pyrt.engine.engine import Engine
from pyrt.engine.events import LayoutRequested, PropsChanged, Rendered, Send, Start
from pyrt.protocol import Busy, Drop, Idle, LayoutUpdate, Mount, Set
from tests.unit.engine.machine import App, Machine, comp, div


def pair(**options: Any) -> App:
    app = App([div("a"), div("b"), div("c")])

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True, **options)
    def work(value: Any) -> Any:
        return value

    @app.callback(Output("c", "v"), Input("b", "v"), prevent_initial_call=True)
    def follow(value: Any) -> Any:
        return value

    return app


# --- updates ----------------------------------------------------------------------------


def test_a_result_is_one_update() -> None:  # invariant 6
    app = App([div("a"), div("b"), div("c"), div("d")])

    @app.callback(
        Output("b", "v"), Output("c", "children"), Input("a", "v"), prevent_initial_call=True
    )
    def both(_: Any) -> Any:
        machine.set_props.append(("d", {"v": 3}))
        return 1, div("new")

    machine = Machine(app)
    machine.forget()
    machine.edit("a", v=1)
    (update,) = machine.sent(LayoutUpdate)
    assert [type(op) for op in update.ops] == [Mount, Set, Set, Set]


def test_updates_are_numbered_and_acknowledge_edits() -> None:  # architecture D3
    machine = Machine(pair())
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    numbers = [(update.update, update.ack) for update in machine.sent(LayoutUpdate)]
    assert [number for number, _ in numbers] == list(range(1, len(numbers) + 1))
    assert [ack for _, ack in numbers] == sorted(ack for _, ack in numbers)
    assert (numbers[0][1], numbers[-1][1]) == (0, 2)


def test_an_update_does_not_overwrite_an_edit_that_is_under_way() -> None:  # architecture D3
    app = App([div("a"), comp("Input", "text")])

    @app.callback(Output("text", "value"), Input("a", "v"), prevent_initial_call=True)
    def write(_: Any) -> str:
        return "from the callback"

    machine = Machine(app, held=["write"])
    machine.edit("a", v=1)
    typed = machine.edited("text", value="typed")
    machine.release()
    assert machine.prop("text", "value") == "typed"
    machine.receive(typed)
    assert machine.prop("text", "value") == "typed"
    assert machine.snapshot()[machine.nid("text")]["value"] == "typed"


def test_an_edit_of_a_component_that_has_left_is_dropped_and_counted() -> None:  # invariant 5
    app = App([div("a"), div("box", div("old"))])

    @app.callback(Output("box", "children"), Input("a", "v"), prevent_initial_call=True)
    def show(_: Any) -> Any:
        return div("new")

    machine = Machine(app)
    gone = machine.nid("old")
    machine.edit("a", v=1)
    machine.receive(PropsChanged(99, gone, {"v": 1}))
    assert (machine.engine.dropped_events, machine.errors) == (1, [])
    assert machine.sent(Idle)[-1].ack == 99


def test_only_updates_that_may_be_answered_are_confirmed() -> None:  # D12
    app = App([comp("Div", "plain", namespace="html"), comp("Input", "live")])

    @app.callback(Output("plain", "v"), Input("live", "v"), prevent_initial_call=True)
    def one(value: Any) -> Any:
        return value

    @app.callback(Output("live", "w"), Input("plain", "v"), prevent_initial_call=True)
    def two(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.forget()
    machine.edit("live", v=1)
    confirms = [
        (next(iter(op.props)), update.confirm)
        for update in machine.sent(LayoutUpdate)
        for op in update.ops
    ]
    assert confirms == [("v", False), ("w", True)]


def test_dropping_needs_no_confirmation() -> None:
    app = App([comp("Div", "a", namespace="html"), comp("Div", "box", comp("X"), namespace="html")])

    @app.callback(Output("box", "children"), Input("a", "v"), prevent_initial_call=True)
    def clear(_: Any) -> Any:
        return None

    machine = Machine(app)
    machine.forget()
    machine.edit("a", v=1)
    (update,) = machine.sent(LayoutUpdate)
    assert [type(op) for op in update.ops] == [Drop, Set] and not update.confirm


def test_followers_wait_until_the_page_has_rendered() -> None:  # D12
    machine = Machine(pair(), confirm=False)
    machine.confirm()
    machine.edit("a", v=1)
    assert machine.names() == ["work"]
    machine.confirm()
    assert machine.names() == ["work", "follow"]


def test_a_snapshot_is_the_mirror() -> None:  # invariant 4
    app = App([div("a"), div("box", div("old"))])

    @app.callback(Output("box", "children"), Input("a", "v"), prevent_initial_call=True)
    def show(value: Any) -> Any:
        return ["text", comp("Wrap", "w", parts={"x": div("new", value)})]

    machine = Machine(app)
    for value in (1, 2):
        machine.edit("a", v=value)
    mirror = {nid: props for nid, (_, props) in machine.page.nodes.items()}
    assert machine.snapshot() == mirror


def test_a_lost_page_does_not_hold_the_engine_up() -> None:
    machine = Machine(pair(), confirm=False)
    machine.engine.receive(LayoutRequested())
    (update,) = [
        effect.message
        for effect in iter(machine.engine.poll, None)
        if isinstance(effect, Send) and isinstance(effect.message, LayoutUpdate)
    ]
    machine.receive(Rendered(update.update))
    machine.edit("a", v=1)
    assert machine.names() == ["work"]


def test_a_confirmation_that_nobody_waits_for_is_no_trouble() -> None:
    machine = Machine(pair())
    machine.receive(Rendered(12345))
    assert machine.idle


# --- loading, busy, idle ----------------------------------------------------------------


def test_outputs_load_while_their_callback_runs() -> None:  # R1
    machine = Machine(pair(), held=["work"])
    machine.edit("a", v=1)
    assert machine.loading() == [("+", "b.v")]
    machine.release()
    # The follower begins to load when it runs and not while it waits.
    assert machine.loading() == [("+", "b.v"), ("-", "b.v"), ("+", "c.v"), ("-", "c.v")]


def test_a_superseded_call_ends_its_loading_too() -> None:  # R1, E7
    machine = Machine(pair(), held=["work"])
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    machine.release()
    machine.release()
    signs = [sign for sign, name in machine.loading() if name == "b.v"]
    assert sorted(signs) == ["+", "+", "-", "-"] and signs[0] == "+"


def test_calls_that_start_together_are_told_together() -> None:
    app = App([div("a"), div("b"), div("c")])
    for target in "bc":

        @app.callback(Output(target, "v"), Input("a", "v"), prevent_initial_call=True)
        def work(value: Any) -> Any:
            return value

    machine = Machine(app, held=["work"])
    machine.forget()
    machine.edit("a", v=1)
    assert [
        len(message.started) for message in machine.messages if hasattr(message, "started")
    ] == [2]


def test_a_callback_without_outputs_loads_nothing() -> None:
    app = App([div("a")])

    @app.callback(Input("a", "v"))
    def silent(value: Any) -> None: ...

    assert Machine(app).loading() == []


def test_busy_comes_before_the_first_call_and_idle_after_the_last() -> None:  # R3, E23
    machine = Machine(pair())
    machine.forget()
    machine.edit("a", v=1)
    kinds = [type(message) for message in machine.messages]
    assert kinds.count(Busy) == 1 and kinds.count(Idle) == 1
    assert kinds[0] is Busy and kinds[-1] is Idle


def test_an_edit_that_concerns_nobody_is_acknowledged() -> None:
    machine = Machine(pair())
    machine.forget()
    machine.edit("c", w=1)
    assert machine.messages == [Idle(1)]


def test_idle_is_said_once() -> None:
    machine = Machine(pair())
    machine.forget()
    machine.receive()
    assert machine.messages == []


def test_nothing_is_idle_while_a_call_runs() -> None:
    machine = Machine(pair(), held=["work"])
    machine.edit("a", v=1)
    assert not machine.idle
    machine.release()
    assert machine.idle


def test_a_persistent_call_keeps_nobody_busy() -> None:  # O2
    machine = Machine(pair(persistent=True), held=["work"])
    machine.forget()
    machine.edit("a", v=1)
    assert machine.sent(Busy) == [] and machine.idle
    machine.release()
    assert [type(message) for message in machine.messages if isinstance(message, Busy | Idle)] == [
        Idle,
        Busy,
        Idle,
    ]


# --- definitions ------------------------------------------------------------------------


def test_a_bad_definition_leaves_the_app_without_callbacks() -> None:  # B
    app = pair()

    @app.callback(Output("b", "v"), Input("c", "v"))
    def again(value: Any) -> Any:
        return value

    @app.callback(Input("a", "v"))
    def at_load(value: Any) -> None: ...

    machine = Machine(app)
    assert [title for title, _ in machine.errors] == ["Duplicate callback outputs"]
    assert machine.names() == ["at_load"]
    machine.edit("a", v=1)
    assert machine.names() == ["at_load"]
    assert machine.prop("b", "v") is None


def test_without_validation_it_is_served() -> None:  # B, S10
    app = App([div("a"), div("b")], validate_callbacks=False)
    for number in (1, 2):

        @app.callback(Output("b", "v"), Input("a", f"v{number}"), prevent_initial_call=True)
        def work(value: Any) -> Any:
            return value

    machine = Machine(app)
    machine.edit("a", v2=5)
    assert (machine.errors, machine.prop("b", "v")) == ([], 5)


def test_ids_that_are_not_in_the_layout_are_reported_and_not_fatal() -> None:  # B14
    app = pair()

    @app.callback(Output("c", "w"), Input("a", "v"), Input("nowhere", "v"))
    def lacking(*values: Any) -> Any:
        return 1

    machine = Machine(app)
    assert machine.errors[0][0] == "ID not found in layout"
    machine.edit("a", v=1)
    assert machine.prop("c", "v") == 1


@pytest.mark.parametrize("suppress", [True, False])
def test_a_validation_layout_may_have_them(suppress: bool) -> None:  # S5
    app = App(
        [div("a")],
        validation_layout=[div("a"), div("later")],
        suppress_callback_exceptions=suppress,
    )

    @app.callback(Output("later", "v"), Input("a", "v"))
    def fill(value: Any) -> Any:
        return value

    assert Machine(app).errors == []


# --- the same again ---------------------------------------------------------------------


def test_the_same_events_have_the_same_effects() -> None:  # invariant 1
    def effects() -> list[Any]:
        engine = Engine(pair().spec())
        found: list[Any] = []
        for event in (Start(), Rendered(1), PropsChanged(1, 1, {"v": 1})):
            engine.receive(event)
            found += iter(engine.poll, None)
        return found

    assert effects() == effects()
