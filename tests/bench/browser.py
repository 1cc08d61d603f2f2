"""pyrt and real Dash, the same scripts, in the same browser, interleaved."""

from __future__ import annotations

import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.chromium import launch_arguments

APPS = Path(__file__).parent / "apps"

CLICKS = """
async ([count, from, to]) => {
  const button = document.querySelector(from), out = document.querySelector(to);
  const quiet = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  const times = [];
  for (let i = 0; i < count; i++) {
    await quiet(); await quiet();
    times.push(await new Promise(done => {
      const start = performance.now();
      new MutationObserver((_, observer) => {
        observer.disconnect();
        done(performance.now() - start);
      }).observe(out, {childList: true, subtree: true, characterData: true});
      button.click();
    }));
  }
  return times;
}
"""

FIGURES = """
async (count) => {
  const button = document.getElementById("go");
  const graph = document.querySelector("#graph .js-plotly-plot");
  const quiet = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  const clicked = Number(/\\d*$/.exec(graph.layout.title?.text ?? "")[0]);
  const times = [];
  for (let i = 1; i <= count; i++) {
    await quiet(); await quiet();
    times.push(await new Promise(done => {
      const start = performance.now();
      const drawn = () => {
        if (graph.layout.title?.text !== `drawn ${clicked + i}`) return;
        graph.removeListener("plotly_afterplot", drawn);
        done(performance.now() - start);
      };
      graph.on("plotly_afterplot", drawn);
      button.click();
    }));
  }
  return times;
}
"""
"""Each click's time until plotly.js has drawn the figure that it asked for."""

BARE_FIGURES = """
async ([count, size]) => {
  const graph = document.querySelector("#graph .js-plotly-plot");
  const quiet = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  const x = Array.from({length: size}, (_, i) => i);
  const times = [];
  for (let i = 0; i < count; i++) {
    const trace = {type: "scatter", mode: "lines", x, y: x.map(() => Math.random())};
    await quiet(); await quiet();
    const start = performance.now();
    await Plotly.react(graph, [trace], {title: {text: `bare ${i}`}}, {staticPlot: true});
    times.push(performance.now() - start);
  }
  return times;
}
"""
"""The same without any callback: what plotly.js itself takes."""


def write_app(name: str, size: int, folder: Path) -> Path:
    """The script with its one parameter set."""
    text, found = re.subn(
        r"^N = \d+  # PARAMETER", f"N = {size}", (APPS / f"{name}.py").read_text(), flags=re.M
    )
    assert found == 1
    folder.mkdir(parents=True)
    (folder / "app.py").write_text(text)
    return folder / "app.py"


