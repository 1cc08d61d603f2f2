"""One site with several pages, on plain static hosts: every address leads into the app (P17)."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from tests.unit.site_helpers import write_files

expect.set_options(timeout=60_000)  # an upper limit: Python starts anew at every address

APP = {
    "app.py": """
from dash import Dash, Input, Output, callback, dash_table, dcc, html, page_container

app = Dash(__name__, use_pages=True, title="The site")
app.layout = html.Main([
    dcc.Location(id="url"),
    html.Nav([
        dcc.Link("link", href="/about", id="link"),
        dcc.Link("reloading link", href="/about", refresh=True, id="reloading"),
        html.A("anchor", href="/items/9", id="anchor"),
        dcc.Markdown("[text](/items/3?of=text)", id="text-link"),
        dash_table.DataTable(
            [{"link": "[cell](/about)"}], [{"id": "link", "presentation": "markdown"}],
            markdown_options={"link_target": "_self"}, id="table",
        ),
        html.Img(src="/assets/dot.svg", id="by-path"),
        html.Img(src=app.get_asset_url("dot.svg"), id="by-url"),
    ]),
    html.P(id="seen"),
    page_container,
])


@callback(Output("seen", "children"), Input("url", "pathname"), Input("url", "search"))
def see(pathname, search):
    return f"{pathname} {search}"
""",
    "assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
    "assets/look.css": "main { color: rgb(1, 2, 3); }",
    "pages/home.py": """
from dash import html, register_page
register_page(__name__, path="/", title="Home", description='The "first" page')
layout = html.H1("Home")
""",
    "pages/about.py": """
from dash import Input, Output, callback, dcc, html, register_page
register_page(__name__, title="About", image="dot.svg", redirect_from=["/old", "/very/old"])
def layout(start="nothing", **others):
    return [html.H1("About"), dcc.Input(id="text", value=start), html.P(id="echo")]
@callback(Output("echo", "children"), Input("text", "value"))
def echo(text):
    return f"echo: {text}"
""",
    "pages/deep/er.py": """
from dash import html, register_page
register_page(__name__)
layout = html.H1("Deeper")
""",
    "pages/item.py": """
from dash import html, register_page
register_page(__name__, path_template="/items/<key>", title=lambda key=None: f"Item {key}")
def layout(key=None, **query):
    return html.H1(f"Item {key} {query}")
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published: the site at `some/where/`."""
    folder = tmp_path_factory.mktemp("host")
    app = write_files(tmp_path_factory.mktemp("app"), dict(APP))
    build_site(app, folder / "some/where")
    return folder


@pytest.fixture
def pages_host(folder: Path) -> Iterator[str]:
    """Serves `404.html`, as GitHub Pages does."""
    with SiteServer({"": folder}) as server:
        yield f"{server.url}some/where"


@pytest.fixture
def plain_host(folder: Path) -> Iterator[str]:
    """`python -m http.server`: knows nothing but files."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/some/where"
        server.shutdown()
        thread.join()


def test_every_registered_page_is_a_file(folder: Path) -> None:  # P8, P10
    site = folder / "some/where"
    files = {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*.html")}
    assert set(files) == {
        *("index.html", "404.html", "_pyrt/fallback.html"),
        *("about/index.html", "deep/er/index.html", "items/none/index.html"),
        *("old/index.html", "very/old/index.html"),
    }
    titles = {name: re.findall("<title>(.*?)</title>", text)[0] for name, text in files.items()}
    assert titles["index.html"] == "Home" and titles["about/index.html"] == "About"
    assert titles["items/none/index.html"] == "Item none"
    assert titles["deep/er/index.html"] == titles["_pyrt/fallback.html"] == "The site"
    assert 'content="The &quot;first&quot; page"' in files["index.html"]
    assert '<meta property="og:image" content="../assets/dot.svg">' in files["about/index.html"]
    urls = re.findall(r'(?:src|href)="([^"]*)"', files["deep/er/index.html"])
    assert urls and all(url.startswith(("../../", "data:")) for url in urls)
    assert "pyrt-site-root" not in "".join(
        text for name, text in files.items() if name != "_pyrt/fallback.html"
    )


def test_pages_open_and_reload_on_a_host_of_plain_files(pyrt_app: PyrtApp, plain_host: str) -> None:
    page = pyrt_app.page
    page.goto(f"{plain_host}/deep/er/")
    expect(page.locator("h1")).to_have_text("Deeper")
    expect(page.locator("#seen")).to_have_text("/deep/er")
    expect(page).to_have_url(f"{plain_host}/deep/er")
    expect(page.locator("main")).to_have_css("color", "rgb(1, 2, 3)")
    for image in ("#by-path", "#by-url"):
        expect(page.locator(image)).to_have_js_property("naturalWidth", 8)

    page.locator("#link").click()
    expect(page.locator("#echo")).to_have_text("echo: nothing")
    expect(page).to_have_title("About")
    expect(page).to_have_url(f"{plain_host}/about")
    page.locator("#text").fill("typed")
    expect(page.locator("#echo")).to_have_text("echo: typed")
    page.reload()
    expect(page.locator("#echo")).to_have_text("echo: nothing")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Deeper")

    page.locator("#reloading").click()
    expect(page.locator("#echo")).to_have_text("echo: nothing")
    expect(page.locator("#seen")).to_have_text("/about")
    page.goto(f"{plain_host}/very/old#part")
    expect(page.locator("h1")).to_have_text("About")
    expect(page).to_have_url(f"{plain_host}/about#part")
    page.goto(f"{plain_host}/about?start=here")
    expect(page.locator("#echo")).to_have_text("echo: here")
    expect(page.locator("#seen")).to_have_text("/about ?start=here")


def test_any_other_address_is_found_through_the_404_page(
    pyrt_app: PyrtApp, pages_host: str
) -> None:
    pyrt_app.expect_error("the server responded with a status of 404")
    page = pyrt_app.page
    page.goto(f"{pages_host}/items/a-7?size=3#end")
    expect(page.locator("h1")).to_have_text("Item a-7 {'size': '3'}")
    expect(page.locator("#seen")).to_have_text("/items/a-7 ?size=3")
    expect(page).to_have_title("Item a-7")
    expect(page).to_have_url(f"{pages_host}/items/a-7?size=3#end")
    page.reload()
    expect(page.locator("h1")).to_have_text("Item a-7 {'size': '3'}")
    page.locator("#text-link a").click()
    expect(page.locator("h1")).to_have_text("Item 3 {'of': 'text'}")
    page.locator("#table a").click()
    expect(page.locator("h1")).to_have_text("About")
    page.locator("#anchor").click()
    expect(page.locator("h1")).to_have_text("Item 9 {}")
    page.locator("#link").click()
    expect(page.locator("h1")).to_have_text("About")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Item 9 {}")
    page.goto(f"{pages_host}/no/such/page")
    expect(page.locator("h1")).to_have_text("404 - Page not found")
    expect(page.locator("#seen")).to_have_text("/no/such/page")


def test_an_address_that_is_in_no_site_says_so(page: Page, folder: Path) -> None:
    page_404 = (folder / "some/where/404.html").read_text()
    page.route(
        "**/*", lambda route: route.fulfill(status=404, body=page_404, content_type="text/html")
    )
    page.goto("http://localhost:9/a/b/c")
    expect(page.locator("body")).to_have_text("404 - Page not found")
