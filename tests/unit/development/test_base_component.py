"""`Component`: the tree, and what generated libraries rely on (rules A4, A17)."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from pyrt import dcc, html
from pyrt.development import base_component
from pyrt.development.base_component import Component, _explicitize_args
from pyrt.development.component_registry import ComponentRegistry, OrderedSet


def tree() -> Any:
    return html.Div(
        [
            html.H1("Title", id="title"),
            "text",
            html.Div(html.Span(html.B("deep", id={"i": 1}), id="span"), id="inner"),
            3,
        ],
        id="outer",
    )


# --- the tree ---------------------------------------------------------------------------


def test_a_component_is_found_by_its_id_at_any_depth() -> None:
    layout = tree()
    assert layout["title"].children == "Title"
    assert layout["span"]._type == "Span"
    assert layout[{"i": 1}].children == "deep"


@pytest.mark.parametrize("id_", ["nothing", "outer", {"i": 2}])
def test_an_id_that_is_not_below_is_a_key_error(id_: Any) -> None:
    with pytest.raises(KeyError):
        tree()[id_]


def test_a_component_can_be_replaced_by_its_id() -> None:
    layout = tree()
    layout["title"] = html.H2("New", id="title")
    layout[{"i": 1}] = "gone"
    assert layout.children[0]._type == "H2"
    assert layout["span"].children == "gone"


def test_a_component_can_be_taken_out() -> None:
    layout = tree()
    del layout["inner"]
    assert len(layout.children) == 3
    lone = html.Div(html.P(id="p"))
    del lone["p"]
    assert lone.children is None


def test_the_length_counts_every_item_below() -> None:
    assert len(tree()) == 8
    assert len(html.Div("text")) == 1 and len(html.Div()) == 0
    assert len(dcc.Input()) == 0


def test_iterating_gives_the_ids() -> None:
    assert list(tree()) == ["title", "inner", "span", {"i": 1}]


def test_the_tree_is_walked_parents_first_with_paths() -> None:
    paths = [path for path, _ in tree()._traverse_with_paths()]
    assert paths == [
        "[0] H1 (id=title)",
        "[1] str",
        "[2] Div (id=inner)",
        "[2] Div (id=inner)\n[*] Span (id=span)",
        '[2] Div (id=inner)\n[*] Span (id=span)\n[*] B (id={"i":1})',
        "[3] int",
    ]
    assert [type(item).__name__ for item in tree()._traverse()][:3] == ["H1", "str", "Div"]


def test_children_may_be_a_tuple() -> None:
    layout = html.Div((html.P(id="a"), html.P(id="b")))
    assert list(layout) == ["a", "b"] and len(layout) == 2 and layout["b"].id == "b"


@pytest.mark.parametrize(
    ("component", "text"),
    [
        (html.Div("x"), "Div('x')"),
        (html.Div(), "Div(None)"),
        (html.Div(id="a"), "Div(id='a')"),
        (html.Div(["x"], id="a"), "Div(children=['x'], id='a')"),
        (dcc.Input(value=""), "Input(value='')"),
    ],
)
def test_a_component_shows_how_it_was_made(component: Component, text: str) -> None:
    assert repr(component) == text


# --- random ids -------------------------------------------------------------------------


def test_a_component_without_an_id_gets_one_and_keeps_it(monkeypatch: Any) -> None:  # A4
    monkeypatch.setattr(base_component, "_random", None)
    first, second = html.Div(), html.Div()
    assert first._set_random_id() == first._set_random_id() == first.id
    assert second._set_random_id() != first.id
    monkeypatch.setattr(base_component, "_random", None)
    assert html.Div()._set_random_id() == first.id


def test_a_component_with_an_id_keeps_it() -> None:
    assert html.Div(id={"i": 1})._set_random_id() == {"i": 1}


def test_a_random_id_does_not_go_with_persistence() -> None:  # A4
    with pytest.raises(RuntimeError, match="auto-generated ID with the `persistence` prop"):
        dcc.Input(persistence=True)._set_random_id()


def test_a_random_id_does_not_go_with_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dash_snapshots", ModuleType("dash_snapshots"))
    with pytest.raises(RuntimeError, match="dash_snapshots"):
        html.Div()._set_random_id()


# --- generated libraries ----------------------------------------------------------------

LIBRARY = '''
from pyrt.development.base_component import Component, _explicitize_args

class Card(Component):
    """As Dash's generator writes them."""
    _children_props = ["header", "items[].label"]
    _base_nodes = ["header", "children"]
    _namespace = "some_cards"
    _type = "Card"
    @_explicitize_args
    def __init__(self, children=None, id=Component.UNDEFINED, header=Component.UNDEFINED,
                 items=Component.REQUIRED, **kwargs):
        self._prop_names = ["children", "id", "header", "items", "data-*"]
        self._valid_wildcard_attributes = ["data-"]
        self.available_properties = self._prop_names
        self.available_wildcard_properties = ["data-"]
        _explicit_args = kwargs.pop("_explicit_args")
        _locals = locals()
        _locals.update(kwargs)
        args = {k: _locals[k] for k in _explicit_args if k != "children"}
        for k in ["items"]:
            if k not in args:
                raise TypeError("Required argument `" + k + "` was not specified.")
        super(Card, self).__init__(children=children, **args)
