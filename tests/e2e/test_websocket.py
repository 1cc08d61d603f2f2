"""Callbacks that talk to the page while they run, and callbacks that nobody waits for (rules O)."""

from __future__ import annotations

from playwright.sync_api import expect

from pyrt.testing.app import PyrtApp

APP = """
from dash import Dash, Input, Output, callback, ctx, html, set_props

app = Dash(__name__)
app.layout = html.Div([
    *(html.Button(name, id=name) for name in ("work", "plain", "ask")),
    *(html.P("-", id=name) for name in ("side", "work-out", "plain-out", "ask-out")),
    html.P("never", id="start"), html.P("-", id="start-title"),
])
starts = 0


def busy():
    return sum(i * i for i in range(300_000))


@callback(websocket=True, persistent=True)
async def start():
    global starts
    starts += 1
    set_props("start", {"children": f"{starts} start"})
    title = await ctx.websocket.get_prop("start", "children")
    await ctx.websocket.set_prop("start-title", "children", f"after {title}")


def steps():
    for step in (1, 2, 3):
        set_props("side", {"children": f"step {step}"})
        busy()
    return "done"


@callback(Output("work-out", "children"), Input("work", "n_clicks"), websocket=True,
          persistent=True, prevent_initial_call=True)
def work(n):
    return steps()


@callback(Output("plain-out", "children"), Input("plain", "n_clicks"), prevent_initial_call=True)
def plain(n):
    return steps()


@callback(Output("ask-out", "children"), Input("ask", "n_clicks"), websocket=True,
          prevent_initial_call=True)
async def ask(n):
    before = await ctx.websocket.get_prop("side", "children")
    await ctx.websocket.set_prop("side", "title", f"{before}, asked")
    return f"{before} / {await ctx.websocket.get_prop('side', 'title')}"
"""

HEAR = """
() => {
  const text = (id) => document.getElementById(id).textContent;
  const hear = (element, say) => new MutationObserver(say)
    .observe(element, {childList: true, characterData: true, subtree: true});
  window.heard = [];
  hear(document.getElementById("side"), () => heard.push(`${text("side")}: ${text("work-out")}`));
  window.titles = [];
  hear(document.head, () => titles.push(document.title));
}
"""


def test_a_busy_callback_with_a_websocket_shows_each_step_at_once(pyrt_app: PyrtApp) -> None:
    app, page = pyrt_app, pyrt_app.page
    app.start_app(APP)
    app.wait_for_idle()
    page.evaluate(HEAR)
    # Without one, only what was said last is ever shown, with the result (J2).
    page.click("#plain")
    expect(page.locator("#plain-out")).to_have_text("done")
    app.wait_for_idle()
    assert page.evaluate("heard") == ["step 3: -"]
    assert "Updating..." in page.evaluate("titles")

    page.evaluate("heard.length = titles.length = 0")
    page.click("#work")
    expect(page.locator("#work-out")).to_have_text("done")
    app.wait_for_idle()
    assert page.evaluate("heard") == [f"step {step}: -" for step in (1, 2, 3)]  # J8
    assert page.evaluate("titles") == []  # O2: nobody waits for a persistent callback


def test_an_async_callback_reads_and_writes_the_page(pyrt_app: PyrtApp) -> None:  # O4
    app, page = pyrt_app, pyrt_app.page
    app.start_app(APP)
    page.click("#work")
    expect(page.locator("#work-out")).to_have_text("done")
    page.click("#ask")
    expect(page.locator("#ask-out")).to_have_text("step 3 / step 3, asked")
    expect(page.locator("#side")).to_have_attribute("title", "step 3, asked")


def test_a_callback_with_nothing_runs_once_at_the_start(pyrt_app: PyrtApp) -> None:  # O3
    app, page = pyrt_app, pyrt_app.page
    app.start_app(APP)
    expect(page.locator("#start-title")).to_have_text("after 1 start")
    page.click("#work")
    expect(page.locator("#work-out")).to_have_text("done")
    app.wait_for_idle()
    expect(page.locator("#start")).to_have_text("1 start")
