"""Small packages in the place of larger ones that component libraries import and hardly use.

A real package goes before its stand-in: a site has one only if nothing else brings the package.
"""

from __future__ import annotations

import typing
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from packaging.utils import canonicalize_name

from .packages import PYRT, Package

STAND_INS = Path(__file__).resolve().parent / "stand_ins"
"""A folder for each, which goes onto a path."""

STAND_IN = "stand-in"
"""In the place of the version."""

_PLOTLY = "plotly"
_ONLY_TEMPLATES = frozenset({"dash-mantine-components"})
"""Imports plotly's graph objects at its top, for the one function that registers templates of
figures: 3 MB and a second of start-up for every app with a button in it."""

_TYPING = "typing_extensions"
"""Dash requires it, so the generated classes of libraries import it and do not.  The names they
take are in the `typing` of the browser's Python, which is there already."""


def stand_in_is_enough(
    distribution: str, module: str, names: Mapping[str, Collection[str]]
) -> bool:
    """Whether the component library `distribution` gets by with a stand-in for `module`;
    `names` are what it takes from each module."""
    if module.partition(".")[0] == _PLOTLY:
        return distribution in _ONLY_TEMPLATES
    return module == _TYPING and all(
        not name or hasattr(typing, name) for name in names.get(_TYPING, ())
    )


def with_stand_ins(packages: tuple[Package, ...]) -> tuple[Package, ...]:
    """`packages` with the stand-ins that they need, sorted by name."""
    there = frozenset().union(*(package.top_level for package in packages))
    libraries = [package for package in packages if component_modules(package)]
    wanted = {_TYPING} if libraries else set()
    if any(canonicalize_name(package.name) in _ONLY_TEMPLATES for package in libraries):
        wanted.add(_PLOTLY)
    stand_ins = [_stand_in(name) for name in sorted(wanted - there)]
    return tuple(sorted((*packages, *stand_ins), key=lambda package: package.name))


def stand_in_paths(shipped: Collection[str]) -> list[Path]:
    """Where stand-ins are found by an app that the build runs: none for a module that the site
    has in full, since the app would be told that its site lacks it."""
    return [path for path in sorted(STAND_INS.iterdir()) if path.name not in shipped]


def component_modules(package: Package) -> list[str]:
    """Modules of the package that are component libraries."""
    return [
        name.partition("/")[0]
        for name, path in package.files
        if name.count("/") == 1
        and name.endswith("/__init__.py")
        and b"_js_dist" in path.read_bytes()
    ]


def _stand_in(name: str) -> Package:
    folder = STAND_INS / name
    files: Iterable[Path] = sorted(folder.rglob("*.py"))
    named = tuple((path.relative_to(folder).as_posix(), path) for path in files)
    return Package(name, STAND_IN, named, source=PYRT)
