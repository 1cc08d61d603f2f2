"""`Package`: a distribution that goes into the site, wherever it came from.

Pure-Python packages are merged into one archive, which is one request and one unpacking.
Compiled ones stay wheels: Pyodide's installer must load their libraries one by one.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from .archive import stored_zip
from .compress import GZIP_BEST, as_gzip

ENVIRONMENT = "environment"
INDEX = "index"
PYODIDE = "pyodide"
PYRT = "pyrt"
LOCAL = "local:"
"""Where a package can be from; the last is followed by the path below the app's folder."""


@dataclass(frozen=True, slots=True)
class WheelFile:
    """A wheel, or an archive of a shared library, that the worker installs as it is."""

    file: str
    sha256: str
    path: Path | None
    """None: it stays at `url`, and the reader's browser fetches it there."""
    url: str | None = None
    shared_library: bool = False
    needs: tuple[str, ...] = ()
    """Canonical names of what must be installed before."""


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    version: str
    files: tuple[tuple[str, Path], ...]
    """Name in the archive -> file.  Empty for a package that stays at its distribution."""
    source: str = ENVIRONMENT
    file: str | None = None
    """The wheel's name; None for what was taken from the environment."""
    sha256: str | None = None
    """Of the wheel."""
    modules: tuple[str, ...] = ()
    """Top-level names that can be imported, where `files` does not tell."""
    wheel: WheelFile | None = None
    """Set for a package that is no part of the merged archive."""
    folder: Path | None = None
    """Where a wheel's files lie unpacked, those that are not shipped included."""

    @property
    def top_level(self) -> frozenset[str]:
        """What `import` finds in it."""
        return frozenset(self.modules) | module_names(name for name, _ in self.files)

    def digest(self) -> str:
        """One hash over the names and the contents of all files."""
        digest = hashlib.sha256()
        for name, path in self.files:
            content = path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()

    def lock_entry(self) -> dict[str, Any]:
        """What `pyrt-lock.json` says of it."""
        return {
            "name": self.name,
            "version": self.version,
            "file": self.file,
            "sha256": self.sha256 or self.digest(),
            "source": self.source,
        }


COMPILED = frozenset({".so", ".pyd", ".dll", ".dylib"})


def module_names(files: Iterable[str]) -> frozenset[str]:
    """Top-level names among the files of a distribution."""
    modules: set[str] = set()
    for file in files:
        first, _, rest = file.partition("/")
        if first in ("..", "__pycache__") or first.endswith((".dist-info", ".egg-info", ".data")):
            continue
        if rest:
            modules.add(first)
        elif Path(first).suffix in {".py", *COMPILED}:
            modules.add(first.partition(".")[0])
    return frozenset(modules)


@dataclass(frozen=True, slots=True)
class PackagesArchive:
    """All pure packages in one file: a zip archive of stored files, packed as a whole.  That makes
    it half as large as an archive of packed files, on hosts that compress and on those that do
    not, and the page lays it out without unpacking one file after another."""

    content: bytes
    sha256: tuple[str, str]
    """Of the file, and of the archive in it: a host that takes `.gz` for an encoding lets the
    browser unpack it."""


def pack_packages(
    packages: tuple[Package, ...], compiled: Mapping[str, Path] | None = None
) -> PackagesArchive | None:
    """The archive, or None when there are no pure packages.  `compiled`: name of a package -> an
    archive that ships in place of its files."""
    pure = tuple(package for package in packages if package.wheel is None and package.files)
    return _pack(pure, tuple(sorted((compiled or {}).items()))) if pure else None


@lru_cache(maxsize=2)
def _pack(packages: tuple[Package, ...], compiled: tuple[tuple[str, Path], ...]) -> PackagesArchive:
    # Compressing a large package takes seconds; `pyrt run` asks again at every change.
    archives = dict(compiled)
    files: dict[str, Path | bytes] = {}
    for package in packages:
        if package.name not in archives:
            files |= dict(package.files)
            continue
        with zipfile.ZipFile(archives[package.name]) as archive:
            files |= {name: archive.read(name) for name in archive.namelist()}
    whole = stored_zip(files)
    content = as_gzip(whole, GZIP_BEST)
    digests = [hashlib.sha256(part).hexdigest() for part in (content, whole)]
    return PackagesArchive(content, (digests[0], digests[1]))


def wheels_in_order(packages: Iterable[Package]) -> list[WheelFile]:
    """What is installed one by one, each after what it needs; shared libraries first."""
    by_name = {
        canonicalize_name(package.name): package.wheel for package in packages if package.wheel
    }
    ordered: dict[str, WheelFile] = {}

    def add(name: str, above: tuple[str, ...]) -> None:
        wheel = by_name.get(canonicalize_name(name))
        if wheel is None or wheel.file in ordered or name in above:
            return
        for needed in wheel.needs:
            add(needed, (*above, name))
        ordered[wheel.file] = wheel

    for name in sorted(by_name):
        add(name, ())
    return sorted(ordered.values(), key=lambda wheel: not wheel.shared_library)
