"""Runs drawn apps under both runtimes and shrinks those that differ."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Error

from tests.differential.generate.draw import draw_app
from tests.differential.generate.drawn import App
from tests.differential.generate.emit import case_of
from tests.differential.generate.shrink import shrink
from tests.differential.side_by_side import Comparison, SideBySide


@dataclass(frozen=True)
class Differing:
    """A seed whose app differs, in the smallest form that was found."""

    seed: int
    app: App
    comparison: Comparison

    def __str__(self) -> str:
        """The part of the script that differs from app to app, the gestures, the difference."""
        case = case_of(self.app, "shown")
        _, start, rest = case.source.partition("app = Dash")
        steps = "\n".join(map(str, case.steps))
        return f"#### seed {self.seed}\n{start}{rest}\n{steps}\n{self.comparison}"


@dataclass(frozen=True)
class NotRepeatable:
    """A seed whose app differed once and agreed when it was run again: a race between what the
    app does and the machine, or between the two and a runtime.  Nobody can tell from one run, so
    it is counted, not forgotten."""

    seed: int
    comparison: Comparison
    """That of the run that differed."""

    def __str__(self) -> str:
        return f"#### seed {self.seed}, not repeatable\n{self.comparison}"


class InstrumentError(Exception):
    """The browser or a server has failed, or a page that never came to rest: nothing is known."""


def differing(
    seeds: Iterable[int], side_by_side: SideBySide
) -> Iterator[Differing | NotRepeatable]:
    """Those of the seeds whose apps do not do the same under both runtimes, or did not once.

    Raises `InstrumentError`, which names the seed, where that cannot be told.
    """
    lab = _Lab(side_by_side)
    for seed in seeds:
        app = draw_app(seed)
        try:
            comparison = lab.compare(app)
            if comparison.agrees:
                continue
            if not lab.differs(app):
                yield NotRepeatable(seed, comparison)
                continue
            small = shrink(app, lab.differs)
            yield Differing(seed, small, lab.compare(small))
        except (Error, OSError) as error:
            raise InstrumentError(f"seed {seed} could not be run: {error}") from error


_numbers = itertools.count(1)
"""Of one process: several labs may share its servers."""


class _Lab:
    """Runs drawn apps, each under a name of its own: servers keep what they have imported."""

    def __init__(self, side_by_side: SideBySide) -> None:
        self._side_by_side = side_by_side

    def differs(self, app: App) -> bool:
        return not self.compare(app).agrees

    def compare(self, app: App) -> Comparison:
        return self._side_by_side.compare(case_of(app, f"drawn_{next(_numbers)}"))
