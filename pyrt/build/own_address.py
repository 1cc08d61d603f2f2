"""Scripts for pages in which the app has another address than the page.

Nothing may stand in the place of `window.location`, and components read and set it.  Their scripts
get another name for it, under which `web/src/address` answers; so a `dcc.Location` is Dash's own
there, too.  The twin of `withAppLocation` in `web/src/address/where.ts`.
"""

from __future__ import annotations

import re

_LOCATION = re.compile(r"(?<![\w$.])window\.location\b")


_ALONE = re.compile(r"(?<![\w$.])location\b")
_CALLBACK = "(window.dash_clientside["
"""How `clientside_tag` begins its scripts, each of which is one expression."""


def with_app_location(script: str) -> str:
    """The script, asking where the app is."""
    return _LOCATION.sub("window.__pyrt_location", script)


def with_app_names(script: str) -> str:
    """An inline clientside callback, in which `location` alone is the app's, too."""
    if not script.startswith(_CALLBACK) or not _ALONE.search(script):
        return script
    return f"with (window.__pyrt_names) {script}"


def asks_where_it_is(name: str) -> bool:
    """Whether a file of a site is a script that runs in the app's page, and no part of pyrt: one
    of components, or of the app."""
    return name.endswith((".js", ".mjs")) and (
        not name.startswith("_pyrt/") or "/components/" in name
    )
