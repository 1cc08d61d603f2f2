"""Each of the 152 classes beside the one that Dash generated (rule A17)."""

from __future__ import annotations

import inspect
import json
import warnings
from typing import Any

import dash
import pytest

import pyrt
from pyrt._components import load_table

LIBRARIES = {
    "dash_html_components": (pyrt.html, dash.html),
    "dash_core_components": (pyrt.dcc, dash.dcc),
    "dash_table": (pyrt.dash_table, dash.dash_table),
}
CLASSES = {
    f"{namespace}.{name}": (getattr(ours, name), getattr(theirs, name))
    for namespace, (ours, theirs) in LIBRARIES.items()
    for name in load_table(namespace)
}


@pytest.fixture(autouse=True)
def quiet() -> Any:
    """DataTable warns on each use; that is tested elsewhere."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def required_props(cls: Any) -> dict[str, Any]:
    return {name: f"a {name}" for name in load_table(cls._namespace)[cls._type].get("required", ())}


def test_there_are_as_many_classes_as_in_dash() -> None:
    exported = sum(
        inspect.isclass(getattr(theirs, name))
        for _, theirs in LIBRARIES.values()
        for name in theirs.__all__
    )
    assert len(CLASSES) == exported == 152


DECLARED = (
    *("_namespace", "_type", "_prop_names", "_children_props", "_base_nodes"),
    *("_valid_wildcard_attributes", "available_properties", "available_wildcard_properties"),
)


@pytest.mark.parametrize("attribute", DECLARED)
def test_the_classes_declare_the_same(attribute: str) -> None:
    different = []
    for name, (ours, theirs) in CLASSES.items():
        kwargs = required_props(ours)
        if getattr(ours(**kwargs), attribute) != getattr(theirs(**kwargs), attribute):
            different.append(name)
    assert different == []


def test_the_arguments_have_the_same_order() -> None:
    def arguments(cls: Any) -> list[str]:
        return list(inspect.signature(cls.__init__).parameters)

    different = [
        name for name, (ours, theirs) in CLASSES.items() if arguments(ours) != arguments(theirs)
    ]
    assert different == []


def outcome(cls: Any, *args: Any, **kwargs: Any) -> Any:
    try:
        made = cls(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)
    return repr(made), json.dumps(made.to_plotly_json(), sort_keys=True, default=repr)


ATTEMPTS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "nothing": ((), {}),
    "one positional": (("x",), {}),
    "three positional": (("x", "y", "z"), {}),
    "id": ((), {"id": "here"}),
    "dict id": ((), {"id": {"i": 1, "t": "x"}}),
    "unknown prop": ((), {"no_such_prop": 1}),
    "unknown prop with an id": ((), {"id": "here", "no_such_prop": 1}),
    "data wildcard": ((), {"data-x": 1}),
    "aria wildcard": ((), {"aria-x": 1}),
    "none for an id": ((), {"id": None}),
    "number for an id": ((), {"id": 3}),
    "key of an id": ((), {"id": {1: 2}}),
    "value of an id": ((), {"id": {"a": None}}),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_every_attempt_ends_alike(name: str) -> None:
    args, attempted = ATTEMPTS[name]
    for ours, theirs in CLASSES.values():
        kwargs = attempted if args else {**required_props(ours), **attempted}
        assert outcome(ours, *args, **kwargs) == outcome(theirs, *args, **kwargs)


def test_a_missing_required_prop_is_refused_alike() -> None:
    for ours, theirs in CLASSES.values():
        for left_out in required_props(ours):
            kwargs = {name: 1 for name in required_props(ours) if name != left_out}
            assert outcome(ours, **kwargs) == outcome(theirs, **kwargs)
            assert outcome(ours, **kwargs)[0] == "TypeError"


def test_a_component_in_the_wrong_prop_is_refused_alike() -> None:
    for ours, theirs in CLASSES.values():
        for prop in ours(**required_props(ours))._prop_names:
            if prop == "id" or prop.endswith("-*"):
                continue
            kwargs = required_props(ours)
            by_us = outcome(ours, **{**kwargs, prop: pyrt.html.P("inside")})
            assert by_us == outcome(theirs, **{**kwargs, prop: dash.html.P("inside")}), prop
