"""In the child process of `inspect`: the component libraries that are imported, as they say it.

Only reads; `suites` makes files and URLs of it.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from pyrt._hooks import hooks
from pyrt.development.component_registry import ComponentRegistry
from pyrt.resources import is_external


def import_libraries(names: Iterable[str]) -> None:
    """Import libraries that the run of the app has not come to: one may be imported inside a
    callback, or behind the line at which the app cannot go on here."""
    for name in names:
        # Its own problem, if it has one, shows where the app uses it.
        with suppress(Exception):
            importlib.import_module(name)


def described_libraries() -> list[dict[str, Any]]:
    """All imported libraries in the order of their import (S1)."""
    described = []
    for package in ComponentRegistry.registry:
        module = sys.modules.get(package)
        folder = _folder(module)
        if module is None or folder is None:
            continue  # a class of the app's own script
        scripts, styles = getattr(module, "_js_dist", []), getattr(module, "_css_dist", [])
        described.append(
            {
                "package": package,
                "folder": folder,
                "namespaces": [
                    namespace
                    for namespace, owner in ComponentRegistry.namespace_to_package.items()
                    if owner == package
                ],
                "scripts": [_plain(entry) for entry in scripts],
                "styles": [_plain(entry) for entry in styles],
                "folders": _folders([*scripts, *styles]),
            }
        )
    return described


def described_hooks(serve_locally: bool) -> list[dict[str, Any]]:
    """The files of packages that `hooks.script` and `hooks.stylesheet` have added, in the form of
    a library; none, or one."""
    scripts, styles = (
        [
            _plain(entry)
            for entry in distribution
            if "relative_package_path" in entry and not is_external(entry, serve_locally)
        ]
        for distribution in (hooks._js_dist, hooks._css_dist)
    )
    if not scripts and not styles:
        return []
    entries = [*scripts, *styles]
    # Only what is imported has been found by now; a package of files alone may not be.
    import_libraries(entry["namespace"] for entry in entries if entry.get("namespace"))
    return [
        {
            "package": "dash.hooks",
            "folder": str(Path.cwd()),
            "namespaces": [],
            "scripts": scripts,
            "styles": styles,
            "folders": _folders(entries),
            "hooked": True,
        }
    ]


def _folders(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Where the packages are that the entries name: Dash looks up files in these."""
    names = dict.fromkeys(entry["namespace"] for entry in entries if entry.get("namespace"))
    found = {name: _folder(sys.modules.get(name)) for name in names}
    return {name: folder for name, folder in found.items() if folder is not None}


def _folder(module: ModuleType | None) -> str | None:
    file = getattr(module, "__file__", None)
    return str(Path(file).resolve().parent) if file else None


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in entry.items() if name != "absolute_path"}
