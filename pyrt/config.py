"""`app.config`: the arguments of `Dash(...)`, environment variables, and defaults (S9, S12)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from pyrt.engine.attribute_dict import AttributeDict
from pyrt.engine.errors import InvalidConfig

_SET_ONCE = (
    "name",
    "assets_folder",
    "assets_url_path",
    "eager_loading",
    "serve_locally",
    "compress",
    "pages_folder",
    "csrf_token_name",
    "csrf_header_name",
)
_SET_ONCE_OR_IN_INIT_APP = (
    "url_base_pathname",
    "routes_pathname_prefix",
    "requests_pathname_prefix",
)

ONLY_IN_CONSTRUCTOR = "Read-only: can only be set in the Dash constructor"
ONLY_IN_INIT_APP = "Read-only: can only be set in the Dash constructor or during init_app()"


def combined(name: str, value: Any, default: Any = None) -> Any:
    """The argument, else the variable `DASH_<NAME>`, else the default."""
    if value is not None:
        return value
    variable = f"DASH_{name.upper()}"
    text = os.environ.get(variable, os.environ.get(variable.lower()))
    if text is None:
        return default
    lowered = text.lower()
    return lowered == "true" if lowered in ("true", "false") else text


def make_config(use_pages: bool | None, arguments: dict[str, Any]) -> AttributeDict:
    """`app.config` from the constructor's arguments, locked as Dash locks it.

    Raises `InvalidConfig` for prefixes that do not fit together, and for a pages folder that
    is not there.
    """
    base, routes, requests = pathname_prefixes(
        arguments.pop("url_base_pathname"),
        arguments.pop("routes_pathname_prefix"),
        arguments.pop("requests_pathname_prefix"),
    )
    config = AttributeDict(
        arguments,
        assets_folder=str(root_path(arguments["name"]) / arguments["assets_folder"]),
        pages_folder=_pages_folder(arguments["name"], arguments["pages_folder"], use_pages),
        assets_external_path=combined(
            "assets_external_path", arguments["assets_external_path"], ""
        ),
        include_assets_files=combined(
            "include_assets_files", arguments["include_assets_files"], True
        ),
        compress=combined("compress", arguments["compress"], False),
        suppress_callback_exceptions=combined(
            "suppress_callback_exceptions", arguments["suppress_callback_exceptions"], False
        ),
        url_base_pathname=base,
        routes_pathname_prefix=routes,
        requests_pathname_prefix=requests,
        hide_all_callbacks=False,
    )
    for name in ("meta_tags", "external_scripts", "external_stylesheets"):
        config[name] = config[name] or []
    config.extra_hot_reload_paths = config.extra_hot_reload_paths or []
    config.set_read_only(_SET_ONCE, ONLY_IN_CONSTRUCTOR)
    config.finalize("Invalid config key. Some settings are only available via the Dash constructor")
    return config


def update_in_init_app(config: AttributeDict, changes: dict[str, Any]) -> None:
    """What `init_app(**changes)` may change, and nothing after it."""
    config.unset_read_only(_SET_ONCE_OR_IN_INIT_APP)
    config.update(changes)
    config.set_read_only(_SET_ONCE_OR_IN_INIT_APP, ONLY_IN_INIT_APP)


def pathname_prefixes(
    base: str | None, routes: str | None, requests: str | None
) -> tuple[str | None, str, str]:
    """`url_base_pathname`, `routes_pathname_prefix` and `requests_pathname_prefix` after
    defaults and checks."""
    base = combined("url_base_pathname", base)
    routes = combined("routes_pathname_prefix", routes)
    requests = combined("requests_pathname_prefix", requests)
    if base is not None and requests is not None:
        raise InvalidConfig(_ambiguous("requests_pathname_prefix"))
    if base is not None and routes is not None:
        raise InvalidConfig(_ambiguous("routes_pathname_prefix"))
    routes = routes if routes is not None else base if base is not None else "/"
    if not routes.startswith("/"):
        raise InvalidConfig("`routes_pathname_prefix` needs to start with `/`")
    if not routes.endswith("/"):
        raise InvalidConfig("`routes_pathname_prefix` needs to end with `/`")
    app_name = os.environ.get("DASH_APP_NAME")
    if not requests and app_name:
        requests = f"/{app_name}{routes}"
    elif requests is None:
        requests = routes
    if not requests.startswith("/"):
        raise InvalidConfig("`requests_pathname_prefix` needs to start with `/`")
    return base, routes, requests


def _ambiguous(other: str) -> str:
    return f"""
    You supplied `url_base_pathname` and `{other}`. This is ambiguous.
    To fix this, set `routes_pathname_prefix` instead of `url_base_pathname`.

    Note that `requests_pathname_prefix` is the prefix for the AJAX calls that
    originate from the client (the web browser) and `routes_pathname_prefix` is
    the prefix for the API routes on the backend (this flask server).
    `url_base_pathname` will set `requests_pathname_prefix` and
    `routes_pathname_prefix` to the same value.
    If you need these to be different values then you should set
    `requests_pathname_prefix` and `routes_pathname_prefix`,
    not `url_base_pathname`.
    """


def _pages_folder(name: str, folder: str | Path, use_pages: bool | None) -> str | None:
    if not folder:
        return None
    path = root_path(name) / folder
    if (use_pages or str(folder) != "pages") and not path.is_dir():
        raise InvalidConfig(
            f"""
            A folder called `{folder}` does not exist. If a folder for pages is not
            required in your application, set `pages_folder=""`. For example:
            `app = Dash(__name__,  pages_folder="")`
            """
        )
    return str(path)


def caller_name() -> str:
    """`__name__` of the module that is being run: the default for `Dash(name)`."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_name == "<module>":
            return str(frame.f_globals.get("__name__", "__main__"))
        if frame.f_back is None:
            break
        frame = frame.f_back
    return "__main__"


def root_path(name: str) -> Path:
    """Folder of the module of this name; assets are looked for there."""
    file = getattr(sys.modules.get(name), "__file__", None)
    return Path(file).absolute().parent if file else Path.cwd()
