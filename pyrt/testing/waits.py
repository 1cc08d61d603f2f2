"""Finding elements and waiting for states, by dash.testing's names.

Every wait is for a state of the page, checked in the page; times are upper limits, in
seconds as dash.testing has them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from .element import Element, selector_by
from .errors import NoSuchElementError, WaitTimeoutError

Target = Element | str
"""An element, or the CSS selector of one."""

_IMPLICIT_WAIT_S = 2.0
"""`find_element` waits as long for the element, as it does in dash.testing."""

_TEXTS = """
    const texts = element => [
        element.checkVisibility() ? element.innerText.trim() : '',
        ...(typeof element.value === 'string' ? [element.value] : []),
    ];
"""
"""What counts as an element's text: what is seen, or the value of an input."""


class Waits:
    """Everything that looks at the page."""

    page: Page
    wait_timeout: float = 10
    """Default limit of the `wait_for_...` methods, in seconds."""

    # finding

    def find_element(self, selector: str, attribute: str = "CSS_SELECTOR") -> Element:
        selector = _selector(selector, attribute)
        try:
            found = self.page.wait_for_selector(
                selector, state="attached", timeout=_IMPLICIT_WAIT_S * 1000
            )
        except PlaywrightTimeout:
            found = None
        if found is None:
            raise NoSuchElementError(f"no element {selector} in the page")
        return Element(found, self.page)

    def find_elements(self, selector: str, attribute: str = "CSS_SELECTOR") -> list[Element]:
        """All that are there once the app is idle; it may be none."""
        # An app that is never idle (an Interval, a long callback) is looked at as it is.
        with suppress(WaitTimeoutError):
            self.wait_for_idle(_IMPLICIT_WAIT_S)
        found = self.page.query_selector_all(_selector(selector, attribute))
        return [Element(handle, self.page) for handle in found]

    # waiting for elements

    def wait_for_element(self, selector: str, timeout: float | None = None) -> Element:
        return self.wait_for_element_by_css_selector(selector, timeout)

    def wait_for_element_by_css_selector(
        self, selector: str, timeout: float | None = None
    ) -> Element:
        return self._wait_for_selector(_selector(selector), timeout)

    def wait_for_element_by_id(self, element_id: str, timeout: float | None = None) -> Element:
        return self._wait_for_selector(_selector(element_id, "ID"), timeout)

    def wait_for_no_elements(self, selector: str, timeout: float | None = None) -> None:
        self._wait(
            "selector => document.querySelectorAll(selector).length === 0",
            selector,
            timeout,
            lambda: f"{selector} is still in the page",
        )

    # waiting for what an element says

    def wait_for_text_to_equal(
        self, selector: str, text: str, timeout: float | None = None
    ) -> bool:
        self._wait(
            f"""([selector, text]) => {{ {_TEXTS}
                const element = document.querySelector(selector);
                return element !== null && texts(element).includes(text);
            }}""",
            [selector, text],
            timeout,
            lambda: f"the text of {selector} is {self._text_of(selector)}, not {text!r}",
        )
        return True

    def wait_for_contains_text(
        self, selector: str, text: str, timeout: float | None = None
    ) -> bool:
        self._wait(
            f"""([selector, text]) => {{ {_TEXTS}
                const element = document.querySelector(selector);
                return element !== null && texts(element).some(each => each.includes(text));
            }}""",
            [selector, text],
            timeout,
            lambda: f"the text of {selector} is {self._text_of(selector)}, without {text!r}",
        )
        return True

    def wait_for_class_to_equal(
        self, selector: str, classname: str, timeout: float | None = None
    ) -> bool:
        self._wait(
            """([selector, name]) =>
                document.querySelector(selector)?.getAttribute('class') === name""",
            [selector, classname],
            timeout,
            lambda: f"the class of {selector} is {self._class_of(selector)}, not {classname!r}",
        )
        return True

    def wait_for_contains_class(
        self, selector: str, classname: str, timeout: float | None = None
    ) -> bool:
        self._wait(
            "([selector, name]) => !!document.querySelector(selector)?.classList.contains(name)",
            [selector, classname],
            timeout,
            lambda: f"the class of {selector} is {self._class_of(selector)}, without {classname!r}",
        )
        return True

    def wait_for_style_to_equal(
        self, selector: str, style: str, val: str, timeout: float | None = None
    ) -> bool:
        self._wait(
            """([selector, style, value]) => {
                const element = document.querySelector(selector);
                return element && getComputedStyle(element).getPropertyValue(style) === value;
            }""",
            [selector, style, val],
            timeout,
            lambda: f"the style {style} of {selector} is not {val!r}",
        )
        return True

    def wait_for_idle(self, timeout: float | None = None) -> None:
        """Until no callback is queued or running and the page shows all results."""
        self._wait(
            "() => window.pyrt.idle().then(() => true)",
            None,
            timeout,
            lambda: "callbacks are still running",
        )

    # inside

    def _wait_for_selector(self, selector: str, timeout: float | None) -> Element:
        try:
            found = self.page.wait_for_selector(
                selector, state="attached", timeout=self._limit_ms(timeout)
            )
        except PlaywrightTimeout:
            found = None
        if found is None:
            raise WaitTimeoutError(self._late(timeout, f"no element {selector} in the page"))
        return Element(found, self.page)

    def _wait(
        self, condition: str, argument: Any, timeout: float | None, otherwise: Callable[[], str]
    ) -> None:
        try:
            self.page.wait_for_function(
                condition, arg=argument, timeout=self._limit_ms(timeout)
            ).dispose()
        except PlaywrightTimeout:
            raise WaitTimeoutError(self._late(timeout, otherwise())) from None

    def _limit_ms(self, timeout: float | None) -> float:
        return (self.wait_timeout if timeout is None else timeout) * 1000

    def _late(self, timeout: float | None, state: str) -> str:
        return f"after {self._limit_ms(timeout) / 1000:g} s {state}"

    def _text_of(self, selector: str) -> str:
        found = self.page.query_selector(_selector(selector))
        if found is None:
            return "nothing (no such element)"
        element = Element(found, self.page)
        return repr(element.text or element.get_attribute("value") or "")

    def _class_of(self, selector: str) -> str:
        found = self.page.query_selector(_selector(selector))
        return "nothing (no such element)" if found is None else repr(found.get_attribute("class"))

    def _get_element(self, target: Target) -> Element:
        return self.wait_for_element(target) if isinstance(target, str) else target


def _selector(text: str, attribute: str = "CSS_SELECTOR") -> str:
    """For Playwright.  A plain CSS selector is marked as one: it must never be read as one of
    Playwright's own forms."""
    selector = selector_by(attribute, text)
    return selector if selector.startswith("xpath=") else f"css={selector}"
