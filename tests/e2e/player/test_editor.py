"""The editor of the playground, by keyboard and by mouse: code, files, drafts, what it says."""

from __future__ import annotations

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.playground import Playground, ready_app

HELLO = """from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__, title="Words")
app.layout = html.Div([dcc.Input(id="word", value="one"), html.P(id="out")])


@callback(Output("out", "children"), Input("word", "value"))
def show(word):
    print("showing", word)
    return f"The word is {word}"
"""


@pytest.fixture
def hello(page: Page, playground: Playground) -> FrameLocator:
    """Its code beside it, and running."""
    page.goto(playground.link(HELLO, query="?mode=split"))
    page.get_by_role("button", name="Run", exact=True).click()
    app = ready_app(page)
    expect(app.locator("#out")).to_have_text("The word is one")
    return app


def code_of(page: Page) -> str:
    return page.locator(".cm-content").inner_text()


def rerun(page: Page) -> FrameLocator:
    """The app as it is now: until it shows something, its predecessor stays on the stage."""
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").filter(has_text="Running")).to_be_visible()
    return page.frame_locator("iframe.app")


def replace_code(page: Page, old: str, new: str) -> None:
    """By keyboard, as somebody who searches for a place and types there."""
    line = page.locator(".cm-line", has_text=old)
    text = line.inner_text()
    line.click()
    page.keyboard.press("Home")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.insert_text(text.replace(old, new))


def test_ctrl_s_runs_it_from_inside_the_app_too(page: Page, hello: FrameLocator) -> None:
    replace_code(page, "The word is", "The new word is")
    hello.locator("#word").fill("two")
    app = rerun(page)
    expect(app.locator("#out")).to_have_text("The new word is one")


def test_an_app_cannot_press_ctrl_s_itself(page: Page, playground: Playground) -> None:
    script = """window.dash_clientside = {mine: {press: (clicks) => {
        const keys = {ctrlKey: true, key: "s", bubbles: true, cancelable: true};
        if (clicks) document.body.dispatchEvent(new KeyboardEvent("keydown", keys));
        if (clicks) window.parent.postMessage({type: "save"}, "*");
        if (clicks) console.log("pressed by itself");
        return `pressed ${clicks}`;
    }}}"""
    app = """from dash import ClientsideFunction, Dash, Input, Output, clientside_callback, html
app = Dash(__name__)
app.layout = [html.Button("go", id="go", n_clicks=0), html.P(id="out")]
clientside_callback(ClientsideFunction("mine", "press"), Output("out", "children"),
                    Input("go", "n_clicks"))
"""
    page.goto(playground.link({"app.py": app, "assets/own.js": script}, query="?mode=split"))
    page.get_by_role("button", name="Run", exact=True).click()
    frame = ready_app(page)
    # By the element's own click: the focus stays where it is, outside of the app.
    frame.locator("#go").evaluate("button => button.click()")
    # Of an app that another one is about to follow, nothing would be heard any more.
    expect(page.locator(".console")).to_contain_text("pressed by itself")
    expect(frame.locator("#out")).to_have_text("pressed 1")


def test_a_first_visit_shows_a_running_app_beside_its_code(
    page: Page, playground: Playground
) -> None:
    page.goto(playground.url)
    app = ready_app(page)
    expect(app.locator("#greeting")).to_have_text("Hello, world!")
    expect(page.get_by_role("tab", name="app.py")).to_have_attribute("aria-selected", "true")
    assert "Dash(__name__" in code_of(page)


def test_what_is_typed_runs_on_save_in_the_python_that_was_started_ahead(
    page: Page, hello: FrameLocator
) -> None:
    old = "The word"
    for word in ("said", "sung", "heard"):
        # The next Python starts as soon as this one is there.
        spare = page.locator("iframe.spare")
        spare.evaluate("(frame, word) => { frame.dataset.startedFor = word; }", word)
        page.frame_locator("iframe.spare").locator("#react-entry-point").wait_for(state="attached")
        replace_code(page, f"{old} is", f"{word} is")
        page.keyboard.press("Control+s")
        expect(page.frame_locator("iframe.app").locator("#out")).to_have_text(f"{word} is one")
        expect(page.locator("iframe.app")).to_have_attribute("data-started-for", word)
        old = word
    assert "heard is" in code_of(page)


