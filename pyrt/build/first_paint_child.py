"""The last act of the child process of `inspect`: from `Start` to the first rest, once for each
page of the app, by the same engine and the same loop as in the browser.

What has been recorded when the time is over counts: any beginning of the updates is a first
paint, only a less complete one.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyrt.app import Dash
from pyrt.ctx import RequestInfo
from pyrt.engine.engine import Engine
from pyrt.engine.events import Start
from pyrt.runtime.invoke import Invoker
from pyrt.runtime.loop import Loop
from pyrt.wire import encode

from .page_stand_in import PageStandIn


class Recorder:
    """Records the first paints of an app and writes them into a file."""

    def __init__(self, app: Dash, answer: Path) -> None:
        self._app = app
        self._answer = answer
        self._done: dict[str, dict[str, Any]] = {}
        self._current: tuple[str, PageStandIn] | None = None
        self._writing = threading.Lock()

    def stop_after(self, seconds: float) -> None:
        """Write what there is, and end this process, when the time is over.

        A thread, because the app's own code may hold the loop for ever."""

        def stop() -> None:
            self._write(f"initial callbacks were still running after {seconds:g} s")
            os._exit(0)

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()

    async def record(self, paths: Sequence[str]) -> None:
        """`paths` are below the site, without slashes at the ends."""
        for path in paths:
            prefix = self._app.config.requests_pathname_prefix
            page = PageStandIn(prefix + path)
            self._current = (path, page)
            await self._run(page, prefix + path)
            self._keep(path, page, page.problem)
            self._current = None
        self._write(None)

    async def _run(self, page: PageStandIn, pathname: str) -> None:
        spec = self._app._app_spec(debug=False)
        where = {"href": f"http://localhost{pathname}", "origin": "http://localhost"}
        request = RequestInfo({**where, "pathname": pathname, "search": "", "hash": ""}, "", "")
        invoker = Invoker(spec.callbacks, self._app._functions, request)
        loop = invoker.live = Loop(Engine(spec), page, invoker)
        page.deliver = loop.deliver
        loop.put([Start()])
        running = asyncio.ensure_future(loop.run())
        ended = asyncio.ensure_future(page.ended.wait())
        await asyncio.wait({running, ended}, return_when=asyncio.FIRST_COMPLETED)
        for task in (running, ended):
            task.cancel()
        if running.done() and not running.cancelled() and running.exception():
            page.problem = f"{running.exception()!r}"

    def _keep(self, path: str, page: PageStandIn, problem: str | None) -> None:
        self._done[path] = {"updates": list(page.updates), "problem": problem}

    def _write(self, too_long: str | None) -> None:
        with self._writing:
            if self._answer.exists():
                return
            if too_long is not None and self._current is not None:
                self._keep(*self._current, too_long)
            (config,) = json.loads(encode([self._app._page_config(False)]))
            told = {"config": config, "pages": self._done}
            unfinished = self._answer.with_suffix(".part")
            unfinished.write_text(json.dumps(told), encoding="utf-8")
            unfinished.rename(self._answer)
