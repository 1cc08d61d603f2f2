"""What is measured of the targets in a browser, and how.

Targets take turns, a fresh page each time, so that a slow spell of the machine meets them all.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from .hosts import Line
from .memory import resting_megabytes
from .results import Result
from .targets import BARE, CLIENTSIDE, DASH, PEER, PEER_COMPILED, PYRT, Target
from .visit import Machine, visit, visiting

Values = Mapping[str, Sequence[float]]
"""Name of a quantity of the scenario -> its values."""

Measure = Callable[[Browser, Target, int], Values]
"""Opens the target's page at that port, perhaps several times."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """`quantities`: name -> (title, unit).  `rounds`: at most so many."""

    key: str
    app: str
    size: int
    targets: tuple[Target, ...]
    measure: Measure
    quantities: Mapping[str, tuple[str, str]]
    rounds: int = 9

    def run(self, browser: Browser, targets: Sequence[Target], rounds: int) -> Iterator[Result]:
        """Measure those of its targets that are wanted."""
        values: dict[str, dict[str, list[float]]] = {name: {} for name in self.quantities}
        with ExitStack() as stack:
            ports = {}
            for target in targets:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                ports[target] = stack.enter_context(target.serving(self.app, self.size, folder))
            for _ in range(min(rounds, self.rounds)):
                for target in targets:
                    for name, more in self.measure(browser, target, ports[target]).items():
                        values[name].setdefault(target.name, []).extend(more)
        for name, (title, unit) in self.quantities.items():
            yield Result(f"{self.key}.{name}" if name else self.key, title, unit, values[name])


# --- start ------------------------------------------------------------------------------

_START = "\nbench.start();"


def _start(browser: Browser, target: Target, port: int) -> Values:
    """The first load and, in the same browser, the second."""
    machine = Machine(browser)
    with Line(port) as line, browser.new_context() as context:
        before = machine.cpu_seconds()
        first = visit(context, target, line.port, script=_START)
        cold = first.bench("marks")
        cpu = machine.cpu_seconds() - before
        received = line.received
        first.page.close()
        warm = visit(context, target, line.port, script=_START).bench("marks")
    return {
        "painted": [cold["painted"]],
        "answered": [cold["answered"]],
        "warm": [warm["answered"]],
        "received": [received / 1e6],
        "cpu": [cpu],
    }


def _memory(browser: Browser, target: Target, port: int) -> Values:
    return {"": [resting_megabytes(browser.browser_type, f"http://localhost:{port}/")]}


def _slow_start(browser: Browser, target: Target, port: int) -> Values:
    with Line(port, megabits=20, round_trip=0.04) as line, browser.new_context() as context:
        marks = visit(context, target, line.port, script=_START).bench("marks")
    return {"painted": [marks["painted"]], "answered": [marks["answered"]]}


# --- interaction ------------------------------------------------------------------------

GO, OUT = "#go", "#out"


def _clicks(count: int, source: str = GO, target_: str = OUT, wanted: str = "") -> Measure:
    """Clicks one at a time, after three that are not measured."""

    def measure(browser: Browser, target: Target, port: int) -> Values:
        with visiting(browser, target, port) as page:
            where = f"{source!r}, {target_!r}, {wanted!r}"
            page.bench(f"clicks(3, {where})")
            return {"": page.bench(f"clicks({count}, {where})")}

    return measure


def _changes(browser: Browser, target: Target, port: int) -> Values:
    """Changes one at a time, after three that are not measured."""
    with visiting(browser, target, port) as page:
        page.bench("changes(3)")
        return {"": page.bench("changes(20)")}


def _typing(browser: Browser, target: Target, port: int) -> Values:
    with visiting(browser, target, port) as page:
        page.bench("typing(1)")
        return {"": page.bench("typing(3)")}


def _beside(browser: Browser, target: Target, port: int) -> Values:
    """Clicks alone, while another callback sleeps for a second, while a background job computes."""
    found: dict[str, list[float]] = {"": [], "sleep": [], "job": []}
    with visiting(browser, target, port) as page:
        page.bench(f"clicks(3, {GO!r}, {OUT!r})")
        # Once unmeasured: a job's worker is started on demand, and kept.
        page.page.click("#job")
        page.settle()
        for other, times in list(found.items()) * 3:
            if other:
                page.page.click(f"#{other}")
            times += page.bench(f"clicks(8, {GO!r}, {OUT!r})")
            page.settle()
    return found


