"""What goes wrong while the app runs, and where it is seen (B17-B19)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dash
import pytest
from dash import dcc, html
from playwright.sync_api import Page, expect

from tests.host.fake_engine import FakeEngine, Wire

COUNT = ".test-devtools-error-count"


def app_error(title: str = "Callback error updating out.children", **changes: Any) -> Wire:
    traceback = (
        "Traceback (most recent call last):\n  File ...\nZeroDivisionError: division by zero"
    )
    error = {
        "source": "python",
        "title": title,
        "message": "ZeroDivisionError: division by zero",
        "traceback": traceback,
        **changes,
    }
    return {"type": "AppError", "error": error, "fatal": False}


def test_without_dev_tools_errors_go_to_the_console_and_the_list(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    engine.start(html.Div("x"))
    engine.say(app_error())
    expect(page.locator(".dash-debug-menu")).to_have_count(0)
    assert problems.pop().startswith("Callback error updating out.children\nTraceback")
    assert page.evaluate("pyrt.errors[0].title") == "Callback error updating out.children"


def test_the_dev_tools_count_errors_and_show_their_tracebacks(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    engine.start(html.Div("x"), dev_tools_ui=True)
    expect(page.locator(".dash-debug-menu")).to_be_visible()
    expect(page.locator(COUNT)).to_have_count(0)
    engine.say(app_error("first"))
    engine.say(app_error("second"))
    expect(page.locator(COUNT)).to_have_text("2")
    expect(page.locator(".dash-fe-error__title")).to_have_text(["second", "first"])
    toggle = page.locator(".test-devtools-error-toggle").first
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.click()
    expect(page.locator(".dash-backend-error")).to_contain_text("ZeroDivisionError")
    problems.clear()


def test_the_dev_tools_can_be_used_with_the_keyboard(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    engine.start(html.Div("x"), dev_tools_ui=True)
    engine.say(app_error())
    expect(page.locator(".dash-error-card")).to_have_count(1)
    page.locator(".test-devtools-error-toggle").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dash-backend-error")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".dash-error-card")).to_have_count(0)
    page.locator("#dash-debug-menu__errors-button").press("Enter")
    expect(page.locator(".dash-error-card")).to_have_count(1)
    problems.clear()


def test_the_dev_tools_list_the_callbacks(engine: FakeEngine, page: Page) -> None:
    callback = {
        "id": "out.children",
        "inputs": ["in.value"],
        "outputs": ["out.children"],
        "states": [],
        "clientside": True,
    }
    engine.start(html.Div("x"), dev_tools_ui=True, callbacks=[callback])
    page.get_by_role("button", name="Callbacks").click()
    graph = page.get_by_role("group", name="Callback graph")
    graph.get_by_role("button", name="out.children").click()
    details = page.get_by_role("complementary", name="Callback out.children")
    expect(details).to_contain_text("in.value")


@pytest.fixture
def broken(engine: FakeEngine, page: Page) -> FakeEngine:
    """A page whose library has a component that throws when its title is "bad"."""
    page.evaluate("""() => {
        window.probe_lib = { Probe: ({ title, id }) => {
            if (title === 'bad') throw new Error('cannot draw this');
            return React.createElement('div', { id }, title);
        } };
    }""")
    return engine


class Fragile(html.Div):
    """`probe_lib.Probe`, which throws when its title is "bad"."""

    def to_plotly_json(self) -> dict[str, Any]:
        return {**super().to_plotly_json(), "namespace": "probe_lib", "type": "Probe"}


def test_a_component_that_throws_is_replaced_and_the_others_go_on(
    broken: FakeEngine, page: Page, problems: list[str]
) -> None:
    broken.start([Fragile(id="f", title="bad"), dcc.Input(id="in")], dev_tools_ui=True)
    expect(page.get_by_role("alert")).to_contain_text("cannot draw this")
    expect(page.locator(COUNT)).to_have_text("1")
    expect(page.locator(".dash-fe-error__title")).to_have_text("cannot draw this")
    page.locator("#in").fill("still here")
    assert broken.sent("PropsChanged")[-1]["props"] == {"value": "still here"}
    assert broken.sent("Rendered") != []
    broken.update("f", title="good")
    expect(page.locator("#f")).to_have_text("good")
    problems.clear()


def test_without_dev_tools_the_place_of_a_broken_component_stays_empty(
    broken: FakeEngine, page: Page, problems: list[str]
) -> None:
    broken.start(html.Div(["a", Fragile(title="bad"), "b"], id="box"))
    expect(page.locator("#box")).to_have_text("ab")
    assert "cannot draw this" in problems[0]
    problems.clear()


def test_a_library_that_the_site_does_not_have_is_named(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    engine.start([Fragile(title="x"), html.Div("beside", id="beside")], dev_tools_ui=True)
    expect(page.get_by_role("alert")).to_contain_text("probe_lib is not part of this site")
    expect(page.locator("#beside")).to_have_text("beside")
    problems.clear()


def test_a_library_that_cannot_be_loaded_is_named(
    open_page: Any, page: Page, problems: list[str]
) -> None:
    engine = open_page(components={"probe_lib": ["missing/probe.js"]})
    engine.start(Fragile(title="x"), dev_tools_ui=True)
    expect(page.get_by_role("alert")).to_contain_text("missing/probe.js could not be loaded")
    problems.clear()


def test_an_update_that_makes_no_sense_is_reported_and_answered(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    engine.start(html.Div("x", id="d"))
    engine.update(4711, title="nobody")
    assert "node 4711, which is not there" in problems.pop()
    assert len(engine.sent("Rendered")) == 2
    engine.update("d", children="goes on")
    expect(page.locator("#d")).to_have_text("goes on")


def test_a_component_may_report_an_error_and_go_on(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    engine.start(dcc.Link("click", href="javascript:alert(1)", id="link"))
    assert page.evaluate("pyrt.errors[0].title").startswith("Dangerous link detected")
    expect(page.locator("#link")).to_have_attribute("href", "about:blank")
    problems.clear()


def test_props_of_the_wrong_type_are_reported_by_the_development_build_of_prop_types(
    open_page: Any, page: Page, problems: list[str]
) -> None:
    development = Path(dash.__file__).parent / "deps/prop-types@15.8.1.js"
    page.route("**/prop-types.min.js", lambda route: route.fulfill(path=development))
    engine = open_page()
    engine.start(
        [html.Div(id="d", title=["no", "text"]), "beside"], props_check=True, dev_tools_ui=True
    )
    expect(page.get_by_role("alert")).to_contain_text(
        'Invalid argument `title` passed into Div with ID "d".'
    )
    expect(page.get_by_role("alert")).to_contain_text("Was supplied type `array`.")
    expect(page.locator("#react-entry-point")).to_contain_text("beside")
    problems.clear()
