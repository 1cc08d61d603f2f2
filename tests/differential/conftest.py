"""What all cases share: one browser, one real Dash, one runtime of pyrt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.differential.side_by_side import SideBySide, open_side_by_side


@pytest.fixture(scope="session")
def side_by_side(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SideBySide]:
    with open_side_by_side(browser, tmp_path_factory.mktemp("differential")) as opened:
        yield opened
