"""Hooks by entry point: packages that hang something into every app without being imported (S7).

Dash loads the entry points `dash_hooks` of all that is installed.  A site has what its app
needs: a package of hooks is named in the app's requirements, or imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from configparser import ConfigParser
from pathlib import Path

from .packages import Package

_GROUP = "dash_hooks"


def hook_entry_points(packages: Iterable[Package]) -> list[str]:
    """What to load, `module` or `module:attribute`, in the order of the packages."""
    found: list[str] = []
    for package in packages:
        for name, path in package.files:
            if name.endswith(".dist-info/entry_points.txt"):
                found += _of_group(path)
    return found


def _of_group(path: Path) -> list[str]:
    parser = ConfigParser(delimiters=("=",), interpolation=None)
    parser.read_string(path.read_text("utf-8"))
    if _GROUP not in parser:
        return []
    # `module:attribute [extras]`
    return [value.partition("[")[0].strip() for value in parser[_GROUP].values()]
