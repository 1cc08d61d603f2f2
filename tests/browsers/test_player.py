"""The player and the playground: what one does with links."""

from __future__ import annotations

from pathlib import Path

from pyrt.build.serve import SiteServer
from pyrt.share.link import make_fragment, read_link
from tests.browsers.ear import prepare
from tests.browsers.tab import Tab
from tests.e2e.playground import Playground, shared_app

APP = """
from dash import Dash, Input, Output, callback, clientside_callback, dcc, html

calls = []
app = Dash(__name__, title="Greetings")
app.layout = html.Div([
    dcc.Input(id="name", value="world"), html.P(id="greeting"), html.P(id="loud"),
    dcc.Input(id="paste", persistence=False),
    html.Iframe(id="inner", srcDoc="<p>inside</p>"),
    html.Div(html.A("below", href="#foot", id="below"), id="around"),
])


@callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    calls.append(name)
    return f"Hello, {name}! {len(calls)}"


clientside_callback("(text) => shout(text)", Output("loud", "children"), Input("name", "value"))
"""
FILES = {
    "app.py": APP,
    "assets/shout.js": "window.shout = (text) => `${text.toUpperCase()}!`;",
    "assets/style.css": "#loud { color: rgb(1, 2, 3) }",
}


def run(tab: Tab) -> None:
    tab.click("#run")
    with tab.inside("iframe.app"):
        tab.ready()


def test_a_link_is_opened_and_its_app_used(tab: Tab, player: Playground) -> None:
    tab.goto(player.link(FILES))
    run(tab)
    tab.wait("document.title", "Greetings")
    with tab.inside("iframe.app"):
        tab.shows("#greeting", "Hello, world! 1")
        tab.enter("#name", "Ada")
        tab.shows("#greeting", "Hello, Ada! 4")
        tab.shows("#loud", "ADA!")
        assert tab.js("getComputedStyle(document.getElementById('loud')).color") == "rgb(1, 2, 3)"
        # A document inside it is shown, if no script of it runs.
        with tab.inside("#inner"):
            tab.shows("p", "inside")


def test_a_fragment_that_the_app_keeps_to_itself_does_not_end_it(
    tab: Tab, player: Playground
) -> None:
    tab.goto(player.link(FILES))
    run(tab)
    with tab.inside("iframe.app"):
        # The click does not come to who follows links: the frame gets another fragment.
        tab.js("(document.getElementById('around').onclick = (e) => e.stopPropagation(), null)")
        tab.click("#below")
    with tab.inside("iframe.app"):
        tab.wait("document.URL.endsWith('#foot')")
        tab.enter("#name", "Bo")
        tab.shows("#loud", "BO!")
        tab.shows("#greeting", "Hello, Bo! 3")
    assert tab.js("document.querySelectorAll('iframe.app').length") == 1


def test_a_link_to_a_view_opens_that_view(tab: Tab, player: Playground) -> None:
    tab.goto(player.link(FILES))
    run(tab)
    with tab.inside("iframe.app"):
        tab.enter("#name", "Ada")
        tab.shows("#greeting", "Hello, Ada! 4")
    tab.click(".view-link button")
    tab.shows(".view-link [role=status]", "Copied")
    with tab.inside("iframe.app"):
        tab.click("#paste")
        tab.press("Control+v")
        tab.wait("document.getElementById('paste').value.startsWith('http')")
        link = tab.value("#paste") or ""
    assert read_link(link).state == {"name": {"value": "Ada"}}
    tab.goto("about:blank")
    tab.goto(link)
    run(tab)
    with tab.inside("iframe.app"):
        # The first call has found it.
        tab.shows("#greeting", "Hello, Ada! 1")
        tab.has_value("#name", "Ada")


def test_a_sealed_link_opens_with_its_passphrase(tab: Tab, player: Playground) -> None:
    tab.goto(f"{player.url}#{make_fragment(shared_app(FILES), passphrase='open sesame')}")
    tab.click("#passphrase")
    tab.type("open barley")
    tab.press("Enter")
    tab.wait("document.querySelector('[role=alert]')?.textContent.includes('does not open')")
    tab.enter("#passphrase", "open sesame")
    tab.press("Enter")
    run(tab)
    with tab.inside("iframe.app"):
        tab.shows("#greeting", "Hello, world! 1")


def test_what_is_edited_runs_again_and_is_there_after_a_reload(
    tab: Tab, player: Playground
) -> None:
    tab.goto(player.link(FILES, query="?mode=split"))
    run(tab)
    for word in ("Hi", "Bye"):
        # WebKit's driver has given the focus to the frame that it looked into.
        tab.click(".toolbar h1")
        tab.click(".cm-content")
        tab.press("Control+End")
        tab.press("Enter")
        tab.type(f'app.layout.children.append(html.P("{word}", id="{word}"))')
        # The last app stays until the next one has something to show.
        tab.js("(document.querySelector('iframe.app').dataset.last = '', null)")
        tab.press("Control+s")
        with tab.inside("iframe.app:not([data-last])"):
            tab.shows(f"#{word}", word)
            tab.shows("#greeting", "Hello, world! 1")
    tab.wait("document.querySelector('.saved').textContent.startsWith('Saved')")
    tab.goto("about:blank")
    tab.goto(player.url)
    with tab.inside("iframe.app"):
        tab.shows("#Bye", "Bye")
        tab.shows("#Hi", "Hi")


def test_a_link_is_embedded_in_a_page_of_another_host(
    tab: Tab, player: Playground, tmp_path: Path
) -> None:
    link = player.link(FILES, query="?embed")
    frame = f'<iframe id="embedded" src="{link}" width="100%" height="500"></iframe>'
    page = f"<!DOCTYPE html><html><head><title>Text</title></head><body>{frame}</body></html>"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    prepare(tmp_path)
    with SiteServer({"": tmp_path}) as server:
        tab.goto(server.url)
        with tab.inside("#embedded"):
            run(tab)
            with tab.inside("iframe.app"):
                tab.enter("#name", "Ada")
                tab.shows("#greeting", "Hello, Ada! 4")
                tab.shows("#loud", "ADA!")
            # Nothing stands around the app but the way out.
            assert tab.js("document.querySelectorAll('header').length") == 0
            out = tab.js("document.querySelector('footer a').href")
        assert out == link.replace("?embed", "")
        tab.goto("about:blank")
