"""Long lists of numbers: what is packed, and that nobody can tell (rules C6, L3)."""

from __future__ import annotations

import base64
import json
import math
from array import array
from random import Random
from struct import pack as struct_pack
from struct import unpack as struct_unpack
from typing import Any

import pytest

from pyrt.engine.jsonable import copy_json, to_json
from pyrt.engine.patch import Patch, apply_patch
from pyrt.engine.typed_array import MIN_LENGTH, TypedArray
from pyrt.protocol import LayoutUpdate, Set
from pyrt.wire import encode, encode_apart

N = MIN_LENGTH
FLOATS = [(i + 0.5) / 7 for i in range(N)]  # none of them whole


class NumpyLike(array):
    """What a numpy array can do that matters here: lend its memory, and `tolist`."""


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        pytest.param(FLOATS, "f8", id="floats"),
        pytest.param(tuple(FLOATS), "f8", id="a tuple"),
        pytest.param(list(range(N)), "i4", id="integers"),
        pytest.param([1, *FLOATS], "f8", id="integers among floats"),
        pytest.param([None, *FLOATS], "f8", id="gaps"),
        pytest.param([math.nan, math.inf, *FLOATS], "f8", id="NaN and infinity"),
        pytest.param(array("d", FLOATS), "f8", id="array.array"),
        pytest.param(array("f", FLOATS), "f4", id="array.array of 32 bits"),
        pytest.param(array("B", [7] * N), "u1", id="array.array of bytes"),
        pytest.param(memoryview(array("h", [-7] * N)), "i2", id="memoryview"),
        pytest.param(memoryview(bytes(N)), "u1", id="memoryview of bytes"),
        pytest.param(NumpyLike("d", FLOATS), "f8", id="a numpy array"),
    ],
)
def test_long_lists_of_numbers_travel_as_bytes(value: Any, dtype: str) -> None:
    packed = to_json({"y": value})["y"]
    assert isinstance(packed, TypedArray)
    assert packed.to_wire()["__pyrt_typed_array"] == dtype


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(FLOATS[1:], id="a short list"),
        pytest.param([2**31] * N, id="integers of more than 32 bits"),
        pytest.param([2**60, *FLOATS], id="an integer that no float holds, among floats"),
        pytest.param([10**400, *FLOATS], id="an integer that is too large for a float"),
        pytest.param([True] * N, id="booleans"),
        pytest.param([True, *FLOATS], id="a boolean among floats"),
        pytest.param([*range(N), True], id="a boolean among integers"),
        pytest.param([*range(N), 2**31], id="an integer of more than 32 bits among others"),
        pytest.param([*range(N), "1"], id="text among integers"),
        pytest.param([*FLOATS, "1"], id="text among floats"),
        pytest.param([*FLOATS, [1.0]], id="a list among floats"),
        pytest.param([None] * N, id="nothing but gaps"),
        pytest.param(["1.5"] * N, id="text"),
        pytest.param(array("q", [2**40] * N), id="an array of 64-bit integers"),
        pytest.param(memoryview(array("d", [*FLOATS, *FLOATS]))[::2][1:], id="a short view"),
    ],
)
def test_other_lists_stay_lists(value: Any) -> None:
    assert type(to_json(value)) is list


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param([*FLOATS, 2.0], [*FLOATS, 2], id="whole numbers are integers"),
        pytest.param([math.nan, math.inf, *FLOATS], [None, None, *FLOATS], id="no numbers"),
        pytest.param([1e300, *FLOATS], [1e300, *FLOATS], id="a large number"),
        pytest.param(list(range(N)), list(range(N)), id="integers"),
        pytest.param(array("I", [2**32 - 1] * N), [2**32 - 1] * N, id="unsigned integers"),
    ],
)
def test_who_reads_it_gets_the_list_that_dash_would_give(value: Any, expected: list[Any]) -> None:
    for copy in (copy_json(to_json(value)), copy_json(to_json({"a": [value]}))["a"][0]):
        assert copy == expected
        assert list(map(type, copy)) == list(map(type, expected))


