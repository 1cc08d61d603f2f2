"""A callback that never ends, a worker that dies: the page goes on (architecture D16)."""

from __future__ import annotations

from playwright.sync_api import expect

from pyrt.testing.app import PyrtApp

APP = """
import ctypes
from dash import Dash, DiskcacheManager, Input, Output, State, callback, ctx, dcc, html, set_props

app = Dash(__name__, background_callback_manager=DiskcacheManager())
app.layout = html.Div([
    *(html.Button(name, id=name)
      for name in ("add", "loop", "count", "die", "job", "big", "order")),
    dcc.Input(id="text", value=""),
    html.Div(id="list"), html.P("-", id="loop-out"), html.P("-", id="count-out"),
    html.P("-", id="die-out"), html.P("-", id="echo"), html.P("-", id="job-out"),
    html.Pre(id="big-out"), dcc.Store(id="store"), html.P("-", id="sum"),
    html.P("-", id="order-out"),
])
calls = 0
seen = []


@callback(Output("list", "children"), Input("add", "n_clicks"), prevent_initial_call=True)
def add(n):
    return [dcc.Input(id={"row": i}, value=f"row {i}") for i in range(n)]


@callback(Output("loop-out", "children"), Input("loop", "n_clicks"),
          running=[(Output("loop", "disabled"), True, False)], prevent_initial_call=True)
def loop(n):
    while True:
        pass


@callback(Output("count-out", "children"), Input("count", "n_clicks"), State("text", "value"),
          prevent_initial_call=True)
def count(n, text):
    global calls
    calls += 1
    return f"{n} {text} calls {calls}"


@callback(Output("echo", "children"), Input("text", "value"), prevent_initial_call=True)
def echo(text):
    return text.upper()


@callback(Output("die-out", "children"), Input("die", "n_clicks"), prevent_initial_call=True)
def die(n):
    return ctypes.string_at(0xFFFFFFF0, 100000)  # reads outside of WebAssembly's memory


@callback(Output("job-out", "children"), Input("job", "n_clicks"), background=True,
          running=[(Output("job", "disabled"), True, False)], prevent_initial_call=True)
def job(n):
    while n == 1:
        pass
    return "job done"


@callback(Output("big-out", "title"), Input("big", "n_clicks"), prevent_initial_call=True)
def big(n):
    return "x" * 100_000_000


@callback(Output("sum", "children"), Input("store", "data"), prevent_initial_call=True)
def last(data):
    seen.append(data)
    return f"{len(seen)} seen: {data}"


@callback(Output("order-out", "children"), Input("order", "n_clicks"), prevent_initial_call=True)
def order(n):
    ascending = all(a < b for a, b in zip(seen, seen[1:]))
    return f"{'ascending' if ascending else seen}, {'several' if len(seen) > 2 else len(seen)}"


if __name__ == "__main__":
    app.run(debug=True)
"""


def test_a_callback_that_never_ends_can_be_stopped(pyrt_app: PyrtApp) -> None:
    app, page = pyrt_app, pyrt_app.page
    app.start_app(APP)
    page.click("#count")
    expect(page.locator("#count-out")).to_have_text("1  calls 1")
    page.click("#add")
    expect(page.locator("#list input")).to_have_value("row 0")
    page.click("#job")
    expect(page.locator("#job")).to_be_disabled()

    page.click("#loop")
    expect(page.locator("#loop")).to_be_disabled()
    # Nobody sees these edits before the worker has been replaced.
    page.locator("#text").press_sequentially("typed")
    page.click("#count")
    page.evaluate("window.input = document.getElementById('text')")
    page.get_by_role("button", name="Stop it").click(timeout=20_000)
    expect(page.locator("#count-out")).to_have_text("2 typed calls 1", timeout=20_000)
    app.wait_for_idle()

    expect(page.locator("#echo")).to_have_text("TYPED")
    assert page.evaluate("window.input === document.getElementById('text')"), "not drawn anew"
    expect(page.locator("#list input")).to_have_value("row 0")
    expect(page.locator("#loop")).to_be_enabled()
    expect(page.locator("#job")).to_be_enabled()
    expect(page.locator("#loop-out")).to_have_text("-")
    expect(page.locator("#pyrt-bar")).to_contain_text("variables are as at the start")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator("#pyrt-bar")).to_have_count(0)

    # All is as before: inserted components, jobs, and the control in the dev tools.
    page.click("#add")
    expect(page.locator("#list input")).to_have_count(2)
    page.click("#job")
    expect(page.locator("#job-out")).to_have_text("job done", timeout=20_000)
    page.click("#loop")
    expect(page.locator("#loop")).to_be_disabled()
    page.locator("#dash-debug-menu__stop-button").click()
    expect(page.locator("#loop")).to_be_enabled(timeout=20_000)


def test_the_page_survives_the_death_of_its_worker_and_floods(pyrt_app: PyrtApp) -> None:
    app, page = pyrt_app, pyrt_app.page
    app.start_app(APP)
    page.fill("#text", "kept")
    page.click("#count")
    expect(page.locator("#count-out")).to_have_text("1 kept calls 1")
    app.expect_error("Python has stopped|fatal error|memory access|Stack|at wasm|RuntimeError")
    page.click("#die")
    expect(page.locator("#pyrt-bar")).to_contain_text("was started again", timeout=20_000)
    page.click("#count")
    expect(page.locator("#count-out")).to_have_text("2 kept calls 1", timeout=20_000)
    expect(page.locator("#text")).to_have_value("kept")
    assert app.errors[0]["title"] == "Python has stopped"

    # 10,000 edits in one task of the page are one turn: who reads them is called once.
    page.evaluate(
        "() => { for (let i = 1; i <= 10000; i++) window.pyrt.setProps('store', {data: i}); }"
    )
    expect(page.locator("#sum")).to_have_text("1 seen: 10000", timeout=30_000)
    # In tasks of their own they may be seen one by one: none late, and the last one stays.
    page.evaluate(
        """async () => {
          for (let i = 10001; i <= 11000; i++) {
            window.pyrt.setProps("store", {data: i});
            await new Promise((resolve) => setTimeout(resolve));
          }
        }"""
    )
    expect(page.locator("#sum")).to_contain_text("seen: 11000", timeout=30_000)
    app.wait_for_idle()
    page.click("#order")
    expect(page.locator("#order-out")).to_have_text("ascending, several")
    # A value of 100 MB arrives whole.
    page.click("#big")
    app.wait_for_idle(timeout=60)
    assert page.evaluate("document.getElementById('big-out').title.length") == 100_000_000
    page.click("#count")
    app.wait_for_idle()
    expect(page.locator("#count-out")).to_contain_text("3 kept calls")
