"""Which Chromium the tests run in, and how it is started.

In this order: the one that `PYRT_CHROMIUM` names, one found on the machine, Playwright's own.
Whatever the user has set by pytest-playwright's own means stays as it is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserType

_HEADLESS_SHELL = "chromium-headless-shell"
"""Chromium without its own user interface, which costs more than most pages under test."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Nothing but the page under test may ask the network for anything."""


class NoBrowserError(Exception):
    """There is no Chromium to run the tests in."""


def launch_arguments(browser_type: BrowserType, given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments for `launch`, made of what pytest-playwright and the user give.

    Raises `NoBrowserError`.
    """
    arguments = dict(given)
    if browser_type.name != "chromium":
        return arguments
    if not {"executable_path", "channel"} & arguments.keys():
        path = find_chromium(headed=arguments.get("headless") is False)
        if path is not None:
            arguments["executable_path"] = path
        elif not Path(browser_type.executable_path).exists():
            raise NoBrowserError(
                "No Chromium found for the tests.\n"
                "  Name one:     PYRT_CHROMIUM=/path/to/chromium pytest ...\n"
                "  or get one:   playwright install chromium"
            )
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    # Chromium refuses to run its sandbox as root, as containers do.
    flags = (*QUIET, "--no-sandbox") if root else QUIET
    own = list(arguments.get("args", ()))
    arguments["args"] = [*own, *(flag for flag in flags if flag not in own)]
    return arguments


def find_chromium(*, headed: bool = False) -> str | None:
    """Path of the Chromium on this machine, or None.  `headed`: it must be able to show itself."""
    named = os.environ.get("PYRT_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise NoBrowserError(f"PYRT_CHROMIUM names no file: {named}")
        return named
    names = _NAMES if headed else (_HEADLESS_SHELL, *_NAMES)
    return next((path for name in names if (path := shutil.which(name))), None)
