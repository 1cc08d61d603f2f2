"""The dev tools with a real Python behind them: graph, times, log, recorder."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from pyrt.testing.app import PyrtApp

APP = """
import time
from dash import ALL, Dash, Input, Output, State, callback, clientside_callback, ctx, dcc, html

app = Dash(__name__)
app.layout = html.Div([
    dcc.Input(id="name"), html.Button("slow", id="slow", n_clicks=0),
    html.P(id="greeting"), html.P(id="shout"), html.P(id="report"), html.P(id="browser"),
    *(html.Span(id=f"data-{i}", hidden=True) for i in range(24)),
    *(html.Span(id=f"view-{i}", hidden=True) for i in range(48)),
    *(html.Span(id=f"total-{i}", hidden=True) for i in range(24)),
])

@callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    return f"hello {name or ''}"

@callback(Output("shout", "children"), Input("greeting", "children"))
def shout(text):
    return text.upper()

@callback(Output("report", "children"), Input("slow", "n_clicks"), State("name", "value"),
          prevent_initial_call=True)
def report(n, name):
    ctx.record_timing("query", 0.125, "of the database")
    time.sleep(0.1)
    return f"report {n} for {name}"

clientside_callback("text => text.length", Output("browser", "children"),
                    Input("greeting", "children"))

def data(i):
    @callback(Output(f"data-{i}", "children"), Input("slow", "n_clicks"))
    def load(n):
        return n

def view(i):
    @callback(Output(f"view-{i}", "children"), Input(f"data-{i // 2}", "children"))
    def show(n):
        return n

def total(i):
    @callback(Output(f"total-{i}", "children"), Input(f"view-{2 * i}", "children"),
              Input(f"view-{(2 * i + 3) % 48}", "children"))
    def add(a, b):
        return a + b

for i in range(24):
    data(i), view(2 * i), view(2 * i + 1), total(i)
app.run(debug=True)
"""


@pytest.fixture
def started(pyrt_app: PyrtApp) -> PyrtApp:
    pyrt_app.start_app(APP)
    return pyrt_app


def opened(app: PyrtApp, name: str) -> Locator:
    bar = app.page.get_by_role("region", name="Developer tools")
    bar.get_by_role("button", name=name, exact=True).click()
    return app.page.get_by_role("region", name=name, exact=True)


def test_a_hundred_callbacks_are_a_graph_with_counts_times_and_neighbours(
    started: PyrtApp,
) -> None:
    app, page = started, started.page
    app.find_element("#slow").click()
    app.wait_for_text_to_equal("#report", "report 1 for None")
    app.wait_for_idle()
    callbacks = opened(app, "Callbacks")
    graph = callbacks.get_by_role("group", name="Callback graph")
    nodes = graph.locator(".pyrt-graph-node")
    expect(nodes).to_have_count(100 + 2)
    boxes = nodes.evaluate_all("""nodes => nodes.map(node => {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        return [left, top, right, bottom];
    })""")
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert (
                one[2] <= other[0]
                or other[2] <= one[0]
                or one[3] <= other[1]
                or (other[3] <= one[1])
            ), "two nodes lie on each other"
    assert boxes[0][2] - boxes[0][0] > 90, "too small to be read"

    counted = graph.get_by_role("button", name="data-0.children")
    expect(counted).to_contain_text(re.compile(r"children2 . [\d.]+ ms"))
    graph.get_by_role("button", name="report.children").click()
    details = callbacks.get_by_role("complementary")
    expect(details).to_contain_text("name.value")
    expect(details).to_contain_text("query")
    expect(details.get_by_role("row", name="query")).to_contain_text("125 ms")
    # It slept for 0.1 s, and the others were called meanwhile.
    expect(details.get_by_role("row", name="Python")).to_contain_text(re.compile(r"\d{3} ms|\d s"))
    for part in ("Queue", "Transfer", "Render"):
        expect(details.get_by_role("row", name=part)).to_contain_text("ms")
    # Neighbours stand out, and the edges between them say what they carry.
    bright = graph.locator(".pyrt-graph-node:not(.pyrt-graph-dim)")
    expect(bright).to_have_count(3)
    labels = graph.locator(".pyrt-graph-labels text")
    expect(labels).to_have_text(["slow.n_clicks", "name.value"])

    graph.get_by_role("button", name="report.children").click()
    callbacks.get_by_role("searchbox").fill("view-1.")
    expect(bright).to_have_count(2)
    # Keyboard: larger, smaller, all of it.
    graph.focus()
    world = graph.locator(".pyrt-graph-world")
    before = world.get_attribute("style")
    page.keyboard.press("+")
    page.keyboard.press("ArrowDown")
    expect(world).not_to_have_attribute("style", before or "")
    callbacks.get_by_role("button", name="Table").click()
    expect(callbacks.get_by_role("row")).to_have_count(1 + 2)
    page.keyboard.press("Escape")
    expect(callbacks).to_have_count(0)


def test_a_session_is_logged_recorded_exported_opened_and_replayed(
    started: PyrtApp, tmp_path: Path
) -> None:
    app, page = started, started.page
    # One at a time: a second character may come before the first has been answered.
    app.find_element("#name").send_keys("A")
    app.wait_for_text_to_equal("#shout", "HELLO A")
    app.find_element("#name").send_keys("d")
    app.wait_for_text_to_equal("#shout", "HELLO AD")
    app.wait_for_idle()
    log = opened(app, "Log")
    expect(
        log.get_by_role("listitem").filter(has_text='name.value = "Ad" changed')
    ).to_contain_text("greeting.children triggered by name.value")
    expect(
        log.get_by_role("listitem").filter(has_text="shout.children triggered by").first
    ).to_contain_text("greeting.children")

    session = opened(app, "Session")
    with page.expect_download() as download:
        session.get_by_role("button", name="Export").click()
    path = tmp_path / "session.json"
    download.value.save_as(path)
    recorded = json.loads(path.read_text("utf-8"))
    assert recorded["complete"] and recorded["entry"] == "app.py"
    assert recorded["turns"][0]["turn"]["events"] == [{"type": "Start"}]

    # What comes later is not in the file.
    app.find_element("#name").send_keys("a")
    app.wait_for_text_to_equal("#shout", "HELLO ADA")
    session.get_by_label("Session file").set_input_files(path)
    replay = page.get_by_role("region", name="Replay")
    expect(replay).to_contain_text("Python is not asked")
    replay.get_by_role("button", name="Last step").click()
    app.wait_for_text_to_equal("#shout", "HELLO AD")
    app.wait_for_text_to_equal("#name", "Ad")
    replay.get_by_role("button", name="First step").click()
    app.wait_for_text_to_equal("#greeting", "")
    seen = []
    while replay.get_by_role("button", name="One step forward").is_enabled():
        replay.get_by_role("button", name="One step forward").click()
        text = page.inner_text("#shout")
        if text not in seen:
            seen.append(text)
    assert seen == ["", "HELLO", "HELLO A", "HELLO AD"]
    replay.get_by_role("slider", name="Step").focus()
    page.keyboard.press("Home")
    app.wait_for_text_to_equal("#shout", "")

    replay.get_by_role("button", name="Leave").click()
    app.wait_for_text_to_equal("#shout", "HELLO ADA")
    app.find_element("#name").send_keys("!")
    app.wait_for_text_to_equal("#shout", "HELLO ADA!")

    path.write_text("{}")
    session = opened(app, "Session")
    session.get_by_label("Session file").set_input_files(path)
    expect(session.get_by_role("alert")).to_contain_text("no recorded session")


BROKEN = """
from dash import Dash, Input, Output, callback, clientside_callback, html

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.P(id="one"), html.P(id="two")])

