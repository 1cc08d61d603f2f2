"""The words for what goes wrong while callbacks run (rules B16 and B21)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.findings import (
    id_text,
    json_text,
    missing_dependency_message,
    missing_running_finding,
    multiple_objects_message,
)
from pyrt.engine.ids import ALL, ALLSMALLER, MATCH


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        pytest.param("a", "a", id="a string"),
        pytest.param({"b": "é", "a": 1.0}, '{"a":1,"b":"é"}', id="sorted, not escaped"),
        pytest.param(
            {"a": MATCH, "b": ALL, "c": True}, '{"a":MATCH,"b":ALL,"c":true}', id="wildcards"
        ),
    ],
)
def test_ids_look_as_the_browser_writes_them(id_: Any, text: str) -> None:  # G2
    assert id_text(id_) == text


def test_as_json_a_wildcard_is_the_object_that_dash_has_for_it() -> None:
    assert json_text([MATCH, ALL, ALLSMALLER]) == (
        '[{"wild":"MATCH"},{"wild":"ALL","multi":1},{"wild":"ALLSMALLER","multi":1,"expand":1}]'
    )


def test_a_missing_id_of_running_or_set_props() -> None:  # B16
    finding = missing_running_finding({"type": "x", "i": 1}, "..a.p...b.p..")
    assert finding.title == "ID running component not found in layout"
    assert finding.lines == (
        "Component defined in running keyword not found in layout.",
        'Component id: "{"i":1,"type":"x"}"',
        "This ID was used in the callback(s) for Output(s):",
        "..a.p...b.p..",
        "You can suppress this exception by setting",
        "`suppress_callback_exceptions=True`.",
    )


def test_a_missing_component_with_a_string_id() -> None:  # B21
    assert missing_dependency_message("Input", "x", "value", "", ["a", "b"]) == (
        "A nonexistent object was used in an `Input` of a Dash callback. The id of this object is "
        "`x` and the property is `value`. The string ids in the current layout are: [a, b]"
    )


def test_a_missing_component_with_a_dict_id() -> None:  # B21
    id_ = {"i": MATCH, "t": "x"}
    assert missing_dependency_message("State", id_, "value", "[3]", ["a"]) == (
        "A nonexistent object was used in an `State` of a Dash callback. The id of this object is "
        '{"i":{"wild":"MATCH"},"t":"x"} with MATCH values [3] and the property is `value`. '
        "The wildcard ids currently available are logged above."
    )


def test_several_components_where_one_is_wanted() -> None:  # B21
    found = [{"id": {"i": 1}, "property": "v"}, {"id": {"i": 2}, "property": "v"}]
    assert multiple_objects_message("Output", {"i": MATCH}, "v", "", found) == (
        "Multiple objects were found for an `Output` of a callback that only takes one value. "
        'The id spec is {"i":{"wild":"MATCH"}} and the property is `v`. '
        'The objects we found are: [{"id":{"i":1},"property":"v"},{"id":{"i":2},"property":"v"}]'
    )
