"""Writing what callbacks decided into the layout, and finding whom that concerns.

Two ways in, which differ in what follows (rules E3, F):
`apply_outputs`   the returned values: watchers, initial calls of inserted components, last
                  calls for removed ones, all with their predecessors;
`apply_side`      `set_props`, `running`, the page's own `set_props`: watchers only (F7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..protocol import ComponentId, Json
from .layout import Layout, id_key
from .outputs import PropUpdate
from .patch import MISSING, apply_patch, is_patch
from .requests import insertion_requests, removal_candidates, removal_requests
from .resolve import Resolver
from .run import Run
from .scheduler import Scheduler


class Updates:
    """The writers' side of the engine.  Holds nothing of its own."""

    def __init__(self, layout: Layout, resolver: Resolver, scheduler: Scheduler) -> None:
        self._layout = layout
        self._resolver = resolver
        self._scheduler = scheduler

    def apply_outputs(self, run: Run, updates: Iterable[PropUpdate]) -> set[str]:
        """Apply a run's result, component by component in the order of its outputs (E13).

        Returns the `id.prop` that were written.  Raises `PatchError` before anything has
        been written (L4).
        """
        predecessors = run.predecessors | {run.resolved.definition.index}
        by_component: dict[str, tuple[ComponentId, dict[str, Json]]] = {}
        for component_id, prop, value in updates:
            key = id_key(component_id)
            entry = by_component.setdefault(key, (component_id, {}))
            entry[1][prop] = self._patched(key, prop, value)
        requests: list[Run] = []
        for key, (component_id, props) in by_component.items():
            requests.extend(self._write_output(key, component_id, props))
        for request in requests:
            request.predecessors = predecessors
        self._scheduler.request(requests)
        return {f"{key}.{prop}" for key, (_, props) in by_component.items() for prop in props}

    def _write_output(
        self, key: str, component_id: ComponentId, props: Mapping[str, Json]
    ) -> list[Run]:
        requests = self._watchers(key, component_id, props)
        nid = self._layout.nid_of(key)
        if nid is None:
            return requests
        leaving = {
            prop: removal_candidates(nid, prop, self._layout, self._resolver)
            for prop in props
            if self._layout.holds_nodes(nid, prop)
        }
        for replaced in self._layout.write(nid, props):
            if not replaced.crawled:
                continue
            for found in (
                insertion_requests(replaced, self._layout, self._resolver),
                removal_requests(leaving[replaced.prop], self._resolver),
            ):
                group = self._scheduler.new_group()
                for request in found:
                    request.group = group
                requests.extend(found)
        return requests

    def apply_side(self, component_id: ComponentId, props: Mapping[str, Json]) -> bool:
        """Set props beside the graph.  False when no such component is in the layout."""
        key = id_key(component_id)
        nid = self._layout.nid_of(key)
        if nid is None:
            return False
        values = {prop: self._patched(key, prop, value) for prop, value in props.items()}
        requests = self._watchers(key, component_id, values)
        self._layout.write(nid, values)
        self._scheduler.request(requests)
        return True

    def accept_edit(self, nid: int, props: Mapping[str, Json]) -> None:
        """A component changed its own props; the page shows them already (E2)."""
        component_id = self._layout.id_of(nid)
        plain = {}
        for prop, value in props.items():
            if isinstance(value, (dict, list)) and self._layout.holds_nodes(nid, prop):
                # Components in there need nodes, which only we can give them.
                self._layout.write(nid, {prop: value})
            else:
                plain[prop] = value
        self._layout.accept(nid, plain)
        if component_id is not None:
            self._scheduler.request(self._watchers(id_key(component_id), component_id, props))

    def _watchers(
        self, key: str, component_id: ComponentId, props: Iterable[str]
    ) -> list[Run]:
        return [
            Run(resolved, {f"{key}.{prop}": None})
            for prop in props
            for resolved in self._resolver.readers(component_id, key, prop)
        ]

    def _patched(self, key: str, prop: str, value: Any) -> Json:
        """`value`, or what a `Patch` makes of the prop's present value (L3)."""
        if not is_patch(value):
            return value
        nid = self._layout.nid_of(key)
        if nid is None or not self._layout.has_prop(nid, prop):
            return apply_patch(value, MISSING)
        return apply_patch(value, self._layout.nested(nid, prop))
