"""What is no difference between the runtimes is not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.differential.generate.run import InstrumentError, differing
from tests.differential.side_by_side import open_side_by_side


def test_a_browser_that_fails_ends_the_run_and_names_the_seed(
    browser: Browser, tmp_path: Path
) -> None:
    others = browser.contexts  # those of other tests, in no particular order
    with open_side_by_side(browser, tmp_path) as broken:
        for own in [context for context in browser.contexts if context not in others]:
            own.close()
        with pytest.raises(InstrumentError, match=r"^seed 7 could not be run: .*closed"):
            list(differing(range(7, 9), broken))
