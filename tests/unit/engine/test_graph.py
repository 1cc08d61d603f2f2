"""Which callbacks hang on which property: look-ups by id and by pattern."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, ALLSMALLER, MATCH, Input, Output, State
from pyrt.engine.graph import CompiledCallback, Graph, compile_dependency
from pyrt.engine.patterns import values_of
from tests.unit.engine.machine import App


def graph(*callbacks: tuple[Any, ...], **options: Any) -> Graph:
    app = App(None)
    for number, dependencies in enumerate(callbacks):
        app.callback(*dependencies, **options)(lambda *args, number=number: number)
    return Graph(app.spec().callbacks)


def indices(callbacks: Any) -> list[int]:
    return [callback.index for callback in callbacks]


# --- one dependency ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("component_id", "wild", "multi"),
    [
        ("a", False, False),
        ({"i": 1}, False, False),
        ({"i": MATCH}, True, False),
        ({"i": ALL}, True, True),
        ({"i": ALLSMALLER}, True, True),
        ({"i": MATCH, "j": ALL}, True, True),
    ],
)
def test_all_and_allsmaller_stand_for_lists(component_id: Any, wild: bool, multi: bool) -> None:
    compiled = compile_dependency(component_id, "x")  # G3
    assert (compiled.wild, compiled.multi) == (wild, multi)


def test_a_property_is_known_with_and_without_its_hash() -> None:  # C7
    compiled = compile_dependency("a", "children@abc")
    assert (compiled.prop, compiled.raw_prop) == ("children", "children@abc")


def test_keys_are_sorted_and_the_pattern_follows_them() -> None:  # G2
    compiled = compile_dependency({"type": "x", "index": MATCH}, "v")
    assert compiled.keys == ("index", "type")
    assert compiled.pattern == (MATCH, "x")
    assert compiled.key == '{"index":["MATCH"],"type":"x"}'


def test_numbers_in_ids_are_as_the_page_has_them() -> None:
    assert compile_dependency({"i": 1.0}, "v").key == '{"i":1}'


# --- one callback -----------------------------------------------------------------------


def compiled(*dependencies: Any) -> CompiledCallback:
    return graph(dependencies).callbacks[0]


def test_equal_dependencies_mean_equal_identity() -> None:  # E5, A9
    one = compiled(Output("a", "x"), Input("b", "x"), State("c", "x"))
    same = compiled(Output("a", "x"), Input("b", "x"), State("c", "x"))
    other = compiled(Output("a", "x"), Input("b", "x"), State("d", "x"))
    assert one.identity == same.identity != other.identity


def test_callbacks_without_outputs_differ_by_their_id() -> None:  # E5
    first, second = graph((Input("a", "x"),), (Input("a", "x"),)).callbacks
    assert first.identity != second.identity or first.spec.id == second.spec.id


@pytest.mark.parametrize(
    ("dependencies", "expected"),
    [
        ((Output("a", "x"), Input({"i": ALL}, "x")), True),
        ((Output("a", "x"), Input({"i": ALL}, "x"), Input("b", "x")), False),
        ((Output("a", "x"),), True),
    ],
)
def test_a_callback_may_have_nothing_but_lists_for_inputs(
    dependencies: Any, expected: bool
) -> None:  # D4
    assert compiled(*dependencies).all_inputs_multi is expected


def test_match_in_the_outputs_makes_one_request_per_value() -> None:  # G5
    assert compiled(Output({"i": MATCH}, "x"), Input({"i": MATCH}, "y")).has_match
    assert not compiled(Output("a", "x"), Input({"i": MATCH}, "y")).has_match
    assert not compiled(Output({"i": ALL}, "x"), Input({"i": ALL}, "y")).has_match


# --- look-ups ---------------------------------------------------------------------------


def matching(found: Graph, component_id: dict[str, Any], prop: str = "x") -> list[list[int]]:
    keys = tuple(sorted(component_id))
    uses = found.readers.by_pattern(keys, values_of(component_id), prop)
    return [indices(use.callbacks) for use in uses]


def test_readers_of_a_string_id_come_in_registration_order() -> None:  # invariant 9
    found = graph(
        (Output("o1", "x"), Input("a", "x")),
        (Output("o2", "x"), Input("b", "x")),
        (Output("o3", "x"), Input("b", "x"), Input("a", "x")),
    )
    assert indices(found.readers.exact("a", "x")) == [0, 2]
    assert indices(found.readers.exact("b", "x")) == [1, 2]
    assert indices(found.readers.exact("a", "y")) == []
    assert indices(found.readers.exact("z", "x")) == []


def test_a_callback_that_reads_a_property_twice_is_listed_once() -> None:
    found = graph((Output("o", "x"), Input("a", "x"), Input("a", "x")))
    assert indices(found.readers.exact("a", "x")) == [0]


def test_state_is_nobodys_input() -> None:
    found = graph((Output("o", "x"), Input("a", "x"), State("b", "x")))
    assert indices(found.readers.exact("b", "x")) == []


def test_an_id_meets_literals_and_wildcards() -> None:  # G1
    found = graph(
        (Output("o1", "x"), Input({"t": "row", "i": 1}, "x")),
        (Output("o2", "x"), Input({"t": "row", "i": ALL}, "x")),
        (Output("o3", "x"), Input({"t": "cell", "i": ALL}, "x")),
        (Output("o4", "x"), Input({"t": ALL, "i": 1}, "x")),
        (Output("o5", "x"), Input({"i": ALL}, "x")),
        (Output("o6", "x"), Input({"t": "row", "i": ALL}, "x")),
    )
    assert matching(found, {"t": "row", "i": 1}) == [[0], [1, 5], [3]]
    assert matching(found, {"t": "row", "i": 2}) == [[1, 5]]
    assert matching(found, {"t": "x", "i": 2}) == []
    assert matching(found, {"i": 2}) == [[4]]


@pytest.mark.parametrize(
    ("literal", "value", "meets"),
    [(1, 1, True), (1, "1", False), (1, True, False), (1, 1.0, True), ("a", "a", True)],
)
def test_literals_are_compared_strictly(literal: Any, value: Any, meets: bool) -> None:  # G1
    found = graph((Output("o", "x"), Input({"i": literal}, "x")))
    assert bool(matching(found, {"i": value})) is meets


def test_props_are_those_that_somebody_names() -> None:
    found = graph(
        (Output("o1", "y"), Input("a", "z"), Input("a", "x")),
        (Output("o2", "y"), Input({"i": ALL}, "v"), Input({"i": 1}, "w")),
    )
    assert list(found.readers.props("a")) == ["z", "x"]
    assert list(found.readers.props({"i": 5})) == ["v", "w"]
    assert list(found.readers.props("o1")) == []
    assert list(found.writers.props("o1")) == ["y"]


def test_duplicate_outputs_stay_apart() -> None:  # A7
    found = graph(
        (Output("o", "x", allow_duplicate=True), Input("a", "x")),
        (Output("o", "x", allow_duplicate=True), Input("b", "x")),
        prevent_initial_call=True,
    )
    first, second = found.writers.props("o")
    assert first.startswith("x@") and second.startswith("x@") and first != second
    assert indices(found.writers.exact("o", first)) == [0]


@pytest.mark.parametrize(
    ("component_id", "known"),
    [("a", True), ("o", True), ("s", False), ({"i": 9}, True), ({"j": 9}, False)],
)
def test_a_graph_knows_the_ids_that_callbacks_read_or_write(component_id: Any, known: bool) -> None:
    found = graph((Output("o", "x"), Input("a", "x"), Input({"i": ALL}, "x"), State("s", "x")))
    assert found.knows(component_id) is known
