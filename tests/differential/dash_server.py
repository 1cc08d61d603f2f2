"""All cases served by real Dash, from one process: `python -m tests.differential.dash_server DIR`;
with `tools` behind it, the pages show Dash's dev tools.

Each folder of DIR holds a case (`app.py`, `recorder.py`, perhaps `assets/`) and is served
below its own name: by Flask, or by FastAPI where the app says `backend="fastapi"`, which is how
Dash has sockets.  The first line printed has the ports of the two.  `/@calls/<case>` of the first
hands over the calls noted since it was last asked, each with the number that the page gave its
request; what came over a socket has none.
"""

from __future__ import annotations

import collections
import importlib.util
import json
import os
import socket
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO
from wsgiref.types import StartResponse, WSGIEnvironment

import dash
import uvicorn
from dash._callback_context import context_value
from fastapi import FastAPI
from flask import Flask, Response
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.differential import recorder

PREFIX = "case_"
"""Of the module names, so that no case can hide a module that Dash imports."""


class Calls:
    """Stands in for stdout: keeps the recorder's lines by case, lets the rest pass."""

    def __init__(self, stdout: TextIO) -> None:
        self._stdout = stdout
        self._lock = threading.Lock()
        self._by_case: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)

    def write(self, text: str) -> int:
        if text.startswith(recorder.MARK):
            call = json.loads(text.removeprefix(recorder.MARK))
            call["request"] = int(dash.callback_context.headers.get(recorder.REQUEST_NUMBER, 0))
            with self._lock:
                self._by_case[call.pop("app").removeprefix(PREFIX)].append(call)
        else:
            self._stdout.write(text)
        return len(text)

    def flush(self) -> None:
        self._stdout.flush()

    def take(self, name: str) -> list[dict[str, Any]]:
        with self._lock:
            return self._by_case.pop(name, [])


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing of requests; errors are still logged."""


def load(folder: Path, tools: bool) -> Flask | FastAPI:
    """Import a case's script as a module of its own name, mounted at `/<case>/`."""
    os.environ["DASH_ROUTES_PATHNAME_PREFIX"] = "/"
    os.environ["DASH_REQUESTS_PATHNAME_PREFIX"] = f"/{folder.name}/"
    name = PREFIX + folder.name
    spec = importlib.util.spec_from_file_location(name, folder / "app.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    # Dash sets this for the main thread only, and here a request imports the app.
    context_value.set({})
    # As for `python app.py`: the script finds what is beside it.
    sys.path.insert(0, str(folder))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(folder))
    module.app.enable_dev_tools(
        debug=True,
        dev_tools_ui=tools,
        dev_tools_hot_reload=False,
        dev_tools_serve_dev_bundles=tools,
        dev_tools_disable_version_check=True,
    )
    # The first request moves the global callbacks into the app (A1): before the next import.
    server: Flask | FastAPI = module.app.server
    if isinstance(server, Flask):
        server.test_client().get("/_dash-layout")
    else:
        module.app._setup_server()
    return server


class Pages:
    """Dash has one registry of pages in a process; here each app has its own."""

    def __init__(self) -> None:
        self._owner = ""
        self._kept: dict[str, dict[str, Any]] = {}

    def belong_to(self, name: str) -> None:
        if name != self._owner:
            self._kept[self._owner] = dict(dash.page_registry)
            dash.page_registry.clear()
            dash.page_registry.update(self._kept.get(name, {}))
            self._owner = name


class Apps:
    """The apps by the names of their cases, imported when they are first asked for."""

    def __init__(self, root: Path, tools: bool) -> None:
        self._root = root
        self._tools = tools
        self._lock = threading.Lock()
        self._apps: dict[str, Flask | FastAPI] = {}
        self._pages = Pages()

    def of(self, name: str) -> Flask | FastAPI | None:
        """None where there is no such case."""
        # One import at a time: the prefix and the global callbacks are of the process.
        with self._lock:
            self._pages.belong_to(name)
            if name not in self._apps:
                folder = self._root / name
                if not (folder / "app.py").is_file():
                    return None
                self._apps[name] = load(folder, self._tools)
            return self._apps[name]

    def wsgi(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Those of Flask; the first part of the path is the name."""
        name, _, path = environ["PATH_INFO"].lstrip("/").partition("/")
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"/{name}", f"/{path}"
        app = self.of(name)
        return (app if isinstance(app, Flask) else NotFound())(environ, start_response)

    async def asgi(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Those of FastAPI."""
        name, _, path = scope["path"].lstrip("/").partition("/")
        app = self.of(name)
        if isinstance(app, FastAPI):
            await app({**scope, "path": f"/{path}", "raw_path": None}, receive, send)
        else:
            await PlainTextResponse("no such case", 404)(scope, receive, send)


def serve(root: Path, tools: bool) -> None:
    calls = Calls(sys.stdout)
    sys.stdout = calls  # type: ignore[assignment]
    sys.modules["recorder"] = recorder
    desk = Flask("calls")

    @desk.get("/<name>")
    def taken(name: str) -> Response:
        return Response(json.dumps(calls.take(name)), mimetype="application/json")

    apps = Apps(root, tools)
    application = DispatcherMiddleware(apps.wsgi, {"/@calls": desk})
    flask = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Quiet)
    threading.Thread(target=flask.serve_forever, daemon=True).start()
    with socket.create_server(("127.0.0.1", 0)) as sockets:
        print(flask.server_port, sockets.getsockname()[1], flush=True)
        # No lifespan: that is of the one app which a server usually has.
        config = uvicorn.Config(
            apps.asgi, interface="asgi3", lifespan="off", log_config=None, ws="wsproto"
        )
        uvicorn.Server(config).run([sockets])


if __name__ == "__main__":
    serve(Path(sys.argv[1]), tools="tools" in sys.argv[2:])
