"""One face for the three browsers: a tab, as far as the tests need one."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyrt.testing.page_errors import PageErrors

TIMEOUT_S = 60.0
"""For what takes a second where nothing else runs."""

_POLL_S = 0.02

HOLDS_UP = "holds up all other callbacks"
"""What the console says of a callback that sleeps where there is no stack switching."""


class Tab(ABC):
    """A tab of an `engine`: `chromium`, `firefox` or `webkit`.

    Selectors are CSS, expressions are JavaScript that gives JSON.  Errors of the page and in its
    console fail the test, unless it has announced them (`errors.expect`).
    """

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self.errors = PageErrors()

    # what each driver does in its own way

    @abstractmethod
    def goto(self, url: str) -> None: ...

    @abstractmethod
    def js(self, expression: str) -> Any:
        """The value of an expression in the page, or in the frame that the test is inside of."""

    @abstractmethod
    def click(self, selector: str) -> None: ...

    @abstractmethod
    def type(self, text: str) -> None:
        """Key by key, into what has the focus."""

    @abstractmethod
    def press(self, key: str) -> None:
        """One key (`Enter`, `ArrowRight`), or several at once (`Control+a`)."""

    @abstractmethod
    def upload(self, selector: str, file: Path) -> None: ...

    @abstractmethod
    @contextmanager
    def inside(self, selector: str) -> Iterator[None]:
        """What is done meanwhile is done in the document of this frame."""

    @abstractmethod
    def screenshot(self, path: Path) -> None: ...

    @abstractmethod
    def listen(self) -> None:
        """Bring `errors` up to date."""

    @abstractmethod
    def a_busy_worker_was_ended(self) -> None:
        """Look at what is left of it."""

    # the same in all of them

    def enter(self, selector: str, text: str) -> None:
        """Type over what is there."""
        self.click(selector)
        self.press("Control+a")
        self.type(text)

    def text(self, selector: str) -> str | None:
        found: str | None = self.js(f"document.querySelector({json.dumps(selector)})?.textContent")
        return found

    def value(self, selector: str) -> str | None:
        found: str | None = self.js(f"document.querySelector({json.dumps(selector)})?.value")
        return found

    def shows(self, selector: str, text: str) -> None:
        """Wait until the element has this text."""
        self.wait(f"document.querySelector({json.dumps(selector)})?.textContent", text)

    def has_value(self, selector: str, value: str) -> None:
        self.wait(f"document.querySelector({json.dumps(selector)})?.value", value)

    def ready(self) -> None:
        """Wait until the app is there and has nothing to do."""
        self.wait("document.documentElement.dataset.pyrt", "ready")

    def wait(self, expression: str, value: Any = True) -> None:
        """Wait until an expression has this value."""
        __tracebackhide__ = True
        end = time.monotonic() + TIMEOUT_S
        while (found := self.js(expression)) != value:
            if time.monotonic() > end:
                raise AssertionError(f"{expression} is {found!r} and does not become {value!r}")
            time.sleep(_POLL_S)

    def says(self, text: str) -> int:
        """How many lines of the console have this text in them."""
        self.listen()
        return sum(text in line for line in self.errors.console)

    def check(self) -> None:
        """Raise if the page had an error that the test has not announced."""
        __tracebackhide__ = True
        self.listen()
        self.errors.check()
