"""What the page does when something is missing or broken: it says what, where, and what to do."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from tests.e2e.small_app import APP, RUNTIME

PARTS = [
    "_pyrt/app.zip",
    f"{RUNTIME}/pyrt.zip",
    f"{RUNTIME}/worker.js",
    f"{RUNTIME}/host.js",
    f"{RUNTIME}/pyodide/pyodide.asm.wasm",
    f"{RUNTIME}/pyodide/python_stdlib.zip",
    f"{RUNTIME}/react/react-dom.min.js",
]


def is_image(url: str) -> bool:
    return url.split("?")[0].endswith("/start_image.gz")


def without_image(app: PyrtApp) -> None:
    """Some files are needed only then."""
    app.page.context.route(is_image, lambda route: route.fulfill(status=404))


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
    pyrt_app: PyrtApp, small_site: Path, part: str
) -> None:
    assert (small_site / part).is_file()

    def refuse(route: Route) -> None:
        route.fulfill(status=404, body="gone")

    without_image(pyrt_app)
    pyrt_app.page.context.route(lambda url: url.split("?")[0].endswith(part), refuse)
    with SiteServer({"": small_site}) as server:
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
    pyrt_app: PyrtApp, small_site: Path, part: str
) -> None:
    """Hosts for single-page apps answer every unknown address with their index page."""

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><p>Home</p>")

    without_image(pyrt_app)
    pyrt_app.page.context.route(lambda url: url.split("?")[0].endswith(part), answer)
    with SiteServer({"": small_site}) as server:
        text = failed_text(pyrt_app, server.url)
    assert Path(part).name in text


@pytest.mark.parametrize("paint", [False, True], ids=["in its place", "over the first paint"])
def test_while_it_starts_the_page_names_the_stage(
    pyrt_app: PyrtApp, tmp_path: Path, paint: bool
) -> None:
    (tmp_path / "app.py").write_text(APP)
    site = build_site(tmp_path / "app.py", tmp_path / "site", paint=paint).out
    held: list[Route] = []
    pyrt_app.page.context.route(
        lambda url: url.split("?")[0].endswith("pyodide.asm.wasm"),
        lambda route: held.append(route),  # Playwright cannot wrap a bound builtin
    )
    with SiteServer({"": site}) as server:
        pyrt_app.page.goto(server.url)
        if paint:
            line = pyrt_app.page.wait_for_selector("progress.pyrt-boot-line")
            assert line is not None
            assert line.get_attribute("aria-label") == "Downloading Python"
        else:
            pyrt_app.page.wait_for_selector("._dash-loading")
            assert pyrt_app.page.inner_text("#react-entry-point").strip()
        assert pyrt_app.page.get_attribute("html", "data-pyrt") == "loading"
        pyrt_app.page.wait_for_function("() => document.documentElement.dataset.pyrt === 'loading'")
        while not held:
            pyrt_app.page.evaluate("0")  # lets Playwright deliver what has happened
        held[0].continue_()
        pyrt_app.wait_for_ready()
        pyrt_app.wait_for_text_to_equal("#out", "clicked None")
        assert pyrt_app.page.query_selector("progress") is None
        pyrt_app.check_errors()
        pyrt_app.page.goto("about:blank")


def test_files_of_two_versions_are_refused(pyrt_app: PyrtApp, small_site: Path) -> None:
    def older(route: Route) -> None:
        body = re.sub('"build":"[^"]+"', '"build":"older"', route.fetch().text())
        route.fulfill(content_type="text/html", body=body)

    with SiteServer({"": small_site}) as server:
        pyrt_app.page.context.route(server.url, older)
        text = failed_text(pyrt_app, server.url)
    assert "older" in text
    assert "Ctrl+Shift+R" in text


# --- the start image ------------------------------------------------------------------------


def image_of(site: Path) -> bytes:
    return (site / RUNTIME / "pyodide/start_image.gz").read_bytes()


def of_another_python(site: Path) -> bytes:
    image = bytearray(gzip.decompress(image_of(site)))
    table = re.search(rb'"table":(\d+)', image)
    assert table is not None
    image[table.end(1) - 1] ^= 1  # another digit
    return gzip.compress(bytes(image), 1)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda site: None, "answered 404"),
        (lambda site: b"<!doctype html>", "not with a gzip file"),
        (lambda site: image_of(site)[:-100_000], ""),
        (lambda site: image_of(site)[:9_000] + b"spoilt" + image_of(site)[9_006:], ""),
        (lambda site: gzip.compress(b"PYRTIMG2"), "it is no start image"),
        (of_another_python, "its functions are others"),
    ],
    ids=["missing", "a page", "truncated", "spoilt", "another format", "another Python"],
)
def test_an_image_that_cannot_be_used_costs_time_and_nothing_else(
    pyrt_app: PyrtApp, small_site: Path, spoil: Callable[[Path], bytes | None], why: str
) -> None:
    body = spoil(small_site)

    def answer(route: Route) -> None:
        if body is None:
            route.fulfill(status=404)
        else:
            route.fulfill(status=200, body=body)

    def built_with_it(route: Route) -> None:
        """The image's hash is the first thing that is compared; here it fits."""
        old = hashlib.sha256(image_of(small_site)).hexdigest()
        new = hashlib.sha256(body or b"").hexdigest()
        text = route.fetch().text()
        assert old in text
        route.fulfill(content_type="text/html", body=text.replace(old, new))

    warnings: list[str] = []
    pyrt_app.page.on("console", lambda message: warnings.append(message.text))
    pyrt_app.page.context.route(is_image, answer)
    with SiteServer({"": small_site}) as server:
        pyrt_app.page.context.route(server.url, built_with_it)
        pyrt_app.page.goto(server.url)
        pyrt_app.wait_for_ready()
        pyrt_app.wait_for_text_to_equal("#out", "clicked None")
        pyrt_app.page.goto("about:blank")
    told = [text for text in warnings if "without its start image" in text]
    assert len(told) == 1 and why in told[0]


