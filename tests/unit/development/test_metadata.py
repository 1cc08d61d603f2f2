"""What the engine is told about component types (rules B15, F1)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pyrt.development.component_registry import ComponentRegistry
from pyrt.development.metadata import Metadata
from pyrt.engine.spec import ComponentMetadata

HTML, DCC, TABLE = "dash_html_components", "dash_core_components", "dash_table"
METADATA: ComponentMetadata = Metadata()


@pytest.mark.parametrize(
    ("namespace", "component", "nodes"),
    [
        (HTML, "Div", ("children",)),
        (DCC, "Clipboard", ("children", "copied_children")),
        (DCC, "Tab", ("children", "label")),
        (TABLE, "DataTable", ("children",)),
        (HTML, "NoSuchElement", ("children",)),
        ("no_such_library", "Thing", ("children",)),
    ],
)
def test_node_props_come_from_the_tables(
    namespace: str, component: str, nodes: tuple[str, ...]
) -> None:
    assert METADATA.node_props(namespace, component) == nodes


@pytest.mark.parametrize(
    ("namespace", "component", "prop", "accepted"),
    [
        (HTML, "Div", "className", True),
        (HTML, "Div", "data-anything", True),
        (HTML, "Div", "value", False),
        (DCC, "Input", "value", True),
        (DCC, "Input", "data-anything", False),
        (HTML, "NoSuchElement", "value", None),
        ("no_such_library", "Thing", "value", None),
    ],
)
def test_props_are_known_for_dashs_own_components(
    namespace: str, component: str, prop: str, accepted: bool | None
) -> None:
    assert METADATA.accepts(namespace, component, prop) is accepted


@pytest.fixture
def _cards() -> Iterator[None]:
    ComponentRegistry.children_props["cards"]["Card"] = ["children", "header", "items[].label"]
    ComponentRegistry.children_props["cards"]["Old"] = None
    ComponentRegistry.declared["cards", "Card"] = (("children", "header", "x-*"), ("x-",))
    yield
    del ComponentRegistry.children_props["cards"]
    del ComponentRegistry.declared["cards", "Card"]


@pytest.mark.usefixtures("_cards")
def test_other_libraries_are_known_by_what_they_declared() -> None:
    metadata = Metadata()
    assert metadata.node_props("cards", "Card") == ("children", "header", "items[].label")
    assert metadata.node_props("cards", "Old") == ("children",)
    assert metadata.accepts("cards", "Card", "header") is True
    assert metadata.accepts("cards", "Card", "x-y") is True
    assert metadata.accepts("cards", "Card", "value") is False
    assert metadata.accepts("cards", "Old", "value") is None


def test_only_html_elements_never_answer() -> None:
    assert not METADATA.answers(HTML, "Div")
    assert METADATA.answers(DCC, "Location") and METADATA.answers("cards", "Card")
