"""The flat table of nodes: mounting, writing, and what the page is told of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pyrt.engine.layout import Layout, is_component, is_component_id
from pyrt.engine.patch import Patch, apply_patch
from pyrt.engine.unread import Unread
from pyrt.protocol import Drop, LayoutOp, LayoutUpdate, Mount, Set
from pyrt.wire import encode
from tests.unit.engine.machine import Metadata, comp, div


def mounted(layout: Any) -> Layout:
    """A layout that the page knows."""
    made = Layout(Metadata())
    made.set_root(layout)
    made.take_ops()
    return made


def nid(layout: Layout, component_id: str) -> int:
    found = layout.nid_of(component_id)
    assert found is not None
    return found


def patched(layout: Layout, component_id: str, patch: Patch, prop: str = "children") -> list[int]:
    """Write what a patch makes of a prop; returns the nodes now under it."""
    place = nid(layout, component_id)
    value = apply_patch(patch.to_plotly_json(), layout.nested(place, prop))
    return layout.write(place, {prop: value})[0].inserted


# --- mounting ---------------------------------------------------------------------------


def test_children_are_mounted_before_their_parents() -> None:
    layout = Layout(Metadata())
    layout.set_root(div("a", ["text", div("b", div("c"))]))
    assert layout.take_ops() == [
        Mount(3, "test", "Div", {"id": "c"}, []),
        Mount(2, "test", "Div", {"id": "b", "children": 3}, [["children"]]),
        Mount(1, "test", "Div", {"id": "a", "children": ["text", 2]}, [["children", 1]]),
        Set(0, {"children": 1}, [["children"]]),
    ]


def test_a_layout_may_be_a_list() -> None:
    layout = mounted([div("a"), "text", div("b")])
    assert layout.value(0, "children") == [div("a"), "text", div("b")]


@pytest.mark.parametrize("layout", [None, "text", 3, []])
def test_a_layout_without_components_is_no_trouble(layout: Any) -> None:
    made = Layout(Metadata())
    made.set_root(layout)
    assert made.take_ops() == [Set(0, {"children": layout}, [])]


@pytest.mark.parametrize(
    ("props", "slots"),
    [
        ({"label": "HERE"}, [["label"]]),
        ({"label": ["x", "HERE", ["HERE"]]}, [["label", 1], ["label", 2, 0]]),
        ({"slot": {"header": "HERE", "other": "x"}}, [["slot", "header"]]),
        (
            {"options": [{"label": "HERE", "value": 1}, "x", {"label": ["HERE"]}]},
            [["options", 0, "label"], ["options", 2, "label", 0]],
        ),
        ({"parts": {"a": "HERE", "b": "x", "c": "HERE"}}, [["parts", "a"], ["parts", "c"]]),
    ],
    ids=["prop", "lists in lists", "a.b", "a[].b", "a{}"],
)
def test_components_are_found_in_every_kind_of_node_prop(
    props: dict[str, Any], slots: list[list[Any]]
) -> None:  # F1
    def fill(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: fill(item) for key, item in value.items()}
        if isinstance(value, list):
            return [fill(item) for item in value]
        return div() if value == "HERE" else value

    wrap = comp("Wrap", "w", **fill(props))
    layout = Layout(Metadata())
    layout.set_root(wrap)
    *_, mount, _ = layout.take_ops()
    assert isinstance(mount, Mount) and mount.slots == slots
    assert layout.value(0, "children") == wrap


@pytest.mark.parametrize(
    "props",
    [
        {"slot": "text"},
        {"slot": {"other": div()}},
        {"slot": div()},
        {"options": {"label": div()}},
        {"options": [div()]},
        {"parts": [div()]},
        {"data": div()},
        {"label": None},
    ],
)
def test_components_elsewhere_are_data(props: dict[str, Any]) -> None:
    layout = mounted(comp("Wrap", "w", **props))
    assert list(layout.components()) == [1]
    assert layout.value(0, "children") == comp("Wrap", "w", **props)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Div", "namespace": "x"},
        {"type": "Div", "namespace": "x", "props": None},
        {"type": 1, "namespace": "x", "props": {}},
        {"type": "Div", "namespace": None, "props": {}},
        ["type", "namespace", "props"],
        "Div",
    ],
)
def test_what_only_looks_like_a_component_is_data(value: Any) -> None:  # I8
    assert not is_component(value)
    assert mounted(div("a", value)).value(1, "children") == value


def test_components_are_crawled_as_dash_does() -> None:  # children first, then the other props
    layout = mounted(
        comp("Wrap", "w", [div("b", div("c")), div("d")], label=div("a"), parts={"x": div("e")})
    )
    assert [layout.id_of(found) for found in layout.components()] == ["w", "b", "c", "d", "a", "e"]


# --- ids --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("a", True),
        ({"i": 1}, True),
        ({"i": True, "t": "x"}, True),
        (5, False),
        (None, False),
        (["a"], False),
        ({"i": [1]}, False),
    ],
)
def test_ids_are_strings_or_dicts_of_scalars(value: Any, fits: bool) -> None:
    assert is_component_id(value) is fits


@pytest.mark.parametrize("odd", [5, ["x"], {"i": {}}, "", None])
def test_an_odd_id_is_a_prop_like_any_other(odd: Any) -> None:
    layout = mounted({"type": "Div", "namespace": "test", "props": {"id": odd}})
    assert layout.id_of(1) is None
    assert layout.value(1, "id") == odd
    layout.write(1, {"id": "a"})
    assert layout.nid_of("a") == 1
    layout.write(1, {"id": odd})
    assert layout.nid_of("a") is None


def test_a_callback_may_give_a_component_another_id() -> None:
    layout = mounted([div("a"), div({"i": 1})])
    layout.write(nid(layout, "a"), {"id": {"i": 0}})
    assert layout.nid_of("a") is None
    assert [found.id for found in layout.matching(("i",), (), ())] == [{"i": 1}, {"i": 0}]


def test_content_brings_and_takes_ids() -> None:  # F1
    layout = mounted(div("box", [div("a"), div("b", div("c"))]))
    layout.write(nid(layout, "box"), {"children": div("d")})
    assert [layout.nid_of(key) is not None for key in ("a", "b", "c", "d")] == [False] * 3 + [True]


# --- writing ----------------------------------------------------------------------------


def test_the_page_gets_the_last_value_once() -> None:
    layout = mounted(div("a"))
    layout.write(1, {"x": 1, "y": 1})
    layout.write(1, {"x": 2})
    assert layout.take_ops() == [Set(1, {"x": 2, "y": 1}, [])]
    assert layout.take_ops() == []


def test_new_content_replaces_the_old() -> None:
    layout = mounted(div("box", [div("a"), div("b")]))
    layout.write(1, {"children": ["text", div("c")]})
    assert layout.take_ops() == [
        Drop(2),
        Drop(3),
        Mount(4, "test", "Div", {"id": "c"}, []),
        Set(1, {"children": ["text", 4]}, [["children", 1]]),
    ]


def test_equal_content_is_mounted_anew() -> None:  # F8
    layout = mounted(div("box", div("a")))
    layout.write(1, {"children": div("a")})
    ops = layout.take_ops()
    assert ops[0] == Drop(2) and isinstance(ops[1], Mount) and ops[1].nid == 3


def test_node_ids_are_never_used_again() -> None:  # invariant 5
    layout = mounted(div("box"))
    seen: set[int] = set()
    for _ in range(5):
        layout.write(1, {"children": [div(), div()]})
        new = {op.nid for op in layout.take_ops() if isinstance(op, Mount)}
        assert len(new) == 2 and not new & seen
        seen |= new


def test_a_whole_family_is_dropped() -> None:
    layout = mounted(div("box", comp("Wrap", "w", div("a"), parts={"x": div("b", div("c"))})))
    layout.write(1, {"children": None})
    assert sorted(op.nid for op in layout.take_ops() if isinstance(op, Drop)) == [2, 3, 4, 5]


def test_what_came_and_went_in_one_turn_is_not_mentioned() -> None:
    layout = mounted(div("box"))
    layout.write(1, {"children": div("a", div("b"))})
    layout.write(nid(layout, "b"), {"x": 1})
    layout.write(1, {"children": "text"})
    assert layout.take_ops() == [Set(1, {"children": "text"}, [])]


def test_a_new_component_is_mounted_with_its_latest_props() -> None:
    layout = mounted(div("box"))
    layout.write(1, {"children": div("a", x=1)})
    layout.write(2, {"x": 2, "children": div("b")})
    assert layout.take_ops() == [
        Mount(3, "test", "Div", {"id": "b"}, []),
        Mount(2, "test", "Div", {"id": "a", "x": 2, "children": 3}, [["children"]]),
        Set(1, {"children": 2}, [["children"]]),
    ]


def test_a_write_to_what_then_leaves_is_forgotten() -> None:
    layout = mounted(div("box", div("a")))
    layout.write(nid(layout, "a"), {"x": 1})
    layout.write(1, {"children": None})
    assert layout.take_ops() == [Drop(2), Set(1, {"children": None}, [])]


def test_one_node_prop_leaves_the_others_alone() -> None:
    layout = mounted(comp("Wrap", "w", div("a"), label=div("b")))
    layout.write(1, {"label": div("c")})
    kinds = [type(op) for op in layout.take_ops()]
    assert kinds == [Drop, Mount, Set]
    assert layout.nid_of("a") == 2


def test_a_write_says_what_stands_under_each_node_prop_now() -> None:
    layout = mounted(comp("Wrap", "w"))
    replaced = layout.write(
        1, {"x": 1, "label": div("a"), "children": div("b", div("c")), "parts": {"p": div("d")}}
    )
    assert [
        (entry.prop, [layout.id_of(child) for child in entry.inserted], entry.crawled)
        for entry in replaced
    ] == [("children", ["b", "c"], True), ("label", ["a"], True), ("parts", ["d"], False)]


def test_is_inside_knows_the_prop() -> None:
    layout = mounted(div("box", comp("Wrap", "w", div("a"), label=div("b", div("c")))))
    box, wrap = nid(layout, "box"), nid(layout, "w")
    assert layout.is_inside(nid(layout, "c"), wrap, "label")
    assert layout.is_inside(nid(layout, "c"), box, "children")
    assert not layout.is_inside(nid(layout, "c"), wrap, "children")
    assert not layout.is_inside(wrap, wrap, "children")


# --- edits of the page ------------------------------------------------------------------


def test_an_edit_is_not_sent_back() -> None:  # E2
    layout = mounted(div("a", x=1))
    layout.accept(1, {"x": 2})
    assert layout.value(1, "x") == 2
    assert layout.take_ops() == []


def test_a_large_value_is_read_when_somebody_asks() -> None:
    layout = mounted(div("a", x=1))
    layout.accept(1, {"x": Unread("[1,2]"), "y": Unread("{}")})
    props = layout.snapshot()[0].props  # type: ignore[union-attr]
    assert isinstance(props["x"], Unread)
    assert layout.value(1, "x") == [1, 2]
    layout.value(1, "x").append(3)
    assert layout.value(1, "x") == [1, 2]
    assert layout.nested(1, "y") == {}
    # What nobody has read goes to the page as what it is.
    layout.accept(1, {"x": Unread("[4]")})
    layout.write(1, {"z": 0})
    (mounted_again,) = json.loads(encode([LayoutUpdate(1, 0, layout.snapshot()[:1], True)]))[0][
        "ops"
    ]
    assert mounted_again["props"] == {"id": "a", "x": [4], "y": {}, "z": 0}


def test_a_large_value_where_components_may_stand_is_read_at_once() -> None:
    layout = mounted(div("a"))
    layout.accept(1, {"children": Unread(json.dumps(["text", div("b")]))})
    assert layout.nid_of("b") == 2


def test_components_in_an_edit_get_nodes_and_are_sent() -> None:
    layout = mounted(comp("Wrap", "w"))
    layout.accept(1, {"label": div("a"), "x": 1, "options": [{"label": "text"}]})
    assert layout.take_ops() == [
        Mount(2, "test", "Div", {"id": "a"}, []),
        Set(1, {"label": 2}, [["label"]]),
    ]


def test_an_edit_that_removes_components_drops_them() -> None:
    layout = mounted(div("a", div("b")))
    layout.accept(1, {"children": "text"})
    assert layout.take_ops() == [Drop(2)]


# --- reading ----------------------------------------------------------------------------


def test_values_are_copies() -> None:  # C6
    layout = mounted(div("a", data={"list": [1, {"x": 2}]}))
    layout.value(1, "data")["list"][1]["x"] = 99
    assert layout.value(1, "data") == {"list": [1, {"x": 2}]}


def test_components_in_a_value_are_copies_too() -> None:
    layout = mounted(div("box", [div("a", data=[1])]))
    layout.value(1, "children")[0]["props"]["data"].append(2)
    assert layout.value(1, "children") == [div("a", data=[1])]


def test_a_prop_that_is_not_set_is_none() -> None:  # C6
    layout = mounted(div("a", x=None))
    assert (layout.value(1, "x"), layout.has_prop(1, "x")) == (None, True)
    assert (layout.value(1, "y"), layout.has_prop(1, "y")) == (None, False)


def test_a_snapshot_is_the_whole_layout() -> None:
    layout = mounted([div("a", comp("Wrap", "w", parts={"x": div("b")})), "text"])
    assert layout.snapshot() == [
        Mount(3, "test", "Div", {"id": "b"}, []),
        Mount(2, "test", "Wrap", {"id": "w", "parts": {"x": 3}}, [["parts", "x"]]),
        Mount(1, "test", "Div", {"id": "a", "children": 2}, [["children"]]),
        Set(0, {"children": [1, "text"]}, [["children", 0]]),
    ]


# --- Patch ------------------------------------------------------------------------------


def three() -> Layout:
    return mounted(div("box", [div("a"), div("b", div("c")), div("d")]))


def mounts(ops: list[LayoutOp]) -> list[Any]:
    return [op.props.get("id") for op in ops if isinstance(op, Mount)]


def drops(ops: list[LayoutOp]) -> list[int]:
    return [op.nid for op in ops if isinstance(op, Drop)]


def append(patch: Patch) -> None:
    patch.append(div("x"))


def prepend(patch: Patch) -> None:
    patch.prepend(div("x"))


def delete_first(patch: Patch) -> None:
    del patch[0]


def reverse(patch: Patch) -> None:
    patch.reverse()


def clear(patch: Patch) -> None:
    patch.clear()


def retitle(patch: Patch) -> None:
    patch[1]["props"]["title"] = "new"


def replace_inside(patch: Patch) -> None:
    patch[1]["props"]["children"] = div("x")


def remove_equal(patch: Patch) -> None:
    patch.remove(div("a"))


@pytest.mark.parametrize(
    ("change", "children", "new", "gone"),
    [
        (append, [2, 3, 5, 6], ["x"], []),
        (prepend, [6, 2, 3, 5], ["x"], []),
        (delete_first, [3, 5], [], [2]),
        (reverse, [5, 3, 2], [], []),
        (clear, [], [], [2, 3, 4, 5]),
        (retitle, [2, 6, 5], ["b"], [3]),
        (replace_inside, [2, 6, 5], ["x", "b"], [3, 4]),
        (remove_equal, [3, 5], [], [2]),
    ],
)
def test_what_a_patch_does_not_touch_stays_mounted(
    change: Any, children: list[int], new: list[str], gone: list[int]
) -> None:  # D4, F8
    layout, patch = three(), Patch()
    change(patch)
    patched(layout, "box", patch)
    ops = layout.take_ops()
    assert isinstance(ops[-1], Set)
    assert (ops[-1].props["children"], mounts(ops), drops(ops)) == (children, new, gone)


def test_a_child_of_a_patched_component_stays_under_its_new_parent() -> None:
    layout, patch = three(), Patch()
    retitle(patch)
    patched(layout, "box", patch)
    child, parent = nid(layout, "c"), nid(layout, "b")
    assert child == 4
    assert layout.is_inside(child, parent, "children")
    assert layout.value(parent, "title") == "new"


def test_kept_components_count_as_under_the_prop() -> None:  # F4
    layout, patch = three(), Patch()
    append(patch)
    assert [layout.id_of(n) for n in patched(layout, "box", patch)] == ["a", "b", "c", "d", "x"]


def test_kept_components_know_their_new_place() -> None:
    layout, patch = three(), Patch()
    prepend(patch)
    patched(layout, "box", patch)
    layout.write(nid(layout, "c"), {"children": div("deep")})
    assert layout.value(0, "children")["props"]["children"][2] == div("b", div("c", div("deep")))


def test_a_kept_component_has_its_ids_still() -> None:
    layout = mounted(div("box", [div({"i": index}) for index in range(3)]))
    patch = Patch()
    del patch[1]
    patched(layout, "box", patch)
    assert [found.id["i"] for found in layout.matching(("i",), (), ())] == [0, 2]


def test_a_patch_inside_a_list_of_options_keeps_the_other_labels() -> None:
    options = [{"label": div("a"), "value": 1}, {"label": div("b"), "value": 2}]
    layout = mounted(comp("Wrap", "w", options=options))
    patch = Patch()
    patch[1]["value"] = 3
    patched(layout, "w", patch, "options")
    assert mounts(layout.take_ops()) == []
    assert layout.value(1, "options")[1] == {"label": div("b"), "value": 3}


def test_two_patches_in_one_turn_are_told_as_one() -> None:
    layout = mounted(div("box", [div("a")]))
    for name in ("x", "y"):
        patch = Patch()
        patch.append(div(name))
        patched(layout, "box", patch)
    ops = layout.take_ops()
    assert mounts(ops) == ["x", "y"]
    assert ops[-1] == Set(1, {"children": [2, 3, 4]}, [["children", index] for index in range(3)])


def test_a_patch_does_not_change_what_it_was_made_from() -> None:
    layout = mounted(div("a", data={"list": [1]}))
    before = layout.nested(1, "data")
    patch = Patch()
    patch["list"].append(2)
    patched_value = apply_patch(patch.to_plotly_json(), before)
    assert (before, patched_value) == ({"list": [1]}, {"list": [1, 2]})
