"""Which props of a component type hold components, ready for use.

Component libraries say it in Dash's notation: `children`, `a.b` (in an object), `a[].b` (in
each object of a list), `a{}` (in each value of an object).
"""

from __future__ import annotations

from typing import TypeAlias

from .spec import ComponentMetadata

NodePath: TypeAlias = tuple[str, ...]
"""`a[].b` is `("a", "[]", "b")`."""

NodePaths: TypeAlias = dict[str, tuple[NodePath, ...]]
"""Prop -> the paths that begin with it, in the order in which Dash visits them."""


def parse_node_path(text: str) -> NodePath:
    """One entry of `ComponentMetadata.node_props`."""
    tokens: list[str] = []
    for name in text.split("."):
        bare = name.rstrip("[]{}")
        marks = name[len(bare) :]
        tokens += [bare, *(marks[at : at + 2] for at in range(0, len(marks), 2))]
    return tuple(token for token in tokens if token)


def is_crawled(paths: tuple[NodePath, ...]) -> bool:
    """Whether Dash looks for callbacks in new content there: not inside lists and mappings
    of objects (F6)."""
    return any("[]" not in path and "{}" not in path for path in paths)


class NodeProps:
    """The paths of each component type, parsed once."""

    def __init__(self, metadata: ComponentMetadata) -> None:
        self._metadata = metadata
        self._known: dict[tuple[str, str], NodePaths] = {}

    def of(self, namespace: str, component: str) -> NodePaths:
        known = self._known.get((namespace, component))
        if known is None:
            # `children` first: Dash visits it before the other props.
            found: NodePaths = {"children": (("children",),)}
            for name in self._metadata.node_props(namespace, component):
                path = parse_node_path(name)
                if path not in found.get(path[0], ()):
                    found[path[0]] = (*found.get(path[0], ()), path)
            known = self._known[namespace, component] = found
        return known
