"""Packages that pyrt carries compiled: plotly and what it needs, Dash's own companions.

Which version an app gets is decided elsewhere, by what is installed.  Here a package of exactly
the version that was compiled gives way to the compiled one, which starts several times sooner;
and where none is installed, the compiled one is what there is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from packaging.utils import canonicalize_name

from .environment import Environment
from .imports import ExternalImport, LocalCode
from .packages import PYRT, Package
from .resolve import PackageSources
from .static import StaticFiles
from .target import DASH_BRINGS

INDEX = "packages/index.json"


@dataclass(frozen=True, slots=True)
class PrebuiltPackage:
    """An archive in the runtime, laid out as site-packages."""

    name: str
    version: str
    modules: tuple[str, ...]
    requires: tuple[str, ...]
    """Names of prebuilt packages."""

    @property
    def archive(self) -> str:
        """Path in the runtime folder."""
        return f"packages/{self.name}.zip"

    def lock_entry(self, static: StaticFiles) -> dict[str, Any]:
        """What `pyrt-lock.json` says of it."""
        return {
            "name": self.name,
            "version": self.version,
            "file": None,
            "sha256": static.hashes[self.archive],
            "source": PYRT,
        }


def load_prebuilt(static: StaticFiles) -> dict[str, PrebuiltPackage]:
    """All prebuilt packages by name."""
    if INDEX not in static.hashes:
        return {}
    index = json.loads((static.root / INDEX).read_text("utf-8"))
    return {
        name: PrebuiltPackage(
            name, entry["version"], tuple(entry["modules"]), tuple(entry["requires"])
        )
        for name, entry in index.items()
    }


EXPRESS = "plotly.express"


def express_imports(code: LocalCode) -> list[ExternalImport]:
    """What `plotly.express` imports and plotly does not require: numpy always, pandas for
    everything that is given as lists.  An app names neither."""
    return [
        ExternalImport(file, found.line, name, found.optional or name == "pandas")
        for file, scan in code.scans.items()
        for found in scan.imports
        if found.level == 0 and f"{found.name}.".startswith(f"{EXPRESS}.")
        for name in ("numpy", "pandas")
    ]


def claim_imports(
    imports: Iterable[ExternalImport],
    prebuilt: Mapping[str, PrebuiltPackage],
    sources: PackageSources,
) -> tuple[list[ExternalImport], list[str]]:
    """The imports that are left, and the prebuilt packages that serve the others: those for
    which the app declares nothing, and nothing is installed."""
    owner = {module: package.name for package in prebuilt.values() for module in package.modules}
    left: list[ExternalImport] = []
    claimed: set[str] = set()
    for found in imports:
        name = owner.get(found.top)
        if name is not None and _is_free(name, found, sources):
            claimed.add(name)
        else:
            left.append(found)
    return left, sorted(claimed)


def _is_free(name: str, found: ExternalImport, sources: PackageSources) -> bool:
    """Whether nobody has said which version it should be."""
    declaration = sources.declaration
    if sources.lock is not None:
        return False
    if declaration.origin is None:
        return not (sources.environment or Environment()).providers(found.name)
    # Who declares dash has plotly with it.
    brought = declaration.has_dash and name in DASH_BRINGS.values()
    return brought and all(requested.name != name for requested in declaration.requested)


def take_prebuilt(
    packages: Sequence[Package], claimed: Iterable[str], prebuilt: Mapping[str, PrebuiltPackage]
) -> tuple[tuple[Package, ...], tuple[PrebuiltPackage, ...]]:
    """The packages that ship as they are installed, and the prebuilt ones of the site.

    A prebuilt package brings the ones it requires, unless another version of these ships.
    """
    shipped: list[Package] = []
    taken: set[str] = set()
    for package in packages:
        compiled = prebuilt.get(canonicalize_name(package.name))
        if compiled is not None and compiled.version == package.version:
            taken.add(compiled.name)
        else:
            shipped.append(package)
    others = {canonicalize_name(package.name) for package in shipped}
    waiting = [*claimed]
    while waiting:
        name = waiting.pop()
        if name not in taken and name not in others:
            taken.add(name)
            waiting += prebuilt[name].requires
    return tuple(shipped), tuple(prebuilt[name] for name in sorted(taken))
