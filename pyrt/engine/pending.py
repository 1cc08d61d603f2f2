"""The runs that have not ended, and who waits for whom among them (E6)."""

from __future__ import annotations

from collections.abc import Iterable

from .run import Run
from .upstream import Upstream


class PendingSet:
    """Pending runs as one set of callbacks; see `upstream` for the bits."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self._set = 0
        self._runs_of: dict[int, int] = {}
        """Bit of a callback -> how many pending runs it has."""
        self._waiters: dict[int, dict[Run, None]] = {}
        """Bit of a callback -> the runs that were put down under it."""
        self._waits_for: dict[Run, int] = {}
        self._woken: list[Run] = []

    @property
    def has_woken(self) -> bool:
        return bool(self._woken)

    def take_woken(self) -> list[Run]:
        """The runs that waited for a callback which has no pending run any more."""
        woken, self._woken = self._woken, []
        return woken

    def rebuild(self, runs: Iterable[Run]) -> None:
        """Start anew after `Upstream.forget`.  Nobody is put down then, nobody woken."""
        self._set = 0
        self._runs_of.clear()
        self._waiters.clear()
        self._waits_for.clear()
        self._woken.clear()
        for run in runs:
            self.add(run)

    def add(self, run: Run) -> None:
        bit = self._upstream.bit(run.resolved)
        self._set |= bit
        self._runs_of[bit] = self._runs_of.get(bit, 0) + 1

    def discard(self, run: Run) -> None:
        self._lift(run)
        bit = self._upstream.bit(run.resolved)
        self._runs_of[bit] -= 1
        if not self._runs_of[bit]:
            del self._runs_of[bit]
            self._set &= ~bit
            for waiter in self._waiters.pop(bit, ()):
                del self._waits_for[waiter]
                self._woken.append(waiter)

    def must_wait(self, run: Run) -> bool:
        """Whether a pending run can still change an input of `run` (itself included).

        If so, `run` is put down under the callback that is likely to be the last to end.
        """
        self._lift(run)
        blockers = self._upstream.of(run.resolved) & self._set
        if blockers:
            last = 1 << (blockers.bit_length() - 1)
            self._waiters.setdefault(last, {})[run] = None
            self._waits_for[run] = last
        return bool(blockers)

    def _lift(self, run: Run) -> None:
        bit = self._waits_for.pop(run, None)
        if bit is not None:
            del self._waiters[bit][run]
