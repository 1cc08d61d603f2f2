"""Plotly Dash apps that run entirely in the browser.

The names are Dash's, and `import dash` means this package wherever pyrt runs an app.
`__version__` is the version of Dash whose behaviour this is; pyrt's own is
`pyrt.version.PYRT_VERSION`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from pyrt._hooks import hooks
from pyrt.app import Dash
from pyrt.background_callback import CeleryManager, DiskcacheManager
from pyrt.ctx import callback_context, set_props
from pyrt.current_app import get_app
from pyrt.dependencies import ALL, ALLSMALLER, MATCH, ClientsideFunction, Input, Output, State
from pyrt.engine.ids import stringify_id
from pyrt.engine.no_update import NoUpdate, no_update
from pyrt.engine.patch import Patch
from pyrt.jupyter import jupyter_dash
from pyrt.pages import page_registry, register_page
from pyrt.paths import get_asset_url, get_relative_path, strip_relative_path
from pyrt.persistent import erase_persistent_dir
from pyrt.registry import callback, clientside_callback
from pyrt.version import __version__

from . import development, exceptions

if TYPE_CHECKING:
    from . import dash_table, dcc, html
    from .page_routing import page_container

__plotly_dash = True
"""What component libraries look for, to tell Dash from a user's `dash.py`."""

ctx = callback_context

__all__ = [
    "ALL",
    "ALLSMALLER",
    "MATCH",
    "CeleryManager",
    "ClientsideFunction",
    "Dash",
    "DiskcacheManager",
    "Input",
    "NoUpdate",
    "Output",
    "Patch",
    "State",
    "__version__",
    "callback",
    "callback_context",
    "clientside_callback",
    "ctx",
    "dash_table",
    "dcc",
    "development",
    "erase_persistent_dir",
    "exceptions",
    "get_app",
    "get_asset_url",
    "get_relative_path",
    "hooks",
    "html",
    "jupyter_dash",
    "no_update",
    "page_container",
    "page_registry",
    "register_page",
    "set_props",
    "stringify_id",
    "strip_relative_path",
]

_ON_FIRST_USE = ("dash", "dash_table", "dcc", "html", "resources", "types")
"""Modules that not every app needs."""

_SERVER_ONLY = ("backends", "fingerprint", "mcp")
"""Modules of Dash that only its server uses."""


def __getattr__(name: str) -> Any:
    if name in _ON_FIRST_USE:
        return importlib.import_module(f"{__name__}.{name}")
    if name == "page_container":
        return importlib.import_module(f"{__name__}.page_routing").page_container
    if name in _SERVER_ONLY:
        raise exceptions.UnsupportedFeatureError(
            f"dash.{name} belongs to Dash's server, and there is none: the app runs in the browser."
        )
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_ON_FIRST_USE})
