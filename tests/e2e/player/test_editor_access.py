"""The playground for everybody: axe's rules in every state and both themes, and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.player.test_editor import HELLO, replace_code, rerun
from tests.e2e.playground import Playground, ready_app

AXE = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
PHONE = {"width": 375, "height": 667}


def violations(page: Page) -> list[str]:
    """What axe finds in the page; the frame with the app is the app's own affair.

    In the theme of the page by all rules; in the other one by those that colours can break.
    """
    if not page.evaluate("'axe' in window"):
        # Not as a script of the page, whose policy knows only its own.
        page.evaluate(AXE.read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
            const run = async (options) => {
                const only = {exclude: [["iframe"]]};
                return (await axe.run(only, {iframes: false, ...options})).violations;
            };
            const found = await run({});
            const root = document.documentElement;
            const theme = root.dataset.theme;
            root.dataset.theme = theme === "dark" ? "light" : "dark";
            found.push(...(await run({runOnly: ["color-contrast"]})));
            if (theme) root.dataset.theme = theme;
            else delete root.dataset.theme;
            return found;
        }"""
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        # The list of completions never has the focus: the arrow keys of the code move in it.
        if not (rule["id"] == "scrollable-region-focusable" and "#cm-ac-" in node["target"][0])
    ]


def test_an_app_in_a_link_is_read_and_run_by_everybody(page: Page, playground: Playground) -> None:
    page.goto(playground.link({"app.py": HELLO, "b.py": ""}))
    expect(page.get_by_role("heading", name="This link holds an app")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Read the code first").click()
    assert violations(page) == []
    page.get_by_role("button", name="Run the app").click()
    ready_app(page)
    assert violations(page) == []
    page.goto("about:blank")
    page.goto(f"{playground.url}#v1.AAAA")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


def test_every_state_of_the_editor_is_for_everybody(page: Page, playground: Playground) -> None:
    page.goto(playground.url)
    ready_app(page)
    assert violations(page) == []
    replace_code(page, "return f", 'print("hello"); 1 / 0; return f')
    rerun(page)
    expect(page.locator(".cm-lintRange-error").first).to_be_visible()
    assert violations(page) == []
    page.goto(playground.link(HELLO, query="?mode=split"))
    expect(page.get_by_text("Your own work is still here.")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing runs yet")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("tab", name="Packages").click()
    assert violations(page) == []
    states: dict[str, Callable[[], None]] = {
        "Open": lambda: expect(page.get_by_text("Chained callbacks")).to_be_visible(),
        "Share": lambda: expect(page.locator(".meter li").first).to_be_visible(),
        "New file": lambda: expect(page.get_by_label("Path, such as")).to_be_focused(),
    }
    for button, is_there in states.items():
        page.get_by_role("button", name=button, exact=True).click()
        is_there()
        assert violations(page) == [], button
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        # The focus is where it was.
        expect(page.get_by_role("button", name=button, exact=True)).to_be_focused()
    page.get_by_role("tab", name="app.py").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("html.")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+f")
    expect(page.locator(".cm-search")).to_be_visible()
    assert violations(page) == []
    for layout in ("Code", "App"):
        page.get_by_role("button", name=layout, exact=True).click()
        assert violations(page) == [], layout


def test_everything_is_reached_in_the_order_in_which_it_is_seen(
    page: Page, playground: Playground
) -> None:
    page.goto(playground.url)
    ready_app(page)
    page.locator("h1").click()
    reached = []
    for _ in range(15):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => {
                    const it = document.activeElement;
                    return it.getAttribute("aria-label") ?? it.innerText.trim();
                }"""
            )
        )
        if reached[-1] == "app.py, code":
            break
    assert reached == [
        *("Open", "Run", "Stop", "Code", "Both", "App", "Dev tools", "Theme", "Share"),
        *("app.py starts", "New file", "Rename", "app.py, code"),
    ]
    # And on, through the app, to the console.
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    app = page.frame_locator("iframe.app")
    expect(app.locator("#name")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear")).to_be_focused()


def test_the_theme_is_switched(page: Page, playground: Playground) -> None:
    page.goto(f"{playground.url}?theme=light")
    ready_app(page)
    ground = page.locator("body")
    expect(ground).to_have_css("background-color", "rgb(247, 247, 249)")
    page.get_by_role("button", name="Theme").click()
    expect(ground).to_have_css("background-color", "rgb(21, 21, 29)")


# --- a phone ----------------------------------------------------------------------------


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_a_window_that_becomes_narrow_shows_the_code(page: Page, playground: Playground) -> None:
    page.goto(playground.url)
    ready_app(page)
    page.set_viewport_size(PHONE)
    expect(page.locator("iframe.app")).not_to_be_visible()
    expect(page.locator(".cm-content")).to_be_visible()
    code = page.get_by_role("button", name="Code", exact=True)
    expect(code).to_have_attribute("aria-pressed", "true")


def overflow(page: Page) -> int:
    """How much wider than the screen the page is."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wider


@pytest.mark.parametrize("width", [320, 390])
def test_the_bar_has_two_rows_on_a_phone(phone: Page, playground: Playground, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 740})
    phone.goto(playground.url)
    ready_app(phone)
    bar = phone.locator(".toolbar")
    assert len(rows(bar)) == 2
    phone.get_by_role("button", name="Code", exact=True).tap()
    replace_code(phone, "Hello, {name}", "Good day, {name}")
    expect(bar.get_by_text("Saved in this browser")).to_be_visible()
    assert len(rows(bar)) == 2
    assert overflow(phone) <= 0


def rows(bar: Locator) -> set[int]:
    """Where the buttons of the bar begin, from above."""
    tops: list[int] = bar.locator("button:visible").evaluate_all(
        "(buttons) => buttons.map((it) => Math.round(it.getBoundingClientRect().top))"
    )
    return set(tops)


def test_code_and_app_take_turns_on_a_phone(phone: Page, playground: Playground) -> None:
    phone.goto(playground.url)
    app = ready_app(phone)
    expect(phone.locator("iframe.app")).to_be_visible()
    expect(app.locator("#greeting")).to_have_text("Hello, world!")
    expect(phone.locator(".cm-content")).not_to_be_visible()
    assert overflow(phone) <= 0
    assert violations(phone) == []
    phone.get_by_role("button", name="Code", exact=True).tap()
    expect(phone.locator(".cm-content")).to_be_in_viewport()
    expect(phone.locator("iframe.app")).not_to_be_visible()
    expect(phone.get_by_role("button", name="Both")).not_to_be_visible()
    assert overflow(phone) <= 0
    assert violations(phone) == []
    replace_code(phone, "Hello, {name}", "Good day, {name}")
    phone.get_by_role("button", name="Run", exact=True).tap()
    expect(app.locator("#greeting")).to_have_text("Good day, world!")
    expect(phone.locator("iframe.app")).to_be_visible()
    phone.goto(playground.link(HELLO, query="?mode=split"))
    expect(phone.get_by_role("button", name="Code", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    phone.get_by_role("button", name="Share").tap()
    expect(phone.locator(".meter li").first).to_be_visible()
    assert overflow(phone) <= 0
    assert violations(phone) == []
