"""Compiles the Python that runs in the browser: the standard library and pyrt itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from paths import CACHE, NODE_MODULES, PACKAGE, ROOT, RUNTIME, STATIC
from steps import call, files_below

STDLIB_SOURCES = NODE_MODULES / "pyodide/python_stdlib.zip"
STDLIB = RUNTIME / "pyodide/python_stdlib.zip"
PYRT = RUNTIME / "pyrt.zip"

NOT_IN_STDLIB = (
    # Pure Python twins of modules that Pyodide has in C.
    "_pydatetime.py",
    "_pyio.py",
    # Toys.
    "__hello__.py",
    "__phello__/",
    "antigravity.py",
    # An empty folder with a note in it.
    "site-packages/",
)
"""What nobody can miss.  npm's archive is without tkinter, idlelib, test, ensurepip and the like
already; what is left stays, because some library imports it."""

NOT_IN_WORKER = (
    "build",
    "cli.py",
    "docs",
    "share",
    "terminal.py",
    "testing",
    "__main__.py",
    "py.typed",
)
"""Parts of pyrt that only run on the developer's machine."""


def make_stdlib() -> None:
    """Pyodide's standard library, compiled."""
    chosen = CACHE / "stdlib_sources.zip"
    with zipfile.ZipFile(STDLIB_SOURCES) as old, zipfile.ZipFile(chosen, "w") as new:
        for entry in old.infolist():
            if not entry.filename.startswith(NOT_IN_STDLIB):
                new.writestr(entry, old.read(entry))
    compile_archive(chosen, STDLIB, "/lib/python314.zip")


def make_pyrt() -> None:
    """The pyrt package as the worker needs it, compiled; component metadata is its only data."""
    sources = CACHE / "pyrt_sources.zip"
    with zipfile.ZipFile(sources, "w") as archive:
        for file in worker_sources():
            archive.write(file, file.relative_to(ROOT).as_posix())
    compile_archive(sources, PYRT, "/lib/pyrt.zip", STDLIB)


def worker_sources() -> Iterator[Path]:
    """Every file of the package that goes into the worker."""
    for path in sorted(PACKAGE.iterdir()):
        if path != STATIC and path.name not in NOT_IN_WORKER:
            yield from (file for file in files_below(path) if file.suffix != ".pyi")
    yield from files_below(STATIC / "metadata")


def compile_archive(
    source: Path,
    target: Path,
    mounted_as: str,
    stdlib: Path | None = None,
    *,
    without_docs: Sequence[str] = (),
) -> None:
    """`zip_pyc.compile_zip` in Pyodide.  With a compiled `stdlib` Pyodide starts faster."""
    target.parent.mkdir(parents=True, exist_ok=True)
    script = ROOT / "build_scripts/zip_pyc.mjs"
    call("node", script, source, target, mounted_as, stdlib or "", *without_docs)
