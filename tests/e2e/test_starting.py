"""What the page does when something is missing or broken: it says what, where, and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Route

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from pyrt.version import PYRT_VERSION

APP = """
from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="out")])


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    return f"clicked {n}"
"""
RUNTIME = f"_pyrt/{PYRT_VERSION}"

PARTS = [
    "_pyrt/app.zip",
    f"{RUNTIME}/pyrt.zip",
    f"{RUNTIME}/worker.js",
    f"{RUNTIME}/host.js",
    f"{RUNTIME}/pyodide/pyodide.asm.wasm",
    f"{RUNTIME}/pyodide/python_stdlib.zip",
    f"{RUNTIME}/react/react-dom.min.js",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "app.py").write_text(APP)
    build_site(folder / "app.py", folder / "out")
    return folder / "out"


def failed_text(app: PyrtApp, url: str) -> str:
    app.expect_error(".")
    app.page.goto(url)
    app.page.wait_for_selector("html[data-pyrt=failed]", timeout=60_000)
    rejected = app.page.evaluate("window.pyrt.ready.then(() => '', error => error.message)")
    text = app.page.inner_text("body")
    assert rejected
    return text


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_file_is_named_with_its_address_and_status(
    pyrt_app: PyrtApp, site: Path, part: str
) -> None:
    assert (site / part).is_file()

    def refuse(route: Route) -> None:
        route.fulfill(status=404, body="gone")

    pyrt_app.page.context.route(lambda url: url.split("?")[0].endswith(part), refuse)
    with SiteServer({"": site}) as server:
        text = failed_text(pyrt_app, server.url)
    assert Path(part).name in text
    assert "404" in text


@pytest.mark.parametrize(
    "part",
    [
        "_pyrt/app.zip",
        f"{RUNTIME}/pyrt.zip",
        f"{RUNTIME}/pyodide/pyodide.asm.wasm",
        f"{RUNTIME}/pyodide/python_stdlib.zip",
    ],
)
def test_a_web_page_in_place_of_a_file_is_recognised(
    pyrt_app: PyrtApp, site: Path, part: str
) -> None:
    """Hosts for single-page apps answer every unknown address with their index page."""

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><p>Home</p>")

    pyrt_app.page.context.route(lambda url: url.split("?")[0].endswith(part), answer)
    with SiteServer({"": site}) as server:
        text = failed_text(pyrt_app, server.url)
    assert Path(part).name in text


def test_while_it_starts_the_page_names_the_stage(pyrt_app: PyrtApp, site: Path) -> None:
    held: list[Route] = []
    pyrt_app.page.context.route(
        lambda url: url.split("?")[0].endswith("pyodide.asm.wasm"),
        lambda route: held.append(route),  # Playwright cannot wrap a bound builtin
    )
    with SiteServer({"": site}) as server:
        pyrt_app.page.goto(server.url)
        pyrt_app.page.wait_for_selector("._dash-loading")
        assert pyrt_app.page.get_attribute("html", "data-pyrt") == "loading"
        assert pyrt_app.page.inner_text("#react-entry-point").strip()
        pyrt_app.page.wait_for_function("document.documentElement.dataset.pyrt === 'loading'")
        while not held:
            pyrt_app.page.evaluate("0")  # lets Playwright deliver what has happened
        held[0].continue_()
        pyrt_app.wait_for_ready()
        pyrt_app.wait_for_text_to_equal("#out", "clicked None")
        pyrt_app.check_errors()
        pyrt_app.page.goto("about:blank")


def test_files_of_two_versions_are_refused(pyrt_app: PyrtApp, site: Path) -> None:
    def older(route: Route) -> None:
        body = re.sub('"build":"[^"]+"', '"build":"older"', route.fetch().text())
        route.fulfill(content_type="text/html", body=body)

    with SiteServer({"": site}) as server:
        pyrt_app.page.context.route(server.url, older)
        text = failed_text(pyrt_app, server.url)
    assert "older" in text
    assert "Ctrl+Shift+R" in text
