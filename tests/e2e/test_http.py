"""HTTP from Python: urllib, urllib3 and requests ask through the browser."""

from __future__ import annotations

import gzip
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from tests.unit.site_helpers import write_files

BYTES = bytes(range(256)) * 2

APP = """
import json, sys
from urllib.request import Request, urlopen

from dash import Dash, Input, Output, State, callback, dcc, html
from pyodide.http import pyfetch

sys.path.insert(0, "libraries.zip")
requests, urllib3 = __import__("requests"), __import__("urllib3")

app = Dash(__name__)
app.layout = html.Div([
    dcc.Input(id="url"), dcc.Input(id="data"), html.Pre(id="out"), html.Pre(id="async-out"),
])

WAYS = {
    "urllib": lambda url, data: urlopen(Request(url, data), timeout=5).read(),
    "requests": lambda url, data: requests.request(
        "POST" if data else "GET", url, data=data, timeout=5).content,
    "urllib3": lambda url, data: urllib3.request(
        "POST" if data else "GET", url, body=data, retries=False).data,
}


@callback(Output("out", "children"), Input("url", "value"), State("data", "value"),
          prevent_initial_call=True)
def ask(url, data):
    told = {}
    for name, way in WAYS.items():
        try:
            told[name] = way(url, data.encode() if data else None).hex()
        except Exception as error:
            told[name] = f"{type(error).__name__}: {error}"
    if "status" in url:
        told["status"] = requests.get(url).status_code
    return json.dumps(told)


@callback(Output("async-out", "children"), Input("url", "value"), prevent_initial_call=True)
async def ask_async(url):
    if "bytes" in url:
        return (await (await pyfetch(url)).bytes()).hex()
"""


class Host(BaseHTTPRequestHandler):
    """A host that allows every page, except below /closed."""

    def do_GET(self) -> None:
        path = self.path
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) or BYTES
        status = int(path.rpartition("/")[2]) if "/status/" in path else 200
        self.send_response(status)
        if not path.startswith("/closed"):
            self.send_header("Access-Control-Allow-Origin", "*")
        if path == "/gzip":
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Access-Control-Expose-Headers", "Content-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


def zipped(path: Path, *packages: str) -> Path:
    """Installed packages as an archive for `sys.path`: no test here is about how packages come
    into a site."""
    site = Path(requests.__file__).parents[1]
    with zipfile.ZipFile(path, "w") as archive:
        for package in packages:
            for file in sorted((site / package).rglob("*")):
                if file.suffix in (".py", ".js", ".pem"):
                    archive.write(file, file.relative_to(site).as_posix())
    return path


def without_stack_switching(site: Path) -> None:
    """As in Safari.  Written into the file: what Playwright puts in its place instead is from
    nowhere to the browser, and may then not ask localhost."""
    (worker,) = site.glob("_pyrt/*/worker.js")
    head = "delete WebAssembly.Suspending; delete WebAssembly.promising;\n"
    worker.write_text(head + worker.read_text("utf-8"), encoding="utf-8")


@pytest.mark.parametrize("stack_switching", [True, False], ids=["waiting", "blocking"])
def test_the_libraries_ask_through_the_browser(
    pyrt_app: PyrtApp, tmp_path: Path, host: str, stack_switching: bool
) -> None:
    names = ("requests", "urllib3", "idna", "certifi", "charset_normalizer")
    folder = write_files(tmp_path / "app", {"app.py": APP, "assets/bytes.txt": "beside the page"})
    zipped(folder / "libraries.zip", *names)
    site = build_site(folder, tmp_path / "site").out
    if not stack_switching:
        without_stack_switching(site)

    def ask(url: str, data: str = "") -> dict[str, Any]:
        pyrt_app.set_props("data", {"value": data})
        pyrt_app.set_props("url", {"value": url})
        pyrt_app.wait_for_idle()
        told: dict[str, Any] = json.loads(pyrt_app.page.inner_text("#out"))
        return told

    with SiteServer({"": site}) as server:
        pyrt_app.server_url = server.url
        every = ("urllib", "requests", "urllib3")
        assert ask(f"{host}/bytes") == dict.fromkeys(every, BYTES.hex())
        assert pyrt_app.page.inner_text("#async-out") == BYTES.hex()
        assert ask(f"{host}/gzip") == dict.fromkeys(every, BYTES.hex())
        assert ask(f"{host}/echo", "sent") == dict.fromkeys(every, b"sent".hex())
        assert ask("assets/bytes.txt") == dict.fromkeys(every, b"beside the page".hex())

        told = ask(f"{host}/status/404")
        assert told["urllib"] == "HTTPError: HTTP Error 404: Not Found"
        assert told["requests"] == told["urllib3"] == BYTES.hex()
        assert told["status"] == 404

        told = ask(f"{host}/closed")
        assert told["urllib"].startswith("URLError: ")
        assert told["requests"].startswith("ConnectionError: ")
        for name in every:
            assert "does not allow it by CORS" in told[name]
            assert f"No answer from {host.removeprefix('http://')}" in told[name]
