"""What the editor of the playground knows: templates to begin with, what can be completed, and
what must not be shared.

All are small JSON files beside its scripts, fetched when they are wanted.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import make_packages
from example import Example, all_examples
from paths import PLAYER, ROOT, STATIC
from pyrt.build.secrets import as_data
from steps import BuildError, files_below

STARTER = ROOT / "web/src/play/starter.py"
TEMPLATES = PLAYER / "templates.json"
COMPONENTS = PLAYER / "components.json"
SECRETS = PLAYER / "secrets.json"

MODULES = {
    "html": "dash_html_components",
    "dcc": "dash_core_components",
    "dash_table": "dash_table",
}
"""As apps call them -> as the libraries do."""


def make_all() -> None:
    """Write all of them."""
    _make_templates()
    _make_components()
    _write(SECRETS, as_data())


def _make_templates() -> None:
    """The first app, and every example that needs nothing but the player."""
    known = {*sys.stdlib_module_names, "dash", "pyrt", *_prebuilt_modules()}
    examples = [example for example in all_examples() if _imports(example) <= known]
    if not examples:
        raise BuildError("No example can be a template: does each need a package of its own?")
    templates = [_starter(), *map(_template, examples)]
    _write(TEMPLATES, templates)


def _make_components() -> None:
    """Module -> type -> the first line of its documentation, and its props."""
    _write(COMPONENTS, {module: _types(library) for module, library in MODULES.items()})


def _types(library: str) -> dict[str, dict[str, Any]]:
    table = json.loads((STATIC / f"metadata/{library}.json").read_text("utf-8"))
    return {
        name: {
            "doc": entry.get("doc", ""),
            "props": [prop for prop in entry["props"] if prop.isidentifier()],
        }
        for name, entry in table.items()
    }


def _starter() -> dict[str, Any]:
    text = STARTER.read_text("utf-8")
    title, _, idea = (ast.get_docstring(ast.parse(text)) or "").partition("\n\n")
    return {"name": "starter", "title": title, "idea": idea, "files": {"app.py": text}}


def _template(example: Example) -> dict[str, Any]:
    files = {
        path.relative_to(example.folder).as_posix(): path.read_text("utf-8")
        for path in files_below(example.folder)
    }
    return {
        "name": example.name,
        "title": example.title,
        "idea": example.idea.replace("`", ""),
        "files": files,
    }


def _imports(example: Example) -> set[str]:
    """Top-level modules that are not the example's own."""
    scripts = [path for path in example.sources if path.suffix == ".py"]
    own = {path.stem for path in example.folder.iterdir()}
    names = {name for path in scripts for name in _imported(ast.parse(path.read_bytes()))}
    return {name.partition(".")[0] for name in names} - own


def _imported(script: ast.Module) -> Iterator[str]:
    for node in ast.walk(script):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def _prebuilt_modules() -> set[str]:
    index = json.loads(make_packages.INDEX.read_text("utf-8"))
    return {module for package in index.values() for module in package["modules"]}


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
