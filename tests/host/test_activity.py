"""Signs that callbacks run: loading states, title, `data-pyrt` (R1-R3, E23)."""

from __future__ import annotations

from dash import dcc, html
from playwright.sync_api import Page, expect

from tests.host.fake_engine import FakeEngine, ref


def loading(engine: FakeEngine, **outputs: str) -> dict[str, object]:
    return {
        "type": "LoadingChanged",
        "started": [ref(id_, prop, engine.nid(id_)) for id_, prop in outputs.items()],
        "ended": [],
    }


def test_outputs_that_are_computed_are_marked(engine: FakeEngine, page: Page) -> None:
    engine.start([html.Div(id="out"), dcc.Input(id="in")])
    started = loading(engine, out="children")
    engine.say(started)
    expect(page.locator("#out")).to_have_attribute("data-dash-is-loading", "true")
    expect(page.locator("#in")).not_to_have_attribute("data-dash-is-loading", "true")
    engine.say({**started, "started": [], "ended": started["started"]})
    expect(page.locator("#out")).not_to_have_attribute("data-dash-is-loading", "true")


def test_dcc_loading_shows_a_spinner_for_what_is_below_it(engine: FakeEngine, page: Page) -> None:
    inside = dcc.Loading(html.Div(html.Div("x", id="out")), id="spin", show_initially=False)
    engine.start([inside, html.Div(id="outside")])
    spinner = page.locator(".dash-default-spinner")
    engine.say(loading(engine, outside="children"))
    engine.say(started := loading(engine, out="children"))
    expect(spinner).to_have_count(1)
    engine.say({**started, "started": [], "ended": started["started"]})
    expect(spinner).to_have_count(0)


def test_a_tab_shows_that_its_label_is_loading(engine: FakeEngine, page: Page) -> None:
    engine.start(dcc.Tabs([dcc.Tab("x", label="one", id="t")], value="tab-1"))
    engine.say(loading(engine, t="label"))
    expect(page.locator(".tab")).to_have_attribute("data-dash-is-loading", "true")


def test_idle_finds_the_page_without_signs_of_loading(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div(id="out"))
    started = loading(engine, out="children")
    engine.say(started)
    expect(page.locator("#out")).to_have_attribute("data-dash-is-loading", "true")
    page.evaluate(
        """([ended, idle]) => {
            fakeWorker.say([ended, idle]);
            window.seen = document.getElementById('out').outerHTML;
        }""",
        [{**started, "started": [], "ended": started["started"]}, engine.idle()],
    )
    page.wait_for_function("!document.getElementById('out').dataset.dashIsLoading")


def test_title_element_and_attribute_say_that_callbacks_run(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div("x"))
    expect(page).to_have_title("Dash")
    expect(page.locator("html")).to_have_attribute("data-pyrt", "ready")
    engine.say({"type": "Busy"})
    expect(page).to_have_title("Updating...")
    expect(page.locator("html")).to_have_attribute("data-pyrt", "busy")
    expect(page.locator("._dash-loading-callback")).to_have_count(1)
    engine.say(engine.idle())
    expect(page).to_have_title("Dash")
    expect(page.locator("html")).to_have_attribute("data-pyrt", "ready")
    expect(page.locator("._dash-loading-callback")).to_have_count(0)


def test_a_title_that_is_set_meanwhile_is_kept(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div("x"))
    engine.say({"type": "Busy"})
    expect(page).to_have_title("Updating...")
    page.evaluate("document.title = 'Page 2'")
    expect(page).to_have_title("Updating...")
    engine.say(engine.idle())
    expect(page).to_have_title("Page 2")


def test_without_update_title_the_title_stays(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div("x"), update_title=None)
    engine.say({"type": "Busy"})
    expect(page.locator("._dash-loading-callback")).to_have_count(1)
    expect(page).to_have_title("Dash")
