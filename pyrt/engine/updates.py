"""Writing what callbacks decided into the layout, and finding whom that concerns.

Three ways in, which differ in what follows (rules E2, E3, F):
`apply_outputs`   the returned values: watchers, initial calls of inserted components, last
                  calls for removed ones, all with their predecessors;
`apply_side`      `set_props`, `running`, the page's own `set_props`: watchers only (F7);
`accept_edit`     what a component did to its own props: watchers only, and the page knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..protocol import ComponentId, Json, Mount
from .graph import Dependency
from .ids import ALL, Wildcard
from .javascript import is_number
from .layout import Layout, id_key
from .outputs import PropUpdate
from .patch import MISSING, apply_patch, is_patch
from .patterns import values_of
from .requests import (
    insertion_requests,
    removal_candidates,
    removal_requests,
    watcher_requests,
)
from .resolve import Reference, Resolver
from .run import Run
from .scheduler import Scheduler


class Updates:
    """The writers' side of the engine.  Holds nothing of its own."""

    def __init__(self, layout: Layout, resolver: Resolver, scheduler: Scheduler) -> None:
        self._layout = layout
        self._resolver = resolver
        self._scheduler = scheduler

    # --- outputs ------------------------------------------------------------------------

    def apply_outputs(self, run: Run, updates: Iterable[PropUpdate]) -> list[str]:
        """Apply a run's result, component by component in the order of its outputs (E13).

        Returns the `id.prop` that were written.  Raises `PatchError` before anything has
        been written (L4).
        """
        by_component: dict[str, tuple[ComponentId, dict[str, Json]]] = {}
        for component_id, prop, value in updates:
            key = id_key(component_id)
            _, props = by_component.setdefault(key, (component_id, {}))
            props[prop] = self.patched(key, prop, value)
        requests: list[Run] = []
        for key, (component_id, props) in by_component.items():
            requests += self._write_output(key, component_id, props)
        predecessors = run.predecessors | 1 << run.resolved.callback.index
        for request in requests:
            request.predecessors = predecessors
        self._scheduler.request(requests)
        return [f"{key}.{prop}" for key, (_, props) in by_component.items() for prop in props]

    def _write_output(
        self, key: str, component_id: ComponentId, props: Mapping[str, Json]
    ) -> list[Run]:
        requests = watcher_requests(component_id, props, self._resolver)
        nid = self._layout.nid_of(key)
        if nid is None:
            return requests
        leaving = {
            prop: removal_candidates(nid, prop, self._layout, self._resolver)
            for prop in props
            if self._layout.holds_nodes(nid, prop)
        }
        for replaced in self._layout.write(nid, props):
            if not replaced.crawled or _is_falsy(props[replaced.prop]):
                # Dash does not look for callbacks then.  Content that gives way to None
                # leaves without a last call (F3), unlike content that gives way to [].
                continue
            group = self._scheduler.new_group()
            requests += insertion_requests(replaced, self._layout, self._resolver, group)
            group = self._scheduler.new_group()
            requests += removal_requests(leaving[replaced.prop], self._resolver, group)
        return requests

    # --- beside the graph ---------------------------------------------------------------

    def apply_side(self, component_id: ComponentId, props: Mapping[str, Json]) -> bool:
        """Set props beside the graph.  False when no such component is in the layout."""
        key = id_key(component_id)
        nid = self._layout.nid_of(key)
        if nid is None:
            return False
        values = {prop: self.patched(key, prop, value) for prop, value in props.items()}
        # Whom it concerns is asked before: content that comes with it is nobody's trigger.
        requests = watcher_requests(component_id, values, self._resolver)
        self._layout.write(nid, values)
        self._scheduler.request(requests)
        return True

    def side_targets(self, target: Dependency, run: Run | None, position: int) -> list[ComponentId]:
        """The components that an id in `running` or `set_props` means beside a run (G12).

        ALL are all that are there.  MATCH and ALLSMALLER go by the value in the id that
        triggered the run: of several, the one at the same position, else the first.
        """
        if not target.wild:
            return [target.id]
        reference = _side_reference(run, position)
        known = reference.keys if reference else ()
        for key, value in zip(target.keys, target.pattern, strict=True):
            if isinstance(value, Wildcard) and value is not ALL and key not in known:
                return []
        return [found.id for found in self._resolver.targets(target, reference)]

    # --- edits --------------------------------------------------------------------------

    def accept_edit(self, nid: int, props: Mapping[str, Json]) -> None:
        """A component changed its own props; the page shows them already (E2)."""
        component_id = self._layout.id_of(nid)
        if component_id is not None:
            self._scheduler.request(watcher_requests(component_id, props, self._resolver))
        self._layout.accept(nid, props)

    def accept_external(self, parent: int, mounts: Sequence[Mount], replaces: int | None) -> None:
        """A component drew others that stand in its props as data.  No initial calls, but the
        top one's props count as changed (F1)."""
        self._layout.accept_external(parent, mounts, replaces)
        top = mounts[-1]
        component_id = self._layout.id_of(top.nid)
        if component_id is not None:
            self._scheduler.request(watcher_requests(component_id, top.props, self._resolver))

    def patched(self, key: str, prop: str, value: Any) -> Json:
        """`value`, or what a `Patch` makes of the prop's present value (L3)."""
        if not is_patch(value):
            return value
        nid = self._layout.nid_of(key)
        if nid is None or not self._layout.has_prop(nid, prop):
            return apply_patch(value, MISSING)
        return apply_patch(value, self._layout.nested(nid, prop))


def _side_reference(run: Run | None, position: int) -> Reference | None:
    if run is None:
        return None
    changed = [prop.id for prop in run.changed.values()]
    trigger = changed[position] if position < len(changed) else changed[0] if changed else None
    if not isinstance(trigger, dict):
        return run.resolved.reference
    values = values_of(trigger)
    return Reference(tuple(sorted(trigger)), values, values)


def _is_falsy(value: Json) -> bool:
    """As JavaScript sees it: an empty list is something."""
    return value is None or value is False or value == "" or (is_number(value) and value == 0)
