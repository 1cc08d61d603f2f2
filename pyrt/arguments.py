"""Checks of what `Dash(...)` and `app.run(...)` are given, in Dash's words."""

from __future__ import annotations

import sys
from typing import Any

from pyrt.engine.errors import ObsoleteKwargException


def check_port(port: str | int) -> None:
    try:
        port = int(port)
        if not 1 <= port <= 65535:
            raise AssertionError
    except Exception as error:
        error.args = (f"Expecting an integer from 1 to 65535, found port={port!r}",)
        raise


def check_obsolete(kwargs: dict[str, Any]) -> None:
    for name in kwargs:
        if name in ("components_cache_max_age", "static_folder"):
            raise ObsoleteKwargException(
                f"""
                {name} is no longer a valid keyword argument in Dash since v1.0.
                See https://dash.plotly.com for details.
                """
            )
        if name in ("dynamic_loading", "preloaded_libraries"):
            print(
                f"{name} has been removed and no longer a valid keyword argument in Dash.",
                file=sys.stderr,
            )
        elif name == "long_callback_manager":
            raise ObsoleteKwargException(
                "long_callback_manager is obsolete, use background_callback_manager instead"
            )
        else:
            raise TypeError(f"Dash() got an unexpected keyword argument '{name}'")


def check_csrf_names(token_name: str, header_name: str) -> None:
    for argument, value in (("csrf_token_name", token_name), ("csrf_header_name", header_name)):
        if not value or not value.strip():
            raise ValueError(f"{argument} must be a non-empty string")
