"""Which requests a piece of layout makes by entering or leaving (rules D2, D4, F2, F3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .graph import Definition, Dependency
from .layout import Layout, Replaced, id_key
from .resolve import RequestKey, Resolved, Resolver
from .run import Run


def initial_requests(
    definitions: Sequence[Definition], layout: Layout, resolver: Resolver
) -> list[Run]:
    """The initial call of the app (D2), without what can never get an input (D4)."""
    found = _Found()
    for nid in layout.components():
        component_id = layout.id_of(nid)
        if component_id is not None:
            _request_writers(component_id, resolver, found)
    requests = _without_absent_inputs(found.requests(), resolver)
    return requests + _load_time_requests(definitions, resolver)


def _load_time_requests(definitions: Sequence[Definition], resolver: Resolver) -> list[Run]:
    """Callbacks without outputs, or without inputs: these are found in the plain list, even
    where validation has left the graph empty (B)."""
    requests = []
    for definition in definitions:
        if definition.spec.prevent_initial_call:
            continue
        resolved = Resolved(definition, None, ())
        if not definition.outputs:
            wanted = not definition.inputs or _any_present(resolved, definition.inputs, resolver)
        elif not definition.inputs:
            wanted = _any_present(resolved, definition.outputs, resolver)
        else:
            wanted = False
        if wanted:
            requests.append(Run(resolved, initial=True))
    return requests


def _any_present(
    resolved: Resolved, dependencies: Sequence[Dependency], resolver: Resolver
) -> bool:
    return next(resolver.flat_targets(resolved, dependencies), None) is not None


def insertion_requests(replaced: Replaced, layout: Layout, resolver: Resolver) -> list[Run]:
    """What new content under one prop asks for (F2).

    Callbacks with an output inside get their initial call.  Callbacks with an input inside
    and an output outside see that input as changed, `prevent_initial_call` or not.
    """
    found = _Found()
    for nid in replaced.inserted:
        component_id = layout.id_of(nid)
        if component_id is None:
            continue
        _request_writers(component_id, resolver, found)
        key = id_key(component_id)
        for prop in resolver.read_props(component_id, key):
            for resolved in resolver.readers(component_id, key, prop):
                if _writes_outside(resolved, replaced.nid, replaced.prop, layout, resolver):
                    found.add(resolved, changed=f"{key}.{prop}")
    return _without_absent_inputs(found.requests(), resolver)


def removal_candidates(
    nid: int, prop: str, layout: Layout, resolver: Resolver
) -> list[Resolved]:
    """Callbacks that read, by pattern, what is under this prop now and may leave (F3).

    To be asked before the write: afterwards nobody knows what the pattern meant.
    """
    found: dict[RequestKey, Resolved] = {}
    for child in layout.below(nid, prop):
        component_id = layout.id_of(child)
        if not isinstance(component_id, dict):
            continue
        key = id_key(component_id)
        for read in resolver.read_props(component_id, key):
            for resolved in resolver.readers(component_id, key, read):
                if resolved.key not in found and _writes_outside(
                    resolved, nid, prop, layout, resolver
                ):
                    found[resolved.key] = resolved
    return list(found.values())


def removal_requests(candidates: Iterable[Resolved], resolver: Resolver) -> list[Run]:
    """A last call for those candidates whose outputs are still there (F3).

    Nothing is listed as changed, because what changed is gone; `prevent_initial_call` does
    not apply.
    """
    return [
        Run(resolved, initial=True)
        for resolved in candidates
        if _any_present(resolved, resolved.definition.outputs, resolver)
    ]


class _Found:
    """Requests by key; a callback that is found twice becomes one request."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, tuple[Any, ...]], Run] = {}

    def add(self, resolved: Resolved, *, initial: bool = False, changed: str | None = None) -> None:
        # By callback id, as Dash does: definitions that share it share the request (A9).
        key = (resolved.definition.spec.id, resolved.match)
        request = self._requests.setdefault(key, Run(resolved))
        if changed is not None:
            request.changed[changed] = None
        request.initial = request.initial or initial

    def requests(self) -> list[Run]:
        return list(self._requests.values())


def _request_writers(component_id: Any, resolver: Resolver, found: _Found) -> None:
    key = id_key(component_id)
    for raw_prop in resolver.written_props(component_id, key):
        resolved = resolver.writer(component_id, key, raw_prop)
        if resolved and not resolved.definition.spec.prevent_initial_call:
            found.add(resolved, initial=True)


def _writes_outside(
    resolved: Resolved, nid: int, prop: str, layout: Layout, resolver: Resolver
) -> bool:
    """Whether some output stands elsewhere.  Without outputs: no (F2, last row)."""
    return any(
        not layout.is_inside(target.nid, nid, prop)
        for target in resolver.flat_targets(resolved, resolved.definition.outputs)
    )


def _without_absent_inputs(requests: list[Run], resolver: Resolver) -> list[Run]:
    """Drop requests that have no input, and then those that only these would feed (D4)."""
    excluded: set[tuple[str, str]] = set()
    while True:
        kept = [request for request in requests if _has_input(request, excluded, resolver)]
        if len(kept) == len(requests):
            return kept
        survivors = set(map(id, kept))
        for request in requests:
            if id(request) not in survivors:
                for target in resolver.flat_targets(
                    request.resolved, request.resolved.definition.outputs
                ):
                    excluded.add((target.key, target.raw_prop))
        requests = kept


def _has_input(request: Run, excluded: set[tuple[str, str]], resolver: Resolver) -> bool:
    definition = request.resolved.definition
    return definition.all_inputs_multi or any(
        (target.key, target.prop) not in excluded
        for target in resolver.flat_targets(request.resolved, definition.inputs)
    )
