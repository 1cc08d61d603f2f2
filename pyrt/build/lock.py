"""`pyrt lock`: writes `pyrt-lock.json` beside an app.

What the app declares is resolved anew.  An app that declares nothing gets the versions of this
environment, so that every other machine builds with these as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .app_lock import lock_text, pinned
from .declared import Declaration, Requested
from .imports import read_code
from .index_packages import forget_answers, resolve_declaration
from .packages import PYODIDE, Package
from .prebuilt import claim_imports, load_prebuilt
from .resolve import PackageSources, resolve_packages
from .site import find_sources
from .skip import LOCK_NAME
from .source import find_source
from .static import load_static


@dataclass(frozen=True, slots=True)
class LockResult:
    path: Path
    packages: tuple[Package, ...]


def lock_app(
    app: str | Path,
    *,
    pyodide_dist: str | None = None,
    static: Path | None = None,
    cwd: Path | None = None,
) -> LockResult:
    """Resolve the packages of `app` and write its lock.  Raises `BuildError`."""
    forget_answers()
    source = find_source(app, cwd=cwd)
    prebuilt = load_static(static)
    sources = find_sources(source, prebuilt, pyodide_dist=pyodide_dist, use_lock=False)
    compiled = load_prebuilt(prebuilt)
    imports, claimed = claim_imports(read_code(source).external, compiled, sources)
    packages = resolve_packages(imports, sources)
    if sources.declaration.origin is None:
        brought = [f"{name}=={compiled[name].version}" for name in claimed]
        packages = _from_index(packages, brought, sources)
    path = source.root / LOCK_NAME
    path.write_text(lock_text(sources.declaration, packages), encoding="utf-8")
    return LockResult(path, packages)


def _from_index(
    packages: tuple[Package, ...], brought: list[str], sources: PackageSources
) -> tuple[Package, ...]:
    """The same packages, and those that pyrt would bring, as wheels that any machine can have."""
    wanted = [
        Requested(text, text, "this environment", name=text.partition("==")[0])
        for text in (*pinned(packages), *brought)
    ]
    resolved = resolve_declaration(
        Declaration("this environment", (*wanted, *sources.declaration.requested)),
        sources.distribution,
        root=sources.root,
    )
    kept = [package for package in packages if package.source == PYODIDE]
    by_name = {package.name: package for package in (*kept, *resolved)}
    return tuple(by_name[name] for name in sorted(by_name))
