"""The pytest plugin: fixture `pyrt_app`, marker `expect_console_error`.

Loaded in every pytest run of an environment that has pyrt, so it imports next to nothing;
the fixtures are in `fixtures`.  An app under test is strict: an error in the page that the
test has not announced fails it.
"""

from __future__ import annotations

from collections.abc import Generator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from pyrt.alias import install as install_alias

from .evidence import add_evidence

if TYPE_CHECKING:
    from .app import PyrtApp

MARKER = "expect_console_error"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{MARKER}(pattern, ...): the page will have errors in which these regular expressions "
        "are found; any other fails the test, and so does one that does not come",
    )
    if find_spec("dash") is None:
        # A test of a Dash app says `from dash import ...`; pyrt is all it needs.
        install_alias()
    if find_spec("pytest_playwright") is None:
        return
    # From here, and not by entry point: the launch arguments must come after
    # pytest-playwright's own to extend them, and before those of any conftest.py.
    from . import fixtures

    # pytest 9 warns of a fixture of pytest-playwright's own, which a suite with warnings as
    # errors could not use at all.
    config.addinivalue_line(
        "filterwarnings", "ignore:Session-scoped fixtures defined as instance methods:Warning"
    )
    config.pluginmanager.register(fixtures, "pyrt-fixtures")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """The check belongs to the test itself, so that it *fails* rather than errs."""
    result = yield
    app = _app_of(item)
    if app is not None:
        app.check_errors()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    app = _app_of(item)
    if report.when == "call" and report.failed and app is not None:
        add_evidence(report, app.page_errors.console, lambda: app.take_snapshot("failed"))
    return report


def _app_of(item: pytest.Item) -> PyrtApp | None:
    return getattr(item, "funcargs", {}).get("pyrt_app")
