"""What tests written for dash.testing ask of Selenium's driver (`dash_duo.driver`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .actions import Actions
from .element import Element

if TYPE_CHECKING:
    from .app import PyrtApp


class Driver:
    """`pyrt_app.driver`: a few of WebDriver's names, on Playwright's current page."""

    def __init__(self, app: PyrtApp) -> None:
        self._app = app
        self._actions = Actions()

    @property
    def title(self) -> str:
        return self._app.page.title()

    @property
    def current_url(self) -> str:
        return self._app.page.url

    @property
    def page_source(self) -> str:
        return self._app.page.content()

    @property
    def window_handles(self) -> list[str]:
        return [str(index) for index in range(len(self._app.page.context.pages))]

    def get(self, url: str) -> None:
        self._app.page.goto(url)

    def refresh(self) -> None:
        self._app.page.reload()

    def back(self) -> None:
        self._app.page.go_back()

    def forward(self) -> None:
        self._app.page.go_forward()

    def execute_script(self, script: str, *arguments: Any) -> Any:
        """`script` is a function body, as in Selenium: `return arguments[0].value`."""
        plain = [
            argument.handle if isinstance(argument, Element) else argument for argument in arguments
        ]
        return self._app.page.evaluate(
            "([body, args]) => new Function(body).apply(window, args)", [script, plain]
        )

    def execute(self, command: str, params: Mapping[str, Any] | None = None) -> None:
        """What Selenium's `ActionChains` sends.  Raises `ValueError` for another command."""
        if command == "actions":
            self._actions.perform(self._app.page, (params or {})["actions"])
        elif command == "clearActionState":
            self._actions.release(self._app.page)
        else:
            raise ValueError(
                f"pyrt_app.driver does not know {command!r}; pyrt_app.page does it all"
            )

    def find_element(self, by: str, value: str) -> Element:
        return self._app.find_element(value, by)

    def find_elements(self, by: str, value: str) -> list[Element]:
        return self._app.find_elements(value, by)

    def set_window_size(self, width: int, height: int) -> None:
        self._app.page.set_viewport_size({"width": width, "height": height})

    def save_screenshot(self, path: str | Path) -> bool:
        self._app.page.screenshot(path=path)
        return True
