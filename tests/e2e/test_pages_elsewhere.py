"""Apps with several pages where the page's address is not theirs: from a link, and in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from pyrt.build.single_file import build_single_file
from pyrt.share.link import make_fragment
from pyrt.testing.page_errors import PageErrors
from tests.e2e.playground import Playground, ready_app, run_app, shared_app
from tests.unit.site_helpers import write_files

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

APP = {
    "app.py": """
from dash import (
    Dash, Input, Output, State, callback, clientside_callback, dcc, get_relative_path, html,
    page_container,
)

app = Dash(__name__, use_pages=True, title="The site")
app.layout = html.Main([
    dcc.Location(id="url", refresh="callback-nav"),
    dcc.Location(id="reload", refresh=True),
    dcc.Store(id="visits", storage_type="session", data=0),
    html.Nav([
        dcc.Link("link", href=get_relative_path("/about"), id="link"),
        dcc.Link("reloading", href="/about", refresh=True, id="reloading"),
        dcc.Link("to an item", href="/items/7?size=2", id="to-item"),
        html.A("anchor", href="/items/9", id="anchor"),
        html.A("below", href="#foot", id="below"),
        dcc.Markdown("[text](/items/3)", id="text-link"),
        html.Button("by callback", id="go"),
        html.Button("by reloading callback", id="go-anew"),
        html.Button("back", id="back"),
        html.Button("count", id="count"),
    ]),
    html.P(id="seen"), html.P(id="counted"), html.P(id="asked"),
    page_container,
    html.Footer("foot", id="foot", style={"marginTop": "3000px"}),
])


@callback(
    Output("seen", "children"), Input("url", "pathname"), Input("url", "search"),
    Input("url", "hash"),
)
def see(*parts):
    return " ".join(map(str, parts))


@callback(Output("url", "href"), Input("go", "n_clicks"), prevent_initial_call=True)
def go(n):
    return "/items/8?size=3#part"


@callback(Output("reload", "pathname"), Input("go-anew", "n_clicks"), prevent_initial_call=True)
def go_anew(n):
    return "/about"


@callback(
    Output("visits", "data"), Output("counted", "children"), Input("count", "n_clicks"),
    State("visits", "data"),
)
def count(n, visits):
    return (visits or 0) + (n or 0), f"{n} clicks, {visits} kept"


clientside_callback(
    "() => { window.history.back(); return window.dash_clientside.no_update }",
    Output("back", "title"), Input("back", "n_clicks"), prevent_initial_call=True,
)
clientside_callback(
    "(path) => `${location.pathname}${where()}`",
    Output("asked", "children"), Input("url", "pathname"),
)
""",
    "assets/where.js": "window.where = () => window.location.search;",
    "pages/home.py": """
from dash import html, register_page
register_page(__name__, path="/", title="Home", description="The first page")
layout = html.H1("Home")
""",
    "pages/about.py": """
from dash import Input, Output, callback, dcc, html, register_page
register_page(__name__, title="About", description="All about it", redirect_from=["/old"])
def layout(start="nothing", **others):
    return [html.H1("About"), dcc.Input(id="text", value=start), html.P(id="echo")]
@callback(Output("echo", "children"), Input("text", "value"))
def echo(text):
    return f"echo: {text}"
""",
    "pages/item.py": """
from dash import html, register_page
register_page(__name__, path_template="/items/<key>", title=lambda key=None: f"Item {key}")
def layout(key=None, size=1, **query):
    return html.H1(f"Item {key}, {size}")
