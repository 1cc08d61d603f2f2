"""What the tests of the player share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserType

from pyrt.testing.chromium import launch_arguments
from tests.e2e.playground import Outside, Playground


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: BrowserType
) -> dict[str, Any]:
    """Also where no test of the session asks for `pyrt_app`."""
    return launch_arguments(browser_type, browser_type_launch_args)


@pytest.fixture(scope="session")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    folder = tmp_path_factory.mktemp("playground") / "site"
    with Playground(folder) as playground:
        yield playground


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    with Outside() as outside:
        yield outside
