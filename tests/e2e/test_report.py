"""`pyrt build --report` beside what a browser asks for, and hosts that send compressed copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from pyrt.build.compress import precompress
from pyrt.build.report import report_site
from pyrt.build.serve import CONTENT_TYPES, RequestHandler, SiteServer
from pyrt.build.site import BuildResult, build_site
from pyrt.testing.app import PyrtApp

APP = """
import statistics

import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
app.layout = html.Div([dcc.Input(id="in", value="1 2"), dbc.Button("go"), html.Div(id="out")])


@callback(Output("out", "children"), Input("in", "value"))
def show(text):
    return f"mean {statistics.mean(map(int, text.split()))}"
"""

SMALL = """
from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
app.layout = html.Div([dcc.Input(id="name", value="world"), html.H1(id="greeting")])


@callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    return f"Hello, {name}!"
"""
BEFORE_PAINT = ("page", "host", "components")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    folder = tmp_path_factory.mktemp("report")
    (folder / "app.py").write_text(APP)
    (folder / "assets").mkdir()
    (folder / "assets/style.css").write_text("p { color: red; }\n" * 100)
    return build_site(folder / "app.py", folder / "site")


def test_the_report_lists_what_the_browser_downloads(pyrt_app: PyrtApp, built: BuildResult) -> None:
    report = report_site(built.out)
    with SiteServer({"": built.out}) as server:
        asked = _requests_of(pyrt_app.page, server.url)
        # The text alone stands there before Python has been asked for.
        pyrt_app.wait_for_page(server.url)
        pyrt_app.wait_for_text_to_equal("#out", "mean 1.5")
        pyrt_app.page.goto("about:blank")
    at_start = {name for part in report.parts for name in part.files}
    assert at_start - asked == set()
    assert asked - at_start <= report.later.files.keys()


def test_a_small_app_downloads_at_most_eight_and_a_half_megabytes(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(SMALL)
    report = report_site(build_site(tmp_path / "app.py", tmp_path / "site").out)
    assert report.total.gzip < 8.5e6
    before_paint = [part.size.gzip for part in report.parts if part.name in BEFORE_PAINT]
    assert sum(before_paint) < 0.4e6


class WithCopies(RequestHandler):
    """A host that sends `x.br` or `x.gz` for `x`, as nginx does with `brotli_static`."""

    def send_file(self, file: Path, *, with_body: bool) -> None:
        accepted = {word.strip() for word in self.headers.get("Accept-Encoding", "").split(",")}
        for ending, encoding in ((".br", "br"), (".gz", "gzip")):
            copy = file.with_name(file.name + ending)
            if encoding in accepted and copy.is_file():
                content = copy.read_bytes()
                self.send_response(200)
                self.send_header("Content-Type", CONTENT_TYPES.get(file.suffix, "text/plain"))
                self.send_header("Content-Encoding", encoding)
                self.send_header("Vary", "Accept-Encoding")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                return
        super().send_file(file, with_body=with_body)


def test_a_site_runs_from_its_compressed_copies(pyrt_app: PyrtApp, built: BuildResult) -> None:
    """Brotli at its lowest level: what it takes in a build is a minute for the runtime."""
    precompress(built.out, built.files, gzip_level=1, brotli_level=1)
    report = report_site(built.out)
    with SiteServer({"": built.out}, handler=WithCopies) as server:
        encodings: dict[str, str] = {}
        pyrt_app.page.on(
            "response",
            lambda response: encodings.setdefault(
                response.url.removeprefix(server.url).partition("?")[0] or "index.html",
                response.headers.get("content-encoding", ""),
            ),
        )
        pyrt_app.wait_for_page(server.url)
        pyrt_app.wait_for_text_to_equal("#out", "mean 1.5")
        pyrt_app.page.goto("about:blank")
    for part in report.parts:
        for name, size in part.files.items():
            if size.brotli is not None and size.brotli < size.raw:
                assert encodings[name] == "br", name
    image = next(name for name in encodings if name.endswith("start_image.gz"))
    assert encodings[image] == ""


def _requests_of(page: Page, url: str) -> set[str]:
    """Fills up with the paths, below `url`, that are asked for."""
    asked: set[str] = set()

    def note(address: str) -> None:
        path = address.partition("?")[0].removeprefix(url)
        asked.add(path or "index.html")

    page.context.on("request", lambda request: note(request.url))
    return asked
