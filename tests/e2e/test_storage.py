"""What the browser stores for an app: dcc.Store and persisted props, over reloads and in tabs."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pyrt.testing.app import PyrtApp

SOURCE = """
from dash import Dash, Input, Output, dcc, html

app = Dash(__name__)
KINDS = ("memory", "session", "local")
app.layout = html.Div(
    [
        *[
            dcc.Input("original", id=f"in-{kind}", persistence=True, persistence_type=kind)
            for kind in KINDS
        ],
        *[dcc.Store(f"store-{kind}", kind) for kind in KINDS],
        html.Button("write", id="write"),
        html.P(id="seen"),
        html.P(id="stores"),
    ]
)


@app.callback(
    *[Output(f"store-{kind}", "data") for kind in KINDS],
    Input("write", "n_clicks"),
    prevent_initial_call=True,
)
def write(clicks):
    return [clicks] * 3


@app.callback(Output("seen", "children"), *[Input(f"in-{kind}", "value") for kind in KINDS])
def seen(*values):
    return ", ".join(values)


@app.callback(Output("stores", "children"), *[Input(f"store-{kind}", "data") for kind in KINDS])
def stores(*values):
    return str(values)
"""


@pytest.fixture(autouse=True)
def opened(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(SOURCE)


def fill(page: Page, text: str) -> None:
    for kind in ("memory", "session", "local"):
        page.locator(f"#in-{kind}").fill(text)


def rested(page: Page) -> None:
    page.evaluate("pyrt.ready.then(() => pyrt.idle())")


def test_each_kind_of_storage_lasts_as_long_as_it_should(pyrt_app: PyrtApp) -> None:
    """R4, R6, Q1"""
    page = pyrt_app.page
    fill(page, "typed")
    page.locator("#write").click()
    expect(page.locator("#seen")).to_have_text("typed, typed, typed")
    expect(page.locator("#stores")).to_have_text("(1, 1, 1)")
    rested(page)
    page.reload()
    expect(page.locator("#seen")).to_have_text("original, typed, typed")
    expect(page.locator("#stores")).to_have_text("(None, 1, 1)")

    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("#seen")).to_have_text("original, original, typed")
    expect(other.locator("#stores")).to_have_text("(None, None, 1)")
    rested(other)
    # The storage event of the other tab: local stores follow each other.
    page.locator("#write").click()
    page.locator("#write").click()
    expect(page.locator("#stores")).to_have_text("(2, 2, 2)")
    expect(other.locator("#stores")).to_have_text("(None, None, 2)")
    rested(other)
    other.close()


@pytest.mark.expect_console_error("Persisted props may be lost")
def test_a_full_storage_is_reported_and_the_value_lasts_with_the_page(pyrt_app: PyrtApp) -> None:
    """R5"""
    page = pyrt_app.page
    full = "() => { throw new DOMException('full', 'QuotaExceededError'); }"
    page.evaluate(f"() => {{ Storage.prototype.setItem = {full}; }}")
    page.locator("#in-local").fill("x")
    expect(page.locator("#seen")).to_have_text("original, original, x")
    errors: list[dict[str, Any]] = page.evaluate("pyrt.errors")
    assert [error["title"] for error in errors] == [
        "in-local.value.true failed to save in localStorage. Persisted props may be lost."
    ]
    assert "Make room in the storage" in errors[0]["message"]
