"""`dash.dependencies`: `Input`, `Output`, `State`, the wildcards and `ClientsideFunction`."""

from __future__ import annotations

from .engine.dependencies import ClientsideFunction, DashDependency, Input, Output, State
from .engine.ids import ALL, ALLSMALLER, MATCH, Wildcard, stringify_id

_Wildcard = Wildcard
"""The name before Dash 3.4; some libraries still import it."""

__all__ = [
    "ALL",
    "ALLSMALLER",
    "MATCH",
    "ClientsideFunction",
    "DashDependency",
    "Input",
    "Output",
    "State",
    "Wildcard",
    "stringify_id",
]
