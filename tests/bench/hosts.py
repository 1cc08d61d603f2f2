"""Servers for the benchmark: a static host, Dash's own, and a slow line in front of either.

The first two compress what shrinks, once, as a host that is meant for the public does; what is
compressed already (`.gz`) goes out as it is.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from pyrt.build.serve import CONTENT_TYPES, RequestHandler, SiteServer

SHRINKS = (".js", ".mjs", ".css", ".html", ".json", ".svg", ".wasm", ".zip", ".whl", ".py")


class PublicHost(RequestHandler):
    """A static host with compression and a cache time, such as GitHub Pages."""

    def send_file(self, file: Path, *, with_body: bool) -> None:
        content, encoding, tag = _file(file, file.stat().st_mtime_ns)
        unchanged = self.headers.get("If-None-Match") == tag
        self.send_response(304 if unchanged else 200)
        self.send_header("Content-Type", CONTENT_TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "max-age=600")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", "0" if unchanged else str(len(content)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(content)


@cache
def _file(file: Path, changed: int) -> tuple[bytes, str, str]:
    """What is sent, how it is encoded, and its tag."""
    content = file.read_bytes()
    tag = f'"{len(content):x}-{changed:x}"'
    if file.suffix in SHRINKS:
        smaller = gzip.compress(content, 6, mtime=0)
        if len(smaller) < len(content):
            return smaller, "gzip", tag
    return content, "", tag


@contextmanager
def static_host(folder: Path) -> Iterator[int]:
    """The port at which a folder is served."""
    for file in folder.rglob("*"):  # compressed before anybody waits for it
        if file.is_file():
            _file(file.resolve(), file.stat().st_mtime_ns)
    with SiteServer({"": folder}, handler=PublicHost) as server:
        yield server.port


@contextmanager
def dash_server(app: Path) -> Iterator[int]:
    """Real Dash on localhost, threaded, debug off: its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    code = f"import runpy; runpy.run_path({str(app)!r})['app'].run(port={port}, debug=False)"
    process = subprocess.Popen(
        [sys.executable, "-c", _COMPRESSED + code],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


_COMPRESSED = """
import gzip, flask
cache = {}
def shrink(response):
    path = flask.request.path
    if "/_dash-component-suites/" in path and response.status_code == 200:
        response.direct_passthrough = False
        if path not in cache: cache[path] = gzip.compress(response.get_data(), 6)
        response.set_data(cache[path])
        response.headers["Content-Encoding"] = "gzip"
    return response
plain = flask.Flask.__init__
def with_compression(self, *args, **kwargs):
    plain(self, *args, **kwargs)
    self.after_request(shrink)
flask.Flask.__init__ = with_compression
"""
"""Dash's server compresses nothing by itself; whoever publishes it puts something in front."""


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(
                    f"The server of {url} has ended with {process.returncode}"
                ) from None
            time.sleep(0.05)
    raise RuntimeError(f"The server of {url} does not answer")


class Line:
    """A line to a server: counts what comes down it, and can be slow.

    All connections share its `megabits` per second; each costs one `round_trip` (seconds) to set
    up, and delays what goes through it by half of one each way.  The browser's own throttling
    would count for each worker by itself.
    """

    def __init__(self, port: int, megabits: float | None = None, round_trip: float = 0.0) -> None:
        self.received = 0
        """Bytes that have come down so far, heads included."""
        self.port = 0
        self._server = port
        self._bytes_per_second = megabits * 1e6 / 8 if megabits else None
        self._delay = round_trip / 2
        self._free_at = 0.0
        self._listens = threading.Event()
        self._ended = asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> Line:
        self._thread.start()
        self._listens.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._listens.set()
        await self._ended.wait()

    async def _connect(self, up: asyncio.StreamReader, down: asyncio.StreamWriter) -> None:
        # At the end of `asyncio.run`, which cancels what is left; asyncio would print it.
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(2 * self._delay)
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self._server)
            await asyncio.gather(
                self._carry(up, to_server, False), self._carry(from_server, down, True)
            )

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, counts: bool
    ) -> None:
        """One direction.  What has set out arrives in order, each piece when it is due."""
        on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.ensure_future(self._arrive(on_the_way, sink))
        try:
            while piece := await source.read(16_384):
                now = time.monotonic()
                through = now
                if counts:
                    self.received += len(piece)
                    if self._bytes_per_second:
                        start = max(self._free_at, now)
                        through = self._free_at = start + len(piece) / self._bytes_per_second
                on_the_way.put_nowait((through + self._delay, piece))
                if through - now > 0.05:  # no more under way than a line holds
                    await asyncio.sleep(through - now - 0.03)
        except OSError:
            pass
        on_the_way.put_nowait((time.monotonic() + self._delay, b""))
        await arriving

    @staticmethod
    async def _arrive(
        on_the_way: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter
    ) -> None:
        try:
            while True:
                due, piece = await on_the_way.get()
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                if not piece:
                    break
                sink.write(piece)
                await sink.drain()
            sink.close()
        except OSError:
            pass
