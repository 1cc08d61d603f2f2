"""What all cases share: one browser, one real Dash, one runtime of pyrt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType

from pyrt.testing.chromium import launch_arguments
from tests.differential.case import corpus
from tests.differential.servers import PyrtSites, real_dash, write_cases


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: BrowserType
) -> dict[str, Any]:
    return launch_arguments(browser_type, browser_type_launch_args)


@pytest.fixture(scope="session")
def shared_context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all pages, so that Python comes out of the browser's cache."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(scope="session")
def cases_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cases")
    write_cases(corpus(), root)
    return root


@pytest.fixture(scope="session")
def dash_server(cases_folder: Path) -> Iterator[str]:
    with real_dash(cases_folder) as server:
        yield server


@pytest.fixture(scope="session")
def pyrt_sites(cases_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PyrtSites]:
    with PyrtSites(cases_folder, tmp_path_factory.mktemp("sites")) as sites:
        yield sites
