"""The `running` option: props that hold while a callback runs (rules K1, E8, G12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..protocol import ComponentId, Json
from .graph import compile_dependency
from .ids import ALL, ALLSMALLER, MATCH, Wildcard, parse_id
from .jsonable import to_json
from .layout import Layout
from .resolve import RequestKey
from .run import Run


class RunningProps:
    """Counts the calls under way of each callback.

    Every start sets the "on" values; only the end of the last call sets the "off" values.
    Dash lets a superseded call that ends early switch them off under a call that still runs
    (quirk U2); no app can want that.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._calls: dict[RequestKey, int] = {}

    def start(self, run: Run) -> Iterator[tuple[ComponentId, str, Json]]:
        """What to set now that `run` starts."""
        if run.resolved.definition.spec.running:
            key = run.resolved.key
            self._calls[key] = self._calls.get(key, 0) + 1
            yield from self._values(run, 1)

    def end(self, run: Run) -> Iterator[tuple[ComponentId, str, Json]]:
        """What to set now that `run` has ended."""
        if run.resolved.definition.spec.running:
            key = run.resolved.key
            self._calls[key] -= 1
            if not self._calls[key]:
                del self._calls[key]
                yield from self._values(run, 2)

    def _values(self, run: Run, which: int) -> Iterator[tuple[ComponentId, str, Json]]:
        for position, entry in enumerate(run.resolved.definition.spec.running):
            output = entry[0]
            for component_id in self._expand(run, position, output.component_id):
                yield component_id, output.component_property, to_json(entry[which])

    def _expand(self, run: Run, position: int, component_id: Any) -> list[ComponentId]:
        """The components that a pattern means: MATCH is the trigger's value (G12)."""
        dependency = compile_dependency(component_id, "")
        if not dependency.wild:
            return [component_id]
        trigger = _trigger_id(run, position)
        found: list[ComponentId] = []
        for values, _ in self._layout.matches(dependency.keys):
            candidate = dict(zip(dependency.keys, values, strict=True))
            if all(
                _fits(wanted, candidate[key], trigger.get(key))
                for key, wanted in zip(dependency.keys, dependency.pattern, strict=True)
            ):
                found.append(candidate)
        return found


def _trigger_id(run: Run, position: int) -> dict[str, Any]:
    """The id whose values stand for MATCH: the changed prop at the same place, or the first."""
    ids = [parse_id(prop_id.rpartition(".")[0]) for prop_id in run.changed]
    chosen = ids[position] if position < len(ids) else ids[0] if ids else {}
    if isinstance(chosen, dict) and chosen:
        return chosen
    reference = run.resolved.reference
    return dict(zip(reference.keys, reference.values, strict=True)) if reference else {}


def _fits(wanted: Any, value: Any, trigger: Any) -> bool:
    if not isinstance(wanted, Wildcard):
        return bool(wanted == value)
    if wanted is ALL:
        return True
    if wanted is MATCH:
        return bool(value == trigger)
    assert wanted is ALLSMALLER
    return trigger is not None and bool(value < trigger)
