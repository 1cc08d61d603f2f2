"""Callbacks that feed each other in a circle (rule B13)."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest

from pyrt.engine.cycles import cycle_findings
from pyrt.engine.dependencies import ALL, ALLSMALLER, MATCH, Input, Output
from pyrt.engine.spec import CallbackSpec

Prop: TypeAlias = tuple[Any, str]
"""Id and property."""


def callbacks(*arrows: tuple[list[Prop], list[Prop]]) -> list[CallbackSpec]:
    """Definitions from `(inputs, outputs)`."""
    return [
        CallbackSpec(
            index=index,
            id=f"callback {index}",
            outputs=tuple(Output(*output) for output in outputs),
            inputs=tuple(Input(*input_) for input_ in inputs),
            states=(),
            args_grouping=[],
            outputs_grouping=[],
            prevent_initial_call=False,
            running=(),
            clientside=None,
            optional=False,
            hidden=False,
            persistent=False,
        )
        for index, (inputs, outputs) in enumerate(arrows)
    ]


def cycle(*arrows: tuple[list[Prop], list[Prop]]) -> str | None:
    findings = cycle_findings(callbacks(*arrows))
    if not findings:
        return None
    [finding] = findings
    [line] = finding.lines
    assert finding.title == "Circular Dependencies"
    assert line.startswith("Dependency Cycle Found: ")
    return line.removeprefix("Dependency Cycle Found: ")


A, B, C, D = ("a", "v"), ("b", "v"), ("c", "v"), ("d", "v")


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        pytest.param([([A], [B]), ([B], [C])], None, id="a chain"),
        pytest.param([([A], [B, C]), ([B], [D]), ([C], [D, ("d", "w")])], None, id="a diamond"),
        pytest.param([([A], [B]), ([B], [A])], "b.v -> a.v -> b.v", id="two"),
        pytest.param([([A], [B]), ([B], [C]), ([C], [A])], "b.v -> c.v -> a.v -> b.v", id="three"),
        pytest.param(
            [([D], [A]), ([A], [B]), ([B], [A])], "a.v -> b.v -> a.v", id="with a way into it"
        ),
        pytest.param(
            [([A], [B]), ([B], [A]), ([C], [D]), ([D], [C])],
            "b.v -> a.v -> b.v",
            id="the first of two",
        ),
        pytest.param([([A], [B]), ([B], [("a", "w")])], None, id="another property closes nothing"),
    ],
)
def test_a_cycle_is_shown_as_the_way_round(
    arrows: list[tuple[list[Prop], list[Prop]]], expected: str | None
) -> None:
    assert cycle(*arrows) == expected


def test_a_callback_may_set_its_own_input() -> None:  # E20
    assert cycle(([A], [A])) is None
    assert cycle(([A, B], [A, B])) is None


def test_a_pair_that_is_kept_in_step_by_one_callback_is_no_cycle() -> None:  # E20
    assert cycle(([A, B], [A, B]), ([A], [C]), ([C, B], [D])) is None


def test_a_callback_that_sets_its_own_input_is_in_a_cycle_if_others_close_the_loop() -> None:
    found = cycle(([A, C], [A]), ([A], [B]), ([B], [C]))
    assert found == "a.v__output -> b.v -> c.v -> a.v__output"


def test_a_duplicate_output_is_another_property() -> None:  # A7
    assert cycle(([A], [B]), ([B], [("a", "v@0f1e")])) is None


MANY, ONE = {"t": "row", "i": ALL}, {"t": "row", "i": MATCH}
SMALLER = {"t": "row", "i": ALLSMALLER}


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        pytest.param(
            [([(ONE, "v")], [({"t": "sum", "i": MATCH}, "v")])], None, id="from row to row"
        ),
        pytest.param(
            [([(ONE, "v")], [(ONE, "w")]), ([(ONE, "w")], [(ONE, "v")])],
            '{"i":0,"t":"row"}.w -> {"i":0,"t":"row"}.v -> {"i":0,"t":"row"}.w',
            id="inside each row",
        ),
        pytest.param(
            [([(MANY, "v")], [A]), ([A], [({"t": "row", "i": 5}, "v")])],
            'a.v -> {"i":5,"t":"row"}.v -> a.v',
            id="by a value that another callback names",
        ),
        pytest.param(
            [([({"t": "x", "i": 1}, "v")], [A]), ([A], [({"t": "x", "i": 2}, "v")])],
            None,
            id="other values, no wildcard",
        ),
        pytest.param(
            [([({"t": "x", "i": 1}, "v")], [A]), ([A], [({"t": "x", "i": "1"}, "v")])],
            None,
            id="a number and a text",
        ),
        pytest.param(
            [
                ([({"t": "x", "i": 1}, "v")], [A]),
                ([A], [({"t": "x", "i": 2}, "v")]),
                ([({"t": "y", "i": MATCH}, "v")], [({"t": "z", "i": MATCH}, "v")]),
            ],
            None,
            id="other values, though the key is wild elsewhere",
        ),
        pytest.param(
            [([(SMALLER, "v")], [(ONE, "v")])], None, id="from smaller to larger, in themselves"
        ),
        pytest.param(
            [
                ([(SMALLER, "v")], [(ONE, "w")]),
                ([(ONE, "w")], [(ONE, "v")]),
                ([A], [({"t": "box", "i": 3}, "v")]),
            ],
            None,
            id="from smaller to larger in two steps",
        ),
        pytest.param(
            [
                ([(SMALLER, "v")], [(ONE, "w")]),
                ([(MANY, "w")], [B]),
                ([B], [({"t": "row", "i": 3}, "v")]),
            ],
            '{"i":2,"t":"row"}.w -> b.v -> {"i":3,"t":"row"}.v -> {"i":"z","t":"row"}.w -> b.v',
            id="from smaller to larger and back",
        ),
        pytest.param([([(ONE, "v"), (MANY, "v")], [(ONE, "v")])], None, id="rows that see all"),
    ],
)
def test_wildcards_are_followed_over_the_values_that_any_definition_names(
    arrows: list[tuple[list[Prop], list[Prop]]], expected: str | None
) -> None:
    assert cycle(*arrows) == expected


def test_many_callbacks_without_cycle_need_no_expansion() -> None:
    """500 values and 500 patterns over the same key would be 250,000 ids."""
    arrows = [
        pair
        for number in range(500)
        for pair in (
            ([({"t": "a", "i": number}, "v")], [({"t": "b", "i": number}, "v")]),
            ([({"t": f"c{number}", "i": MATCH}, "v")], [({"t": f"d{number}", "i": MATCH}, "v")]),
        )
    ]
    assert cycle(*arrows) is None
