"""A small static server for looking at a site: what any static host would do, and no more.

Right content types (browsers refuse wasm and modules under a wrong one), no way out of the
served folders, no log line per request.  `pyrt run` and the tests mount several folders.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

from .errors import InputError

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""Stated here instead of asked of the machine, whose table may be anything."""

_STOP_S = 0.1
"""The longest that `stop` waits for the thread to notice."""

Stream = Callable[["RequestHandler"], None]
"""Answers one request by itself and for as long as it likes (server-sent events)."""


class SiteServer:
    """Serves folders on localhost from a thread of its own.

    `with SiteServer({"": site}) as server: ... server.url ...`
    """

    def __init__(
        self,
        folders: dict[str, Path],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        streams: dict[str, Stream] | None = None,
        handler: type[RequestHandler] | None = None,
    ) -> None:
        """`folders`: URL prefix without slashes ("" is the root) -> folder.  The longest
        prefix that fits answers.  `port` 0 takes any free one.  `handler` answers instead of
        `RequestHandler`: tests have hosts with habits of their own."""
        self.folders = folders
        self.streams = dict(streams or {})
        try:
            self._server = _Server((host, port), self, handler or RequestHandler)
        except OSError as error:
            raise InputError(
                f"Cannot listen on {host}:{port}: {error.strerror or error}.",
                hint="Name another port with --port.",
            ) from error
        self._host = host
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        host = "localhost" if self._host in ("127.0.0.1", "0.0.0.0", "::") else self._host
        return f"http://{host}:{self.port}/"

    def start(self) -> None:
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_STOP_S,), name="pyrt-server", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()

    def __enter__(self) -> SiteServer:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def find(self, path: str) -> Path | None:
        """The file for a decoded URL path, or None.  Never one outside the folders."""
        clean = posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/")
        if "\0" in clean:
            return None
        for prefix in sorted(self.folders, key=len, reverse=True):
            if prefix == "" or clean == prefix or clean.startswith(f"{prefix}/"):
                folder = self.folders[prefix].resolve()
                found = (folder / clean[len(prefix) :].lstrip("/")).resolve()
                # `resolve` has followed links: one that leads out is refused as well.
                return found if found.is_relative_to(folder) else None
        return None

    def find_not_found_page(self, path: str) -> Path | None:
        """The `404.html` that is nearest to a path, as static hosts serve it: the one of the
        site, or of one of several sites in one folder."""
        parts = posixpath.normpath("/" + path).strip("/").split("/")
        for end in range(len(parts), -1, -1):
            page = self.find("/".join([*parts[:end], "404.html"]))
            if page is not None and page.is_file():
                return page
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(
        self, address: tuple[str, int], site: SiteServer, handler: type[RequestHandler]
    ) -> None:
        self.site = site
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle of an answer is no news."""


class RequestHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    server_version = "pyrt"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Quiet: the terminal belongs to the build's messages."""

    def _answer(self, *, with_body: bool) -> None:
        split = urlsplit(self.path)
        path = unquote(split.path)
        stream = self.server.site.streams.get(path.lstrip("/"))
        if stream is not None and with_body:
            stream(self)
            return
        file = self.server.site.find(path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                # Relative URLs in the page need the slash.
                self._redirect(f"{split.path}/" + (f"?{split.query}" if split.query else ""))
                return
            file = file / "index.html"
        elif path.endswith("/"):
            file = None
        if file is None or not file.is_file():
            self._not_found(path, with_body=with_body)
            return
        self.send_file(file, with_body=with_body)

    def send_file(self, file: Path, *, with_body: bool) -> None:
        with file.open("rb") as content:
            status = os.fstat(content.fileno())
            tag = f'"{status.st_size:x}-{status.st_mtime_ns:x}"'
            unchanged = self.headers.get("If-None-Match") == tag
            self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else HTTPStatus.OK)
            kind = CONTENT_TYPES.get(file.suffix.lower(), "application/octet-stream")
            self.send_header("Content-Type", kind)
            self.send_header("ETag", tag)
            # A rebuilt file keeps its name: the browser must ask again.
            self.send_header("Cache-Control", "no-cache")
            if not unchanged:
                self.send_header("Content-Length", str(status.st_size))
            self.end_headers()
            if with_body and not unchanged:
                shutil.copyfileobj(content, self.wfile)

    def _redirect(self, location: str) -> None:
        # One slash only at the front: `//host/` would be an address elsewhere.
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", "/" + location.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _not_found(self, path: str, *, with_body: bool) -> None:
        page = self.server.site.find_not_found_page(path)
        body = page.read_bytes() if page else f"Not found: {path}\n".encode()
        self.send_response(HTTPStatus.NOT_FOUND)
        kind = ".html" if page else ".txt"
        self.send_header("Content-Type", CONTENT_TYPES[kind])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)
