"""The classes of html, dcc and dash_table, made from tables on first use (rule A17)."""

from __future__ import annotations

import copy
import inspect
import pickle
import subprocess
import sys
import warnings
from typing import Any

import pytest

from pyrt import _components, dash_table, dcc, html
from pyrt._components import load_table, prop_names
from pyrt.development.base_component import Component


def test_a_class_is_made_once() -> None:
    assert html.Div is html.Div
    assert issubclass(html.Div, Component)
    assert (html.Div.__name__, html.Div.__module__) == ("Div", "pyrt.html")


def test_importing_makes_no_classes() -> None:
    code = (
        "import pyrt.html, pyrt.dcc\n"
        "print('Div' in vars(pyrt.html)); pyrt.html.Div; print('Div' in vars(pyrt.html))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'pyrt.html' has no attribute 'Dvi'"):
        _ = html.Dvi


@pytest.mark.parametrize("library", [html, dcc, dash_table])
def test_a_library_lists_what_it_has(library: Any) -> None:
    for name in library.__all__:
        assert name in dir(library) and hasattr(library, name)


def test_a_star_import_brings_every_class() -> None:
    scope: dict[str, Any] = {}
    exec("from pyrt.dcc import *", scope)
    assert scope["Dropdown"] is dcc.Dropdown and scope["send_string"] is dcc.send_string


def test_the_signature_names_the_props_for_help() -> None:
    names = list(inspect.signature(html.Div).parameters)
    assert names[:2] == ["children", "id"] and names[-1] == "kwargs" and "style" in names
    assert list(inspect.signature(html.Div.__init__).parameters) == ["self", *names]
    assert "Keyword arguments:\n\n- children (" in (html.Div.__doc__ or "")
    assert (html.A.__doc__ or "").startswith("An A component.")


def test_only_given_props_become_attributes() -> None:
    div = html.Div("text", id="x")
    assert div.to_plotly_json() == {
        "props": {"children": "text", "id": "x"},
        "type": "Div",
        "namespace": "dash_html_components",
    }
    assert not hasattr(div, "style")


def test_children_are_set_even_when_not_given() -> None:
    assert html.Div().to_plotly_json()["props"] == {"children": None}
    assert dcc.Input().to_plotly_json()["props"] == {}


def test_arguments_may_be_positional() -> None:
    link = dcc.Link("text", "/page")
    assert (link.children, link.href) == ("text", "/page")


def test_wildcard_props_are_kept() -> None:
    div = html.Div(**{"data-x": 1, "aria-label": "here"})
    assert div.to_plotly_json()["props"] == {"children": None, "data-x": 1, "aria-label": "here"}
    assert repr(div) == "Div(data-x=1, aria-label='here')"


def test_a_prop_named_like_a_keyword_can_be_given() -> None:
    assert getattr(html.Script(**{"async": True}), "async") is True


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: html.Div(None, id="a", children=1), "multiple values for argument 'child"),
        (lambda: dcc.Interval(*range(99)), r"takes from 1 to \d+ positional arguments but 100"),
        (lambda: dcc.ConfirmDialogProvider(wrong=1), "unexpected keyword argument: `wrong`"),
    ],
)
def test_wrong_arguments_are_type_errors(make: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make()


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda c: pickle.loads(pickle.dumps(c))])
def test_a_component_can_be_copied(twin: Any) -> None:
    div = html.Div([dcc.Input(id="a", value=1)])
    made = twin(div)
    assert repr(made) == repr(div) and made.children[0] is not div.children[0]


def test_a_class_can_be_derived() -> None:
    class Card(html.Div):  # type: ignore[misc, name-defined]  # made at run time
        def __init__(self, title: str) -> None:
            super().__init__([html.H1(title)], className="card")

    card = Card("T")
    assert card.to_plotly_json()["type"] == "Div" and len(card) == 2


def test_making_a_data_table_warns_as_dash_does() -> None:
    with pytest.warns(DeprecationWarning, match="recommend using dash-ag-grid") as caught:
        dash_table.DataTable()
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        html.Table()


def test_the_order_of_props_is_children_id_then_names() -> None:
    assert prop_names({"props": ["b", "id", "a", "children"]}) == ["children", "id", "a", "b"]
    assert prop_names({"props": ["b", "id", "a"], "ordered": True}) == ["b", "id", "a"]


def test_a_checkout_without_tables_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str, file: str) -> bytes:
        raise FileNotFoundError(file)

    monkeypatch.setattr(_components.pkgutil, "get_data", missing)
    with pytest.raises(ImportError, match="Run `make setup`"):
        load_table("another_namespace")