'''


@pytest.fixture
def library() -> Any:
    """A package like those that Dash's generator makes."""
    module = ModuleType("some_cards")
    module.__dict__["__version__"] = "1.2.3"
    sys.modules["some_cards"] = module
    exec(LIBRARY, module.__dict__)
    yield module
    del sys.modules["some_cards"]
    ComponentRegistry.registry.discard("some_cards")
    ComponentRegistry.namespace_to_package.pop("some_cards")
    ComponentRegistry.children_props.pop("some_cards")
    ComponentRegistry.declared.pop(("some_cards", "Card"), None)


def test_a_generated_class_keeps_only_what_was_given(library: Any) -> None:
    card = library.Card("text", items=[], **{"data-x": 1})
    assert card.to_plotly_json() == {
        "props": {"children": "text", "items": [], "data-x": 1},
        "type": "Card",
        "namespace": "some_cards",
    }


def test_a_generated_class_is_entered_in_the_registry(library: Any) -> None:
    library.Card(items=[])
    assert "some_cards" in ComponentRegistry.registry
    assert ComponentRegistry.namespace_to_package["some_cards"] == "some_cards"
    assert ComponentRegistry.children_props["some_cards"] == {"Card": ["header", "items[].label"]}
    assert ComponentRegistry.declared["some_cards", "Card"][1] == ("data-",)


def test_files_of_libraries_are_collected(library: Any) -> None:
    library._js_dist = [{"relative_package_path": "cards.js", "namespace": "some_cards"}]
    assert ComponentRegistry.get_resources("_js_dist") == library._js_dist
    assert ComponentRegistry.get_resources("_js_dist", ["other"]) == []
    assert ComponentRegistry.get_resources("_css_dist") == []


def test_messages_name_library_and_version(library: Any) -> None:
    with pytest.raises(TypeError, match=r"The `some_cards.Card` component \(version 1.2.3\) with"):
        library.Card(items=[], id="x", wrong=1)
    with pytest.raises(TypeError, match="Required argument `items` was not specified"):
        library.Card()
    with pytest.raises(TypeError, match="detected a Component for a prop other than `children`"):
        library.Card(items=html.P())
    assert library.Card(items=[], header=html.P()).header._type == "P"


def test_a_library_that_cannot_be_imported_is_named_by_its_type(
    library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.Card, "_namespace", "not_there_at_all")
    with pytest.raises(TypeError, match="^The `Card` component received an unexpected"):
        library.Card(items=[], wrong=1)


def test_old_generators_name_the_namespace_on_the_instance_only() -> None:
    source = LIBRARY.replace('    _namespace = "some_cards"\n', "").replace(
        "_explicit_args = kwargs", "self._namespace = 'old_cards'; _explicit_args = kwargs"
    )
    exec(source, {"__name__": "old_cards.Card"})
    assert ComponentRegistry.children_props.pop("old_cards")["Card"]
    ComponentRegistry.registry.discard("old_cards")


def test_new_generators_ask_for_the_decorator_by_a_flag() -> None:
    def __init__(self: Any, a: Any = None, **kwargs: Any) -> None:  # noqa: N807
        self.explicit = kwargs.pop("_explicit_args")

    made = type(Component)(
        "Flagged",
        (Component,),
        {"__module__": "builtins", "_explicitize_dash_init": True, "__init__": __init__},
    )
    assert made(a=1).explicit == ["a"]  # type: ignore[attr-defined]


def test_explicit_arguments_are_passed_on() -> None:
    seen: list[set[str]] = []

    @_explicitize_args
    def init(self: Any, a: Any = None, b: Any = None, **kwargs: Any) -> None:
        seen.append(set(kwargs.pop("_explicit_args")))

    init(object(), 1)
    init(object(), b=2, c=3)
    assert seen == [{"a"}, {"b", "c"}]
    with pytest.raises(Exception, match="_explicit_args should not be set"):
        init(object(), _explicit_args=[])


def test_defaults_of_generated_arguments_show_what_they_mean() -> None:
    assert (str(Component.UNDEFINED), repr(Component.REQUIRED)) == ("undefined", "required")


def test_an_ordered_set_keeps_the_order() -> None:
    ordered = OrderedSet("b", "a")
    ordered.add("c")
    ordered.add("b")
    ordered.discard("a")
    ordered.discard("nothing")
    assert list(ordered) == ["b", "c"] and len(ordered) == 2 and "b" in ordered
