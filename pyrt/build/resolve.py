"""Which packages a site gets: the rules of precedence.

1. A lock beside the app (`app_lock`): these packages and no others.
2. What the app declares (`declared`), resolved by pip (`index_packages`).  What it imports must
   be among them: an undeclared package that happens to be installed here would make the site
   depend on the machine.
3. Nothing declared: the environment that builds (`environment`).

An import that nothing provides is an error here, rather than in front of the page's reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from .app_lock import AppLock, locked_packages
from .declared import NOTHING, Declaration, with_imports_of_dash
from .environment import Environment, EnvironmentPackages
from .errors import PackageError
from .imports import ExternalImport
from .index_packages import resolve_declaration
from .packages import PYRT, Package
from .pyodide_dist import PyodideDistribution
from .refusals import refuse_known
from .skip import LOCK_NAME
from .stand_in_packages import with_stand_ins
from .target import JOB_SERVERS, PROVIDED_MODULES, RUNTIME_MODULES, STDLIB
from .wheels import wheel_package

MICROPIP = "micropip"


@dataclass(frozen=True, slots=True)
class PackageSources:
    """Where packages may come from.  The default is the environment alone."""

    root: Path = Path()
    declaration: Declaration = NOTHING
    lock: AppLock | None = None
    environment: Environment | None = None
    distribution: PyodideDistribution | None = None
    micropip: Path | None = None
    """Its wheel, for an app that imports it."""
    cdn: bool = False
    """The distribution's packages stay there."""
    requirements: tuple[str, ...] = ()
    """What micropip is to install when the page starts."""


def resolve_packages(
    imports: Iterable[ExternalImport], sources: PackageSources | None = None
) -> tuple[Package, ...]:
    """The packages for these imports with all that they require, sorted by name.

    Raises `PackageError` for an import that nothing can provide, unless it is optional, and for
    a requirement that cannot be met.
    """
    return with_stand_ins(_resolve(imports, sources))


def _resolve(
    imports: Iterable[ExternalImport], sources: PackageSources | None
) -> tuple[Package, ...]:
    given = PackageSources() if sources is None else sources
    needed = [found for found in sorted(imports) if not is_there(found)]
    if any(found.top == MICROPIP for found in needed):
        # What nothing provides now, the app may install before it comes to the import.
        needed = [replace(found, optional=True) for found in needed]
    declared = _declared_packages(needed, given)
    declared = _with_micropip(declared, needed, given)
    rest = [found for found in needed if not _provided_by(declared, found)]
    if given.lock is not None or given.declaration.origin is not None:
        for found in rest:
            if not found.optional:
                refuse_known(found)
                raise _undeclared(found, given)
        return declared
    return _with_environment(declared, rest, given)


def has_micropip(packages: Iterable[Package]) -> bool:
    """Whether the app can ask for more packages when it runs."""
    return any(package.name == MICROPIP for package in packages)


def _declared_packages(
    needed: list[ExternalImport], sources: PackageSources
) -> tuple[Package, ...]:
    declaration = sources.declaration
    if sources.lock is not None:
        return locked_packages(
            sources.lock,
            declaration,
            sources.distribution,
            root=sources.root,
            cdn=sources.cdn,
        )
    if not declaration.needs_resolving:
        return ()
    return resolve_declaration(
        with_imports_of_dash(declaration, [found.top for found in needed]),
        sources.distribution,
        root=sources.root,
        cdn=sources.cdn,
    )


def _with_micropip(
    packages: tuple[Package, ...], needed: list[ExternalImport], sources: PackageSources
) -> tuple[Package, ...]:
    """`import micropip` declares itself: it belongs to Pyodide as `asyncio` belongs to Python."""
    wanted = bool(sources.requirements) or any(found.top == MICROPIP for found in needed)
    if not wanted or has_micropip(packages) or sources.micropip is None:
        return packages
    package = wheel_package(sources.micropip, PYRT)
    return tuple(sorted((*packages, package), key=lambda package: package.name))


def _with_environment(
    declared: tuple[Package, ...], rest: list[ExternalImport], sources: PackageSources
) -> tuple[Package, ...]:
    collected = EnvironmentPackages(
        sources.environment or Environment(), sources.distribution, cdn=sources.cdn
    )
    for found in rest:
        try:
            refuse_known(found)
            collected.provide(found)
        except PackageError:
            if not (found.optional or found.top in JOB_SERVERS):
                raise
    by_name = {package.name: package for package in (*collected.packages(), *declared)}
    return tuple(by_name[name] for name in sorted(by_name))


def is_there(found: ExternalImport) -> bool:
    """Whether the browser has it without any package."""
    return found.top in STDLIB | PROVIDED_MODULES | RUNTIME_MODULES


def _provided_by(packages: tuple[Package, ...], found: ExternalImport) -> bool:
    return any(found.top in package.top_level for package in packages)


def _undeclared(found: ExternalImport, sources: PackageSources) -> PackageError:
    if sources.lock is not None:
        return PackageError(
            f"No locked package provides `{found.top}`.",
            where=f"imported at {found.where}; locked in {LOCK_NAME}",
            hint="Lock again: pyrt lock APP",
        )
    known = sources.distribution.providing(found.top) if sources.distribution else None
    return PackageError(
        f"No package that the app declares provides `{found.top}`.",
        where=f"imported at {found.where}; declared in {sources.declaration.origin}",
        hint=f"Add {known or f'the package that has `{found.top}`'} to it.",
    )
