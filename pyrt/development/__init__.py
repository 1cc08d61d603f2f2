"""`dash.development`: the base of all components."""

from __future__ import annotations

from . import base_component

__all__ = ["base_component"]
