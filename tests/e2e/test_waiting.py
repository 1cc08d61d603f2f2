"""Callbacks that wait: they do not hold up others where the browser can switch stacks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route

from pyrt.testing.app import PyrtApp

TWO_BUTTONS = """
import asyncio, threading, time
from dash import Dash, Input, Output, callback, ctx, html, set_props

app = Dash(__name__)
app.layout = html.Div([
    html.Button("slow", id="slow"),
    html.Button("fast", id="fast"),
    html.Div(id="slow-out"),
    html.Div(id="fast-out"),
    html.Div(id="note"),
])
gate = threading.Event()
lock = threading.Lock()


async def until(event):
    while not event.is_set():
        await asyncio.sleep(0.01)


@callback(Output("slow-out", "children"), Input("slow", "n_clicks"), prevent_initial_call=True)
def slow(n):
    {waiting}
    return f"slow {{ctx.triggered_id}} {{n}}"


@callback(Output("fast-out", "children"), Input("fast", "n_clicks"), prevent_initial_call=True)
def fast(n):
    gate.set()
    return f"fast {{ctx.triggered_id}} {{n}}"
"""

WAYS = {
    "time.sleep": "while not gate.is_set(): time.sleep(0.01)",
    "threading.Event": "gate.wait()",
    "threading.Lock": "lock.acquire(); gate.wait(); lock.release()",
    "asyncio.run": "asyncio.run(until(gate))",
}


UP_TO_TWO_SECONDS = """end = time.monotonic() + 2
    while not gate.is_set() and time.monotonic() < end: time.sleep(0.02)
    set_props("note", {"children": "overtaken" if gate.is_set() else "held up the other"})"""
"""For so long that the other one would have run if it could."""


@pytest.mark.parametrize("way", WAYS)
def test_a_synchronous_callback_that_waits_lets_another_one_run(
    pyrt_app: PyrtApp, way: str
) -> None:
    """Only the fast callback ends the slow one's wait: if it were held up, both would hang."""
    pyrt_app.start_app(TWO_BUTTONS.format(waiting=WAYS[way]))
    pyrt_app.find_element("#slow").click()
    pyrt_app.page.wait_for_selector("html[data-pyrt=busy]")
    pyrt_app.find_element("#fast").click()
    pyrt_app.wait_for_text_to_equal("#fast-out", "fast fast 1")
    pyrt_app.wait_for_text_to_equal("#slow-out", "slow slow 1")


def test_an_async_callback_lets_another_one_run(pyrt_app: PyrtApp) -> None:  # N1
    source = TWO_BUTTONS.format(
        waiting="while not gate.is_set(): await asyncio.sleep(0.01)"
    ).replace("def slow", "async def slow")
    pyrt_app.start_app(source)
    pyrt_app.find_element("#slow").click()
    pyrt_app.page.wait_for_selector("html[data-pyrt=busy]")
    pyrt_app.find_element("#fast").click()
    pyrt_app.wait_for_text_to_equal("#fast-out", "fast fast 1")
    pyrt_app.wait_for_text_to_equal("#slow-out", "slow slow 1")


def test_two_callbacks_take_turns_with_a_lock(pyrt_app: PyrtApp) -> None:
    """The second one waits for a lock that the first one holds while it sleeps."""
    pyrt_app.start_app(
        """
import threading, time
from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="a"), html.Div(id="b")])
lock = threading.Lock()
log = []


def work(name):
    with lock:
        log.append(f"{name} in")
        time.sleep(0.1)
        log.append(f"{name} out")
    return ", ".join(log)


@callback(Output("a", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
def first(n):
    return work("a")


@callback(Output("b", "children"), Input("go", "n_clicks"), prevent_initial_call=True)
def second(n):
    return work("b")
"""
    )
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_text_to_equal("#b", "a in, a out, b in, b out")


