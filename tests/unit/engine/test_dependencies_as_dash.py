"""Definitions, names, ids and recorded patches beside the code of real Dash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash
import pytest
from dash import _utils, _validate, exceptions
from dash import dependencies as theirs
from dash._grouping import make_grouping_by_index

from pyrt.engine import dependencies as ours
from pyrt.engine import errors
from pyrt.engine.ids import stringify_id

Module = Any
"""`dash.dependencies` or its twin: a case makes the same dependencies with either."""

CASES: dict[str, Callable[[Module], tuple[tuple[Any, ...], dict[str, Any]]]] = {
    "flat": lambda m: ((m.Output("o", "p"), m.Input("i", "p"), m.State("s", "p")), {}),
    "one input": lambda m: ((m.Output("o", "p"), m.Input("i", "p")), {}),
    "lists": lambda m: (([m.Output("o", "p")], [m.Input("i", "p")], [m.State("s", "p")]), {}),
    "several": lambda m: ((m.Output("o", "p"), m.Output("q", "p"), m.Input("i", "p")), {}),
    "interleaved": lambda m: ((m.Output("o", "p"), m.State("s", "p"), m.Input("i", "p")), {}),
    "no output": lambda m: ((m.Input("i", "p"), m.Input("j", "p")), {}),
    "no input": lambda m: ((m.Output("o", "p"),), {}),
    "patterns": lambda m: (
        (m.Output({"t": m.MATCH, "a": 1}, "p"), m.Input({"t": m.ALLSMALLER, "é": "x.y"}, "p")),
        {},
    ),
    "shared": lambda m: (
        (m.Output("o", "p", allow_duplicate=True), m.Input("i", "p"), m.Input({"x": m.ALL}, "p")),
        {"prevent_initial_call": True},
    ),
    "shared beside own": lambda m: (
        ([m.Output("o", "p", True), m.Output("q", "p")], m.Input("i", "p"), True),
        {},
    ),
    "dicts": lambda m: (
        (),
        {
            "output": {"a": m.Output("o", "p"), "b": (m.Output("q", "p"), m.Output("r", "p"))},
            "inputs": {"x": m.Input("i", "p"), "y": [m.Input("j", "p"), m.State("s", "p")]},
            "state": {"z": m.State("t", "p")},
        },
    ),
    "positional dicts": lambda m: (({"a": m.Output("o", "p")}, {"x": m.Input("i", "p")}), {}),
    "bare keywords": lambda m: (
        (),
        {"output": m.Output("o", "p"), "inputs": m.Input("i", "p"), "state": m.State("s", "p")},
    ),
    "explicit list": lambda m: (
        (),
        {"output": [m.Output("o", "p")], "inputs": [m.Input("i", "p")]},
    ),
    "nested": lambda m: (
        (m.Output("o", "p"), [[m.Input("i", "p"), m.State("s", "p")], m.Input("j", "p")]),
        {},
    ),
    "list of lists": lambda m: (([m.Output("o", "p")], [[m.Input("i", "p")]]), {}),
    "output last": lambda m: ((m.Input("i", "p"), m.Output("o", "p")), {}),
    "state before output": lambda m: ((m.State("s", "p"), m.Output("o", "p")), {}),
    "no dependency": lambda m: ((m.Output("o", "p"), "i.p"), {}),
    "bad property": lambda m: ((m.Output("o", 3), m.Input("i", "p")), {}),
    "bad id": lambda m: ((m.Output(3, "p"), m.Input("i", "p")), {}),
    "bad key": lambda m: ((m.Output({3: 3}, "p"), m.Input("i", "p")), {}),
    "dot": lambda m: ((m.Output("o", "p"), m.Input("a.{", "p")), {}),
    "state alone": lambda m: ((m.Output("o", "p"),), {"state": m.State("s", "p")}),
    "mixed": lambda m: ((), {"inputs": {"x": m.Input("i", "p")}, "state": [m.State("s", "p")]}),
    "mixed otherwise": lambda m: ((), {"inputs": [m.Input("i", "p")], "state": {"x": 1}}),
    "inputs of another type": lambda m: ((), {"inputs": "i.p"}),
    "input as output": lambda m: ((), {"output": m.Input("i", "p")}),
    "shared without leave": lambda m: (
        (m.Output("o", "p", allow_duplicate=True), m.Input("i", "p")),
        {},
    ),
}


def read_by_dash(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    outputs, inputs, states, grouping, prevent = theirs.handle_grouped_callback_args(
        list(args), kwargs
    )
    flat = outputs if isinstance(outputs, theirs.Output) else theirs.flatten_grouping(outputs)
    _validate.validate_duplicate_output(flat, prevent, False)
    name = _utils.create_callback_id(flat, inputs, flat == [])
    indices = list(range(len(theirs.flatten_grouping(outputs))))
    shape = make_grouping_by_index(outputs, indices)
    return repr(outputs), repr(inputs), repr(states), repr(grouping), prevent, repr(shape), name


def read_by_us(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    read = ours.parse_definition(args, kwargs)
    ours.validate_duplicate_output(read.flat_outputs, read.prevent_initial_call, False)
    single = isinstance(read.outputs, ours.Output)
    name = ours.create_callback_id(read.outputs if single else read.flat_outputs, read.inputs)
    return (
        *(repr(part) for part in (read.outputs, read.inputs, read.states, read.args_grouping)),
        read.prevent_initial_call,
        repr(read.outputs_grouping),
        name,
    )


def outcome(read: Callable[..., Any], call: tuple[tuple[Any, ...], dict[str, Any]]) -> Any:
    try:
        return read(*call)
    except Exception as error:
        return type(error).__name__, str(error)


@pytest.mark.parametrize("name", CASES)
def test_a_definition_reads_as_in_dash(name: str) -> None:  # A3 to A8
    case = CASES[name]
    assert outcome(read_by_us, case(ours)) == outcome(read_by_dash, case(theirs))


CLIENTSIDE = [
    *("flat", "one input", "lists", "several", "interleaved", "no output", "no input"),
    *("patterns", "shared", "output last", "no dependency", "bad id", "dot", "explicit list"),
]


@pytest.mark.parametrize("name", CLIENTSIDE)
def test_a_clientside_definition_reads_as_in_dash(name: str) -> None:
    def by_dash(args: Any, kwargs: Any) -> Any:
        return [repr(part) for part in theirs.handle_callback_args(list(args), kwargs)]

    def by_us(args: Any, kwargs: Any) -> Any:
        read = ours.parse_clientside_definition(args, kwargs)
        parts = (read.outputs, read.inputs, read.states, read.prevent_initial_call)
        return [repr(part) for part in parts]

    case = CASES[name]
    assert outcome(by_us, case(ours)) == outcome(by_dash, case(theirs))


IDS: list[Any] = [
    "plain",
    {"b": 1, "a": "x"},
    {"i": True, "j": 1.5, "k": 1.0, "l": None},
    {"ü": "日本", "q": 'a"b\\c'},
    {"i": ours.ALL},
]


@pytest.mark.parametrize("id_", IDS)
def test_an_id_has_dashs_text(id_: Any) -> None:  # G2
    assert stringify_id(id_) == _utils.stringify_id(id_)


@pytest.mark.parametrize("left", [{"i": w} for w in ("ALL", "MATCH", "ALLSMALLER", 1, 2, "1")])
@pytest.mark.parametrize("right", [{"i": w} for w in ("ALL", "MATCH", "ALLSMALLER", 1, 2, "1")])
def test_dependencies_compare_as_in_dash(left: Any, right: Any) -> None:
    def equal(module: Any) -> bool:
        first, second = ({"i": getattr(module, str(id_["i"]), id_["i"])} for id_ in (left, right))
        return bool(module.Input(first, "p") == module.Input(second, "p"))

    assert equal(ours) == equal(theirs)


def test_every_exception_of_dash_is_here_with_the_same_parents() -> None:
    for name, theirs_class in vars(exceptions).items():
        if isinstance(theirs_class, type) and issubclass(theirs_class, Exception):
            ours_class = getattr(errors, name)
            parents = [parent.__name__ for parent in ours_class.__mro__]
            assert parents == [parent.__name__ for parent in theirs_class.__mro__]


def test_a_component_gets_the_random_ids_of_dash() -> None:  # A4
    from pyrt import html

    given = [str(ours.Input(html.Div(), "children")) for _ in range(2)]
    assert given[0] != given[1]
    from pyrt.development import base_component

    base_component._random = None
    dash.development.base_component.rd.seed(0)
    for _ in range(3):
        ours_made = ours.Input(html.Div(), "children").component_id
        assert ours_made == theirs.Input(dash.html.Div(), "children").component_id
