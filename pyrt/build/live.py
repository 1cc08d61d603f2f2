"""Announces rebuilds to open pages, as server-sent events.

    event: app      data: {}                            the app changed: start Python again
    event: reload   data: {}                            the page itself changed: load it again
    event: css      data: {"files": ["assets/a.css"]}   only these style sheets changed
    event: error    data: {"title": ..., "message": ...}  the rebuild failed; the last good
                                                        site is still being served

`data` is one line of JSON.  A page that connects after a failed rebuild gets the error at
once, so that a reload by hand does not hide it.
"""

from __future__ import annotations

import json
import queue
import threading
from http import HTTPStatus
from typing import Any

from .serve import RequestHandler

_PING_S = 15.0
"""Often enough for proxies, and the only way to notice that a page has gone."""


class LiveEvents:
    """The open pages.  `send` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: list[queue.SimpleQueue[bytes | None]] = []
        self._standing_error: bytes | None = None

    @property
    def has_error(self) -> bool:
        """Whether the last thing said was that a rebuild failed."""
        return self._standing_error is not None

    def reload(self) -> None:
        self._send(_event("reload", {}), standing_error=None)

    def app(self) -> None:
        self._send(_event("app", {}), standing_error=None)

    def css(self, files: list[str]) -> None:
        self._send(_event("css", {"files": files}), standing_error=None)

    def error(self, title: str, message: str) -> None:
        event = _event("error", {"title": title, "message": message})
        self._send(event, standing_error=event)

    def close(self) -> None:
        """End every stream."""
        with self._lock:
            for page in self._pages:
                page.put(None)

    def stream(self, request: RequestHandler) -> None:
        """Answer one page until it goes away."""
        page: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        with self._lock:
            self._pages.append(page)
            page.put(self._standing_error or b": connected\n\n")
        try:
            request.send_response(HTTPStatus.OK)
            request.send_header("Content-Type", "text/event-stream")
            request.send_header("Cache-Control", "no-store")
            request.send_header("Connection", "close")
            request.end_headers()
            while (event := _next(page)) is not None:
                request.wfile.write(event)
                request.wfile.flush()
        except OSError:
            pass  # the page was closed
        finally:
            request.close_connection = True
            with self._lock:
                self._pages.remove(page)

    def _send(self, event: bytes, *, standing_error: bytes | None) -> None:
        with self._lock:
            self._standing_error = standing_error
            for page in self._pages:
                page.put(event)


def _next(page: queue.SimpleQueue[bytes | None]) -> bytes | None:
    try:
        return page.get(timeout=_PING_S)
    except queue.Empty:
        return b": still here\n\n"


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
