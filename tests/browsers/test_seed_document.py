"""Examples of the document that the project was founded on.  `tests/e2e` has all of them; here is
one for each kind of thing that a browser has to do for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browsers.tab import Tab

APPS = Path(__file__).parents[1] / "e2e/apps"

Start = Callable[[str], Tab]


@pytest.fixture
def start(tab: Tab, url_of: Callable[[Path], str]) -> Start:
    def open_app(name: str) -> Tab:
        tab.goto(url_of(APPS / f"seed_{name}.py"))
        tab.ready()
        return tab

    return open_app


def test_an_answer_and_an_error_beside_it(start: Start) -> None:
    tab = start("no_update")
    tab.click("#num")
    tab.type("12")
    tab.press("Enter")
    tab.shows("#out", "12 is 2 * 2 * 3")
    tab.enter("#num", "13")
    tab.press("Enter")
    tab.shows("#err", "13 is prime!")
    assert tab.text("#out") == "12 is 2 * 2 * 3"


def test_the_context_names_the_button(start: Start) -> None:
    tab = start("callback_context")
    cells = "[...document.querySelectorAll('#container td')].map((cell) => cell.textContent)"
    assert tab.js(cells) == ["0", "0", "0", ""]
    tab.click("#btn-2")
    tab.wait(f"({cells}).join()", "0,1,0,btn-2")
    tab.click("#btn-3")
    tab.wait(f"({cells}).join()", "0,1,1,btn-3")


def test_an_inserted_input_runs_its_callbacks(start: Start) -> None:
    tab = start("inserted_input")
    tab.shows("#layout-div", "hello world")
    assert tab.text("#output") == ""
    tab.enter("#input", "typed")
    tab.shows("#output", "typed")
    tab.shows("#layout-div", "typed")


def test_an_uploaded_file_reaches_the_folder_of_the_app(start: Start, tmp_path: Path) -> None:
    tab = start("no_output")
    (tmp_path / "notes.txt").write_text("déjà vu", encoding="utf-8")
    tab.upload("#upload-data-to-server input[type=file]", tmp_path / "notes.txt")
    tab.ready()
    tab.click("#list")
    tab.shows("#files", "notes.txt: déjà vu")


def test_a_row_of_a_grid_opens_a_modal(start: Start) -> None:
    tab = start("set_props")
    content = "#setprops-row-selection-modal-content"
    tab.click("#setprops-row-selection-popup [row-index='1'] [col-id=make]")
    tab.shows(content, "You selected Ford (model Mondeo and price 32000)")
    tab.click("#setprops-row-selection-modal-close")
    tab.wait(f"document.querySelector('{content}') === null")


def test_a_slider_and_an_input_stay_in_step(start: Start) -> None:
    tab = start("slider_input")
    tab.enter("#input-circular", "12")
    tab.wait("document.querySelector('[role=slider]').getAttribute('aria-valuenow')", "12")
    tab.js("document.querySelector('[role=slider]').focus()")
    tab.press("ArrowRight")
    tab.has_value("#input-circular", "13")


def test_celsius_and_fahrenheit_convert_each_other(start: Start) -> None:
    tab = start("temperature")
    tab.enter("#celsius", "100")
    tab.has_value("#fahrenheit", "212")
    tab.enter("#fahrenheit", "14")
    tab.has_value("#celsius", "-10")


def test_the_box_for_all_leads_and_follows_the_cities(start: Start) -> None:
    tab = start("checklists")
    boxes = "[...document.querySelectorAll('input')].map((box) => Number(box.checked)).join('')"
    tab.click("#all-checklist input")
    tab.wait(boxes, "1111")
    tab.click("#city-checklist label:nth-of-type(2) input")
    tab.wait(boxes, "0101")
    tab.click("#city-checklist label:nth-of-type(2) input")
    tab.wait(boxes, "1111")