def test_nothing_of_a_link_runs_before_it_is_asked_for(page: Page, playground: Playground) -> None:
    page.goto(playground.link(HELLO, query="?mode=edit"))
    expect(page.get_by_role("tab", name="app.py")).to_be_visible()
    assert "The word is" in code_of(page)
    expect(page.locator("iframe.app")).to_have_count(0)
    page.get_by_role("button", name="App", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing runs yet")).to_be_visible()
    page.get_by_role("button", name="Dev tools").click()
    expect(page.locator("iframe.app")).to_have_count(0)
    # Changing it is not running it, and neither is opening what was changed.
    page.get_by_role("button", name="Code", exact=True).click()
    replace_code(page, "The word is", "It is")
    expect(page.get_by_text("Saved in this browser")).to_be_visible()
    page.goto(playground.url)
    expect(page.get_by_role("heading", name="Nothing runs yet")).to_be_visible()
    expect(page.locator("iframe.app")).to_have_count(0)
    page.get_by_role("button", name="Run the app").click()
    expect(ready_app(page).locator("#out")).to_have_text("It is one")


def test_prints_and_tracebacks_are_in_the_console_and_errors_at_their_line(
    page: Page, hello: FrameLocator
) -> None:
    log = page.get_by_role("log")
    expect(log).to_contain_text("showing one")
    replace_code(page, 'print("showing", word)', "1 / len(word)")
    app = rerun(page)
    expect(page.locator(".cm-lint-marker-error")).to_have_count(0)
    app.locator("#word").fill("")
    expect(log).to_contain_text("ZeroDivisionError")
    expect(page.locator(".cm-lintRange-error")).to_have_text("1 / len(word)")
    page.locator(".cm-content").press("Control+Home")
    page.get_by_role("button", name='File "/app/app.py", line 9').first.click()
    expect(page.locator(".cm-activeLine")).to_have_text("    1 / len(word)")
    page.get_by_role("button", name="Clear").click()
    expect(log).to_be_empty()


def test_an_app_that_cannot_start_is_marked_too(page: Page, hello: FrameLocator) -> None:
    replace_code(page, "app.layout = ", "app.layout = missing or ")
    page.keyboard.press("Control+s")
    expect(page.locator(".cm-lintRange-error")).to_contain_text("missing or")
    expect(page.get_by_role("status").filter(has_text="Failed")).to_be_visible()
    expect(page.get_by_role("log").get_by_text("The app could not be started")).to_have_count(1)
    page.locator(".cm-lintRange-error").first.hover()
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("name 'missing' is not defined")
    replace_code(page, "missing or ", "")
    expect(rerun(page).locator("#out")).to_have_text("The word is one")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_components_and_their_props_are_completed(page: Page, hello: FrameLocator) -> None:
    replace_code(page, "html.P(id", "dcc.Sli")
    # The cursor goes behind what is to be completed.
    page.keyboard.press("Home")
    line = page.locator(".cm-activeLine").inner_text()
    for _ in range(line.index("dcc.Sli") + len("dcc.Sli")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+Space")
    options = page.get_by_role("option")
    expect(options.filter(has_text="RangeSlider")).to_be_visible()
    expect(options.first).to_have_text("Slider")
    options.first.click()
    page.keyboard.type("(ma")
    expect(options.filter(has_text="marks")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+End")
    page.keyboard.type('x = Output("w')
    expect(options.filter(has_text="word")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.type('ord", "n_bl')
    expect(options.first).to_have_text("n_blur")


def test_files_are_added_renamed_chosen_and_deleted(page: Page, hello: FrameLocator) -> None:
    page.get_by_role("button", name="New file").click()
    page.get_by_label("Path, such as").fill("../words.py")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("leaves its folder")
    page.get_by_label("Path, such as").fill("word.py")
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.insert_text("def shout(word):\n    return word.upper()\n")
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("New path").fill("words.py")
    page.keyboard.press("Enter")
    tab = page.get_by_role("tab", name="words.py")
    expect(tab).to_have_attribute("aria-selected", "true")
    assert "word.upper()" in code_of(page)
    # Along the tabs with the arrow keys.
    tab.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="app.py")).to_be_focused()
    replace_code(page, "from dash import", "from words import shout; from dash import")
    replace_code(page, "{word}", "{shout(word)}")
    page.keyboard.press("Control+s")
    expect(page.frame_locator("iframe.app").locator("#out")).to_have_text("The word is ONE")
    page.get_by_role("tab", name="words.py").click()
    page.get_by_role("button", name="Start with this file").click()
    expect(page.get_by_role("tab", name="words.py")).to_contain_text("starts")
    page.get_by_role("tab", name="app.py").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("tab", name="app.py")).to_have_count(0)
    expect(page.get_by_role("button", name="Delete")).to_be_disabled()


def test_packages_are_named_one_a_line(page: Page, hello: FrameLocator) -> None:
    page.get_by_role("tab", name="Packages").click()
    page.get_by_label("Packages that the app needs").fill("plotly\npolars>=1")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("does not have polars>=1")
    page.get_by_label("Packages that the app needs").fill("plotly")
    expect(rerun(page).locator("#out")).to_have_text("The word is one")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_work_survives_a_reload_and_no_link_replaces_it(page: Page, playground: Playground) -> None:
    page.goto(playground.url)
    ready_app(page)
    replace_code(page, "Hello, {name}!", "Good day, {name}!")
    expect(page.get_by_text("Saved in this browser")).to_be_visible()
    page.reload()
    expect(ready_app(page).locator("#greeting")).to_have_text("Good day, world!")
    page.goto(playground.link(HELLO, query="?mode=split"))
    assert "The word is" in code_of(page)
    page.get_by_role("button", name="Open “A first app”").click()
    assert "Good day" in code_of(page)
    expect(ready_app(page).locator("#greeting")).to_have_text("Good day, world!")
    # The link that was left is not opened again.
    page.reload()
    assert "#" not in page.url
    expect(ready_app(page).locator("#greeting")).to_have_text("Good day, world!")


def test_a_link_that_was_changed_is_offered_in_both_forms(
    page: Page, playground: Playground, hello: FrameLocator
) -> None:
    replace_code(page, "The word is", "Mine is")
    expect(page.get_by_text("Saved in this browser")).to_be_visible()
    page.reload()
    expect(page.get_by_text("You have changed this app before.")).to_be_visible()
    assert "The word is" in code_of(page)
    page.get_by_role("button", name="Open “Words”").click()
    expect(ready_app(page).locator("#out")).to_have_text("Mine is one")
    page.goto(playground.link(HELLO))
    page.get_by_role("button", name="Go on with my changes").click()
    assert "Mine is" in code_of(page)


def test_templates_and_own_work_are_opened_and_deleted(page: Page, playground: Playground) -> None:
    page.goto(playground.url)
    ready_app(page)
    replace_code(page, "Hello, {name}!", "Good day, {name}!")
    page.get_by_role("button", name="Open", exact=True).click()
    dialog = page.get_by_role("dialog", name="Open")
    dialog.get_by_role("button", name="Chained callbacks").click()
    app = ready_app(page)
    expect(app.locator("#breakfast")).to_contain_text("no tea, no toast")
    expect(page.get_by_role("tab")).to_have_text(
        ["app.py starts", "assets/base.css", "assets/style.css", "Packages"]
    )
    page.get_by_role("button", name="Open", exact=True).click()
    dialog.get_by_role("button", name="A first app").first.click()
    expect(ready_app(page).locator("#greeting")).to_have_text("Good day, world!")
    page.get_by_role("button", name="Open", exact=True).click()
    dialog.get_by_role("button", name="Delete “A first app” of").click()
    dialog.get_by_role("button", name="Delete “A first app” for good").click()
    expect(dialog.get_by_text("Nothing yet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_an_app_is_stopped_and_started_again(page: Page, hello: FrameLocator) -> None:
    replace_code(page, 'print("showing", word)', "while word == 'two': pass")
    page.get_by_role("button", name="Run", exact=True).click()
    ready_app(page).locator("#word").fill("two")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    expect(page.locator("iframe.app")).to_have_count(0)
    page.get_by_role("button", name="Run the app").click()
    expect(ready_app(page).locator("#out")).to_have_text("The word is one")


def test_dev_tools_are_switched_on_beside_the_code(page: Page, hello: FrameLocator) -> None:
    page.get_by_role("button", name="Dev tools").click()
    app = ready_app(page)
    expect(app.locator("#out")).to_have_text("The word is one")
    app.get_by_role("button", name="Callbacks").click()
    expect(app.get_by_text("out.children").first).to_be_visible()


def test_the_code_is_left_by_escape_and_tab(page: Page, hello: FrameLocator) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Tab")
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator(".cm-content")).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".cm-content")).to_be_focused()


