"""The gallery that `make run` shows: cards, and behind each one source and running app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from example import EXAMPLES
from gallery import build_gallery
from pyrt.build.serve import SiteServer
from pyrt.testing.app import PyrtApp

BOOT_MS = 60_000
"""An upper limit: Python starts once for each card."""

NAMES = [script.parent.name for script in sorted(EXAMPLES.glob("*/app.py"))]


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    build_gallery(folder)
    # At a sub-path, as most static hosts have it.
    with SiteServer({"some/where": folder}) as server:
        yield f"{server.url}some/where/"


def test_every_card_leads_to_a_running_app(pyrt_app: PyrtApp, gallery: str) -> None:
    page = pyrt_app.page
    page.goto(gallery)
    cards = page.locator("a.card")
    assert [card.get_attribute("href") for card in cards.all()] == [f"{name}/" for name in NAMES]
    for at in range(len(NAMES)):
        title = cards.nth(at).locator("h2").inner_text().replace("\n", " ")
        cards.nth(at).click()
        expect(page.locator("h1")).to_have_text(title)
        app = page.frame_locator("iframe")
        expect(app.locator("html[data-pyrt=ready] main h1")).to_be_visible(timeout=BOOT_MS)
        page.get_by_label("All examples").click()


def test_the_source_is_all_there(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}12_clientside/")
    folder = EXAMPLES / "12_clientside"
    files = ["app.py", "assets/morse.js", "assets/style.css", "assets/base.css"]
    tabs = page.locator(".source label")
    expect(tabs).to_have_text([Path(file).name for file in files])
    for at, file in enumerate(files):
        tabs.nth(at).click()
        shown = page.locator(".code:visible")
        expect(shown).to_have_count(1)
        assert shown.text_content().rstrip() == (folder / file).read_text("utf-8").rstrip()


def test_the_arrows_lead_through_all_examples(page: Page, gallery: str) -> None:
    page.route("**/app/**", lambda route: route.abort())  # not what is looked at here
    page.goto(f"{gallery}{NAMES[0]}/")
    assert page.get_by_label("Previous").count() == 0
    for name in NAMES[1:]:
        page.get_by_label("Next").click()
        page.wait_for_url(f"{gallery}{name}/")
    assert page.get_by_label("Next").count() == 0
    page.get_by_label("Previous").click()
    page.wait_for_url(f"{gallery}{NAMES[-2]}/")


@pytest.mark.parametrize("path", ["", f"{NAMES[0]}/"])
def test_nothing_sticks_out_of_a_narrow_screen(page: Page, gallery: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(gallery + path)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
