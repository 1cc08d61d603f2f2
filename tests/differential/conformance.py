"""The corpus and random apps under both runtimes, as a table: `make conformance N=1000 SEED=0`.

    python -m tests.differential.conformance N SEED JOBS

Runs every case of the corpus (none with CORPUS=no) and the apps of N seeds from SEED on, in
JOBS processes; writes the table to `build/conformance.md` and prints what differs without
being known, random apps in their smallest form.  The exit code says whether there was any.
Random apps that differed once and agreed when they were run again have a column of their own,
and their seeds stand below the table.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from playwright.sync_api import Error, sync_playwright

from pyrt.testing.chromium import launch_arguments
from tests.differential.case import Case, corpus
from tests.differential.differences import KNOWN, known_lines
from tests.differential.generate.run import Differing, InstrumentError, differing
from tests.differential.rules import ELSEWHERE
from tests.differential.servers import ROOT
from tests.differential.side_by_side import SideBySide, open_side_by_side

BATCH = 50
"""Cases for one browser and one server, which both grow with every app."""

TABLE = ROOT / "build" / "conformance.md"

FAMILIES = {
    "A": "registration",
    "B": "validation",
    "C": "signatures and values",
    "D": "initial calls",
    "E": "triggering, queueing, results",
    "F": "layout changes",
    "G": "pattern-matching ids",
    "H": "callback context",
    "I": "return values",
    "J": "set_props",
    "K": "callback options",
    "L": "Patch",
    "M": "clientside callbacks",
    "N": "async and background callbacks",
    "O": "websocket and persistent callbacks",
    "P": "pages and routing",
    "Q": "dcc components",
    "R": "loading states, titles, persistence",
    "S": "app options and page",
    "*": "random apps",
}
"""By the first letter of a case's first rule."""

Outcome = Literal["agreed", "differed as known", "not repeatable", "differed"]


@dataclass(frozen=True)
class Result:
    """One case or one seed.  Raises `ValueError` for a family that the table has no row for."""

    family: str
    outcome: Outcome
    name: str
    """Of the case; `seed 4711` for a random app."""

    def __post_init__(self) -> None:
        if self.family not in FAMILIES:
            raise ValueError(f"{self.name}: no family of rules is called {self.family!r}")


def main(arguments: Sequence[str]) -> int:
    count, first, jobs = [*map(int, arguments), *[300, 0, 2][len(arguments) :]]
    began = time.monotonic()
    names = [case.name for case in corpus()] if os.environ.get("CORPUS") != "no" else []
    batches: list[list[str] | range] = [
        names[at : at + BATCH] for at in range(0, len(names), BATCH)
    ]
    end = first + count
    batches += [range(at, min(at + BATCH, end)) for at in range(first, end, BATCH)]
    results: list[Result] = []
    for batch in _run_all(batches, jobs):
        results += batch
        print(f"-- {len(results)} run, {time.monotonic() - began:.0f} s", flush=True)
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(table(results))
    print(f"\n{table(results)}\n{time.monotonic() - began:.0f} s")
    return any(result.outcome == "differed" for result in results)


def table(results: Sequence[Result]) -> str:
    """Markdown: a row for each family of rules, then the seeds that were not repeatable, then
    the reasons for what is known, and the rules that are looked at elsewhere."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        counts[result.family][result.outcome] += 1
        counts["all"][result.outcome] += 1
    lines = [
        "| Rules | cases | agreed | differed as intended | not repeatable | differed |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for family, name in [*FAMILIES.items(), ("all", "")]:
        if family in counts:
            found = counts[family]
            title = f"**{family}**" if family == "all" else f"{family} {name}"
            numbers = [found[outcome] for outcome in get_args(Outcome)]
            row = " | ".join(map(str, [sum(numbers), *numbers]))
            lines.append(f"| {title} | {row} |")
    once = [result.name for result in results if result.outcome == "not repeatable"]
    if once:
        lines += ["", f"Differed once, and agreed when run again: {', '.join(once)}."]
    known = [result.name for result in results if result.outcome == "differed as known"]
    if known:
        lines += ["", "Differed as intended:", ""]
        lines += [f"- {name.replace('_', ' ')}: {KNOWN[name]}" for name in known]
    lines += ["", "Rules without a case, and where they are looked at:", ""]
    lines += [f"- {rule}: {where}" for rule, where in ELSEWHERE.items()]
    return "\n".join(lines) + "\n"


def _run_all(batches: Sequence[list[str] | range], jobs: int) -> Iterator[list[Result]]:
    if jobs == 1:
        yield from map(run_batch, batches)
        return
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(jobs, spawn, max_tasks_per_child=1) as pool:
        yield from pool.map(run_batch, batches)


def run_batch(batch: list[str] | range) -> list[Result]:
    """The results for some cases of the corpus, by name, or for some seeds.  What differs is
    printed as soon as it is known."""
    with _opened() as side_by_side:
        if isinstance(batch, range):
            outcomes: dict[int, Outcome] = dict.fromkeys(batch, "agreed")
            for found in differing(batch, side_by_side):
                repeatable = isinstance(found, Differing)
                outcomes[found.seed] = "differed" if repeatable else "not repeatable"
                print(f"{found}\n", flush=True)
            return [Result("*", outcome, f"seed {seed}") for seed, outcome in outcomes.items()]
        cases = {case.name: case for case in corpus()}
        return [_result(cases[name], side_by_side) for name in batch]


@contextlib.contextmanager
def _opened() -> Iterator[SideBySide]:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments(playwright.chromium, {}))
        with open_side_by_side(browser, Path(name)) as side_by_side:
            yield side_by_side
        browser.close()


def _result(case: Case, side_by_side: SideBySide) -> Result:
    family = case.rules[0]
    try:
        comparison = side_by_side.compare(case)
    except (Error, OSError) as error:
        raise InstrumentError(f"{case.title} could not be run: {error}") from error
    if comparison.agrees:
        return Result(family, "agreed", case.name)
    if case.name in KNOWN and comparison.differing == known_lines(case.name):
        return Result(family, "differed as known", case.name)
    print(f"#### {case.title}\n{comparison}\n", flush=True)
    return Result(family, "differed", case.name)


if __name__ == "__main__":
    # By its importable name: other processes look the functions up there.
    from tests.differential.conformance import main as run

    sys.exit(run(sys.argv[1:]))
