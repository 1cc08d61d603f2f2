"""Which packages the app needs in the browser, taken from the environment that builds.

An import that is neither local, nor standard library, nor pyrt's own must come from an
installed distribution, and a pure-Python one: compiled code would need a build for
WebAssembly.  Requirements of requirements are followed as the *browser's* Python would ask
for them.  What cannot be provided is an error that names the import, at build time rather
than in front of the reader of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .archive import zip_files
from .errors import PackageError
from .imports import ExternalImport
from .target import (
    MARKER_ENVIRONMENT,
    MISSING_STDLIB,
    PROVIDED_DISTRIBUTIONS,
    PROVIDED_MODULES,
    RUNTIME_MODULES,
    SERVER_MODULES,
    STDLIB,
)

_COMPILED = frozenset({".so", ".pyd", ".dll", ".dylib"})
_NOT_SHIPPED = frozenset({".pyc", ".pyo", ".pyi", ".js", ".mjs", ".map"})
"""Python runs none of these.  Scripts reach the page as component bundles instead."""
_KEPT_METADATA = frozenset({"METADATA", "entry_points.txt", "top_level.txt"})
"""What `importlib.metadata` reads.  The rest (RECORD, INSTALLER, ...) tells how and where the
package was installed here, and would make two builds differ."""


@dataclass(frozen=True, slots=True)
class Package:
    """A distribution that goes into the site."""

    name: str
    version: str
    files: tuple[tuple[str, Path], ...]
    """Name in the archive -> file."""


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
            for module in _modules(distribution):
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


def resolve_packages(
    imports: Iterable[ExternalImport], environment: Environment | None = None
) -> tuple[Package, ...]:
    """The packages for these imports with all that they require, sorted by name.

    Raises `PackageError` for an import that nothing can provide, unless it is optional.
    """
    installed = environment if environment is not None else Environment()
    needed: dict[str, metadata.Distribution] = {}
    for found in sorted(imports):
        if found.top in STDLIB | PROVIDED_MODULES | RUNTIME_MODULES:
            continue
        try:
            needed |= _provide(found, installed)
        except PackageError:
            if not found.optional:
                raise
    return tuple(_package(needed[name]) for name in sorted(needed))


def packages_zip(packages: tuple[Package, ...]) -> bytes | None:
    """The archive of all packages, or None when there are none."""
    return _zip(packages) if packages else None


@lru_cache(maxsize=2)
def _zip(packages: tuple[Package, ...]) -> bytes:
    # Compressing a large package takes seconds; `pyrt run` asks again at every change.
    return zip_files({name: path for package in packages for name, path in package.files})


# --- one import ---------------------------------------------------------------------------


def _provide(found: ExternalImport, installed: Environment) -> dict[str, metadata.Distribution]:
    _refuse_known(found)
    providers = installed.providers(found.name)
    if not providers:
        raise PackageError(
            f"No package provides `{found.top}`.",
            where=f"imported at {found.where}",
            hint="pyrt takes packages from the Python environment it runs in: install the one that "
            f"has `{found.top}` there, or put {found.top}.py beside the app.",
        )
    closure: dict[str, metadata.Distribution] = {}
    for name in providers:
        _follow(name, frozenset(), (), found, installed, closure)
    return closure


def _follow(
    name: str,
    extras: frozenset[str],
    needed_by: tuple[str, ...],
    found: ExternalImport,
    installed: Environment,
    closure: dict[str, metadata.Distribution],
) -> None:
    """Add distribution `name` and what it requires to `closure`."""
    if name in PROVIDED_DISTRIBUTIONS or (name in closure and not extras):
        return
    chain = " -> ".join((*needed_by, name))
    distribution = installed.by_name.get(name)
    if distribution is None:
        raise PackageError(
            f"The package {name} is needed but not installed.",
            where=f"imported at {found.where}: {chain}",
            hint="Install it in the Python environment that pyrt runs in.",
        )
    if compiled := _compiled_file(distribution):
        raise PackageError(
            f"The package {name} has compiled code, which cannot run in the browser as it is.",
            where=f"imported at {found.where}: {chain} ({compiled})",
            hint="This version of pyrt ships pure-Python packages.  If the app can do without, "
            "import it inside `try: ... except ImportError:`.",
        )
    closure[name] = distribution
    for requirement in _requirements(distribution, extras):
        _follow(
            canonicalize_name(requirement.name),
            frozenset(requirement.extras),
            (*needed_by, name),
            found,
            installed,
            closure,
        )


def _refuse_known(found: ExternalImport) -> None:
    """Imports that no package can help with get a message of their own."""
    if found.top in MISSING_STDLIB:
        raise PackageError(
            f"The standard library's `{found.top}` does not exist in the browser.",
            where=f"imported at {found.where}",
            hint="If the app can do without, import it inside `try: ... except ImportError:`.",
        )
    if found.top == "micropip":
        raise PackageError(
            "`micropip` is not there: a site gets its packages when it is built.",
            where=f"imported at {found.where}",
            hint="Install the package where you build, import it directly, and drop micropip.",
        )
    if found.top in SERVER_MODULES:
        raise PackageError(
            f"`{found.top}` is for a server, and a page has none.",
            where=f"imported at {found.where}",
            hint="Layout and callbacks need no server; remove the part that does.",
        )


# --- one distribution ---------------------------------------------------------------------


def _modules(distribution: metadata.Distribution) -> set[str]:
    """Top-level names that a distribution installs."""
    modules: set[str] = set()
    for file in distribution.files or ():
        first = file.parts[0]
        if first in ("..", "__pycache__") or first.endswith((".dist-info", ".egg-info", ".data")):
            continue
        if len(file.parts) > 1:
            modules.add(first)
        elif file.suffix == ".py" or file.suffix in _COMPILED:
            modules.add(first.partition(".")[0])
    return modules


def _compiled_file(distribution: metadata.Distribution) -> str | None:
    return next((str(file) for file in distribution.files or () if file.suffix in _COMPILED), None)


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
        if _ships(file)
    }
    return Package(distribution.name, distribution.version, tuple(sorted(files.items())))


def _ships(file: metadata.PackagePath) -> bool:
    if ".." in file.parts or "__pycache__" in file.parts or file.suffix in _NOT_SHIPPED:
        return False
    if re.search(r"\.(dist|egg)-info$", file.parts[0]):
        return file.name in _KEPT_METADATA
    # `name.data/` and files of the installation's own (`.pth`) are not importable.
    return len(file.parts) > 1 or file.suffix == ".py"
