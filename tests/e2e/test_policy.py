"""The policy of a site's pages, under which all other tests run as well: what it keeps out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from tests.e2e.odd_host import Habits, host
from tests.e2e.small_app import RUNTIME, built

APP = """
from dash import Dash, Input, Output, callback, clientside_callback, dash_table, html

app = Dash(__name__)
app.index_string = '''<!DOCTYPE html>
<html>
    <head>{%metas%}<title>{%title%}</title>{%css%}</head>
    <body onclick="window.clicks = (window.clicks ?? 0) + 1">
        <script>window.mine = "the app's own"</script>
        {%app_entry%}
        <footer>{%config%}{%scripts%}{%renderer%}</footer>
    </body>
</html>'''
app.layout = html.Div(
    [html.Button("go", id="go"), html.Div(id="out"), html.Div(id="client"), html.Div(id="table")]
)


@callback(Output("out", "children"), Output("table", "children"), Input("go", "n_clicks"))
def show(n):
    return f"clicked {n}", dash_table.DataTable([{"a": 1}]) if n else None


SOURCE = "(n) => n ? `</script> in a text: ${n}` : ''"
clientside_callback(SOURCE, Output("client", "children"), Input("go", "n_clicks"))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"), APP)


@pytest.fixture
def opened(pyrt_app: PyrtApp, site: Path) -> Iterator[PyrtApp]:
    with SiteServer({"": site}) as server:
        pyrt_app.page.goto(server.url)
        pyrt_app.wait_for_ready()
        yield pyrt_app
        pyrt_app.page.goto("about:blank")


def test_an_app_has_all_its_own_scripts_and_compiles_none(opened: PyrtApp) -> None:
    page = opened.page
    opened.find_element("#go").click()
    opened.wait_for_text_to_equal("#client", "</script> in a text: 1")
    expect(page.locator("#table td.dash-cell")).to_have_text("1")
    assert page.evaluate("[window.mine, window.clicks]") == ["the app's own", 1]
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert "'wasm-unsafe-eval'" in policy and "'unsafe-eval'" not in policy


INJECTED = {
    "handler": "document.body.insertAdjacentHTML('beforeend', '<p id=p onclick=\"hit = 1\">');"
    "document.getElementById('p').click()",
    "inline script": "const s = document.createElement('script'); s.text = 'hit = 1';"
    "document.body.append(s)",
    "another host": "const s = document.createElement('script');"
    "s.src = 'https://other.example/x.js'; document.body.append(s)",
    "address": "const a = document.createElement('a'); a.href = 'javascript:void(hit = 1)';"
    "document.body.append(a); a.click()",
    "text": "setTimeout('hit = 1')",
}


@pytest.mark.parametrize("script", INJECTED.values(), ids=INJECTED)
def test_code_that_gets_into_the_page_does_not_run(opened: PyrtApp, script: str) -> None:
    opened.expect_error("Content Security Policy")
    refused = opened.page.evaluate(
        f"""() => new Promise(resolve => {{
            const refused = event => resolve(event.effectiveDirective);
            document.addEventListener("securitypolicyviolation", refused, {{once: true}});
            {script};
        }})"""
    )
    assert refused.startswith("script-src")
    assert opened.page.evaluate("window.hit ?? null") is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("host.js", "is not the file that this page was built with"),
        ("dash_html_components.min.js", "is not the file that this page was built with"),
        ("boot.js", "boot.js could not be loaded, or is not the file that the page was built with"),
    ],
)
def test_a_script_that_was_changed_is_refused_and_named(
    pyrt_app: PyrtApp, site: Path, name: str, says: str
) -> None:
    (file,) = (site / RUNTIME).rglob(name)
    changed = file.read_bytes() + b"\nwindow.hit = 1;"
    pyrt_app.expect_error(".")
    with SiteServer({"": site}, handler=host(Habits(exchanged={name: changed}))) as server:
        pyrt_app.page.goto(server.url)
        body = pyrt_app.page.locator("body")
        expect(body).to_contain_text(says, timeout=60_000)
        expect(body).to_contain_text(name)
        expect(body).to_contain_text("the whole folder")
        assert pyrt_app.page.evaluate("window.hit ?? null") is None
        pyrt_app.page.goto("about:blank")


def test_a_late_script_that_was_changed_is_an_error_in_its_place(
    pyrt_app: PyrtApp, site: Path
) -> None:
    file = site / RUNTIME / "components/dash_table/bundle.js"
    changed = file.read_bytes() + b"\nwindow.hit = 1;"
    pyrt_app.expect_error(".")
    with SiteServer({"": site}, handler=host(Habits(exchanged={"bundle.js": changed}))) as server:
        pyrt_app.page.goto(server.url)
        pyrt_app.wait_for_ready()
        pyrt_app.find_element("#go").click()
        expect(pyrt_app.page.locator("#table")).to_contain_text("as the build made it")
        assert pyrt_app.page.evaluate("window.hit ?? null") is None
        pyrt_app.page.goto("about:blank")


def test_documents_that_an_app_makes_run_their_scripts(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    """Maps and notebooks come as such documents, and a frame inherits the policy around it."""
    document = "<p></p><script>document.body.textContent = 1 + 1</script>"
    layout = f"html.Iframe(srcDoc={document!r})"
    (tmp_path / "app.py").write_text(
        f"from dash import Dash, html\napp = Dash()\napp.layout = {layout}\n"
    )
    pyrt_app.start_app(tmp_path / "app.py")
    expect(pyrt_app.page.frame_locator("iframe").locator("body")).to_have_text("2")


def test_a_build_can_leave_it_out(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    site = build_site(tmp_path / "app.py", tmp_path / "site", csp=False).out
    assert "Content-Security-Policy" not in (site / "index.html").read_text()
    with SiteServer({"": site}) as server:
        pyrt_app.page.goto(server.url)
        pyrt_app.wait_for_ready()
        pyrt_app.find_element("#go").click()
        pyrt_app.wait_for_text_to_equal("#client", "</script> in a text: 1")
        pyrt_app.page.goto("about:blank")
