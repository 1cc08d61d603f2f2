"""Chromium and Firefox, by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page, Playwright

from pyrt.testing.chromium import launch_arguments
from tests.browsers.tab import TIMEOUT_S, Tab


class PlaywrightTab(Tab):
    def __init__(self, page: Page, engine: str) -> None:
        super().__init__(engine)
        self.page = page
        page.set_default_timeout(TIMEOUT_S * 1000)
        self._frame: Frame = page.main_frame
        self.errors.listen(page)

    def goto(self, url: str) -> None:
        self.page.goto(url)

    def js(self, expression: str) -> Any:
        return self._frame.evaluate(expression)

    def click(self, selector: str) -> None:
        self._frame.click(selector)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def upload(self, selector: str, file: Path) -> None:
        self._frame.set_input_files(selector, file)

    @contextmanager
    def inside(self, selector: str) -> Iterator[None]:
        around = self._frame
        frame = around.wait_for_selector(selector).content_frame()
        assert frame is not None
        self._frame = frame
        try:
            yield
        finally:
            self._frame = around

    def screenshot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def listen(self) -> None:
        # Playwright hands over events only while it is asked something.
        self.page.evaluate("new Promise((resolve) => setTimeout(resolve))")

    def a_busy_worker_was_ended(self) -> None:
        if self.engine == "firefox":
            # It calls this an error, of nobody's code: no listener in the page hears of it.
            self.errors.expect("^uncaught exception: undefined")


class PlaywrightBrowser:
    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @contextmanager
    def tab(self, user_agent: str | None = None) -> Iterator[PlaywrightTab]:
        """A tab with nothing left of earlier ones."""
        name = self._browser.browser_type.name
        with self._browser.new_context(user_agent=user_agent) as context:
            if name == "chromium":
                # Its headless form asks nobody, not even after a click, and says no.
                context.grant_permissions(["clipboard-write"])
            yield PlaywrightTab(context.new_page(), name)


@contextmanager
def start_chromium(playwright: Playwright) -> Iterator[PlaywrightBrowser]:
    arguments = launch_arguments(playwright.chromium, {})
    with playwright.chromium.launch(**arguments) as browser:
        yield PlaywrightBrowser(browser)


@contextmanager
def start_firefox(playwright: Playwright, firefox: str) -> Iterator[PlaywrightBrowser]:
    # The channel is for a Firefox as it is, not one that was made for Playwright.
    launch = playwright.firefox.launch
    prefs = {"security.fileuri.strict_origin_policy": True}
    with launch(
        executable_path=firefox, channel="moz-firefox", firefox_user_prefs=prefs
    ) as browser:
        yield PlaywrightBrowser(browser)
