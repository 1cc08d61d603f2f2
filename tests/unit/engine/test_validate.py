"""Checks of all callback definitions together (rules B1 to B12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, ALLSMALLER, MATCH, Input, Output, State
from pyrt.engine.spec import CallbackSpec
from pyrt.engine.validate import definition_findings


def callback(
    outputs: Sequence[Output],
    inputs: Sequence[Input] = (Input("in", "value"),),
    states: Sequence[State] = (),
    *,
    prevent_initial_call: bool = False,
) -> CallbackSpec:
    return CallbackSpec(
        index=0,
        id="id",
        outputs=tuple(outputs),
        inputs=tuple(inputs),
        states=tuple(states),
        args_grouping=[],
        outputs_grouping=[],
        prevent_initial_call=prevent_initial_call,
        running=(),
        clientside=None,
        optional=False,
        hidden=False,
        persistent=False,
    )


def found(*callbacks: CallbackSpec) -> list[tuple[str, list[str]]]:
    """Titles, and bodies without the lines that name the callback."""
    return [
        (finding.title, [line for line in finding.lines if not line.startswith("  ")][1:])
        for finding in definition_findings(callbacks)
    ]


OUT = Output("out", "children")


def test_ordinary_definitions_are_left_in_peace() -> None:
    assert not found(
        callback([OUT]),
        callback([Output("out", "style"), Output("b", "children")], states=[State("s", "data")]),
        callback([Output({"type": "a", "index": MATCH}, "v")], [Input({"index": MATCH}, "v")]),
        callback([Output({"type": "b", "index": MATCH}, "v")]),
        callback([], [Input("x", "v")]),
        callback([Output("y", "v")], []),
    )


def test_a_finding_begins_with_the_outputs_of_its_callback() -> None:
    [finding] = definition_findings(
        [callback([OUT, Output({"b": "é", "a": MATCH}, "v@0f1e")], [Input("x", "")])]
    )[:1]
    assert finding.lines[:3] == (
        "In the callback for output(s):",
        "  out.children",
        '  {"a":MATCH,"b":"é"}.v@0f1e',
    )


def test_a_callback_that_nothing_can_ever_call_is_reported() -> None:  # B1
    assert found(callback([OUT], [], prevent_initial_call=True)) == [
        (
            "A callback is missing Inputs",
            [
                "there are no `Input` elements.",
                "Without `Input` elements, it will never get called.",
                "",
                "Subscribing to `Input` components will cause the",
                "callback to be called whenever their values change.",
                "",
                "If you want a callback without inputs that fires on initial load,",
                "set prevent_initial_call=False.",
            ],
        )
    ]


NEEDS_ID = "Every item linked to a callback needs an ID"


@pytest.mark.parametrize(
    ("dependency", "title", "lines"),
    [
        pytest.param(
            State("a", ""),
            "Callback property error",
            [
                'State[0].property = ""',
                "but we expected `property` to be a non-empty string.",
            ],
            id="B2, no property",
        ),
        pytest.param(
            Input("", "v"),
            "Callback item missing ID",
            ['Input[0].id = ""', NEEDS_ID],
            id="B3, an empty id",
        ),
        pytest.param(
            Input({}, "v"),
            "Callback item missing ID",
            ["Input[0].id = {}", NEEDS_ID],
            id="B3, an empty dict",
        ),
        pytest.param(
            State({"": 1}, "v"),
            "Callback wildcard ID error",
            ['State[0].id has key ""', "Keys must be non-empty strings."],
            id="B4, an empty key",
        ),
        pytest.param(
            Input({"a": [1, "x"]}, "v"),
            "Callback wildcard ID error",
            [
                'Input[0].id["a"] = [1,"x"]',
                "Wildcard callback ID values must be either wildcards",
                "or constants of one of these types:",
                "string, number, boolean",
            ],
            id="B4, a list as value",
        ),
        pytest.param(
            Input({"a": None}, "v"),
            "Callback wildcard ID error",
            [
                'Input[0].id["a"] = null',
                "Wildcard callback ID values must be either wildcards",
                "or constants of one of these types:",
                "string, number, boolean",
            ],
            id="B4, no value",
        ),
        pytest.param(
            Input("a.b{", "v"),
            "Callback invalid ID string",
            ["Input[0].id = 'a.b{'", "characters '.', '{' are not allowed."],
            id="B5",
        ),
        pytest.param(
            State(7, "v"),
            "Callback ID type error",
            ["State[0].id = 7", "IDs must be strings or wildcard-compatible objects."],
            id="B6",
        ),
    ],
)
def test_a_malformed_dependency_is_reported(
    dependency: Input | State, title: str, lines: list[str]
) -> None:
    inputs = [dependency] if isinstance(dependency, Input) else [Input("in", "value")]
    states = [dependency] if isinstance(dependency, State) else []
    assert found(callback([OUT], inputs, states)) == [(title, lines)]


def test_an_output_cannot_be_for_all_smaller_values() -> None:  # B4
    assert found(callback([OUT, Output({"a": ALLSMALLER}, "v")])) == [
        (
            "Callback wildcard ID error",
            ['Output[1].id["a"] = ALLSMALLER', "Allowed wildcards for Outputs are:", "ALL, MATCH"],
        )
    ]


def test_a_callback_must_not_name_an_output_twice() -> None:  # B7
    assert found(callback([OUT, Output("b", "v"), OUT])) == [
        (
            "Duplicate callback Outputs",
            ["Output 2 (out.children) is already used by this callback."],
        )
    ]


def test_two_callbacks_must_not_share_an_output() -> None:  # B8
    assert found(callback([OUT]), callback([Output("b", "v"), OUT])) == [
        (
            "Duplicate callback outputs",
            [
                "Output 1 (out.children) is already in use.",
                "To resolve this, set `allow_duplicate=True` on",
                "duplicate outputs, or combine the outputs into",
                "one callback function, distinguishing the trigger",
                "by using `dash.callback_context` if necessary.",
            ],
        )
    ]


def test_allowed_duplicates_are_told_apart_by_their_hash() -> None:  # B8, A7, A9
    assert not found(callback([OUT]), callback([Output("out", "children@0f1e", True)]))
    again = callback([Output("out", "children@0f1e", True)])
    assert [title for title, _ in found(again, again)] == ["Duplicate callback outputs"]


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        pytest.param({"a": MATCH}, {"a": MATCH}, True, id="the same pattern"),
        pytest.param({"a": MATCH}, {"a": ALL}, True, id="two wildcards"),
        pytest.param({"a": ALL}, {"a": 1}, True, id="a wildcard and a value"),
        pytest.param({"a": 1}, {"a": 1}, True, id="the same value"),
        pytest.param({"a": 1}, {"a": 1.0}, True, id="one number, written twice"),
        pytest.param({"a": ALL, "b": 1}, {"b": ALL, "a": 1}, True, id="crosswise"),
        pytest.param({"a": 1}, {"a": "1"}, False, id="a number and a text"),
        pytest.param({"a": 1}, {"a": True}, False, id="a number and a bool"),
        pytest.param({"a": ALL, "b": 1}, {"a": ALL, "b": 2}, False, id="other values elsewhere"),
        pytest.param({"a": ALL}, {"a": ALL, "b": ALL}, False, id="other keys"),
    ],
)
def test_outputs_with_wildcards_must_not_overlap(
    first: dict[str, Any], second: dict[str, Any], overlap: bool
) -> None:  # B9
    wanted = ["Overlapping wildcard callback outputs"] if overlap else []
    in_two = found(callback([Output(first, "v")]), callback([Output(second, "v")]))
    assert [title for title, _ in in_two] == wanted
    assert not found(callback([Output(first, "v")]), callback([Output(second, "w")]))


def test_an_overlap_names_both_outputs_and_whose_the_other_is() -> None:  # B9
    all_items = Output({"type": "row", "i": ALL}, "v")
    one_item = Output({"type": "row", "i": 1}, "v")
    assert found(callback([one_item]), callback([all_items])) == [
        (
            "Overlapping wildcard callback outputs",
            [
                'Output 0 ({"i":ALL,"type":"row"}.v)',
                'overlaps another output ({"i":1,"type":"row"}.v)',
                "used in a different callback.",
            ],
        )
    ]
    [(_, lines)] = found(callback([one_item, all_items]))
    assert lines[-1] == "used in this callback."


def test_the_overlap_with_the_first_definition_is_the_one_reported() -> None:  # B9
    rows = [callback([Output({"i": number, "j": ALL}, "v")]) for number in range(3)]
    [(_, lines)] = found(*rows, callback([Output({"i": ALL, "j": 1}, "v")]))
    assert lines[1] == 'overlaps another output ({"i":0,"j":ALL}.v)'


def test_an_input_may_be_an_output_of_the_same_callback() -> None:  # B10
    assert not found(callback([OUT], [Input("out", "children")]))
    item = {"i": MATCH}
    assert not found(callback([Output(item, "v")], [Input(item, "v"), Input({"i": ALL}, "v")]))


def test_all_outputs_have_match_on_the_same_keys() -> None:  # B11
    first = Output({"i": MATCH, "j": ALL}, "v")
    assert not found(callback([first, Output({"i": MATCH}, "v")]))
    assert found(callback([first, Output({"i": ALL, "j": MATCH, "k": 1}, "v"), OUT])) == [
        (
            "Mismatched `MATCH` wildcards across `Output`s",
            [
                f"Output {position} ({text})",
                "does not have MATCH wildcards on the same keys as",
                'Output 0 ({"i":MATCH,"j":ALL}.v).',
                "MATCH wildcards must be on the same keys for all Outputs.",
                "ALL wildcards need not match, only MATCH.",
            ],
        )
        for position, text in ((1, '{"i":ALL,"j":MATCH,"k":1}.v'), (2, "out.children"))
    ]


@pytest.mark.parametrize(
    ("output", "argument", "keys"),
    [
        pytest.param({"i": MATCH}, {"i": MATCH}, None, id="MATCH for MATCH"),
        pytest.param({"i": MATCH}, {"i": ALLSMALLER}, None, id="ALLSMALLER for MATCH"),
        pytest.param({"i": MATCH, "j": MATCH}, {"i": MATCH}, None, id="not every MATCH"),
        pytest.param({"i": MATCH}, {"j": ALL}, None, id="ALL needs nothing"),
        pytest.param({"i": MATCH}, {"k": MATCH, "j": ALLSMALLER}, "j, k", id="other keys"),
        pytest.param("out", {"i": MATCH}, None, id="MATCH for a fixed output"),
        pytest.param({"i": ALL}, {"i": MATCH}, None, id="MATCH for ALL"),
        pytest.param("out", {"i": ALLSMALLER}, "i", id="smaller than what?"),
        pytest.param({"i": ALL}, {"i": ALLSMALLER}, "i", id="smaller than ALL?"),
    ],
)
@pytest.mark.parametrize("kind", ["Input", "State"])
def test_wildcards_of_arguments_are_bound_by_the_outputs(
    kind: str, output: Any, argument: dict[str, Any], keys: str | None
) -> None:  # B12
    bound = callback(
        [Output(output, "v")],
        [Input("in", "v"), *([Input(argument, "v")] if kind == "Input" else [])],
        [State("s", "v"), *([State(argument, "v")] if kind == "State" else [])],
    )
    findings = found(bound)
    assert [title for title, _ in findings] == (
        ["`Input` / `State` wildcards not in `Output`s"] if keys else []
    )
    for _, lines in findings:
        assert lines[0].startswith(f"{kind} 1 (")
        assert lines[1] == f"has MATCH or ALLSMALLER on key(s) {keys}"


def test_the_complaint_about_an_unbound_wildcard_says_what_would_be_right() -> None:  # B12
    outputs = callback([OUT], [Input({"i": ALLSMALLER}, "v")])
    none = callback([], [Input({"i": ALLSMALLER}, "v")])
    rest = [
        "does not have a MATCH wildcard. Inputs and State do not",
        "need every MATCH from the Output(s), but ALLSMALLER",
        "requires a matching MATCH in the Output(s), and when",
        "the Output(s) have any MATCH, Input/State MATCH keys",
        "must be a subset of them.",
    ]
    start = ['Input 0 ({"i":ALLSMALLER}.v)', "has MATCH or ALLSMALLER on key(s) i"]
    assert [lines for _, lines in found(outputs, none)] == [
        [*start, "where Output 0 (out.children)", *rest],
        [*start, "where the (absent) Output", *rest],
    ]


def test_everything_wrong_is_listed_in_the_order_of_the_definitions() -> None:
    assert [
        title
        for title, _ in found(
            callback([OUT], [Input("", "")], prevent_initial_call=True),
            callback([OUT, OUT], []),
            callback([Output({"i": MATCH}, "v")], [Input({"j": MATCH}, "v")]),
        )
    ] == [
        "Callback property error",
        "Callback item missing ID",
        "Duplicate callback outputs",
        "Duplicate callback outputs",
        "`Input` / `State` wildcards not in `Output`s",
    ]
