"""Packages of a declaration: resolved by pip to exact wheels, downloaded, opened.

The Pyodide distribution takes part as if it were an index (`stubs`).  An answer is kept while
the question is the same, so a rebuild of `pyrt run` asks nobody.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from .declared import Declaration
from .errors import PackageError
from .packages import INDEX, LOCAL, Package
from .pip_errors import explain
from .pip_run import PipFailure, download, is_on_index
from .pyodide_dist import Entry, PyodideDistribution
from .stubs import (
    distribution_entry,
    is_provided,
    provided_versions,
    write_distribution,
    write_provided,
)
from .wheels import sha256_of, wheel_package
from .workspace import workspace

_known: dict[object, tuple[Package, ...]] = {}
_KEPT_ANSWERS = 8


def resolve_declaration(
    declaration: Declaration,
    distribution: PyodideDistribution | None,
    *,
    root: Path,
    cdn: bool = False,
) -> tuple[Package, ...]:
    """The packages, sorted by name.  Raises `PackageError`."""
    for requested in declaration.requested:
        if requested.wheel is not None:
            # pip's words for a file that is no wheel at all depend on its version.
            wheel_package(requested.wheel, INDEX, shown_as=requested.shown)
    question = (
        declaration,
        tuple(sha256_of(requested.wheel) for requested in declaration.requested if requested.wheel),
        str(distribution.base) if distribution else None,
        tuple(entry.sha256 for entry in distribution.entries.values()) if distribution else (),
        root,
        cdn,
    )
    if question not in _known:
        while len(_known) >= _KEPT_ANSWERS:
            del _known[next(iter(_known))]
        _known[question] = _resolve(declaration, distribution, root, cdn)
    return _known[question]


def forget_answers() -> None:
    """Ask anew: an index may have something newer."""
    _known.clear()


def _resolve(
    declaration: Declaration, distribution: PyodideDistribution | None, root: Path, cdn: bool
) -> tuple[Package, ...]:
    if not declaration.requested:
        return ()
    folder = Path(tempfile.mkdtemp(dir=workspace()))
    stubs = folder / "stubs"
    stubs.mkdir()
    write_provided(stubs)
    if distribution is not None:
        write_distribution(stubs, distribution)
    limits = [f"{name}=={version}" for name, version in provided_versions().items()]
    try:
        wheels = download(
            [*(requested.text for requested in declaration.requested), *declaration.options],
            folder,
            constraints=[*limits, *declaration.constraints],
            find_links=[stubs],
        )
    except PipFailure as failure:
        raise explain(
            failure, declaration, lambda name: is_on_index(name, declaration.options)
        ) from failure
    packages = packages_of(wheels, declaration, distribution, root=root, cdn=cdn)
    _check_hashes(packages, declaration)
    return packages


def packages_of(
    wheels: Iterable[Path],
    declaration: Declaration,
    distribution: PyodideDistribution | None,
    *,
    root: Path,
    cdn: bool,
) -> tuple[Package, ...]:
    """What pip has put into its folder, without the stubs, sorted by name."""
    local = {
        requested.wheel.name: requested.wheel
        for requested in declaration.requested
        if requested.wheel is not None
    }
    found: dict[str, Package] = {}
    built: list[Entry] = []
    for wheel in wheels:
        if is_provided(wheel.name):
            continue
        entry = distribution_entry(wheel.name, distribution)
        if entry is not None:
            built.append(entry)
        else:
            source = INDEX
            if wheel.name in local:
                source = LOCAL + _below(local[wheel.name], root)
            package = wheel_package(wheel, source)
            found[package.name] = package
    if distribution is not None:
        # Shared libraries are no Python packages: pip knows nothing of them.
        for entry in distribution.closure(entry.name for entry in built):
            if entry in built or entry.shared_library:
                found[entry.name] = distribution.package(entry, cdn=cdn)
    return tuple(found[name] for name in sorted(found))


def _check_hashes(packages: tuple[Package, ...], declaration: Declaration) -> None:
    """`--hash` in requirements.txt.  pip would then want hashes of everything, stubs included."""
    by_name = {package.name: package for package in packages}
    for requested in declaration.requested:
        package = by_name.get(requested.name or "")
        if requested.hashes and package is not None and package.sha256 not in requested.hashes:
            raise PackageError(
                f"{package.file} is not the file that was meant: its hash is another one.",
                where=f"{requested.where}: expected sha256 {', '.join(sorted(requested.hashes))}, "
                f"found {package.sha256}",
                hint="Add the hash of this file, the wheel for the browser, to the line.",
            )


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
