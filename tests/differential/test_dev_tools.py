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
    with real_dash(apps, "tools") as dash, PyrtSites(apps, tmp_path / "sites") as sites:

        def open_both(source: str) -> Both:
            case = Case("app", "", source, (), frozenset(), fresh=True)
            write_case(case, apps / "app")
            pages = (context.new_page(), context.new_page())
            for page, url in zip(pages, (dash.flask, sites.build(case)), strict=True):
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
            expect(told).to_have_text(f"count: {clicks + 1}")
            look()
        page.click("#go")
        expect(seen).to_contain_text("2 1")
        expect(told).to_have_text("count: 4")
        look()
        traces.append(trace)
    dash, pyrt = traces
    assert dash == pyrt


BROKEN = """
from dash import Dash, Input, Output, callback, clientside_callback, html

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.P(id="one"), html.P(id="two")])

@callback(Output("one", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
def fail(clicks):
    raise ValueError("from Python")

@callback(Output("nowhere", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
def validated(clicks):
    return clicks

clientside_callback(
    "() => { throw new Error('from JavaScript, with a message of more than forty letters') }",
    Output("two", "children"), Input("go", "n_clicks"), prevent_initial_call=True)

if __name__ == "__main__":
    app.run(debug=True)
"""

READ = {
    "bar": "dash-debug-menu__outer dash-debug-menu__outer--expanded dash-debug-menu__content "
    "dash-debug-menu__button dash-debug-menu__toggle dash-debug-menu__toggle--expanded",
    "errors": "test-devtools-error-count dash-debug-menu__error-count dash-debug-menu__popup "
    "dash-debug-menu__button--selected dash-error-card dash-error-card--container "
    "dash-error-card__topbar dash-error-card__message dash-error-card__list "
    "dash-error-card__content test-devtools-error-toggle dash-fe-error-item dash-fe-error__title "
    "dash-fe-error__timestamp dash-fe-error__icon-x",
    "opened errors": "error-container dash-backend-error dash-be-error__st dash-be-error__str "
    "dash-fe-error__st dash-fe-error__info dash-fe-error__curved",
    "graph": "dash-callback-dag--container",
    "collapsed": "dash-debug-menu__outer--collapsed dash-debug-menu__toggle--collapsed "
    "dash-debug-menu__error-indicator",
}
"""What dash.testing, Dash's own integration tests and those of apps look for, by state."""

NOT_HERE = {
    "dash-debug-menu__icon": "a picture beside each word",
    "dash-debug-menu__divider": "lines between the parts of the bar",
    "dash-debug-menu__status": "there is no server to be connected with",
    "dash-debug-menu__button--cold": "the same",
    "dash-debug-menu__version": "Dash's version, and whether there is a newer one",
    "percy-hide": "for the screenshots that Dash takes of itself",
    "percy-show": "the same",
    "dash-callback-dag--layoutSelector": "the graph has one layout",
}


def classes(page: Page) -> set[str]:
    """Of Dash's dev tools, in their bar and in what is open above it."""
    found: list[str] = page.evaluate(
        """() => {
            const bar = document.querySelector('.dash-debug-menu__outer');
            return [bar, ...bar.querySelectorAll('*')].flatMap(({ classList }) => [...classList]);
        }"""
    )
    return {name for name in found if name.startswith(("dash-", "test-", "error-", "percy-"))}


def states(page: Page) -> dict[str, set[str]]:
    """The classes in each state that a user can bring about."""
    seen = {"bar": set[str]()}
    count = page.locator(".test-devtools-error-count")
    # The id that is nowhere in the layout is told at once, in both: the list is open.
    expect(count).to_have_text("1")
    page.click("#dash-debug-menu__errors-button")
    expect(page.locator(".dash-error-card")).to_have_count(0)
    seen["bar"] = classes(page)
    page.click("#go")
    expect(count).to_have_text("3")
    toggles = page.locator(".test-devtools-error-toggle")
    expect(toggles).to_have_count(3)
    seen["errors"] = classes(page)
    for toggle in toggles.all():
        toggle.click()
    expect(page.locator(".error-container")).to_have_count(3)
    seen["opened errors"] = classes(page)
    page.click("#dash-debug-menu__callback-graph-button")
    expect(page.locator(".dash-callback-dag--container")).to_be_visible()
    seen["graph"] = classes(page)
    page.click("#dash-debug-menu__callback-graph-button")
    page.click(".dash-debug-menu__toggle")
    expect(page.locator(".dash-debug-menu__content")).to_have_count(0)
    seen["collapsed"] = classes(page)
    return seen


def test_the_class_names_are_those_of_dash(open_both: OpenBoth) -> None:
    dash, pyrt = (states(page) for page in open_both(BROKEN))
    missing: set[str] = set()
    for state, names in READ.items():
        assert set(names.split()) <= dash[state], f"{state}: Dash has others"
        assert set(names.split()) <= pyrt[state], state
        missing |= dash[state] - pyrt[state]
    assert missing == NOT_HERE.keys()
