"""Groupings: flatten, rebuild, check (rules C2 to C5, G11, I5)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.attribute_dict import AttributeDict
from pyrt.engine.errors import CallbackException, InvalidCallbackReturnValue
from pyrt.engine.grouping import (
    SchemaKeysValidationError,
    SchemaLengthValidationError,
    SchemaTypeValidationError,
    call_arguments,
    flatten_grouping,
    grouping_len,
    make_grouping_by_index,
    make_grouping_by_key,
    map_grouping,
    update_args_group,
    validate_grouping,
)

GROUPINGS: dict[str, tuple[Any, list[Any]]] = {
    "scalar": (1, [1]),
    "list": ([1, 2], [1, 2]),
    "tuple in list": ([1, (2, 3)], [1, 2, 3]),
    "dict": ({"b": 1, "a": [2, {"c": 3}]}, [1, 2, 3]),
    "empty": ([], []),
    "empty inside": ([[], 1, {}], [1]),
    "none is a scalar": ([None], [None]),
}


@pytest.mark.parametrize("name", GROUPINGS)
def test_a_grouping_is_flattened_in_order(name: str) -> None:
    grouping, flat = GROUPINGS[name]
    assert flatten_grouping(grouping) == flat
    assert grouping_len(grouping) == len(flat)


@pytest.mark.parametrize("name", GROUPINGS)
def test_a_grouping_is_rebuilt_with_lists_and_dicts(name: str) -> None:
    grouping, flat = GROUPINGS[name]
    rebuilt = make_grouping_by_index(grouping, flat)
    assert flatten_grouping(rebuilt) == flat
    assert "(" not in repr(rebuilt)


def test_what_stands_in_the_place_of_a_scalar_is_one_scalar() -> None:
    assert flatten_grouping([{"x": 1}, [2, 3]], [0, 0]) == [{"x": 1}, [2, 3]]
    assert flatten_grouping({"a": [1, 2]}, {"a": None}) == [[1, 2]]


def test_rebuilding_needs_a_list_of_the_right_length() -> None:
    with pytest.raises(ValueError, match="must be a list"):
        make_grouping_by_index([0], (1,))  # type: ignore[arg-type]  # that is the point
    with pytest.raises(ValueError, match="requires 2 elements but received 1"):
        make_grouping_by_index([0, 0], [1])


def test_mapping_makes_attribute_dicts() -> None:
    mapped = map_grouping(lambda value: value * 10, {"a": 1, "b": ({"c": 2},)})
    assert mapped == {"a": 10, "b": [{"c": 20}]}
    assert mapped.b[0].c == 20


def test_keys_are_looked_up_in_a_source() -> None:
    assert make_grouping_by_key(["a", {"k": "b"}], {"a": 1}, default=0) == [1, {"k": 0}]


ARGUMENTS: dict[str, tuple[Any, list[Any], dict[str, Any]]] = {
    "one bare": (0, ["x"], {}),
    "list": ([0, 1], ["x", "y"], {}),
    "interleaved": ([1, 0], ["y", "x"], {}),
    "nested": ([[0, 1]], [["x", "y"]], {}),
    "keywords": ({"a": 0, "b": [1]}, [], {"a": "x", "b": ["y"]}),
    "none": ([], [], {}),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_arguments_follow_the_grouping(name: str) -> None:  # C1 to C3
    grouping, args, kwargs = ARGUMENTS[name]
    assert call_arguments(grouping, ["x", "y"][: grouping_len(grouping)]) == (args, kwargs)


def test_nested_dict_arguments_have_attributes() -> None:  # C2
    _, kwargs = call_arguments({"a": {"b": 0}}, [1])
    assert type(kwargs["a"]) is AttributeDict and kwargs["a"].b == 1


def test_keyword_arguments_need_valid_names() -> None:  # C2
    with pytest.raises(CallbackException, match="not-a-name is not a valid Python variable name"):
        call_arguments({"not-a-name": 0}, [1])


def test_too_few_values_do_not_fit_the_definition() -> None:
    with pytest.raises(CallbackException, match="Inputs do not match callback definition"):
        call_arguments([0, 1], [1])


ERRORS: dict[str, tuple[Any, Any, type[Exception], list[str]]] = {
    "scalar for a list": (
        3,
        [0, 1],
        SchemaTypeValidationError,
        [
            "Schema: [0, 1]",
            "Path: ()",
            "Expected type: (<class 'tuple'>, <class 'list'>)",
            "Received value of type <class 'int'>:",
        ],
    ),
    "text for a list": ("ab", [0, 1], SchemaTypeValidationError, ["'ab'"]),
    "list for a dict": (
        [1],
        {"a": 0},
        SchemaTypeValidationError,
        ["Expected type: <class 'dict'>", "Received value of type <class 'list'>:"],
    ),
    "too long": (
        [1, 2, 3],
        [0, 1],
        SchemaLengthValidationError,
        ["Expected length: 2", "Received value of length 3:", "[1, 2, 3]"],
    ),
    "other keys": (
        {"a": 1},
        {"b": 0},
        SchemaKeysValidationError,
        ["Expected keys: {'b'}", "Received value with keys {'a'}:"],
    ),
    "deep inside": (
        {"a": [1, {"b": 2}]},
        {"a": [0, {"b": [0]}]},
        SchemaTypeValidationError,
        ["Schema: {'a': [0, {'b': [0]}]}", "Path: ('a', 1, 'b')"],
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_a_value_of_another_structure_is_refused(name: str) -> None:  # I5
    grouping, schema, error, parts = ERRORS[name]
    with pytest.raises(error) as caught:
        validate_grouping(grouping, schema)
    assert isinstance(caught.value, InvalidCallbackReturnValue)
    lines = [line.strip() for line in str(caught.value).splitlines()]
    assert [part for part in parts if part not in lines] == []


@pytest.mark.parametrize(
    ("grouping", "schema"),
    [((1, 2), [0, 1]), ([1, (2,)], (0, [1])), ({"a": 1, "b": 2}, {"b": 0, "a": 0}), (None, 0)],
)
def test_lists_and_tuples_are_interchangeable(grouping: Any, schema: Any) -> None:  # C5
    validate_grouping(grouping, schema)


def test_an_entry_of_args_grouping_tells_text_and_trigger() -> None:  # G11
    plain = {"id": "a", "property": "value", "value": 3}
    update_args_group(plain, ["a.value"])
    assert plain == {"id": "a", "property": "value", "value": 3, "str_id": "a", "triggered": True}

    dict_id = {"id": {"i": 1}, "property": "value"}
    update_args_group(dict_id, ["a.value"])
    assert dict_id["str_id"] == '{"i":1}' and dict_id["triggered"] is False
    assert dict_id["value"] is None and isinstance(dict_id["id"], AttributeDict)
