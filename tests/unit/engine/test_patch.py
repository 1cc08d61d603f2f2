"""`Patch`: recording (L1, L2) and applying (L3, L4)."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from pyrt.engine.patch import MISSING, Patch, PatchError, apply_patch, is_patch

Edit = Callable[[Any], None]


def edited(edit: Edit) -> Patch:
    patch = Patch()
    edit(patch)
    return patch


# Statements, for lambdas.
def assign(patch: Any, key: Any, value: Any) -> None:
    patch[key] = value


def delete(patch: Any, key: Any) -> None:
    del patch[key]


def operate(patch: Any, *keys: Any, **operator: Any) -> None:
    """`patch[keys...] += value` and the like."""
    *outer, last = keys
    for key in outer:
        patch = patch[key]
    ((name, value),) = operator.items()
    match name:
        case "add":
            patch[last] += value
        case "sub":
            patch[last] -= value
        case "mul":
            patch[last] *= value
        case "div":
            patch[last] /= value
        case "merge":
            patch[last] |= value


# --- recording --------------------------------------------------------------------------


def operation(name: str, *location: Any, **params: Any) -> dict[str, Any]:
    return {"operation": name, "location": list(location), "params": params}


RECORDED: dict[str, tuple[Edit, list[dict[str, Any]]]] = {
    "assign": (lambda p: assign(p, "a", 1), [operation("Assign", "a", value=1)]),
    "assign by attribute": (
        lambda p: setattr(p.a.b, "c", 1),
        [operation("Assign", "a", "b", "c", value=1)],
    ),
    "assign at an index": (
        lambda p: assign(p["a"][0], -1, 1),
        [operation("Assign", "a", 0, -1, value=1)],
    ),
    "delete": (lambda p: delete(p["a"], 0), [operation("Delete", "a", 0)]),
    "delete by attribute": (lambda p: delattr(p, "a"), [operation("Delete", "a")]),
    "add": (lambda p: operate(p, "a", add=1), [operation("Add", "a", value=1)]),
    "subtract": (lambda p: operate(p, "a", sub=1), [operation("Sub", "a", value=1)]),
    "multiply": (lambda p: operate(p, "a", mul=2), [operation("Mul", "a", value=2)]),
    "divide": (lambda p: operate(p, "a", 1, div=2), [operation("Div", "a", 1, value=2)]),
    "merge": (lambda p: operate(p, "a", merge={"b": 1}), [operation("Merge", "a", value={"b": 1})]),
    "add a list": (lambda p: operate(p, "a", add=[1]), [operation("Extend", "a", value=[1])]),
    "update": (
        lambda p: p.a.update({"b": 1}, c=2), [operation("Merge", "a", value={"b": 1, "c": 2})],
    ),
    "update by keywords": (lambda p: p.update(b=1), [operation("Merge", value={"b": 1})]),
    "append": (lambda p: p.append(1), [operation("Append", value=1)]),
    "prepend": (lambda p: p["a"].prepend(1), [operation("Prepend", "a", value=1)]),
    "insert": (lambda p: p.insert(1, "x"), [operation("Insert", value="x", index=1)]),
    "extend": (lambda p: p.extend((1, 2)), [operation("Extend", value=(1, 2))]),
    "remove": (lambda p: p.remove(1), [operation("Remove", value=1)]),
    "clear": (lambda p: p.a.clear(), [operation("Clear", "a")]),
    "reverse": (lambda p: p.reverse(), [operation("Reverse")]),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDED)
def test_an_edit_is_written_down(name: str) -> None:  # L2
    edit, operations = RECORDED[name]
    assert edited(edit).to_plotly_json() == {
        "__dash_patch_update": "__dash_patch_update",
        "operations": operations,
    }


def test_an_operator_on_the_whole_keeps_the_name_bound() -> None:
    patch = Patch()
    patch += 1
    patch -= 1
    patch *= 2
    patch /= 2
    patch |= {"a": 1}
    patch += [1]
    names = [entry["operation"] for entry in patch.to_plotly_json()["operations"]]
    assert names == ["Add", "Sub", "Mul", "Div", "Merge", "Extend"]


def test_edits_keep_their_order_across_parts() -> None:
    patch = Patch()
    part = patch["a"]
    part["x"] = 1
    patch["b"] = 2
    part["y"] = 3
    assert [entry["location"] for entry in patch._operations] == [["a", "x"], ["b"], ["a", "y"]]


def test_update_leaves_the_users_dict_alone() -> None:
    given = {"a": 1}
    Patch().update(given, b=2)
    assert given == {"a": 1}


REFUSED: dict[str, tuple[Edit, type[Exception], str]] = {
    "iterate": (iter, TypeError, "write-only, you cannot iterate"),
    "slice": (lambda p: p[1:2], TypeError, "a slice is not a valid index for patch"),
    "assign to a slice": (lambda p: assign(p, slice(1), []), TypeError, "slice"),
    "delete a slice": (lambda p: delete(p, slice(1)), TypeError, "slice"),
    "sort": (lambda p: p.sort(), KeyError, "sort is reserved for future use"),
    "extend by text": (lambda p: p.extend("ab"), TypeError, "ab should be a list or tuple"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_patch_cannot_be_read(name: str) -> None:  # L1
    edit, error, message = REFUSED[name]
    with pytest.raises(error, match=message):
        edit(Patch())


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))])
def test_a_patch_can_be_copied(twin: Callable[[Patch], Patch]) -> None:
    patch = edited(lambda p: assign(p["a"], "b", 1))
    copied = twin(patch)
    copied["c"] = 2
    assert len(copied._operations) == 2 and len(patch._operations) == 1


def test_a_patch_shows_where_it_is() -> None:
    assert repr(Patch()["a"][0]) == "<write-only dash.Patch object at ['a', 0]>"


@pytest.mark.parametrize(
    ("value", "patch"),
    [
        (Patch(), True),
        ({"__dash_patch_update": "__dash_patch_update", "operations": []}, True),
        ({}, False),
        ([], False),
        (None, False),
    ],
)
def test_a_patch_is_recognised_in_both_forms(value: Any, patch: bool) -> None:
    assert is_patch(value) is patch


# --- applying ---------------------------------------------------------------------------

APPLIED: dict[str, tuple[Edit, Any, Any]] = {
    # edit, before, after
    "assign": (lambda p: assign(p, "a", 2), {"a": 1, "b": 1}, {"a": 2, "b": 1}),
    "assign in a list": (lambda p: assign(p, 1, "x"), [1, 2, 3], [1, "x", 3]),
    "assign from the end": (lambda p: assign(p["a"], -1, "x"), {"a": [1, 2]}, {"a": [1, "x"]}),
    "assign below two ends": (
        lambda p: assign(p[-1], -2, "x"), [[1, 2], [3, 4, 5]], [[1, 2], [3, "x", 5]],
    ),
    "assign makes objects": (lambda p: assign(p["a"]["b"], "c", 1), {}, {"a": {"b": {"c": 1}}}),
    "assign makes lists": (lambda p: assign(p["a"][0], "b", 1), {}, {"a": [{"b": 1}]}),
    "assign past the end": (lambda p: assign(p, 3, "x"), [1], [1, None, None, "x"]),
    "assign over a scalar": (lambda p: assign(p["a"], "b", 1), {"a": 5}, {"a": {"b": 1}}),
    "assign in nothing": (lambda p: assign(p, "a", 1), None, {"a": 1}),
    "assign by a number in an object": (lambda p: assign(p, 1, "x"), {"1": "y"}, {"1": "x"}),
    "delete": (lambda p: delete(p, "a"), {"a": 1, "b": 2}, {"b": 2}),
    "delete in a list": (lambda p: delete(p["a"], 0), {"a": [1, 2]}, {"a": [2]}),
    "delete from the end": (lambda p: delete(p, -1), [1, 2, 3], [1, 2]),
    "delete what is not there": (lambda p: delete(p["x"], "y"), {"a": 1}, {"a": 1}),
    "delete past the end": (lambda p: delete(p, 5), [1], [1]),
    "append": (lambda p: p.append(3), [1, 2], [1, 2, 3]),
    "append to nothing": (lambda p: p.append(1), None, [1]),
    "append to what is not there": (lambda p: p["a"].append(1), {}, {"a": [1]}),
    "prepend": (lambda p: p.prepend(0), [1, 2], [0, 1, 2]),
    "insert": (lambda p: p.insert(1, "x"), [1, 2], [1, "x", 2]),
    "insert from the end": (lambda p: p.insert(-1, "x"), [1, 2], [1, "x", 2]),
    "insert past the end": (lambda p: p.insert(9, "x"), [1, 2], [1, 2, "x"]),
    "insert far before the start": (lambda p: p.insert(-9, "x"), [1, 2], [1, 2, "x"]),
    "extend": (lambda p: p.extend([3, 4]), [1], [1, 3, 4]),
    "remove all equal ones": (lambda p: p.remove({"a": 1}), [{"a": 1}, 2, {"a": 1.0}], [2]),
    "remove is strict": (lambda p: p.remove(1), [True, 1, "1"], [True, "1"]),
    "clear a list": (lambda p: p.clear(), [1], []),
    "clear an object": (lambda p: p.a.clear(), {"a": {"b": 1}}, {"a": {}}),
    "clear text": (lambda p: p.clear(), "abc", ""),
    "reverse": (lambda p: p.reverse(), [1, 2, 3], [3, 2, 1]),
    "reverse text": (lambda p: p.reverse(), "abc", "cba"),
    "merge": (lambda p: p.update({"b": 2}), {"a": 1, "b": 1}, {"a": 1, "b": 2}),
    "merge into what is not there": (lambda p: p.a.update(b=1), {}, {"a": {"b": 1}}),
    "add": (lambda p: operate(p, "a", add=2), {"a": 1}, {"a": 3}),
    "add to nothing": (lambda p: operate(p, "a", add=2), {"a": None}, {"a": 2}),
    "add text": (lambda p: operate(p, "a", add="b"), {"a": "a"}, {"a": "ab"}),
    "add text to a number": (lambda p: operate(p, "a", add="b"), {"a": 1.0}, {"a": "1b"}),
    "add to what is not there": (lambda p: operate(p, "a", add=1), {}, {"a": None}),
    "subtract": (lambda p: operate(p, "a", sub=0.5), {"a": 1.5}, {"a": 1}),
    "subtract from a numeric text": (lambda p: operate(p, "a", sub=2), {"a": "5"}, {"a": 3}),
    "multiply": (lambda p: operate(p, 0, mul=2), [3], [6]),
    "divide": (lambda p: operate(p, "a", div=2), {"a": 4}, {"a": 2}),
    "divide unevenly": (lambda p: operate(p, "a", div=2), {"a": 1}, {"a": 0.5}),
    "divide by zero": (lambda p: operate(p, "a", div=0), {"a": 1}, {"a": None}),
    "several": (lambda p: (p.append(3), delete(p, 0), assign(p, -1, 9)), [1, 2], [2, 9]),
    "nothing": (lambda p: None, [1], [1]),
}  # fmt: skip


@pytest.mark.parametrize("name", APPLIED)
def test_a_patch_is_applied(name: str) -> None:  # L3
    edit, before, after = APPLIED[name]
    untouched = copy.deepcopy(before)
    result = apply_patch(edited(edit).to_plotly_json(), before)
    assert result == after and repr(result) == repr(after)
    assert before == untouched


def test_parts_that_are_not_touched_are_shared() -> None:
    before = {"a": {"deep": [1]}, "b": [1]}
    after = apply_patch(edited(lambda p: p["b"].append(2)).to_plotly_json(), before)
    assert after["a"] is before["a"]


def test_a_patch_can_be_applied_twice() -> None:  # L8
    patch = edited(lambda p: operate(p, -1, add=1)).to_plotly_json()
    assert apply_patch(patch, apply_patch(patch, [0, 0])) == [0, 2]


def test_a_prop_that_is_not_there_cannot_be_patched() -> None:  # L4
    with pytest.raises(PatchError, match=r"^Cannot patch undefined$"):
        apply_patch(Patch().to_plotly_json(), MISSING)


NONSENSE: dict[str, tuple[Edit, Any, str]] = {
    "append to an object": (
        lambda p: p["a"].append(1), {"a": {}}, r"append to an object at \['a'\]",
    ),
    "append to text": (lambda p: p.append(1), "abc", "Cannot append to a string$"),
    "prepend to a number": (lambda p: p.prepend(1), 3, "prepend to a number"),
    "extend nothing": (lambda p: p.extend([1]), None, "extend null"),
    "extend what is not there": (lambda p: p["a"].extend([1]), {}, "extend undefined"),
    "insert into nothing": (lambda p: p.insert(0, 1), None, "insert into null"),
    "remove from an object": (lambda p: p.remove(1), {}, "remove from an object"),
    "clear a number": (lambda p: p.clear(), 3, "clear a number"),
    "reverse a boolean": (lambda p: p.reverse(), True, "reverse a boolean"),
    "merge into a list": (lambda p: p.update(a=1), [1], "merge into a list"),
    "add to a list": (lambda p: operate(p, "a", add=1), {"a": [1]}, "add to a list"),
    "subtract an object": (lambda p: operate(p, "a", sub={}), {"a": 1}, "subtract from an object"),
    "multiply a list": (lambda p: operate(p, "a", mul=2), {"a": [1]}, "multiply a list"),
    "divide a list": (lambda p: operate(p, "a", div=2), {"a": [1]}, "divide a list"),
    "count from the end of an object": (
        lambda p: assign(p, -1, 1), {"a": 1}, "count -1 from the end of an object",
    ),
    "name in a list": (lambda p: assign(p, "name", 1), [1], "'name' is not an index of a list"),
    "before the start": (lambda p: assign(p, -5, 1), [1], "-4 is not an index of a list of 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", NONSENSE)
def test_an_operation_that_does_not_fit_is_an_error(name: str) -> None:
    edit, before, message = NONSENSE[name]
    with pytest.raises(PatchError, match=message):
        apply_patch(edited(edit).to_plotly_json(), before)


def test_an_unknown_operation_is_an_error() -> None:
    unknown = {"operations": [{"operation": "Twist", "location": [], "params": {}}]}
    with pytest.raises(PatchError, match="Invalid Operation Twist"):
        apply_patch(unknown, [])


def test_the_missing_value_has_javascripts_name() -> None:
    assert repr(MISSING) == "undefined"
