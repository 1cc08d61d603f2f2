"""`dash.dash`: where older scripts import `Dash` and `no_update` from."""

from __future__ import annotations

from pyrt.app import Dash
from pyrt.engine.no_update import no_update
from pyrt.pages import page_container

__all__ = ["Dash", "no_update", "page_container"]
