"""Where a path in the source leads, as far as the syntax tells.

`Path(__file__).parent.parent / "data.csv"`, `os.path.join(HERE, "a")`, a constant that was
assigned once: followed as Python would.  Everything else is unknown, which is never wrong.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Callable, Mapping

APP = "/app"
"""The app's folder in the browser; only its being one folder matters here."""

_SAME = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "str", "os.fspath"})
_KEEPING = frozenset({"resolve", "absolute", "as_posix", "expanduser"})
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Places:
    """Values of expressions in one file, as text."""

    def __init__(
        self, file: str, constants: Mapping[str, ast.expr], name_of: Callable[[ast.expr], str]
    ) -> None:
        """`constants`: names that are assigned once, at the top of the file.  `name_of`: the
        full dotted name of an expression, imports followed; empty if it has none."""
        self._file = posixpath.join(APP, file)
        self._constants = constants
        self._name_of = name_of
        self._open: set[str] = set()

    def text(self, node: ast.expr) -> str | None:
        """The text or path that an expression stands for; None: unknown."""
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Name(id="__file__"):
                return self._file
            case ast.Name(id=name) if name in self._constants and name not in self._open:
                self._open.add(name)
                try:
                    return self.text(self._constants[name])
                finally:
                    self._open.discard(name)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self._joined(left, right)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                parts = [self.text(left), self.text(right)]
                return None if None in parts else "".join(filter(None, parts))
            case ast.Attribute(value=value, attr="parent"):
                return _parent(self.text(value))
            case ast.Subscript(
                value=ast.Attribute(value=value, attr="parents"), slice=ast.Constant(value=int(up))
            ):
                found = self.text(value)
                for _ in range(up + 1):
                    found = _parent(found)
                return found
            case ast.Call():
                return self._called(node)
        return None

    def beginning(self, node: ast.expr) -> str | None:
        """As `text`, or only how the text begins: `f"https://host/{id}"`, `BASE + name`."""
        match node:
            case ast.JoinedStr(values=[first, *_]):
                inner = first.value if isinstance(first, ast.FormattedValue) else first
                start = self.beginning(inner)
                # `f"https://{host}"`: what is known ends in the middle of a word.
                return start + self._following(node) if start is not None else None
            case ast.BinOp(left=left, op=ast.Add()):
                return self.text(node) or self.beginning(left)
            case ast.Call(func=ast.Attribute(value=value, attr="format")):
                return (self.text(value) or "").partition("{")[0] or None
        return self.text(node)

    def _following(self, node: ast.JoinedStr) -> str:
        match node.values[1:]:
            case [ast.Constant(value=str(text)), *_]:
                return text
        return ""

    def _joined(self, *nodes: ast.expr) -> str | None:
        parts = [self.text(node) for node in nodes]
        known = [part for part in parts if part is not None]
        return posixpath.join(*known) if known and len(known) == len(parts) else None

    def _called(self, node: ast.Call) -> str | None:
        name = self._name_of(node.func)
        if name in _SAME | {"os.path.abspath", "os.path.realpath", "os.path.normpath"}:
            return self._joined(*node.args)
        if name == "os.path.expanduser" and node.args:
            return self.text(node.args[0])
        if name == "os.path.join":
            return self._joined(*node.args)
        if name == "os.path.dirname" and node.args:
            return _parent(self.text(node.args[0]))
        if name in ("os.getcwd", "pathlib.Path.cwd"):
            return APP
        if name == "pathlib.Path.home":
            return "~"
        match node.func:
            case ast.Attribute(value=value, attr=attr) if attr in _KEEPING:
                return self.text(value)
            case ast.Attribute(value=value, attr="joinpath"):
                return self._joined(value, *node.args)
        return None


def _parent(path: str | None) -> str | None:
    return None if path is None else posixpath.dirname(posixpath.normpath(path)) or "."


def leads_outside(path: str) -> bool:
    """Whether a path leads out of the app's folder to where the browser has nothing.

    `/tmp` and `/dev` are there.
    """
    if _DRIVE.match(path) or path.startswith(("\\\\", "~")):
        return True
    place = posixpath.normpath(posixpath.join(APP, path))
    return not f"{place}/".startswith((f"{APP}/", "/tmp/", "/dev/", "/proc/"))
