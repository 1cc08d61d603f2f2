"""Renderer hooks on the page (S6): when each is called, what comes back to the engine, and what
comes of an error in one."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html
from playwright.sync_api import Page

from tests.host.fake_engine import FakeEngine

RECORD = "window.seen = []; const note = name => (...args) => window.seen.push([name, ...args]);"
PAYLOAD = {"output": "out.children", "inputs": [{"id": "a", "property": "v", "value": 1}]}
LAYOUT = {"type": "P", "namespace": "dash_html_components", "props": {"id": "out"}}
ANSWER = {"out": {"children": "y"}}


def with_hooks(page: Page, hooks: str) -> None:
    page.evaluate(f"{RECORD} new DashRenderer({hooks})")


def seen(page: Page) -> list[Any]:
    found: list[Any] = page.evaluate(
        "JSON.parse(JSON.stringify(seen, (_, it) => it instanceof Error ? `${it}` : it))"
    )
    return found


def started(function: Any = None) -> dict[str, Any]:
    callback = {"output": "out.children", "clientside_function": function}
    return {"type": "CallbackStarted", "run": 1, "callback": callback, "payload": PAYLOAD}


def answered(response: Any) -> dict[str, Any]:
    return {"type": "CallbackAnswered", "run": 1, "response": response}


def ended(data: Any, error: str | None = None) -> dict[str, Any]:
    return {"type": "CallbackEnded", "run": 1, "data": data, "error": error}


def test_hooks_are_called_with_what_the_engine_says(engine: FakeEngine, page: Page) -> None:
    names = ("layout_pre", "layout_post", "request_pre", "request_post", "callback_resolved")
    with_hooks(page, "{" + ",".join(f"{name}: note('{name}')" for name in names) + "}")
    engine.start(html.P("x", id="out"))
    engine.say({"type": "LayoutMade", "layout": LAYOUT}, started(), answered(ANSWER), ended(ANSWER))
    assert [entry[0] for entry in seen(page)] == list(names)
    _, layout, pre, post, resolved = seen(page)
    assert layout[1:] == [LAYOUT]
    assert (pre[1:], post[1:]) == ([PAYLOAD], [PAYLOAD, ANSWER])
    assert resolved[2] == {"data": ANSWER, "payload": PAYLOAD}


def test_what_hooks_leave_goes_back(engine: FakeEngine, page: Page) -> None:
    with_hooks(
        page,
        """{
            layout_post(layout) { layout.props.title = 'new' },
            request_pre(payload) { payload.inputs[0].value = 2; this.payload = payload },
            request_post(payload, response) {
                response.out.children = payload === this.payload ? 'the same' : 'another';
            },
            callback_resolved(callback, result) {
                delete result.data;
                result.error = new Error(`${result.payload.inputs[0].value}`);
            },
        }""",
    )
    engine.start(html.P("x", id="out"))
    engine.say({"type": "LayoutMade", "layout": LAYOUT}, started(), answered(ANSWER), ended(ANSWER))
    layout, request, response, result = (
        engine.sent(name)[-1]
        for name in ("LayoutHooked", "RequestHooked", "ResponseHooked", "ResultHooked")
    )
    assert layout["layout"]["props"] == {"id": "out", "title": "new"}
    assert request["payload"]["inputs"][0]["value"] == 2
    assert response["response"] == {"out": {"children": "the same"}}
    assert (result["data"], result["error"]) == (None, "2")


@pytest.mark.parametrize(
    ("function", "error", "expected"),
    [
        (None, None, {"data": {}, "payload": PAYLOAD}),
        (None, "boom", {"error": "Error: boom", "payload": None}),
        ({"namespace": "n"}, None, {"data": {}, "payload": PAYLOAD}),
        ({"namespace": "n"}, "boom", {"error": "Error: boom", "payload": PAYLOAD}),
    ],
    ids=["prevented", "failed", "clientside", "clientside failed"],
)
def test_calls_without_an_answer_are_resolved(
    engine: FakeEngine, page: Page, function: Any, error: str | None, expected: Any
) -> None:
    with_hooks(page, "{request_pre: note('pre'), callback_resolved: note('resolved')}")
    engine.start(html.P("x", id="out"))
    engine.say(started(function), ended(None if error else {}, error))
    *before, (_, _, result) = seen(page)
    assert before == ([] if function else [["pre", PAYLOAD]])
    assert result == expected


def test_request_pre_that_throws_is_told_to_the_engine(engine: FakeEngine, page: Page) -> None:
    with_hooks(page, "{request_pre() { throw 'no' }, callback_resolved: note('resolved')}")
    engine.start(html.P("x", id="out"))
    engine.say(started(), ended(None, "no"))
    raised = engine.sent("ClientsideRaised")[-1]
    assert (raised["message"], raised["is_error"]) == ("no", False)
    assert seen(page)[0][2]["error"] == "no"


def test_a_hook_that_fails_is_reported_and_holds_up_nothing(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    with_hooks(page, "{request_post() { throw new Error('no') }, callback_resolved: note('end')}")
    engine.start(html.P("x", id="out"))
    engine.say(started(), answered(ANSWER), ended(ANSWER))
    assert [entry[0] for entry in seen(page)] == ["end"]
    assert engine.sent("ResponseHooked")[-1]["response"] == ANSWER
    assert "The renderer hook request_post failed" in problems.pop()
