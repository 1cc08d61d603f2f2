"""Registering callbacks (rules A1 to A15, K1 to K4)."""

from __future__ import annotations

import hashlib
import inspect
from typing import Any

import pytest

import pyrt
from pyrt import ALL, ClientsideFunction, Input, Output, State
from pyrt.engine.errors import (
    DuplicateCallback,
    IncorrectTypeException,
)
from pyrt.engine.spec import CallbackSpec
from pyrt.registry import GLOBAL_CALLBACKS, INLINE_NAMESPACE, CallbackRegistry

OUT, IN, STATE = Output("out", "children"), Input("in", "value"), State("s", "data")


def register(*args: Any, app_default: Any = False, **kwargs: Any) -> CallbackSpec:
    """The engine's form of one Python callback."""
    registry = CallbackRegistry()
    registry.callback(args, kwargs, app_default)(lambda *values: None)
    (registration,) = registry.registrations
    return registration.spec(0, hide_all=False)


def test_the_decorator_gives_the_function_back() -> None:  # A14
    def update(value: Any) -> Any:
        return value

    registry = CallbackRegistry()
    assert registry.callback((OUT, IN), {})(update) is update
    assert registry.registrations[0].function is update


def test_a_callback_is_described_for_the_engine() -> None:
    running = [(Output("b", "disabled"), True, False)]
    spec = register(OUT, IN, STATE, running=running, optional=True, hidden=True, persistent=True)
    assert spec == CallbackSpec(
        index=0,
        id="out.children",
        outputs=(OUT,),
        inputs=(IN,),
        states=(STATE,),
        args_grouping=[0, 1],
        outputs_grouping=0,
        prevent_initial_call=False,
        running=((Output("b", "disabled"), True, False),),
        clientside=None,
        optional=True,
        hidden=True,
        persistent=True,
    )


def test_a_lone_input_is_one_argument_and_marked_as_bare() -> None:  # C1, H6
    assert register(OUT, IN).args_grouping == (0,)
    assert register(OUT, inputs=[IN]).args_grouping == [0]
    assert register(OUT, inputs={"x": IN}).args_grouping == {"x": 0}


def test_shared_outputs_carry_the_digest_of_the_inputs() -> None:  # A7
    shared = Output("out", "children", allow_duplicate=True)
    spec = register(shared, Output("o", "p"), IN, prevent_initial_call=True)
    digest = hashlib.sha256(b"in.value").hexdigest()
    assert [output.component_property for output in spec.outputs] == [f"children@{digest}", "p"]
    assert spec.outputs[0].allow_duplicate
    assert spec.id == f"..out.children@{digest}...o.p.."
    assert shared.component_property == "children"


@pytest.mark.parametrize(
    ("asked", "default", "prevents"),
    [
        (None, False, False),
        (None, True, True),
        (None, "initial_duplicate", False),
        (True, False, True),
        (False, True, False),
        ("initial_duplicate", True, False),
    ],
)
def test_only_true_prevents_the_initial_call(asked: Any, default: Any, prevents: bool) -> None:
    kwargs = {} if asked is None else {"prevent_initial_call": asked}  # A10
    assert register(OUT, IN, app_default=default, **kwargs).prevent_initial_call is prevents


def test_sharing_an_output_needs_leave() -> None:  # A8
    shared = Output("out", "children", allow_duplicate=True)
    with pytest.raises(DuplicateCallback, match="allow_duplicate requires"):
        register(shared, IN)
    register(shared, IN, prevent_initial_call="initial_duplicate")
    register(shared, IN, app_default="initial_duplicate")


