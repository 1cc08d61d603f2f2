"""Clientside callbacks on the page: the whole way from the message to the answer (M1-M7)."""

from __future__ import annotations

import json
from typing import Any

from dash import dcc, html
from playwright.sync_api import Page, expect

from tests.host.fake_engine import FakeEngine, Wire, ref

LAYOUT = [dcc.Input(id="in", value="a"), html.Div([html.B("x", id="b")], id="out")]


def run_clientside(engine: FakeEngine, function: str, **changes: Any) -> Wire:
    return {
        "type": "RunClientside",
        "run": 1,
        "namespace": "app",
        "function_name": function,
        "inputs": [ref("in", "value", engine.nid("in"))],
        "states": [],
        "outputs": [ref("out", "children", engine.nid("out"))],
        "triggered": [],
        **changes,
    }


def answer_to(engine: FakeEngine, page: Page, message: Wire) -> Wire:
    """What comes back for a `RunClientside`."""
    before = len(engine.sent())
    engine.say(message)
    page.wait_for_function("n => fakeWorker.sent.length > n", arg=before)
    return engine.sent()[before]


def test_arguments_are_what_the_page_shows_now(engine: FakeEngine, page: Page) -> None:
    engine.start(LAYOUT)
    page.evaluate("dash_clientside.app = { join: (...args) => JSON.stringify(args) }")
    page.locator("#in").fill("typed")
    inputs = [ref("in", "value", engine.nid("in")), ref("gone", "value", None)]
    states = [ref("out", "children", engine.nid("out"))]
    run = run_clientside(engine, "join", inputs=inputs, states=states)
    b = {"namespace": "dash_html_components", "type": "B", "props": {"children": "x", "id": "b"}}
    answer = answer_to(engine, page, run)
    assert (answer["type"], answer["run"]) == ("ClientsideReturned", 1)
    assert json.loads(answer["value"]) == ["typed", None, [b]]


def test_inline_sources_are_there_before_the_first_run(engine: FakeEngine, page: Page) -> None:
    source = {"namespace": "inline", "function_name": "f1", "source": "v => v + '!'"}
    engine.start(LAYOUT, clientside_functions=[source])
    run = run_clientside(engine, "f1", namespace="inline")
    assert answer_to(engine, page, run)["value"] == "a!"


def test_an_inline_source_with_a_mistake_is_reported(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    source = {"namespace": "inline", "function_name": "f1", "source": "function (v) {{"}
    engine.start(LAYOUT, clientside_functions=[source])
    assert page.evaluate("pyrt.errors[0].source") == "clientside"
    assert "cannot be evaluated: function (v) {{" in problems.pop()


def test_an_app_may_replace_the_whole_of_dash_clientside(engine: FakeEngine, page: Page) -> None:
    page.evaluate("""() => {
        window.dash_clientside = Object.assign({}, window.dash_clientside, {
            app: { no: () => dash_clientside.no_update },
        });
    }""")
    engine.start(LAYOUT)
    run = run_clientside(engine, "no")
    assert answer_to(engine, page, run)["value"] == {"_dash_no_update": "_dash_no_update"}
    page.evaluate(
        """() => {
            window.dash_clientside = { app: {
                stop: () => { throw dash_clientside.PreventUpdate; },
            } };
        }"""
    )
    assert answer_to(engine, page, run_clientside(engine, "stop"))["type"] == "ClientsidePrevented"


def test_what_json_cannot_hold_is_an_error_of_the_callback(engine: FakeEngine, page: Page) -> None:
    engine.start(LAYOUT)
    page.evaluate("() => { dash_clientside.app = { bad: () => window } }")
    answer = answer_to(engine, page, run_clientside(engine, "bad"))
    assert answer["type"] == "ClientsideRaised"
    assert answer["is_error"] is True


def test_a_missing_function_is_an_error_that_names_it(engine: FakeEngine, page: Page) -> None:
    engine.start(LAYOUT)
    answer = answer_to(engine, page, run_clientside(engine, "nothing"))
    assert answer["message"].startswith("dash_clientside.app.nothing is not defined")


def test_the_app_is_not_at_rest_while_a_promise_is_open(engine: FakeEngine, page: Page) -> None:
    engine.start(LAYOUT)
    page.evaluate("""() => {
        dash_clientside.app = { later: () => new Promise(resolve => (window.settle = resolve)) };
    }""")
    engine.say(run_clientside(engine, "later"), engine.idle())
    page.evaluate("() => void pyrt.idle().then(() => (window.rested = true))")
    assert page.evaluate("window.rested") is None
    page.evaluate("settle(1)")
    page.wait_for_function("fakeWorker.sent.some(m => m.type === 'ClientsideReturned')")
    engine.say(engine.idle())
    page.wait_for_function("window.rested")


def test_a_callback_sees_what_the_update_before_it_has_drawn(
    engine: FakeEngine, page: Page
) -> None:
    engine.start(LAYOUT)
    page.evaluate("""() => {
        dash_clientside.app = { text: () => document.getElementById('new').textContent };
    }""")
    update = engine.update_message("out", children=html.I("drawn", id="new"))
    run = run_clientside(engine, "text")
    engine.say(update, run)
    page.wait_for_function("fakeWorker.sent.some(m => m.type === 'ClientsideReturned')")
    assert engine.sent("ClientsideReturned")[0]["value"] == "drawn"


def test_a_callback_waits_for_the_code_of_its_inputs(engine: FakeEngine, page: Page) -> None:
    engine.start([*LAYOUT, dcc.Markdown("# title", id="md")])
    page.evaluate("""() => {
        dash_clientside.app = { drawn: () => document.querySelector('#md h1') !== null };
    }""")
    inputs = [ref("md", "children", engine.nid("md"))]
    answer = answer_to(engine, page, run_clientside(engine, "drawn", inputs=inputs))
    assert answer["type"] == "ClientsideReturned"
    expect(page.locator("#md h1")).to_have_text("title")


def test_a_callback_runs_although_the_code_of_an_input_cannot_be_loaded(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    page.route("**/async-markdown.js", lambda route: route.fulfill(status=404))
    engine.start([*LAYOUT, dcc.Markdown("# title", id="md")])
    page.evaluate("() => { dash_clientside.app = { one: () => 1 } }")
    inputs = [ref("md", "children", engine.nid("md"))]
    assert answer_to(engine, page, run_clientside(engine, "one", inputs=inputs))["value"] == 1
    problems.clear()
