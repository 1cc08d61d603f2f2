"""`urllib.request`, `urllib3` and `requests` through the browser.

`urllib.request` gets a handler of ours.  `urllib3` speaks to the browser itself, and
`requests` through it; they only learn which headers a browser sets alone, what a relative URL
means, and what the silence of another host means.  What a host answers, errors included, is
what these libraries make of it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial, wraps
from types import ModuleType
from typing import Any
from urllib.parse import urljoin, urlsplit

SET_BY_BROWSER = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "transfer-encoding", "user-agent"}
)
"""Headers that a browser sets itself.  Some it refuses with an error in the console, and
`user-agent` would make it ask the other host for permission first, which few hosts give."""

_UNDONE_BY_BROWSER = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""They describe the answer as it travelled: a reader would unpack it a second time."""


class NoAnswerError(OSError):
    """The browser has no answer that it may hand over.  `str()` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None
    timeout: float | None
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Reply:
    url: str
    """After redirects, which the browser follows itself."""
    status: int
    reason: str
    headers: Iterable[tuple[str, str]]
    body: bytes


Send = Callable[[Request], Reply]
"""Raises `TimeoutError`, or any other `OSError` when there is no answer."""


def patch(module: ModuleType, send: Send, page_url: str) -> None:
    """Teach one of `LIBRARIES`.  Relative URLs start from `page_url`."""
    resolve = partial(resolved, page_url=page_url)
    match module.__name__:
        case "urllib.request":
            _patch_urllib(module, send, page_url)
            _patch_urls(module.Request, "__init__", resolve)
        case "urllib3.contrib.emscripten.fetch":
            _patch_fetch(module, page_url)
        case "urllib3.poolmanager":
            _patch_urls(module.PoolManager, "urlopen", resolve, at=1)
        case "requests.models":
            _patch_urls(module.PreparedRequest, "prepare_url", resolve)


def resolved(url: Any, page_url: str) -> Any:
    """A relative URL from the page's; anything else as it is."""
    if not isinstance(url, str) or urlsplit(url).scheme:
        return url
    return urljoin(page_url, url)


def explain(url: str, page_url: str) -> str:
    """Why there may be no answer from `url`, and what to do.  The browser does not tell."""
    there, here = urlsplit(url), urlsplit(page_url)
    if (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return f"No answer from {url}: the host cannot be reached.  Check the connection."
    if here.scheme == "https" and there.scheme == "http":
        return f"No answer from {url}: a page of https may not ask hosts by http.  Use https."
    return (
        f"No answer from {there.netloc} that this page may read.  Most likely the host does not "
        f"allow it by CORS: it would have to send Access-Control-Allow-Origin for "
        f"{here.scheme}://{here.netloc}.  (Or the host cannot be reached; the browser does not "
        "tell apart.)  Use a host that allows it, ship the data with the app, or ask through a "
        f"server of yours that adds the header.  URL: {url}"
    )


# --- urllib.request -----------------------------------------------------------------------


def _patch_urllib(module: ModuleType, send: Send, page_url: str) -> None:
    """Every opener, also those that are built later, asks the browser."""
    from http.client import parse_headers
    from urllib.error import URLError
    from urllib.response import addinfourl

    class Response(addinfourl):
        """An answer with the names that `http.client.HTTPResponse` has."""

        version = 11
        reason = msg = ""

        def getheader(self, name: str, default: str | None = None) -> str | None:
            return self.headers.get(name, default)

        def getheaders(self) -> list[tuple[str, str]]:
            return list(self.headers.items())

    def open_(_handler: Any, request: Any) -> Response:
        timeout = request.timeout if isinstance(request.timeout, (int, float)) else None
        headers = {**request.unredirected_hdrs, **request.headers}
        try:
            reply = send(
                Request(
                    request.get_method(),
                    request.full_url,
                    {k: v for k, v in headers.items() if k.lower() not in SET_BY_BROWSER},
                    _as_bytes(request.data),
                    timeout,
                )
            )
        except TimeoutError as error:
            raise URLError(error) from error
        except OSError as error:
            raise URLError(NoAnswerError(explain(request.full_url, page_url))) from error
        lines = "".join(
            f"{k}: {v}\r\n" for k, v in reply.headers if k.lower() not in _UNDONE_BY_BROWSER
        )
        message = parse_headers(io.BytesIO(f"{lines}\r\n".encode("iso-8859-1", "replace")))
        response = Response(io.BytesIO(reply.body), message, reply.url, reply.status)
        response.reason = response.msg = reply.reason
        return response

    module.HTTPHandler.http_open = open_
    # There may be no HTTPSHandler: Python's own needs OpenSSL.
    module.HTTPHandler.https_open = open_
    if hasattr(module, "HTTPSHandler"):
        module.HTTPSHandler.https_open = open_


def _as_bytes(data: Any) -> bytes | None:
    if data is None or isinstance(data, bytes):
        return data
    if hasattr(data, "read"):
        return _as_bytes(data.read())
    return bytes(data) if isinstance(data, (bytearray, memoryview)) else b"".join(data)


# --- urllib3 and requests -----------------------------------------------------------------


def _patch_fetch(module: Any, page_url: str) -> None:
    """The module through which urllib3 asks the browser."""
    # It would advise the page's author, on the console, to send special headers for streaming.
    module._SHOWN_STREAMING_WARNING = True

    def patched(send: Callable[[Any], Any]) -> Callable[[Any], Any]:
        @wraps(send)
        def wrapper(request: Any) -> Any:
            for name in [name for name in request.headers if name.lower() in SET_BY_BROWSER]:
                del request.headers[name]
            try:
                return send(request)
            except module._TimeoutError:
                raise
            except module._RequestError as error:
                if error.response is not None:
                    raise
                reason = explain(request.url, page_url)
                raise module._RequestError(reason, request=request) from error

        return wrapper

    module.send_request = patched(module.send_request)
    module.send_streaming_request = patched(module.send_streaming_request)


def _patch_urls(cls: Any, method: str, resolve: Callable[[Any], Any], at: int = 0) -> None:
    """Resolve the argument `url` of a method, which is its argument number `at`."""
    original = getattr(cls, method)

    @wraps(original)
    def wrapper(self: Any, *args: Any, **kwargs: Any) -> Any:
        if "url" in kwargs:
            kwargs["url"] = resolve(kwargs["url"])
        elif len(args) > at:
            args = (*args[:at], resolve(args[at]), *args[at + 1 :])
        return original(self, *args, **kwargs)

    setattr(cls, method, wrapper)