@pytest.mark.parametrize(
    ("running", "entries"),
    [
        (None, []),
        ([], []),
        ((Output("b", "x"), 1, 0), [("b.x", 1, 0)]),
        ([(Output("b", "x"), 1, 0), [Output("c", "y"), 2, 0]], [("b.x", 1, 0), ("c.y", 2, 0)]),
        ([(Output("b", "x"), 1, 0), (Output("b", "x"), 2, 3)], [("b.x", 2, 3)]),
        ([(Output({"i": ALL}, "x"), 1, 0)], [('{"i":["ALL"]}.x', 1, 0)]),
    ],
)
def test_running_is_a_list_of_triples_or_one(running: Any, entries: Any) -> None:  # A12
    spec = register(OUT, IN, running=running)
    assert [(str(output), on, off) for output, on, off in spec.running] == entries


@pytest.mark.parametrize("running", [[("b.x", 1, 0)], [(Output("b", "x"), 1)], ("b", "x", "y")])
def test_a_wrong_running_is_refused(running: Any) -> None:
    with pytest.raises(IncorrectTypeException, match="`running` takes tuples"):
        register(OUT, IN, running=running)


def test_callbacks_without_output_are_named_by_their_inputs() -> None:  # A7
    assert register(IN).id == hashlib.sha256(b"in.value").hexdigest()
    assert register(IN).outputs_grouping == []


def test_callbacks_with_nothing_are_named_by_their_place() -> None:  # A7
    registry = CallbackRegistry()
    frame = inspect.currentframe()
    assert frame is not None
    registry.callback((), {})
    line = frame.f_lineno - 1
    registry.callback((), {})
    first, second = (registration.id for registration in registry.registrations)
    assert first == hashlib.sha256(f"{__file__}:{line}".encode()).hexdigest()
    assert second != first


def test_keywords_about_a_server_have_no_effect() -> None:  # K4
    about_a_server = {
        "api_endpoint": "/x",
        "mcp_enabled": True,
        "mcp_expose_docstring": False,
        "interval": 500,
        "manager": object(),
        "cache_args_to_ignore": [0],
        "_allow_dynamic_callbacks": True,
    }
    registry = CallbackRegistry()
    for kwargs in ({}, about_a_server):
        registry.callback((OUT, IN), kwargs)(str)
    plain, told = registry.registrations
    assert told == plain


# --- clientside -------------------------------------------------------------------------


def clientside(function: Any, *args: Any, **kwargs: Any) -> Any:
    registry = CallbackRegistry()
    registry.clientside_callback(function, args, kwargs)
    return registry.registrations[0]


def test_an_inline_function_is_named_by_its_source() -> None:  # A13
    source = "function (x) { return x; }"
    first, second = clientside(source, OUT, IN), clientside(source, Output("o", "p"), IN)
    name = hashlib.sha256(source.encode()).hexdigest()
    for registration in (first, second):
        assert registration.clientside.namespace == INLINE_NAMESPACE
        assert registration.clientside.function_name == name
        assert registration.source == source


def test_a_named_function_is_taken_as_it_is() -> None:
    function = ClientsideFunction("ns", "fn")
    registration = clientside(function, OUT, IN, prevent_initial_call=True, hidden=True)
    spec = registration.spec(3, hide_all=False)
    assert (spec.index, spec.clientside, spec.hidden) == (3, function, True)
    assert spec.prevent_initial_call and registration.source is None


def test_running_is_not_for_clientside_callbacks() -> None:  # K1, M9
    assert clientside("f", OUT, IN, running=[(Output("b", "x"), 1, 0)]).running == ()


# --- the registry of the process --------------------------------------------------------


@pytest.fixture
def _empty() -> Any:
    before = GLOBAL_CALLBACKS.take_all()
    yield
    GLOBAL_CALLBACKS.registrations = before


@pytest.mark.usefixtures("_empty")
def test_callbacks_without_an_app_wait_for_one() -> None:  # A1
    @pyrt.callback(OUT, IN)
    def update(value: Any) -> Any:
        return value

    pyrt.clientside_callback("f", Output("o", "p"), IN)
    assert GLOBAL_CALLBACKS.ids() == {"out.children", "o.p"}
    taken = GLOBAL_CALLBACKS.take_all()
    assert [registration.function for registration in taken] == [update, None]
    assert GLOBAL_CALLBACKS.registrations == []