def test_a_newer_trigger_makes_the_result_of_a_waiting_run_void(pyrt_app: PyrtApp) -> None:  # E7
    pyrt_app.start_app(
        """
import threading, time
from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
app.layout = html.Div([dcc.Input(id="text"), html.Div(id="out"), html.Div(id="after")])
gate = threading.Event()


@callback(Output("out", "children"), Input("text", "value"), prevent_initial_call=True)
def echo(value):
    if value == "a":
        gate.wait()
    else:
        gate.set()
    return value


@callback(Output("after", "children"), Input("out", "children"), prevent_initial_call=True)
def after(value):
    print("after", value)
    return f"after {value}"
"""
    )
    printed: list[str] = []
    pyrt_app.page.on("console", lambda message: printed.append(message.text))
    pyrt_app.find_element("#text").send_keys("a")
    pyrt_app.page.wait_for_selector("html[data-pyrt=busy]")
    pyrt_app.find_element("#text").send_keys("b")
    pyrt_app.wait_for_text_to_equal("#after", "after ab")
    pyrt_app.wait_for_idle()
    assert [text for text in printed if text.startswith("after")] == ["after ab"]


@pytest.fixture
def without_stack_switching(pyrt_app: PyrtApp) -> PyrtApp:
    """A browser as WebKit is: no JSPI in the worker."""

    def without(route: Route) -> None:
        code = route.fetch().text()
        head = "delete WebAssembly.Suspending; delete WebAssembly.promising;\n"
        route.fulfill(content_type="text/javascript", body=head + code)

    pyrt_app.page.context.route(re.compile(r"/worker\.js"), without)
    return pyrt_app


def test_without_stack_switching_callbacks_queue(without_stack_switching: PyrtApp) -> None:
    app = without_stack_switching
    printed: list[str] = []
    app.page.on("console", lambda message: printed.append(message.text))
    app.start_app(TWO_BUTTONS.format(waiting=UP_TO_TWO_SECONDS))
    app.find_element("#slow").click()
    app.page.wait_for_selector("html[data-pyrt=busy]")
    app.find_element("#fast").click()
    assert app.find_element("#slow-out").text == "", "clicked while the other one sleeps"
    app.wait_for_text_to_equal("#fast-out", "fast fast 1")
    app.wait_for_text_to_equal("#slow-out", "slow slow 1")
    app.wait_for_text_to_equal("#note", "held up the other")
    assert sum("holds up all other callbacks" in text for text in printed) == 1
    # It was not lost: who sleeps next finds that the other one has run.
    app.find_element("#slow").click()
    app.wait_for_text_to_equal("#slow-out", "slow slow 2")
    app.wait_for_text_to_equal("#note", "overtaken")
    assert sum("holds up all other callbacks" in text for text in printed) == 1


def test_without_stack_switching_an_async_callback_lets_another_one_run(
    without_stack_switching: PyrtApp,
) -> None:
    app = without_stack_switching
    source = TWO_BUTTONS.format(waiting="await until(gate)")
    app.start_app(source.replace("def slow", "async def slow"))
    app.find_element("#slow").click()
    app.page.wait_for_selector("html[data-pyrt=busy]")
    app.find_element("#fast").click()
    app.wait_for_text_to_equal("#fast-out", "fast fast 1")
    app.wait_for_text_to_equal("#slow-out", "slow slow 1")


def test_without_stack_switching_a_lock_that_cannot_be_had_is_an_error(
    without_stack_switching: PyrtApp,
) -> None:
    app = without_stack_switching
    app.expect_error("cannot wait for another one")
    app.start_app(TWO_BUTTONS.format(waiting="lock.acquire(); lock.acquire()"))
    app.find_element("#slow").click()
    app.wait_for_idle()
    assert re.search("no WebAssembly stack switching", app.errors[0]["message"])
    app.find_element("#fast").click()
    app.wait_for_text_to_equal("#fast-out", "fast fast 1")