""",
}

Where = Page | FrameLocator
"""The app: the page itself, or a frame in it."""


def has_gone_through_its_pages(page: Page, app: Where, address: Callable[[str], str]) -> None:
    """The same steps, wherever the app is; `address` is that of the page when the app is at a path.

    Begins at `/`, with nothing behind it in the history that the app has made; ends there.
    """
    heading, seen = app.locator("h1"), app.locator("#seen")
    expect(heading).to_have_text("Home")
    expect(page).to_have_title("Home")
    expect(seen).to_have_text("/  ")

    app.locator("#count").click()
    expect(app.locator("#counted")).to_have_text("1 clicks, 0 kept")
    app.locator("#link").click()
    expect(app.locator("#echo")).to_have_text("echo: nothing")
    expect(page).to_have_title("About")
    expect(page).to_have_url(address("/about"))
    expect(app.locator("#asked")).to_have_text(re.compile("/about$"))
    expect(app.locator("#counted")).to_have_text("1 clicks, 0 kept")

    app.locator("#go").click()
    expect(heading).to_have_text("Item 8, 3")
    expect(page).to_have_title("Item 8")
    expect(seen).to_have_text("/items/8 ?size=3 #part")
    expect(page).to_have_url(address("/items/8?size=3#part"))
    expect(app.locator("#asked")).to_have_text(re.compile(r"/items/8\?size=3$"))

    page.go_back()
    expect(heading).to_have_text("About")
    expect(page).to_have_url(address("/about"))
    expect(seen).to_have_text("/about  ")
    page.go_forward()
    expect(heading).to_have_text("Item 8, 3")
    app.locator("#back").click()
    expect(heading).to_have_text("About")

    app.locator("#below").click()
    expect(seen).to_have_text("/about  #foot")
    expect(app.locator("#foot")).to_be_in_viewport()
    page.go_back()
    expect(seen).to_have_text("/about  ")
    page.go_back()
    expect(heading).to_have_text("Home")
    expect(app.locator("#counted")).to_have_text("1 clicks, 0 kept")


def is_loaded_anew(page: Page, app: Where, address: Callable[[str], str]) -> None:
    """Python and page begin again; what is kept for the session is there."""
    heading, counted = app.locator("h1"), app.locator("#counted")
    for link, found, path in (
        ("#reloading", "About", "/about"),
        ("#text-link a", "Item 3, 1", "/items/3"),
        ("#anchor", "Item 9, 1", "/items/9"),
        ("#go-anew", "About", "/about"),
    ):
        before = counted.text_content()
        app.locator("#count").click()
        expect(counted).not_to_have_text(str(before))
        app.locator(link).click()
        expect(counted).to_have_text(re.compile("^None clicks, [1-9] kept"), timeout=60_000)
        expect(heading).to_have_text(found)
        expect(page).to_have_url(address(path))


@pytest.fixture
def checked(page: Page) -> Iterator[Page]:
    errors = PageErrors()
    errors.listen(page)
    yield page
    errors.check()


def test_an_app_from_a_link_has_pages(checked: Page, playground: Playground) -> None:
    page = checked
    link = make_fragment(shared_app(APP))

    def address(path: str) -> str:
        return f"{playground.url}#{path if path != '/' else ''}{'#' * (path != '/')}{link}"

    page.goto(address("/"))
    app = run_app(page)
    has_gone_through_its_pages(page, app, address)
    is_loaded_anew(page, app, address)

    # The link in the address leads to the page.
    page.goto("about:blank")
    page.goto(address("/items/5?size=4#x"))
    app = run_app(page)
    expect(app.locator("h1")).to_have_text("Item 5, 4")
    expect(app.locator("#seen")).to_have_text("/items/5 ?size=4 #x")
    page.reload()
    app = run_app(page)
    expect(app.locator("h1")).to_have_text("Item 5, 4")
    # Where a page has moved away from.
    page.goto("about:blank")
    page.goto(address("/old?start=x#part"))
    app = run_app(page)
    expect(app.locator("h1")).to_have_text("About")
    expect(page).to_have_url(address("/about#part"))
    expect(app.locator("#seen")).to_have_text("/about  #part")
    # Somebody types another path.
    page.evaluate("fragment => { location.hash = fragment }", f"/nowhere#{link}")
    expect(app.locator("h1")).to_have_text("404 - Page not found")
    expect(app.locator("#seen")).to_have_text("/nowhere  ")


def test_the_link_to_a_view_leads_to_its_page(checked: Page, playground: Playground) -> None:
    page = checked
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(playground.link(APP))
    app = run_app(page)
    app.locator("#link").click()
    app.locator("#text").fill("typed")
    expect(app.locator("#echo")).to_have_text("echo: typed")
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    app = run_app(page)
    expect(app.locator("#echo")).to_have_text("echo: typed")
    expect(page).to_have_title("About")


def test_work_in_the_editor_stays_at_its_page(page: Page, playground: Playground) -> None:
    page.goto(playground.link(APP, query="?mode=split"))
    page.get_by_role("button", name="Run the app").click()
    app = ready_app(page)
    app.locator("#link").click()
    expect(app.locator("h1")).to_have_text("About")
    page.keyboard.press("Control+s")
    expect(page.locator("iframe")).to_have_count(2)
    expect(app.locator("h1")).to_have_text("About")


def test_an_app_may_choose_its_path_and_no_link(page: Page, playground: Playground) -> None:
    """What it says is taken as a path; and it cannot send the page back to where it came from."""
    page.goto("about:blank")
    page.goto(playground.link(APP))
    start = page.url
    app = run_app(page)
    tell = "(message) => parent.postMessage(message, '*')"
    for message in (
        {"type": "at", "path": "v1.AAAA", "replace": False},
        {"type": "at", "path": "/" + "x" * 3000, "replace": False},
        {"type": "at", "path": 1, "replace": False},
        {"type": "travel", "by": -1},
        {"type": "load", "path": "/about"},
    ):
        app.locator("body").evaluate(f"(_, message) => ({tell})(message)", message)
    link = start.partition("#")[2]
    app.locator("body").evaluate(f"() => ({tell})({{type: 'at', path: '/a#v1.B', replace: false}})")
    expect(page).to_have_url(f"{playground.url}#/a#v1.B#{link}")
    page.reload()
    expect(run_app(page).locator("#seen")).to_have_text("/a  #v1.B")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    app = write_files(tmp_path_factory.mktemp("app"), dict(APP))
    return build_single_file(app, tmp_path_factory.mktemp("file") / "an app.html").out


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    errors = PageErrors()
    page = context.new_page()
    errors.listen(page)
    context.on("page", errors.listen)
    yield page
    context.close()
    errors.check()


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-pyrt=ready]", timeout=60_000)


def test_an_app_in_a_file_has_pages(offline: Page, file: Path) -> None:
    page = offline

    def address(path: str) -> str:
        return f"{file.as_uri()}#{path}"

    page.goto(address("/"))
    ready(page)
    has_gone_through_its_pages(page, page, address)
    is_loaded_anew(page, page, address)
    page.reload()
    ready(page)
    expect(page.locator("h1")).to_have_text("About")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Item 9, 1")
    # Somebody types another path.
    page.goto(address("/nowhere"))
    expect(page.locator("h1")).to_have_text("404 - Page not found")
    page.reload()
    ready(page)
    expect(page.locator("h1")).to_have_text("404 - Page not found")
    expect(page).to_have_title("The site")

    with page.context.expect_page() as opened:
        page.locator("#to-item").click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("h1")).to_have_text("Item 7, 2", timeout=60_000)
    expect(opened.value).to_have_url(address("/items/7?size=2"))


def test_the_preview_of_a_file_has_pages(checked: Page, playground: Playground, file: Path) -> None:
    """As mail programs show attachments: in a sandbox, at no address."""
    page = checked
    page.goto(f"{playground.url}embed.js")
    page.evaluate(
        """html => {
            const preview = document.createElement("iframe");
            Object.assign(preview, {id: "preview", sandbox: "allow-scripts", srcdoc: html});
            document.body.append(preview);
        }""",
        file.read_text(encoding="utf-8"),
    )
    app = page.frame_locator("#preview")
    app.locator("html[data-pyrt=ready]").wait_for()
    app.locator("#link").click()
    expect(app.locator("#echo")).to_have_text("echo: nothing")
    app.locator("#anchor").click()
    expect(app.locator("h1")).to_have_text("Item 9, 1")
    app.locator("#back").click()
    expect(app.locator("h1")).to_have_text("About")


LIBRARIES = """
import dash_bootstrap_components as dbc
import dash_mantine_components as dmc
from dash import Dash, html, page_container, register_page