@callback(Output("one", "children"), Input("go", "n_clicks"))
def fail(clicks):
    return 1 / clicks if clicks is not None else 0 / 0

clientside_callback("text => { throw new Error('no') }", Output("two", "children"),
                    Input("go", "n_clicks"))
app.run(debug=True)
"""
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
CONTRAST = """async () => {
    const { violations, incomplete, passes } = await axe.run('.dash-debug-menu__outer', {
        runOnly: ['color-contrast'],
    });
    const nodes = (rules) => rules.flatMap((rule) => rule.nodes);
    const signs = ({ any }) => any[0].message.includes('only non-text characters');
    const found = [...nodes(violations), ...nodes(incomplete).filter((node) => !signs(node))];
    if (nodes(passes).length === 0) found.push({ html: 'nothing was measured', any: [] });
    return found.map(({ html, any }) => `${html}: ${any.map(({ message }) => message)}`);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_have_the_contrast_that_eyes_need(pyrt_app: PyrtApp, scheme: Any) -> None:
    app, page = pyrt_app, pyrt_app.page
    page.emulate_media(color_scheme=scheme)
    app.expect_error("ZeroDivisionError")
    app.expect_error("^no$|Error: no")
    app.start_app(BROKEN)
    app.wait_for_idle()
    page.evaluate(AXE.read_text("utf-8"))
    # Over the nodes lie the labels of the edges, in the colours of the nodes; axe knows no SVG.
    page.add_style_tag(content=".pyrt-graph-world svg { display: none }")
    pale: dict[str, list[str]] = {}

    def measure(where: str) -> None:
        page.mouse.move(0, 0)
        if found := page.evaluate(CONTRAST):
            pale[where] = found

    for toggle in page.locator(".test-devtools-error-toggle").all():
        toggle.click()
    measure("errors")
    callbacks = opened(app, "Callbacks")
    measure("graph")
    callbacks.get_by_role("button", name="one.children").click()
    measure("a callback")
    callbacks.get_by_role("button", name="Table").click()
    measure("table")
    opened(app, "Log")
    measure("log")
    opened(app, "Session")
    measure("session")
    assert pale == {}


CUSTOM = """
from dash import Dash, Input, Output, callback, hooks, html

hooks.devtool("dash_html_components", "Button", {"id": "tool", "children": "tool"})
app = Dash(__name__)
app.layout = html.Div([html.Button("loop", id="loop"), html.P(id="out"), html.P(id="never")])

@callback(Output("out", "children"), Input("tool", "n_clicks", allow_optional=True))
def count(clicks):
    return f"clicks {clicks}"

@callback(Output("never", "children"), Input("loop", "n_clicks"), prevent_initial_call=True)
def loop(clicks):
    while True:
        pass
app.run(debug=True)
"""


def test_a_component_in_the_bar_goes_on_with_another_python(pyrt_app: PyrtApp) -> None:
    app, page = pyrt_app, pyrt_app.page
    app.start_app(CUSTOM)
    app.find_element("#tool").click()
    app.wait_for_text_to_equal("#out", "clicks 1")
    page.click("#loop")
    page.locator("#dash-debug-menu__stop-button").click()
    expect(page.locator("#pyrt-bar")).to_contain_text("variables are as at the start")
    notice = page.locator("#pyrt-bar").bounding_box()
    tools = page.locator(".dash-debug-menu__outer").bounding_box()
    assert notice and tools and notice["y"] + notice["height"] < tools["y"]
    app.wait_for_idle()
    app.find_element("#tool").click()
    app.wait_for_text_to_equal("#out", "clicks 2")
