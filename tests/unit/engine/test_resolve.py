"""Patterns meet the ids that are in the layout (rules G)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, ALLSMALLER, MATCH, Input, Output
from pyrt.engine.graph import Graph, compile_dependency
from pyrt.engine.layout import Layout, id_key
from pyrt.engine.patterns import values_of
from pyrt.engine.resolve import Reference, Resolved, Resolver
from tests.unit.engine.machine import App, Metadata, div


def resolver(ids: list[Any], *callbacks: tuple[Any, ...]) -> Resolver:
    app = App(None)
    for dependencies in callbacks:
        app.callback(*dependencies)(lambda *args: None)
    layout = Layout(Metadata())
    layout.set_root([div(component_id) for component_id in ids])
    return Resolver(Graph(app.spec().callbacks), layout)


def reference(component_id: dict[str, Any], pattern: dict[str, Any]) -> Reference:
    return Reference(tuple(sorted(component_id)), values_of(component_id), values_of(pattern))


def meant(found: Resolver, pattern: Any, by: Reference | None = None) -> list[Any]:
    return [target.id for target in found.targets(compile_dependency(pattern, "x"), by)]


ROWS = [{"i": 1}, {"i": 2}, {"i": "1"}, {"i": "b"}, {"i": True}]


@pytest.mark.parametrize(
    ("ids", "pattern", "expected"),
    [
        (["a"], "a", ["a"]),
        (["a"], "b", []),
        (ROWS, {"i": 1}, [{"i": 1}]),
        (ROWS, {"i": "1"}, [{"i": "1"}]),
        (ROWS, {"i": True}, [{"i": True}]),
        (ROWS, {"i": 3}, []),
        (ROWS, {"i": ALL}, ROWS),
        (ROWS, {"j": ALL}, []),
        ([{"i": 1}, {"i": 1, "j": 1}], {"i": ALL}, [{"i": 1}]),
        ([{"i": 2, "t": "x"}, {"i": 1, "t": "y"}], {"i": ALL, "t": "x"}, [{"i": 2, "t": "x"}]),
        ([{"i": 1, "t": 1}, {"i": 2, "t": "1"}], {"i": ALL, "t": 1}, [{"i": 1, "t": 1}]),
    ],
)
def test_a_dependency_means_what_is_in_the_layout(
    ids: list[Any], pattern: Any, expected: list[Any]
) -> None:  # G1, G3, G13
    assert meant(resolver(ids), pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "by", "expected"),
    [
        ({"i": MATCH}, ({"i": 2}, {"i": MATCH}), [{"i": 2}]),
        ({"i": MATCH}, ({"i": 9}, {"i": MATCH}), []),
        ({"i": MATCH}, ({"i": 1}, {"i": MATCH}), [{"i": 1}, {"i": "1"}]),
        ({"i": MATCH}, None, ROWS),
        ({"i": ALL}, ({"i": 2}, {"i": MATCH}), ROWS),
        ({"i": ALLSMALLER}, ({"i": 2}, {"i": MATCH}), [{"i": 1}, {"i": "1"}]),
        ({"i": ALLSMALLER}, ({"i": 1}, {"i": MATCH}), []),
        ({"i": ALLSMALLER}, ({"i": "b"}, {"i": MATCH}), [*ROWS[:3], {"i": True}]),
        ({"i": MATCH}, ({"i": 1}, {"i": ALLSMALLER}), [{"i": 2}, {"i": "b"}, {"i": True}]),
        ({"i": MATCH}, ({"j": 5}, {"j": MATCH}), ROWS),
        ({"i": MATCH}, ({"i": 2, "t": "go"}, {"i": 2, "t": "go"}), [{"i": 2}]),
    ],
    ids=[
        "MATCH is the reference's value",
        "which may be nowhere",
        "and for MATCH 1 and '1' are one value, as in Dash",
        "MATCH without a reference is anything",
        "ALL does not look at the reference",
        "ALLSMALLER is what sorts before it",
        "which may be nothing",
        "numbers before booleans before strings",
        "from a smaller input: the outputs after it",
        "a key that the reference does not have is free",
        "an input with a literal id is a reference too",
    ],
)
def test_a_reference_binds_wildcards(
    pattern: Any, by: tuple[Any, Any] | None, expected: list[Any]
) -> None:  # G3, G5, G6
    assert meant(resolver(ROWS), pattern, reference(*by) if by else None) == expected


def test_wildcards_are_bound_key_by_key() -> None:
    ids = [{"r": r, "c": c} for r in (1, 2) for c in (1, 2, 3)]
    by = reference({"r": 2, "c": 3}, {"r": MATCH, "c": MATCH})
    assert meant(resolver(ids), {"r": MATCH, "c": ALL}, by) == ids[3:]
    assert meant(resolver(ids), {"r": MATCH, "c": ALLSMALLER}, by) == ids[3:5]
    assert meant(resolver(ids), {"r": ALLSMALLER, "c": MATCH}, by) == [{"r": 1, "c": 3}]
    assert meant(resolver(ids), {"r": ALL, "c": 1}, by) == [{"r": 1, "c": 1}, {"r": 2, "c": 1}]


# --- whom a change concerns -------------------------------------------------------------


def readers(found: Resolver, component_id: Any) -> list[tuple[int, str]]:
    requests = found.readers(component_id, id_key(component_id), "x")
    return [request.key for request in requests]


def test_each_match_value_of_the_outputs_is_a_request_of_its_own() -> None:  # G5
    out = [{"t": "out", "i": index} for index in (1, 2, 3)]
    found = resolver(
        [*out, {"t": "in", "i": 2}, "all"],
        (Output({"t": "out", "i": MATCH}, "y"), Input({"t": "in", "i": MATCH}, "x")),
        (Output({"t": "out", "i": MATCH}, "z"), Input("all", "x")),
    )
    assert readers(found, {"t": "in", "i": 2}) == [(0, "[2]")]
    assert readers(found, "all") == [(1, "[1]"), (1, "[2]"), (1, "[3]")]


def test_a_match_value_without_an_output_makes_no_request() -> None:  # G13
    found = resolver(
        [{"t": "in", "i": 2}],
        (Output({"t": "out", "i": MATCH}, "y"), Input({"t": "in", "i": MATCH}, "x")),
    )
    assert readers(found, {"t": "in", "i": 2}) == []


def test_a_smaller_input_concerns_the_outputs_after_it() -> None:  # G3
    ids = [{"t": "out", "i": index} for index in (1, 2, 10)] + [{"t": "in", "i": "1"}]
    found = resolver(
        ids,
        (Output({"t": "out", "i": MATCH}, "y"), Input({"t": "in", "i": ALLSMALLER}, "x")),
    )
    assert readers(found, {"t": "in", "i": "1"}) == [(0, "[2]"), (0, "[10]")]


def test_many_outputs_with_one_match_value_are_one_request() -> None:  # G5
    ids = [{"r": row, "c": column} for row in (1, 2) for column in (1, 2)]
    found = resolver([*ids, "a"], (Output({"r": MATCH, "c": ALL}, "y"), Input("a", "x")))
    assert readers(found, "a") == [(0, "[1]"), (0, "[2]")]


def test_fixed_outputs_take_the_match_values_of_the_trigger() -> None:  # G6
    found = resolver(["out", {"i": 1}, {"i": 2}], (Output("out", "y"), Input({"i": MATCH}, "x")))
    (request,) = found.readers({"i": 2}, '{"i":2}', "x")
    assert request.match == "[2]"
    targets = found.flat_targets(request, request.callback.inputs)
    assert [target.id for target in targets] == [{"i": 2}]


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [(1, 1, True), (1, True, False), (1, "1", False)],
)
def test_requests_are_told_apart_as_json_would(left: Any, right: Any, equal: bool) -> None:
    texts = [reference({"i": value}, {"i": MATCH}).match_text() for value in (left, right)]
    assert (texts[0] == texts[1]) is equal


def test_a_literal_dict_input_binds_the_match_of_the_outputs() -> None:  # as in Dash
    ids: list[Any] = [{"t": "out", "i": index} for index in (1, 2)] + [{"t": "go", "i": 1}]
    found = resolver(ids, (Output({"t": "out", "i": MATCH}, "y"), Input({"t": "go", "i": 1}, "x")))
    assert readers(found, {"t": "go", "i": 1}) == [(0, "[1]")]


def test_writers_are_found_by_id_and_by_pattern() -> None:
    found = resolver(
        ["a", {"t": "row", "i": 1}],
        (Output("a", "y"), Input("b", "x")),
        (Output({"t": "row", "i": MATCH}, "y"), Input("b", "x")),
        (Output({"t": "row", "i": 1}, "z"), Input("b", "x")),
    )
    row = {"t": "row", "i": 1}
    assert [writer.key for writer in found.writers("a", "a", "y")] == [(0, "")]
    assert [writer.key for writer in found.writers(row, id_key(row), "y")] == [(1, "[1]")]
    assert [writer.key for writer in found.writers(row, id_key(row), "z")] == [(2, "")]
    assert found.writers("a", "a", "z") == []


def test_identity_is_the_dependencies_and_the_match_values() -> None:  # E5
    found = resolver([], (Output("a", "y"), Input("b", "x")), (Output("c", "y"), Input("b", "x")))
    first, second = found.readers("b", "b", "x")
    assert first.identity != second.identity
    assert Resolved(first.callback, None, "[1]").identity != first.identity


@pytest.mark.parametrize(
    ("come", "noticed"), [("known", True), ("unknown", False), ({"i": 3}, True), ({"k": 3}, False)]
)
def test_only_ids_that_callbacks_name_are_noticed(come: Any, noticed: bool) -> None:
    app = App(None)
    app.callback(Output("known", "y"), Input({"i": ALL}, "x"))(lambda *args: None)
    layout = Layout(Metadata())
    found = Resolver(Graph(app.spec().callbacks), layout)
    assert not found.take_known_id_changes()
    layout.set_root(div(come))
    assert found.take_known_id_changes() is noticed
    assert not found.take_known_id_changes()


def test_what_all_means_is_kept_until_ids_come_or_go() -> None:
    """However often a pattern is compiled: `set_props` compiles one at each call."""
    layout = Layout(Metadata())
    layout.set_root([div({"i": 1})])
    found = Resolver(Graph(()), layout)

    def targets(prop: str = "x") -> list[Any]:
        return found.targets(compile_dependency({"i": ALL}, prop), None)

    first = targets()
    layout.write(1, {"x": 1})
    assert targets() is first
    assert [target.prop for target in targets("y")] == ["y"]
    layout.write(0, {"children": [div({"i": 1}), div({"i": 2})]})
    assert [target.id for target in targets()] == [{"i": 1}, {"i": 2}]
