"""Settings of an app for pyrt that stand outside its code: `[tool.pyrt]` in the script's PEP 723
block or in the folder's pyproject.toml.  The block wins, as it does for dependencies.

    persistent_dir   the folder that outlives the page
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyrt.engine.errors import InvalidConfig
from pyrt.persistent import checked_dir

from .declared import script_block, toml_table
from .errors import InputError

_KNOWN = frozenset({"persistent_dir"})


def persistent_dir(root: Path, script: Path, from_run: str | None) -> str | None:
    """The app's persistent folder, or None.

    A setting wins over the argument of `Dash(...)`: `from_run` is that of the app that was
    run, and for an app that cannot run here it is read from the script.  Raises `InputError`.
    """
    value, where = next(_settings(root, script), ({}, ""))
    chosen = value.get("persistent_dir")
    if chosen is None:
        chosen, where = from_run or _argument(script), script.name
    if chosen is None:
        return None
    if not isinstance(chosen, str):
        raise InputError("persistent_dir must be a text.", where=where)
    try:
        return checked_dir(chosen)
    except InvalidConfig as error:
        raise InputError(str(error), where=where) from error


def _settings(root: Path, script: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The tables `[tool.pyrt]` that are there, the stronger first."""
    block = script_block(script)
    if block is not None and (table := _table(toml_table(block, script), script.name)) is not None:
        yield table, script.name
    project = root / "pyproject.toml"
    if project.is_file():
        table = _table(toml_table(project.read_text("utf-8"), project), project.name)
        if table is not None:
            yield table, project.name


def _table(document: dict[str, Any], where: str) -> dict[str, Any] | None:
    tool = document.get("tool", {})
    table = tool.get("pyrt") if isinstance(tool, dict) else None
    if not isinstance(table, dict):
        return None
    if unknown := sorted(table.keys() - _KNOWN):
        raise InputError(
            f"[tool.pyrt] has no setting {unknown[0]}.",
            where=where,
            hint=f"There is: {', '.join(sorted(_KNOWN))}.",
        )
    return table


def _argument(script: Path) -> str | None:
    for node in ast.walk(ast.parse(script.read_bytes())):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                match keyword:
                    case ast.keyword(arg="persistent_dir", value=ast.Constant(value=str(text))):
                        return text
    return None
