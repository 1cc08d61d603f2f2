"""The part of a site that is the same for all apps: the runtime and the component bundles.

A site has its own copy, or several sites share one (`runtime_url`), as a gallery does.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from .components import BUNDLES
from .prebuilt import PrebuiltPackage, load_prebuilt
from .static import StaticFiles, load_static

IMAGE = "runtime/pyodide/start_image.gz"
"""The start image, among the prebuilt files."""


def runtime_folder(static: StaticFiles) -> str:
    """Named by the version, so that caches never mix two."""
    return f"_pyrt/{static.version}/"


def runtime_files(
    static: StaticFiles,
    namespaces: Iterable[str],
    *,
    plotly: bool,
    packages: Iterable[PrebuiltPackage],
) -> dict[str, Path]:
    """Path in the runtime folder -> prebuilt file."""
    files = {path.removeprefix("runtime/"): static.root / path for path in static.below("runtime")}
    for namespace in namespaces:
        files |= {path: static.root / path for path in static.below(f"components/{namespace}")}
    if plotly:
        files |= {path: static.root / path for path in static.below("plotly")}
    files |= {package.archive: static.root / package.archive for package in packages}
    return dict(sorted(files.items()))


def runtime_mounts(static: StaticFiles) -> dict[str, Path]:
    """For a `SiteServer` on this machine: the runtime with everything in it, as it lies in
    the installed package.  No copy is made."""
    top = runtime_folder(static).rstrip("/")
    return {
        top: static.root / "runtime",
        f"{top}/components": static.root / "components",
        f"{top}/packages": static.root / "packages",
        f"{top}/plotly": static.root / "plotly",
    }


def write_runtime(
    folder: Path,
    *,
    namespaces: Iterable[str] = tuple(BUNDLES),
    plotly: bool = True,
    packages: Iterable[str] | None = None,
    static: Path | None = None,
) -> str:
    """Write a runtime that several sites share; with the defaults it suits every app.
    `packages` are names of prebuilt ones.

    Returns the version, by which the folder should be named:
    `write_runtime(gallery / "_pyrt" / version)` and `build_site(..., runtime_url=...)`.
    """
    found = load_static(static)
    prebuilt = load_prebuilt(found)
    chosen = [prebuilt[name] for name in (prebuilt if packages is None else packages)]
    files = runtime_files(found, namespaces, plotly=plotly, packages=chosen)
    for name, path in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return found.version
