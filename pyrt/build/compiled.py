"""Pure packages as byte code of the browser's Python, where something here can compile it.

Python in a page compiles what it imports, and that is most of the time that a large package
costs.  Byte code belongs to one Python version, so Pyodide itself makes it, under Node.  Where
there is no Node the sources ship, and the build says so.

What is compiled is kept in the user's cache, package by package: a second build costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .archive import stored_zip
from .packages import Package
from .static import StaticFiles
from .workspace import compiled_cache, workspace

SITE_PACKAGES = "/lib/python3.14/site-packages"
"""Where the worker lays packages out; code objects carry it, so that tracebacks name files."""

COMPILER = "compiler"
"""Pyodide's loader and `zip_pyc.py`, among the prebuilt files."""
_WASM = "runtime/pyodide/pyodide.asm.wasm"
_STDLIB = "runtime/pyodide/python_stdlib.zip"
_SCRIPT = Path(__file__).with_name("compile.mjs")
_GENERATED = b"# AUTO GENERATED FILE"
"""Dash's generator begins a file so.  Most of it is docstring, of which a page has no use."""

OLDEST_NODE = 20
_TIMEOUT_S = 600


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of the packages."""

    archives: dict[str, Path] = field(default_factory=dict)
    """Name of the package -> zip archive of its files, laid out as site-packages."""
    problem: str | None = None
    """Why the others ship as sources; None: they want it so."""


def compile_packages(packages: Iterable[Package], static: StaticFiles) -> Compiled:
    """Compile those of the packages that are pure and do not read their own sources."""
    keys = {
        package: _key(package, static)
        for package in packages
        if package.wheel is None and package.files and not _reads_sources(package)
    }
    if f"{COMPILER}/zip_pyc.py" not in static.hashes:
        return Compiled(problem="this pyrt has no compiler" if keys else None)
    found = {package.name: path for package, key in keys.items() if (path := _known(key))}
    missing = {package: key for package, key in keys.items() if package.name not in found}
    if not missing:
        return Compiled(found)
    node = find_node()
    if node is None:
        return Compiled(
            found,
            f"no Node {OLDEST_NODE} or newer here to compile them (`pip install playwright` "
            "brings one)",
        )
    try:
        made = _run(node, missing, static)
    except (OSError, subprocess.SubprocessError) as error:
        lines = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        return Compiled(found, f"the compiler failed: {lines[-1] if lines else error!r}")
    return Compiled(found | made)


def find_node() -> str | None:
    """A Node that can run Pyodide: the one that `PYRT_NODE` names, the machine's own, or that
    which Playwright drives its browsers with."""
    for node in (os.environ.get("PYRT_NODE"), shutil.which("node"), _node_of_playwright()):
        if not node:
            continue
        with suppress(OSError, subprocess.SubprocessError):
            said = subprocess.run(
                [node, "--version"], capture_output=True, text=True, timeout=30, check=True
            ).stdout
            version = re.match(r"v(\d+)\.", said)
            if version and int(version[1]) >= OLDEST_NODE:
                return node
    return None


def _node_of_playwright() -> str | None:
    found = find_spec("playwright")
    if found is None or found.origin is None:
        return None
    return shutil.which("node", path=Path(found.origin).parent / "driver")


def _reads_sources(package: Package) -> bool:
    """`inspect.getsource` finds nothing where there is only byte code."""
    return any(
        name.endswith(".py") and b"getsource" in path.read_bytes() for name, path in package.files
    )


def _is_generated(name: str, path: Path) -> bool:
    return name.endswith(".py") and path.read_bytes().startswith(_GENERATED)


def _key(package: Package, static: StaticFiles) -> str:
    """Names everything that the byte code depends on."""
    digest = hashlib.sha256()
    for name in (f"{COMPILER}/zip_pyc.py", _WASM):
        digest.update(static.hashes.get(name, "").encode())
    digest.update(_SCRIPT.read_bytes())
    digest.update(package.digest().encode())
    return digest.hexdigest()


def _folders() -> Iterator[Path]:
    """The cache; a folder of this process, where there can be no cache."""
    yield compiled_cache()
    yield workspace() / "compiled"


def _known(key: str) -> Path | None:
    return next((path for folder in _folders() if (path := folder / f"{key}.zip").is_file()), None)


def _keep(made: Path, key: str) -> Path:
    for folder in _folders():
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            own = folder / f"{key}.{os.getpid()}"
            shutil.copyfile(made, own)
            # Whole or not at all: another build may be looking.
            own.replace(folder / f"{key}.zip")
            return folder / f"{key}.zip"
    raise OSError("neither the cache nor the temporary folder can be written")


def _run(node: str, packages: dict[Package, str], static: StaticFiles) -> dict[str, Path]:
    """Compile in one Pyodide.  Raises `OSError`, `SubprocessError`."""
    with tempfile.TemporaryDirectory(prefix="pyrt-compile-") as temporary:
        folder = Path(temporary)
        jobs: list[dict[str, Any]] = []
        for number, package in enumerate(packages):
            source = folder / f"{number}-source.zip"
            source.write_bytes(stored_zip(dict(package.files)))
            jobs.append(
                {
                    "source": str(source),
                    "target": str(folder / f"{number}.zip"),
                    "mounted_as": SITE_PACKAGES,
                    "without_docs": [
                        name for name, path in package.files if _is_generated(name, path)
                    ],
                }
            )
        (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
        _call(
            *(node, _SCRIPT, static.root / COMPILER),
            *((static.root / _WASM).parent, static.root / _STDLIB, folder / "jobs.json"),
        )
        return {
            package.name: _keep(Path(job["target"]), key)
            for (package, key), job in zip(packages.items(), jobs, strict=True)
            if Path(job["target"]).is_file()
        }


def _call(*command: str | Path) -> None:
    arguments: Sequence[str] = [str(part) for part in command]
    subprocess.run(arguments, capture_output=True, text=True, timeout=_TIMEOUT_S, check=True)
