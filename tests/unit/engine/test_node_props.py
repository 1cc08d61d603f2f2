"""Which props hold components, in Dash's notation."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pyrt.engine.node_props import NodeProps, is_crawled, parse_node_path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("label", ("label",)),
        ("slot.header", ("slot", "header")),
        ("options[].label", ("options", "[]", "label")),
        ("cells[]", ("cells", "[]")),
        ("parts{}", ("parts", "{}")),
        ("rows[].cells[].label", ("rows", "[]", "cells", "[]", "label")),
        ("tabs{}.head", ("tabs", "{}", "head")),
        ("grid[]{}", ("grid", "[]", "{}")),
    ],
)
def test_a_path_is_read_step_by_step(text: str, path: tuple[str, ...]) -> None:
    assert parse_node_path(text) == path


@pytest.mark.parametrize(
    ("text", "crawled"),
    [("a", True), ("a.b", True), ("a[].b", False), ("a{}", False)],
)
def test_dash_crawls_new_content_unless_it_is_in_a_list_or_mapping(
    text: str, crawled: bool
) -> None:  # F6
    assert is_crawled((parse_node_path(text),)) is crawled


class _Metadata:
    def __init__(self, *names: str) -> None:
        self.names = names
        self.asked = 0

    def node_props(self, namespace: str, component: str) -> Sequence[str]:
        self.asked += 1
        return self.names

    def accepts(self, namespace: str, component: str, prop: str) -> bool | None:
        return None

    def answers(self, namespace: str, component: str) -> bool:
        return True


def test_children_come_first_as_in_dash() -> None:
    assert list(NodeProps(_Metadata("label", "children")).of("ns", "X")) == ["children", "label"]


def test_every_type_has_children() -> None:
    assert NodeProps(_Metadata()).of("ns", "X") == {"children": (("children",),)}


def test_paths_into_one_prop_are_gathered() -> None:
    paths = NodeProps(_Metadata("cells[].head", "cells[].body")).of("ns", "X")
    assert paths["cells"] == (("cells", "[]", "head"), ("cells", "[]", "body"))


def test_a_type_is_asked_for_once() -> None:
    metadata = _Metadata("label")
    node_props = NodeProps(metadata)
    assert node_props.of("ns", "X") is node_props.of("ns", "X")
    assert metadata.asked == 1
