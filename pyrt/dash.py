"""`dash.dash`: where older scripts import `Dash` and `no_update` from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyrt.app import Dash
from pyrt.engine.no_update import no_update

if TYPE_CHECKING:
    from pyrt.page_routing import page_container

__all__ = ["Dash", "no_update", "page_container"]


def __getattr__(name: str) -> Any:
    if name == "page_container":
        from pyrt.page_routing import page_container

        return page_container
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
