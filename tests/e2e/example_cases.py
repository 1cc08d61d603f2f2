"""What a reader does with each example, and what must come of it.

Only the page is used, so the same case holds for pyrt and for a Dash server.  No times: each
`expect` waits for its state.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Case = Callable[[Page], None]

CASES: dict[str, Case] = {}
"""Name of the example's folder -> its case."""


def example(name: str) -> Callable[[Case], Case]:
    """The decorated function is the case of this example."""

    def register(case: Case) -> Case:
        CASES[name] = case
        return case

    return register


@example("01_prevent_update")
def the_last_good_colour_stays(page: Page) -> None:
    swatch, rgb, text = page.locator("#swatch"), page.locator("#rgb"), page.locator("#hex")
    expect(rgb).to_have_text("rgb(232, 89, 12)")
    text.fill("#00ff8")
    text.fill("#00ff80")
    expect(rgb).to_have_text("rgb(0, 255, 128)")
    text.fill("#12345")
    # The next colour is the proof that the unfinished one has been dealt with.
    heard = _texts_of(rgb)
    text.fill("#123456")
    expect(rgb).to_have_text("rgb(18, 52, 86)")
    expect(swatch).to_have_css("background-color", "rgb(18, 52, 86)")
    assert heard() == ["rgb(18, 52, 86)"]


@example("02_no_update")
def an_error_leaves_the_factors(page: Page) -> None:
    number, factors, error = (page.locator(each) for each in ("#number", "#factors", "#error"))
    expect(factors).to_have_text("360=222335")
    number.fill("97")
    number.press("Enter")
    expect(error).to_have_text("97 is prime")
    expect(factors).to_have_text("360=222335")
    number.fill("91")
    number.press("Enter")
    expect(factors).to_have_text("91=713")
    expect(error).to_be_empty()


@example("03_running")
def the_button_is_locked_while_others_go_on(page: Page) -> None:
    bake, cakes, slices = page.locator("#bake"), page.locator("#cakes"), page.locator("#slices")
    expect(slices).to_have_text("3 of 12 slices for each guest, none left")
    bake.click()
    expect(bake).to_be_disabled()
    expect(bake).to_have_text("In the oven")
    expect(page.locator("#oven")).to_have_class("baking")
    page.locator("#guests").get_by_role("slider").press("ArrowRight")
    expect(slices).to_have_text("2 of 12 slices for each guest, 2 left")
    assert cakes.inner_text() == "No cakes yet"
    expect(cakes).to_have_text("1 cake baked")
    expect(bake).to_be_enabled()
    expect(bake).to_have_text("Bake a cake")


@example("04_which_button")
def each_floor_is_told_from_the_others(page: Page) -> None:
    display, context = page.locator("#display"), page.locator("#context")
    for floor in ("4", "12", "2"):
        page.get_by_role("button", name=floor, exact=True).click()
        expect(display).to_have_text(floor)
    expect(context).to_contain_text('"index": 2')
    expect(context).to_contain_text('"presses": 3')
    page.get_by_role("button", name="Ground floor").click()
    expect(display).to_have_text("0")
    expect(context).to_contain_text('"triggered_id": "ground"')


@example("05_memoization")
def the_second_visit_is_free(page: Page) -> None:
    weight, misses, hits = (page.locator(each) for each in ("#weight", "#misses", "#hits"))
    for planet, kilos, computed, remembered in (
        ("Mars", "0.38", "1", "0"),
        ("Venus", "0.91", "2", "0"),
        ("Mars", "0.38", "2", "1"),
    ):
        page.get_by_label(planet).check()
        expect(weight).to_have_text(f"{kilos} kg on {planet}")
        expect(misses).to_have_text(computed)
        expect(hits).to_have_text(remembered)
    expect(page.locator("#seconds")).to_have_text("0.0")


@example("06_chained_callbacks")
def breakfast_waits_for_tea(page: Page) -> None:
    breakfast = page.locator("#breakfast span")
    expect(breakfast).to_have_text("no tea, no toast")
    served = _texts_of(page.locator("#breakfast"))
    page.get_by_role("button", name="Make tea").click()
    page.get_by_role("button", name="Fetch toast").click()
    expect(page.locator("#toast")).to_have_text("slice 1")
    expect(breakfast).to_have_text("cup 1, slice 1")
    assert len(served()) == 1, "it was served once, with both"


@example("07_inserted_components")
def tasks_are_added_ticked_and_removed(page: Page) -> None:
    text, tasks, summary = (
        page.locator("#text"),
        page.locator("#tasks li"),
        page.locator("#summary"),
    )
    expect(summary).to_have_text("2 of 2 to do")
    text.fill("Learn Morse code")
    text.press("Enter")
    expect(tasks).to_have_text(["Water the plants", "Write to Ada", "Learn Morse code"])
    expect(text).to_have_value("")
    text.fill("Sleep")
    page.get_by_role("button", name="Add").click()
    expect(summary).to_have_text("4 of 4 to do")
    page.get_by_label("Learn Morse code").check()
    expect(tasks.nth(2)).to_have_class("done")
    expect(summary).to_have_text("3 of 4 to do")
    page.get_by_role("button", name="Remove what is done").click()
    expect(tasks).to_have_text(["Water the plants", "Write to Ada", "Sleep"])
    for task in ("Water the plants", "Write to Ada", "Sleep"):
        page.get_by_label(task).check()
    expect(summary).to_have_text("All done")


