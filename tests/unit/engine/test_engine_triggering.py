"""Triggering, queueing, superseding, results (rules E)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, Input, Output, State
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.no_update import no_update
from pyrt.protocol import PropsRefreshed
from tests.unit.engine.machine import App, Machine, div


def app_of(*arrows: str, names: str = "abcdefgh", **options: Any) -> App:
    """Callbacks `"a b > c"` over the prop `v`; each returns its name and its arguments."""
    app = App([div(name) for name in names])
    for arrow in arrows:
        sources, targets = (side.split() for side in arrow.split(">"))

        def link(*values: Any, to: str = "".join(targets), count: int = len(targets)) -> Any:
            value = f"{to}({','.join(str(value) for value in values)})"
            return [value] * count

        link.__name__ = "".join(targets)
        outputs = [Output(name, "v") for name in targets]
        app.callback(outputs, [Input(name, "v") for name in sources], **options)(link)
    return app


def quiet(*arrows: str, **options: Any) -> App:
    return app_of(*arrows, prevent_initial_call=True, **options)


# --- what triggers ----------------------------------------------------------------------


def test_an_edit_calls_those_who_read_the_prop() -> None:  # E2
    machine = Machine(quiet("a > b", "c > d"))
    machine.edit("a", v=1)
    assert machine.calls == [("b", 1)]
    assert machine.triggered() == ["a.v"]
    assert machine.prop("b", "v") == "b(1)"


def test_an_edit_of_another_prop_calls_nobody() -> None:
    machine = Machine(quiet("a > b"))
    machine.edit("a", w=1)
    assert machine.calls == []


def test_state_is_no_trigger() -> None:
    app = App([div("a"), div("b"), div("c")])

    @app.callback(Output("c", "v"), Input("a", "v"), State("b", "v"), prevent_initial_call=True)
    def reads(value: Any, state: Any) -> Any:
        return state

    machine = Machine(app)
    machine.edit("b", v=5)
    assert machine.calls == []
    machine.edit("a", v=1)
    assert machine.calls == [("reads", 1, 5)]


def test_what_a_component_changed_in_place_is_read_and_triggers_nobody() -> None:  # E1, E12
    app = App([div("a"), div("b"), div("c")])

    @app.callback(Output("c", "v"), Input("a", "v"), State("b", "v"), prevent_initial_call=True)
    def reads(value: Any, state: Any) -> Any:
        return state

    @app.callback(Output("c", "w"), Input("b", "v"), prevent_initial_call=True)
    def never(value: Any) -> Any:
        return value

    machine = Machine(app)
    b = machine.nid("b")
    machine.page.nodes[b][1]["v"] = [5]
    machine.receive(machine.edited("a", v=1), PropsRefreshed(b, {"v": [5]}))
    assert machine.calls == [("reads", 1, [5])]
    machine.receive(PropsRefreshed(4711, {"v": [6]}))
    assert machine.calls == [("reads", 1, [5])]


def test_several_props_of_one_edit_are_one_call() -> None:  # E2
    app = App([div("a"), div("b")])

    @app.callback(Output("b", "v"), Input("a", "y"), Input("a", "x"), prevent_initial_call=True)
    def both(y: Any, x: Any) -> Any:
        return 1

    machine = Machine(app)
    machine.edit("a", x=1, y=2)
    assert machine.calls == [("both", 2, 1)]
    assert machine.triggered() == ["a.x", "a.y"]


def test_edits_of_one_task_are_one_call() -> None:  # E4
    machine = Machine(quiet("a b > c"))
    machine.receive(machine.edited("b", v=1), machine.edited("a", v=2))
    assert machine.calls == [("c", 2, 1)]
    assert machine.triggered() == ["b.v", "a.v"]


def test_two_edits_of_one_prop_in_one_task_trigger_once_with_the_last_value() -> None:  # E4, E12
    machine = Machine(quiet("a > b"))
    machine.receive(machine.edited("a", v=1), machine.edited("a", v=2))
    assert machine.calls == [("b", 2)]
    assert machine.runs[0].triggered == [{"prop_id": "a.v", "value": 2}]


def test_every_task_is_a_call() -> None:  # E9
    machine = Machine(quiet("a > b"))
    for text in ("h", "he", "hel"):
        machine.edit("a", v=text)
    assert machine.calls == [("b", "h"), ("b", "he"), ("b", "hel")]


def test_an_output_triggers_even_when_it_is_equal() -> None:  # E3
    app = quiet("b > c")

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)
    def same(value: Any) -> str:
        return "same"

    machine = Machine(app)
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    assert machine.names() == ["same", "c", "same", "c"]


def test_set_props_of_the_page_trigger_even_when_equal() -> None:  # E3, M6
    machine = Machine(quiet("a > b"))
    machine.request_props("a", v=1)
    machine.request_props("a", v=1)
    assert machine.names() == ["b", "b"]


# --- superseding ------------------------------------------------------------------------


def slow(**options: Any) -> tuple[App, Machine]:
    app = quiet("a > b", "b > c", **options)
    return app, Machine(app, held=["b"])


def test_only_the_last_requested_result_shows() -> None:  # E7, rdrc001
    _, machine = slow()
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    machine.release(newest=True)
    assert machine.prop("b", "v") == "b(2)"
    machine.release()
    assert machine.prop("b", "v") == "b(2)"
    assert machine.names() == ["b", "b", "c"]


def test_the_first_result_is_ignored_when_it_comes_first_too() -> None:  # E7
    _, machine = slow()
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    machine.release()
    assert machine.prop("b", "v") is None
    machine.release()
    assert machine.prop("b", "v") == "b(2)"
    assert machine.names() == ["b", "b", "c"]


def test_the_error_of_a_superseded_run_is_ignored() -> None:  # E7
    app = App([div("a"), div("b")])

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)
    def fails(value: int) -> int:
        return 1 // (value - 1)

    machine = Machine(app, held=["fails"])
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    machine.release()
    machine.release()
    assert (machine.errors, machine.prop("b", "v")) == ([], 1)


def test_superseding_holds_for_lists_of_outputs_too() -> None:  # E7 (Dash forgets it there)
    app = App([div("a"), div({"i": 1}), div({"i": 2})])

    @app.callback(Output({"i": ALL}, "v"), Input("a", "v"), prevent_initial_call=True)
    def fill(value: Any) -> list[Any]:
        return [value, value]

    machine = Machine(app, held=["fill"])
    machine.edit("a", v="old")
    machine.edit("a", v="new")
    machine.release(newest=True)
    machine.release()
    assert machine.prop({"i": 1}, "v") == "new"


def test_set_props_of_a_superseded_run_count() -> None:  # E8
    app = App([div("a"), div("b"), div("c")])

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)
    def side(value: int) -> int:
        machine.set_props.append(("c", {"v": value}))
        return value

    machine = Machine(app, held=["side"])
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    machine.release()
    assert (machine.prop("b", "v"), machine.prop("c", "v")) == (None, 1)


def test_a_superseding_request_does_not_list_the_old_trigger() -> None:
    machine = Machine(quiet("a b > c"), held=["c"])
    machine.edit("a", v=1)
    machine.edit("b", v=2)
    assert machine.triggered_of("c") == [["a.v"], ["b.v"]]


# --- reading late -----------------------------------------------------------------------


def test_values_are_read_when_a_run_starts() -> None:  # E12
    app = quiet("a > b")

    @app.callback(Output("d", "v"), Input("b", "v"), Input("c", "v"), prevent_initial_call=True)
    def late(first: Any, second: Any) -> Any:
        return 1

    machine = Machine(app, held=["b"])
    machine.receive(machine.edited("a", v=1), machine.edited("c", v="early"))
    machine.edit("c", v="late")
    machine.release()
    assert machine.calls[-1] == ("late", "b(1)", "late")
    assert machine.triggered() == ["c.v", "b.v"]


def test_a_trigger_that_is_no_input_any_more_has_no_value() -> None:  # E12
    app = App([div("box", [div({"i": 1}, v=1)]), div("a"), div("out"), div("slow")])

    @app.callback(Output("slow", "v"), Input("a", "v"), prevent_initial_call=True)
    def hold(value: Any) -> Any:
        return 1

    @app.callback(Output("box", "children"), Input("a", "go"), prevent_initial_call=True)
    def clear(value: Any) -> list[Any]:
        return [div({"i": 2}, v=2)]

    @app.callback(
        Output("out", "v"), Input({"i": ALL}, "v"), Input("slow", "v"), prevent_initial_call=True
    )
    def listed(values: Any, slow: Any) -> Any:
        return 1

    machine = Machine(app, held=["hold"])
    machine.receive(machine.edited("a", v=1), machine.edited({"i": 1}, v=5))
    machine.edit("a", go=1)
    machine.release()
    assert machine.calls[-1] == ("listed", [2], 1)
    assert machine.runs[-1].triggered[0] == {"prop_id": '{"i":1}.v', "value": None}


# --- results ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PreventUpdate", "no_update", "error"])
def test_a_result_without_values_triggers_nobody(kind: str) -> None:  # E14
    app = quiet("b > c")

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)
    def none(value: Any) -> Any:
        if kind == "PreventUpdate":
            raise PreventUpdate
        if kind == "error":
            raise ValueError("boom")
        return no_update

    machine = Machine(app)
    machine.edit("b", v="before")
    machine.forget()
    machine.edit("a", v=1)
    assert machine.names() == ["none"]
    assert machine.prop("b", "v") == "before"
    assert bool(machine.errors) is (kind == "error")


@pytest.mark.parametrize("kind", ["PreventUpdate", "no_update", "error"])
def test_who_waited_for_it_runs_with_what_else_changed(kind: str) -> None:  # E14
    app = quiet("a b > c")

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)
    def none(value: Any) -> Any:
        if kind == "PreventUpdate":
            raise PreventUpdate
        if kind == "error":
            raise ValueError("boom")
        return no_update

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.calls == [("none", 1), ("c", 1, None)]
    assert machine.triggered() == ["a.v"]


def test_an_output_that_was_left_out_triggers_nobody() -> None:  # E15
    app = quiet("b > d", "c > e")

    @app.callback(Output("b", "v"), Output("c", "v"), Input("a", "v"), prevent_initial_call=True)
    def half(value: Any) -> Any:
        return no_update, "c"

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.names() == ["half", "e"]
    assert machine.prop("b", "v") is None


def test_all_outputs_are_there_before_any_follower_runs() -> None:  # I9
    app = quiet("b c > d")

    @app.callback(Output("b", "v"), Output("c", "v"), Input("a", "v"), prevent_initial_call=True)
    def both(value: Any) -> Any:
        return "b", "c"

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.calls[1:] == [("d", "b", "c")]
    assert machine.triggered() == ["b.v", "c.v"]


def test_side_updates_and_outputs_lead_to_one_call() -> None:  # E4
    app = App([div(name) for name in "abcde"])

    @app.callback(
        Output("b", "v"),
        Input("a", "v"),
        running=[(Output("c", "v"), "on", "off")],
        prevent_initial_call=True,
    )
    def source(value: Any) -> Any:
        machine.set_props.append(("d", {"v": "set"}))
        return "out"

    @app.callback(
        Output("e", "v"),
        *(Input(name, "v") for name in "bcd"),
        prevent_initial_call=True,
    )
    def sink(*values: Any) -> Any:
        return 1

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.calls == [("source", 1), ("sink", "out", "off", "set")]
    # `running` stands first because it was set when the call began.
    assert machine.triggered() == ["c.v", "d.v", "b.v"]


# --- chains -----------------------------------------------------------------------------


def test_a_chain_runs_in_order() -> None:  # E18
    machine = Machine(quiet("c > d", "b > c", "a > b"))
    machine.edit("a", v=1)
    assert machine.calls == [("b", 1), ("c", "b(1)"), ("d", "c(b(1))")]


def test_who_hears_of_both_ends_of_a_chain_waits_for_the_last() -> None:  # E18
    machine = Machine(quiet("a > b", "b > c", "a c > d"))
    machine.edit("a", v=1)
    assert machine.names() == ["b", "c", "d"]
    assert machine.triggered() == ["a.v", "c.v"]


def test_a_new_trigger_in_the_middle_of_a_chain_starts_it_again() -> None:  # E18
    machine = Machine(quiet("a > b", "b > c", "a c > d"), held=["c"])
    machine.edit("a", v=1)
    machine.edit("a", v=2)
    assert machine.names() == ["b", "c", "b", "c"]
    machine.release()
    machine.release()
    assert machine.names() == ["b", "c", "b", "c", "d"]
    assert machine.calls[-1] == ("d", 2, "c(b(2))")


def test_strangers_go_on_while_a_callback_is_slow() -> None:  # E19
    machine = Machine(quiet("a > b", "c > d", "d > e"), held=["b"])
    machine.edit("a", v=1)
    machine.edit("c", v=1)
    assert machine.names() == ["b", "d", "e"]


def test_at_most_twelve_calls_are_under_way() -> None:  # E10
    names = "bcdefghijklmnop"
    app = quiet(*(f"a > {name}" for name in names), names="a" + names)
    machine = Machine(app, held=list(names))
    machine.edit("a", v=1)
    assert machine.names() == list(names[:12])
    machine.release()
    assert machine.names() == list(names[:13])


# --- outputs that leave -----------------------------------------------------------------


def removable() -> App:
    app = App([div("a"), div("box", [div("gone"), div({"i": 1}), div({"i": 2})])])

    @app.callback(Output("box", "children"), Input("a", "drop"), prevent_initial_call=True)
    def replace(value: Any) -> Any:
        return [div({"i": 2})]

    return app


def test_a_result_for_components_that_have_left_is_ignored() -> None:  # E16, cbmo
    app = removable()

    @app.callback(Output("gone", "v"), Input("a", "v"), prevent_initial_call=True)
    def late(value: Any) -> Any:
        raise ValueError("nobody hears this")

    machine = Machine(app, held=["late"])
    machine.edit("a", v=1)
    machine.edit("a", drop=1)
    machine.release("late")
    assert machine.errors == [] and machine.idle


def test_of_a_list_of_outputs_those_that_are_left_are_updated() -> None:  # E16
    app = removable()

    @app.callback(Output({"i": ALL}, "v"), Input("a", "v"), prevent_initial_call=True)
    def fill(value: Any) -> list[str]:
        return ["one", "two"]

    machine = Machine(app, held=["fill"])
    machine.edit("a", v=1)
    machine.app.named("fill")
    machine.edit("a", drop=1)
    # The insertion asked for nobody: `fill` is prevented.  Its elder result still counts.
    machine.release("fill")
    assert machine.prop({"i": 2}, "v") == "two"


def test_a_request_without_outputs_in_the_layout_is_dropped_until_they_come() -> None:  # E17
    app = App([div("a"), div("box")], suppress_callback_exceptions=True)

    @app.callback(Output("box", "children"), Input("a", "show"), prevent_initial_call=True)
    def show(value: Any) -> Any:
        return div("late")

    @app.callback(Output("late", "v"), Input("a", "v"))
    def fill(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("a", v=5)
    assert machine.names() == []
    machine.edit("a", show=1)
    assert machine.calls == [("show", 1), ("fill", 5)]
    assert machine.triggered() == []


# --- circles ----------------------------------------------------------------------------


def test_a_prop_may_be_input_and_output_of_one_callback() -> None:  # E20, V15
    app = quiet("a > c")

    @app.callback(Output("a", "v"), Input("a", "v"), prevent_initial_call=True)
    def clamp(value: int) -> int:
        return min(value, 10)

    machine = Machine(app)
    machine.edit("a", v=50)
    assert machine.names().count("clamp") == 1
    assert machine.prop("a", "v") == 10
    assert machine.calls[-1] == ("c", 10)


def test_synchronised_components_converge_after_one_call() -> None:  # E20, V15
    app = App([div("celsius", v=0), div("fahrenheit", v=32)])

    @app.callback(
        Output("celsius", "v"),
        Output("fahrenheit", "v"),
        Input("celsius", "v"),
        Input("fahrenheit", "v"),
        prevent_initial_call=True,
    )
    def sync(celsius: float, fahrenheit: float) -> tuple[float, float]:
        if machine.triggered() == ["celsius.v"]:
            return celsius, celsius * 9 / 5 + 32
        return (fahrenheit - 32) * 5 / 9, fahrenheit

    machine = Machine(app)
    machine.edit("celsius", v=100)
    assert (machine.prop("celsius", "v"), machine.prop("fahrenheit", "v")) == (100, 212)
    machine.edit("fahrenheit", v=32)
    assert (machine.prop("celsius", "v"), machine.prop("fahrenheit", "v")) == (0, 32)
    assert machine.names() == ["sync", "sync"]


def test_a_real_circle_is_reported_and_runs_once_round() -> None:  # B13, E21
    machine = Machine(quiet("a > b", "b > a"))
    assert [title for title, _ in machine.errors] == ["Circular Dependencies"]
    machine.edit("a", v=1)
    assert machine.names() == ["b", "a"]
    assert machine.idle


def test_at_load_a_circle_ends_too() -> None:  # E21
    machine = Machine(app_of("a > b", "b > a"))
    assert set(machine.names()) == {"a", "b"} and len(machine.names()) <= 4
    assert machine.idle


# --- duplicate outputs ------------------------------------------------------------------


def test_duplicate_outputs_are_applied_as_they_arrive() -> None:  # E22, pch004
    app = quiet("c > d")
    for source, value in (("a", "first"), ("b", "second")):

        @app.callback(
            Output("c", "v", allow_duplicate=True),
            Input(source, "v"),
            prevent_initial_call=True,
        )
        def write(_: Any, value: str = value) -> str:
            return value

    machine = Machine(app)
    machine.receive(machine.edited("a", v=1), machine.edited("b", v=1))
    assert machine.names() == ["write", "write", "d", "d"]
    assert machine.prop("c", "v") == "second"
