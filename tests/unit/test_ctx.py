"""`ctx` and `set_props` (rules H, J1, G9 to G11)."""

from __future__ import annotations

import contextvars
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

import pyrt
from pyrt import ALL, Input, Output, State, ctx
from pyrt._hooks import hooks
from pyrt.ctx import CallbackContext, RequestInfo, context_value
from pyrt.engine.attribute_dict import AttributeDict
from pyrt.engine.errors import MissingCallbackContextException
from pyrt.engine.events import RunCallback
from pyrt.engine.listed import Listed
from pyrt.engine.spec import CallbackSpec
from pyrt.registry import CallbackRegistry

REQUEST = RequestInfo(
    location={
        "href": "https://example.org/app/?q=1#x",
        "origin": "https://example.org",
        "pathname": "/app/",
        "search": "?q=1",
        "hash": "#x",
    },
    cookies='a=1; b="two\\054 three"; flag',
    user_agent="Test/1.0",
)


def make_spec(*args: Any, **kwargs: Any) -> CallbackSpec:
    registry = CallbackRegistry()
    registry.callback(args, kwargs)
    return registry.registrations[0].spec(0, hide_all=False)


def entry(id_: Any, prop: str = "value", **value: Any) -> dict[str, Any]:
    return {"id": id_, "property": prop, **value}


def make_context(
    spec: CallbackSpec | None = None,
    inputs: list[Any] | None = None,
    states: list[Any] | None = None,
    outputs: list[Any] | None = None,
    triggered: dict[str, Any] | None = None,
) -> CallbackContext:
    run = RunCallback(
        run=1,
        callback=0,
        args=[],
        inputs=Listed.of(inputs or []),
        states=Listed.of(states or []),
        outputs_list=outputs or [],
        triggered=[
            {"prop_id": prop_id, "value": value} for prop_id, value in (triggered or {}).items()
        ],
    )
    return CallbackContext(run, spec or make_spec(Input("in", "value")), REQUEST)


@pytest.fixture
def enter() -> Iterator[Any]:
    """Make a context the current one, as the runtime does."""
    tokens: list[contextvars.Token[CallbackContext]] = []

    def become(context: CallbackContext) -> CallbackContext:
        tokens.append(context_value.set(context))
        return context

    yield become
    for token in reversed(tokens):
        context_value.reset(token)


# --- the current call -------------------------------------------------------------------

PUBLIC = [
    *("triggered", "triggered_id", "triggered_prop_ids", "inputs", "states", "inputs_list"),
    *("states_list", "outputs_list", "args_grouping", "outputs_grouping", "using_args_grouping"),
    *("using_outputs_grouping", "response", "record_timing", "timing_information", "set_props"),
    *("cookies", "headers", "path", "args", "remote", "origin", "custom_data", "websocket"),
]


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_of_it_is_there_outside_a_callback(name: str) -> None:  # H1
    message = f"dash.callback_context.{name} is only available from a callback!"
    with pytest.raises(MissingCallbackContextException, match=message):
        getattr(ctx, name)
    assert name in dir(ctx)


def test_set_props_needs_a_callback() -> None:  # J1
    with pytest.raises(MissingCallbackContextException, match="set_props is only available"):
        pyrt.set_props("a", {"value": 1})


@pytest.mark.parametrize("name", PUBLIC)
def test_all_of_it_is_there_inside_one(name: str, enter: Any) -> None:
    enter(make_context())
    getattr(ctx, name)


def test_an_unknown_name_is_an_attribute_error(enter: Any) -> None:
    enter(make_context())
    with pytest.raises(AttributeError, match="no attribute 'triggerd'"):
        _ = ctx.triggerd


def test_both_names_are_one_object() -> None:  # H11
    assert pyrt.ctx is pyrt.callback_context


def test_a_copied_context_keeps_the_call(enter: Any) -> None:  # H1
    enter(make_context(triggered={"in.value": 1}))
    copied = contextvars.copy_context()
    assert copied.run(lambda: ctx.triggered_id) == "in"
    assert contextvars.Context().run(context_value.get, None) is None


# --- what changed -----------------------------------------------------------------------


