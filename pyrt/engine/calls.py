"""The calls under way, and what the page is told of them: busy, and which props load (O2, R1).

A run is wanted or not, which is the scheduler's business; a call is a function that has been
called and has not come back, be its run wanted or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..protocol import LoadingChanged
from .context import Call, output_references
from .outbox import Outbox
from .resolve import Resolver
from .run import Run
from .scheduler import Scheduler


class Calls:
    """Every run that was started and has not come back, superseded ones included."""

    def __init__(self, resolver: Resolver, scheduler: Scheduler, outbox: Outbox) -> None:
        self._resolver = resolver
        self._scheduler = scheduler
        self._outbox = outbox
        self._calls: dict[int, Call] = {}
        self._persistent = 0
        """How many of them are persistent."""
        self.page_first: set[int] = set()
        """Clientside calls that started together with a run that could not: in Dash they end
        before what waited for that run reads its arguments (E12)."""

    @property
    def any_awaited(self) -> bool:
        """A persistent callback that runs is no work that anybody waits for (O2)."""
        return len(self._calls) > self._persistent

    def __getitem__(self, run_id: int) -> Call:
        return self._calls[run_id]

    def start(self, calls: Sequence[Call]) -> None:
        """They are about to be called, at once."""
        for call in calls:
            self._calls[call.run.id] = call
        persistent = sum(call.run.resolved.callback.spec.persistent for call in calls)
        self._persistent += persistent
        if persistent < len(calls):
            self._outbox.announce_busy()
        outputs = [ref for call in calls for ref in output_references(call)]
        if outputs:
            self._outbox.send(LoadingChanged(started=outputs, ended=[]))

    def end(self, run_id: int) -> Call:
        """The call has come back."""
        call = self._calls.pop(run_id)
        self.page_first.discard(run_id)
        self._persistent -= call.run.resolved.callback.spec.persistent
        outputs = output_references(call)
        if outputs:
            self._outbox.send(LoadingChanged(started=[], ended=outputs))
        return call

    def record(self, run: Run, wrote: Iterable[str]) -> None:
        """What a run has written of its outputs, for those of its group that wait (D8)."""
        if run.group is not None:
            targets = self._resolver.flat_targets(run.resolved, run.resolved.callback.outputs)
            self._scheduler.record(run, [target.name for target in targets], wrote)
