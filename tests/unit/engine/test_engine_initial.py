"""The load of the page: who is called, in what order, with what (rules D)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, ALLSMALLER, MATCH, Input, Output, State
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.no_update import no_update
from pyrt.protocol import Idle, LayoutUpdate
from tests.unit.engine.machine import App, Machine, comp, div


def page(*names: str, **props: Any) -> list[dict[str, Any]]:
    return [div(name, **props) for name in names]


# --- who is called ----------------------------------------------------------------------


def test_every_callback_with_an_output_in_the_layout_is_called() -> None:  # D2
    app = App(page("a", "b"), suppress_callback_exceptions=True)

    @app.callback(Output("b", "x"), Input("a", "v"))
    def present(value: Any) -> str:
        return "present"

    @app.callback(Output("nowhere", "x"), Input("a", "v"))
    def absent(value: Any) -> str:
        return "absent"

    machine = Machine(app)
    assert machine.calls == [("present", None)]
    assert machine.prop("b", "x") == "present"


def test_one_of_several_outputs_is_enough_to_be_called_for() -> None:  # D2, D5
    app = App(page("a", "b"), suppress_callback_exceptions=True)

    @app.callback(Output({"i": ALL}, "x"), Output("b", "x"), Input("a", "v"))
    def both(value: Any) -> Any:
        return [], "b"

    assert Machine(app).names() == ["both"]


def test_a_prevented_callback_is_not_called() -> None:  # D2
    app = App(page("a", "b"))

    @app.callback(Output("b", "x"), Input("a", "v"), prevent_initial_call=True)
    def prevented(value: Any) -> str:
        return "x"

    assert Machine(app).names() == []


@pytest.mark.parametrize(
    ("dependencies", "called"),
    [
        ([Input("a", "v")], True),
        ([Input("a", "v"), Input("nowhere", "v")], True),
        ([Input("nowhere", "v")], False),
        ([Input({"i": ALL}, "v")], True),
        ([Input({"j": ALL}, "v")], False),
        ([State("a", "v")], True),
        ([], True),
    ],
    ids=[
        "an input that is there",
        "one of two",
        "none",
        "a pattern that fits",
        "a pattern that does not",
        "only state",
        "nothing at all",
    ],
)
def test_a_callback_without_outputs_needs_one_input_or_none(
    dependencies: list[Any], called: bool
) -> None:  # D2, cbsc022-026
    app = App([*page("a"), div({"i": 1})], suppress_callback_exceptions=True)

    @app.callback(*dependencies)
    def silent(*args: Any) -> None: ...

    machine = Machine(app)
    tried = machine.names() == ["silent"] or bool(machine.errors)
    assert tried is called


def test_a_callback_without_inputs_is_called_once() -> None:  # D2
    app = App(page("a", "s", v=1))

    @app.callback(Output("a", "x"), State("s", "v"))
    def no_input(state: Any) -> int:
        return int(state) + 1

    machine = Machine(app)
    assert machine.calls == [("no_input", 1)]
    assert machine.prop("a", "x") == 2


def test_a_callback_without_inputs_needs_an_output() -> None:  # D2
    app = App(page("a"), suppress_callback_exceptions=True)

    @app.callback(Output("nowhere", "x"))
    def no_input() -> int:
        return 1

    assert Machine(app).names() == []


def test_calls_that_no_walk_finds_come_after_all_others() -> None:  # D2, E10
    app = App(page("a", "b", "c"))

    @app.callback(Input("a", "v"))
    def no_output(value: Any) -> None: ...

    @app.callback(Output("a", "x"))
    def no_input() -> int:
        return 1

    @app.callback(Output("c", "x"), Input("a", "v"))
    def plain(value: Any) -> int:
        return 1

    @app.callback(Output("b", "x"), Input("a", "x"))
    def follower(value: Any) -> int:
        return 1

    assert Machine(app).names() == ["plain", "no_input", "no_output", "follower"]


def test_calls_are_in_the_order_of_the_layout() -> None:  # D2, E10
    app = App(page("a", "late", "early"))

    @app.callback(Output("early", "x"), Input("a", "v"))
    def second(value: Any) -> int:
        return 1

    @app.callback(Output("late", "x"), Input("a", "v"))
    def first(value: Any) -> int:
        return 1

    assert Machine(app).names() == ["first", "second"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_match_outputs_are_called_once_for_each_value(count: int) -> None:  # D2, G5, G13
    app = App([div({"i": index}, v=index) for index in range(count)])

    @app.callback(Output({"i": MATCH}, "x"), Input({"i": MATCH}, "v"))
    def each(value: int) -> int:
        return value * 10

    machine = Machine(app)
    assert machine.calls == [("each", index) for index in range(count)]
    assert [machine.prop({"i": index}, "x") for index in range(count)] == [
        index * 10 for index in range(count)
    ]


def test_a_fixed_output_of_match_inputs_has_one_unresolved_call() -> None:  # G6
    app = App([div({"i": 7}, v=1), *page("out")])

    @app.callback(Output("out", "x"), Input({"i": MATCH}, "v"))
    def unresolved(value: Any) -> int:
        return 1

    assert Machine(app).calls == [("unresolved", 1)]


def test_duplicate_outputs_each_have_their_initial_call() -> None:  # A8, E22
    app = App(page("a", "b"))
    for number in (1, 2):

        @app.callback(
            Output("b", "x", allow_duplicate=True),
            Input("a", f"v{number}"),
            prevent_initial_call="initial_duplicate",
        )
        def duplicate(value: Any, number: int = number) -> int:
            return number

    machine = Machine(app)
    assert machine.names() == ["duplicate", "duplicate"]
    assert machine.prop("b", "x") == 2


# --- what they see ----------------------------------------------------------------------


def test_an_initial_call_has_no_trigger() -> None:  # D3
    app = App(page("a", "b"))

    @app.callback(Output("b", "x"), Input("a", "v"))
    def first(value: Any) -> int:
        return 1

    assert Machine(app).runs[0].triggered == []


def test_a_call_that_waited_lists_what_changed_meanwhile() -> None:  # D3, D7
    app = App(page("a", "b", "c", "d"))

    @app.callback(Output("b", "x"), Input("a", "v"))
    def up(value: Any) -> str:
        return "fresh"

    @app.callback(Output("d", "x"), Input("c", "v"), Input("b", "x"))
    def down(other: Any, value: Any) -> str:
        return value

    machine = Machine(app)
    assert machine.calls == [("up", None), ("down", None, "fresh")]
    assert machine.triggered() == ["b.x"]


def test_a_diamond_runs_once_with_final_values() -> None:  # D7
    app = App(page("a", "b", "c", "d", "e", v=1))

    @app.callback(Output("b", "v"), Input("a", "v"))
    def top(value: int) -> int:
        return value + 1

    @app.callback(Output("c", "v"), Input("b", "v"))
    def left(value: int) -> int:
        return value * 10

    @app.callback(Output("d", "v"), Input("b", "v"))
    def right(value: int) -> int:
        return value * 100

    @app.callback(Output("e", "v"), Input("c", "v"), Input("d", "v"))
    def bottom(left: int, right: int) -> int:
        return left + right

    machine = Machine(app)
    assert machine.calls == [("top", 1), ("left", 2), ("right", 2), ("bottom", 20, 200)]
    assert machine.triggered() == ["c.v", "d.v"]
    assert machine.prop("e", "v") == 220


def test_state_is_read_as_it_is_even_if_it_is_being_computed() -> None:  # E6
    app = App(page("a", "b", "c", v="old"))

    @app.callback(Output("b", "v"), Input("a", "v"))
    def computes(value: Any) -> str:
        return "new"

    @app.callback(Output("c", "v"), Input("a", "v"), State("b", "v"))
    def looks(value: Any, state: Any) -> Any:
        return state

    assert ("looks", "old", "old") in Machine(app).calls


# --- missing inputs ---------------------------------------------------------------------


def test_without_any_input_a_callback_and_its_followers_are_dropped() -> None:  # D4
    app = App(page("b", "c", "d"), suppress_callback_exceptions=True)

    @app.callback(Output("b", "x"), Input("nowhere", "v"))
    def orphan(value: Any) -> int:
        return 1

    @app.callback(Output("c", "x"), Input("b", "x"))
    def child(value: Any) -> int:
        return 1

    @app.callback(Output("d", "x"), Input("c", "x"), Input("b", "x"))
    def grandchild(*values: Any) -> int:
        return 1

    machine = Machine(app)
    assert (machine.names(), machine.errors) == ([], [])


def test_a_follower_with_another_input_runs() -> None:  # D4
    app = App(page("b", "c"), suppress_callback_exceptions=True)

    @app.callback(Output("b", "x"), Input("nowhere", "v"))
    def orphan(value: Any) -> int:
        return 1

    @app.callback(Output("c", "x"), Input("b", "x"), Input("b", "own"))
    def child(*values: Any) -> int:
        return 1

    assert Machine(app).names() == ["child"]


@pytest.mark.parametrize(
    ("inputs", "called"),
    [
        ([Input({"i": ALL}, "v")], True),
        ([Input({"i": ALL}, "v"), Input({"j": ALL}, "v")], True),
        ([Input({"i": ALL}, "v"), Input("nowhere", "v")], False),
        ([Input({"i": 1}, "v")], False),
    ],
)
def test_lists_may_be_empty(inputs: list[Input], called: bool) -> None:  # D4, G7, cbmi005-009
    app = App(page("out"), suppress_callback_exceptions=True)

    @app.callback(Output("out", "x"), *inputs)
    def lists(*values: Any) -> int:
        assert all(value == [] for value in values)
        return 1

    machine = Machine(app)
    assert (machine.names() == ["lists"]) is called
    assert machine.errors == []


def test_allsmaller_of_the_first_is_empty() -> None:  # G3, D4
    app = App([div({"i": index}, v=index) for index in (1, 2, 3)])

    @app.callback(
        Output({"i": MATCH}, "x"), Input({"i": MATCH}, "v"), Input({"i": ALLSMALLER}, "v")
    )
    def smaller(own: int, others: list[int]) -> int:
        return own + sum(others)

    assert Machine(app).calls == [
        ("smaller", 1, []),
        ("smaller", 2, [1]),
        ("smaller", 3, [1, 2]),
    ]


def test_some_inputs_missing_is_an_error() -> None:  # D5, B21
    app = App(page("a", "b"), suppress_callback_exceptions=True)

    @app.callback(Output("b", "x"), Input("a", "v"), Input("nowhere", "v"))
    def lacking(*values: Any) -> int:
        return 1

    machine = Machine(app)
    assert machine.names() == []
    ((title, _),) = machine.errors
    assert title == (
        "A nonexistent object was used in an `Input` of a Dash callback. The id of this object "
        "is `nowhere` and the property is `v`. The string ids in the current layout are: [a, b]"
    )


def test_a_missing_state_is_an_error() -> None:  # B21
    app = App(page("a", "b"), suppress_callback_exceptions=True)

    @app.callback(Output("b", "x"), Input("a", "v"), State("nowhere", "v"))
    def lacking(*values: Any) -> int:
        return 1

    ((title, _),) = Machine(app).errors
    assert title.startswith("A nonexistent object was used in an `State`")


def test_a_missing_output_is_an_error_if_there_is_an_input() -> None:  # D5, cbmo
    app = App(page("a", "b"), suppress_callback_exceptions=True)

    @app.callback(Output("b", "x"), Output("nowhere", "x"), Input("a", "v"))
    def lacking(*values: Any) -> tuple[int, int]:
        return 1, 2

    ((title, _),) = Machine(app).errors
    assert title.startswith("A nonexistent object was used in an `Output`")


def test_a_missing_output_and_nothing_but_empty_lists_is_no_error() -> None:  # D5
    app = App(page("b"), suppress_callback_exceptions=True)

    @app.callback(Output("b", "x"), Output("nowhere", "x"), Input({"i": ALL}, "v"))
    def lacking(*values: Any) -> tuple[int, int]:
        return 1, 2

    machine = Machine(app)
    assert (machine.names(), machine.errors) == ([], [])


def test_a_callback_that_was_refused_counts_as_having_written_nothing() -> None:  # B21, D8
    app = App(page("a", "b", "c"), suppress_callback_exceptions=True)

    @app.callback(Output("b", "x"), Input("a", "v"), Input("nowhere", "v"))
    def refused(*values: Any) -> int:
        return 1

    @app.callback(Output("c", "x"), Input("b", "x"))
    def follower(value: Any) -> int:
        return 1

    assert Machine(app).names() == []


# --- groups -----------------------------------------------------------------------------


def nothing(kind: str) -> Any:
    if kind == "PreventUpdate":
        raise PreventUpdate
    if kind == "error":
        raise ValueError(kind)
    return no_update


@pytest.mark.parametrize("kind", ["PreventUpdate", "no_update", "error"])
def test_a_follower_of_a_callback_that_gave_nothing_is_dropped(kind: str) -> None:  # D8, E14
    app = App(page("a", "b", "c", "d"))

    @app.callback(Output("b", "x"), Input("a", "v"))
    def first(value: Any) -> Any:
        return nothing(kind)

    @app.callback(Output("c", "x"), Input("b", "x"))
    def second(value: Any) -> int:
        return 1

    @app.callback(Output("d", "x"), Input("c", "x"))
    def third(value: Any) -> int:
        return 1

    # The one after next does run: quirk U1.
    assert Machine(app).calls == [("first", None), ("third", None)]  # D9


@pytest.mark.parametrize("kind", ["PreventUpdate", "no_update", "error"])
def test_a_follower_with_another_input_runs_all_the_same(kind: str) -> None:  # D8
    app = App(page("a", "b", "c"))

    @app.callback(Output("b", "x"), Input("a", "v"))
    def first(value: Any) -> Any:
        return nothing(kind)

    @app.callback(Output("c", "x"), Input("b", "x"), Input("a", "v"))
    def second(*values: Any) -> int:
        return 1

    machine = Machine(app)
    assert machine.names() == ["first", "second"]
    assert machine.triggered() == []


def test_a_follower_of_the_output_that_was_left_out_is_dropped() -> None:  # E15
    app = App(page("a", "b", "c", "d", "e"))

    @app.callback(Output("b", "x"), Output("c", "x"), Input("a", "v"))
    def half(value: Any) -> Any:
        return 1, no_update

    @app.callback(Output("d", "x"), Input("b", "x"))
    def got(value: Any) -> int:
        return 1

    @app.callback(Output("e", "x"), Input("c", "x"))
    def got_nothing(value: Any) -> int:
        return 1

    assert Machine(app).names() == ["half", "got"]


def test_a_follower_that_hears_of_all_by_a_list_is_not_dropped() -> None:  # D8
    app = App([*page("a", "out"), div({"i": 1})])

    @app.callback(Output({"i": ALL}, "x"), Input("a", "v"))
    def first(value: Any) -> Any:
        raise PreventUpdate

    @app.callback(Output("out", "x"), Input({"i": ALL}, "x"))
    def second(values: Any) -> int:
        return 1

    assert Machine(app).names() == ["first", "second"]


# --- prevented callbacks ----------------------------------------------------------------


def chain_of_three(prevented: str) -> App:
    app = App(page("a", "b", "c", "d", v="start"))
    for name, source, target in (("one", "a", "b"), ("two", "b", "c"), ("three", "c", "d")):

        @app.callback(
            Output(target, "v"), Input(source, "v"), prevent_initial_call=name in prevented
        )
        def link(value: Any, name: str = name) -> str:
            return name

        link.__name__ = name
    return app


@pytest.mark.parametrize(
    ("prevented", "calls"),
    [
        ("", [("one", "start"), ("two", "one"), ("three", "two")]),
        ("one", [("two", "start"), ("three", "two")]),
        ("two", [("one", "start"), ("two", "one"), ("three", "two")]),
        ("one two", [("three", "start")]),
        ("one two three", []),
    ],
    ids=[
        "none",
        "behind a prevented one they run with what is in the layout",
        "a prevented one runs behind another initial call",
        "two prevented",
        "all prevented: the example of the documentation",
    ],
)
def test_prevention_skips_nothing_but_the_initial_call(
    prevented: str, calls: list[Any]
) -> None:  # D10, V10, cbpi001
    assert Machine(chain_of_three(prevented)).calls == calls


# --- edits while the page is mounting ---------------------------------------------------


def location_app() -> App:
    app = App([comp("Location", "u"), *page("b", "c")])

    @app.callback(Output("b", "x"), Input("u", "pathname"))
    def route(path: Any) -> Any:
        return path

    @app.callback(Output("c", "x"), Input("u", "pathname"), prevent_initial_call=True)
    def prevented(path: Any) -> Any:
        return path

    return app


def test_no_callback_starts_before_the_page_is_rendered() -> None:  # D12
    machine = Machine(location_app(), confirm=False)
    assert machine.names() == []
    assert machine.sent(Idle) == []
    machine.confirm()
    assert machine.names() == ["route"]


def test_an_edit_made_while_mounting_joins_the_initial_call() -> None:  # D12, Q1
    machine = Machine(location_app(), confirm=False)
    machine.edit("u", pathname="/x")
    assert machine.names() == []
    machine.confirm()
    assert machine.calls == [("route", "/x"), ("prevented", "/x")]
    assert machine.triggered_of("route") == [["u.pathname"]]


def test_an_edit_while_mounting_is_not_dropped_with_a_group() -> None:  # D12
    app = App([*page("a"), comp("Store", "s"), *page("b")])

    @app.callback(Output("s", "data"), Input("a", "v"))
    def fill(value: Any) -> Any:
        raise PreventUpdate

    @app.callback(Output("b", "x"), Input("s", "data"))
    def show(data: Any) -> Any:
        return data

    machine = Machine(app, confirm=False)
    machine.edit("s", data="stored")
    machine.confirm()
    assert machine.calls == [("fill", None), ("show", "stored")]


def test_components_that_never_answer_are_not_waited_for() -> None:  # D12
    app = App(comp("Div", "a", namespace="html"))

    @app.callback(Output("a", "x"), Input("a", "v"))
    def first(value: Any) -> int:
        return 1

    machine = Machine(app, confirm=False)
    assert machine.names() == ["first"]
    assert all(not update.confirm for update in machine.sent(LayoutUpdate))


def test_an_empty_app_is_idle_at_once() -> None:
    machine = Machine(App(None))
    assert machine.idle and machine.names() == []
