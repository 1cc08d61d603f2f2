"""`python -m tests.bench`: see `--help`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from pyrt.testing.chromium import launch_arguments

from . import engine, imports
from .chart import chart
from .peer_site import ROOT
from .results import Result, Run, conditions, slower, table
from .scenarios import SCENARIOS
from .sharing import Sharing
from .targets import ALL, BASE, PYRT, PYRT_BASE, Target

TITLES = {target.name: target.title for target in (PYRT, *ALL, PYRT_BASE)}
RESULTS = ROOT / "test-results" / "bench.json"
CHARTED = ("start.painted", "start.answered", "slow.answered", "click3", "click1000", "typing")
CHARTED += ("chain", "fan", "all", "match", "rows300", "figure", "table")
SLOWER = 1.15
"""A ratio below it is noise on a machine of two cores."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Speed of pyrt beside its peers, in one browser, in turn.",
    )
    parser.add_argument("--rounds", type=int, default=3, help="fresh pages of each target (3)")
    parser.add_argument("--only", help="scenarios whose keys begin with one of these, by commas")
    parser.add_argument("--targets", help=f"some of {', '.join(t.name for t in ALL)}, by commas")
    parser.add_argument("--json", type=Path, default=RESULTS, help=f"({RESULTS.relative_to(ROOT)})")
    parser.add_argument("--chart", type=Path, help="write the picture of --json, measure nothing")
    parser.add_argument("--base", help="a git revision: pyrt as it is beside pyrt as it was there")
    options = parser.parse_args()
    if options.chart:
        if not options.json.exists():
            parser.error(f"there is no {options.json}: measure first")
        options.chart.write_text(chart(Run.read(options.json), CHARTED, TITLES))
        return 0
    if options.base:
        _prepare_base(options.base)
    wanted = options.targets.split(",") if options.targets else [target.name for target in ALL]
    only = tuple(options.only.split(",")) if options.only else ("",)
    run = _measure(wanted, only, options.rounds, bool(options.base))
    if options.base:
        return _compare(run, options.base)
    run.write(options.json)
    print("\n" + ", ".join(f"{name}: {value}" for name, value in run.conditions.items()) + "\n")
    names = [name for name in TITLES if any(result.values.get(name) for result in run.results)]
    print("\n".join(table(run, names, PYRT.name)))
    return 0


def _measure(wanted: Sequence[str], only: tuple[str, ...], rounds: int, compare: bool) -> Run:
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        browser = chromium.launch(**launch_arguments(chromium, {}))
        run = Run(conditions(f"Chromium {browser.version}"))
        if not compare:
            run.results += (r for r in _without_browser(rounds) if r.key.startswith(only))
        for scenario in (*SCENARIOS, *([] if compare else [Sharing()])):
            targets: Sequence[Target] = [t for t in scenario.targets if t.name in wanted]
            if compare:
                targets = [PYRT_BASE, PYRT] if PYRT in scenario.targets else []
            if targets and scenario.key.startswith(only):
                print(f"{scenario.key} ...", file=sys.stderr, flush=True)
                run.results += scenario.run(browser, targets, rounds)
        browser.close()
    return run


def _without_browser(rounds: int) -> list[Result]:
    print("engine, imports ...", file=sys.stderr, flush=True)
    return [*engine.results(), imports.result(rounds)]


def _prepare_base(revision: str) -> None:
    """The revision in a work tree of its own, set up."""
    git = ["git", "-C", ROOT, "worktree"]
    if (BASE / ".git").exists():
        subprocess.run(["git", "-C", BASE, "checkout", "--quiet", "--detach", revision], check=True)
    else:
        subprocess.run([*git, "prune"], check=True)
        subprocess.run([*git, "add", "--quiet", "--detach", BASE, revision], check=True)
    subprocess.run(["make", "--silent", "-C", BASE, "setup"], check=True, stdout=sys.stderr)


def _compare(run: Run, revision: str) -> int:
    """1 when something has become slower."""
    print(f"\nbase: {revision}\n")
    print("\n".join(table(run, [PYRT_BASE.name, PYRT.name], PYRT.name)))
    found = slower(run, PYRT_BASE.name, PYRT.name, SLOWER)
    for result in found:
        print(f"SLOWER: {result.title} ({result.ratio(PYRT.name, PYRT_BASE.name):.2f}x)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
