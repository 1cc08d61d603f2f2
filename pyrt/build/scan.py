"""What one Python file says about itself: its imports and the paths it mentions.

Reads syntax only; nothing is run.  The rules that need the rest of the app (which import is
a local module, which text names a file) live with their users, `imports` and `collect`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError
from .target import PYTHON_VERSION, words

_TOP_LEVEL_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

_PATH_CALLS = words(
    "open Path PurePath join joinpath listdir scandir walk glob iglob rglob exists is_file is_dir "
    "isfile isdir abspath realpath resolve"
)
_PATH_CALL_PREFIXES = ("read_", "load", "scan_", "get_data")
_PATH_NAME = re.compile(r"dir|folder|path|root|file", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """One imported name, as dotted path.  `from a.b import c` gives `a.b` and `a.b.c`."""

    line: int
    name: str
    level: int
    """Leading dots of a relative import."""
    optional: bool
    """The code copes without it: it stands in a `try:` that catches ImportError."""
    certain: bool
    """False for `a.b.c` of `from a.b import c`: `c` may be no module at all."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a file says.  Everything is in source order."""

    imports: tuple[Import, ...]
    words: frozenset[str]
    """Every identifier and attribute name, e.g. to see that `Graph` is used."""
    texts: tuple[str, ...]
    """Every string literal: it may name a file."""
    paths: tuple[str, ...]
    """The literals that stand where a path stands (`open(...)`, `Path(...) / ...`,
    `DATA_DIR = ...`): only these may name a folder.  A heading that reads "Documents"
    must not publish that folder."""


def scan_file(path: Path, shown_as: str | None = None) -> Scan:
    """Parse one file.  Raises `InputError` with file:line for a syntax error."""
    name = shown_as or path.name
    try:
        # `compile` on bytes obeys the file's own encoding line, as Python does.
        code = path.read_bytes()
        tree = ast.parse(code, filename=name)
        compile(code, name, "exec", flags=_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        raise _syntax_error(name, error) from error
    except ValueError as error:  # a null byte
        raise InputError(f"{name} is not Python source: {error}", where=str(path)) from error
    return scan_tree(tree)


def scan_tree(tree: ast.Module) -> Scan:
    reader = _Reader()
    reader.visit(tree)
    return Scan(
        tuple(reader.imports), frozenset(reader.words), tuple(reader.texts), tuple(reader.paths)
    )


def _syntax_error(name: str, error: SyntaxError) -> InputError:
    line = (error.text or "").strip()
    version = ".".join(map(str, sys.version_info[:2]))
    return InputError(
        f"{type(error).__name__}: {error.msg}",
        where=f"{name}:{error.lineno}" + (f"  {line}" if line else ""),
        hint=None
        if version == PYTHON_VERSION
        else f"This build runs on Python {version}; in the browser it is {PYTHON_VERSION}.  If the "
        f"line is newer syntax, build with Python {PYTHON_VERSION}.",
    )


class _Reader(ast.NodeVisitor):
    """One walk over the tree, with what it knows of where it stands."""

    def __init__(self) -> None:
        self.imports: list[Import] = []
        self.words: set[str] = set()
        self.texts: list[str] = []
        self.paths: list[str] = []
        self._optional = False

    # imports

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._add(node, alias.name, 0)
            self.words.update(alias.name.split("."))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if module:
            self._add(node, module, node.level)
        self.words.update(module.split("."))
        for alias in node.names:
            self.words.add(alias.name)
            if alias.name != "*":
                name = f"{module}.{alias.name}" if module else alias.name
                self._add(node, name, node.level, certain=False)

    def _add(self, node: ast.stmt, name: str, level: int, *, certain: bool = True) -> None:
        self.imports.append(Import(node.lineno, name, level, self._optional, certain))

    def visit_Try(self, node: ast.Try) -> None:
        self._visit_try(node)

    def visit_TryStar(self, node: ast.TryStar) -> None:
        self._visit_try(node)

    def _visit_try(self, node: ast.Try | ast.TryStar) -> None:
        copes = any(_catches_import_error(handler) for handler in node.handlers)
        before = self._optional
        self._optional = before or copes
        self._visit_all(node.body)
        # A handler that imports the alternative needs it only when the first is missing,
        # and either may be the one the browser has: both are optional, so a build does
        # not fail on the branch that is not taken.
        self._visit_all(node.handlers)
        self._optional = before
        self._visit_all(node.orelse)
        self._visit_all(node.finalbody)

    def visit_If(self, node: ast.If) -> None:
        outcome = known_outcome(node.test)
        self.visit(node.test)
        if outcome is not False:
            self._visit_all(node.body)
        if outcome is not True:
            self._visit_all(node.orelse)

    # paths and words

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.texts.append(node.value)

    def visit_Name(self, node: ast.Name) -> None:
        self.words.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.words.add(node.attr)
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called_name(node.func)
        if name == "import_module" and node.args:
            for text in _literals(node.args[0]):
                self.imports.append(Import(node.lineno, text.lstrip("."), 0, True, False))
        if name in _PATH_CALLS or name.startswith(_PATH_CALL_PREFIXES):
            for argument in node.args:
                self.paths.extend(_literals(argument))
        for keyword in node.keywords:
            if keyword.arg and _PATH_NAME.search(keyword.arg):
                self.paths.extend(_literals(keyword.value))
            if keyword.arg:
                self.words.add(keyword.arg)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Div):
            self.paths.extend(_literals(node.left))
            self.paths.extend(_literals(node.right))
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = [_called_name(target) for target in node.targets]
        if any(_PATH_NAME.search(name) for name in names):
            self.paths.extend(_literals(node.value))
        self.generic_visit(node)

    def _visit_all(self, nodes: list[ast.stmt] | list[ast.ExceptHandler]) -> None:
        for node in nodes:
            self.visit(node)


def _called_name(node: ast.expr) -> str:
    """`f` of `f`, `a.f`; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    """The text of a literal; of an f-string the constant beginning (`f"data/{n}.csv"`)."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr) and node.values:
        first = node.values[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and "/" in first.value:
            yield first.value.rpartition("/")[0]


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    catching = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
    return any(_called_name(kind) in catching for kind in kinds)


def known_outcome(test: ast.expr) -> bool | None:
    """What a condition is in the browser, where that is certain: `TYPE_CHECKING` and
    comparisons of `sys.platform`."""
    if _called_name(test) == "TYPE_CHECKING":
        return False
    match test:
        case ast.Compare(
            left=ast.Attribute(value=ast.Name(id="sys"), attr="platform"),
            ops=[ast.Eq() | ast.NotEq() as operator],
            comparators=[ast.Constant(value=str(platform))],
        ):
            return (platform == "emscripten") == isinstance(operator, ast.Eq)
    return None
