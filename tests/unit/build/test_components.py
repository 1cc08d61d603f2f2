"""Which component libraries a site carries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pyrt.build.components import (
    DCC,
    HTML,
    TABLE,
    ComponentUse,
    find_components,
    library_modules,
)
from pyrt.build.errors import PackageError
from pyrt.build.imports import LocalCode
from pyrt.build.packages import Package
from pyrt.build.scan import scan_tree
from pyrt.build.suites import Suite
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


def suite(*namespaces: str, late: bool = False) -> Suite:
    return Suite(namespaces[0], namespaces, ("x.js",), (), {}, late)


def test_a_component_that_nothing_draws_is_refused() -> None:
    seen = ((HTML, "Div"), ("dash_leaflet", "Map"))
    with pytest.raises(PackageError, match="No component library has the namespace") as caught:
        used("", seen)
    assert caught.value.where == "used in the layout: Map"
    code = LocalCode({}, ())
    # Scripts of the app may define it: then the page says so if they do not.
    assert find_components(code, (), seen, own_scripts=True).namespaces == (HTML,)


def test_large_libraries_of_the_first_layout_are_loaded_at_once() -> None:
    suites = (suite("maps", late=True), suite("icons"), suite("grids", "tables", late=True))
    seen = (("icons", "Icon"), ("tables", "T"), ("tables", "U"), (TABLE, "DataTable"))
    use = find_components(LocalCode({}, ()), (), seen, suites)
    assert use.at_once == ("tables", TABLE)
    assert use.names == (HTML, TABLE, "maps", "icons", "grids")


def test_modules_of_libraries_installed_and_local(tmp_path: Path) -> None:
    write_files(tmp_path, {"maps.py": "_js_dist = []", "none.py": "x = 1"})
    init = ast.parse("_js_dist = []")
    code = LocalCode({"mine/__init__.py": scan_tree(init), "app.py": scan_tree(init)}, ())
    files = (("maps/__init__.py", tmp_path / "maps.py"), ("none/__init__.py", tmp_path / "none.py"))
    assert library_modules(code, [Package("p", "1", files)]) == ["maps", "mine"]


def test_by_the_packages_that_know_dash(tmp_path: Path) -> None:
    write_files(tmp_path, {"suite.py": "from dash import dcc\n", "other.py": "dcc = Graph = 1\n"})
    code = LocalCode({}, ())
    packages = [
        Package(name, "1", ((f"{name}.py", tmp_path / f"{name}.py"),))
        for name in ("suite", "other")
    ]
    assert find_components(code, packages[:1], ()).namespaces == (DCC, HTML)
    assert find_components(code, packages[1:], ()).namespaces == (HTML,)
