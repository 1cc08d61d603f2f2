"""Which component libraries a site carries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pyrt.build.components import DCC, HTML, TABLE, ComponentUse, find_components
from pyrt.build.errors import PackageError
from pyrt.build.imports import LocalCode
from pyrt.build.packages import Package
from pyrt.build.scan import scan_tree
from tests.unit.site_helpers import write_files


def used(source: str, seen: tuple[tuple[str, str], ...] = ()) -> ComponentUse:
    return find_components(LocalCode({"app.py": scan_tree(ast.parse(source))}, ()), (), seen)


@pytest.mark.parametrize(
    ("source", "namespaces", "graph"),
    [
        ("from dash import html", (HTML,), False),
        ("from dash import dcc\ndcc.Input()", (DCC, HTML), False),
        ("import dash\ndash.dcc.Graph()", (DCC, HTML), True),
        ("from dash.dcc import Graph", (DCC, HTML), True),
        ("import dash_core_components as d\nd.Graph()", (DCC, HTML), True),
        ("from dash import dash_table", (HTML, TABLE), False),
        ("from dash.dash_table import DataTable", (HTML, TABLE), False),
        ("Graph = 1", (HTML,), False),
        ("layout = {'namespace': 'dash_core_components', 'type': 'Graph'}", (DCC, HTML), True),
    ],
)
def test_by_the_words_of_the_code(source: str, namespaces: tuple[str, ...], graph: bool) -> None:
    assert used(source) == ComponentUse(namespaces, graph)


def test_by_the_layout_that_was_seen() -> None:
    assert used("", ((DCC, "Graph"),)) == ComponentUse((DCC, HTML), graph=True)


def test_a_library_that_no_bundle_of_ours_draws_is_refused() -> None:
    with pytest.raises(PackageError, match="library `dash_leaflet` cannot be shipped yet"):
        used("", ((HTML, "Div"), ("dash_leaflet", "Map")))


def test_by_the_packages_that_know_dash(tmp_path: Path) -> None:
    write_files(tmp_path, {"suite.py": "from dash import dcc\n", "other.py": "dcc = Graph = 1\n"})
    code = LocalCode({}, ())
    packages = [
        Package(name, "1", ((f"{name}.py", tmp_path / f"{name}.py"),))
        for name in ("suite", "other")
    ]
    assert find_components(code, packages[:1], ()).namespaces == (DCC, HTML)
    assert find_components(code, packages[1:], ()).namespaces == (HTML,)