LATE = """\
import importlib
import os
import random
import sys
import time
from datetime import datetime

from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Pre(id="out")])


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    if not n:
        return "ready"
    before = "statistics" in sys.modules
    statistics = importlib.import_module("statistics")
    return "\\n".join(
        [
            f"late {before} {statistics.mean([1, 2, 3])}",
            f"zone {time.timezone} {time.tzname[0]} {datetime.now().astimezone():%z %Z}",
            f"path {len(sys.path) == len(set(sys.path))}",
            f"seed {'PYTHONHASHSEED' in os.environ}",
            f"language {os.environ['LANG']}",
            f"random {random.random()} {os.urandom(4).hex()}",
            f"hash {hash('pyrt')} {hash('another')}",
        ]
    )
"""


def in_swiss_german(route: Route) -> None:
    """Playwright's `locale` is for pages only: workers have the language of the browser."""
    answer = route.fetch()
    language = "Object.defineProperty(navigator, 'language', { value: 'de-CH' });"
    route.fulfill(response=answer, body=f"{language}\n{answer.text()}")


def test_what_comes_out_of_the_image_is_of_here_and_now(
    new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """Other modules, this zone and language, random numbers of its own; only hashes are the
    image's."""
    (tmp_path / "app.py").write_text(LATE)
    build_site(tmp_path / "app.py", tmp_path / "site")
    seen: list[list[str]] = []
    requests: list[str] = []
    with SiteServer({"": tmp_path / "site"}) as server:
        for _ in range(2):
            page = new_context(timezone_id="Asia/Tokyo").new_page()
            page.route("**/worker.js*", in_swiss_german)
            page.on("request", lambda request: requests.append(request.url.split("?")[0]))
            page.goto(server.url)
            page.evaluate("pyrt.ready")
            assert not [url for url in requests if url.endswith(("stdlib.zip", "pyrt.zip"))]
            page.click("#go")
            expect(page.locator("#out")).to_contain_text("random")
            seen.append(page.inner_text("#out").splitlines())
            requests.clear()
            page.close()
    first, second = seen
    assert first[:5] == [
        "late False 2",
        "zone -32400 UTC+0900 +0900 UTC+0900",
        "path True",
        "seed False",
        "language de_CH.UTF-8",
    ]
    assert first[5].split()[1] != second[5].split()[1]
    assert first[5].split()[2] != second[5].split()[2]
    # Known, and said in the README: every string in the image has been hashed with its seed.
    assert first[6] == second[6]


def test_a_module_that_the_build_sees_is_fetched_with_the_rest(
    pyrt_app: PyrtApp, tmp_path: Path
) -> None:
    requests: list[str] = []
    pyrt_app.page.on("request", lambda request: requests.append(request.url.split("?")[0]))
    (tmp_path / "app.py").write_text("import statistics\n" + APP)
    pyrt_app.start_app(tmp_path / "app.py")
    pyrt_app.wait_for_text_to_equal("#out", "clicked None")
    assert [url for url in requests if url.endswith("/python_stdlib.zip")]
