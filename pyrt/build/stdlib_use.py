"""Whether a site needs the standard library's archive from the start.

What most apps import lies in the start image.  The rest is fetched when it is first imported,
which holds the worker up; when the build can see such an import, the page fetches the archive
beside everything else instead.  Seeing one too many costs a download, missing one a moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .imports import LocalCode
from .packages import Package
from .target import STDLIB

_IMPORT = re.compile(rb"^(?:import|from)[ \t]+([\w.]+(?:[ \t]*,[ \t]*[\w.]+)*)", re.MULTILINE)
"""At the left margin: what stands in a function of a package may never run."""


def needs_stdlib(code: LocalCode, packages: Iterable[Package], in_image: frozenset[str]) -> bool:
    """`in_image`: names of the modules that every page has (`StaticFiles.image_modules`)."""
    names = [found.name for found in code.external]
    for package in packages:
        if package.wheel is not None:
            return True  # it is not looked into here, and compiled packages are large
        names += _imports(package)
    return any(_is_late(name, in_image) for name in names)


def _is_late(name: str, in_image: frozenset[str]) -> bool:
    return name.partition(".")[0] in STDLIB and name not in in_image


def _imports(package: Package) -> Iterator[str]:
    for name, path in package.files:
        if name.endswith(".py"):
            for found in _IMPORT.findall(path.read_bytes()):
                yield from (part.strip().decode() for part in found.split(b","))
