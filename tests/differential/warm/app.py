"""One Python for many apps: an app whose own worker runs the others, one after another.

To start Pyodide takes longer than all that a case does.  So its page is opened once, and the
pages of the cases, which have a `Worker` that only passes messages on (`WarmPython` in
`servers.py`), talk to the Python that is there already.  Everything else is as published: the
page's scripts, and in here the session, the loop and the engine.

Each app gets what a fresh worker would have had: a folder, no modules of the app before it,
nothing registered, and a stdout that its own page prints.
"""

import asyncio
import os
import shutil
import sys
from pathlib import Path

from dash import Dash, dash_table, dcc, html
from js import BroadcastChannel, fetch
from pyodide.code import run_js
from pyodide.ffi import create_proxy

from pyrt import current_app, registry
from pyrt.bridge import APP_FOLDER, BrowserPort
from pyrt.development import base_component
from pyrt.protocol import PROTOCOL_VERSION, AppError, Console, ErrorReport, Hello
from pyrt.runtime.session import start_session
from pyrt.wire import decode, encode

APPS = Path("/apps")
MODULES = frozenset(sys.modules)
PATH = tuple(sys.path)


class Printer:
    """Stands in for stdout and stderr: whole lines become messages to a page."""

    def __init__(self, level, post):
        self._level = level
        self._post = post
        self._text = ""

    def write(self, text):
        self._text += text
        *lines, self._text = self._text.split("\n")
        for line in lines:
            self._post(encode([Console(self._level, line)]))
        return len(text)

    def flush(self):
        pass


# As `web/src/worker/tasks.ts` does it: a step may wait, a glance never does.  What was asked for
# before the app has left is not called after.
TASKS = run_js("""
(step, glance, failed) => {
    let open = true;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
        try { if (open) glance(); } catch (error) { failed(error); }
    };
    return {
        step: () => void (open && step.callPromising().catch((error) => open && failed(error))),
        glance: () => port2.postMessage(null),
        close: () => { open = false; port1.close(); },
    };
}
""")

WITH_ARRAYS = run_js("(text, arrays) => ({ text, arrays })")


class Port(BrowserPort):
    """The port of one app, with tasks of its own."""

    def __init__(self, post, failed):
        self._proxies = [
            create_proxy(lambda: self.steps.popleft()()),
            create_proxy(lambda: self.glances.popleft()()),
            create_proxy(failed),
        ]
        self._tasks = TASKS(*self._proxies)
        super().__init__(post, self._tasks.step, self._tasks.glance)

    def close(self):
        self._tasks.close()
        self.steps.clear()
        self.glances.clear()


class Session:
    """One page and its app."""

    def __init__(self, name, folder, start, build):
        self.folder = folder
        self.start = start
        self.channel = BroadcastChannel.new(name)
        self.loop = None
        self.port = Port(self.post, self.fail)
        self._early = []
        self._proxy = create_proxy(lambda event: self.deliver(event.data))
        self.channel.onmessage = self._proxy
        self.task = None
        self.post(encode([Hello(PROTOCOL_VERSION, build)]))

    def post(self, text, arrays=None):
        self.channel.postMessage(text if arrays is None else WITH_ARRAYS(text, arrays))

    def deliver(self, text):
        if self.loop is None:
            self._early.append(text)
            return
        try:
            self.loop.deliver(text)
        except Exception as error:
            self.fail(error)

    def fail(self, error):
        report = ErrorReport("boot", "Python has stopped", repr(error), "")
        self.post(encode([AppError(report, fatal=True)]))

    async def run(self, app_url):
        try:
            archive = (await (await fetch(app_url)).arrayBuffer()).to_bytes()
            self.folder.mkdir(parents=True)
            zip_path = self.folder.with_suffix(".zip")
            zip_path.write_bytes(archive)
            shutil.unpack_archive(zip_path, self.folder)
            zip_path.unlink()
            self.loop = await start_session(self.start, self.port, self.folder)
            if self.loop is None:
                return
            for text in self._early:
                self.deliver(text)
            await self.loop.run()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.fail(error)

    def end(self):
        self.task.cancel()
        self.port.close()
        self.channel.close()
        self._proxy.destroy()
        os.chdir(APP_FOLDER)
        shutil.rmtree(self.folder, ignore_errors=True)


class Desk:
    """Takes pages in; the newest one has Python to itself."""

    def __init__(self):
        self._session = None
        self._count = 0
        self._channel = BroadcastChannel.new("warm-python")
        self._channel.onmessage = create_proxy(self._opened)

    def _opened(self, event):
        if self._session is not None:
            self._session.end()
        self._forget()
        name, app_url, build, start = event.data.to_py()
        (message,) = decode(start)
        self._count += 1
        self._session = session = Session(name, APPS / str(self._count), message, build)
        sys.stdout = Printer("log", session.post)
        sys.stderr = Printer("warn", session.post)
        session.task = asyncio.ensure_future(session.run(app_url))

    def _forget(self):
        for name in frozenset(sys.modules) - MODULES:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if file.startswith(str(APPS)):
                del sys.modules[name]
        sys.path[:] = PATH
        registry.GLOBAL_CALLBACKS.take_all()
        current_app._last_made = None
        base_component._random = None


COMPONENTS = (dcc.Graph, dash_table.DataTable)
"""The page of this app is the pattern for those of the cases: it must know all bundles."""

desk = Desk()
app = Dash(__name__)
app.layout = html.Div()
