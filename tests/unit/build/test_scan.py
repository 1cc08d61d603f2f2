"""What one file says about itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pyrt.build.errors import InputError
from pyrt.build.scan import Scan, scan_file, scan_tree
from tests.unit.site_helpers import write_files


def scan(source: str) -> Scan:
    return scan_tree(ast.parse(source))


def imports(source: str) -> list[tuple[str, int, bool]]:
    """(name, level, optional) of the certain ones."""
    return [(i.name, i.level, i.optional) for i in scan(source).imports if i.certain]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a.b, c", [("a.b", 0, False), ("c", 0, False)]),
        ("from a.b import c", [("a.b", 0, False)]),
        ("from .a import b", [("a", 1, False)]),
        ("from ..a import b", [("a", 2, False)]),
        ("def f():\n import a", [("a", 0, False)]),
        ("try:\n import a\nexcept ImportError:\n a = None", [("a", 0, True)]),
        ("try:\n import a\nexcept (KeyError, ModuleNotFoundError):\n pass", [("a", 0, True)]),
        ("try:\n import a\nexcept:\n pass", [("a", 0, True)]),
        ("try:\n import a\nexcept ImportError:\n import b", [("a", 0, True), ("b", 0, True)]),
        (
            "try:\n import a\nexcept ImportError:\n pass\nelse:\n import b",
            [("a", 0, True), ("b", 0, False)],
        ),
        ("try:\n import a\nexcept KeyError:\n pass", [("a", 0, False)]),
        ("try:\n import a\nfinally:\n pass", [("a", 0, False)]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n import a", [("typing", 0, False)]),
        (
            "import typing\nif typing.TYPE_CHECKING:\n import a\nelse:\n import b",
            [("typing", 0, False), ("b", 0, False)],
        ),
        (
            "import sys\nif sys.platform == 'emscripten':\n import a\nelse:\n import b",
            [("sys", 0, False), ("a", 0, False)],
        ),
        ("import sys\nif sys.platform != 'emscripten':\n import a", [("sys", 0, False)]),
        ("import sys\nif sys.platform == 'win32':\n import a", [("sys", 0, False)]),
        ("if x:\n import a\nelse:\n import b", [("a", 0, False), ("b", 0, False)]),
    ],
)
def test_imports(source: str, expected: list[tuple[str, int, bool]]) -> None:
    assert imports(source) == expected


def test_what_is_imported_from_a_module_may_be_a_module_itself() -> None:
    found = [(i.name, i.certain) for i in scan("from a import b\nfrom . import c").imports]
    assert found == [("a", True), ("a.b", False), ("c", False)]


def test_a_module_imported_by_name_is_only_a_guess() -> None:
    found = scan("import importlib\nimportlib.import_module('plugins.one')").imports[-1]
    assert (found.name, found.optional, found.certain) == ("plugins.one", True, False)


def test_words_are_every_name_in_the_code() -> None:
    words = scan("from dash import dcc as c, html\nx = c.Graph(figure=1)\nimport a.dcc2").words
    assert {"dcc", "html", "Graph", "figure", "dcc2"} <= words


@pytest.mark.parametrize(
    "source",
    [
        "open('data/x.csv')",
        "pd.read_csv('data/x.csv')",
        "Path(__file__).parent / 'data/x.csv'",
        "os.path.join(here, 'data/x.csv')",
        "DATA_FILE = 'data/x.csv'",
        "Dash(assets_folder='data/x.csv')",
        "json.load(open('data/x.csv'))",
    ],
)
def test_literals_that_stand_where_a_path_stands(source: str) -> None:
    assert "data/x.csv" in scan(source).paths


def test_the_folder_of_a_path_with_a_variable_in_it_is_known() -> None:
    assert "data/2024" in scan("open(f'data/2024/{month}.csv')").paths


def test_a_heading_is_text_but_no_path() -> None:
    found = scan("html.H2('Documents')")
    assert "Documents" in found.texts
    assert "Documents" not in found.paths


def test_top_level_await_is_no_syntax_error(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": "import asyncio\nawait asyncio.sleep(0)\n"})
    assert scan_file(tmp_path / "app.py").imports


@pytest.mark.parametrize(
    ("content", "line"),
    [("x = 1\ny = (\n", 2), ("x = 1\n\nreturn 3\n", 3), ("if x:\nprint()\n", 2)],
)
def test_a_syntax_error_names_file_and_line(tmp_path: Path, content: str, line: int) -> None:
    write_files(tmp_path, {"pages/app.py": content})
    with pytest.raises(InputError) as caught:
        scan_file(tmp_path / "pages/app.py", "pages/app.py")
    assert caught.value.where is not None
    assert caught.value.where.startswith(f"pages/app.py:{line}")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": b"x = 1\0\xff"})
    with pytest.raises(InputError):
        scan_file(tmp_path / "app.py")


def test_the_encoding_line_of_a_file_is_obeyed(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": "# coding: latin-1\nx = 'caf\xe9'\n".encode("latin-1")})
    assert "café" in scan_file(tmp_path / "app.py").texts
