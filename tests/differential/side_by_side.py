"""Both runtimes in one browser: a case goes in, two traces come out."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Error as PlaywrightError

from tests.differential.case import Case
from tests.differential.servers import PyrtSites, RealDash, WarmPython, real_dash, write_case
from tests.differential.visit import DashVisit, PyrtVisit, Visit


@dataclass(frozen=True)
class Comparison:
    """What was seen of one case."""

    dash: list[str]
    pyrt: list[str]

    @property
    def agrees(self) -> bool:
        return self.dash == self.pyrt

    @property
    def differing(self) -> tuple[str, ...]:
        """The lines that only one of the two has: `-` real Dash, `+` pyrt."""
        lines = difflib.unified_diff(self.dash, self.pyrt, n=0, lineterm="")
        return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))

    def __str__(self) -> str:
        return "\n".join(difflib.unified_diff(self.dash, self.pyrt, "Dash", "pyrt", lineterm=""))


class DashHangs(Exception):
    """Real Dash has not ended a case with background callbacks."""


class SideBySide:
    """Runs cases, one after another.  `open_side_by_side` makes it."""

    def __init__(self, context: BrowserContext, folder: Path, dash: RealDash, sites: PyrtSites):
        self._context = context
        self._folder = folder
        self._dash = dash
        self._sites = sites
        self._python: WarmPython | None = None

    def compare(self, case: Case) -> Comparison:
        """Both traces.  The two pages are open at the same time: one starts while the other
        is driven.

        Real Dash forks its jobs out of a server with threads; a child that inherits a lock which
        nobody will open never ends.  Then the case is run once more, under a name of its own,
        since the server keeps what the app has done so far.
        """
        try:
            return self._compare(case)
        except DashHangs:
            return self._compare(replace(case, name=f"{case.name}_again"))

    def _compare(self, case: Case) -> Comparison:
        write_case(case, self._folder / case.name)
        pyrt = self._open_pyrt(case)
        try:
            dash = self._open_dash(case)
            try:
                expected = _follow(dash)
            except PlaywrightError as error:
                if "background=True" in case.source:
                    raise DashHangs from error
                raise
            finally:
                dash.page.close()
            got = _follow(pyrt)
        except PlaywrightError:
            self._stop_python()
            raise
        finally:
            pyrt.page.close()
        return Comparison(expected, got)

    def under_dash(self, case: Case) -> list[str]:
        write_case(case, self._folder / case.name)
        visit = self._open_dash(case)
        lines = _follow(visit)
        visit.page.close()
        return lines

    def under_pyrt(self, case: Case) -> list[str]:
        write_case(case, self._folder / case.name)
        visit = self._open_pyrt(case)
        lines = _follow(visit)
        visit.page.close()
        return lines

    def close(self) -> None:
        self._stop_python()

    def _open_dash(self, case: Case) -> DashVisit:
        return DashVisit(self._context, self._dash, case)

    def _open_pyrt(self, case: Case) -> PyrtVisit:
        if not case.fresh and self._python is None:
            self._python = WarmPython(self._context, self._sites)
        return PyrtVisit(self._context, self._sites.build(case), case)

    def _stop_python(self) -> None:
        """The next case gets another one: what this one was doing, nobody knows."""
        if self._python is not None:
            self._python.close()
            self._python = None


def _follow(visit: Visit) -> list[str]:
    return list(visit.follow().lines())


@contextlib.contextmanager
def open_side_by_side(browser: Browser, folder: Path) -> Iterator[SideBySide]:
    """Servers and a browser context for cases, which are written into `folder`."""
    apps = folder / "apps"
    apps.mkdir()
    context = browser.new_context()
    with real_dash(apps) as dash, PyrtSites(apps, folder / "sites") as sites:
        side_by_side = SideBySide(context, apps, dash, sites)
        try:
            yield side_by_side
        finally:
            side_by_side.close()
            context.close()
