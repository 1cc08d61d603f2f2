"""Who may import whom (ARCHITECTURE.md, "Files").

The borders keep two promises: the engine is pure and runs anywhere, and what runs in the worker
drags in nothing that belongs to the developer's machine or to another Python.
Imports inside functions and under `TYPE_CHECKING` count: a border is a border.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from make_runtime import NOT_IN_WORKER

ROOT = Path(__file__).resolve().parents[2]

STATEFUL = (
    "pyrt.engine.background",
    "pyrt.engine.calls",
    "pyrt.engine.engine",
    "pyrt.engine.graph",
    "pyrt.engine.layout",
    "pyrt.engine.results",
    "pyrt.engine.scheduler",
    "pyrt.engine.side_props",
    "pyrt.engine.starts",
)
"""The engine at work.  The value types beside it (ids, errors) are for everybody."""

BROWSER = ("js", "pyodide", "pyodide_js", "_pyodide")
DEVELOPER = tuple(f"pyrt.{name.removesuffix('.py')}" for name in NOT_IN_WORKER)
ENGINE_MAY = {
    *(
        "__future__",
        "abc",
        "array",
        "base64",
        "bisect",
        "collections",
        "copy",
        "dataclasses",
        "datetime",
    ),
    *(
        "decimal",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "io",
        "itertools",
    ),
    *("json", "keyword", "marshal", "math", "numbers", "operator", "re", "string", "textwrap"),
    *("types", "typing", "uuid"),
}
"""The standard library's data modules: no clock, no chance, no files, no threads, no logging."""


@dataclass(frozen=True, slots=True)
class Import:
    """One name that one file imports."""

    file: Path
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.module}"

    def is_of(self, *modules: str) -> bool:
        """Whether it is one of the modules, or lies inside one."""
        return any(f"{self.module}.".startswith(f"{module}.") for module in modules)


def imports_of(file: Path) -> Iterator[Import]:
    """What a file imports, as absolute names.

    `from pyrt import build` may name a module or a member; as `pyrt.build` it meets the rules
    either way.
    """
    package = file.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(file.read_bytes(), str(file))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            base = ".".join((*above, *filter(None, [node.module])))
            for alias in node.names:
                yield Import(file, node.lineno, f"{base}.{alias.name}")


def imports_below(*paths: str) -> list[Import]:
    """What the given files, and all files in the given folders, import."""
    tops = [ROOT / "pyrt" / path for path in paths]
    assert all(top.exists() for top in tops)
    files = [
        file for top in tops for file in ([top] if top.is_file() else sorted(top.rglob("*.py")))
    ]
    return [found for file in files if "_static" not in file.parts for found in imports_of(file)]


def in_worker() -> list[Import]:
    """The imports of everything that runs in the worker."""
    top = sorted(path.name for path in (ROOT / "pyrt").iterdir())
    return imports_below(*(name for name in top if name not in NOT_IN_WORKER))


def assert_none(broken: list[Import]) -> None:
    assert not broken, "\n".join(["these imports cross a border:", *map(str, broken)])


def test_the_engine_imports_nothing_but_data_modules_and_the_protocol() -> None:
    assert_none(
        [
            found
            for found in imports_below("engine")
            if not found.is_of("pyrt.engine", "pyrt.protocol", *ENGINE_MAY)
        ]
    )


def test_the_protocol_imports_the_standard_library_only() -> None:
    assert_none([found for found in imports_below("protocol.py") if found.is_of("pyrt")])


def test_only_the_bridge_and_http_requests_import_the_browser() -> None:
    everywhere = imports_below(*(path.name for path in (ROOT / "pyrt").iterdir()))
    # `fetch.py` is apart because few apps need it: it is loaded with their first request.
    platform = {ROOT / "pyrt/bridge.py", ROOT / "pyrt/fetch.py"}
    assert_none(
        [found for found in everywhere if found.is_of(*BROWSER) and found.file not in platform]
    )


def test_what_runs_in_the_worker_never_imports_the_developers_side() -> None:
    assert_none([found for found in in_worker() if found.is_of(*DEVELOPER)])


def test_what_runs_in_the_worker_needs_no_other_package() -> None:
    own = {"pyrt", *BROWSER, *sys.stdlib_module_names}
    assert_none([found for found in in_worker() if not found.is_of(*own)])


def test_the_developers_side_needs_no_package_that_pip_does_not_bring() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    brought = {re.split(r"[>=\[]", need)[0] for need in project["dependencies"]}
    for_tests = brought | {re.split(r"[>=\[]", need)[0] for need in extras["testing"]}
    for_links = brought | {re.split(r"[>=\[]", need)[0] for need in extras["share"]}
    outside = {"pyrt", *BROWSER, *sys.stdlib_module_names}
    assert_none(
        [found for found in imports_below("share") if not found.is_of(*outside, *for_links)]
    )
    command = imports_below("build", "cli.py", "terminal.py")
    # What asks for these does without them, or says what is missing.
    extra = {"compress.py": "brotli", "app_image.py": "playwright"}
    command = [found for found in command if not found.is_of(extra.get(found.file.name, ""))]
    assert_none([found for found in command if not found.is_of(*outside, *brought)])
    assert_none(
        [found for found in imports_below("testing") if not found.is_of(*outside, *for_tests)]
    )


