"""`app.server`: there is none, and most apps only keep a reference or set it up.

So every setting is taken and kept, and an error comes only where the app would wait for a
request: routes, request hooks, `run`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from pyrt.engine.errors import UnsupportedFeatureError

NEEDS_REQUESTS = frozenset(
    {
        # Flask's names; Quart and FastAPI share most of them.
        *("route", "get", "post", "put", "patch", "delete", "add_url_rule", "add_api_route"),
        *("before_request", "after_request", "teardown_request", "before_first_request"),
        *("before_serving", "while_serving", "url_value_preprocessor", "context_processor"),
        *("errorhandler", "register_error_handler", "register_blueprint", "mount", "websocket"),
        *("middleware", "add_middleware", "include_router", "wsgi_app", "asgi_app"),
        *("test_client", "test_request_context", "request_context", "app_context"),
        *("make_response", "send_static_file", "open_session", "full_dispatch_request"),
    }
)


class ServerConfig(dict[str, Any]):
    """`server.config`: a dict with Flask's ways to fill it."""

    def from_mapping(self, mapping: Mapping[str, Any] | None = None, **kwargs: Any) -> bool:
        """Take the keys in capitals, as Flask does."""
        merged = {**(mapping or {}), **kwargs}
        self.update({key: value for key, value in merged.items() if key.isupper()})
        return True

    def from_object(self, obj: Any) -> None:
        """Take the attributes in capitals."""
        self.update({key: getattr(obj, key) for key in dir(obj) if key.isupper()})


class ServerStandIn:
    """What `app.server` is.  Any attribute can be set."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.import_name = name
        self.config = ServerConfig()
        self.secret_key: str | bytes | None = None
        self.debug = False
        self.extensions: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name in NEEDS_REQUESTS:
            _refuse(f"app.server.{name}")
        raise AttributeError(f"app.server has no attribute {name!r}: there is no server")

    def run(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Needs a server."""
        _refuse("app.server.run", "Use app.run() instead.")

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        """A WSGI call: needs a server."""
        _refuse("Calling app.server")


def _refuse(what: str, instead: str = "Use a callback, or files in the assets folder.") -> NoReturn:
    raise UnsupportedFeatureError(
        f"{what} needs a web server, and there is none: the app runs in the browser. {instead}"
    )