def test_every_template_starts(page: Page, playground: Playground) -> None:
    page.goto(playground.url)
    ready_app(page)
    page.get_by_role("button", name="Open", exact=True).click()
    templates = page.get_by_role("dialog", name="Open").get_by_role("list").last
    choices = templates.get_by_role("button")
    expect(choices).not_to_have_count(0)
    titles = choices.locator("strong").all_inner_texts()
    assert len(titles) > 15
    page.keyboard.press("Escape")
    for title in titles:
        page.get_by_role("button", name="Open", exact=True).click()
        templates.get_by_role("button", name=title).first.click()
        status = page.get_by_role("status").filter(has_text="Running")
        expect(status, title).to_be_visible()
        expect(page.locator(".lines .error"), title).to_have_count(0)


def test_two_tabs_do_not_write_over_each_other(page: Page, playground: Playground) -> None:
    page.goto(playground.url)
    replace_code(page, "Hello, {name}!", "First, {name}!")
    expect(page.get_by_text("Saved in this browser")).to_be_visible()
    other = page.context.new_page()
    other.goto(playground.url)
    replace_code(other, "First, {name}!", "Second, {name}!")
    expect(other.get_by_text("Saved in this browser")).to_be_visible()
    other.close()
    replace_code(page, "First, {name}!", "Third, {name}!")
    expect(page.get_by_text("Saved in this browser")).to_be_visible()
    page.get_by_role("button", name="Open", exact=True).click()
    own = page.get_by_role("dialog", name="Open").get_by_role("list").first
    expect(own.get_by_role("listitem")).to_have_count(2)


def test_an_app_that_prints_without_end_leaves_the_page_usable(
    page: Page, hello: FrameLocator
) -> None:
    endless = "[print(n) for n in iter(int, 1)] if word == 'two' else None"
    replace_code(page, 'print("showing", word)', endless)
    rerun(page).locator("#word").fill("two")
    # The oldest lines go.
    expect(page.locator(".lines pre")).to_have_count(1000, timeout=30_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
