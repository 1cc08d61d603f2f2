"""The app is there before Python is, and what is done to it then is not lost.

The worker is held back by its archive of the app, so that a test can look at the painted page.
An app that shows `sys.platform` is another in the browser than on the build's machine.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from tests.unit.site_helpers import write_files

HEAD = """
import sys
from dash import Dash, Input, Output, State, callback, clientside_callback, ctx, dcc, html

app = Dash(__name__)
heard = []
"""
FORM = (
    HEAD
    + """
app.layout = html.Div([
    dcc.Input(id="text", value="start"),
    dcc.Dropdown(["red", "green"], id="colour"),
    html.Button("Go", id="go"),
    *[html.P(id=f"{name}-out") for name in ("text", "colour", "go")],
])


@callback(Output("text-out", "children"), Input("text", "value"))
def show_text(value):
    return f"text: {value}"


@callback(Output("colour-out", "children"), Input("colour", "value"))
def show_colour(value):
    return f"colour: {value}"


@callback(Output("go-out", "children"), Input("go", "n_clicks"))
def count(n):
    heard.append((n, ctx.triggered_id))
    return str(heard)
"""
)


def start_held(
    app: PyrtApp, script: str | None, path: str = "", **files: str
) -> Callable[[], None]:
    """Open the app without its Python; the answer lets it go on and waits until it is idle."""
    held: list[Route] = []
    context = app.page.context

    def is_app(url: str) -> bool:
        return "/_pyrt/app.zip" in url

    context.route(is_app, lambda route: held.append(route))
    with app.page.expect_request(lambda request: is_app(request.url)):
        app.start_app(script, files=files or None, path=path, ready=False)
    app.page.wait_for_selector("html[data-pyrt-painted]", state="attached")
    assert app.page.get_attribute("html", "data-pyrt") == "loading"

    def go_on() -> None:
        for route in held:
            route.continue_()
        context.unroute(is_app)
        app.wait_for_ready()
        app.wait_for_idle()

    return go_on


def mark(app: PyrtApp, *ids: str) -> None:
    app.page.evaluate("ids => { for (const id of ids) document.getElementById(id).old = 1 }", ids)


def marked(app: PyrtApp, *ids: str) -> list[bool]:
    """Which of them are still the elements that they were."""
    script = "ids => ids.map((id) => document.getElementById(id).old === 1)"
    found: list[bool] = app.page.evaluate(script, ids)
    return found


def told(app: PyrtApp) -> list[str]:
    return [line for line in app.page_errors.console if "had painted" in line]


def test_what_is_typed_chosen_and_clicked_early_counts(pyrt_app: PyrtApp) -> None:
    go_on = start_held(pyrt_app, FORM)
    page = pyrt_app.page
    assert page.inner_text("#text-out") == "text: start"
    assert page.inner_text("#go-out") == "[(None, None)]"
    mark(pyrt_app, "text", "go", "colour-out")
    page.press("#text", "End")
    page.type("#text", "ed")
    for _ in range(3):
        page.click("#go")
    pyrt_app.select_dcc_dropdown("#colour", "green")
    page.focus("#text")
    assert page.input_value("#text") == "started"
    go_on()
    assert page.inner_text("#text-out") == "text: started"
    assert page.inner_text("#colour-out") == "colour: green"
    assert page.inner_text("#go-out") == "[(None, None), (1, 'go'), (2, 'go'), (3, 'go')]"
    assert pyrt_app.get_prop("go", "n_clicks") == 3
    assert marked(pyrt_app, "text", "go", "colour-out") == [True] * 3
    assert page.evaluate("document.activeElement.id") == "text"
    assert told(pyrt_app) == []
    page.click("#go")
    pyrt_app.wait_for_idle()
    assert pyrt_app.get_prop("go", "n_clicks") == 4


def test_where_values_differ_they_are_set_and_nothing_else_moves(pyrt_app: PyrtApp) -> None:
    script = FORM.replace('f"text: {value}"', 'f"{sys.platform}: {value}"')
    script = script.replace("app.layout = html.Div([", "app.layout = html.Div([sys.platform, ")
    go_on = start_held(pyrt_app, script)
    assert "emscripten" not in pyrt_app.page.inner_text("body")
    mark(pyrt_app, "text", "text-out")
    pyrt_app.page.fill("#text", "typed")
    pyrt_app.page.click("#go")
    go_on()
    assert pyrt_app.page.inner_text("#react-entry-point").startswith("emscripten")
    assert pyrt_app.page.inner_text("#text-out") == "emscripten: typed"
    assert pyrt_app.page.input_value("#text") == "typed"
    assert pyrt_app.get_prop("go", "n_clicks") == 1
    assert marked(pyrt_app, "text", "text-out") == [True, True]
    assert len(told(pyrt_app)) == 1
    assert "children of Div" in told(pyrt_app)[0]


def test_where_components_differ_what_was_typed_follows_the_id(pyrt_app: PyrtApp) -> None:
    more = '*[html.P(sys.platform) for _ in range(sys.platform == "emscripten")], '
    script = FORM.replace('    html.Button("Go"', f'    {more}html.Button("Go"')
    go_on = start_held(pyrt_app, script)
    page = pyrt_app.page
    # The nodes before the difference keep their numbers; those after it get others.
    mark(pyrt_app, "text", "go")
    page.fill("#text", "typed")
    page.click("#go")
    page.click("#go")
    pyrt_app.select_dcc_dropdown("#colour", "red")
    page.focus("#go")
    go_on()
    assert "emscripten" in page.inner_text("#react-entry-point")
    assert page.inner_text("#text-out") == "text: typed"
    assert page.inner_text("#colour-out") == "colour: red"
    assert page.inner_text("#go-out").endswith("(1, 'go'), (2, 'go')]")
    assert pyrt_app.get_prop("go", "n_clicks") == 2
    assert page.evaluate("document.activeElement.id") == "go"
    assert len(told(pyrt_app)) == 1


def test_an_app_that_cannot_run_at_the_build_starts_without_paint(
    pyrt_app: PyrtApp, tmp_path: Path
) -> None:
    write_files(tmp_path, {"app.py": "import js\n" + FORM})
    result = build_site(tmp_path / "app.py", tmp_path / "site")
    assert any("could not run the app" in warning for warning in result.warnings)
    with SiteServer({"": tmp_path / "site"}) as server:
        pyrt_app.wait_for_page(server.url)
    assert pyrt_app.page.inner_text("#text-out") == "text: start"
    assert pyrt_app.page.get_attribute("html", "data-pyrt-painted") is None


def test_a_callback_that_fails_at_the_build_leaves_the_layout(
    pyrt_app: PyrtApp, tmp_path: Path
) -> None:
    script = FORM.replace("    heard.append", "    import js\n    heard.append")
    write_files(tmp_path, {"app.py": script})
    result = build_site(tmp_path / "app.py", tmp_path / "site")
    (warning,) = result.warnings
    assert "the first paint ends early" in warning
    assert "No module named 'js'" in warning
    with SiteServer({"": tmp_path / "site"}) as server:
        pyrt_app.wait_for_page(server.url)
    assert pyrt_app.page.inner_text("#go-out") == "[(None, None)]"
    assert pyrt_app.page.get_attribute("html", "data-pyrt-painted") == ""
    assert told(pyrt_app) == []


PAGES = {
    "app.py": "import dash\nfrom dash import html\napp = dash.Dash(__name__, use_pages=True)\n"
    'app.layout = html.Div([html.H1("Site"), dash.page_container])\n',
    "pages/home.py": "import dash\nfrom dash import html\ndash.register_page(__name__, path='/')\n"
    'layout = html.P("home")\n',
    "pages/far.py": """
