"""dcc.Graph end to end: figures of every kind, what a Graph tells, what it is told, and errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from pyrt.testing.app import PyrtApp

APP = Path(__file__).parent / "apps" / "charts.py"

PLOT = "#{} .js-plotly-plot"


def test_graphs(pyrt_app: PyrtApp) -> None:
    """One page for all: each start of Python and of plotly.js takes longer than a part."""
    pyrt_app.start_app(APP)
    page = pyrt_app.page
    for name in ("bars", "two", "plain", "math", "fluid", "stream"):
        page.wait_for_selector(f"{PLOT.format(name)} .main-svg")
    every_kind_of_figure_is_drawn(page)
    a_graph_tells_what_the_user_does(page)
    data_is_added_and_the_size_follows_its_frame(page)
    callbacks_read_and_patch_long_lists(page)
    pyrt_app.check_errors()
    pyrt_app.expect_error("not JSON serializable")
    a_figure_that_is_no_json_is_an_error_that_leads_to_the_value(pyrt_app)


def drawn(page: Page, name: str, code: str) -> Any:
    """`code` of the graph's `data` and full `layout`, as plotly.js has them."""
    return page.evaluate(
        f"() => {{ const graph = document.querySelector('{PLOT.format(name)}');"
        f"const data = graph.data, layout = graph._fullLayout; return {code}; }}"
    )


def until(page: Page, name: str, code: str) -> None:
    page.wait_for_function(
        f"() => {{ const {{data, _fullLayout: layout}} = "
        f"document.querySelector('{PLOT.format(name)}'); return {code}; }}"
    )


def every_kind_of_figure_is_drawn(page: Page) -> None:
    assert drawn(page, "bars", "data.map(trace => [trace.type, trace.y.length])") == [
        ["bar", 3],
        ["bar", 3],
    ]
    # The template is plotly's with ours on it.
    assert drawn(page, "bars", "[layout.paper_bgcolor, layout.template.data.bar.length]") == [
        "rgb(1, 2, 3)",
        1,
    ]
    assert drawn(page, "two", "[data[0].y, data[1].z]") == [[1.5, 2], [[1, 2], [3, None]]]
    assert drawn(page, "plain", "data.slice(0, 2).map(t => [t.y.length, t.y[1]])") == [
        [400, 0.125],
        [400, 1],
    ]
    assert drawn(page, "plain", "[data[3].x, data[3].y]") == [["2026-01-01"], [None]]
    assert page.evaluate(
        f"() => [...document.querySelector('{PLOT.format('plain')}').calcdata[2]].map(p => p.y)"
    ) == [1, 2, 3]
    page.wait_for_selector("#math .gtitle-math-group")
    assert page.locator("#bars .modebar").count() == 1
    assert page.locator("#bars .modebar-btn--logo").count() == 0


def a_graph_tells_what_the_user_does(page: Page) -> None:
    bar = page.locator("#bars .trace.bars").first.locator(".point path").nth(1)
    box = bar.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    expect(page.locator("#hoverData")).to_contain_text("'customdata': 20")
    page.mouse.click(*middle)
    expect(page.locator("#clickData")).to_contain_text("'curveNumber': 0, 'pointNumber': 1")
    page.mouse.move(box["x"] - 10, box["y"] - 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 10, box["y"] + box["height"] + 5, steps=4)
    page.mouse.up()
    expect(page.locator("#selectedData")).to_contain_text("'range'")
    page.locator("#bars .annotation-text-g").click()
    expect(page.locator("#clickAnnotationData")).to_contain_text("'text': 'a note'")
    page.locator("#bars .modebar-btn[data-title='Zoom']").click()
    expect(page.locator("#relayoutData")).to_have_text("{'dragmode': 'zoom'}")
    # The figure that callbacks read is the one that the user sees.
    expect(page.locator("#echo")).to_contain_text("zoom")
    page.locator("#bars .legendtoggle").nth(1).click()
    expect(page.locator("#restyleData")).to_have_text("[{'visible': ['legendonly']}, [1]]")


def data_is_added_and_the_size_follows_its_frame(page: Page) -> None:
    page.locator("#extend").click()
    until(page, "stream", "data[0].x.join() === '1,2' && data[1].y.join() === '20,21'")
    page.locator("#extend").click()
    page.locator("#extend").click()
    # No more than three points, as `extendData` asks.
    until(page, "stream", "data[0].x.join() === '2,3,4'")
    page.locator("#prepend").click()
    until(page, "stream", "data[1].x.join() === '-1,2,3,4' && data[0].x.length === 3")
    page.evaluate("document.getElementById('frame').style.width = '450px'")
    until(page, "fluid", "layout.width === 450")


def callbacks_read_and_patch_long_lists(page: Page) -> None:
    page.locator("#patch").click()
    until(page, "plain", "data[0].y.length === 401 && data[0].y[400] === -1")
    expect(page.locator("#read")).to_have_text(
        "list 400 [0, 0.125, 0.25] {'x': ['2026-01-01'], 'y': [None], 'name': 'others'}"
    )
    page.locator("#large").click()
    until(page, "plain", "data.length === 1 && Math.abs(data[0].y[1] - 1 / 7) < 1e-12")


def a_figure_that_is_no_json_is_an_error_that_leads_to_the_value(pyrt_app: PyrtApp) -> None:
    pyrt_app.page.locator("#bad").click()
    pyrt_app.wait_for_idle()
    (error,) = pyrt_app.errors
    assert "having type `set`" in error["message"]
    assert "data[0].y[1]" in error["message"]
