"""Rebuilds under `pyrt run`: reload, style sheets, failed builds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash import dcc, html
from playwright.sync_api import Page, expect

from tests.host.conftest import OpenPage
from tests.host.fake_engine import FakeEngine

FAKE_EVENTS = """
window.EventSource = class extends EventTarget {
    constructor(url) {
        super();
        window.liveUrl = url;
        window.announce = (name, data) => this.dispatchEvent(new MessageEvent(name, { data }));
        window.loseConnection = () => this.dispatchEvent(new Event('error'));
    }
};
"""
CHOICE = {"type": "choice", "index": 1}
LAYOUT = [
    dcc.Input(id="in"),
    dcc.RadioItems(["x", "y"], id=CHOICE),
    html.Button("go", id="go"),
    dcc.Input(id="gone"),
]


@pytest.fixture
def live(open_page: OpenPage, page: Page) -> FakeEngine:
    """A page under `pyrt run`; the test is the server of its events."""
    page.add_init_script(FAKE_EVENTS)
    return open_page(live="live-events")


def announce(page: Page, name: str, **data: Any) -> None:
    page.evaluate("([name, data]) => announce(name, data)", [name, json.dumps(data)])


def renew(page: Page) -> FakeEngine:
    """The app has changed, the page has not: there is another worker."""
    page.evaluate("() => { fakeWorker.started = null; fakeWorker.sent = []; }")
    announce(page, "app")
    page.wait_for_function("() => fakeWorker.started")
    return FakeEngine(page)


def test_a_reload_keeps_what_was_typed_where_the_component_still_is(
    live: FakeEngine, page: Page
) -> None:
    live.start(LAYOUT)
    assert page.evaluate("liveUrl") == f"{page.url}live-events"
    page.locator("#in").fill("typed")
    page.locator("#gone").fill("lost")
    page.locator("#go").click()
    page.get_by_label("y").click()
    with page.expect_navigation():
        announce(page, "reload")
    again = FakeEngine(page)
    again.start(LAYOUT[:-1])
    expect(page.locator("#in")).to_have_value("typed")
    expect(page.get_by_label("y")).to_be_checked()
    requests = [(r["id"], r["props"]) for r in again.sent("PropsRequested")]
    assert requests == [("in", {"value": "typed"}), (CHOICE, {"value": "y"})]


def test_another_version_of_the_app_takes_the_place_of_the_last_in_the_same_page(
    live: FakeEngine, page: Page
) -> None:
    live.start(LAYOUT)
    page.evaluate("window.samePage = true")
    page.locator("#in").press_sequentially("typed")
    page.locator("#in").press("ArrowLeft")
    again = renew(page)
    # The nodes have other numbers now.
    again.start([html.H1("new"), *LAYOUT[:-1]])
    expect(page.locator("h1")).to_have_text("new")
    expect(page.locator("#gone")).to_have_count(0)
    expect(page.locator("#in")).to_have_value("typed")
    restored = [r["props"] for r in again.sent("PropsRestored")]
    assert restored == [{"value": "typed"}]
    assert again.sent("PropsChanged") == []
    page.keyboard.type("!")
    expect(page.locator("#in")).to_have_value("type!d")
    assert page.evaluate("window.samePage") is True


def test_the_errors_of_a_version_go_with_it(
    live: FakeEngine, page: Page, problems: list[str]
) -> None:
    live.start(LAYOUT, dev_tools_ui=True)
    error = {"source": "python", "title": "Callback error", "message": "", "traceback": ""}
    live.say({"type": "AppError", "error": error, "fatal": False})
    expect(page.locator(".dash-fe-error-item")).to_have_count(1)
    problems.clear()
    again = renew(page)
    expect(page.locator(".dash-fe-error-item")).to_have_count(0)
    assert page.evaluate("pyrt.errors") == []
    again.say({"type": "AppError", "error": error, "fatal": False})
    again.start(LAYOUT, dev_tools_ui=True)
    expect(page.locator(".dash-fe-error-item")).to_have_count(1)
    problems.clear()


def test_another_version_that_cannot_start_leaves_the_page_and_says_why(
    live: FakeEngine, page: Page, problems: list[str]
) -> None:
    live.start(LAYOUT)
    again = renew(page)
    error = {"source": "python", "title": "The app could not be started"}
    again.say(
        {
            "type": "AppError",
            "error": {**error, "message": "m", "traceback": "app.py:3"},
            "fatal": True,
        }
    )
    expect(page.get_by_role("alert")).to_contain_text("app.py:3")
    expect(page.locator("#in")).to_be_visible()
    problems.clear()
    renew(page).start([html.H1("repaired")])
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("repaired")


def test_what_was_typed_outlives_a_page_that_could_not_start(live: FakeEngine, page: Page) -> None:
    live.start(LAYOUT)
    page.locator("#in").fill("typed")
    for _ in range(2):
        with page.expect_navigation():
            announce(page, "reload")
    again = FakeEngine(page)
    again.start(LAYOUT)
    expect(page.locator("#in")).to_have_value("typed")


def test_a_reload_by_hand_starts_afresh(live: FakeEngine, page: Page) -> None:
    live.start(LAYOUT)
    page.locator("#in").fill("typed")
    with page.expect_navigation():
        announce(page, "reload")
    page.reload()
    again = FakeEngine(page)
    again.start(LAYOUT)
    expect(page.locator("#in")).to_have_value("")


def test_a_changed_style_sheet_is_exchanged_without_a_reload(
    open_page: OpenPage, page: Page
) -> None:
    colours = ["red", "green"]
    page.route(
        "**/assets/app.css*",
        lambda route: route.fulfill(
            body=f"body {{ color: {colours.pop(0)}; }}", content_type="text/css"
        ),
    )
    page.add_init_script(FAKE_EVENTS)
    engine = open_page(live="live-events", head='<link rel="stylesheet" href="assets/app.css?m=1">')
    engine.start(html.Div("x", id="d"))
    expect(page.locator("#d")).to_have_css("color", "rgb(255, 0, 0)")
    announce(page, "css", files=["assets/app.css"])
    expect(page.locator("#d")).to_have_css("color", "rgb(0, 128, 0)")
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)


def test_a_failed_build_is_shown_over_the_app_that_goes_on(
    live: FakeEngine, page: Page, problems: list[str]
) -> None:
    live.start(LAYOUT)
    announce(page, "error", title="The app cannot be built", message="app.py:3: invalid syntax")
    expect(page.get_by_role("alert")).to_contain_text("app.py:3: invalid syntax")
    page.locator("#in").fill("still works")
    announce(page, "css", files=[])
    expect(page.get_by_role("alert")).to_have_count(0)
    assert problems.pop() == "The app cannot be built\napp.py:3: invalid syntax"


def test_a_lost_connection_is_no_failed_build(live: FakeEngine, page: Page) -> None:
    live.start(LAYOUT)
    page.evaluate("loseConnection()")
    expect(page.get_by_role("alert")).to_have_count(0)
