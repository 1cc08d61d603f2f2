"""The `running` option: props that hold while a callback runs (rules K1, E8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .graph import CompiledCallback, Dependency, compile_dependency
from .jsonable import to_json
from .layout import Layout
from .resolve import RequestKey, Resolver
from .run import Run


@dataclass(frozen=True, slots=True)
class RunningValue:
    """One of the props that `running` sets."""

    position: int
    """In the option: a wildcard id is resolved by the trigger with this number (G12)."""
    target: Dependency
    value: Any


class RunningProps:
    """Counts the calls under way of each callback.

    Every start sets the "on" values; only the end of the last call sets the "off" values.
    Dash lets a superseded call that ends early switch them off under a call that still runs
    (quirk U2); no app can want that.
    """

    def __init__(self) -> None:
        self._calls: dict[RequestKey, int] = {}

    def start(self, run: Run) -> list[RunningValue]:
        """What to set now that `run` starts."""
        if not run.resolved.callback.running:
            return []
        self._calls[run.resolved.key] = self._calls.get(run.resolved.key, 0) + 1
        return list(_values(run, 1))

    def end(self, run: Run) -> list[RunningValue]:
        """What to set now that `run` has ended."""
        if not run.resolved.callback.running:
            return []
        key = run.resolved.key
        self._calls[key] -= 1
        if self._calls[key]:
            return []
        del self._calls[key]
        return list(_values(run, 2))


def _values(run: Run, which: int) -> Iterator[RunningValue]:
    callback = run.resolved.callback
    for position, (target, entry) in enumerate(
        zip(callback.running, callback.spec.running, strict=True)
    ):
        yield RunningValue(position, target, entry[which])


def left_running(
    callback: CompiledCallback, resolver: Resolver, layout: Layout
) -> Iterator[RunningValue]:
    """The "off" values of the props that a call had left "on"."""
    for position, target in enumerate(callback.running):
        _, on, off = callback.spec.running[position]
        for found in resolver.targets(target, None):
            if layout.value(found.nid, found.prop) == to_json(on):
                yield RunningValue(position, compile_dependency(found.id, target.raw_prop), off)
