"""The real `Port`: the only file that imports `js` or `pyodide`, but for `fetch`, which an app
without HTTP requests never calls.

`worker.ts` calls `start` once and `deliver` for every message of the page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from js import WebAssembly, performance
from pyodide.ffi import can_run_sync, create_proxy

from .alias import install as install_alias
from .protocol import ProtocolError, StartApp, decode
from .runtime import cooperative
from .runtime.after_import import AfterImport
from .runtime.job_session import JobRunner
from .runtime.loop import Loop
from .runtime.session import start_session

APP_FOLDER = Path("/app")
"""Where `worker.ts` has unpacked the app's files."""

HTTP_MODULES = (
    *("urllib.request", "requests.models"),
    *("urllib3.poolmanager", "urllib3.contrib.emscripten.fetch"),
)
"""What `runtime.http` can teach to ask through the browser."""


def has_stack_switching() -> bool:
    """Whether a synchronous callback can wait without holding the worker (JSPI).

    Asked when an app starts: this module is imported when the start image is made, elsewhere.
    """
    return hasattr(WebAssembly, "Suspending")


class BrowserPort:
    """Messages to the page through `postMessage`, waiting through the browser's event loop."""

    def __init__(self, post: Callable[[str], None]) -> None:
        self._post = post
        self._entry: Callable[[], None] = lambda: None
        self._may_wait = has_stack_switching()
        # One proxy for all calls: a proxy per call would have to be destroyed per call.
        self._proxy: Any = create_proxy(self._enter)

    def send(self, text: str) -> None:
        self._post(text)

    async def breathe(self) -> None:
        # One turn of the event loop: every message that was posted meanwhile is delivered.
        await asyncio.sleep(0)

    def now(self) -> float:
        return float(performance.timeOrigin + performance.now())

    def enter(self, function: Callable[[], None]) -> None:
        self._entry = function
        if self._may_wait:
            # Returns at the first wait; the promise is of no interest, `function` itself
            # says when it has ended.
            self._proxy.callPromising()
        else:
            function()

    def _enter(self) -> None:
        self._entry()


_loop: Loop | JobRunner | None = None
_early: list[str] = []
"""Messages that came while the app was being imported."""


async def start(text: str, post: Callable[[str], None]) -> None:
    """Start the app that `text`, the JSON of a turn with one `StartApp`, describes."""
    global _loop
    install_alias()
    cooperative.install(can_run_sync)
    (message,) = decode(text)
    if not isinstance(message, StartApp):
        raise ProtocolError(f"expected StartApp, got {type(message).__name__}")
    _teach_http(message.location["href"])
    APP_FOLDER.mkdir(exist_ok=True)
    _loop = await start_session(message, BrowserPort(post), APP_FOLDER)
    if _loop is None:
        return
    for early in _early:
        _loop.deliver(early)
    _early.clear()
    await _loop.run()


def _teach_http(page_url: str) -> None:
    """Nothing of it is loaded before the app imports one of the libraries."""

    def patch(module: ModuleType) -> None:
        from .fetch import send
        from .runtime import http

        http.patch(module, send, page_url)

    AfterImport(dict.fromkeys(HTTP_MODULES, patch)).install()


def deliver(text: str) -> None:
    """A turn of messages from the page."""
    if _loop is None:
        _early.append(text)
    else:
        _loop.deliver(text)