@example("08_initial_call")
def the_initial_call_is_prevented_or_not(page: Page) -> None:
    outputs = {name: page.locator(f"#{name}") for name in ("eager", "patient", "outside", "inside")}
    expect(outputs["eager"]).to_have_text("called with None")
    expect(outputs["patient"]).to_have_text("not called")
    page.get_by_role("button", name="Call both").click()
    expect(outputs["eager"]).to_have_text("called with 1")
    expect(outputs["patient"]).to_have_text("called with 1")
    page.get_by_role("button", name="Insert a field").click()
    # Its output was there before: for that callback the field is a new value.
    expect(outputs["outside"]).to_have_text("called with 'hello'")
    expect(outputs["inside"]).to_have_text("not called")
    page.locator("#field").fill("bye")
    expect(outputs["inside"]).to_have_text("called with 'bye'")
    expect(outputs["outside"]).to_have_text("called with 'bye'")


@example("09_no_output")
def uploaded_files_are_in_the_folder(page: Page) -> None:
    files = page.locator("#files li")
    expect(files).to_have_text(["The folder is empty"])
    page.locator("#upload input[type=file]").set_input_files(
        [
            {"name": "poem.txt", "mimeType": "text/plain", "buffer": b"roses are red\n"},
            {"name": "zeros.bin", "mimeType": "application/octet-stream", "buffer": bytes(2048)},
        ]
    )
    expect(files).to_have_text(["poem.txt14 bytes", "zeros.bin2,048 bytes"])


@example("10_set_props")
def a_book_opens_and_closes(page: Page) -> None:
    dialog = page.locator("#dialog")
    expect(page.get_by_role("button", name="Kokoro")).to_be_visible()
    expect(dialog).to_be_hidden()
    for title, author in (("Kokoro", "Natsume Sōseki, 1914"), ("Emma", "Jane Austen, 1815")):
        page.get_by_role("button", name=title).click()
        expect(dialog).to_be_visible()
        expect(page.locator("#title")).to_have_text(title)
        expect(page.locator("#author")).to_have_text(author)
        page.get_by_role("button", name="Put it back").click()
        expect(dialog).to_be_hidden()


@example("11_circular")
def each_side_follows_the_other(page: Page) -> None:
    celsius, fahrenheit = page.locator("#celsius"), page.locator("#fahrenheit")
    expect(fahrenheit).to_have_value("68")
    celsius.fill("100")
    expect(fahrenheit).to_have_value("212")
    fahrenheit.fill("5")
    expect(celsius).to_have_value("-15")

    volume, slider = page.locator("#volume"), page.locator("#slider").get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuenow", "3")
    volume.fill("12")
    expect(slider).to_have_attribute("aria-valuenow", "12")
    slider.press("ArrowLeft")
    expect(volume).to_have_value("11")

    everything, porto = page.get_by_label("All of them"), page.get_by_label("Porto")
    everything.check()
    for town in ("Oslo", "Porto", "Riga", "Turin"):
        expect(page.get_by_label(town)).to_be_checked()
    porto.uncheck()
    expect(everything).not_to_be_checked()
    porto.check()
    expect(everything).to_be_checked()
    everything.uncheck()
    expect(porto).not_to_be_checked()


@example("12_clientside")
def javascript_and_python_make_a_chain(page: Page) -> None:
    expect(page.locator("#words")).to_have_text("2 words")
    page.locator("#text").fill("SOS")
    expect(page.locator("#morse")).to_have_text("··· ─── ···")
    expect(page.locator("#words")).to_have_text("1 word")
    expect(page.locator("#seconds")).to_have_text("1.7 s to send")


@example("13_patch")
def one_bar_grows_at_a_time(page: Page) -> None:
    throws = page.locator("#throws li")
    for count in range(1, 6):
        page.get_by_role("button", name="Throw").click()
        expect(throws).to_have_count(count)
        _until_figure(page, f"data => data[0].y.reduce((sum, y) => sum + y) === {count}")
    one, two = map(int, throws.first.inner_text().split(" + "))
    _until_figure(page, f"data => data[0].selectedpoints[0] === {one + two - 2}")
    page.get_by_role("button", name="Clear").click()
    expect(throws).to_have_count(0)
    _until_figure(page, "data => data[0].y.every(y => y === 0)")


@example("14_async")
def all_are_back_with_the_slowest(page: Page) -> None:
    send = page.locator("#send")
    expect(page.locator("#trips .planned")).to_have_count(3)
    send.click()
    expect(send).to_be_disabled()
    expect(page.locator("#trips .done")).to_have_count(3)
    expect(page.locator("#total")).to_have_text(
        re.compile(r"^[12]\.\d s together; one after the other it would be [3-5]\.\d s$")
    )
    expect(send).to_be_enabled()


