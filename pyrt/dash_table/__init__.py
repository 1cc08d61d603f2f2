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

__all__ = [*_library.names, *_FORMATS]  # noqa: PLE0604  # the classes have no names before they are made


def __getattr__(name: str) -> Any:
    if name in _FORMATS:
        return import_module(f"{__name__}.{name}")
    return _library.get(name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
