"""What callbacks return -> property updates (rules C4, C5, G8, I2 to I8, M5)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, MATCH, ClientsideFunction, Output
from pyrt.engine.errors import InvalidCallbackReturnValue
from pyrt.engine.grouping import (
    SchemaKeysValidationError,
    SchemaLengthValidationError,
    SchemaTypeValidationError,
)
from pyrt.engine.outputs import NoUpdate, no_update, outputs_clientside, split_outputs
from pyrt.engine.spec import CallbackSpec

MARK = {"_dash_no_update": "_dash_no_update"}
A = {"id": "a", "property": "children"}
B = {"id": "b", "property": "value"}
ITEMS = [{"id": {"i": 1}, "property": "value"}, {"id": {"i": 2}, "property": "value"}]


def spec(*outputs: Output, grouping: Any, callback_id: str = "the.id") -> CallbackSpec:
    return CallbackSpec(
        index=0,
        id=callback_id,
        outputs=outputs,
        inputs=(),
        states=(),
        args_grouping=[],
        outputs_grouping=grouping,
        prevent_initial_call=False,
        running=(),
        clientside=ClientsideFunction("ns", "fn"),
        optional=False,
        hidden=False,
        persistent=False,
    )


ONE = spec(Output("a", "children"), grouping=0)
LIST_OF_ONE = spec(Output("a", "children"), grouping=[0])
TWO = spec(Output("a", "children"), Output("b", "value"), grouping=[0, 1])
NAMED = spec(
    Output("a", "children"), Output("b", "value"), grouping={"text": 0, "numbers": {"b": 1}}
)
ALL_ITEMS = spec(Output({"i": ALL}, "value"), grouping=0)
MIXED = spec(Output("a", "children"), Output({"i": ALL}, "value"), grouping=[0, 1])
NO_OUTPUT = spec(grouping=[])


class Div:
    def __init__(self, children: Any = None, **props: Any) -> None:
        self.children = children
        self.id = props.get("id")
        self.props = {"children": children, **props}

    def to_plotly_json(self) -> dict[str, Any]:
        return {"props": self.props, "type": "Div", "namespace": "dash_html_components"}


# --- what is updated ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("callback", "outputs_list", "value", "updates"),
    [
        pytest.param(ONE, [A], "x", [("a", "children", "x")], id="a scalar"),
        pytest.param(ONE, [A], None, [("a", "children", None)], id="None is a value"),  # I3
        pytest.param(ONE, [A], [1, 2], [("a", "children", [1, 2])], id="a list for one output"),
        pytest.param(LIST_OF_ONE, [A], ("x",), [("a", "children", "x")], id="a list of one"),
        pytest.param(
            TWO, [A, B], (1, [2]), [("a", "children", 1), ("b", "value", [2])], id="a tuple for two"
        ),
        pytest.param(
            NAMED,
            [A, B],
            {"numbers": {"b": 2}, "text": 1},
            [("a", "children", 1), ("b", "value", 2)],
            id="a dict, in the order of the outputs",
        ),
        pytest.param(
            MIXED,
            [A, ITEMS],
            [1, (2, 3)],
            [("a", "children", 1), ({"i": 1}, "value", 2), ({"i": 2}, "value", 3)],
            id="ALL gets one value per component",  # G8
        ),
        pytest.param(ALL_ITEMS, [[]], [], [], id="ALL without components"),
        pytest.param(NO_OUTPUT, [], None, [], id="no output"),  # I4
    ],
)
def test_the_value_is_handed_out_to_the_outputs(
    callback: CallbackSpec, outputs_list: list[Any], value: Any, updates: list[Any]
) -> None:  # C4, C5
    assert split_outputs(callback, outputs_list, value) == updates


@pytest.mark.parametrize("nothing", [no_update, NoUpdate, dict(MARK)], ids=repr)
def test_no_update_in_any_form_leaves_the_output_alone(nothing: Any) -> None:  # I2
    assert split_outputs(ONE, [A], nothing) == []
    assert split_outputs(TWO, [A, B], nothing) == []
    assert split_outputs(TWO, [A, B], [nothing, 2]) == [("b", "value", 2)]
    assert split_outputs(ALL_ITEMS, [ITEMS], [nothing, 2]) == [({"i": 2}, "value", 2)]
    assert split_outputs(ALL_ITEMS, [ITEMS], nothing) == []
    assert split_outputs(MIXED, [A, ITEMS], (1, nothing)) == [("a", "children", 1)]


def test_the_hash_of_allow_duplicate_is_no_part_of_the_property() -> None:  # C7
    entry = {"id": "a", "property": "children@0f1e"}
    assert split_outputs(ONE, [entry], 1) == [("a", "children", 1)]


def test_a_component_arrives_as_json_of_its_own() -> None:  # C6
    child = Div("x")
    [(_, _, value)] = split_outputs(ONE, [A], [child])
    child.props["children"] = "y"
    assert value == [
        {"props": {"children": "x"}, "type": "Div", "namespace": "dash_html_components"}
    ]


def test_a_dict_that_looks_like_a_component_stays_as_it_is() -> None:  # I8
    value = {"props": {}, "type": "Div", "namespace": "dash_html_components"}
    assert split_outputs(ONE, [A], value) == [("a", "children", value)]


# --- what is refused ----------------------------------------------------------------------


def message_of(callback: CallbackSpec, outputs_list: list[Any], value: Any) -> str:
    with pytest.raises(InvalidCallbackReturnValue) as caught:
        split_outputs(callback, outputs_list, value)
    return str(caught.value)


@pytest.mark.parametrize("value", [0, "x", no_update])
def test_a_callback_without_outputs_must_return_nothing(value: Any) -> None:  # I4
    assert message_of(NO_OUTPUT, [], value) == (
        f"No-output callback received return value: {value}"
    )


@pytest.mark.parametrize(
    ("callback", "value", "error", "lines"),
    [
        pytest.param(
            TWO,
            {"a": 1},
            SchemaTypeValidationError,
            [
                "Schema: [<Output `a.children`>, <Output `b.value`>]",
                "Path: ()",
                "Expected type: (<class 'tuple'>, <class 'list'>)",
                "Received value of type <class 'dict'>:",
                "    {'a': 1}",
            ],
            id="no list",
        ),
        pytest.param(
            TWO,
            (1, 2, 3),
            SchemaLengthValidationError,
            [
                "Schema: [<Output `a.children`>, <Output `b.value`>]",
                "Path: ()",
                "Expected length: 2",
                "Received value of length 3:",
                "    [1, 2, 3]",
            ],
            id="too many",
        ),
        pytest.param(
            NAMED,
            {"text": 1, "numbers": {"x": 2}},
            SchemaKeysValidationError,
            [
                "Schema: {'text': <Output `a.children`>, 'numbers': {'b': <Output `b.value`>}}",
                "Path: ('numbers',)",
                "Expected keys: {'b'}",
                "Received value with keys {'x'}:",
                "    {'x': 2}",
            ],
            id="wrong keys",
        ),
        pytest.param(
            LIST_OF_ONE,
            "x",
            SchemaTypeValidationError,
            [
                "Schema: [<Output `a.children`>]",
                "Path: ()",
                "Expected type: (<class 'tuple'>, <class 'list'>)",
                "Received value of type <class 'str'>:",
                "    'x'",
            ],
            id="a text for a list of one",
        ),
    ],
)
def test_a_value_of_another_shape_is_refused(
    callback: CallbackSpec, value: Any, error: type[Exception], lines: list[str]
) -> None:  # I5, C4
    with pytest.raises(error) as caught:
        split_outputs(callback, [A, B], value)
    assert str(caught.value).splitlines() == lines


def test_the_schema_is_shown_without_the_hash_of_allow_duplicate() -> None:  # I5, A7
    duplicate = spec(Output("a", "children@0f1e", allow_duplicate=True), grouping=[0])
    assert "Schema: [<Output `a.children`>]" in message_of(duplicate, [A], 1)


def test_an_all_output_wants_a_list() -> None:  # I5
    assert message_of(MIXED, [A, ITEMS], [1, 2]) == (
        "The callback the.id output 1 is a wildcard multi-output.\n"
        "Expected the output type to be a list or tuple but got:\n"
        "2.\n"
        f"output spec: {ITEMS!r}"
    )


def test_an_all_output_wants_as_many_values_as_there_are_components() -> None:  # I5, G8
    assert message_of(ALL_ITEMS, [ITEMS], [1]) == (
        "Invalid number of output values for the.id item 0.\n"
        "Expected 2, got 1\n"
        f"output spec: {ITEMS!r}\n"
        "output value: [1]"
    )


TOP = "The value in question is either the only value returned,\nor is in the top level"
LOCATED = "The value in question is located at\n"


@pytest.mark.parametrize(
    ("callback", "value", "head", "location"),
    [
        pytest.param(ONE, {1}, "a value", TOP, id="alone"),
        pytest.param(ONE, ["x", {1}], "a value", TOP, id="in a returned list"),
        pytest.param(TWO, ["x", {1}], "a value", TOP, id="one of several"),
        pytest.param(
            ONE, Div({1}, id="d"), "a tree with one value", "[*] Div (id=d)\n[*] set,", id="child"
        ),
        pytest.param(
            TWO,
            ["x", Div(["y", Div([Div({1})], id={"i": 1})])],
            "a tree with one value",
            '[1] Div\n[1] Div (id={"i":1})\n[0] Div\n[*] set,',
            id="deep below",
        ),
        pytest.param(
            ONE,
            [Div(Div(style={"left": {1}}))],
            "a tree with one value",
            "[0] Div\n[*] Div\nstyle.left,",
            id="in another prop",
        ),
        pytest.param(
            ONE, {"data": [{"x": {1}}]}, "a tree with one value", "[*] dict\ndata[0].x,", id="dict"
        ),
    ],
)
def test_a_value_that_is_no_json_is_shown_with_the_way_to_it(
    callback: CallbackSpec, value: Any, head: str, location: str
) -> None:  # I6
    message = message_of(callback, [A, B][: len(callback.outputs)], value)
    outputs = "<Output `a.children`>" if callback is ONE else "[<Output `a.children`>, "
    assert message.startswith(f"The callback for `{outputs}")
    assert f"\nreturned {head} having type `set`\nwhich is not JSON serializable." in message
    assert (location if location is TOP else LOCATED + location) in message
    assert "\nand has string representation\n`{1}`\n" in message
    assert message.endswith(
        "dash components, strings, dictionaries, numbers, None,\nor lists of those."
    )


def test_a_key_that_is_no_json_is_explained() -> None:  # I6
    message = message_of(ONE, [A], {"x": {(1, 2): 0}})
    assert "[*] dict\nx,\nand has string representation\n`(1, 2)`\n" in message
    assert "keys must be str, int, float, bool or None, not tuple." in message


# --- clientside ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("callback", "outputs_list", "value", "updates"),
    [
        pytest.param(ONE, [A], [1], [("a", "children", [1])], id="a scalar"),
        pytest.param(ONE, [A], None, [("a", "children", None)], id="undefined is a value"),
        pytest.param(ONE, [A], MARK, [], id="no_update"),
        pytest.param(TWO, [A, B], MARK, [], id="one no_update for several"),
        pytest.param(TWO, [A, B], [MARK, 2], [("b", "value", 2)], id="no_update for one"),
        pytest.param(TWO, [A, B], [1], [("a", "children", 1)], id="a short array"),
        pytest.param(
            TWO, [A, B], [1, 2, 3], [("a", "children", 1), ("b", "value", 2)], id="a long array"
        ),
        pytest.param(TWO, [A, B], {"a": 1}, [], id="an object is no array"),
        pytest.param(TWO, [A, B], 5, [], id="a number is no array"),
        pytest.param(
            TWO, [A, B], "xyz", [("a", "children", "x"), ("b", "value", "y")], id="characters"
        ),
        pytest.param(
            ALL_ITEMS,
            [ITEMS],
            [1, MARK],
            [({"i": 1}, "value", 1)],
            id="ALL",
        ),
        pytest.param(MIXED, [A, ITEMS], [1, MARK], [("a", "children", 1)], id="no_update for ALL"),
        pytest.param(NO_OUTPUT, [], 5, [], id="no output"),
    ],
)
def test_clientside_results_are_handed_out_as_javascript_does(
    callback: CallbackSpec, outputs_list: list[Any], value: Any, updates: list[Any]
) -> None:  # M5
    assert outputs_clientside(callback, outputs_list, value) == updates


@pytest.mark.parametrize(
    ("callback", "outputs_list", "value"),
    [
        pytest.param(TWO, [A, B], None, id="several outputs"),
        pytest.param(MIXED, [A, ITEMS], [1, None], id="an ALL output"),
    ],
)
def test_a_clientside_callback_that_forgets_to_return_is_told(
    callback: CallbackSpec, outputs_list: list[Any], value: Any
) -> None:  # M5
    with pytest.raises(InvalidCallbackReturnValue, match=r"The clientside callback ns\.fn"):
        outputs_clientside(callback, outputs_list, value)


def test_a_clientside_property_loses_its_hash() -> None:  # C7
    entry = {"id": {"i": 1}, "property": "value@0f1e"}
    one = spec(Output({"i": MATCH}, "value@0f1e"), grouping=0)
    assert outputs_clientside(one, [entry], 1) == [({"i": 1}, "value", 1)]