@pytest.mark.parametrize(
    ("part", "never"),
    [
        ("app.py", ["pyrt.runtime", "pyrt.bridge"]),
        ("bridge.py", ["pyrt.engine"]),
        ("build", ["pyrt.bridge"]),
        ("cli.py", ["pyrt.engine", "pyrt.runtime"]),
        ("ctx.py", ["pyrt.bridge"]),
        ("dcc", [*STATEFUL, "pyrt.runtime"]),
        ("development", [*STATEFUL, "pyrt.runtime"]),
        ("engine/grouping.py", ["pyrt.engine.layout", "pyrt.engine.scheduler"]),
        ("engine/ids.py", ["pyrt.engine.layout", "pyrt.engine.graph"]),
        ("engine/layout.py", ["pyrt.engine.graph", "pyrt.engine.scheduler"]),
        ("engine/scheduler.py", ["pyrt.engine.layout"]),
        ("html", [*STATEFUL, "pyrt.runtime"]),
        ("runtime", ["pyrt.bridge"]),
        ("share", ["pyrt.bridge", "pyrt.engine", "pyrt.runtime"]),
        ("docs", ["pyrt.bridge", "pyrt.engine", "pyrt.runtime"]),
        ("testing", ["pyrt.bridge"]),
    ],
)
def test_a_part_stays_below_its_border(part: str, never: list[str]) -> None:
    assert_none([found for found in imports_below(part) if found.is_of(*never)])


PROPS = ("props", "slots")
"""What a node holds, and nobody but `Layout` may change."""

CHANGING = ("update", "pop", "popitem", "setdefault", "clear", "__setitem__", "append", "extend")


def writes_of_props(file: Path) -> Iterator[str]:
    """Where a file changes what hangs on an attribute `props` or `slots`, or replaces it."""
    for node in ast.walk(ast.parse(file.read_bytes(), str(file))):
        changed: list[ast.expr] = []
        match node:
            case ast.Assign(targets=targets) | ast.Delete(targets=targets):
                changed = [part for target in targets for part in ast.walk(target)]  # type: ignore[misc]
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
                changed = [target]
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in CHANGING:
                changed = [value]
        for part in changed:
            while isinstance(part, ast.Subscript):
                part = part.value
            if isinstance(part, ast.Attribute) and part.attr in PROPS:
                yield f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"


def test_only_the_layout_writes_props() -> None:  # invariant 3
    folders = (ROOT / "pyrt/engine", ROOT / "pyrt/runtime")
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    owner = ROOT / "pyrt/engine/layout.py"
    assert list(writes_of_props(owner)), "this test does not see how props are written"
    assert not [found for file in files if file != owner for found in writes_of_props(file)]


def test_nobody_but_the_layout_has_a_node_in_its_hands() -> None:  # invariant 3
    """Its methods give values and node ids, and what it keeps is its own."""
    assert_none(
        [
            found
            for found in imports_below("engine", "runtime")
            if found.is_of("pyrt.engine.layout.Node")
        ]
    )
    others = [
        file for file in sorted((ROOT / "pyrt/engine").glob("*.py")) if file.name != "layout.py"
    ]
    assert not [
        f"{file.name}:{node.lineno}"
        for file in others
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Attribute)
        and node.attr == "_nodes"
        and not (isinstance(node.value, ast.Name) and node.value.id == "self")
    ]


OTHER_MEANINGS = {
    "Input": "the kind of a dependency",
    "Output": "the kind of a dependency",
    "Div": "an operation of Patch",
    "Sub": "an operation of Patch",
    "B": "the code of a type of array",
    "I": "the code of a type of array",
}
"""Texts in the engine that happen to be names of components, too."""


def names_of_components() -> set[str]:
    """What is known to Dash's three libraries, and the libraries' own names."""
    known: set[str] = set()
    for file in (ROOT / "pyrt/_static/metadata").glob("*.json"):
        known |= {file.stem, *json.loads(file.read_text("utf-8"))}
    return known


def test_the_engine_names_no_component() -> None:  # invariant 10
    known = names_of_components()
    assert {"Location", "Store", "Div", "DataTable", "dash_core_components"} <= known
    found = {
        node.value
        for file in sorted((ROOT / "pyrt/engine").glob("*.py"))
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known
    }
    assert found == OTHER_MEANINGS.keys()