app = Dash(use_pages=True, pages_folder="")
register_page("home", path="/", layout=html.H1("Home"))
register_page("about", path="/about", layout=html.H1("About"))
app.layout = dmc.MantineProvider([
    dbc.NavLink("Bootstrap", href="/about", active="exact", id="bootstrap"),
    dmc.NavLink(label="Mantine", href="/about", active="exact", id="mantine"),
    dmc.Anchor("home", href="/", id="anchor"),
    page_container,
])
"""


def test_links_of_other_libraries_know_where_they_are(offline: Page, tmp_path: Path) -> None:
    """They ask the browser themselves, and mark themselves at their page."""
    page = offline
    (tmp_path / "app.py").write_text(LIBRARIES)
    page.goto(build_single_file(tmp_path / "app.py", tmp_path / "app.html").out.as_uri())
    ready(page)
    page.evaluate("window.sameDocument = true")
    bootstrap, mantine = page.locator("#bootstrap"), page.locator("#mantine")
    for link in (bootstrap, mantine):
        expect(page.locator("h1")).to_have_text("Home")
        expect(bootstrap).not_to_have_class(re.compile("active"))
        expect(mantine).not_to_have_attribute("data-active", "true")
        link.click()
        expect(page.locator("h1")).to_have_text("About")
        expect(bootstrap).to_have_class(re.compile("active"))
        expect(mantine).to_have_attribute("data-active", "true")
        page.locator("#anchor").click()
    expect(page.locator("h1")).to_have_text("Home")
    assert page.evaluate("sameDocument")


SIMPLE = """
from dash import Dash, html, page_container
app = Dash(__name__, use_pages=True, title="The site")
app.layout = html.Main(page_container)
"""


def test_each_page_of_a_file_shows_itself_at_once(offline: Page, tmp_path: Path) -> None:
    """Before Python is there: its layout, its title and its meta tags."""
    page = offline
    app = write_files(tmp_path, {**APP, "app.py": SIMPLE})
    file = build_single_file(app, tmp_path / "app.html").out
    # The paint is looked at before the worker can have said anything.
    page.add_init_script(
        "new MutationObserver((_, observer) => {"
        "  if (document.documentElement.dataset.pyrtPainted === undefined) return;"
        "  observer.disconnect();"
        "  window.painted = ["
        "    document.documentElement.dataset.pyrt, document.querySelector('h1')?.textContent,"
        "    document.title, document.querySelector('meta[name=description]')?.content,"
        "  ];"
        "}).observe(document, {subtree: true, attributes: true, childList: true})"
    )
    for path, painted in (
        ("", ["loading", "Home", "Home", "The first page"]),
        ("#/about", ["loading", "About", "About", "All about it"]),
        ("#/old", ["loading", "About", "About", "All about it"]),
    ):
        page.goto("about:blank")
        page.goto(file.as_uri() + path)
        ready(page)
        assert page.evaluate("painted") == painted
        expect(page.locator("h1")).to_have_text(str(painted[1]))
    expect(page).to_have_url(f"{file.as_uri()}#/about")


@pytest.mark.parametrize("name", ["17_pages"])
def test_the_example_runs_from_a_link(checked: Page, playground: Playground, name: str) -> None:
    folder = EXAMPLES / name
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    checked.goto(playground.link(files))
    app = run_app(checked)
    app.get_by_role("link", name="Cirrus", exact=True).click()
    expect(checked).to_have_title("Cirrus in the sky")
    app.get_by_role("link", name="What else is up there?").click()
    expect(app.locator("#found")).to_have_text("CirrusCirrocumulus")
    checked.go_back()
    expect(app.locator("h1")).to_have_text("Cirrus")
