"""`to_json` and `split_outputs` beside the code of real Dash, on the same values.

Only messages are compared with white space normalised: Dash indents some by accident.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import dash
import pytest
from dash import dcc, html
from dash._callback import register_callback
from dash._utils import AttributeDict
from dash._utils import to_json as dash_to_json

from pyrt.engine import dependencies as ours
from pyrt.engine.dependencies import parse_definition
from pyrt.engine.jsonable import NotJsonable, to_json
from pyrt.engine.outputs import split_outputs
from pyrt.engine.spec import CallbackSpec

A = {"id": "a", "property": "children"}
B = {"id": "b", "property": "value"}
ITEMS = [{"id": {"i": 1}, "property": "value"}, {"id": {"i": 2}, "property": "value"}]


class Colour(Enum):
    RED = "red"


VALUES: dict[str, Any] = {
    "plain": {"a": [1, 2.5, "x", None, True]},
    "tuple": (1, (2,)),
    "keys": {1: 0, 1.5: 0, None: 0, False: 0, 1e300: 0},
    "key that is not a number": {math.nan: 0, math.inf: 0},
    "nan": [math.nan, math.inf, -math.inf, 0.1],
    "large": [1e22, 10**20, -0.0, 1e-7],
    "dates": [date(2026, 1, 2), datetime(2026, 1, 2, 3, tzinfo=UTC)],
    "decimal": Decimal("1.5"),
    "components": html.Div([html.P("x", style={"a": 1}), dcc.Input(id={"i": 1})], **{"data-x": 1}),
    "no_update inside": html.Div(dash.no_update),
    "patch": dash.Patch(),
    "set": {"a": {1}},
    "bytes": b"x",
    "tuple as key": {(1,): 0},
    "enum": Colour.RED,
    "class": html.Div,
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_becomes_what_dash_sends(name: str) -> None:  # C6, I7
    value = VALUES[name]
    try:
        expected = json.loads(dash_to_json(value))
    except TypeError:
        with pytest.raises(NotJsonable):
            to_json(value)
    else:
        assert to_json(value) == expected


def dash_answer(output: Any, outputs_list: Any, value: Any) -> Any:
    """Updates per id as dash's callback wrapper answers them, or its exception."""
    registered: dict[str, Any] = {}
    decorate = register_callback([], registered, False, output=output, inputs=[])
    decorate(lambda: value)
    [callback] = registered.values()
    context = AttributeDict({"updated_props": {}})
    try:
        answer = callback["callback"](outputs_list=outputs_list, callback_context=context)
    except Exception as error:
        return error
    return json.loads(answer)["response"]


def our_answer(output: Any, outputs_list: Sequence[Any], value: Any) -> Any:
    definition = parse_definition((), {"output": output, "inputs": []})
    outputs = tuple(definition.flat_outputs)
    spec = CallbackSpec(
        index=0,
        id=ours.create_callback_id(output if isinstance(output, ours.Output) else outputs, []),
        outputs=outputs,
        inputs=(),
        states=(),
        args_grouping=definition.args_grouping,
        outputs_grouping=definition.outputs_grouping,
        prevent_initial_call=False,
        running=(),
        clientside=None,
        optional=False,
        hidden=False,
        persistent=False,
    )
    try:
        updates = split_outputs(spec, outputs_list, value)
    except Exception as error:
        return error
    answer: dict[str, dict[str, Any]] = {}
    for id_, prop, new in updates:
        answer.setdefault(ours.Output(id_, prop).component_id_str(), {})[prop] = new
    return answer


def both(make: Any, outputs_list: list[Any], value: Any) -> tuple[Any, Any]:
    scalar = len(outputs_list) == 1 and not isinstance(make(dash), list | dict)
    theirs = dash_answer(make(dash), outputs_list[0] if scalar else outputs_list, value)
    return theirs, our_answer(make(ours), outputs_list, value)


def one(lib: Any) -> Any:
    return lib.Output("a", "children")


def two(lib: Any) -> Any:
    return [lib.Output("a", "children"), lib.Output("b", "value")]


def list_of_one(lib: Any) -> Any:
    return [lib.Output("a", "children")]


def nested(lib: Any) -> Any:
    return {"x": lib.Output("a", "children"), "y": [lib.Output("b", "value")]}


def items(lib: Any) -> Any:
    return [lib.Output("a", "children"), lib.Output({"i": lib.ALL}, "value")]


CASES = {
    "scalar": (one, [A], "x"),
    "scalar list": (one, [A], [1, 2]),
    "scalar None": (one, [A], None),
    "scalar no_update": (one, [A], dash.no_update.to_plotly_json()),
    "two": (two, [A, B], (1, 2)),
    "two no_update": (two, [A, B], dash.no_update.to_plotly_json()),
    "two, one no_update": (two, [A, B], [1, dash.no_update.to_plotly_json()]),
    "two but text": (two, [A, B], "xy"),
    "two but dict": (two, [A, B], {"a": 1, "b": 2}),
    "two but None": (two, [A, B], None),
    "two but one": (two, [A, B], [1]),
    "two but three": (two, [A, B], (1, 2, 3)),
    "list of one": (list_of_one, [A], [1]),
    "list of one but scalar": (list_of_one, [A], 1),
    "nested": (nested, [A, B], {"y": (2,), "x": 1}),
    "nested but other keys": (nested, [A, B], {"x": 1, "z": [2]}),
    "nested but list": (nested, [A, B], [1, [2]]),
    "nested but scalar inside": (nested, [A, B], {"x": 1, "y": 2}),
    "nested no_update": (nested, [A, B], dash.no_update.to_plotly_json()),
    "all": (items, [A, ITEMS], [1, (2, 3)]),
    "all, none there": (items, [A, []], [1, []]),
    "all with no_update": (items, [A, ITEMS], [1, [dash.no_update.to_plotly_json(), 3]]),
    "all but scalar": (items, [A, ITEMS], [1, 2]),
    "all but too few": (items, [A, ITEMS], [1, [2]]),
    "set": (one, [A], {1}),
    "set in a list": (one, [A], ["x", {1}]),
    "set in a component": (one, [A], html.Div([html.P("x"), html.P({1}, id="p")])),
    "set among children": (one, [A], html.Div(["x", {1}], id="d")),
    "set for one of two": (two, [A, B], ["x", {1}]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_result_is_taken_as_dash_takes_it(name: str) -> None:  # C4, C5, G8, I2 to I6
    theirs, mine = both(*CASES[name])
    if isinstance(theirs, Exception):
        assert type(mine).__name__ == type(theirs).__name__
        assert str(mine).split() == str(theirs).split()
    else:
        assert mine == theirs


def test_one_no_update_for_a_whole_all_output_is_taken_where_dash_refuses_it() -> None:  # G8
    theirs, mine = both(items, [A, ITEMS], [1, dash.no_update.to_plotly_json()])
    assert "is a wildcard multi-output" in str(theirs)
    assert mine == {"a": {"children": 1}}
