"""Callbacks of every kind, by real keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browsers.tab import HOLDS_UP, Tab

APP = Path(__file__).parent / "apps/everything.py"
GRAPH = Path(__file__).parents[2] / "examples/15_graph"

STOP = "#pyrt-bar button"


@pytest.fixture
def app(tab: Tab, url_of: Callable[[Path], str]) -> Tab:
    tab.goto(url_of(APP))
    tab.ready()
    return tab


def switches_stacks(tab: Tab) -> bool:
    return bool(tab.js("'Suspending' in WebAssembly"))


def test_each_key_is_heard_by_python_and_javascript(app: Tab) -> None:
    app.click("#text")
    app.type("three engines, one app")
    app.shows("#echo-out", "THREE ENGINES, ONE APP")
    app.shows("#words-out", "4")
    app.shows("#length-out", "22 letters in 4 words")
    # In the middle of a word the caret stays where it is.
    for _ in range(4):
        app.press("ArrowLeft")
    app.type("py")
    app.shows("#echo-out", "THREE ENGINES, ONEPY APP")
    assert app.value("#text") == "three engines, onepy app"


def test_a_chain_of_callbacks_runs_to_its_end(app: Tab) -> None:
    for clicks in (1, 2, 3):
        app.click("#link")
        app.shows("#link-4", str(clicks + 4))
        assert app.text("#link-0") == str(clicks)


def test_a_graph_draws_long_lists_of_numbers(tab: Tab, url_of: Callable[[Path], str]) -> None:
    drawn = "document.querySelector('.js-plotly-plot')?.data?.[0]"
    tab.goto(url_of(GRAPH))
    tab.ready()
    # Four swings up and down, then five.
    tab.wait(f"Math.round({drawn}?.y[30] * 1000)", 951)
    tab.js("document.querySelector('#up [role=slider]').focus()")
    tab.press("ArrowRight")
    tab.wait(f"Math.round({drawn}?.y[30] * 1000)", 1000)
    assert tab.js(f"{drawn}.y.length") == 601


def test_a_callback_that_sleeps_lets_others_run_or_the_console_says_why_not(app: Tab) -> None:
    app.click("#slow")
    app.wait("document.getElementById('slow').disabled")
    app.click("#fast")
    app.shows("#fast-out", "fast 1")
    expected = "overtaken" if switches_stacks(app) else "held up the other"
    app.shows("#slow-out", f"1: {expected}")
    app.click("#slow")
    app.shows("#slow-out", "2: overtaken")
    app.ready()
    assert app.says(HOLDS_UP) == (0 if switches_stacks(app) else 1)


def test_an_async_callback_that_sleeps_lets_others_run_in_every_browser(app: Tab) -> None:
    app.click("#nap")
    app.wait("document.documentElement.dataset.pyrt", "busy")
    app.click("#wake")
    app.shows("#wake-out", "wake 1")
    app.shows("#nap-out", "nap 1")
    app.ready()
    assert app.says(HOLDS_UP) == 0


def test_a_background_callback_reports_ends_and_can_be_cancelled(app: Tab) -> None:
    app.click("#job")
    app.shows("#job-out", "job 1")
    assert app.js("document.getElementById('bar').getAttribute('value')") == "3"
    app.click("#endless")
    app.wait("document.getElementById('bar').getAttribute('value')", "1.5")
    app.click("#cancel")
    app.wait("document.getElementById('endless').className", "")
    app.ready()
    assert app.text("#endless-out") == "-"
    app.click("#job")
    app.shows("#job-out", "job 2")
    # A job that sleeps is in nobody's way.
    assert app.says(HOLDS_UP) == 0
    app.a_busy_worker_was_ended()


def test_a_callback_that_never_ends_is_stopped(app: Tab) -> None:
    app.enter("#text", "kept")
    app.shows("#echo-out", "KEPT")
    app.click("#loop")
    app.wait("document.getElementById('loop').disabled")
    app.click("#count")
    app.shows(STOP, "Stop it")
    app.click(STOP)
    app.shows("#count-out", "1 kept")
    app.wait("document.getElementById('loop').disabled", False)
    assert app.value("#text") == "kept"
    app.ready()
    app.a_busy_worker_was_ended()
