"""Who edits and shares apps in the player: a browser profile for each module, with a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.playground import Playground


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Each test begins without drafts; the runtime stays in its cache."""
    # `Elsewhere`, which has apps to open, has no certificate that anybody trusts.
    context = browser.new_context(viewport={"width": 1200, "height": 750}, ignore_https_errors=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, playground: Playground) -> Iterator[Page]:
    """Any error of the page itself fails the test."""
    page = context.new_page()
    # Not after the test before: a page saves its draft once more when it is left.
    context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin",
        {"origin": playground.url.removesuffix("/play/"), "storageTypes": "local_storage"},
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    yield page
    page.close()
    assert errors == []
