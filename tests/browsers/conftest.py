"""The same tests in Chromium, Firefox and WebKit: one browser of each kind for all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from pyrt.testing.evidence import add_evidence
from pyrt.testing.sites import Sites
from tests.browsers.ear import prepare
from tests.browsers.playwright_tab import PlaywrightBrowser, start_chromium, start_firefox
from tests.browsers.tab import Tab
from tests.browsers.webkit_tab import WebKitBrowser
from tests.e2e.playground import Playground

NOTE = Path(__file__).resolve().parents[2] / ".cache/browsers"
"""What `make setup-browsers` has found."""


Engine = PlaywrightBrowser | WebKitBrowser


@pytest.fixture(scope="session", params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Engine]:
    with _start(request.param, playwright) as browser:
        yield browser


def _start(name: str, playwright: Playwright) -> AbstractContextManager[Engine]:
    if name == "chromium":
        return start_chromium(playwright)
    if not NOTE.is_file():
        # Two more browsers are much to ask of whoever runs `make test`; the CI installs them first.
        pytest.skip(f"no {name} is known: `make setup-browsers` gets it")
    programs = json.loads(NOTE.read_text(encoding="utf-8"))
    if name == "firefox":
        return start_firefox(playwright, programs["firefox"])
    return WebKitBrowser.start(programs)


@pytest.fixture
def tab(engine: Engine) -> Iterator[Tab]:
    with engine.tab() as tab:
        yield tab


@pytest.fixture(scope="session")
def url_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Builds and serves an app, unless that has been done, and gives the address of its page."""
    built: dict[Path, str] = {}
    with Sites(tmp_path_factory.mktemp("browsers")) as sites:

        def url_of(app: Path) -> str:
            if app not in built:
                built[app], result = sites.site_of(app)
                prepare(result.out)
            return built[app]

        yield url_of


@pytest.fixture(scope="session")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    folder = tmp_path_factory.mktemp("player") / "site"
    with Playground(folder) as playground:
        prepare(folder)
        yield playground


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """The check belongs to the test itself, so that it *fails* rather than errs."""
    result = yield
    if isinstance(tab := pyfuncitem.funcargs.get("tab"), Tab):
        tab.check()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    tab = getattr(item, "funcargs", {}).get("tab")
    if report.when == "call" and report.failed and isinstance(tab, Tab):
        picture = Path(item.config.getoption("--output"), f"{item.name}.png").absolute()
        add_evidence(report, tab.errors.console, lambda: _photograph(tab, picture))
    return report


def _photograph(tab: Tab, picture: Path) -> Path:
    picture.parent.mkdir(parents=True, exist_ok=True)
    # What came last is not yet in the console's lines.
    tab.listen()
    tab.screenshot(picture)
    return picture
