"""The dev tools beside Dash's own: what scripts and tests find in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.differential.case import Case
from tests.differential.servers import PyrtSites, real_dash, write_case

Both = tuple[Page, Page]
OpenBoth = Callable[[str], Both]


@pytest.fixture
def open_both(browser: Browser, tmp_path: Path) -> Iterator[OpenBoth]:
    """Opens a script under real Dash and under pyrt, with dev tools."""
    apps = tmp_path / "apps"
    apps.mkdir()
    context = browser.new_context()
    # hooks are of a process: each test has its own server.
    with real_dash(apps, "tools") as dash_url, PyrtSites(apps, tmp_path / "sites") as sites:

        def open_both(source: str) -> Both:
            case = Case("app", "", source, (), frozenset(), fresh=True)
            write_case(case, apps / "app")
            pages = (context.new_page(), context.new_page())
            for page, url in zip(pages, (dash_url, sites.build(case)), strict=True):
                page.goto(f"{url}/app/")
            return pages

        yield open_both
        context.close()


CUSTOM = """
import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, State, callback, hooks, html

hooks.devtool("dash_bootstrap_components", "Button",
              {"id": "tool", "children": "count", "n_clicks": 0}, position="left")
hooks.devtool("dash_html_components", "Span", lambda: {"id": "told", "children": "nothing yet"})

app = Dash(__name__, suppress_callback_exceptions=True)
app.layout = html.Div([html.Button("go", id="go"), html.Ol(id="seen")])
seen = []

@callback(Output("seen", "children"), Input("tool", "n_clicks", allow_optional=True),
          Input("go", "n_clicks"))
def count(tool, go):
    seen.append(f"{tool} {go}")
    return [html.Li(text) for text in seen]

@callback(Output("told", "children"), Input("seen", "children"),
          State("tool", "children", allow_optional=True), prevent_initial_call=True)
def tell(children, label):
    return f"{label}: {len(children)}"

if __name__ == "__main__":
    app.run(debug=True)
"""


def bar(page: Page) -> list[str]:
    """What stands in the bar that both have, in order."""
    found: list[str] = page.evaluate(
        """() => ['tool', 'dash-debug-menu__errors-button',
            'dash-debug-menu__callback-graph-button', 'told'].sort((a, b) => {
                const [x, y] = [a, b].map((id) => document.getElementById(id));
                return x.compareDocumentPosition(y) & 4 ? -1 : 1;
            })"""
    )
    return found


def test_components_of_the_app_stand_in_the_bar_and_in_callbacks(open_both: OpenBoth) -> None:  # S7
    traces: list[list[Any]] = []
    for page in open_both(CUSTOM):
        told, seen = page.locator("#told"), page.locator("#seen")
        trace: list[Any] = []

        def look(told: Any = told, seen: Any = seen, trace: list[Any] = trace) -> None:
            trace.append((told.inner_text(), seen.inner_text()))

        expect(page.locator(".dash-debug-menu__outer #tool")).to_have_class("btn btn-primary")
        trace.append(bar(page))
        for clicks in (1, 2):
            page.click("#tool")
            expect(seen).to_contain_text(f"{clicks} ")
            look()
        page.click("#go")
        expect(seen).to_contain_text("2 1")
        look()
        traces.append(trace)
    dash, pyrt = traces
    assert dash == pyrt
