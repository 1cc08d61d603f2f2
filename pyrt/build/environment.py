"""Packages of the environment that builds: the default where an app declares nothing.

An import that is neither local, nor standard library, nor pyrt's own comes from an installed
distribution, and what that requires is followed as the *browser's* Python would ask for it.
Nothing is asked of a network, and the versions are those the app was written against.
Packages that build on Dash need what they import, and no more (`package_imports`).

Compiled code needs a build for WebAssembly: such a package, and one that is not installed, is
taken from the Pyodide distribution, together with what it depends on there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .errors import PackageError
from .imports import ExternalImport
from .package_imports import imported_by
from .packages import COMPILED, Package, module_names
from .pyodide_dist import Entry, PyodideDistribution
from .refusals import refuse_known
from .target import (
    MARKER_ENVIRONMENT,
    PROVIDED_DISTRIBUTIONS,
    PROVIDED_MODULES,
    RUNTIME_MODULES,
    STDLIB,
)
from .wheels import ships


class Environment:
    """The installed distributions; `search_path` is `sys.path` unless a test says otherwise."""

    def __init__(self, search_path: Sequence[str] | None = None) -> None:
        self._search_path = list(search_path) if search_path is not None else None

    @cached_property
    def by_name(self) -> dict[str, metadata.Distribution]:
        found = (
            metadata.distributions()
            if self._search_path is None
            else metadata.distributions(path=self._search_path)
        )
        by_name: dict[str, metadata.Distribution] = {}
        for distribution in found:
            # The first on the path is the one that an import finds.
            by_name.setdefault(canonicalize_name(distribution.name), distribution)
        return by_name

    @cached_property
    def _owners(self) -> dict[str, list[str]]:
        owners: dict[str, list[str]] = {}
        for name, distribution in sorted(self.by_name.items()):
            for module in module_names(_file_names(distribution)):
                owners.setdefault(module, []).append(name)
        return owners

    def providers(self, module: str) -> list[str]:
        """Distributions that an import of `module` (dotted) needs.

        Several may share a top-level name (`google.*`): then those that hold the module.
        """
        names = self._owners.get(module.partition(".")[0], [])
        if len(names) < 2:
            return names
        stem = module.replace(".", "/")
        exact = [
            name
            for name in names
            if any(
                str(file).startswith((f"{stem}/", f"{stem}."))
                for file in self.by_name[name].files or ()
            )
        ]
        return exact or names


class EnvironmentPackages:
    """Collects what imports need, one after the other."""

    def __init__(
        self, installed: Environment, distribution: PyodideDistribution | None, *, cdn: bool
    ) -> None:
        self._installed = installed
        self._pyodide = distribution
        self._cdn = cdn
        self._taken: dict[str, metadata.Distribution] = {}
        self._built: dict[str, Entry] = {}

    def packages(self) -> tuple[Package, ...]:
        """All of them, sorted by name."""
        found = {
            name: _package(distribution)
            for name, distribution in self._taken.items()
            if name not in self._built
        }
        if self._pyodide is not None:
            for name, entry in self._built.items():
                found[name] = self._pyodide.package(entry, cdn=self._cdn)
        return tuple(found[name] for name in sorted(found))

    def provide(self, found: ExternalImport) -> None:
        """Raises `PackageError` when nothing provides the import; then nothing was added."""
        taken: dict[str, metadata.Distribution] = {}
        built: dict[str, Entry] = {}
        self._provide(found, (), taken, built)
        self._taken |= taken
        self._built |= built

    def _provide(
        self,
        found: ExternalImport,
        importers: tuple[str, ...],
        taken: dict[str, metadata.Distribution],
        built: dict[str, Entry],
    ) -> None:
        """`importers` are the distributions that lead from the app to the import."""
        providers = self._installed.providers(found.name)
        for name in providers:
            self._follow(name, frozenset(), importers, found, taken, built)
        if not providers:
            known = self._pyodide.providing(found.top) if self._pyodide else None
            if self._pyodide is None or known is None:
                raise PackageError(
                    f"No package provides `{found.top}`.",
                    where=f"imported at {found.where}",
                    hint="pyrt takes packages from the Python environment it runs in: install the "
                    f"one that has `{found.top}` there, declare it (docs/packages.md), or put "
                    f"{found.top}.py beside the app.",
                )
            built |= {entry.name: entry for entry in self._pyodide.closure([known])}

    def _follow(
        self,
        name: str,
        extras: frozenset[str],
        needed_by: tuple[str, ...],
        found: ExternalImport,
        taken: dict[str, metadata.Distribution],
        built: dict[str, Entry],
    ) -> None:
        """Add distribution `name` and what it requires."""
        if name in PROVIDED_DISTRIBUTIONS or name in built or name in needed_by:
            return
        if name in taken and not extras:
            return
        chain = " -> ".join((*needed_by, name))
        distribution = self._installed.by_name.get(name)
        compiled = _compiled_file(distribution) if distribution is not None else None
        if distribution is None or compiled:
            if self._pyodide is not None and name in self._pyodide.entries:
                built |= {entry.name: entry for entry in self._pyodide.closure([name])}
            elif compiled:
                raise _compiled(name, f"imported at {found.where}: {chain} ({compiled})")
            else:
                raise PackageError(
                    f"The package {name} is needed but not installed.",
                    where=f"imported at {found.where}: {chain}",
                    hint="Install it in the Python environment that pyrt runs in.",
                )
            return
        taken[name] = distribution
        requirements = list(_requirements(distribution, extras))
        if any(canonicalize_name(requirement.name) == "dash" for requirement in requirements):
            self._follow_imports((*needed_by, name), distribution, found, taken, built)
            return
        for requirement in requirements:
            self._follow(
                canonicalize_name(requirement.name),
                frozenset(requirement.extras),
                (*needed_by, name),
                found,
                taken,
                built,
            )

    def _follow_imports(
        self,
        importers: tuple[str, ...],
        distribution: metadata.Distribution,
        found: ExternalImport,
        taken: dict[str, metadata.Distribution],
        built: dict[str, Entry],
    ) -> None:
        """Add what a package that builds on Dash imports, from the module in `found` on."""
        for one in imported_by(importers[-1], distribution, found):
            if one.top in STDLIB | PROVIDED_MODULES | RUNTIME_MODULES:
                continue
            more, more_built = dict(taken), dict(built)
            try:
                refuse_known(one)
                self._provide(one, importers, more, more_built)
            except PackageError:
                if not one.optional:
                    raise
            else:
                taken |= more
                built |= more_built


def _compiled(name: str, where: str) -> PackageError:
    return PackageError(
        f"The package {name} has compiled code, which cannot run in the browser as it is.",
        where=where,
        hint="The Pyodide distribution has no build of it.  If an index has one, declare the "
        f"package, for example with {name} in requirements.txt.  If the app can do without, import "
        "it inside `try: ... except ImportError:`.",
    )


# --- one distribution ---------------------------------------------------------------------


def _file_names(distribution: metadata.Distribution) -> list[str]:
    return [file.as_posix() for file in distribution.files or ()]


def _compiled_file(distribution: metadata.Distribution) -> str | None:
    return next((str(file) for file in distribution.files or () if file.suffix in COMPILED), None)


def _requirements(
    distribution: metadata.Distribution, extras: frozenset[str]
) -> Iterable[Requirement]:
    for text in sorted(distribution.requires or ()):
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue  # metadata from before the standard; pip ignores such lines as well
        if requirement.marker is None or any(
            requirement.marker.evaluate({**MARKER_ENVIRONMENT, "extra": extra})
            for extra in ("", *sorted(extras))
        ):
            yield requirement


def _package(distribution: metadata.Distribution) -> Package:
    files = {
        file.as_posix(): Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if ships(file.as_posix())
    }
    return Package(distribution.name, distribution.version, tuple(sorted(files.items())))
