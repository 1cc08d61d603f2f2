"""What Selenium's `ActionChains` asks of a driver: WebDriver's actions, by Playwright's mouse and
keyboard (https://www.w3.org/TR/webdriver2/#actions).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, Literal, TypeAlias

from playwright.sync_api import Page

from .element import ELEMENT_KEY, Element
from .keys import key_name

Action: TypeAlias = Mapping[str, Any]

_BUTTONS: tuple[Literal["left", "middle", "right"], ...] = ("left", "middle", "right")
_STEPS = 5
"""Of a move of the mouse, because what is dragged wants to see several."""
_DOUBLE_S = 0.5
"""Clicks that follow within this time at one place are a double click."""


def know_elements() -> None:
    """Let Selenium, if the test has imported it, take our elements for its own."""
    selenium = sys.modules.get("selenium.webdriver.remote.webelement")
    if selenium is not None:
        selenium.WebElement.register(Element)


class Actions:
    """The state of the input devices, and what is done with them."""

    def __init__(self) -> None:
        self._at = (0.0, 0.0)
        self._keys: list[str] = []
        self._buttons: list[int] = []
        self._clicks = 0
        self._last_click = (-1, self._at, 0.0)
        """Button, place and time."""

    def perform(self, page: Page, sources: Sequence[Mapping[str, Any]]) -> None:
        """Do the actions of each input source, side by side.

        Raises `ValueError` for an action or a kind of pointer that there is not.
        """
        for source in sources:
            pointer = source.get("parameters", {}).get("pointerType", "mouse")
            if pointer != "mouse":
                raise ValueError(f"pyrt_app.driver has a mouse, and no {pointer}")
        for tick in zip_longest(*(source["actions"] for source in sources)):
            for action in tick:
                if action is not None:
                    self._do(page, action)

    def release(self, page: Page) -> None:
        """Let go of all keys and buttons."""
        for key in reversed(self._keys):
            page.keyboard.up(key)
        for button in reversed(self._buttons):
            page.mouse.up(button=_BUTTONS[button])
        self._keys.clear()
        self._buttons.clear()

    def _do(self, page: Page, action: Action) -> None:
        match action["type"]:
            case "pause":
                page.wait_for_timeout(action.get("duration") or 0)
            case "pointerMove":
                self._at = self._place(action)
                page.mouse.move(*self._at, steps=_STEPS)
            case "pointerDown":
                self._press(page, action["button"])
            case "pointerUp":
                page.mouse.up(button=_BUTTONS[action["button"]], click_count=self._clicks)
                if action["button"] in self._buttons:
                    self._buttons.remove(action["button"])
            case "scroll":
                page.mouse.move(*self._place(action))
                page.mouse.wheel(action["deltaX"], action["deltaY"])
                page.mouse.move(*self._at)
            case "keyDown":
                self._key_down(page, key_name(action["value"]))
            case "keyUp":
                self._key_up(page, key_name(action["value"]))
            case other:
                raise ValueError(f"pyrt_app.driver cannot do this: {other}")

    def _place(self, action: Action) -> tuple[float, float]:
        origin = action.get("origin", "viewport")
        if isinstance(origin, Mapping):
            x, y = Element.known(origin[ELEMENT_KEY]).middle()
        else:
            x, y = self._at if origin == "pointer" else (0.0, 0.0)
        return x + action["x"], y + action["y"]

    def _press(self, page: Page, button: int) -> None:
        now = time.monotonic()
        last_button, last_place, last_time = self._last_click
        again = (last_button, last_place) == (button, self._at) and now - last_time < _DOUBLE_S
        self._clicks = self._clicks + 1 if again else 1
        self._last_click = (button, self._at, now)
        self._buttons.append(button)
        page.mouse.down(button=_BUTTONS[button], click_count=self._clicks)

    def _key_down(self, page: Page, key: str) -> None:
        if len(key) == 1 and not key.isascii():
            page.keyboard.insert_text(key)  # there is no such key
            return
        self._keys.append(key)
        page.keyboard.down(key)

    def _key_up(self, page: Page, key: str) -> None:
        if key in self._keys:
            self._keys.remove(key)
            page.keyboard.up(key)
