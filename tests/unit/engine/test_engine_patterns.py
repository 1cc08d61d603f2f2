"""Pattern-matching callbacks from the user's point of view (rules G)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, ALLSMALLER, MATCH, Input, Output, State
from pyrt.engine.no_update import no_update
from tests.unit.engine.machine import App, Machine, div


def rows(*indices: Any, kind: str = "row", **props: Any) -> list[dict[str, Any]]:
    return [div({"t": kind, "i": index}, **props) for index in indices]


def row(index: Any, kind: str = "row") -> dict[str, Any]:
    return {"t": kind, "i": index}


def test_match_calls_the_instance_of_the_trigger() -> None:  # G5
    app = App(rows(1, 2))

    @app.callback(Output(row(MATCH), "x"), Input(row(MATCH), "v"), prevent_initial_call=True)
    def each(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit(row(2), v="two")
    assert machine.calls == [("each", "two")]
    assert (machine.prop(row(1), "x"), machine.prop(row(2), "x")) == (None, "two")


def test_triggers_on_two_items_are_two_requests() -> None:  # G5
    app = App(rows(1, 2))

    @app.callback(Output(row(MATCH), "x"), Input(row(MATCH), "v"), prevent_initial_call=True)
    def each(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.receive(machine.edited(row(2), v="b"), machine.edited(row(1), v="a"))
    assert machine.calls == [("each", "b"), ("each", "a")]


def test_an_instance_supersedes_only_itself() -> None:  # E7, G5
    app = App(rows(1, 2))

    @app.callback(Output(row(MATCH), "x"), Input(row(MATCH), "v"), prevent_initial_call=True)
    def each(value: Any) -> Any:
        return value

    machine = Machine(app, held=["each"])
    machine.edit(row(1), v="old")
    machine.edit(row(2), v="other")
    machine.edit(row(1), v="new")
    for _ in range(3):
        machine.release(newest=True)
    assert (machine.prop(row(1), "x"), machine.prop(row(2), "x")) == ("new", "other")


def test_state_matches_too() -> None:
    app = App([*rows(1, 2), *rows(1, 2, kind="text", v="hello")])

    @app.callback(
        Output(row(MATCH), "x"),
        Input(row(MATCH), "v"),
        State(row(MATCH, "text"), "v"),
        State(row(ALL, "text"), "v"),
        prevent_initial_call=True,
    )
    def each(value: Any, own: Any, every: Any) -> Any:
        return own

    machine = Machine(app)
    machine.edit(row(2, "text"), v="two")
    machine.edit(row(2), v=1)
    assert machine.calls == [("each", 1, "two", ["hello", "two"])]


def test_fixed_outputs_are_called_once_for_each_trigger() -> None:  # G6
    app = App([*rows(1, 2), *rows(1, 2, kind="text", v="t"), div("out")])

    @app.callback(
        Output("out", "x"),
        Input(row(MATCH), "v"),
        State(row(MATCH, "text"), "v"),
        prevent_initial_call=True,
    )
    def last(value: Any, text: Any) -> Any:
        return value

    machine = Machine(app)
    machine.receive(machine.edited(row(1), v="a"), machine.edited(row(2), v="b"))
    assert machine.calls == [("last", "a", "t"), ("last", "b", "t")]
    assert machine.triggered_of("last") == [['{"i":1,"t":"row"}.v'], ['{"i":2,"t":"row"}.v']]


def test_any_item_triggers_all() -> None:  # G7
    app = App([*rows(1, 2, v=0), div("out")])

    @app.callback(Output("out", "x"), Input(row(ALL), "v"), prevent_initial_call=True)
    def total(values: list[int]) -> int:
        return sum(values)

    machine = Machine(app)
    machine.edit(row(2), v=5)
    assert machine.calls == [("total", [0, 5])]
    assert machine.triggered() == ['{"i":2,"t":"row"}.v']


def test_a_smaller_item_triggers_those_after_it() -> None:  # G3
    app = App(rows(1, 2, 3, v=1))

    @app.callback(
        Output(row(MATCH), "x"),
        Input(row(MATCH), "v"),
        Input(row(ALLSMALLER), "v"),
        prevent_initial_call=True,
    )
    def running_sum(own: int, before: list[int]) -> int:
        return own + sum(before)

    machine = Machine(app)
    machine.edit(row(2), v=10)
    assert machine.calls == [("running_sum", 10, [1]), ("running_sum", 1, [1, 10])]
    assert [machine.prop(row(index), "x") for index in (1, 2, 3)] == [None, 11, 12]


@pytest.mark.parametrize(
    ("indices", "expected"),
    [
        ((10, 9, 1), [9, 1]),
        (("10", "9", 1), ["9", 1]),
        (("b", 5, True, "a"), [5, True, "a"]),
        ((True, False, 7), [False, 7]),
    ],
)
def test_values_sort_numbers_then_booleans_then_texts(
    indices: tuple[Any, ...], expected: list[Any]
) -> None:  # G3
    app = App(rows(*indices))

    @app.callback(Output(row(MATCH), "x"), Input(row(ALLSMALLER), "i"), prevent_initial_call=True)
    def smaller(before: Any) -> Any:
        return 1

    machine = Machine(app)
    for index in indices:
        machine.edit(row(index), i=index)
    listed = [
        run.inputs_list[0] for run in machine.runs if run.outputs_list[0]["id"]["i"] == indices[0]
    ]
    assert [entry["id"]["i"] for entry in listed[-1]] == expected


# --- lists of outputs -------------------------------------------------------------------


def test_a_list_of_outputs_takes_one_value_each() -> None:  # G8
    app = App([div("a"), *rows(3, 1, 2)])

    @app.callback(Output(row(ALL), "x"), Input("a", "v"), prevent_initial_call=True)
    def fill(value: Any) -> list[Any]:
        return ["x", no_update, "z"]

    machine = Machine(app)
    machine.edit("a", v=1)
    assert [machine.prop(row(index), "x") for index in (3, 1, 2)] == ["x", None, "z"]


def test_no_update_stands_for_the_whole_list() -> None:  # G8
    app = App([div("a"), div("b"), *rows(1, 2)])

    @app.callback(
        Output(row(ALL), "x"), Output("b", "x"), Input("a", "v"), prevent_initial_call=True
    )
    def fill(value: Any) -> Any:
        return no_update, "b"

    machine = Machine(app)
    machine.edit("a", v=1)
    assert (machine.prop(row(1), "x"), machine.prop("b", "x")) == (None, "b")


def test_a_wrong_number_of_values_is_an_error() -> None:  # G8, I5
    app = App([div("a"), *rows(1, 2)])

    @app.callback(Output(row(ALL), "x"), Input("a", "v"), prevent_initial_call=True)
    def fill(value: Any) -> Any:
        return ["only one"]

    machine = Machine(app)
    machine.edit("a", v=1)
    ((title, message),) = machine.errors
    assert title.startswith("Callback error updating")
    assert "Expected 2, got 1" in message
    assert machine.prop(row(1), "x") is None


def test_a_list_of_outputs_that_is_empty_is_not_called_for() -> None:  # G15, E17
    app = App([div("a"), div("b")])

    @app.callback(Output(row(ALL), "x"), Input("a", "v"))
    def fill(value: Any) -> Any:
        return []

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.names() == []


def test_beside_another_output_it_is_called_with_an_empty_list() -> None:  # G15
    app = App([div("a"), div("b")])

    @app.callback(
        Output(row(ALL), "x"), Output("b", "x"), Input("a", "v"), prevent_initial_call=True
    )
    def fill(value: Any) -> Any:
        return [], "b"

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.runs[0].outputs_list == [[], {"id": "b", "property": "x"}]
    assert machine.prop("b", "x") == "b"


# --- order ------------------------------------------------------------------------------


def test_all_is_in_the_order_of_the_layout_at_load() -> None:  # G4
    app = App([*rows("b", "a"), div("x", rows(5)), div("out")])

    @app.callback(Output("out", "x"), Input(row(ALL), "v"))
    def listed(values: Any) -> Any:
        return 1

    machine = Machine(app)
    assert [entry["id"]["i"] for entry in machine.runs[0].inputs_list[0]] == ["b", "a", 5]


def test_all_is_not_always_in_the_order_of_the_page() -> None:  # G4
    app = App([div("go"), div("box", rows(3, 1)), *rows(2), div("out")])

    @app.callback(Output("box", "children"), Input("go", "v"), prevent_initial_call=True)
    def show(value: Any) -> Any:
        return rows(9, 1)

    @app.callback(Output("out", "x"), Input(row(ALL), "v"))
    def listed(values: Any) -> Any:
        return 1

    machine = Machine(app)
    machine.edit("go", v=1)
    listed_ids = [entry["id"]["i"] for entry in machine.runs[-1].inputs_list[0]]
    assert listed_ids == [2, 1, 9]  # 1 kept its position, the new 9 went to the end


# --- odd ids ----------------------------------------------------------------------------


def test_dots_and_letters_of_all_kinds_are_legal_in_values() -> None:  # G2, G14
    app = App([*rows("a.b", "ü", "ü.ö"), div("out")])

    @app.callback(Output("out", "x"), Input(row(ALL), "v"), prevent_initial_call=True)
    def listed(values: Any) -> Any:
        return 1

    machine = Machine(app)
    machine.edit(row("a.b"), v=1)
    machine.edit(row("ü.ö"), v=1)
    assert machine.names() == ["listed", "listed"]
    assert machine.triggered(0) == ['{"i":"a.b","t":"row"}.v']


@pytest.mark.parametrize("value", ["1", True])
def test_a_number_is_neither_a_text_nor_a_truth(value: Any) -> None:  # G1
    app = App([*rows(1, value), div("out")])

    @app.callback(Output("out", "x"), Input(row(1), "v"), prevent_initial_call=True)
    def strict(seen: Any) -> Any:
        return seen

    machine = Machine(app)
    machine.edit(row(value), v="other")
    assert machine.calls == []
    machine.edit(row(1), v="one")
    assert machine.calls == [("strict", "one")]