import dash
from dash import Input, Output, callback, dcc, html
dash.register_page(__name__, path="/very/far")
def layout(who="nobody", **_):
    return html.Div([html.P(f"for {who}", id="who"), dcc.Input(id="t"), html.P(id="far-out")])
@callback(Output("far-out", "children"), Input("t", "value"))
def show(value):
    return f"far: {value}"
""",
}


def test_each_page_is_painted_at_its_own_address(pyrt_app: PyrtApp) -> None:
    go_on = start_held(pyrt_app, None, "very/far/", **PAGES)
    page = pyrt_app.page
    assert page.inner_text("#who") == "for nobody"
    assert page.inner_text("#far-out") == "far: None"
    mark(pyrt_app, "t", "who")
    page.type("#t", "x")
    go_on()
    assert page.inner_text("#far-out") == "far: x"
    assert marked(pyrt_app, "t", "who") == [True, True]
    assert told(pyrt_app) == []


def test_what_depends_on_the_query_is_not_painted(pyrt_app: PyrtApp) -> None:
    go_on = start_held(pyrt_app, None, "very/far/?who=you", **PAGES)
    assert pyrt_app.page.inner_text("#react-entry-point").strip() == "Site"
    go_on()
    assert pyrt_app.page.inner_text("#who") == "for you"
    assert told(pyrt_app) == []


def test_values_that_the_browser_keeps_are_in_the_first_paint(pyrt_app: PyrtApp) -> None:
    script = FORM.replace('id="text", value="start"', 'id="text", value="start", persistence=True')
    pyrt_app.start_app(script)
    pyrt_app.page.fill("#text", "kept")
    pyrt_app.wait_for_text_to_equal("#text-out", "text: kept")
    pyrt_app.wait_for_idle()
    go_on = start_held(pyrt_app, script)
    assert pyrt_app.page.input_value("#text") == "kept"
    # What callbacks make of it, the build could not know.
    assert pyrt_app.page.inner_text("#text-out") == ""
    go_on()
    assert pyrt_app.page.input_value("#text") == "kept"
    assert pyrt_app.page.inner_text("#text-out") == "text: kept"


def test_clientside_callbacks_run_when_python_is_there(pyrt_app: PyrtApp) -> None:
    script = FORM + (
        'app.layout.children.append(html.P(id="client"))\n'
        'clientside_callback("(n) => `${n ?? 0} clicks`", '
        'Output("client", "children"), Input("go", "n_clicks"))\n'
    )
    go_on = start_held(pyrt_app, script)
    pyrt_app.page.click("#go")
    go_on()
    assert pyrt_app.page.inner_text("#client") == "1 clicks"
    assert pyrt_app.page.inner_text("#go-out") == "[(None, None), (1, 'go')]"
    assert told(pyrt_app) == []


def test_a_failing_start_is_told_over_the_painted_app(pyrt_app: PyrtApp) -> None:
    pyrt_app.expect_error(".")
    held: list[Route] = []
    is_painted = False

    def refuse(route: Route) -> None:
        # Over a failure that comes first nothing is painted.
        if is_painted:
            route.fulfill(status=404)
        else:
            held.append(route)

    pyrt_app.page.context.route(lambda url: "/_pyrt/app.zip" in url, refuse)
    pyrt_app.start_app(FORM, ready=False)
    pyrt_app.page.wait_for_selector("html[data-pyrt-painted]")
    is_painted = True
    for route in held:
        route.fulfill(status=404)
    pyrt_app.page.wait_for_selector("html[data-pyrt=failed]")
    assert "app.zip" in pyrt_app.page.inner_text(".pyrt-boot-failure--over")
    assert pyrt_app.page.inner_text("#text-out") == "text: start"


@pytest.fixture
def without_javascript(browser: Browser) -> Callable[[str], str]:
    """The text of a page where no script runs."""

    def text(url: str) -> str:
        with browser.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            page.goto(url)
            return page.inner_text("body")

    return text


def test_people_without_javascript_can_read(
    pyrt_app: PyrtApp, without_javascript: Callable[[str], str]
) -> None:
    pyrt_app.start_app(None, files=PAGES)
    home = without_javascript(pyrt_app.server_url)
    assert " ".join(home.split()) == "Site home This app needs JavaScript to answer."
    far = without_javascript(f"{pyrt_app.server_url}very/far/")
    assert "for nobody" in far
    assert "far: None" in far
    assert "Loading" not in far
