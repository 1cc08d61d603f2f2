"""Random apps under both runtimes: `python -m tests.differential.generate N [SEED [JOBS]]`.

Runs the apps of N seeds from SEED on, shrinks those that differ and prints them, as scripts
that can go into the corpus.  The exit code says whether all agreed.
"""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from pyrt.testing.chromium import launch_arguments
from tests.differential.generate.draw import draw_app
from tests.differential.generate.drawn import App
from tests.differential.generate.emit import case_of
from tests.differential.generate.shrink import shrink
from tests.differential.side_by_side import Comparison, SideBySide, open_side_by_side

BATCH = 50
"""Apps for one browser and one server, which both grow with every app."""


def main(arguments: list[str]) -> int:
    count, first, jobs = [*map(int, arguments), *[300, 0, 1][len(arguments) :]]
    began = time.monotonic()
    end = first + count
    batches = [range(at, min(at + BATCH, end)) for at in range(first, end, BATCH)]
    differing: list[int] = []
    for found in _results(batches, jobs):
        differing += found
        done = time.monotonic() - began
        print(f"-- {done:.0f} s, {len(differing)} differ: {differing}", flush=True)
    print(
        f"{count} apps from seed {first} on: {count - len(differing)} agreed, "
        f"{len(differing)} differed, {time.monotonic() - began:.0f} s"
    )
    return bool(differing)


def _results(batches: Sequence[range], jobs: int) -> Iterator[list[int]]:
    if jobs == 1:
        yield from map(run_batch, batches)
        return
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(jobs, spawn, max_tasks_per_child=1) as pool:
        yield from pool.map(run_batch, batches)


def run_batch(seeds: range) -> list[int]:
    """The seeds whose apps differ; each is printed in its smallest form."""
    differing = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments(playwright.chromium, {}))
        with open_side_by_side(browser, Path(name)) as side_by_side:
            lab = Lab(side_by_side)
            for seed in seeds:
                app = draw_app(seed)
                if lab.compare(app).agrees:
                    continue
                differing.append(seed)
                small = shrink(app, lambda candidate: not lab.compare(candidate).agrees)
                print(f"\n#### seed {seed}\n{_in_words(small)}\n{lab.compare(small)}", flush=True)
        browser.close()
    return differing


def _in_words(app: App) -> str:
    """The part of the script that differs from app to app, and the gestures."""
    case = case_of(app, "shown")
    _, start, rest = case.source.partition("app = Dash")
    return "\n".join([start + rest, *map(str, case.steps)])


class Lab:
    """Runs drawn apps, each under a name of its own: servers keep what they have imported."""

    def __init__(self, side_by_side: SideBySide) -> None:
        self._side_by_side = side_by_side
        self._count = 0

    def compare(self, app: App) -> Comparison:
        self._count += 1
        try:
            return self._side_by_side.compare(case_of(app, f"drawn_{self._count}"))
        except Error as error:
            return Comparison([], [str(error)])
