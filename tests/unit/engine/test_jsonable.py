"""`to_json` and `copy_json` (rules C6, I6, I7)."""

from __future__ import annotations

import math
from collections import OrderedDict, namedtuple
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from typing import Any

import pytest

from pyrt.engine.jsonable import NotJsonable, copy_json, path_text, to_json
from pyrt.engine.patch import Patch

Point = namedtuple("Point", "x y")


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    HIGH = 3


class Plain(Enum):
    ONE = 1


class Div:
    """A component, as far as the encoder cares."""

    def __init__(self, **props: Any) -> None:
        self.props = props

    def to_plotly_json(self) -> dict[str, Any]:
        return {"props": self.props, "type": "Div", "namespace": "dash_html_components"}


class Array:
    """Answers like a numpy array or scalar, or a pandas Series."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def tolist(self) -> Any:
        return self.values


class Timestamp(Array):
    """Knows both answers; a date goes first."""

    def isoformat(self) -> str:
        return "2026-01-02T00:00:00"


class NaTType:
    __module__ = "pandas._libs.tslibs.nattype"

    def isoformat(self) -> str:
        return "NaT"


class Dtype:
    kind = "M"


class ndarray:  # noqa: N801  # the name is what a numpy array is known by
    dtype = Dtype()

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def astype(self, kind: type) -> Array:
        assert kind is str
        return Array([f"2026-01-0{value}" for value in self.values])

    def tolist(self) -> list[Any]:
        return self.values


class Image:
    __module__ = "PIL.Image"

    def save(self, file: Any, format: str) -> None:  # the name PIL has
        file.write(b"PNG" if format == "PNG" else b"?")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(None, None, id="None"),
        pytest.param("text", "text", id="text"),
        pytest.param(1.5, 1.5, id="a number"),
        pytest.param((1, (2, "a")), [1, [2, "a"]], id="tuples become lists"),
        pytest.param(Point(1, 2), [1, 2], id="named tuples become lists"),
        pytest.param(OrderedDict(b=(1,)), {"b": [1]}, id="dict subclasses become dicts"),
        pytest.param([math.nan, 1.5, math.inf, -math.inf], [None, 1.5, None, None], id="NaN"),
        pytest.param([1, None, math.nan, "a"], [1, None, None, "a"], id="NaN among others"),
        pytest.param([1e308, 1e308], [1e308, 1e308], id="a sum that overflows"),
        pytest.param([10**400, 0.5], [10**400, 0.5], id="an int no float can hold"),
        pytest.param({"a": math.nan}, {"a": None}, id="NaN in a dict"),
        pytest.param(
            {True: 1, None: 2, 3: 4, 1.5: 5, math.nan: 6, -math.inf: 7},
            {"true": 1, "null": 2, "3": 4, "1.5": 5, "NaN": 6, "-Infinity": 7},
            id="keys become strings",
        ),
        pytest.param({Colour.RED: 1, Level.HIGH: 2}, {"red": 1, "3": 2}, id="keys of subclasses"),
        pytest.param([Colour.RED, Level.HIGH], ["red", 3], id="enums of strings and ints"),
        pytest.param(Array([1.5, math.nan]), [1.5, None], id="an array"),
        pytest.param(Array(3), 3, id="an array scalar"),
        pytest.param(ndarray([1, 2]), ["2026-01-01", "2026-01-02"], id="an array of dates"),
        pytest.param(Timestamp(17), "2026-01-02T00:00:00", id="a timestamp"),
        pytest.param(NaTType(), None, id="a missing date"),
        pytest.param(date(2026, 1, 2), "2026-01-02", id="a date"),
        pytest.param(time(3, 4), "03:04:00", id="a time"),
        pytest.param(datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00+00:00", id="datetime"),
        pytest.param(Decimal("1.50"), 1.5, id="a decimal"),
        pytest.param(Decimal("NaN"), None, id="a decimal that is no number"),
        pytest.param(Image(), "data:image/png;base64,UE5H", id="an image"),
    ],
)
def test_a_value_becomes_plain_json(value: Any, expected: Any) -> None:  # C6, I7
    assert to_json(value) == expected


def test_whole_floats_arrive_as_ints_because_javascript_has_one_kind_of_number() -> None:  # C6
    values = [2.0, {"a": 3.0}, [1.0, 2.5], [1.0, 2.0, "a"], (4.0, 1)]
    assert repr(to_json(values)) == "[2, {'a': 3}, [1, 2.5], [1, 2, 'a'], [4, 1]]"


def test_text_and_numbers_of_subclasses_lose_their_class() -> None:
    values = to_json([Colour.RED, Level.HIGH, {Colour.RED: True}])
    assert [type(value) for value in values] == [str, int, dict]
    assert type(next(iter(values[2]))) is str


def test_components_become_dicts_at_any_depth() -> None:  # C6
    tree = Div(children=[Div(id="a"), "text", (Div(),)], title=Div())
    assert to_json(tree)["props"] == {
        "children": [
            {"props": {"id": "a"}, "type": "Div", "namespace": "dash_html_components"},
            "text",
            [{"props": {}, "type": "Div", "namespace": "dash_html_components"}],
        ],
        "title": {"props": {}, "type": "Div", "namespace": "dash_html_components"},
    }


def test_a_patch_becomes_its_list_of_operations() -> None:  # I7
    patch = Patch()
    patch["layout"]["title"] = Div(id="t")
    assert to_json(patch) == {
        "__dash_patch_update": "__dash_patch_update",
        "operations": [
            {
                "operation": "Assign",
                "location": ["layout", "title"],
                "params": {
                    "value": {
                        "props": {"id": "t"},
                        "type": "Div",
                        "namespace": "dash_html_components",
                    }
                },
            }
        ],
    }


def test_the_copy_shares_nothing_with_the_value() -> None:  # C6
    inner: list[Any] = [1, {"a": [0.5]}]
    value = {"x": inner, "y": inner}
    copy = to_json(value)
    inner[1]["a"].append(2)
    copy["x"].append(3)
    assert copy == {"x": [1, {"a": [0.5]}, 3], "y": [1, {"a": [0.5]}]}


@pytest.mark.parametrize(
    ("value", "path", "offender"),
    [
        pytest.param({1}, "", {1}, id="a set alone"),
        pytest.param([0, (1, b"x")], "[1][1]", b"x", id="bytes in a list"),
        pytest.param({"a": {"b": 1j}}, "a.b", 1j, id="a complex number in a dict"),
        pytest.param(Div(style={"left": {1}}), "style.left", {1}, id="inside a component"),
        pytest.param(
            Div(children=["a", Div(children={1})]), "children[1].children", {1}, id="deep inside"
        ),
        pytest.param({"a": {(1, 2): 0}}, "a", (1, 2), id="a key"),
        pytest.param([Array([1, {2}])], "[0]", {2}, id="inside an array of objects"),
        pytest.param([Div], "[0]", Div, id="a component class without its brackets"),
        pytest.param([Plain.ONE], "[0]", Plain.ONE, id="an enum"),
        pytest.param([Fraction(1, 2)], "[0]", Fraction(1, 2), id="a fraction"),
    ],
)
def test_a_value_without_json_form_is_named_with_its_place(
    value: Any, path: str, offender: Any
) -> None:  # I6
    with pytest.raises(NotJsonable) as caught:
        to_json(value)
    assert path_text(caught.value.path) == path
    assert caught.value.value == offender
    assert isinstance(caught.value, TypeError)


def test_the_message_names_the_type_and_the_place() -> None:  # I6
    with pytest.raises(
        NotJsonable, match=r"^Object of type set is not JSON serializable \(at x\[1\]\)$"
    ):
        to_json({"x": [0, {1}]})


def test_a_key_of_a_wrong_type_is_reported_in_the_words_of_json() -> None:  # I6
    with pytest.raises(NotJsonable, match="keys must be str, int, float, bool or None, not tuple"):
        to_json({(1, 2): 0})


def test_a_value_that_contains_itself_is_an_error() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(NotJsonable, match="contains itself"):
        to_json(value)


# --- copy_json ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 0.5, "é", [], {}, {"a": [1, {"b": [None, True, 0.5, "x"]}]}, [10**30]],
    ids=repr,
)
def test_a_copy_equals_its_original(value: Any) -> None:
    assert copy_json(value) == value


def test_a_copy_is_independent_at_every_depth() -> None:
    value = {"a": [{"b": []}]}
    copy = copy_json(value)
    copy["a"][0]["b"].append(1)
    assert value == {"a": [{"b": []}]}


def test_a_copy_of_a_subclass_is_plain() -> None:
    assert type(copy_json(OrderedDict(a=1))) is dict
