"""`dash.dcc`: Dash Core Components, one class each, made on first use; and the helpers for
`dcc.Download`.
"""

from __future__ import annotations

from typing import Any

from pyrt._components import component_library
from pyrt.version import DASH_VERSION

from .express import send_bytes, send_data_frame, send_file, send_string

__version__ = DASH_VERSION

_js_dist: list[dict[str, Any]] = []
_css_dist: list[dict[str, Any]] = []

_library = component_library(__name__, "dash_core_components", globals())

__all__ = [  # noqa: PLE0604  # the classes have no names before they are made
    *_library.names,
    "send_bytes",
    "send_data_frame",
    "send_file",
    "send_string",
]


def __getattr__(name: str) -> Any:
    return _library.get(name)


def __dir__() -> list[str]:
    return [*__all__, "__version__", "express"]
