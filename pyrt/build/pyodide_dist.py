"""A Pyodide distribution: a `pyodide-lock.json` and the files it names.

Pyodide builds numpy, pandas and the like for the browser and publishes them beside a lock with
the hash of each.  The lock of the pinned Pyodide comes with pyrt, so what is in the public
distribution is known without a network; another distribution is a folder or a URL.
"""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from packaging.utils import canonicalize_name

from .errors import PackageError
from .packages import PYODIDE, Package, WheelFile
from .static import StaticFiles
from .target import PYODIDE_ABI, PYODIDE_VERSION
from .wheels import check_sha256, is_pure, wheel_package
from .workspace import download_cache

LOCK_FILE = "pyodide-lock.json"
PUBLIC_URL = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE_VERSION}/full/"
PREBUILT_LOCK = f"pyodide/{LOCK_FILE}"
PREBUILT_WHEELS = "wheels"
_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One package of the lock."""

    name: str
    """Canonical."""
    version: str
    file: str
    sha256: str
    imports: tuple[str, ...]
    depends: tuple[str, ...]
    shared_library: bool

    @property
    def pure(self) -> bool:
        return is_pure(self.file)


class PyodideDistribution:
    """`base` is the folder or URL that file names in the lock are relative to."""

    def __init__(self, lock: bytes, base: str | Path) -> None:
        """Raises `PackageError` for a lock that is none, or is for another Pyodide."""
        self.base = base
        self.lock = lock
        self.entries = _read_entries(_parse(lock, base), str(base))

    @property
    def url(self) -> str | None:
        """None for a folder."""
        return self.base if isinstance(self.base, str) else None

    @cached_property
    def _by_import(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for entry in self.entries.values():
            for name in entry.imports:
                found.setdefault(name.partition(".")[0], entry.name)
        return found

    def providing(self, module: str) -> str | None:
        """The package that an import of this top-level name needs."""
        return self._by_import.get(module)

    def closure(self, names: Iterable[str]) -> list[Entry]:
        """These packages and all that they depend on, in the order of installing."""
        done: dict[str, Entry] = {}

        def add(name: str, above: tuple[str, ...]) -> None:
            if name in done or name in above:
                return
            entry = self.entries.get(name)
            if entry is None:
                raise PackageError(
                    f"The Pyodide distribution has no {name}, which {above[-1]} depends on.",
                    where=str(self.base),
                    hint="Its pyodide-lock.json is incomplete: take the whole distribution.",
                )
            for needed in entry.depends:
                add(needed, (*above, name))
            done[name] = entry

        for name in names:
            add(name, ())
        return list(done.values())

    def package(self, entry: Entry, *, cdn: bool = False) -> Package:
        """The package itself; with `cdn` it stays where it is."""
        if cdn:
            if self.url is None:
                raise PackageError(
                    "--cdn needs a Pyodide distribution at an address.",
                    where=f"--pyodide-dist is the folder {self.base}",
                    hint="Name its URL, or build without --cdn: then the site carries the files.",
                )
            wheel = self._wheel(entry, None, urljoin(self.url, entry.file))
            return self._package(entry, (), wheel)
        path = self.fetch(entry)
        if entry.shared_library:
            return self._package(entry, (), self._wheel(entry, path, None))
        opened = wheel_package(path, PYODIDE)
        kept_whole = None if entry.pure else self._wheel(entry, path, None)
        return replace(self._package(entry, opened.files, kept_whole), folder=opened.folder)

    def _package(
        self, entry: Entry, files: tuple[tuple[str, Path], ...], wheel: WheelFile | None
    ) -> Package:
        return Package(
            name=entry.name,
            version=entry.version,
            files=files,
            source=PYODIDE,
            file=entry.file,
            sha256=entry.sha256,
            modules=entry.imports,
            wheel=wheel,
        )

    @staticmethod
    def _wheel(entry: Entry, path: Path | None, url: str | None) -> WheelFile:
        return WheelFile(
            entry.file.rpartition("/")[2],
            entry.sha256,
            path,
            url,
            shared_library=entry.shared_library,
            needs=entry.depends,
        )

    def fetch(self, entry: Entry) -> Path:
        """The file of a package, with the bytes that the lock promises."""
        name = entry.file.rpartition("/")[2]
        path = self._find(entry, name)
        check_sha256(
            path,
            entry.sha256,
            shown_as=name,
            source=f"{LOCK_FILE} of {self.base}",
            hint="The file was damaged or exchanged.  Get the distribution's own again.",
        )
        return path

    def _find(self, entry: Entry, name: str) -> Path:
        if isinstance(self.base, Path):
            path = self.base / entry.file
            if not path.is_file():
                raise PackageError(
                    f"The Pyodide distribution has no file {entry.file}.",
                    where=str(self.base),
                    hint=f"Its {LOCK_FILE} names it: take the whole distribution.",
                )
            return path
        cached = download_cache() / entry.sha256 / name
        if not cached.is_file():
            content = _download(urljoin(self.base, entry.file), needed_for=entry.name)
            cached.parent.mkdir(parents=True, exist_ok=True)
            # Two builds may write it at once: the name appears with all its bytes or not.
            partial = cached.with_name(f"{name}.{os.getpid()}")
            partial.write_bytes(content)
            try:
                check_sha256(
                    partial,
                    entry.sha256,
                    shown_as=name,
                    source=urljoin(self.base, entry.file),
                    hint="The download was broken (try again), or the file was exchanged.",
                )
                partial.replace(cached)
            finally:
                partial.unlink(missing_ok=True)
        return cached


def open_distribution(where: str | None, static: StaticFiles) -> PyodideDistribution | None:
    """The distribution that `--pyodide-dist` names; Pyodide's public one by default.

    None when nothing is named and pyrt's own files come without a lock.
    """
    if where is None:
        lock = static.root / PREBUILT_LOCK
        if not lock.is_file():
            return None
        return PyodideDistribution(lock.read_bytes(), PUBLIC_URL)
    if urlsplit(where).scheme in ("http", "https"):
        base = where.removesuffix(LOCK_FILE)
        base = base if base.endswith("/") else f"{base}/"
        return PyodideDistribution(_download(base + LOCK_FILE), base)
    folder = Path(where).resolve()
    if not (folder / LOCK_FILE).is_file():
        raise PackageError(
            f"No {LOCK_FILE} in the Pyodide distribution.",
            where=str(folder),
            hint="--pyodide-dist names a folder or URL with pyodide-lock.json and its wheels.",
        )
    return PyodideDistribution((folder / LOCK_FILE).read_bytes(), folder)


def _parse(text: bytes, where: object) -> dict[str, Any]:
    try:
        lock = json.loads(text)
    except ValueError as error:
        raise PackageError(f"{LOCK_FILE} is no JSON: {error}", where=str(where)) from error
    if not isinstance(lock, dict) or not {"info", "packages"} <= lock.keys():
        raise PackageError(
            f"{LOCK_FILE} is not the lock of a Pyodide distribution: it lacks info or packages.",
            where=str(where),
        )
    return lock


def _read_entries(lock: dict[str, Any], where: str) -> dict[str, Entry]:
    abi = lock["info"].get("abi_version")
    if abi != PYODIDE_ABI:
        raise PackageError(
            f"The Pyodide distribution is for ABI {abi}; this pyrt runs {PYODIDE_ABI}.",
            where=where,
            hint=f"Take the distribution of Pyodide {PYODIDE_VERSION}.",
        )
    entries: dict[str, Entry] = {}
    for key, raw in lock["packages"].items():
        name = canonicalize_name(raw.get("name", key))
        entries[name] = Entry(
            name=name,
            version=raw["version"],
            file=raw["file_name"],
            sha256=raw["sha256"],
            imports=tuple(raw.get("imports", ())),
            depends=tuple(canonicalize_name(needed) for needed in raw.get("depends", ())),
            shared_library=raw.get("package_type") == "shared_library"
            or raw.get("install_dir") == "dynlib",
        )
    return entries


def _download(url: str, *, needed_for: str | None = None) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as response:
            content: bytes = response.read()
            return content
    except OSError as error:  # HTTPError and URLError are among these
        wanted = f" for the package {needed_for}" if needed_for else ""
        raise PackageError(
            f"The Pyodide distribution cannot be reached{wanted}.",
            where=f"{url}: {getattr(error, 'reason', None) or error}",
            hint="Check the connection, or name a copy of the distribution with --pyodide-dist.  "
            "With --cdn the wheels are fetched only when the page is looked at.",
        ) from error
