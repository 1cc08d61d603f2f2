"""`dash.dash_table`: the `DataTable` class, and number formats for its columns."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pyrt._components import component_library
from pyrt.version import DASH_VERSION

__version__ = DASH_VERSION

_js_dist: list[dict[str, Any]] = []
_css_dist: list[dict[str, Any]] = []

_library = component_library(__name__, "dash_table", globals())

_FORMATS = ("Format", "FormatTemplate")
"""Modules, imported when they are first asked for."""

__all__ = _library.names  # noqa: PLE0605  # a list, but not written out


def __getattr__(name: str) -> Any:
    if name in _FORMATS:
        return import_module(f"{__name__}.{name}")
    return _library.get(name)


def __dir__() -> list[str]:
    return [*__all__, *_FORMATS, "__version__"]
