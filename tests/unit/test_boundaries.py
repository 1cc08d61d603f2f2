"""Who may import whom (ARCHITECTURE.md, "Files").

The borders keep two promises: the engine is pure and runs anywhere, and what runs in the worker
drags in nothing that belongs to the developer's machine or to another Python.
Imports inside functions and under `TYPE_CHECKING` count: a border is a border.
"""

from __future__ import annotations

import ast
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
