"""From the app's script along its imports: which files are its own code, what is not.

Only syntax is read.  An import is local when it is found below the app's folder, as Python
itself would look there first; everything else is left to `requirements`.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .scan import Import, Scan, scan_file
from .source import AppSource
from .target import PROVIDED_MODULES, RUNTIME_MODULES, STDLIB


@dataclass(frozen=True, slots=True, order=True)
class ExternalImport:
    """An import that is no file of the app."""

    file: str
    line: int
    name: str
    optional: bool

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class LocalCode:
    """The Python files an app consists of, in the order they were found."""

    scans: dict[str, Scan]
    """Path below the app's folder, with slashes -> what the file says."""
    external: tuple[ExternalImport, ...]

    @property
    def words(self) -> frozenset[str]:
        return frozenset().union(*(scan.words for scan in self.scans.values()))

    @property
    def texts(self) -> frozenset[str]:
        return frozenset(text for scan in self.scans.values() for text in scan.texts)


def follow_imports(root: Path, scripts: Iterable[Path]) -> LocalCode:
    """Scan `scripts` (below `root`) and everything local they import.

    Raises `InputError` for a syntax error in any of them.
    """
    queue = deque(scripts)
    scans: dict[str, Scan] = {}
    external: list[ExternalImport] = []
    while queue:
        path = queue.popleft()
        shown = path.relative_to(root).as_posix()
        if shown in scans:
            continue
        scans[shown] = scan_file(path, shown)
        for found in scans[shown].imports:
            files = _local_files(root, path, found)
            if files:
                queue.extend(files)
            elif found.level == 0 and found.certain:
                external.append(ExternalImport(shown, found.line, found.name, found.optional))
    return LocalCode(scans, tuple(external))


def page_scripts(root: Path, code: LocalCode) -> list[Path]:
    """The modules that `use_pages` imports by itself: no import statement names them."""
    if not {"use_pages", "register_page", "page_container", "pages_folder"} & code.words:
        return []
    folders = {"pages"} | {text for scan in code.scans.values() for text in scan.paths}
    scripts: list[Path] = []
    for folder in sorted(folders):
        if "\0" in folder or len(folder) > 200:
            continue
        # Paths of pages look like folders, too: `/` must not be taken for the whole disk.
        place = Path(os.path.normpath(root / folder))
        if place == root or not place.is_relative_to(root) or not place.is_dir():
            continue
        for path in sorted(place.rglob("*.py")):
            if "register_page" in path.read_text("utf-8", errors="replace"):
                scripts.append(path)
    return scripts


def read_code(source: AppSource, extra: Iterable[Path] = ()) -> LocalCode:
    """The app's own Python: the script, what it imports, its pages, and `extra` files."""
    scripts = [source.script, *extra]
    if not source.entry.endswith(".py"):
        scripts = [*module_files(source.root, source.entry.split(".")), *scripts]
    code = follow_imports(source.root, scripts)
    if pages := page_scripts(source.root, code):
        code = follow_imports(source.root, [*scripts, *pages])
    return code


def _local_files(root: Path, importer: Path, found: Import) -> list[Path]:
    """The files that run when `importer` does this import; empty when it is not local."""
    if found.level:
        folder = importer.parent
        for _ in range(found.level - 1):
            folder = folder.parent
        return (
            module_files(folder, found.name.split(".")) if root in (folder, *folder.parents) else []
        )
    parts = found.name.split(".")
    top = parts[0]
    if top in PROVIDED_MODULES or top in RUNTIME_MODULES:
        return []
    # A folder without `__init__.py` gives way to any real package of that name.
    is_module = (root / f"{top}.py").is_file() or (root / top / "__init__.py").is_file()
    if not is_module and top in STDLIB:
        return []
    return module_files(root, parts)


def module_files(folder: Path, parts: list[str]) -> list[Path]:
    """`a.b.c` -> `a/__init__.py`, `a/b/__init__.py`, `a/b/c.py`, as far as they exist.

    The last name may be no module but something inside one.
    """
    files: list[Path] = []
    for part in parts:
        script = folder / f"{part}.py"
        folder = folder / part
        package = folder / "__init__.py"
        if package.is_file():
            files.append(package)
        elif script.is_file():
            files.append(script)
            break
        elif not folder.is_dir():
            break
    return files
