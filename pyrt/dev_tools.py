"""Which developer tools are on (S10): arguments, then environment, then `debug`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyrt.config import combined
from pyrt.engine.attribute_dict import AttributeDict

_FOLLOW_DEBUG = (
    "ui",
    "props_check",
    "serve_dev_bundles",
    "hot_reload",
    "silence_routes_logging",
    "prune_errors",
    "validate_callbacks",
)
_NUMBERS: Mapping[str, tuple[type[float] | type[int], float]] = {
    "hot_reload_interval": (float, 3),
    "hot_reload_watch_interval": (float, 0.5),
    "hot_reload_max_retry": (int, 8),
}


def make_dev_tools(debug: bool, asked: Mapping[str, Any]) -> AttributeDict:
    """`asked` holds what the user said of each tool; absent and None mean nothing."""
    tools = AttributeDict({name: combined(name, asked.get(name), debug) for name in _FOLLOW_DEBUG})
    for name, (kind, default) in _NUMBERS.items():
        tools[name] = kind(combined(name, asked.get(name), default))
    tools.disable_version_check = combined(
        "disable_version_check", asked.get("disable_version_check"), False
    )
    return tools