def test_an_initial_call_has_a_false_placeholder() -> None:  # H2
    context = make_context()
    assert not context.triggered
    assert context.triggered[0]["prop_id"].split(".") == ["", ""]
    assert context.triggered_id is None and context.triggered_prop_ids == {}


def test_what_changed_is_listed_in_order() -> None:  # H3
    context = make_context(triggered={"b.n_clicks": 2, "a.value": "x"})
    assert [item["value"] for item in context.triggered] == [2, "x"]
    assert context.triggered_prop_ids == {"b.n_clicks": "b", "a.value": "a"}
    assert context.triggered_id == "b"


def test_a_dict_id_has_attributes() -> None:  # G10
    context = make_context(triggered={'{"i":1,"t":"a.b"}.value': 3})
    assert context.triggered_id == {"i": 1, "t": "a.b"}
    assert context.triggered_id.i == 1
    assert type(context.triggered_prop_ids['{"i":1,"t":"a.b"}.value']) is AttributeDict


# --- arguments --------------------------------------------------------------------------


def test_values_are_found_by_prop_id() -> None:  # H4
    context = make_context(
        make_spec(Input({"i": ALL}, "value"), Input("b", "n"), State("s", "data")),
        inputs=[[entry({"i": 1}, value="x"), entry({"i": 2})], entry("b", "n", value=0)],
        states=[entry("s", "data", value=[1])],
    )
    assert context.inputs == {'{"i":1}.value': "x", '{"i":2}.value': None, "b.n": 0}
    assert context.states == {"s.data": [1]}


def test_the_lists_have_one_entry_per_dependency() -> None:  # G9, H5
    inputs = [[entry({"i": 1}, value="x")], entry("b", value=0)]
    context = make_context(
        make_spec(Output("o", "p"), Input({"i": ALL}, "value"), Input("b", "value")),
        inputs=inputs,
        outputs=[entry("o", "p")],
    )
    assert context.inputs_list == inputs and context.states_list == []
    assert context.outputs_list == entry("o", "p")


@pytest.mark.parametrize(
    ("outputs", "listed", "seen"),
    [
        (Output("o", "p"), [entry("o", "p")], entry("o", "p")),
        ([Output("o", "p")], [entry("o", "p")], [entry("o", "p")]),
        (Output({"i": ALL}, "p"), [[entry({"i": 1}, "p")]], [entry({"i": 1}, "p")]),
        ([], [], []),
    ],
)
def test_a_single_output_is_listed_bare(outputs: Any, listed: Any, seen: Any) -> None:  # H5
    context = make_context(make_spec(output=outputs, inputs=Input("a", "b")), outputs=listed)
    assert context.outputs_list == seen


def test_args_grouping_has_the_structure_of_the_signature(enter: Any) -> None:  # H6, G11
    context = make_context(
        make_spec(
            inputs={"btn": Input("b", "n"), "all": [Input({"i": ALL}, "v"), State("s", "d")]}
        ),
        inputs=[entry("b", "n", value=1), [entry({"i": 1}, "v", value="x"), entry({"i": 2}, "v")]],
        states=[entry("s", "d", value=None)],
        triggered={'{"i":2}.v': None},
    )
    group = context.args_grouping
    assert group.btn == {
        "id": "b",
        "property": "n",
        "value": 1,
        "str_id": "b",
        "triggered": False,
    }
    first, second = group["all"][0]
    assert (first.value, first.triggered, first.id.i) == ("x", False, 1)
    assert (second.value, second.triggered, second.str_id) == (None, True, '{"i":2}')
    assert group["all"][1].property == "d"
    assert context.using_args_grouping
    assert "triggered" not in context._run.inputs_list[0]


@pytest.mark.parametrize(
    ("make", "uses"),
    [
        (lambda i, s: make_spec(i, s), False),
        (lambda i, s: make_spec([i], [s]), False),
        (lambda i, s: make_spec(s, i), True),
        (lambda i, s: make_spec(inputs=[i, [s]]), True),
        (lambda i, s: make_spec(inputs={"i": i}, state={"s": s}), True),
    ],
)
def test_using_args_grouping_says_whether_there_is_structure(make: Any, uses: bool) -> None:  # H6
    context = make_context(
        make(Input("i", "v"), State("s", "d")), inputs=[entry("i")], states=[entry("s", "d")]
    )
    assert context.using_args_grouping is uses


