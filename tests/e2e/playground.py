"""The player under test: built once, served, and opened with apps that a test makes up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import FrameLocator, Page

from pyrt.build.playground import build_playground
from pyrt.build.serve import SiteServer
from pyrt.share.body import SharedApp
from pyrt.share.link import make_fragment


class Playground:
    """`with Playground(folder) as playground: ...`"""

    def __init__(self, folder: Path, **options: Any) -> None:
        build_playground(folder, **options)
        # Not at the root of its host: nothing in it may believe that it is there.
        self._server = SiteServer({"play": folder})

    def __enter__(self) -> Playground:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        return f"{self._server.url}play/"

    def link(self, files: str | Mapping[str, str | bytes], *, query: str = "", **more: Any) -> str:
        """A link to an app: its script, or all of its files."""
        return f"{self.url}{query}#{make_fragment(shared_app(files, **more))}"


def shared_app(
    files: str | Mapping[str, str | bytes],
    *,
    entry: str = "app.py",
    target: str = "",
    requirements: tuple[str, ...] = (),
    state: dict[str, dict[str, Any]] | None = None,
) -> SharedApp:
    named = {"app.py": files} if isinstance(files, str) else files
    contents = {
        name: content.encode() if isinstance(content, str) else content
        for name, content in named.items()
    }
    return SharedApp(contents, entry, target, requirements, state or {})


def run_app(page: Page) -> FrameLocator:
    """Click, and wait until the app is ready."""
    page.get_by_role("button", name="Run the app").click()
    return ready_app(page)


def ready_app(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe.app")
    frame.locator("html[data-pyrt=ready]").wait_for()
    return frame


class Outside:
    """Another host, which notes who asks it for anything; also by UDP, as calls do (STUN)."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        outside = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outside.asked.append(self.path)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                self.wfile.write(b"from outside")

            do_POST = do_GET  # noqa: N815
            do_HEAD = do_GET  # noqa: N815
            do_OPTIONS = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.udp_port = int(self._udp.getsockname()[1])

    def __enter__(self) -> Outside:
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._udp.close()

    def _listen(self) -> None:
        while True:
            try:
                self._udp.recvfrom(2048)
            except OSError:
                return
            self.asked.append("udp")
