"""Renderer hooks on the page (S6): when each is called, and what comes of an error in one."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html
from playwright.sync_api import Page

from tests.host.fake_engine import FakeEngine

RECORD = "window.seen = []; const note = name => (...args) => window.seen.push([name, ...args]);"
NAMES = ("layout_pre", "layout_post", "request_pre", "request_post", "callback_resolved")
PAYLOAD = {"output": "out.children"}


def with_hooks(page: Page, hooks: str) -> None:
    page.evaluate(f"{RECORD} new DashRenderer({hooks})")


def seen(page: Page) -> list[Any]:
    found: list[Any] = page.evaluate(
        "JSON.parse(JSON.stringify(seen, (_, it) => it instanceof Error ? `${it}` : it))"
    )
    return found


def call(function: Any, **end: Any) -> list[dict[str, Any]]:
    callback = {"output": "out.children", "clientside_function": function}
    return [
        {"type": "CallbackStarted", "run": 1, "callback": callback, "payload": PAYLOAD},
        {
            "type": "CallbackEnded",
            "run": 1,
            "response": None,
            "data": {},
            "error": None,
            **end,
        },
    ]


def test_hooks_are_called_in_their_order(engine: FakeEngine, page: Page) -> None:
    with_hooks(page, "{" + ",".join(f"{name}: note('{name}')" for name in NAMES) + "}")
    engine.start(html.P("x", id="out"))
    answer = {"out": {"children": "y"}}
    engine.say(*call(None, response=answer, data=answer))
    assert [entry[0] for entry in seen(page)] == list(NAMES)
    _, layout, pre, post, resolved = seen(page)
    assert layout[1]["props"] == {"children": "x", "id": "out"}
    assert (pre[1:], post[1:]) == ([PAYLOAD], [PAYLOAD, answer])
    assert resolved[2] == {"data": answer, "payload": PAYLOAD}


@pytest.mark.parametrize(
    ("function", "end", "expected"),
    [
        (None, {}, [["request_pre", PAYLOAD], {"data": {}, "payload": PAYLOAD}]),
        (None, {"error": "boom"}, [["request_pre", PAYLOAD], {"error": "Error: boom"}]),
        ({"namespace": "n"}, {}, [{"data": {}, "payload": PAYLOAD}]),
        ({}, {"error": "boom"}, [{"error": "Error: boom", "payload": PAYLOAD}]),
    ],
    ids=["prevented", "failed", "clientside", "clientside failed"],
)
def test_calls_without_an_answer_are_resolved(
    engine: FakeEngine, page: Page, function: Any, end: Any, expected: list[Any]
) -> None:
    hooks = ("request_pre", "request_post", "callback_resolved")
    with_hooks(page, "{" + ",".join(f"{name}: note('{name}')" for name in hooks) + "}")
    engine.start(html.P("x", id="out"))
    engine.say(*call(function, **end))
    *before, (name, _, result) = seen(page)
    assert name == "callback_resolved"
    if "error" in result and result["payload"] is None:
        del result["payload"]
    assert [*before, result] == expected


def test_a_hook_that_fails_is_reported_and_holds_up_nothing(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    with_hooks(page, "{layout_pre() { throw new Error('no') }, layout_post: note('layout_post')}")
    engine.start(html.P("x", id="out"))
    assert [entry[0] for entry in seen(page)] == ["layout_post"]
    assert "The renderer hook layout_pre failed" in problems.pop()
