"""One DOM element, with the names that Selenium's `WebElement` has.

A thin wrapper: whatever it cannot do, Playwright's own handle (`element.handle`) can.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import ElementHandle, Error, Page

from .errors import NoSuchElementError
from .keys import presses

_CSS_OF = {
    "css selector": "{}",
    "id": '[id="{}"]',
    "name": '[name="{}"]',
    "class name": ".{}",
    "tag name": "{}",
    "link text": "xpath=.//a[normalize-space(.)='{}']",
    "partial link text": "xpath=.//a[contains(., '{}')]",
    "xpath": "xpath={}",
}
"""Selenium's `By` -> a selector as Playwright takes it."""

_BOOLEAN_ATTRIBUTES = frozenset(
    {"checked", "disabled", "hidden", "multiple", "open", "readonly", "required", "selected"}
)


def selector_by(by: str, value: str) -> str:
    """The selector for Selenium's `By` value, written as `css selector` or `CSS_SELECTOR`."""
    kind = by.lower().replace("_", " ")
    try:
        return _CSS_OF[kind].format(value)
    except KeyError:
        raise ValueError(f"unknown way to find an element: {by!r}") from None


ELEMENT_KEY = "element-6066-11e4-a52e-4f735466cecf"
"""By which WebDriver knows that a value is the id of an element."""


class Element:
    _named: ClassVar[dict[str, Element]] = {}
    """Those whose `id` was asked for: of an element in an action chain nothing else is left."""

    def __init__(self, handle: ElementHandle, page: Page) -> None:
        self.handle = handle
        self._page = page

    @property
    def id(self) -> str:
        """By which Selenium's `ActionChains` names it."""
        key = f"{id(self):x}"
        self._named[key] = self
        return key

    @classmethod
    def known(cls, key: str) -> Element:
        """The element with that `id`."""
        return cls._named[key]

    def __repr__(self) -> str:
        return f"<Element {self.handle}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Element):
            return NotImplemented
        return bool(self.handle.evaluate("(a, b) => a === b", other.handle))

    __hash__ = None  # type: ignore[assignment]  # equality asks the browser

    # what it says

    @property
    def text(self) -> str:
        """The text that can be seen; empty for an element that cannot be."""
        return self.handle.inner_text().strip() if self.is_displayed() else ""

    @property
    def tag_name(self) -> str:
        return str(self.handle.evaluate("element => element.localName"))

    def get_attribute(self, name: str) -> str | None:
        """As Selenium: the property of that name if there is one, else the attribute;
        boolean ones give "true" or None."""
        value = self.handle.evaluate(
            """(element, [name, isBoolean]) => {
                if (isBoolean) return element[name] || element.hasAttribute(name) ? 'true' : null;
                if (name === 'class') return element.getAttribute('class') ?? '';
                if (name === 'style') return element.style ? element.style.cssText : '';
                const value = element[name];
                if (value !== null && value !== undefined && typeof value !== 'object'
                    && typeof value !== 'function') return value;
                return element.getAttribute(name);
            }""",
            [name, name.lower() in _BOOLEAN_ATTRIBUTES],
        )
        if isinstance(value, bool):
            return "true" if value else "false"
        return None if value is None else str(value)

    def get_dom_attribute(self, name: str) -> str | None:
        return self.handle.get_attribute(name)

    def get_property(self, name: str) -> Any:
        return self.handle.evaluate("(element, name) => element[name]", name)

    def value_of_css_property(self, name: str) -> str:
        return str(
            self.handle.evaluate(
                "(element, name) => getComputedStyle(element).getPropertyValue(name)", name
            )
        )

    def is_displayed(self) -> bool:
        return self.handle.is_visible()

    def is_enabled(self) -> bool:
        return self.handle.is_enabled()

    def is_selected(self) -> bool:
        return bool(self.handle.evaluate("element => !!(element.checked || element.selected)"))

    @property
    def rect(self) -> dict[str, float]:
        box = self.handle.bounding_box()
        if box is None:
            return {"x": 0, "y": 0, "width": 0, "height": 0}
        return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}

    def middle(self) -> tuple[float, float]:
        """Where its middle is in the viewport, into which it is scrolled.  Raises
        `NoSuchElementError` when it cannot be seen."""
        if not self.is_displayed():
            raise NoSuchElementError(f"{self!r} cannot be seen, so no mouse can reach it")
        self.handle.scroll_into_view_if_needed()
        rect = self.rect
        return rect["x"] + rect["width"] / 2, rect["y"] + rect["height"] / 2

    @property
    def size(self) -> dict[str, float]:
        rect = self.rect
        return {"width": rect["width"], "height": rect["height"]}

    @property
    def location(self) -> dict[str, float]:
        rect = self.rect
        return {"x": rect["x"], "y": rect["y"]}

    # what can be done to it

    def click(self) -> None:
        self.handle.click()

    def send_keys(self, *keys: str) -> None:
        """Type at the end of what is there.  A file input gets the named files instead."""
        text = "".join(str(key) for key in keys)
        if self.get_attribute("type") == "file":
            self.handle.set_input_files(text.split("\n"))
            return
        # Focus without a click, and the caret at the end: WebDriver does so as well.
        self.handle.evaluate(
            """element => {
                if (element.ownerDocument.activeElement === element) return;
                element.focus();
                const end = typeof element.value === 'string' ? element.value.length : 0;
                try { element.setSelectionRange(end, end); } catch { /* a number input has none */ }
            }"""
        )
        for key in presses(text):
            if len(key) > 1 or key.isascii():
                self._page.keyboard.press(key)
            else:
                self._page.keyboard.insert_text(key)

    def clear(self) -> None:
        self.handle.fill("")

    def submit(self) -> None:
        self.handle.evaluate("element => (element.form ?? element.closest('form')).requestSubmit()")

    def screenshot(self, path: str | Path) -> bool:
        self.handle.screenshot(path=path)
        return True

    # what is inside

    def find_element(self, by: str, value: str | None = None) -> Element:
        selector = by if value is None else selector_by(by, value)
        found = self.handle.query_selector(selector)
        if found is None:
            raise NoSuchElementError(f"no element {selector} in {self!r}")
        return Element(found, self._page)

    def find_elements(self, by: str, value: str | None = None) -> list[Element]:
        selector = by if value is None else selector_by(by, value)
        return [Element(found, self._page) for found in self.handle.query_selector_all(selector)]


def is_gone(error: Error) -> bool:
    """Whether a Playwright error says that the element has left the page meanwhile."""
    return "not attached" in error.message or "context was destroyed" in error.message
