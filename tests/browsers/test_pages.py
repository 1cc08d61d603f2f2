"""Apps with several pages whose address is not their page's: one file, and the player's frame."""

from __future__ import annotations

from pathlib import Path

from pyrt.build.single_file import build_single_file
from tests.browsers.ear import prepare
from tests.browsers.tab import Tab
from tests.e2e.playground import Playground

PAGES = """
from dash import Dash, Input, Output, callback, dcc, html, page_container, register_page

app = Dash(use_pages=True, pages_folder="")
register_page("home", path="/", title="Home", layout=html.H1("Home"))
register_page("about", path="/about", title="About", layout=html.H1("About"))
app.layout = html.Div([
    dcc.Link("about", href="/about", id="link"),
    html.A("home", href="/", id="anchor"), html.Button("count", id="count"), html.P(id="counted"),
    page_container,
])


@callback(Output("counted", "children"), Input("count", "n_clicks"))
def show(n):
    return f"{n} clicks"
"""


def test_an_app_in_a_file_has_pages(tab: Tab, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(PAGES, encoding="utf-8")
    built = build_single_file(tmp_path / "app.py", tmp_path / "out/app.html")
    prepare(tmp_path / "out")
    tab.goto(built.out.as_uri())
    tab.ready()
    tab.shows("h1", "Home")
    tab.click("#link")
    tab.shows("h1", "About")
    tab.wait("document.title", "About")
    assert tab.js("window.location.hash") == "#/about"
    tab.js("(history.back(), null)")
    tab.shows("h1", "Home")
    tab.js("(history.forward(), null)")
    tab.shows("h1", "About")
    # As a reload, or somebody who was sent the address, would open it.
    tab.goto("about:blank")
    tab.goto(f"{built.out.as_uri()}#/about")
    tab.ready()
    tab.shows("h1", "About")
    tab.goto("about:blank")


def test_an_app_from_a_link_has_pages(tab: Tab, player: Playground) -> None:
    link = player.link(PAGES)
    tab.goto(link)
    tab.click("#run")
    with tab.inside("iframe.app"):
        tab.ready()
        tab.shows("h1", "Home")
        tab.click("#count")
        tab.shows("#counted", "1 clicks")
        tab.click("#link")
    # WebKit's driver loses sight of frames when the page around gets another address.
    at_about = link.replace("#", "#/about#")
    tab.wait("window.location.href", at_about)
    tab.wait("document.title", "About")
    with tab.inside("iframe.app"):
        tab.shows("h1", "About")
    tab.js("(history.back(), null)")
    tab.wait("window.location.href", link)
    with tab.inside("iframe.app"):
        tab.shows("h1", "Home")
        tab.js("(history.forward(), null)")
    tab.wait("window.location.href", at_about)
    with tab.inside("iframe.app"):
        tab.shows("h1", "About")
        tab.shows("#counted", "1 clicks")
        # Python and the page begin again.
        tab.click("#anchor")
    tab.wait("window.location.href", link)
    tab.wait("document.querySelectorAll('iframe').length", 1)
    with tab.inside("iframe.app"):
        tab.shows("h1", "Home")
        tab.shows("#counted", "None clicks")
    tab.goto("about:blank")
    tab.goto(at_about)
    tab.click("#run")
    with tab.inside("iframe.app"):
        tab.shows("h1", "About")
