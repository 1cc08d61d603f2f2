"""`import dash` finds pyrt.  Each case runs in a Python of its own, where real Dash is installed
beside it."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from pyrt.alias import target_of

INSTALL = "import pyrt.alias; pyrt.alias.install()\n"


def run(code: str) -> str:
    """Run code that says nothing when all is well."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("dash", "pyrt"),
        ("dash.exceptions", "pyrt.exceptions"),
        ("dash.development.base_component", "pyrt.development.base_component"),
        ("dash_html_components", "pyrt.html"),
        ("dash_table.Format", "pyrt.dash_table.Format"),
        ("dash.dash", "pyrt.dash"),
        ("dash._hooks", "pyrt._hooks"),
        ("dash._utils", "pyrt.utils"),
        ("dashboard", None),
        ("dash_bootstrap_components", None),
        ("pyrt", None),
        ("plotly.dash", None),
    ],
)
def test_a_name_stands_for_a_module(name: str, target: str | None) -> None:
    assert target_of(name) == target


TWINS = {
    "dash": "pyrt",
    "dash.dependencies": "pyrt.dependencies",
    "dash.exceptions": "pyrt.exceptions",
    "dash.development.base_component": "pyrt.development.base_component",
    "dash.html": "pyrt.html",
    "dash_core_components": "pyrt.dcc",
    "dash_table": "pyrt.dash_table",
    "dash._callback_context": "pyrt.ctx",
    "dash.types": "pyrt.types",
    "dash.background_callback": "pyrt.background_callback",
    "dash._utils": "pyrt.utils",
}


@pytest.mark.parametrize("ours_first", [True, False])
def test_both_names_are_one_module(ours_first: bool) -> None:
    run(
        INSTALL
        + f"""
from importlib import import_module
for alias, own in {TWINS}.items():
    first, second = (own, alias) if {ours_first} else (alias, own)
    assert import_module(first) is import_module(second), alias
    assert import_module(alias).__name__ == own == import_module(alias).__spec__.name
"""
    )


def test_every_way_to_import_gives_the_same_objects() -> None:
    run(
        INSTALL
        + """
import dash, pyrt, dash.dcc, dash.development.base_component as base
from dash import Dash, Input, dcc, html, callback, ctx, no_update, Patch
from dash.dependencies import Input as Input2
from dash.exceptions import PreventUpdate
import dash_html_components as dhc
from dash.dash import no_update as same_no_update
assert (Dash, Input, Patch) == (pyrt.Dash, pyrt.Input, pyrt.Patch)
assert Input2 is Input and dhc is html and dash.dcc is dcc and ctx is pyrt.callback_context
assert issubclass(html.Div, base.Component) and isinstance(dash.html.Div(), pyrt.html.Div)
assert PreventUpdate is pyrt.exceptions.PreventUpdate
assert no_update is same_no_update
"""
    )


def test_a_module_keeps_its_relative_imports() -> None:
    run(
        INSTALL
        + """
import dash.development
import importlib, pyrt.development
importlib.reload(pyrt.development)
from dash.dcc import express
assert express.__name__ == "pyrt.dcc.express"
"""
    )


def test_the_real_dash_is_never_looked_at() -> None:
    run(
        INSTALL
        + """
import sys, dash, dash.dcc, dash_table
assert not any("site-packages/dash/" in (getattr(m, "__file__", None) or "")
               for m in sys.modules.values())
"""
    )


def test_installing_twice_is_installing_once() -> None:
    run(
        INSTALL
        + """
import sys
count = len(sys.meta_path)
pyrt.alias.install()
assert len(sys.meta_path) == count and pyrt.alias.is_installed()
"""
    )


def test_a_dash_that_was_imported_before_is_an_error() -> None:
    run(
        """
        import sys, types
        sys.modules["dash"] = types.ModuleType("dash")
        import pyrt.alias
        try:
            pyrt.alias.install()
        except RuntimeError as error:
            assert "dash is already imported from elsewhere" in str(error), error
        else:
            raise SystemExit("installed")
        """
    )


def test_parts_of_the_server_cannot_be_imported() -> None:
    run(
        INSTALL
        + """
from importlib import import_module
for name in ("dash.backends", "dash.backends.ws", "dash.mcp", "dash.testing"):
    try:
        import_module(name)
    except ModuleNotFoundError as error:
        assert "belongs to Dash's server" in str(error) and name.startswith(error.name), error
    else:
        raise SystemExit(name)
"""
    )


def test_a_module_that_is_nowhere_is_named_as_it_was_asked_for() -> None:
    run(
        INSTALL
        + """
try:
    import dash.no_such_module
except ModuleNotFoundError as error:
    assert error.name == "dash.no_such_module", error.name
    assert str(error) == "No module named 'dash.no_such_module'", error
else:
    raise SystemExit("imported")
"""
    )


LIBRARY = """
import sys
import dash as _dash
if not hasattr(_dash, "__plotly_dash") and not hasattr(_dash, "development"):
    sys.exit("this is not Dash")
from dash.development.base_component import Component, ComponentType, _explicitize_args
try:
    from dash.types import NumberType
except ImportError:
    NumberType = float
assert tuple(int(part) for part in _dash.__version__.split(".")) >= (3, 0)

class Thing(Component):
    _children_props = []
    _base_nodes = ["children"]
    _namespace = "things"
    _type = "Thing"
    def __init__(self, id=None, value: NumberType = None, **kwargs):
        self._prop_names = ["id", "value"]
        self._valid_wildcard_attributes = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties = []
        _explicit_args = kwargs.pop("_explicit_args")
        _locals = locals()
        super().__init__(**{name: _locals[name] for name in _explicit_args})

setattr(Thing, "__init__", _explicitize_args(Thing.__init__))
"""


def test_a_component_library_imports_what_it_needs() -> None:
    run(
        INSTALL
        + LIBRARY
        + """
from dash import html
layout = html.Div(Thing(id="t", value=1))
assert layout["t"].to_plotly_json() == {
    "props": {"id": "t", "value": 1}, "type": "Thing", "namespace": "things"}
"""
    )
