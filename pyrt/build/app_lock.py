"""`pyrt-lock.json` beside an app: the exact packages that every build of it takes.

`pyrt lock APP` writes it; a site has the same list in its own lock.  A build with a lock takes
these packages and no others, each with the hash that stands there.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from packaging.utils import canonicalize_name

from .declared import NOTHING, Declaration
from .errors import InputError, PackageError
from .index_packages import packages_of
from .packages import ENVIRONMENT, INDEX, LOCAL, PYODIDE, PYRT, Package
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
class LockedPackage:
    name: str
    version: str
    file: str
    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class AppLock:
    declared: tuple[str, ...]
    packages: tuple[LockedPackage, ...]

    def from_source(self, source: str) -> list[LockedPackage]:
        return [package for package in self.packages if package.source.startswith(source)]


def lock_text(declaration: Declaration, packages: tuple[Package, ...]) -> str:
    """The lock of an app: the same packages give the same text."""
    lock = {
        "format": FORMAT,
        "abi": PYODIDE_ABI,
        "declared": declaration.texts,
        "packages": [package.lock_entry() for package in packages if package.source != PYRT],
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
        declared, entries = tuple(lock["declared"]), list(lock["packages"])
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _unusable(path, "it is damaged, or not a lock of an app") from None
    if form != FORMAT:
        raise _unusable(path, f"it has format {form}, this pyrt reads format {FORMAT}")
    if abi != PYODIDE_ABI:
        raise _unusable(path, f"it was made for Pyodide's ABI {abi}, this pyrt has {PYODIDE_ABI}")
    try:
        return AppLock(declared, tuple(LockedPackage(**entry) for entry in entries))
    except TypeError:
        fields = "name, version, file, sha256 and source"
        raise _unusable(path, f"a package in it has not just {fields}") from None


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
    packages = [
        *_from_index(lock, declaration, root),
        *(_local(entry, root) for entry in lock.from_source(LOCAL)),
        *(_from_pyodide(entry, distribution, cdn) for entry in lock.from_source(PYODIDE)),
    ]
    return tuple(sorted(packages, key=lambda package: package.name))


def pinned(packages: tuple[Package, ...]) -> list[str]:
    """What to ask an index for, to get what the environment has."""
    return [
        f"{package.name}=={package.version}"
        for package in packages
        if package.source == ENVIRONMENT
    ]


def _from_index(lock: AppLock, declaration: Declaration, root: Path) -> tuple[Package, ...]:
    urls = {
        requested.name: requested.text.partition(";")[0].strip()
        for requested in declaration.requested
        if "@" in requested.text
    }
    lines = []
    for entry in lock.from_source(INDEX):
        what = urls.get(canonicalize_name(entry.name), f"{entry.name}=={entry.version}")
        lines.append(f"{what} --hash=sha256:{entry.sha256}")
    return _download((*lines, *declaration.options), root) if lines else ()


@lru_cache(maxsize=8)
def _download(lines: tuple[str, ...], root: Path) -> tuple[Package, ...]:
    """Kept, because every rebuild of `pyrt run` asks for the same."""
    folder = Path(tempfile.mkdtemp(dir=workspace()))
    try:
        wheels = download(lines, folder, exact=True)
    except PipFailure as failure:
        raise explain(failure, Declaration(LOCK_NAME), lambda _: True) from failure
    return packages_of(wheels, NOTHING, None, root=root, cdn=False)


def _local(entry: LockedPackage, root: Path) -> Package:
    shown = entry.source.removeprefix(LOCAL)
    path = root / shown
    if not path.is_file():
        raise PackageError(f"There is no wheel {shown}.", where=LOCK_NAME, hint=_AGAIN)
    check_sha256(
        path,
        entry.sha256,
        shown_as=shown,
        source=LOCK_NAME,
        hint=f"If you have built the wheel anew: {_AGAIN[0].lower()}{_AGAIN[1:]}",
    )
    return wheel_package(path, entry.source, shown_as=shown)


def _from_pyodide(
    entry: LockedPackage, distribution: PyodideDistribution | None, cdn: bool
) -> Package:
    known = distribution.entries.get(canonicalize_name(entry.name)) if distribution else None
    if distribution is None or known is None or known.sha256 != entry.sha256:
        there = f"it has {known.file}" if known else "it has no such package"
        raise PackageError(
            f"The Pyodide distribution has another {entry.name} than {LOCK_NAME} asks for.",
            where=f"{entry.file}; {there}",
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
