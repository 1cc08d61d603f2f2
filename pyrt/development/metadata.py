"""What the engine may ask about component types, answered for every library.

Dash's own libraries are in the tables, so their answers do not depend on which classes the
app has used.  Other libraries are known by what their classes and instances declared.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyrt._components import NAMESPACES, load_table

from .component_registry import ComponentRegistry

_HTML = "dash_html_components"
_CHILDREN = ("children",)


class Metadata:
    """`engine.spec.ComponentMetadata` over the tables and the registry."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[str, str], tuple[str, ...]] = {}

    def node_props(self, namespace: str, component: str) -> Sequence[str]:
        """Props that hold components, `children` first."""
        key = (namespace, component)
        nodes = self._nodes.get(key)
        if nodes is None:
            nodes = self._nodes[key] = _node_props(namespace, component)
        return nodes

    def accepts(self, namespace: str, component: str, prop: str) -> bool | None:
        """Whether the type declares `prop`; None when its props are not known."""
        declared = _declared(namespace, component)
        if declared is None:
            return None
        props, wildcards = declared
        return prop in props or prop.startswith(tuple(wildcards))

    def answers(self, namespace: str, component: str) -> bool:
        """Whether the component may call `setProps` without the user; HTML elements do not."""
        return namespace != _HTML


def _node_props(namespace: str, component: str) -> tuple[str, ...]:
    if namespace in NAMESPACES:
        entry = load_table(namespace).get(component, {})
        nodes = entry.get("nodes", ())
    else:
        nodes = ComponentRegistry.children_props.get(namespace, {}).get(component) or ()
    return (*_CHILDREN, *(node for node in nodes if node != "children"))


def _declared(namespace: str, component: str) -> tuple[Sequence[str], Sequence[str]] | None:
    if namespace in NAMESPACES:
        entry = load_table(namespace).get(component)
        return None if entry is None else (entry["props"], entry.get("wildcards", ()))
    return ComponentRegistry.declared.get((namespace, component))