@contextmanager
def dash_server(app: Path) -> Iterator[str]:
    """Real Dash on localhost, threaded, debug off."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = f"import runpy; m = runpy.run_path({str(app)!r}); m['app'].run(port={port}, debug=False)"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(url, timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def pyrt_site(app: Path) -> Iterator[str]:
    """The app built and served as static files."""
    out = app.parent.parent / "site"
    build_site(str(app), out)
    with SiteServer({"": out}) as server:
        yield server.url


@dataclass
class Side:
    """One of the two, open in a browser page."""

    name: str
    url: str
    settled: str
    """JavaScript that resolves when nothing is under way."""


DASH_SETTLED = """
() => new Promise(done => {
  const look = () => {
    const state = window.store && window.store.getState();
    const lists = state && Object.values(state.callbacks).filter(Array.isArray);
    document.querySelector("#react-entry-point ._dash-loading") === null && state
      && !state.isLoading && lists.every(list => !list.length || list === state.callbacks.stored)
      ? done(true) : setTimeout(look, 20);
  };
  look();
})
"""
PYRT_SETTLED = "() => window.pyrt.ready.then(() => window.pyrt.idle()).then(() => true)"


@contextmanager
def both(name: str, size: int) -> Iterator[list[Side]]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        served = write_app(name, size, root / "dash")
        built = write_app(name, size, root / "pyrt" / "app")
        with dash_server(served) as dash_url, pyrt_site(built) as pyrt_url:
            yield [Side("dash", dash_url, DASH_SETTLED), Side("pyrt", pyrt_url, PYRT_SETTLED)]


@dataclass
class Opened:
    """A settled page, and the CPU time that its main thread has spent since it was made."""

    page: Page
    cpu: CDPSession

    def milliseconds(self) -> float:
        metrics: list[dict[str, Any]] = self.cpu.send("Performance.getMetrics")["metrics"]
        seconds = next(m["value"] for m in metrics if m["name"] == "TaskDuration")
        return float(seconds) * 1000

    def close(self) -> None:
        self.page.context.close()


def open_page(browser: Browser, side: Side, timeout_seconds: float = 180) -> Opened:
    page = browser.new_context().new_page()
    page.set_default_timeout(timeout_seconds * 1000)
    cpu = page.context.new_cdp_session(page)
    # Counts from here on, so it comes before the navigation.
    cpu.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(side.url)
    page.wait_for_function("window.store || window.pyrt")
    page.evaluate(side.settled)
    # Two frames: what was rendered has been laid out and painted.
    page.evaluate("() => new Promise(d => requestAnimationFrame(() => requestAnimationFrame(d)))")
    return Opened(page, cpu)


def line(what: str, dash: list[float], pyrt: list[float]) -> None:
    a, b = statistics.median(dash), statistics.median(pyrt)
    print(f"{what:<46} {a:>10.2f} {b:>10.2f} {a / b:>9.1f}x   n={len(dash)}/{len(pyrt)}")


GO, OUT = "#go", "#out"


def clicks(
    browser: Browser,
    name: str,
    size: int,
    count: int,
    rounds: int,
    what: str,
    path: tuple[str, str] = (GO, OUT),
) -> None:
    """Click -> callback -> DOM, a fresh page each round, the two sides in turn.

    `path` has the selectors of what is clicked and of what changes in the end.
    """
    times: dict[str, list[float]] = {"dash": [], "pyrt": []}
    with both(name, size) as sides:
        for _ in range(rounds):
            for side in sides:
                opened = open_page(browser, side)
                opened.page.evaluate(CLICKS, [3, *path])
                times[side.name] += opened.page.evaluate(CLICKS, [count, *path])
                opened.close()
    line(what, times["dash"], times["pyrt"])


def beside(browser: Browser, rounds: int) -> None:
    """The same while another callback sleeps for a second, or a background job computes."""
    whats = {"": "alone", "#sleep": "beside one that sleeps", "#job": "beside a background job"}
    times: dict[str, dict[str, list[float]]] = {other: {"dash": [], "pyrt": []} for other in whats}
    with both("beside", 1) as sides:
        for side in sides * rounds:
            opened = open_page(browser, side)
            opened.page.evaluate(CLICKS, [3, GO, OUT])
            # Once unmeasured: a job's worker is started on demand, and kept.
            opened.page.click("#job")
            opened.page.evaluate(side.settled)
            for other in [*whats] * 3:
                if other:
                    opened.page.click(other)
                times[other][side.name] += opened.page.evaluate(CLICKS, [8, GO, OUT])
                opened.page.evaluate(side.settled)
            opened.close()
    for other, what in whats.items():
        line(f"click -> Python -> DOM, {what}", times[other]["dash"], times[other]["pyrt"])


def figures(browser: Browser, size: int, count: int, rounds: int) -> None:
    """Click -> callback -> figure drawn, and what of it is plotly.js alone."""
    times: dict[str, list[float]] = {"dash": [], "pyrt": []}
    bare: list[float] = []
    with both("figure", size) as sides:
        for _ in range(rounds):
            for side in sides:
                opened = open_page(browser, side)
                opened.page.wait_for_selector("#graph .js-plotly-plot .main-svg")
                opened.page.evaluate(FIGURES, 2)
                times[side.name] += opened.page.evaluate(FIGURES, count)
                opened.close()
            opened = open_page(browser, sides[1])
            opened.page.wait_for_selector("#graph .js-plotly-plot .main-svg")
            bare += opened.page.evaluate(BARE_FIGURES, [count, size])[1:]
            opened.close()
    line(f"callback returns a figure of {size:,} points", times["dash"], times["pyrt"])
    print(f"{'  plotly.js alone, without a callback':<46} {statistics.median(bare):>21.2f}")


def first_render(browser: Browser, size: int, rounds: int) -> None:
    """Main-thread CPU from navigation to the settled page, without that of one row."""
    spent: dict[str, list[float]] = {"dash": [], "pyrt": []}
    with both("rows_at_start", size) as sides, both("rows_at_start", 1) as empty:
        for _ in range(rounds):
            for side, bare in zip(sides, empty, strict=True):
                full, base = open_page(browser, side), open_page(browser, bare)
                spent[side.name].append(full.milliseconds() - base.milliseconds())
                full.close()
                base.close()
    line(f"first render of {size} rows, main thread CPU", spent["dash"], spent["pyrt"])


def linear(browser: Browser) -> None:
    """pyrt alone: cost of the first render at several sizes."""
    print("\npyrt, first render (ms of main-thread CPU, without that of one row)")
    base: float | None = None
    for size in (1, 1000, 2500, 5000):
        with tempfile.TemporaryDirectory() as folder:
            built = write_app("rows_at_start", size, Path(folder) / "pyrt" / "app")
            with pyrt_site(built) as url:
                runs = []
                for _ in range(3):
                    opened = open_page(browser, Side("pyrt", url, PYRT_SETTLED))
                    runs.append(opened.milliseconds())
                    opened.close()
        spent = statistics.median(runs)
        if base is None:
            base = spent
        else:
            print(f"{size:>8} rows {spent - base:>10.0f} {(spent - base) / size:>10.3f} per row")


def linear_rows(browser: Browser) -> None:
    """pyrt alone: a callback that returns more and more rows."""
    print("\npyrt, callback returns rows (ms from the click to the DOM)")
    for size in (1000, 5000):
        with tempfile.TemporaryDirectory() as folder:
            built = write_app("rows_returned", size, Path(folder) / "pyrt" / "app")
            with pyrt_site(built) as url:
                opened = open_page(browser, Side("pyrt", url, PYRT_SETTLED))
                opened.page.evaluate(CLICKS, [2, GO, OUT])
                spent = statistics.median(opened.page.evaluate(CLICKS, [5, GO, OUT]))
                opened.close()
        print(f"{size:>8} rows {spent:>10.0f} {spent / size:>10.3f} per row")


def report(quick: bool) -> None:
    head = "In one browser, interleaved (ms, medians)"
    print(f"\n{head:<46} {'Dash':>10} {'pyrt':>10} {'ratio':>10}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        browser = chromium.launch(**launch_arguments(chromium, {}))
        rounds = 1 if quick else 3
        clicks(browser, "click", 3, 60, rounds, "click -> Python -> DOM, 3 components")
        clicks(browser, "click", 1000, 30, rounds, "click -> Python -> DOM, 1,000 components")
        beside(browser, rounds)
        clicks(browser, "chain", 50, 5, rounds, "click -> end of a chain of 50")
        clicks(browser, "fan_out", 100, 5, rounds, "click -> 100 callbacks -> one that reads them")
        all_of, match_one = "click -> one of 200 read by ALL", "click -> one of 200 by MATCH"
        clicks(browser, "all_of", 200, 20, rounds, all_of, ("button", OUT))
        clicks(browser, "match_one", 200, 20, rounds, match_one, ("button", "span"))
        clicks(browser, "rows_returned", 300, 1, rounds, "callback returns 300 rows")
        clicks(browser, "rows_returned", 1000, 1, rounds, "callback returns 1,000 rows")
        figures(browser, 100_000, 5, rounds)
        first_render(browser, 1000, rounds)
        linear(browser)
        linear_rows(browser)
        browser.close()
