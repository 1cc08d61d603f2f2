from dash import dcc, html
from playwright.sync_api import expect


def test_a_layout_appears(engine, page):
    engine.start(
        html.Div(
            [html.H1("Hello", id="h"), dcc.Input(id="in", value="a"), html.Button("go", id="b")]
        )
    )
    expect(page.locator("#h")).to_have_text("Hello")
    page.locator("#in").press_sequentially("bcd")
    page.locator("#b").click()
    print(engine.sent())
    print(page.evaluate("document.documentElement.outerHTML")[-1500:])
    assert page.evaluate("pyrt.getProp('in','value')") == "bcda"
    page.evaluate("pyrt.ready")
