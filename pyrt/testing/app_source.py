"""From a `Dash` object that a test has made back to a script that makes it.

A test written for `dash_duo` builds the app inside the test function and hands the object
over.  The browser needs source: the statements of the test that stand before the call,
with what they use of the test module, and nothing of the test itself.

What cannot be carried over is state shared with the test (`multiprocessing.Value`, a list
that callbacks append to): the app runs in the browser, the test does not.
"""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any


@dataclass(frozen=True, slots=True)
class AppScript:
    text: str
    attribute: str | None
    """Name of the app in the script."""
    folder: Path
    """Where the test module is: files that the app names are looked for there."""


def script_of(app: object, frame: FrameType, run_arguments: dict[str, Any]) -> AppScript:
    """The script of the app that the function running in `frame` has made.

    `run_arguments` are passed to its `app.run`.
    """
    path = Path(inspect.getsourcefile(frame) or "")
    module = ast.parse(path.read_text("utf-8"), filename=str(path))
    function = _function_at(module, frame)
    attribute = next((name for name, value in frame.f_locals.items() if value is app), None)
    if function is None:
        # Called from the top level of a script: all of it up to the call is the app's.
        statements = _before(module.body, frame.f_lineno)
    else:
        body = _without(_test_parameters(function, frame), _before(function.body, frame.f_lineno))
        parameters = _parameter_values(body, frame)
        statements = [*_module_part(module, body), *parameters, *body]
    text = ast.unparse(ast.Module(statements, type_ignores=[]))
    if attribute is None:
        # The object came from a helper (`app = make_app()` handed on as an argument).
        attribute = _assigned_app(body) if function is not None else None
    if attribute is not None and run_arguments:
        arguments = ", ".join(f"{name}={value!r}" for name, value in run_arguments.items())
        text += f"\n{attribute}.run({arguments})"
    return AppScript(text + "\n", attribute, path.parent)


def _function_at(module: ast.Module, frame: FrameType) -> ast.FunctionDef | None:
    """The innermost function that runs in `frame`."""
    found = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        and node.name == frame.f_code.co_name
        and node.lineno <= frame.f_lineno <= (node.end_lineno or node.lineno)
    ]
    return max(found, key=lambda node: node.lineno, default=None)


def _before(body: Sequence[ast.stmt], line: int) -> list[ast.stmt]:
    return [node for node in body if (node.end_lineno or node.lineno) < line]


def _test_parameters(function: ast.FunctionDef, frame: FrameType) -> set[str]:
    """Parameters of the test that mean nothing outside it: fixtures, not plain values."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    names = [argument.arg for argument in arguments]
    return {name for name in names if not _is_plain(frame.f_locals.get(name))}


def _without(names: set[str], statements: Iterable[ast.stmt]) -> list[ast.stmt]:
    """Statements about the test's own things (its browser, its temporary folder) are left."""
    return [node for node in statements if not names & _loaded([node])]


def _parameter_values(body: Sequence[ast.stmt], frame: FrameType) -> list[ast.stmt]:
    """`x = 3` for parameters of the test, and for what an enclosing function defines."""
    free = _loaded(body) - _bound(body)
    return [
        ast.parse(f"{name} = {frame.f_locals[name]!r}").body[0]
        for name in sorted(free)
        if name in frame.f_locals and _is_plain(frame.f_locals[name])
    ]


def _module_part(module: ast.Module, body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements of the test module that `body` needs, directly or through others."""
    needed = _loaded(body)
    chosen: set[int] = set()
    grown = True
    while grown:
        grown = False
        for position, node in enumerate(module.body):
            if position not in chosen and _bound([node]) & needed:
                chosen.add(position)
                needed |= _loaded([node])
                grown = True
    futures = [
        position
        for position, node in enumerate(module.body)
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]
    return [module.body[position] for position in sorted(chosen.union(futures))]


def _assigned_app(body: Sequence[ast.stmt]) -> str | None:
    """The only variable that the statements bind to a call of `Dash`."""
    names = [
        target.id
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name)
        and ast.unparse(node.value.func).rpartition(".")[2] == "Dash"
    ]
    return names[0] if len(names) == 1 else None


def _loaded(nodes: Iterable[ast.stmt]) -> set[str]:
    """Names that are read anywhere in these statements, but for the builtins."""
    names = {
        node.id
        for statement in nodes
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    return {name for name in names if not hasattr(builtins, name)}


def _bound(nodes: Iterable[ast.stmt]) -> set[str]:
    """Names that these statements bind at their own level."""
    names: set[str] = set()
    for node in nodes:
        match node:
            case ast.Import() | ast.ImportFrom():
                names.update((item.asname or item.name).partition(".")[0] for item in node.names)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case _:
                names.update(
                    part.id
                    for part in ast.walk(node)
                    if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
                )
    return names


def _is_plain(value: object) -> bool:
    """Whether `repr` gives the value back."""
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except (ValueError, SyntaxError, TypeError):
        return False
