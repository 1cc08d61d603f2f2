"""One HTTP request through the browser, answered before the call returns.

Beside the bridge the only file that imports `js`, and only its name: this module is in the start
image, which is made where there are no requests.  Where the caller may wait (stack switching) the
others go on meanwhile; elsewhere the worker stands still until the answer is there.
"""

from __future__ import annotations

from typing import Any

import js
from pyodide.ffi import JsException, can_run_sync, run_sync, to_js

from .runtime.http import Reply, Request


def send(request: Request) -> Reply:
    """Raises `TimeoutError`, or `OSError` when there is no answer that may be read."""
    try:
        reply: Reply = run_sync(_fetch(request)) if can_run_sync() else _wait(request)
    except JsException as error:
        if error.name in ("TimeoutError", "AbortError"):
            raise TimeoutError(f"no answer within {request.timeout} s") from error
        raise OSError(str(error)) from error
    return reply


async def _fetch(request: Request) -> Reply:
    options: dict[str, Any] = {"method": request.method, "headers": dict(request.headers)}
    if request.body is not None:
        options["body"] = request.body
    if request.timeout is not None:
        options["signal"] = js.AbortSignal.timeout(int(request.timeout * 1000))
    response = await js.fetch(request.url, to_js(options, dict_converter=js.Object.fromEntries))
    body = (await response.arrayBuffer()).to_bytes()
    headers = [(str(name), str(value)) for name, value in response.headers]
    return Reply(response.url, response.status, response.statusText, headers, body)


def _wait(request: Request) -> Reply:
    xhr = js.XMLHttpRequest.new()
    xhr.open(request.method, request.url, False)
    # Not as text: that would decode what may be an image.
    xhr.responseType = "arraybuffer"
    if request.timeout is not None:
        xhr.timeout = int(request.timeout * 1000)
    for name, value in request.headers.items():
        xhr.setRequestHeader(name, value)
    xhr.send(to_js(request.body))
    lines = xhr.getAllResponseHeaders().split("\r\n")
    headers = [
        (name, value.strip()) for name, _, value in (line.partition(":") for line in lines) if name
    ]
    return Reply(xhr.responseURL, xhr.status, xhr.statusText, headers, xhr.response.to_bytes())
