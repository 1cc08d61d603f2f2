"""What is known of component classes: by their metaclass, and from the instances made."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Container, Iterator, MutableSet
from typing import Any, ClassVar


class OrderedSet(MutableSet[str]):
    """A set that keeps the order of insertion."""

    def __init__(self, *items: str) -> None:
        self._items = dict.fromkeys(items)

    def add(self, value: str) -> None:
        self._items[value] = None

    def discard(self, value: str) -> None:
        self._items.pop(value, None)

    def __contains__(self, value: object) -> bool:
        return value in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class ComponentRegistry:
    """Dash's name and attributes; filled by `ComponentMeta`."""

    registry: ClassVar[OrderedSet] = OrderedSet()
    """Packages of third-party components, in the order of their import."""
    children_props: ClassVar[defaultdict[str, dict[str, Any]]] = defaultdict(dict)
    """Namespace -> type -> props that hold components."""
    namespace_to_package: ClassVar[dict[str, str]] = {}
    declared: ClassVar[dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    """(Namespace, type) -> prop names and wildcard prefixes, once an instance was made.

    Generated classes set these in `__init__`, so the class alone does not tell.
    """

    @classmethod
    def learn(cls, component: Any) -> None:
        """Note the props of a component's type."""
        key = (component._namespace, component._type)
        if key not in cls.declared:
            cls.declared[key] = (
                tuple(component._prop_names),
                tuple(component._valid_wildcard_attributes),
            )

    @classmethod
    def get_resources(
        cls, resource_name: str, includes: Container[str] | None = None
    ) -> list[dict[str, Any]]:
        """`_js_dist` or `_css_dist` of every package of components, put together."""
        resources: list[dict[str, Any]] = []
        for package in cls.registry:
            if includes is None or package in includes:
                resources.extend(getattr(sys.modules[package], resource_name, []))
        return resources
