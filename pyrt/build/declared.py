"""What an app says it needs.  The first of these that is there counts, the others do not:

1. a PEP 723 block in the script (`# /// script`),
2. `requirements.txt` in the app's folder,
3. `[project] dependencies` in its `pyproject.toml`.

Wheels in the folder `wheels/` are requirements besides.  Markers are for the browser
(`sys_platform == "emscripten"`).  What only a server needs, and Dash itself, is left out here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .errors import InputError
from .target import DASH_BRINGS, MARKER_ENVIRONMENT, PROVIDED_DISTRIBUTIONS, SERVER_DISTRIBUTIONS

WHEEL_FOLDER = "wheels"

_SCRIPT_BLOCK = re.compile(
    r"(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$"
)
"""The standard's own expression (PEP 723)."""
_COMMENT = re.compile(r"(^|\s+)#.*$")
_HASH_OPTION = re.compile(r"\s--hash[=\s]\s*sha256:(?P<sha256>[0-9a-fA-F]{64})")
_ANY_HASH_OPTION = re.compile(r"\s--hash[=\s]\s*\S+")
_NESTED = re.compile(r"(-r|--requirement|-c|--constraint)[=\s]?\s*(?P<file>\S+)")
_PIP_OPTIONS = frozenset(
    {"-i", "--index-url", "--extra-index-url", "-f", "--find-links", "--no-index", "--pre"}
)


@dataclass(frozen=True, slots=True)
class Requested:
    """One requirement, and where it stands."""

    text: str
    """As pip reads it, with paths made absolute."""
    shown: str
    """As the user wrote it."""
    where: str
    """`requirements.txt:3`."""
    name: str | None = None
    """Canonical; None for a wheel by path."""
    wheel: Path | None = None
    hashes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Declaration:
    """All that an app declares.  Without an `origin` it declares nothing."""

    origin: str | None = None
    """The file, as the user knows it."""
    requested: tuple[Requested, ...] = ()
    options: tuple[str, ...] = field(default=())
    """Lines for pip, such as `--index-url ...`."""
    constraints: tuple[str, ...] = ()
    has_dash: bool = False

    @property
    def needs_resolving(self) -> bool:
        return self.origin is not None or bool(self.requested)

    @property
    def texts(self) -> list[str]:
        """What a lock is compared by."""
        return sorted(requested.shown for requested in self.requested)


NOTHING = Declaration()


def read_declaration(root: Path, script: Path) -> Declaration:
    """What the app in the folder `root` declares.

    Raises `InputError` for a line that is no requirement, with its place.
    """
    reader = _Reader(root)
    block = script_block(script)
    requirements, project = root / "requirements.txt", root / "pyproject.toml"
    if block is not None:
        reader.origin = f"{script.name} (PEP 723 block)"
        reader.add_list(toml_table(block, script).get("dependencies", []), script.name)
    elif requirements.is_file():
        reader.origin = requirements.name
        reader.add_file(requirements)
    elif project.is_file():
        table = toml_table(project.read_text("utf-8"), project).get("project", {})
        if isinstance(table, dict) and "dependencies" in table:
            reader.origin = project.name
            reader.add_list(table["dependencies"], project.name)
    for wheel in sorted((root / WHEEL_FOLDER).glob("*.whl")):
        reader.add_wheel(wheel, wheel.relative_to(root).as_posix(), WHEEL_FOLDER)
    return reader.declaration()


def with_imports_of_dash(declaration: Declaration, imports: Iterable[str]) -> Declaration:
    """An app that declares dash may import what Dash requires without saying so: plotly."""
    names = {requested.name for requested in declaration.requested}
    implied = [
        Requested(name, name, f"{declaration.origin}: dash requires it", name=name)
        for name in sorted({DASH_BRINGS[top] for top in imports if top in DASH_BRINGS} - names)
    ]
    if not declaration.has_dash or not implied:
        return declaration
    return Declaration(
        declaration.origin,
        (*declaration.requested, *implied),
        declaration.options,
        declaration.constraints,
        has_dash=True,
    )


def script_block(script: Path) -> str | None:
    text = script.read_text("utf-8", errors="replace").replace("\r\n", "\n")
    blocks = [match for match in _SCRIPT_BLOCK.finditer(text) if match["type"] == "script"]
    if len(blocks) > 1:
        raise InputError(
            f"{script.name} has {len(blocks)} `# /// script` blocks, and may have one.",
            where=str(script),
        )
    if not blocks:
        return None
    return "".join(
        line[2:] if line.startswith("# ") else line[1:]
        for line in blocks[0]["content"].splitlines(keepends=True)
    )


