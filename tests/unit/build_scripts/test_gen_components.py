"""Component tables from react-docgen's metadata."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from gen_components import main, make_table


def prop(kind: Any, **more: Any) -> dict[str, Any]:
    kind = {"name": kind} if isinstance(kind, str) else kind
    return {"type": kind, "required": False, "description": "", **more}


def shape(**members: Any) -> dict[str, Any]:
    return {"name": "shape", "value": members}


def list_of(kind: Any) -> dict[str, Any]:
    return {"name": "arrayOf", "value": kind}


def one_of(*kinds: Any) -> dict[str, Any]:
    return {"name": "union", "value": list(kinds)}


def mapping_of(kind: Any) -> dict[str, Any]:
    return {"name": "objectOf", "value": kind}


NODE = {"name": "node"}
TEXT = {"name": "string"}

PLACES: dict[str, tuple[Any, list[str]]] = {
    "a component": (NODE, ["p"]),
    "an element": ({"name": "element"}, ["p"]),
    "text": (TEXT, []),
    "a list of components": (list_of(NODE), ["p"]),
    "a list of lists": (list_of(list_of(NODE)), []),
    "in a shape": (shape(a=NODE, b=TEXT), ["p.a"]),
    "deep in shapes": (shape(a=shape(b=NODE)), ["p.a.b"]),
    "in a list of shapes": (list_of(shape(a=NODE)), ["p[].a"]),
    "in a list in a shape": (shape(a=list_of(shape(b=NODE))), ["p.a[].b"]),
    "one of several": (one_of(TEXT, NODE), ["p"]),
    "in one of several": (one_of(TEXT, shape(a=NODE), list_of(shape(a=NODE))), ["p.a", "p[].a"]),
    "in a list of several": (list_of(one_of(TEXT, NODE)), ["p[]"]),
    "in a mapping": (mapping_of(NODE), ["p{}"]),
    "in a mapping of shapes": (mapping_of(shape(a=NODE)), ["p{}.a"]),
    "in a list of mappings": (list_of(mapping_of(NODE)), ["p[]{}"]),
    "twice the same": (one_of(NODE, list_of(NODE)), ["p"]),
}


@pytest.mark.parametrize("name", PLACES)
def test_places_for_components_are_found(name: str) -> None:
    kind, nodes = PLACES[name]
    (entry,) = make_table("x", {"src/Thing.react.js": {"props": {"p": prop(kind)}}}).values()
    assert entry.get("nodes", []) == nodes


def test_an_entry_has_what_a_class_needs() -> None:
    described = {
        "description": "A thing.\nMore words.",
        "props": {
            "value": prop("any", required=True),
            "children": prop("node"),
            "id": prop("string"),
            "data-*": prop("string"),
            "setProps": prop("func"),
            "onClick": prop("func"),
            "nothing": {"required": False, "description": ""},
            "flow": {"flowType": {"name": "string"}, "required": False, "description": ""},
        },
    }
    assert make_table("some", {"src/lib/components/Thing.react.js": described}) == {
        "Thing": {
            "props": ["children", "value", "id", "data-*", "flow"],
            "required": ["value"],
            "wildcards": ["data-"],
            "doc": "A thing.",
        }
    }


def test_some_types_keep_the_order_of_their_props() -> None:
    described = {"props": {"b": prop("any"), "a": prop("any")}}
    table = make_table("dash_core_components", {"x/Input.react.js": described})
    assert table == {"Input": {"props": ["b", "a"], "ordered": True}}
    assert "ordered" not in make_table("other", {"x/Input.react.js": described})["Input"]


def test_tables_are_written_for_each_namespace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = {"x/Thing.js": {"props": {"id": prop("string")}, "description": "Ein Ding, schön"}}
    (tmp_path / "lib.metadata.json").write_text(json.dumps(described), "utf-8")
    (tmp_path / "other.json").write_text("{}", "utf-8")
    out = tmp_path / "out"
    arguments = ["gen_components.py", "--metadata", str(tmp_path), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", arguments)
    main()
    assert [path.name for path in out.iterdir()] == ["lib.json"]
    text = (out / "lib.json").read_text("utf-8")
    assert text == '{"Thing":{"props":["id"],"doc":"Ein Ding, schön"}}\n'