def _figures(browser: Browser, target: Target, port: int) -> Values:
    with visiting(browser, target, port) as page:
        page.page.wait_for_selector("#graph .js-plotly-plot .main-svg")
        page.bench("figures(2)")
        found = {"": page.bench("figures(5)")}
        if target is PYRT:
            found["bare"] = page.bench("bareFigures(6, 100000)")[1:]
        return found


def _first_render(browser: Browser, target: Target, port: int) -> Values:
    with visiting(browser, target, port) as page:
        return {"": [page.main_thread_ms()]}


PYTHON = (DASH, PEER_COMPILED, PYRT)
WITH_JS = (DASH, CLIENTSIDE, PEER_COMPILED, PYRT)
SERVED = (DASH, PYRT)

SCENARIOS = (
    Scenario(
        *("start", "start", 1, (DASH, PEER, PEER_COMPILED, BARE, PYRT), _start),
        {
            "painted": ("open a page: its layout is shown", "ms"),
            "answered": ("open a page: a click that came then is answered", "ms"),
            "warm": ("the same at the second visit", "ms"),
            "received": ("transferred", "MB"),
            "cpu": ("CPU of the browser until then", "s"),
        },
    ),
    Scenario(
        *("memory", "start", 1, (DASH, PEER, PEER_COMPILED, BARE, PYRT), _memory),
        {"": ("memory of the page at rest", "MB")},
        rounds=3,
    ),
    Scenario(
        *("slow", "start", 1, (DASH, PEER, PEER_COMPILED, BARE, PYRT), _slow_start),
        {
            "painted": ("at 20 Mbit/s, 40 ms: its layout is shown", "ms"),
            "answered": ("at 20 Mbit/s, 40 ms: a click is answered", "ms"),
        },
        rounds=3,
    ),
    Scenario(
        *("click3", "click", 3, (*WITH_JS, BARE), _clicks(60)),
        {"": ("click → callback → DOM, 3 components", "ms")},
    ),
    Scenario(
        *("click1000", "click", 1000, (*WITH_JS, BARE), _clicks(30)),
        {"": ("click → callback → DOM, 1,000 components", "ms")},
    ),
    Scenario(
        *("typing", "typing", 1, WITH_JS, _typing),
        {"": ("last of 50 characters → the whole text", "ms")},
        rounds=3,
    ),
    Scenario(
        *("chain", "chain", 50, WITH_JS, _clicks(5)),
        {"": ("click → end of a chain of 50 callbacks", "ms")},
    ),
    Scenario(
        *("fan", "fan_out", 100, WITH_JS, _clicks(5)),
        {"": ("click → 100 callbacks → one that reads them all", "ms")},
        rounds=3,
    ),
    Scenario(
        *("all", "all_of", 200, WITH_JS, _changes),
        {"": ("one of 200 inputs changes, which a callback reads by ALL", "ms")},
    ),
    Scenario(
        *("match", "match_one", 200, WITH_JS, _clicks(20, "button", "span")),
        {"": ("click on one of 200 with a callback by MATCH", "ms")},
    ),
    Scenario(
        *("beside", "beside", 1, SERVED, _beside),
        {
            "": ("click → callback → DOM, nothing else runs", "ms"),
            "sleep": ("the same beside a callback that sleeps", "ms"),
            "job": ("the same beside a background job", "ms"),
        },
        rounds=3,
    ),
    Scenario(
        *("rows300", "rows_returned", 300, SERVED, _clicks(1)),
        {"": ("a callback returns 300 rows", "ms")},
        rounds=3,
    ),
    Scenario(
        *("rows1000", "rows_returned", 1000, SERVED, _clicks(1)),
        {"": ("a callback returns 1,000 rows", "ms")},
        rounds=1,
    ),
    Scenario(
        *("rows5000", "rows_returned", 5000, (PYRT,), _clicks(3)),
        {"": ("a callback returns 5,000 rows", "ms")},
        rounds=1,
    ),
    Scenario(
        *("figure", "figure", 100_000, PYTHON, _figures),
        {
            "": ("a callback returns a figure of 100,000 points", "ms"),
            "bare": ("the same figure, plotly.js alone", "ms"),
        },
        rounds=3,
    ),
    Scenario(
        *("table", "table", 10_000, SERVED, _clicks(5, wanted="row 0 of #")),
        {"": ("a callback returns 10,000 rows to a DataTable", "ms")},
        rounds=3,
    ),
    *(
        Scenario(
            *(f"render{size}", "rows_at_start", size, targets, _first_render),
            {"": (f"first render of {size:,} rows, main thread", "ms")},
            rounds=3,
        )
        for size, targets in [(1, SERVED), (1000, SERVED), (2500, (PYRT,)), (5000, (PYRT,))]
    ),
)