@pytest.mark.parametrize("seed", range(40))
def test_what_is_packed_has_no_other_types(seed: int) -> None:
    """Values whose bytes in `marshal` look like the marks of others."""
    random = Random(seed)
    floats = [struct_unpack("<d", bytes(random.choices(b"gi\0", k=8)))[0] for _ in range(N)]
    integers = [int.from_bytes(bytes(random.choices(b"gi\0", k=4)), "little") for _ in range(N)]
    strange = [True, None, "g" * 4, "i" * 8, 2**40, b"ggg".decode(), [0.5], ("i",), {}]
    values = random.choice([floats, integers])[:]
    for _ in range(random.randint(0, 2)):
        values.insert(random.randint(1, N), random.choice(strange))
    packed = to_json(values)
    kinds = set(map(type, values))
    assert isinstance(packed, TypedArray) == (
        kinds in ({int}, {float}, {float, type(None)}) and 2**40 not in values
    )
    if kinds in ({int}, {float}):
        assert copy_json(packed) == [to_json(value) for value in values]


def test_a_copy_shares_nothing_with_what_is_kept() -> None:
    kept = to_json({"y": FLOATS, "text": [["a"]]})
    copy = copy_json(kept)
    copy["y"].append("x")
    copy["text"][0].append("b")
    assert copy_json(kept) == {"y": FLOATS, "text": [["a"]]}


def test_what_the_user_changes_later_is_not_seen() -> None:
    given = array("d", FLOATS)
    kept = to_json(given)
    given[0] = 99.0
    assert copy_json(kept) == FLOATS


def test_the_wire_has_the_bytes_in_the_order_of_the_browser() -> None:
    ops = [Set(1, {"figure": to_json({"y": FLOATS})}, [])]
    (update,) = json.loads(encode([LayoutUpdate(1, 0, ops, False)]))
    assert update["ops"][0]["props"]["figure"]["y"] == {
        "__pyrt_typed_array": "f8",
        "data": base64.b64encode(struct_pack(f"<{N}d", *FLOATS)).decode(),
    }


def test_beside_the_text_are_the_arrays_that_it_counts() -> None:
    integers = list(range(N))
    props = to_json({"figure": {"y": FLOATS, "name": "a"}, "data": [integers, {"x": FLOATS}]})
    text, arrays = encode_apart([LayoutUpdate(1, 0, [Set(1, props, [])], False)])
    (update,) = json.loads(text)
    mark = TypedArray.MARK
    assert update["ops"][0]["props"] == {
        "figure": {"y": {mark: 0}, "name": "a"},
        "data": [{mark: 1}, {"x": {mark: 2}}],
    }
    assert arrays == [array("d", FLOATS), array("i", integers), array("d", FLOATS)]


@pytest.mark.parametrize(
    ("current", "change", "expected"),
    [
        ({"y": FLOATS}, lambda p: p["y"].append(1), {"y": [*FLOATS, 1]}),
        ({"y": FLOATS}, lambda p: p["y"].prepend(1), {"y": [1, *FLOATS]}),
        ({"y": FLOATS}, lambda p: p["y"].extend(FLOATS), {"y": [*FLOATS, *FLOATS]}),
        ({"y": FLOATS}, lambda p: p["y"].__setitem__(-1, "x"), {"y": [*FLOATS[:-1], "x"]}),
        ({"y": FLOATS}, lambda p: p["y"].clear(), {"y": []}),
        ({"y": FLOATS}, lambda p: p["y"].remove(FLOATS[0]), {"y": FLOATS[1:]}),
        ({"y": [FLOATS, 1]}, lambda p: p["y"].remove(FLOATS), {"y": [1]}),
        ({}, lambda p: p.__setitem__("y", FLOATS), {"y": FLOATS}),
        (FLOATS, lambda p: p.append(1), [*FLOATS, 1]),
        (FLOATS, lambda p: p.__delitem__(0), FLOATS[1:]),
    ],
    ids=lambda value: "",
)
def test_a_patch_finds_lists(current: Any, change: Any, expected: Any) -> None:
    patch = Patch()
    change(patch)
    changed = apply_patch(to_json(patch), to_json(current))
    assert copy_json(changed) == expected


def test_a_long_list_is_still_packed_after_a_patch() -> None:
    patch = Patch()
    patch["y"].append(0.5)
    assert isinstance(apply_patch(to_json(patch), to_json({"y": FLOATS}))["y"], TypedArray)
