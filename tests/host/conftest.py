"""The page side alone: the real scripts and bundles, with a worker that the test speaks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from pyrt.protocol import PROTOCOL_VERSION
from tests.host.fake_engine import FakeEngine
from tests.host.probe import PROBE_LIBRARY

HERE = Path(__file__).parent
STATIC = HERE.parent.parent / "pyrt/_static"
# Chunks of components are large, and other tests run beside these.
expect.set_options(timeout=30_000)

DCC = "components/dash_core_components/"
HTML = "components/dash_html_components/dash_html_components.min.js"
SCRIPTS = (
    "runtime/react/react.min.js",
    "runtime/react/react-dom.min.js",
    "runtime/react/prop-types.min.js",
    "runtime/host.js",
    f"{DCC}dash_core_components.js",
    f"{DCC}dash_core_components-shared.js",
    HTML,
    "runtime/start.js",
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "host: the page side with a worker made of paper")


def site_config(**changes: Any) -> dict[str, Any]:
    """What the build writes into a page."""
    return {
        "root": "",
        "page": "",
        "protocol": PROTOCOL_VERSION,
        "build": "test",
        "runtime": "runtime/",
        "app": "app.zip",
        "packages": None,
        "wheels": [],
        "distribution": None,
        "requirements": [],
        "hashes": {},
        "image": None,
        "prebuilt": [],
        "hooks": [],
        "entry": "app.py",
        "attribute": None,
        "components": {},
        "at_once": [],
        "plotly": "plotly/plotly.min.js",
        "static_head": True,
        "live": None,
        "persistent_dir": None,
        "debug": False,
        **changes,
    }


def index(head: str = "", scripts: tuple[str, ...] = SCRIPTS, **site: Any) -> str:
    """A page as the build makes it."""
    config = json.dumps({"pyrt": site_config(**site)})
    tags = "".join(f'<script src="{script}"></script>\n' for script in scripts)
    return f"""<!DOCTYPE html>
<html><head><meta charset="UTF-8"><title>Dash</title>
<script src="runtime/boot.js"></script>{head}</head>
<body><div id="react-entry-point"><div class="_dash-loading">Loading...</div></div>
<footer><script id="_dash-config" type="application/json">{config}</script>
{tags}</footer></body></html>"""


@pytest.fixture(scope="session")
def static_url() -> Iterator[str]:
    """The files that `make setup` builds, over HTTP."""
    handler = partial(_QuietHandler, directory=str(STATIC))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


OpenPage = Callable[..., FakeEngine]


@pytest.fixture
def open_page(page: Page, static_url: str) -> OpenPage:
    """Opens a page whose worker is the test; problems in the console fail the test."""
    page.add_init_script(path=HERE / "fake_worker.js")

    def open_(**site: Any) -> FakeEngine:
        html = index(**site)
        page.route(static_url, lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(static_url)
        return FakeEngine(page)

    return open_


@pytest.fixture
def engine(open_page: OpenPage) -> FakeEngine:
    """A page with dcc and html, waiting for its first layout."""
    return open_page()


@pytest.fixture
def probes(engine: FakeEngine, page: Page) -> FakeEngine:
    """The same, with the library `probe_lib`."""
    page.add_script_tag(content=PROBE_LIBRARY)
    return engine


@pytest.fixture(autouse=True)
def problems(page: Page) -> Iterator[list[str]]:
    """Console errors and uncaught errors; a test that expects some clears the list."""
    found: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", note_console)
    yield found
    assert found == []
