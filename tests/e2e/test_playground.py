"""Links in the player: what an app finds there, and what is said of links that cannot be played."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pyrt.share.link import make_fragment
from tests.e2e.playground import Playground, run_app, shared_app

WHOLE = {
    "app.py": """
import calendar
from dash import Dash, Input, Output, callback, dcc, get_asset_url, html
from words.greeting import greet

app = Dash(__name__, title="From a link")
app.layout = html.Div([
    dcc.Input(id="name", value="link"), html.H1(id="out"), html.P(calendar.month_name[3]),
    html.Img(id="picture", src=get_asset_url("dot.svg")),
    dcc.Store(id="kept", storage_type="local", data=1),
    html.P(id="js"),
])


@callback(Output("out", "children"), Input("name", "value"))
def say(name):
    return greet(name)


app.clientside_callback("(name) => shout(name)", Output("js", "children"), Input("name", "value"))
""",
    "words/__init__.py": "",
    "words/greeting.py": "def greet(name):\n    return f'Hello {name}'\n",
    "assets/shout.js": "window.shout = (text) => text.toUpperCase() + '!';",
    "assets/style.css": "h1 { color: rgb(1, 2, 3); background: url(dot.svg) }",
    "assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="9"/>',
}


def test_an_app_of_several_files_runs_with_its_assets(page: Page, playground: Playground) -> None:
    errors: list[str] = []
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(error.message))
    page.goto(playground.link(WHOLE))
    app = run_app(page)
    expect(app.locator("#out")).to_have_text("Hello link")
    expect(app.get_by_text("March")).to_be_visible()
    expect(app.locator("#out")).to_have_css("color", "rgb(1, 2, 3)")
    expect(app.locator("#picture")).to_have_js_property("naturalWidth", 7)
    app.locator("#name").fill("player")
    expect(app.locator("#out")).to_have_text("Hello player")
    expect(app.locator("#js")).to_have_text("PLAYER!")
    assert errors == []


def test_a_sealed_link_asks_for_its_passphrase(page: Page, playground: Playground) -> None:
    fragment = make_fragment(shared_app(WHOLE), passphrase="open sesame")
    page.goto(f"{playground.url}?theme=dark#{fragment}")
    page.get_by_label("Passphrase").fill("open barley")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open this link")
    page.get_by_label("Passphrase").fill("open sesame")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="This link holds an app")).to_be_visible()
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 21, 29)")
    expect(run_app(page).locator("#out")).to_have_text("Hello link")


@pytest.mark.parametrize(
    ("link", "says"),
    [("word", "There is no app in this link"), ("v1.AAAA", "damaged"), ("v2.AAAA", "version 2")],
)
def test_what_is_no_link_is_said_so(
    page: Page, playground: Playground, link: str, says: str
) -> None:
    page.goto(f"{playground.url}#{link}")
    expect(page.get_by_role("alert")).to_contain_text(says)


def test_a_package_that_the_host_lacks_is_named(page: Page, playground: Playground) -> None:
    page.goto(playground.link(WHOLE, requirements=("polars>=1",)))
    page.get_by_role("button", name="Run the app").click()
    expect(page.get_by_role("alert")).to_contain_text("does not have polars>=1")


def test_an_app_that_fails_shows_why(page: Page, playground: Playground) -> None:
    page.goto(playground.link("import dash\nraise ValueError('as meant')\n"))
    page.get_by_role("button", name="Run the app").click()
    expect(page.frame_locator("iframe.app").get_by_role("alert")).to_contain_text("as meant")
