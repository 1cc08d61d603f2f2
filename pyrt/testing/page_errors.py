"""Everything that went wrong in a page, and what of it a test had announced.

Strict both ways: an error that nobody announced fails the test, and so does an announced
one that did not come.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import ConsoleMessage, Error, Page

from .errors import UnexpectedPageError


@dataclass(frozen=True, slots=True)
class PageError:
    """One error, with the names that Selenium's browser log has in `as_log`."""

    kind: Literal["console", "page", "crash"]
    message: str
    source: str
    time_ms: int = field(default_factory=lambda: round(time.time() * 1000))

    def __str__(self) -> str:
        return f"[{self.kind}] {self.message}" + (f"\n    at {self.source}" if self.source else "")

    def as_log(self) -> dict[str, Any]:
        return {
            "level": "SEVERE",
            "message": self.message,
            "source": self.source,
            "timestamp": self.time_ms,
        }


class PageErrors:
    """Listens to pages from before their first script."""

    def __init__(self) -> None:
        self.found: list[PageError] = []
        self.console: list[str] = []
        """Every console line of any level, for the report of a failed test."""
        self._expected: dict[str, re.Pattern[str]] = {}

    def listen(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", self._on_page_error)
        page.on("crash", lambda _: self.found.append(PageError("crash", "the page crashed", "")))

    def expect(self, pattern: str) -> None:
        """Errors in which `pattern` (a regular expression) is found are part of the test."""
        self._expected[pattern] = re.compile(pattern, re.DOTALL)

    @property
    def unexpected(self) -> list[PageError]:
        return [
            error
            for error in self.found
            if not any(expected.search(error.message) for expected in self._expected.values())
        ]

    @property
    def missing(self) -> list[str]:
        """Announced, but no such error came."""
        return [
            pattern
            for pattern, expected in self._expected.items()
            if not any(expected.search(error.message) for error in self.found)
        ]

    def check(self) -> None:
        """Raise `UnexpectedPageError` if the page did not behave as announced."""
        __tracebackhide__ = True
        lines = [str(error) for error in self.unexpected]
        lines += [f"announced, but did not come: {pattern!r}" for pattern in self.missing]
        if lines:
            raise UnexpectedPageError(
                "the page had errors that the test does not expect "
                "(pyrt_app.expect_error(pattern) announces one):\n  " + "\n  ".join(lines)
            )

    def _on_console(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text}")
        if message.type in ("error", "assert"):
            place = message.location
            source = f"{place['url']}:{place['lineNumber']}" if place.get("url") else ""
            self.found.append(PageError("console", message.text, source))

    def _on_page_error(self, error: Error) -> None:
        self.found.append(PageError("page", error.stack or error.message, ""))
