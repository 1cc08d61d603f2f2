"""Which requests a change makes: of props, or of the layout by what enters and leaves it
(rules D2, D4, E2, F2, F3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..protocol import ComponentId
from .graph import CompiledCallback
from .layout import Layout, Replaced, id_key
from .resolve import RequestKey, Resolved, Resolver
from .run import ChangedProp, Run


def watcher_requests(
    component_id: ComponentId, props: Iterable[str], resolver: Resolver
) -> list[Run]:
    """What a change of some props of one component asks for (E2)."""
    key = id_key(component_id)
    return [
        Run(resolved, {f"{key}.{prop}": ChangedProp(key, component_id, prop)})
        for prop in props
        for resolved in resolver.readers(component_id, key, prop)
    ]


# --- the load of the page ---------------------------------------------------------------


def initial_requests(
    callbacks: Sequence[CompiledCallback], layout: Layout, resolver: Resolver, group: int
) -> list[Run]:
    """The initial calls of the app (D2), without those that can never get an input (D4)."""
    walk = _Walk(group)
    for component_id in _ids(layout.components(), layout):
        walk.add_writers(component_id, resolver)
    return [
        *_without_absent_inputs(walk.requests(), resolver),
        *_load_time_requests(callbacks, resolver),
    ]


def _load_time_requests(callbacks: Sequence[CompiledCallback], resolver: Resolver) -> Iterator[Run]:
    """Callbacks without outputs, or without inputs.  Dash takes these from the plain list of
    callbacks, so they are called even where validation has left the graph empty (B)."""
    for callback in callbacks:
        needed = callback.inputs if not callback.outputs else callback.outputs
        if callback.spec.prevent_initial_call or (callback.outputs and callback.inputs):
            continue
        resolved = Resolved(callback, None, "")
        if not needed or resolver.any_present(resolved, needed):
            yield Run(resolved, initial=True, at_load=True)


# --- content that enters or leaves ------------------------------------------------------


def insertion_requests(
    replaced: Replaced, layout: Layout, resolver: Resolver, group: int
) -> list[Run]:
    """What new content under one prop asks for (F2).

    Callbacks with an output inside get their initial call.  Callbacks with an input inside
    and an output outside see that input as changed, `prevent_initial_call` or not.
    """
    walk = _Walk(group)
    for component_id in _ids(replaced.inserted, layout):
        walk.add_writers(component_id, resolver)
        for run in watcher_requests(component_id, resolver.read_props(component_id), resolver):
            if _writes_outside(run.resolved, replaced.nid, replaced.prop, layout, resolver):
                walk.add(run)
    return _without_absent_inputs(walk.requests(), resolver)


def removal_candidates(nid: int, prop: str, layout: Layout, resolver: Resolver) -> list[Resolved]:
    """Callbacks that read, by a dict id, what is under this prop now and may leave (F3).

    To be asked before the write: afterwards nobody knows what the pattern meant.
    """
    found: dict[RequestKey, Resolved] = {}
    for component_id in _ids(layout.below(nid, prop), layout):
        if not isinstance(component_id, dict):
            continue
        key = id_key(component_id)
        for read in resolver.read_props(component_id):
            for resolved in resolver.readers(component_id, key, read):
                if resolved.key not in found and _writes_outside(
                    resolved, nid, prop, layout, resolver
                ):
                    found[resolved.key] = resolved
    return list(found.values())


def removal_requests(candidates: Iterable[Resolved], resolver: Resolver, group: int) -> list[Run]:
    """A last call for those candidates whose outputs are still there (F3).

    Nothing is listed as changed, because what changed is gone; `prevent_initial_call` does
    not apply.
    """
    return [
        Run(resolved, initial=True, group=group)
        for resolved in candidates
        if resolver.any_present(resolved, resolved.callback.outputs)
    ]


def _ids(nids: Iterable[int], layout: Layout) -> Iterator[ComponentId]:
    for nid in nids:
        component_id = layout.id_of(nid)
        if component_id is not None:
            yield component_id


class _Walk:
    """The requests that one walk through a layout finds; found twice is found once."""

    def __init__(self, group: int) -> None:
        self._group = group
        self._found: dict[tuple[str, str], Run] = {}

    def add(self, run: Run) -> None:
        # By callback id, as Dash does: callbacks that share it share the request (A9).
        key = (run.resolved.callback.spec.id, run.resolved.match)
        found = self._found.setdefault(key, run)
        if found is not run:
            found.changed |= run.changed
            found.initial = found.initial or run.initial

    def add_writers(self, component_id: ComponentId, resolver: Resolver) -> None:
        """Initial calls of the callbacks that compute this component."""
        key = id_key(component_id)
        for raw_prop in resolver.written_props(component_id):
            # Of several only the first registered, as in Dash.
            for resolved in resolver.writers(component_id, key, raw_prop)[:1]:
                if not resolved.callback.spec.prevent_initial_call:
                    self.add(Run(resolved, initial=True))

    def requests(self) -> list[Run]:
        for run in self._found.values():
            run.group = self._group
        return list(self._found.values())


def _writes_outside(
    resolved: Resolved, nid: int, prop: str, layout: Layout, resolver: Resolver
) -> bool:
    """Whether some output stands elsewhere.  Without outputs: no (F2, last row)."""
    return any(
        not layout.is_inside(target.nid, nid, prop)
        for target in resolver.flat_targets(resolved, resolved.callback.outputs)
    )


def _without_absent_inputs(requests: list[Run], resolver: Resolver) -> list[Run]:
    """Drop requests that have no input, and then those that only these would feed (D4)."""
    excluded: set[str] = set()
    while True:
        kept: list[Run] = []
        dropped: list[Run] = []
        for run in requests:
            (kept if _has_input(run.resolved, excluded, resolver) else dropped).append(run)
        if not dropped:
            return kept
        for run in dropped:
            outputs = resolver.flat_targets(run.resolved, run.resolved.callback.outputs)
            excluded.update(target.name for target in outputs)
        requests = kept


def _has_input(resolved: Resolved, excluded: set[str], resolver: Resolver) -> bool:
    callback = resolved.callback
    return callback.all_inputs_multi or any(
        target.name not in excluded for target in resolver.flat_targets(resolved, callback.inputs)
    )
