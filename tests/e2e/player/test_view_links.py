"""Links that carry a view: what users have changed in an app, for whoever opens the link."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from pyrt.share.link import read_link
from tests.e2e.playground import Playground, ready_app, run_app

APP = """
from dash import ALL, Dash, Input, Output, callback, dcc, html

calls = []
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Input(id="name", value="world"),
        dcc.Input(id="rows", type="number", value=0),
        html.Div(id="more"),
        html.Div(id="greeting"),
        html.Div(id="texts"),
    ]
)


@callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    calls.append(name)
    return f"Hello, {name}! {len(calls)}"


@callback(Output("more", "children"), Input("rows", "value"))
def insert(rows):
    return [dcc.Input(id={"type": "row", "index": i}, value="new") for i in range(rows or 0)]


@callback(Output("texts", "children"), Input({"type": "row", "index": ALL}, "value"))
def join(texts):
    return "+".join(texts)
"""
ROW = '{"index":1,"type":"row"}'
VIEW: dict[str, dict[str, Any]] = {
    "name": {"value": "Ada"},
    "rows": {"value": 2},
    ROW: {"value": "kept"},
}


def is_that_view(app: FrameLocator) -> None:
    expect(app.locator("#texts")).to_have_text("new+kept")
    expect(app.locator("#greeting")).to_have_text("Hello, Ada! 1")
    expect(app.locator("#name")).to_have_value("Ada")


def copied(page: Page) -> str:
    """The link that "Copy link to this view" copies."""
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    link: str = page.evaluate("navigator.clipboard.readText()")
    return link


def test_the_first_callbacks_find_the_view_and_inserted_components_too(
    page: Page, playground: Playground
) -> None:
    page.goto(playground.link(APP, state=VIEW))
    is_that_view(run_app(page))
    page.reload()
    is_that_view(run_app(page))


def test_what_was_changed_is_in_the_link_that_is_copied(page: Page, playground: Playground) -> None:
    page.goto(playground.link(APP))
    app = run_app(page)
    app.locator("#name").fill("Ada")
    app.locator("#rows").fill("2")
    expect(app.locator("#texts")).to_have_text("new+new")
    app.locator("#more input").nth(1).fill("kept")
    expect(app.locator("#texts")).to_have_text("new+kept")
    link = copied(page)
    assert read_link(link).state == VIEW
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_text("It starts from a saved view.")).to_be_visible()
    app = run_app(page)
    is_that_view(app)
    # What the link brought stays in links that are made of it.
    app.locator("#name").fill("Grace")
    expect(app.locator("#greeting")).to_contain_text("Hello, Grace!")
    assert read_link(copied(page)).state == VIEW | {"name": {"value": "Grace"}}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("False", {}), ("['rows.value']", {"rows": {"value": 2}})],
    ids=["nothing", "one prop"],
)
def test_the_author_says_what_of_it(
    page: Page, playground: Playground, choice: str, expected: dict[str, Any]
) -> None:
    page.goto(playground.link(f"{APP}\napp.share_view = {choice}\n"))
    app = run_app(page)
    app.locator("#name").fill("Ada")
    app.locator("#rows").fill("2")
    expect(app.locator("#texts")).to_have_text("new+new")
    assert read_link(copied(page)).state == expected


def test_a_sealed_link_has_a_sealed_view(page: Page, playground: Playground) -> None:
    page.goto(playground.link(APP, query="?mode=split"))
    page.get_by_role("button", name="Run the app").click()
    app = ready_app(page)
    app.locator("#name").fill("Ada")
    expect(app.locator("#greeting")).to_contain_text("Hello, Ada!")
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("This view").check()
    dialog.get_by_label("Passphrase").fill("open sesame")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_text("Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert read_link(link, passphrase="open sesame").state == {"name": {"value": "Ada"}}
    page.goto("about:blank")
    page.goto(link)
    page.get_by_label("Passphrase").fill("open sesame")
    page.get_by_role("button", name="Open").click()
    app = run_app(page)
    expect(app.locator("#name")).to_have_value("Ada")
    again = copied(page)
    assert read_link(again, passphrase="open sesame").state == {"name": {"value": "Ada"}}


def test_an_app_that_gives_no_view_is_not_believed(page: Page, playground: Playground) -> None:
    lie = "window.__pyrt_frame.view = () => ['no view'];"
    page.goto(playground.link({"app.py": APP, "assets/lie.js": f"onclick = () => {{ {lie} }};"}))
    app = run_app(page)
    app.locator("#greeting").click()
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_text("Not copied: ")).to_be_visible()