def test_a_lone_input_is_grouped_bare() -> None:  # H6
    context = make_context(make_spec(Input("a", "value")), inputs=[entry("a", value=5)])
    assert context.args_grouping.value == 5 and not context.using_args_grouping
    listed = make_context(make_spec(inputs=[Input("a", "value")]), inputs=[entry("a", value=5)])
    assert listed.args_grouping[0].value == 5


def test_outputs_grouping_has_the_structure_of_the_outputs() -> None:  # H6
    spec = make_spec(
        output={"a": Output("a", "x"), "b": [Output("b", "y")]}, inputs=Input("i", "v")
    )
    context = make_context(spec, outputs=[entry("a", "x"), entry("b", "y")])
    assert context.outputs_grouping.b[0]["property"] == "y"
    assert context.using_outputs_grouping
    assert make_context().outputs_grouping == [] and not make_context().using_outputs_grouping
    assert make_context().args_grouping == []


def test_the_lists_are_deprecated_where_there_is_a_grouping(enter: Any) -> None:  # H5
    spec = make_spec(output={"a": Output("a", "x")}, inputs={"i": Input("i", "v")})
    enter(make_context(spec, inputs=[entry("i")], outputs=[entry("a", "x")]))
    for name, better in [
        ("inputs_list", "args_grouping"),
        ("states_list", "args_grouping"),
        ("outputs_list", "outputs_grouping"),
    ]:
        with pytest.warns(DeprecationWarning, match=f"{name} is deprecated, use {better}") as seen:
            getattr(ctx, name)
        assert seen[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        enter(make_context())
        assert ctx.inputs_list == []


# --- side effects -----------------------------------------------------------------------


def test_set_props_merges_what_is_set_on_one_component(enter: Any) -> None:  # J1, J2
    context = enter(make_context())
    pyrt.set_props("b", {"x": 1})
    ctx.set_props({"i": 1}, {"y": 1})
    pyrt.set_props("b", {"x": 2, "z": 3})
    pyrt.set_props('{"i":1}', {"y": 5})
    assert context.set_props_collected() == (("b", {"x": 2, "z": 3}), ({"i": 1}, {"y": 5}))


def test_set_props_leaves_the_users_dict_alone(enter: Any) -> None:
    enter(make_context())
    given = {"x": 1}
    pyrt.set_props("b", given)
    pyrt.set_props("b", {"y": 1})
    assert given == {"x": 1}


def test_timings_are_kept_by_name(enter: Any) -> None:  # H8
    enter(make_context())
    ctx.record_timing("load", 1.2345, "Loading")
    assert ctx.timing_information == {"load": {"dur": 1234, "desc": "Loading"}}
    with pytest.raises(KeyError, match="Duplicate resource name"):
        ctx.record_timing("load", 1)


def test_cookies_are_collected(enter: Any) -> None:  # H7
    context = enter(make_context())
    ctx.response.set_cookie("name", "value")
    assert context.response.collected_cookies == ["name=value; Path=/"]


# --- the request ------------------------------------------------------------------------


def test_the_page_stands_for_the_request() -> None:  # H9
    context = make_context()
    assert context.cookies == {"a": "1", "b": "two, three"}
    assert context.headers == {
        "Host": "example.org",
        "Origin": "https://example.org",
        "Referer": "https://example.org/app/?q=1#x",
        "User-Agent": "Test/1.0",
    }
    assert context.path.startswith("/_dash-update-component")
    assert context.args == {} and context.args.getlist("job") == []
    assert (context.remote, context.origin) == ("127.0.0.1", "https://example.org")
    assert context.websocket is None  # H10


def test_hooks_fill_custom_data(monkeypatch: pytest.MonkeyPatch) -> None:  # S7
    monkeypatch.setattr(hooks, "_hooks", {})

    @hooks.custom_data("mine")
    def data(context: CallbackContext) -> str:
        return context.origin

    assert make_context().custom_data.mine == "https://example.org"
