"""Wheel files: what their names say, what is in them, and whether they run in the browser."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterable
from email.parser import Parser
from functools import lru_cache
from pathlib import Path, PurePosixPath

from packaging.tags import Tag
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from .errors import PackageError
from .packages import Package, WheelFile
from .target import PLATFORM_TAG
from .workspace import workspace

_NOT_SHIPPED = frozenset({".pyc", ".pyo", ".pyi", ".js", ".mjs", ".map"})
"""Python runs none of these.  Scripts reach the page as component bundles instead."""
_KEPT_METADATA = frozenset({"METADATA", "entry_points.txt", "top_level.txt"})
"""What `importlib.metadata` reads.  The rest (RECORD, INSTALLER, ...) tells how and where the
package was installed here, and would make two builds differ."""
_LIBRARY_FOLDERS = ("purelib", "platlib")


def sha256_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def ships(name: str) -> bool:
    """Whether a file of a distribution is of use in the browser."""
    path = PurePosixPath(name)
    if ".." in path.parts or "__pycache__" in path.parts or path.suffix in _NOT_SHIPPED:
        return False
    if re.search(r"\.(dist|egg)-info$", path.parts[0]):
        return path.name in _KEPT_METADATA
    # `name.data/` and files of the installation's own (`.pth`) are not importable.
    return len(path.parts) > 1 or path.suffix == ".py"


def is_pure(file: str) -> bool:
    """Whether the name of a wheel says that any machine can run it."""
    return file.endswith("-none-any.whl")


def runs_in_browser(file: str) -> bool:
    """Whether a wheel of this name is pure or built for this Pyodide."""
    return any(_fits(tag) for tag in parse_wheel_filename(file)[3])


def _fits(tag: Tag) -> bool:
    pure = tag.platform == "any" and tag.abi == "none" and tag.interpreter.startswith("py3")
    built = tag.platform == PLATFORM_TAG and tag.interpreter.startswith(("cp3", "py3"))
    return pure or built


def wheel_package(path: Path, source: str, *, shown_as: str | None = None) -> Package:
    """The package in a wheel.  Raises `PackageError` for a file that is none, is damaged, or
    was built for another machine."""
    shown = shown_as or path.name
    try:
        name, version, _, _ = parse_wheel_filename(path.name)
    except InvalidWheelFilename as error:
        raise PackageError(f"{shown} is not named like a wheel: {error}") from error
    if not runs_in_browser(path.name):
        raise PackageError(
            f"{shown} was built for another machine, and cannot run in the browser.",
            where=f"pyrt needs a pure wheel (py3-none-any) or one for {PLATFORM_TAG}.",
            hint="Take the package's pure wheel, or build it for Pyodide (pyodide-build).",
        )
    digest = sha256_of(path)
    folder = workspace() / "unpacked" / digest
    files = _unpack(path, folder, shown)
    pure = is_pure(path.name)
    return Package(
        name=str(name),
        version=str(version),
        files=files,
        source=source,
        file=path.name,
        sha256=digest,
        wheel=None if pure else WheelFile(path.name, digest, path),
        folder=folder,
    )


def importable_here(packages: Iterable[Package]) -> list[Path]:
    """Folders of the pure wheels, so that the build runs an app with the packages of the site.

    One that needs compiled code of the same resolution is left out: this machine cannot run
    that, and may have both of another version.
    """
    every = list(packages)
    compiled = {canonicalize_name(package.name) for package in every if package.wheel is not None}
    return [
        package.folder
        for package in every
        if package.folder is not None and package.wheel is None and not compiled & _needs(package)
    ]


def _needs(package: Package) -> set[str]:
    metadata = next((path for name, path in package.files if name.endswith("/METADATA")), None)
    if metadata is None:
        return set()
    requires = Parser().parsestr(metadata.read_text("utf-8"), headersonly=True)
    return {
        canonicalize_name(re.split(r"[\s;\[(<>=!~@]", text, maxsplit=1)[0])
        for text in requires.get_all("Requires-Dist", ())
    }


def check_sha256(path: Path, expected: str, *, shown_as: str, source: str, hint: str) -> None:
    """Raise `PackageError` unless the file is the one that was meant."""
    found = sha256_of(path)
    if found != expected:
        raise PackageError(
            f"{shown_as} is not the file that was meant: its hash is another one.",
            where=f"{source}: expected sha256 {expected}, found {found}",
            hint=hint,
        )


@lru_cache(maxsize=256)
def _unpack(path: Path, folder: Path, shown: str) -> tuple[tuple[str, Path], ...]:
    """What is shipped of the wheel: name as in site-packages -> the unpacked file."""
    files: dict[str, Path] = {}
    try:
        with zipfile.ZipFile(path) as wheel:
            for entry in wheel.infolist():
                name = _installed_as(entry.filename)
                if entry.is_dir() or name is None:
                    continue
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(wheel.read(entry))
                if ships(name):
                    files[name] = target
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        raise PackageError(
            f"{shown} is damaged: {error}",
            where=str(path),
            hint="Download or build the wheel again.",
        ) from error
    return tuple(sorted(files.items()))


def _installed_as(name: str) -> str | None:
    """Where an installer puts a file of a wheel, below site-packages; None: elsewhere."""
    if ".." in name.split("/") or name.startswith("/"):
        raise ValueError(f"it has a file outside itself, {name}")
    first, _, rest = name.partition("/")
    if not first.endswith(".data"):
        return name
    folder, _, inside = rest.partition("/")
    return inside if folder in _LIBRARY_FOLDERS and inside else None
