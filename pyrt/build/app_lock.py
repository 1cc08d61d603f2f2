"""`pyrt-lock.json` beside an app: the exact packages that every build of it takes.

`pyrt lock APP` writes it; a site has the same list in its own lock.  A build with a lock takes
these packages and no others, each with the hash that stands there.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from .declared import Declaration
from .errors import InputError, PackageError
from .index_packages import packages_of
from .packages import ENVIRONMENT, INDEX, LOCAL, PYODIDE, Package
from .pip_errors import explain
from .pip_run import PipFailure, download
from .pyodide_dist import PyodideDistribution
from .skip import LOCK_NAME
from .target import PYODIDE_ABI
from .wheels import check_sha256, wheel_package
from .workspace import workspace

FORMAT = 1
_AGAIN = "Lock again: pyrt lock APP"


@dataclass(frozen=True, slots=True)
class AppLock:
    path: Path
    declared: tuple[str, ...]
    packages: tuple[dict[str, str], ...]


def lock_text(declaration: Declaration, packages: tuple[Package, ...]) -> str:
    """The lock of an app: the same packages give the same text."""
    lock = {
        "format": FORMAT,
        "abi": PYODIDE_ABI,
        "declared": declaration.texts,
        "packages": [package.lock_entry() for package in packages],
    }
    return json.dumps(lock, indent=1) + "\n"


def read_lock(root: Path) -> AppLock | None:
    """The lock in the app's folder, if there is one.

    Raises `InputError` for one that this version of pyrt cannot read.
    """
    path = root / LOCK_NAME
    if not path.is_file():
        return None
    try:
        lock = json.loads(path.read_text("utf-8"))
        form, abi = lock["format"], lock["abi"]
        declared, packages = tuple(lock["declared"]), tuple(lock["packages"])
        fields = {"name", "version", "file", "sha256", "source"}
        complete = all(fields <= entry.keys() for entry in packages)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _unusable(path, "it is damaged, or not a lock of an app") from None
    if form != FORMAT:
        raise _unusable(path, f"it has format {form}, this pyrt reads format {FORMAT}")
    if abi != PYODIDE_ABI:
        raise _unusable(path, f"it was made for Pyodide's ABI {abi}, this pyrt has {PYODIDE_ABI}")
    if not complete:
        raise _unusable(path, "a package in it lacks name, version, file, sha256 or source")
    return AppLock(path, declared, packages)


def locked_packages(
    lock: AppLock,
    declaration: Declaration,
    distribution: PyodideDistribution | None,
    *,
    root: Path,
    cdn: bool = False,
) -> tuple[Package, ...]:
    """Exactly what the lock says, sorted by name.  Raises `PackageError`."""
    if list(lock.declared) != declaration.texts:
        raise PackageError(
            f"{LOCK_NAME} is for other requirements than the app declares now.",
            where=_difference(lock, declaration),
            hint=_AGAIN,
        )
    found = _known.get((lock, root, cdn))
    if found is None or any(package.source.startswith(LOCAL) for package in found):
        packages = [
            *_from_index(lock, declaration, root),
            *(_local(entry, root) for entry in lock.packages if entry["source"].startswith(LOCAL)),
            *(
                _from_pyodide(entry, distribution, cdn)
                for entry in lock.packages
                if entry["source"] == PYODIDE
            ),
        ]
        found = tuple(sorted(packages, key=lambda package: package.name))
        _known[lock, root, cdn] = found
    return found


_known: dict[tuple[Any, ...], tuple[Package, ...]] = {}
"""Rebuilds of `pyrt run` ask for the same again."""


def pinned(packages: tuple[Package, ...]) -> list[str]:
    """What to ask an index for, to get what the environment has."""
    return [
        f"{package.name}=={package.version}"
        for package in packages
        if package.source == ENVIRONMENT
    ]


def _from_index(lock: AppLock, declaration: Declaration, root: Path) -> tuple[Package, ...]:
    lines = [
        f"{entry['name']}=={entry['version']} --hash=sha256:{entry['sha256']}"
        for entry in lock.packages
        if entry["source"] == INDEX
    ]
    if not lines:
        return ()
    urls = {requested.name: requested.text for requested in declaration.requested}
    for number, entry in enumerate(e for e in lock.packages if e["source"] == INDEX):
        text = urls.get(canonicalize_name(entry["name"])) or ""
        if "@" in text:
            lines[number] = f"{text.partition(';')[0].strip()} --hash=sha256:{entry['sha256']}"
    folder = Path(tempfile.mkdtemp(dir=workspace()))
    try:
        wheels = download([*lines, *declaration.options], folder, exact=True)
    except PipFailure as failure:
        raise explain(failure, Declaration(LOCK_NAME), lambda _: True) from failure
    return packages_of(wheels, Declaration(), None, root=root, cdn=False)


def _local(entry: dict[str, str], root: Path) -> Package:
    shown = entry["source"].removeprefix(LOCAL)
    path = root / shown
    if not path.is_file():
        raise PackageError(f"There is no wheel {shown}.", where=LOCK_NAME, hint=_AGAIN)
    check_sha256(
        path,
        entry["sha256"],
        shown_as=shown,
        source=LOCK_NAME,
        hint=f"If you have built the wheel anew: {_AGAIN[0].lower()}{_AGAIN[1:]}",
    )
    return wheel_package(path, entry["source"], shown_as=shown)


def _from_pyodide(
    entry: dict[str, str], distribution: PyodideDistribution | None, cdn: bool
) -> Package:
    known = distribution.entries.get(canonicalize_name(entry["name"])) if distribution else None
    if distribution is None or known is None or known.sha256 != entry["sha256"]:
        there = f"it has {known.file}" if known else "it has no such package"
        raise PackageError(
            f"The Pyodide distribution has another {entry['name']} than {LOCK_NAME} asks for.",
            where=f"{entry['file']}; {there}",
            hint="Name the distribution that was locked with --pyodide-dist, or lock again.",
        )
    return distribution.package(known, cdn=cdn)


def _difference(lock: AppLock, declaration: Declaration) -> str:
    now, then = set(declaration.texts), set(lock.declared)
    parts = [f"new: {', '.join(sorted(now - then))}"] if now - then else []
    parts += [f"gone: {', '.join(sorted(then - now))}"] if then - now else []
    return "; ".join(parts)


def _unusable(path: Path, why: str) -> InputError:
    return InputError(f"{LOCK_NAME} cannot be used: {why}.", where=str(path), hint=_AGAIN)
