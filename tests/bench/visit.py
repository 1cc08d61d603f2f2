"""One page of one target, in a browser context of its own, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from .targets import Target

MEASURE = Path(__file__).with_name("measure.js").read_text()
TIMEOUT_MS = 180_000


@dataclass
class Visit:
    """A settled page."""

    page: Page
    target: Target
    _cpu: CDPSession

    def bench(self, call: str) -> Any:
        """What a function of `measure.js` returns."""
        return self.page.evaluate(f"() => bench.{call}")

    def settle(self) -> None:
        """Until nothing is under way and all of it has been painted."""
        self.page.evaluate(self.target.settled)
        self.page.evaluate("() => bench.frame().then(bench.frame)")

    def main_thread_ms(self) -> float:
        """CPU time that the page's main thread has taken so far."""
        metrics: list[dict[str, Any]] = self._cpu.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


class Machine:
    """What the whole browser takes of the machine."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser.new_browser_cdp_session()

    def _processes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._browser.send("SystemInfo.getProcessInfo")["processInfo"]
        return found

    def cpu_seconds(self) -> float:
        """CPU time of all processes of the browser that are alive."""
        return sum(float(process["cpuTime"]) for process in self._processes())


@contextmanager
def visiting(browser: Browser, target: Target, port: int) -> Iterator[Visit]:
    """A page in a fresh context, settled."""
    with browser.new_context() as context:
        yield visit(context, target, port)


def visit(context: BrowserContext, target: Target, port: int, *, script: str = "") -> Visit:
    """A new page, settled.  `script` runs before the page's own."""
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.add_init_script(MEASURE + script)
    cpu = context.new_cdp_session(page)
    # Counts from here on, so it comes before the navigation.
    cpu.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"http://localhost:{port}/")
    page.wait_for_function(
        "bare => bare || window.store || window.pyrt", arg=target.variant == "bare"
    )
    visited = Visit(page, target, cpu)
    visited.settle()
    return visited
