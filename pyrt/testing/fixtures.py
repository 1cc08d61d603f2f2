"""The fixtures of the pytest plugin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page

from .app import PyrtApp
from .chromium import NoBrowserError, launch_arguments
from .plugin import MARKER
from .sites import Sites


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], request: pytest.FixtureRequest
) -> dict[str, Any]:
    """pytest-playwright's, with our Chromium in it if this run tests a pyrt app at all."""
    used = any("pyrt_app" in getattr(item, "fixturenames", ()) for item in request.session.items)
    if not used:
        return browser_type_launch_args
    browser_type: BrowserType = request.getfixturevalue("browser_type")
    try:
        return launch_arguments(browser_type, browser_type_launch_args)
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def pyrt_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """All the sites that a test session has built, behind one server."""
    with Sites(tmp_path_factory.mktemp("pyrt")) as sites:
        yield sites


@pytest.fixture
def pyrt_app(
    page: Page, pyrt_sites: Sites, output_path: str, request: pytest.FixtureRequest
) -> PyrtApp:
    """An app in a browser, with the methods of dash.testing's `dash_duo`."""
    app = PyrtApp(page, pyrt_sites, Path(output_path))
    for marker in request.node.iter_markers(MARKER):
        for pattern in marker.args:
            app.expect_error(pattern)
    return app
