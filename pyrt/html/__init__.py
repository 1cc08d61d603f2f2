"""`dash.html`: the HTML elements, one class each, made on first use."""

from __future__ import annotations

from typing import Any

from pyrt._components import component_library
from pyrt.version import DASH_VERSION

__version__ = DASH_VERSION

_js_dist: list[dict[str, Any]] = []
_css_dist: list[dict[str, Any]] = []

_library = component_library(__name__, "dash_html_components", globals())

__all__ = _library.names  # noqa: PLE0605  # a list, but not written out


def __getattr__(name: str) -> Any:
    return _library.get(name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