def toml_table(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name} is not valid TOML: {error}", where=str(path)) from error


class _Reader:
    def __init__(self, root: Path) -> None:
        self.origin: str | None = None
        self._root = root
        self._requested: dict[str, Requested] = {}
        self._options: list[str] = []
        self._constraints: list[str] = []
        self._has_dash = False
        self._read: set[Path] = set()

    def declaration(self) -> Declaration:
        return Declaration(
            self.origin,
            tuple(self._requested.values()),
            tuple(self._options),
            tuple(self._constraints),
            self._has_dash,
        )

    def add_list(self, lines: Any, where: str) -> None:
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise InputError(f"`dependencies` in {where} must be a list of texts.")
        for line in lines:
            self._add(line, where, self._root)

    def add_file(self, path: Path, *, constraint: bool = False) -> None:
        if path in self._read:
            return
        self._read.add(path)
        shown = self._shown(path)
        for number, line in _logical_lines(path.read_text("utf-8-sig")):
            where = f"{shown}:{number}"
            if nested := _NESTED.match(line):
                self._add_nested(path.parent / nested["file"], line, where)
            elif line.startswith(("-e", "--editable")):
                raise _no_wheel(line, where)
            elif line.startswith("-"):
                self._add_option(line, where, path.parent)
            elif constraint:
                self._constraints.append(_ANY_HASH_OPTION.sub("", line))
            else:
                self._add(line, where, path.parent)

    def _add_nested(self, path: Path, line: str, where: str) -> None:
        if not path.is_file():
            raise InputError(f"There is no file {path.name}.", where=f"{where}: {line}")
        self.add_file(path.resolve(), constraint=line.startswith(("-c", "--constraint")))

    def _add_option(self, line: str, where: str, folder: Path) -> None:
        name, _, value = re.sub(r"[=\s]\s*", " ", line, count=1).partition(" ")
        if name not in _PIP_OPTIONS:
            return  # an option about installing: nothing is installed here
        if name in ("-f", "--find-links") and "://" not in value:
            value = str((folder / value).resolve())
        self._options.append(f"{name} {value}".strip())

    def add_wheel(self, path: Path, shown: str, where: str) -> None:
        if not path.is_file():
            raise InputError(f"There is no wheel {shown}.", where=where)
        resolved = path.resolve()
        self._requested[str(resolved)] = Requested(str(resolved), shown, where, wheel=resolved)

    def _add(self, line: str, where: str, folder: Path) -> None:
        hashes = frozenset(found["sha256"].lower() for found in _HASH_OPTION.finditer(line))
        text = _ANY_HASH_OPTION.sub("", line).strip()
        if text.endswith(".whl") and "://" not in text:
            self.add_wheel(folder / text, text, where)
            return
        if text.startswith((".", "/")) or ((folder / text).is_dir() and "/" in text):
            raise _no_wheel(text, where)
        try:
            requirement = Requirement(text)
        except InvalidRequirement as error:
            raise InputError(
                f"`{text}` is not a requirement: {str(error).splitlines()[0]}", where=where
            ) from error
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not requirement.marker.evaluate(
            {**MARKER_ENVIRONMENT, "extra": ""}
        ):
            return
        self._has_dash |= name == "dash"
        if name in PROVIDED_DISTRIBUTIONS or name in SERVER_DISTRIBUTIONS:
            return
        if requirement.url and urlsplit(requirement.url).scheme == "file":
            path = Path(unquote(urlsplit(requirement.url).path))
            self.add_wheel(path, text, where)
            return
        self._requested[text] = Requested(text, text, where, name=name, hashes=hashes)

    def _shown(self, path: Path) -> str:
        root = self._root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _no_wheel(line: str, where: str) -> InputError:
    return InputError(
        f"`{line}` is a source folder, and a site is made of wheels.",
        where=where,
        hint="Build its wheel (`pip wheel --no-deps`) and name that, or put the package beside "
        "the app: local packages are shipped as they are.",
    )


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without comments, those that end in a backslash joined; with their numbers."""
    begun, first = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        first = first if begun else number
        if line.endswith("\\"):
            begun += line[:-1] + " "
            continue
        whole = _COMMENT.sub("", begun + line).strip()
        begun = ""
        if whole:
            yield first, whole
