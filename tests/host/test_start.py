"""The start of a page: stages, failures, and that a failure is never silent."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html
from playwright.sync_api import Page, Route, expect

from pyrt.protocol import PROTOCOL_VERSION
from tests.host.conftest import SCRIPTS, index
from tests.host.fake_engine import FakeEngine, Wire

SCREEN = "#react-entry-point ._dash-loading"
FAILURE = ".pyrt-boot-failure"


def progress(stage: str, fraction: float | None = None, detail: str = "") -> Wire:
    return {"type": "BootProgress", "stage": stage, "detail": detail, "fraction": fraction}


def test_the_stages_are_named_with_their_progress(engine: FakeEngine, page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-pyrt", "loading")
    engine.say(progress("runtime", 0.5))
    expect(page.locator(SCREEN)).to_contain_text("Downloading Python")
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0.5")
    engine.say(progress("app", detail="Importing app.py"))
    expect(page.locator(SCREEN)).to_contain_text("Importing app.py")
    expect(page.get_by_role("progressbar")).not_to_have_attribute("value", "0.5")


def test_the_worker_is_told_what_to_start(open_page: Any, page: Page) -> None:
    open_page(packages="pk.zip", attribute="server", entry="main.py")
    page.wait_for_function("fakeWorker.started")
    started = page.evaluate("fakeWorker.started")
    base = page.url
    assert started["app"] == f"{base}app.zip"
    assert started["packages"] == f"{base}pk.zip"
    assert started["start"] == {
        "type": "StartApp",
        "entry": "main.py",
        "attribute": "server",
        "hooks": [],
        "root": "/",
        "location": {
            "href": base,
            "origin": base.rstrip("/"),
            "pathname": "/",
            "search": "",
            "hash": "",
        },
        "cookies": "",
        "user_agent": page.evaluate("navigator.userAgent"),
        "persistent_dir": None,
        "debug": False,
        "role": "app",
        "restored": None,
    }
    assert page.evaluate("fakeWorker.url") == f"{base}runtime/worker.js"


def test_the_app_is_ready_when_the_engine_rests_for_the_first_time(
    engine: FakeEngine, page: Page
) -> None:
    page.evaluate("() => void pyrt.ready.then(() => (window.wasReady = true))")
    engine.say({"type": "Hello", "protocol": PROTOCOL_VERSION, "build": "test"})
    engine.say(engine.update_message(0, children=html.Div("x")))
    assert page.evaluate("window.wasReady") is None
    engine.say(engine.idle())
    page.wait_for_function("window.wasReady")
    expect(page.locator("html")).to_have_attribute("data-pyrt", "ready")


def failure(page: Page, problems: list[str], *texts: str) -> None:
    """The failure is on the page, in the console, in the list and in the promise."""
    for text in texts:
        expect(page.locator(FAILURE)).to_contain_text(text)
        assert any(text in problem for problem in problems)
    expect(page.locator("html")).to_have_attribute("data-pyrt", "failed")
    rejected = page.evaluate("pyrt.ready.then(() => 'ready', error => error.message)")
    assert texts[0] in rejected
    assert texts[0] in str(page.evaluate("pyrt.errors"))
    problems.clear()


def test_an_app_that_cannot_be_imported_shows_its_traceback(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    error = {
        "source": "python",
        "title": "The app could not be started",
        "message": "app.py: NameError: name 'x' is not defined",
        "traceback": "Traceback (most recent call last):\n  File 'app.py', line 3\n" + "long " * 99,
    }
    engine.say({"type": "AppError", "error": error, "fatal": True}, progress("failed"))
    failure(page, problems, "NameError: name 'x'", "line 3")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("fakeWorker.terminated") is True


def test_failed_is_terminal(engine: FakeEngine, page: Page, problems: list[str]) -> None:
    engine.say(progress("failed", detail="no Python today"))
    engine.say(progress("layout"), progress("ready"))
    failure(page, problems, "no Python today")


def test_a_python_that_stops_later_gives_way_to_another_one_which_gets_the_page(
    engine: FakeEngine, page: Page, problems: list[str]
) -> None:
    engine.start(html.Div("still readable", id="d"))
    error = {"source": "boot", "title": "Python has stopped", "message": "why", "traceback": ""}
    stopped = {"type": "AppError", "error": error, "fatal": True}
    engine.say(stopped)
    expect(page.locator("#pyrt-bar")).to_contain_text("was started again")
    restored = page.evaluate("fakeWorker.started.start.restored")
    assert [op["op"] for op in restored["ops"]] == ["mount", "set"]
    assert restored["ops"][0]["props"] == {"id": "d", "children": "still readable"}
    assert page.evaluate("fakeWorker.terminated")
    expect(page.locator("#d")).to_have_text("still readable")
    # One that dies before it is up is not tried again.
    engine.say(stopped)
    expect(page.locator(FAILURE)).to_contain_text("Python has stopped")
    expect(page.locator("#d")).to_have_text("still readable")
    assert "Python has stopped" in page.evaluate("pyrt.idle().catch(error => error.message)")
    problems.clear()


@pytest.mark.parametrize(
    ("hello", "text"),
    [
        ({"protocol": 99, "build": "test"}, "speaks protocol 99"),
        ({"protocol": PROTOCOL_VERSION, "build": "other"}, "is from build other"),
    ],
)
def test_a_worker_of_another_version_is_refused(
    engine: FakeEngine, page: Page, problems: list[str], hello: Wire, text: str
) -> None:
    engine.say({"type": "Hello", **hello})
    failure(page, problems, text, "Ctrl+Shift+R")


def test_a_silent_stage_fails_after_a_hint(page: Page, open_page: Any, problems: list[str]) -> None:
    page.clock.install()
    open_page()
    page.clock.fast_forward(12_000)
    expect(page.locator(SCREEN)).to_contain_text("Nothing has arrived for a while")
    page.clock.fast_forward(60_000)
    failure(page, problems, "gave no sign of life for 60 seconds")


def test_an_app_may_take_its_time(page: Page, open_page: Any) -> None:
    page.clock.install()
    engine = open_page()
    engine.say(progress("app"))
    page.clock.fast_forward(3_600_000)
    expect(page.locator(SCREEN)).to_contain_text("Does it wait for something at import?")
    engine.start(html.Div("at last", id="d"))
    expect(page.locator("#d")).to_have_text("at last")


@pytest.mark.parametrize("missing", ["runtime/host.js", "runtime/react/react-dom.min.js"])
def test_a_missing_script_is_named_with_its_status(
    page: Page, open_page: Any, problems: list[str], missing: str
) -> None:
    page.route(f"**/{missing}", lambda route: route.fulfill(status=404))
    open_page()
    failure(page, problems, f"{missing} answered 404", "Publish the whole folder")


def test_a_page_without_configuration_says_so(
    page: Page, static_url: str, open_page: Any, problems: list[str]
) -> None:
    html_text = index().replace("_dash-config", "other-config")
    open_page()
    problems.clear()
    page.unroute(static_url)
    page.route(static_url, lambda route: route.fulfill(body=html_text, content_type="text/html"))
    page.goto(static_url)
    failure(page, problems, "keep {%config%} in it")


def test_a_page_without_scripts_says_so(page: Page, open_page: Any, problems: list[str]) -> None:
    open_page(scripts=tuple(script for script in SCRIPTS if "host" not in script))
    failure(page, problems, "keep {%scripts%} and {%renderer%} in it")


# --- with the real worker ---------------------------------------------------------------


@pytest.fixture
def real_page(page: Page, static_url: str) -> Page:
    """A page of the real scripts, worker included; there is no app."""
    page.route(static_url, lambda route: route.fulfill(body=index(), content_type="text/html"))
    return page


def not_found(route: Route) -> None:
    route.fulfill(status=404, body="not here")


def no_answer(route: Route) -> None:
    route.abort()


def a_friendly_page(route: Route) -> None:
    route.fulfill(status=200, body="<!DOCTYPE html><h1>Our site</h1>", content_type="text/html")


@pytest.mark.parametrize(
    ("file", "answer", "texts"),
    [
        ("runtime/worker.js", not_found, ["runtime/worker.js answered 404"]),
        ("pyodide/pyodide.asm.wasm", not_found, ["pyodide.asm.wasm answered 404"]),
        (
            "pyodide/pyodide.asm.wasm",
            a_friendly_page,
            ["answered 200, but not with a WebAssembly module (text/html)"],
        ),
        ("pyodide/python_stdlib.zip", no_answer, ["python_stdlib.zip could not be reached"]),
        ("runtime/pyrt.zip", a_friendly_page, ["answered 200, but not with a zip archive"]),
        ("app.zip", not_found, ["app.zip answered 404"]),
    ],
)
def test_a_missing_file_fails_the_start_by_name(
    real_page: Page, static_url: str, problems: list[str], file: str, answer: Any, texts: list[str]
) -> None:
    # Some files are needed only by a start without the image.
    real_page.route("**/start_image.gz", not_found)
    real_page.route(f"**/{file}", answer)
    real_page.goto(static_url)
    failure(real_page, problems, *texts, "reload the page")


# (module (import "x" "y" (func)))
FOREIGN_MODULE = bytes.fromhex("0061736d 01000000 010401600000 0207 01 0178 0179 0000")


def test_a_module_that_cannot_be_instantiated_fails_the_start(
    real_page: Page, static_url: str, problems: list[str]
) -> None:
    real_page.route(
        "**/pyodide.asm.wasm",
        lambda route: route.fulfill(body=FOREIGN_MODULE, content_type="application/wasm"),
    )
    real_page.goto(static_url)
    failure(real_page, problems, "Python could not be started")
