"""Background callbacks in a real page, with real workers (rules N, J7)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pyrt.testing.app import PyrtApp

APP = Path(__file__).parent / "apps/background.py"
TIMEOUT_MS = 30_000
"""A worker of its own takes seconds to start on a busy machine."""

HEAR = """
() => {
  window.heard = [];
  const what = {childList: true, characterData: true, subtree: true, attributes: true};
  const hear = (id, read) => {
    const element = document.getElementById(id);
    new MutationObserver(() => heard.push(read(element))).observe(element, what);
  };
  hear("side", (side) => side.textContent);
  hear("bar", (bar) => `bar ${bar.getAttribute("value")}`);
}
"""


@pytest.fixture
def app(pyrt_app: PyrtApp, tmp_path: Path) -> PyrtApp:
    # The build runs the app, and there its cache is a folder beside it.
    pyrt_app.start_app(shutil.copy(APP, tmp_path))
    return pyrt_app


def shows(page: Page, name: str, text: str) -> None:
    expect(page.locator(f"#{name}-out")).to_have_text(text, timeout=TIMEOUT_MS)


def test_a_job_reports_progress_is_cancelled_superseded_and_leaves_the_page_alone(
    app: PyrtApp,
) -> None:
    page = app.page
    page.evaluate(HEAR)
    page.click("#other")
    shows(page, "other", "1 calls 1")

    # Progress and set_props come while it runs, all of them, in order (J7, N5).
    page.click("#steps")
    expect(page.locator("#steps")).to_have_class("running")
    shows(page, "steps", "steps 1 calls 0")
    app.wait_for_idle()
    assert page.evaluate("heard.filter((text) => text.startsWith('step'))") == [
        f"step {step}" for step in (1, 2, 3)
    ]
    assert page.evaluate("heard.filter((text) => text.startsWith('bar'))") == [
        *(f"bar {step}" for step in (1, 2, 3)),
        "bar 0",
    ]
    expect(page.locator("#steps")).to_have_class("")

    # Two jobs at once, one of which never ends: the page and other callbacks do not mind.
    page.click("#steps")
    expect(page.locator("#bar")).to_have_attribute("value", "1", timeout=TIMEOUT_MS)
    page.click("#loop")
    expect(page.locator("#side")).to_have_text("loop 1", timeout=TIMEOUT_MS)
    page.click("#other")
    shows(page, "other", "2 calls 2")

    # A new request ends the job of the old one (N7).
    page.click("#loop")
    expect(page.locator("#side")).to_have_text("loop 2", timeout=TIMEOUT_MS)
    expect(page.locator("#loop")).to_have_class("running")

    # One button cancels both (N8).
    page.click("#cancel")
    app.wait_for_idle()
    expect(page.locator("#loop")).to_have_class("")
    expect(page.locator("#steps")).to_have_class("")
    expect(page.locator("#bar")).to_have_attribute("value", "0")
    shows(page, "steps", "steps 1 calls 0")
    shows(page, "loop", "-")

    page.click("#loop")
    shows(page, "loop", "came to an end")


def test_results_are_kept_and_errors_are_told(app: PyrtApp) -> None:
    page = app.page
    # cache_by, with an argument that does not count (N9).
    page.click("#cached")
    shows(page, "cached", "computed at click 1")
    page.click("#cached")
    app.wait_for_idle()
    shows(page, "cached", "computed at click 1")
    page.click("#renew")
    shows(page, "renew", "renewed")
    page.click("#cached")
    shows(page, "cached", "computed at click 3")

    # An async function, no_update, an error, and one that a handler takes (N6, K3).
    page.click("#fail")
    app.wait_for_idle()
    shows(page, "fail", "-")
    app.expect_error("out of paper")
    page.click("#fail")
    app.wait_for_idle()
    assert app.errors[0]["title"] == "Callback error updating fail-out.children"
    assert app.errors[0]["message"].startswith(
        "An error occurred inside a background callback: out of paper"
    )
    assert 'background.py", line' in app.errors[0]["traceback"]
    page.click("#handled")
    shows(page, "handled", "handled: An error occurred inside a background callback: out of paper")
    expect(page.locator("#side")).to_have_text("BackgroundCallbackError")

    # A job without memory is an error like any other, and the next one runs.
    app.expect_error("MemoryError")
    page.click("#memory")
    app.wait_for_idle()
    assert "more memory" in app.errors[1]["message"]
    page.click("#memory")
    shows(page, "memory", "there is memory again")


def test_progress_and_set_props_may_be_patches(app: PyrtApp) -> None:  # N10
    page = app.page
    page.evaluate("window.first = document.querySelector('#marks li')")
    page.click("#patches")
    shows(page, "patches", "patched")
    app.wait_for_idle()
    for name in ("marks", "notes"):
        expect(page.locator(f"#{name} li")).to_have_text([f"{name} {step}" for step in range(4)])
    assert page.evaluate("first === document.querySelector('#marks li')"), "not drawn anew"


def test_without_a_manager_a_background_callback_says_what_to_do(pyrt_app: PyrtApp) -> None:
    pyrt_app.expect_error("requires a manager")  # N2
    pyrt_app.start_app(
        """
from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.P("-", id="out")])


@callback(Output("out", "children"), Input("go", "n_clicks"), background=True)
def work(n):
    return "worked"
"""
    )
    assert "DiskcacheManager()" in pyrt_app.errors[0]["message"]
