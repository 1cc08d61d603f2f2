"""The real `Port`: the only file that imports `js` or `pyodide`, but for `fetch`, which an app
without HTTP requests never calls.

`worker.ts` calls `start` once, `deliver` for every message of the page, and `step` and `glance`
for tasks that were asked of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from js import WebAssembly, performance
from pyodide.ffi import can_run_sync, to_js

from .alias import install as install_alias
from .protocol import Console, StartApp
from .runtime import cooperative
from .runtime.after_import import AfterImport
from .runtime.job_session import JobRunner
from .runtime.loop import Loop
from .runtime.session import start_session
from .wire import Message, ProtocolError, decode, encode_apart

APP_FOLDER = Path("/app")
"""Where `worker.ts` has unpacked the app's files."""

HTTP_MODULES = (
    *("urllib.request", "requests.models"),
    *("urllib3.poolmanager", "urllib3.contrib.emscripten.fetch"),
)
"""What `runtime.http` can teach to ask through the browser."""


class BrowserPort:
    """Messages to the page through `postMessage`, tasks from the browser's event loop."""

    def __init__(
        self,
        post: Callable[..., None],
        request_step: Callable[[], None],
        request_glance: Callable[[], None],
    ) -> None:
        self._post = post
        self._request_step = request_step
        self._request_glance = request_glance
        self.steps: deque[Callable[[], None]] = deque()
        self.glances: deque[Callable[[], None]] = deque()

    def send(self, messages: Sequence[Message]) -> None:
        text, arrays = encode_apart(messages)
        if arrays:
            self._post(text, to_js(arrays))  # copies of their bytes, which may be given away
        else:
            self._post(text)

    def now(self) -> float:
        return float(performance.timeOrigin + performance.now())

    def soon(self, step: Callable[[], None]) -> None:
        self.steps.append(step)
        self._request_step()

    def aside(self, step: Callable[[], None]) -> None:
        self.glances.append(step)
        self._request_glance()


_port: BrowserPort | None = None
_loop: Loop | JobRunner | None = None
_early: list[str] = []
"""Messages that came while the app was being imported."""


async def start(
    text: str,
    post: Callable[..., None],
    request_step: Callable[[], None],
    request_glance: Callable[[], None],
) -> None:
    """Start the app that `text`, the JSON of a turn with one `StartApp`, describes.

    `post` takes the text of a turn and, where it has some, the typed arrays that belong to it.
    Each `request_step` asks for a call of `step`, each `request_glance` for one of `glance`,
    in a task of its own.
    """
    global _loop, _port
    install_alias()
    cooperative.install(can_run_sync)
    (message,) = decode(text)
    if not isinstance(message, StartApp):
        raise ProtocolError(f"expected StartApp, got {type(message).__name__}")
    _teach_http(message.location["href"])
    APP_FOLDER.mkdir(exist_ok=True)
    _port = port = BrowserPort(post, request_step, request_glance)
    if message.role == "app" and not hasattr(WebAssembly, "Suspending"):
        cooperative.tell_of_sleep(lambda text: port.send([Console("warn", text)]))
    _loop = await start_session(message, port, APP_FOLDER)
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


def step() -> None:
    """The next step that was asked for.  Called so that it may wait (JSPI), where that is
    possible."""
    assert _port is not None
    _port.steps.popleft()()


def glance() -> None:
    """The next look at a call that may be waiting."""
    assert _port is not None
    _port.glances.popleft()()
