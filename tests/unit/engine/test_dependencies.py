"""Dependencies, and the reading of one callback definition (rules A3 to A8, C3, C4)."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from pyrt.engine.dependencies import (
    ALL,
    ALLSMALLER,
    MATCH,
    ClientsideFunction,
    DashDependency,
    Input,
    Output,
    State,
    clean_property_name,
    create_callback_id,
    parse_clientside_definition,
    parse_definition,
    validate_duplicate_output,
)
from pyrt.engine.errors import (
    DuplicateCallback,
    IncorrectTypeException,
    InvalidComponentIdError,
)

OUT, OUT2 = Output("out", "children"), Output("out2", "value")
IN, IN2 = Input("in", "value"), Input("in2", "value")
STATE = State("state", "data")


# --- dependencies -----------------------------------------------------------------------


def test_a_dependency_shows_id_and_property() -> None:
    assert str(IN) == "in.value"
    assert repr(OUT) == "<Output `out.children`>"
    assert repr(State({"i": ALL, "a": 1}, "data")) == '<State `{"a":1,"i":["ALL"]}.data`>'


def test_a_dependency_lists_itself_as_dash_does() -> None:
    assert IN.to_dict() == {"id": "in", "property": "value"}
    assert Input({"i": MATCH}, "value", allow_optional=True).to_dict() == {
        "id": '{"i":["MATCH"]}',
        "property": "value",
        "allow_optional": True,
    }


def test_a_component_stands_for_its_id() -> None:  # A4
    class Thing:
        def _set_random_id(self) -> str:
            return "random"

    assert Input(Thing(), "value").component_id == "random"


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a", {"i": 1}, False),
        ({"i": 1}, {"i": 1}, True),
        ({"i": 1}, {"i": 2}, False),
        ({"i": 1}, {"j": 1}, False),
        ({"i": ALL}, {"i": 2}, True),
        ({"i": MATCH}, {"i": 2}, True),
        ({"i": ALL}, {"i": MATCH}, True),
        ({"i": MATCH}, {"i": MATCH}, True),
        ({"i": MATCH}, {"i": ALLSMALLER}, False),
        ({"i": ALL, "j": 1}, {"i": MATCH, "j": 2}, False),
    ],
)
def test_dependencies_are_equal_when_they_can_mean_the_same(
    left: Any, right: Any, equal: bool
) -> None:
    assert (Output(left, "x") == Input(right, "x")) is equal
    assert Output(left, "x") != Input(right, "y")


def test_dependencies_are_hashed_by_their_text() -> None:
    assert len({Input("a", "x"), State("a", "x"), Input("a", "y")}) == 2


def test_a_wildcard_in_the_id_is_noticed() -> None:
    assert Output({"i": ALL}, "x").has_wildcard()
    assert not Output({"i": 1}, "x").has_wildcard() and not OUT.has_wildcard()


def test_each_kind_says_which_wildcards_it_takes() -> None:
    assert Output.allowed_wildcards == (MATCH, ALL)
    assert Input.allowed_wildcards == State.allowed_wildcards == (MATCH, ALL, ALLSMALLER)


@pytest.mark.parametrize(
    ("namespace", "message"),
    [
        ("_dashprivate_x", "cannot start with '_dashprivate_'"),
        ("PreventUpdate", '"PreventUpdate" is a forbidden namespace'),
        ("no_update", "forbidden namespace in dash_clientside"),
    ],
)
def test_some_namespaces_of_clientside_functions_are_taken(namespace: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):  # A13
        ClientsideFunction(namespace, "fn")


def test_a_clientside_function_shows_its_name() -> None:
    function = ClientsideFunction(namespace="ns", function_name="fn")
    assert repr(function) == "ClientsideFunction(ns, fn)"


# --- definitions ------------------------------------------------------------------------

DEFINITIONS: dict[str, tuple[tuple[Any, ...], dict[str, Any], Any, list[Any], list[Any], Any]] = {
    # args, kwargs -> outputs, inputs, states, args_grouping
    "flat": ((OUT, IN, STATE), {}, OUT, [IN], [STATE], [0, 1]),
    "one input": ((OUT, IN), {}, OUT, [IN], [], 0),
    "lists": (([OUT], [IN, IN2], [STATE]), {}, [OUT], [IN, IN2], [STATE], [0, 1, 2]),
    "tuples": (((OUT, OUT2), (IN,)), {}, [OUT, OUT2], [IN], [], 0),
    "two outputs": ((OUT, OUT2, IN), {}, [OUT, OUT2], [IN], [], 0),
    "interleaved": ((OUT, STATE, IN, IN2), {}, OUT, [IN, IN2], [STATE], [2, 0, 1]),
    "no output": ((IN,), {}, [], [IN], [], 0),
    "no input": ((OUT,), {}, OUT, [], [], []),
    "nothing": ((), {}, [], [], [], []),
    "keywords": (
        (), {"output": OUT, "inputs": [IN], "state": [STATE]}, OUT, [IN], [STATE], [0, 1],
    ),
    "bare keywords": (
        (), {"output": OUT, "inputs": IN, "state": STATE}, OUT, [IN], [STATE], [0, 1],
    ),
    "explicit list": ((), {"output": [OUT], "inputs": IN}, [OUT], [IN], [], [0]),
    "explicit tuple": ((), {"output": (OUT,), "inputs": (IN,)}, [OUT], [IN], [], [0]),
    "dict of outputs": (
        (),
        {"output": {"a": OUT, "b": [OUT2]}, "inputs": IN},
        {"a": OUT, "b": [OUT2]},
        [IN],
        [],
        [0],
    ),
    "positional dicts": (({"a": OUT}, {"x": IN, "y": STATE}), {}, {"a": OUT}, [IN], [STATE],
                         {"x": 0, "y": 1}),
    "dict of inputs": ((OUT,), {"inputs": {"x": IN, "y": (IN2, STATE)}}, OUT, [IN, IN2], [STATE],
                       {"x": 0, "y": [1, 2]}),
    "dicts of inputs and states": (
        (OUT,), {"inputs": {"x": IN}, "state": {"s": STATE}}, OUT, [IN], [STATE], {"s": 1, "x": 0},
    ),
    "nested": ((OUT, [IN, [IN2, STATE]]), {}, OUT, [IN, IN2], [STATE], [0, [1, 2]]),
    "list of lists": (([OUT], [[IN, IN2]]), {}, [OUT], [IN, IN2], [], [0, 1]),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_is_read_in_each_notation(name: str) -> None:  # A3, A6, C1 to C4
    args, kwargs, outputs, inputs, states, grouping = DEFINITIONS[name]
    definition = parse_definition(args, kwargs)
    assert definition.outputs == outputs and type(definition.outputs) is type(outputs)
    assert (definition.inputs, definition.states) == (inputs, states)
    assert definition.args_grouping == grouping
    assert definition.prevent_initial_call is None


def test_the_structure_of_the_outputs_is_told_in_indices() -> None:  # C4
    def grouping(outputs: Any) -> Any:
        return parse_definition((), {"output": outputs, "inputs": IN}).outputs_grouping

    assert grouping(OUT) == 0
    assert grouping([OUT]) == [0]
    assert grouping({"a": OUT, "b": (OUT2, OUT)}) == {"a": 0, "b": [1, 2]}
    assert parse_definition((IN,), {}).outputs_grouping == []


def test_reading_does_not_change_what_the_user_gave() -> None:
    inputs, states = {"x": IN}, {"s": STATE}
    parse_definition((OUT,), {"inputs": inputs, "state": states})
    assert (inputs, states) == ({"x": IN}, {"s": STATE})


@pytest.mark.parametrize(
    ("args", "kwargs", "prevent"),
    [
        ((OUT, IN), {}, None),
        ((OUT, IN, True), {}, True),
        ((OUT, IN, False), {}, False),
        ((OUT, IN), {"prevent_initial_call": True}, True),
        ((OUT, IN), {"prevent_initial_call": "initial_duplicate"}, "initial_duplicate"),
    ],
)
def test_a_last_bool_is_prevent_initial_call(args: Any, kwargs: Any, prevent: Any) -> None:  # A3
    assert parse_definition(args, kwargs).prevent_initial_call == prevent
    assert parse_clientside_definition(args, kwargs).prevent_initial_call == prevent


@pytest.mark.parametrize(
    ("args", "outputs", "grouping"),
    [
        ((OUT, IN, STATE), OUT, [0, 1]),
        (([OUT], [IN]), [OUT], [0]),
        ((OUT, OUT2, IN, IN2), [OUT, OUT2], [0, 1]),
        ((IN,), [], [0]),
    ],
)
def test_a_clientside_definition_has_positional_arguments(
    args: Any, outputs: Any, grouping: Any
) -> None:
    definition = parse_clientside_definition(args, {})
    assert definition.outputs == outputs and type(definition.outputs) is type(outputs)
    assert definition.args_grouping == grouping


def test_a_clientside_definition_keeps_the_strict_order() -> None:  # A3
    with pytest.raises(IncorrectTypeException, match=r"After this item:\n<State `state\.data`>"):
        parse_clientside_definition((OUT, STATE, IN), {})


def test_a_clientside_definition_refuses_groupings() -> None:
    with pytest.raises(IncorrectTypeException, match="must be `Output`, `Input`, or `State`"):
        parse_clientside_definition((OUT,), {"inputs": {"x": IN}})


ERRORS: dict[str, tuple[tuple[Any, ...], dict[str, Any], type[Exception], str]] = {
    "output after input": (
        (IN, OUT), {}, IncorrectTypeException,
        ("In a callback definition, you must provide all Outputs first,\n"
        "then all Inputs, then all States. After this item:\n"
        "<Input `in.value`>\nwe found this item next:\n<Output `out.children`>"),
    ),
    "no dependency": (
        (OUT, "in.value"), {}, IncorrectTypeException,
        ("Callback arguments must be `Output`, `Input`, or `State` objects,\n"
        "optionally wrapped in a list or tuple. We found (possibly after\n"
        "unwrapping a list or tuple):\n'in.value'"),
    ),
    "property": (
        (OUT, Input("in", None)), {}, IncorrectTypeException,  # type: ignore[arg-type]
        "component_property must be a string, found None",
    ),
    "id": (
        (OUT, Input(3, "value")), {}, IncorrectTypeException,
        "component_id must be a string or dict, found 3",
    ),
    "key of an id": (
        (OUT, Input({1: "a"}, "value")), {}, IncorrectTypeException,
        "Wildcard ID keys must be non-empty strings,\nfound 1 in id {1: 'a'}",
    ),
    "dot": (
        (OUT, Input("a.b", "value")), {}, InvalidComponentIdError,
        ("The element `a.b` contains `.` in its ID.\n"
        "Characters `.`, `{` are not allowed in IDs."),
    ),
    "dot and brace": (
        (Output("{a.b", "value"), IN), {}, InvalidComponentIdError,
        ("The element `{a.b` contains `.`, `{` in its ID.\n"
        "Characters `.`, `{` are not allowed in IDs."),
    ),
    "state alone": (
        (OUT,), {"state": STATE}, ValueError,
        "The state keyword argument may not be provided without the input keyword argument",
    ),
    "dict and list": (
        (OUT,), {"inputs": {"x": IN}, "state": [STATE]}, ValueError,
        ("The input argument to app.callback was a dict, but the state argument was not.\n"
        "input and state arguments must have the same type"),
    ),
    "list and dict": (
        (OUT,), {"inputs": [IN], "state": {"x": STATE}}, ValueError,
        ("The input argument to app.callback was a list, but the state argument was not.\n"
        "input and state arguments must have the same type"),
    ),
    "inputs of another type": (
        (OUT,), {"inputs": 3}, ValueError,
        ("The input argument to app.callback may be a dict, list, or tuple,\n"
        "but received value of type <class 'int'>"),
    ),
    "input as output": (
        (), {"output": IN, "inputs": IN2}, ValueError,
        "Invalid value provided where an Output dependency object was expected: in.value",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_a_wrong_definition_is_refused_in_dashs_words(name: str) -> None:  # A3 to A6
    args, kwargs, error, message = ERRORS[name]
    with pytest.raises(error) as caught:
        parse_definition(args, kwargs)
    assert type(caught.value) is error
    assert str(caught.value) == message


# --- names ------------------------------------------------------------------------------


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


SHARED = Output("out", "children", allow_duplicate=True)


@pytest.mark.parametrize(
    ("outputs", "inputs", "name"),
    [
        (OUT, [IN], "out.children"),
        ([OUT], [IN], "..out.children.."),
        ([OUT, OUT2], [IN], "..out.children...out2.value.."),
        (Output({"i": "a.b", "t": ALL}, "x"), [], '{"i":"a\\.b","t":["ALL"]}.x'),
        (SHARED, [IN, IN2], f"out.children@{digest('in.value.in2.value')}"),
        ([SHARED, OUT2], [IN], f"..out.children@{digest('in.value')}...out2.value.."),
        ([], [IN, IN2], digest("in.value.in2.value")),
        ([], [], digest("/app.py:3")),
    ],
)
def test_a_callback_is_named_by_its_outputs(outputs: Any, inputs: Any, name: str) -> None:  # A7
    assert create_callback_id(outputs, inputs, "/app.py:3") == name


def test_a_property_name_ends_at_the_digest() -> None:  # C7
    assert clean_property_name("children@abc@def") == "children"
    assert clean_property_name("children") == "children"


@pytest.mark.parametrize(
    ("prevent", "default"),
    [(True, False), ("initial_duplicate", False), (False, "initial_duplicate"), (False, True)],
)
def test_an_output_may_be_shared_when_the_initial_call_is_settled(
    prevent: Any, default: Any
) -> None:
    validate_duplicate_output([SHARED], prevent, default)  # A8


@pytest.mark.parametrize("prevent", [False, None])
def test_a_shared_output_without_that_is_refused(prevent: Any) -> None:  # A8
    with pytest.raises(DuplicateCallback, match="requires prevent_initial_call to be True"):
        validate_duplicate_output([OUT, SHARED], prevent, False)


def test_an_output_of_ones_own_needs_nothing() -> None:
    validate_duplicate_output([OUT], None, False)


def test_the_base_class_takes_any_dependency() -> None:
    assert isinstance(IN, DashDependency) and not isinstance(IN, State)
