"""An app as one HTML file: opened from the disk, with the network off."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pyrt.build.errors import OutputError
from pyrt.build.single_file import build_single_file
from pyrt.cli import main
from pyrt.testing.page_errors import PageErrors
from tests.e2e.example_cases import CASES
from tests.e2e.small_app import APP

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

Open = Callable[..., Page]


@pytest.fixture
def open_offline(browser: Browser) -> Iterator[Open]:
    """Opens a file in a browser without a network, and runs `script` first; whatever goes wrong
    fails the test."""
    context = browser.new_context(offline=True)
    errors = PageErrors()

    def open_file(file: Path, script: str = "") -> Page:
        page = context.new_page()
        page.add_init_script(script)
        errors.listen(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-pyrt=ready]", timeout=60_000)
        assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]
        return page

    yield open_file
    context.close()
    errors.check()


@pytest.mark.parametrize("name", ["12_clientside", "15_graph", "18_background"])
def test_an_example_works_from_its_file(open_offline: Open, tmp_path: Path, name: str) -> None:
    """Their assets, inline clientside callbacks, plotly.js, and the worker of a background job."""
    built = build_single_file(EXAMPLES / name, tmp_path / "an app.html")
    page = open_offline(built.out)
    CASES[name](page)
    css = (EXAMPLES / name / "assets/base.css").read_text()
    family = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert f"font: 16px/1.5 {family};" in css, "style sheets count"


ASSETS_APP = """
from pathlib import Path
from dash import Dash, Input, Output, callback, dash_table, dcc, html

app = Dash()
app.index_string = '''<!DOCTYPE html>
<html>
    <head>{%metas%}<title>{%title%}</title>{%css%}
        <script>window.first = typeof React</script>
    </head>
    <body>{%app_entry%}<footer>{%config%}{%scripts%}
        <script>window.second = typeof React + document.currentScript.tagName</script>{%renderer%}
    </footer></body>
</html>'''
app.layout = html.Div([
    dcc.Location(id="at"), html.Div(id="path"),
    html.Img(id="picture", src=app.get_asset_url("a.svg")),
    html.Div(id="boxed"), html.P(Path("assets/a.txt").read_text(), id="text"),
    dash_table.DataTable([{"a": 1}]), dcc.Dropdown(["x", "y"], "x"), dcc.Markdown("**bold**"),
])


@callback(Output("path", "children"), Input("at", "pathname"))
def show(path):
    import colorsys
    return f"at {path}"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect/></svg>'


def test_assets_lie_in_the_file(open_offline: Open, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "app.py").write_text(ASSETS_APP)
    (tmp_path / "assets/a.css").write_text("#boxed { background: url('a.svg'); height: 7px; }")
    (tmp_path / "assets/a.js").write_text("window.third = document.currentScript.src;")
    (tmp_path / "assets/a.svg").write_text(SVG)
    (tmp_path / "assets/a.txt").write_text("read by Python")
    page = open_offline(build_single_file(tmp_path / "app.py", tmp_path / "app.html").out)
    expect(page.locator("#path")).to_have_text("at /")
    expect(page.locator("#text")).to_have_text("read by Python")
    expect(page.locator("strong")).to_have_text("bold")
    expect(page.locator("td.dash-cell")).to_have_text("1")
    expect(page.locator("#picture")).to_have_js_property("naturalWidth", 30)
    style = "getComputedStyle(document.getElementById('boxed'))"
    assert page.evaluate(f"{style}.height") == "7px"
    assert page.evaluate(f"{style}.backgroundImage").startswith('url("blob:')
    assert page.evaluate("[first, second]") == ["undefined", "objectSCRIPT"]
    assert page.evaluate("third").startswith("https://pyrt.invalid/assets/a.js")


def test_what_is_done_before_python_is_there_counts(open_offline: Open, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    built = build_single_file(tmp_path / "app.py", tmp_path / "app.html")
    # The first thing that happens once the paint stands.
    page = open_offline(
        built.out,
        "new MutationObserver((_, observer) => {"
        "  if (document.documentElement.dataset.pyrtPainted === undefined) return;"
        "  observer.disconnect();"
        "  document.getElementById('go').click();"
        "  window.early = document.documentElement.dataset.pyrt;"
        "}).observe(document, {subtree: true, attributes: true, childList: true})",
    )
    expect(page.locator("#out")).to_have_text("clicked 1")
    assert page.evaluate("early") == "loading"


def test_only_a_file_of_ours_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    out = tmp_path / "app.html"
    out.write_text("<p>mine</p>")
    with pytest.raises(OutputError, match="pyrt did not make it"):
        build_single_file(tmp_path / "app.py", out)
    assert out.read_text() == "<p>mine</p>"
    out.unlink()
    first = build_single_file(tmp_path / "app.py", out)
    assert build_single_file(tmp_path / "app.py", out).bytes == first.bytes


def test_the_command_makes_it_and_tells_its_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.py").write_text(APP)
    out = tmp_path / "app.html"
    assert main(["build", str(tmp_path), "--single-file", "-o", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["bytes"] == out.stat().st_size
    assert 10_000_000 < told["bytes"] < 14_000_000
    assert main(["build", str(tmp_path), "--single-file", "--precompress"]) == 2