@example("15_graph")
def the_curve_follows_its_sliders(page: Page) -> None:
    quarter = "data => data[0].y.length === 601 && Math.round(data[0].y[150] * 100) === {}"
    _until_figure(page, quarter.format(0))
    page.locator("#up").get_by_role("slider").press("ArrowRight")
    _until_figure(page, quarter.format(100))
    page.locator("#phase").get_by_role("slider").press("Home")
    _until_figure(page, "data => Math.abs(data[0].x[0]) < 0.001")


@example("16_stopwatch")
def the_watch_survives_a_reload(page: Page) -> None:
    face, toggle, laps = page.locator("#face"), page.locator("#toggle"), page.locator("#laps li")
    expect(face).to_have_text("00:00.0")
    toggle.click()
    expect(toggle).to_have_text("Pause")
    expect(face).to_have_text(re.compile(r"00:00\.[3-9]|00:0[1-9]\.\d"))
    page.get_by_role("button", name="Lap").click()
    expect(laps).to_have_count(1)
    page.reload()
    expect(toggle).to_have_text("Pause")
    expect(laps).to_have_count(1)
    toggle.click()
    expect(toggle).to_have_text("Start")
    page.get_by_role("button", name="Reset").click()
    expect(face).to_have_text("00:00.0")
    expect(laps).to_have_count(0)


@example("17_pages")
def every_page_has_its_address(page: Page) -> None:
    heading, found = page.locator("h1"), page.locator("#found")
    expect(heading).to_have_text("The sky")
    expect(page).to_have_title("Clouds")
    page.get_by_role("link", name="Cirrus", exact=True).click()
    expect(heading).to_have_text("Cirrus")
    expect(page).to_have_title("Cirrus in the sky")
    page.get_by_role("link", name="What else is up there?").click()
    expect(found).to_have_text("CirrusCirrocumulus")
    expect(page).to_have_url(re.compile(r"/height\?km=9\.5$"))
    page.locator("#km").get_by_role("slider").press("Home")
    expect(found).to_have_text("Clear sky")
    page.go_back()
    expect(heading).to_have_text("Cirrus")
    page.go_forward()
    expect(found).to_have_text("CirrusCirrocumulus")
    page.reload()
    expect(found).to_have_text("CirrusCirrocumulus")
    expect(page.locator("#menu .here")).to_have_text("By height")
    page.get_by_role("link", name="The sky").click()
    expect(heading).to_have_text("The sky")


@example("19_grid")
def what_is_typed_into_the_grid_is_added_up(page: Page) -> None:
    expect(page.locator("#pieces")).to_have_text("16")
    count = page.locator("#stock [row-index='1'] [col-id=count]")
    count.dblclick()
    count.locator("input").fill("5")
    count.locator("input").press("Enter")
    expect(page.locator("#pieces")).to_have_text("19")
    expect(page.locator("#short")).to_have_text("1")
    page.get_by_label("Only what has to be ordered").check()
    rows = page.locator("#stock .ag-center-cols-container .ag-row")
    expect(rows).to_have_count(1)
    rows.get_by_text("Bookshelf").click()
    expect(page.locator("#more")).to_have_text("1 in stock, € 140 each")
    page.get_by_label("Close").click()
    expect(page.locator("#more")).to_have_count(0)


def _texts_of(locator: Locator) -> Callable[[], list[str]]:
    """From now on, listen to an element; the returned function gives the texts it has had."""
    locator.evaluate(
        """element => {
            window.heard = [];
            new MutationObserver(() => window.heard.push(element.textContent))
                .observe(element, {childList: true, characterData: true, subtree: true});
        }"""
    )
    return lambda: list(locator.evaluate("() => window.heard"))


def _until_figure(page: Page, condition: str) -> None:
    """Wait until the only graph in the page draws data that meet the condition."""
    page.wait_for_function(
        f"""() => {{
            const data = document.querySelector(".js-plotly-plot")?.data;
            return data && ({condition})(data);
        }}"""
    )


@example("18_background")
def darts_fly_while_the_slider_is_moved(page: Page) -> None:
    throw, stop, pi = (page.locator(each) for each in ("#throw", "#stop", "#pi"))
    expect(page.locator("#area")).to_have_text("radius 3, area 28.3")
    throw.click()
    expect(throw).to_be_disabled()
    expect(page.locator("#board i").first).to_be_attached(timeout=30_000)
    page.locator("#radius").get_by_role("slider").press("ArrowRight")
    expect(page.locator("#area")).to_have_text("radius 4, area 50.3")
    expect(pi).to_have_text(re.compile(r"^π ≈ 3\.1[34]\d\d from 1,200,000 darts$"), timeout=60_000)
    expect(throw).to_be_enabled()
    # Dash asks now and then: it never shows what is set between its last question and the end.
    expect(page.locator("#bar")).to_have_attribute("value", re.compile(r"^(3\d|40)$"))
    throw.click()
    stop.click()
    expect(throw).to_be_enabled()
    expect(stop).to_be_disabled()
