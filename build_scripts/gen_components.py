"""Compact tables of component classes, from the `metadata.json` files of Dash's libraries.

    gen_components.py --metadata DIR --out DIR

For each `<namespace>.metadata.json` (react-docgen's description of every prop, half a
megabyte for the HTML elements) writes `<namespace>.json`: only what `pyrt._components` needs
to make the classes and what the engine asks about them.  A table maps the name of a type to

    props       names in the order of the constructor's arguments
    nodes       props that hold components, as paths (`a`, `a.b`, `a[].b`, `a{}`)
    required    names that must be given
    wildcards   prefixes such as `data-`
    ordered     true where `props` is also the order of `available_properties`
                (elsewhere that is children, id, then alphabetical)
    doc         first line of the description

Keys with an empty value are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

NOT_PASSED = frozenset({"func", "symbol", "instanceOf"})
"""Types that no JSON value has: such props belong to the page alone."""

COMPONENT = frozenset({"node", "element"})
SHAPE = frozenset({"shape", "exact"})
WILDCARDS = ("data-*", "aria-*")

ORDERED = {
    "dash_core_components": frozenset(
        {
            *("Checklist", "DatePickerRange", "DatePickerSingle", "Dropdown", "Input"),
            *("Link", "RadioItems", "RangeSlider", "Slider"),
        }
    ),
    "dash_table": frozenset({"DataTable"}),
}
"""Types whose authors asked Dash's generator to keep the order of their props."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--metadata", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for source in sorted(options.metadata.glob("*.metadata.json")):
        namespace = source.name.removesuffix(".metadata.json")
        table = make_table(namespace, json.loads(source.read_text(encoding="utf-8")))
        text = json.dumps(table, separators=(",", ":"), ensure_ascii=False)
        (options.out / f"{namespace}.json").write_text(text + "\n", encoding="utf-8")


def make_table(namespace: str, metadata: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The table of one library; `metadata` maps source paths to descriptions."""
    ordered = ORDERED.get(namespace, frozenset())
    table = {}
    for path, described in metadata.items():
        name = path.rpartition("/")[2].partition(".")[0]
        table[name] = _entry(described, name in ordered)
    return table


def _entry(described: Mapping[str, Any], ordered: bool) -> dict[str, Any]:
    props: Mapping[str, Any] = described["props"]
    passed = [prop for prop in props if _is_passed(prop, props[prop])]
    if "children" in passed:
        passed.remove("children")
        passed.insert(0, "children")
    entry: dict[str, Any] = {
        "props": passed,
        "nodes": [node for node in dict.fromkeys(_nodes(props)) if node != "children"],
        "required": [prop for prop in passed if props[prop].get("required")],
        "wildcards": [wildcard[:-1] for wildcard in WILDCARDS if wildcard in props],
        "ordered": ordered,
        "doc": described.get("description", "").partition("\n")[0],
    }
    return {key: value for key, value in entry.items() if value}


def _is_passed(name: str, prop: Mapping[str, Any]) -> bool:
    if name == "setProps":
        return False
    if "type" in prop:
        return prop["type"]["name"] not in NOT_PASSED
    return "flowType" in prop


def _nodes(props: Mapping[str, Any], base: str = "") -> Iterator[str]:
    """Paths of the places for components in a set of props, in Dash's notation."""
    for name, prop in props.items():
        path = f"{base}.{name}" if base else name
        # Inside a shape the type is the entry itself.
        yield from _nodes_of_type(prop.get("type", prop), path)


def _nodes_of_type(kind: Mapping[str, Any], path: str) -> Iterator[str]:
    name = kind.get("name")
    if name in COMPONENT:
        yield path
    elif name in SHAPE:
        yield from _nodes(kind["value"], path)
    elif name == "arrayOf":
        yield from _nodes_of_items(kind.get("value", kind), path)
    elif name == "union":
        for member in kind["value"]:
            yield from _nodes_of_type(member, path)
    elif name == "objectOf":
        yield from _nodes_of_values(kind.get("value", {}), path)


def _nodes_of_items(kind: Mapping[str, Any], path: str) -> Iterator[str]:
    if kind["name"] in COMPONENT:
        yield path  # a list of components is what `children` takes, too
    elif kind["name"] in {*SHAPE, "union", "objectOf"}:
        yield from _nodes_of_type(kind, f"{path}[]")


def _nodes_of_values(kind: Mapping[str, Any], path: str) -> Iterator[str]:
    if kind.get("name") in {*COMPONENT, *SHAPE, "union"}:
        yield from _nodes_of_type(kind, f"{path}{{}}")


if __name__ == "__main__":
    main()
