"""Apps in links that want out of their frame (`hostile.py`): each attempt is refused, in Chromium.

Beside each attempt stands what is to refuse it: any other error, a typo's too, is a failure.  At
the end nobody outside has been asked for anything.  `tests/browsers` makes the same attempts in
the other browsers, which have other words for what they refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, FrameLocator, Page, expect

from tests.e2e.hostile import HELPERS, HOSTILE, JAVASCRIPT, NAVIGATIONS, NOTHING, PYTHON, told
from tests.e2e.playground import Outside, Playground, ready_app, run_app


@pytest.fixture(scope="module")
def watched(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """A browser with a camera, which it gives to whoever may ask."""
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    args = [*browser_type_launch_args.get("args", ()), *camera]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def hostile_page(watched: Browser, playground: Playground) -> Iterator[Page]:
    """The app, in a host that has something to steal, and may see and find the user."""
    context = watched.new_context(
        permissions=["camera", "geolocation"], geolocation={"latitude": 48, "longitude": 16}
    )
    page = context.new_page()
    page.goto(f"{playground.url}frame.html")
    page.evaluate(
        "() => { document.cookie = 'secret=1'; localStorage.secret = sessionStorage.secret = 1; }"
    )
    assert page.evaluate("""async () => {
        const stream = await navigator.mediaDevices.getUserMedia({video: true});
        stream.getTracks().forEach((track) => track.stop());
        const place = await new Promise((yes, no) =>
            navigator.geolocation.getCurrentPosition(yes, no));
        return [stream.getVideoTracks().length, place.coords.latitude];
    }""") == [1, 48]
    page.goto(playground.link(HOSTILE))
    run_app(page)
    yield page
    context.close()


@pytest.fixture
def app(hostile_page: Page) -> FrameLocator:
    return hostile_page.frame_locator("iframe.app")


def attempt(app: FrameLocator, language: str, code: str) -> str:
    """What came of it.  Each answer begins with another number."""
    out = app.locator(f"#{language}-out")
    before = out.text_content() or ""
    app.locator("#code").fill(code)
    app.locator(f"#{language}").click()
    expect(out).not_to_have_text(before)
    return (out.text_content() or "").partition(" ")[2]


def as_expected(came: str, expected: str) -> bool:
    return came == NOTHING if expected is NOTHING else came.startswith(f"refused: {expected}")


@pytest.mark.parametrize("name", JAVASCRIPT)
def test_javascript_does_not_get_out(
    name: str, hostile_page: Page, app: FrameLocator, outside: Outside, playground: Playground
) -> None:
    code, expected = JAVASCRIPT[name]
    came = attempt(app, "js", HELPERS + told(code, outside, playground))
    assert as_expected(came, expected), came
    assert outside.asked == []
    assert hostile_page.url.startswith(playground.url)
    assert len(hostile_page.context.pages) == 1


@pytest.mark.parametrize("name", PYTHON)
def test_python_does_not_get_out(
    name: str, app: FrameLocator, outside: Outside, playground: Playground
) -> None:
    code, expected = PYTHON[name]
    lines = told(code, outside, playground).splitlines()
    came = attempt(app, "py", "".join(f"    {line}\n" for line in lines))
    assert as_expected(came, expected), came
    assert outside.asked == []


@pytest.mark.parametrize("name", NAVIGATIONS)
def test_an_app_that_sends_its_frame_away_is_ended(
    name: str, page: Page, outside: Outside, playground: Playground
) -> None:
    page.goto(playground.link(HOSTILE))
    app = run_app(page)
    app.locator("#code").fill(HELPERS + told(NAVIGATIONS[name], outside, playground))
    app.locator("#js").click()
    expect(page.get_by_role("alert")).to_contain_text("The app has ended")
    expect(page.locator("iframe.app")).to_have_count(0)
    assert outside.asked == []


def test_the_frame_shows_nothing_outside_of_the_player(page: Page, playground: Playground) -> None:
    """Whoever shows it without a sandbox, and sends it an app, gets no code of theirs to run on
    this host's origin."""
    page.goto(f"{playground.url}frame.html")
    expect(page.locator("body")).to_contain_text("shows nothing by itself")
    page.evaluate("() => window.postMessage({type: 'start', app: {}}, '*')")
    page.set_content(f'<iframe id="f" src="{playground.url}frame.html"></iframe>')
    body = page.frame_locator("#f").locator("body")
    expect(body).to_contain_text("shows nothing by itself")
    assert page.evaluate("() => document.getElementById('f').contentWindow.__pyrt_frame") is None


def test_nothing_runs_before_a_click(page: Page, playground: Playground) -> None:
    page.goto(playground.link({"app.py": "print('it runs')", "assets/a.js": "alert(1)"}))
    lines: list[str] = []
    page.on("console", lambda message: lines.append(message.text))
    expect(page.get_by_role("heading", name="This link holds an app")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="assets/a.js")).to_be_visible()
    # Python is there, and has been given no app.
    spare = page.frame_locator("iframe.spare")
    spare.locator("#react-entry-point").wait_for(state="attached")
    assert spare.locator("html[data-pyrt]").count() == 0
    page.get_by_role("button", name="Read the code first").click()
    expect(page.get_by_label("Code", exact=True)).to_have_text("print('it runs')")
    page.get_by_role("tab", name="assets/a.js").click()
    expect(page.get_by_label("Code", exact=True)).to_have_text("alert(1)")
    assert lines == []


def test_a_host_may_allow_an_origin(page: Page, outside: Outside, tmp_path: Path) -> None:
    code = f"await fetch('{outside.url}/allowed'); return 'fetched'"
    with Outside() as other, Playground(tmp_path / "site", allow=[outside.url]) as playground:
        page.goto(playground.link(HOSTILE))
        app = run_app(page)
        assert attempt(app, "js", code) == "answer: fetched"
        came = attempt(app, "js", code.replace(outside.url, other.url))
        assert came == "refused: TypeError: Failed to fetch"
        assert other.asked == []
    assert outside.asked.pop() == "/allowed"
    assert outside.asked == []


def test_a_host_may_trust_its_links(page: Page, tmp_path: Path) -> None:
    with Playground(tmp_path / "site", trust=True) as playground:
        page.goto(playground.link(HOSTILE))
        came = attempt(ready_app(page), "js", "return parent.document.title")
        assert came.startswith("refused: SecurityError: ")
