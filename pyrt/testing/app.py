"""`PyrtApp`: an app in a browser, as a test sees it.

The names are those that dash.testing users know from `dash_duo`; Playwright's own `page` is
beside them.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pyrt.build.collect import mentioned_files

from .actions import know_elements
from .app_source import script_of
from .browser_state import BrowserState
from .driver import Driver
from .errors import AppNotReadyError
from .page_errors import PageError, PageErrors
from .sites import Sites
from .waits import Target, Waits

START_TIMEOUT_S = 60.0
"""A cold start of Python on a slow machine; a start that fails says so much earlier."""

_READY = """() => window.pyrt && window.pyrt.ready.then(
    () => ({}),
    error => ({error: String(error && error.message || error)}),
)"""


class PyrtApp(Waits, BrowserState):
    devtools_error_count_locator = ".test-devtools-error-count"
    dash_entry_locator = "#react-entry-point"

    def __init__(self, page: Page, sites: Sites, artifacts: Path) -> None:
        self.page = page
        self._driver = Driver(self)
        self.page_errors = PageErrors()
        self._sites = sites
        self._artifacts = artifacts
        self._url = ""
        self._logs_since_ms = 0
        self._window = 0
        self.page_errors.listen(page)
        page.context.on("page", self.page_errors.listen)

    @property
    def driver(self) -> Driver:
        """What tests ask of Selenium's driver."""
        know_elements()
        return self._driver

    # starting an app

    def start_app(
        self,
        app: str | Path | None = None,
        *,
        files: Mapping[str, str | Path] | None = None,
        path: str = "",
        ready: bool = True,
    ) -> None:
        """Build, serve and open an app.

        `app` is a script, a folder, `module:attribute`, or the source itself (text with a
        line break in it).  `files` are further files of an app given as source: name below
        its folder -> text, or a file to copy.  `path` goes after the page's URL (`?a=1`,
        `#x`).  With `ready` false the app may fail to start, which the test then looks at.
        """
        if app is None or (isinstance(app, str) and "\n" in app):
            contents = dict(files or {})
            if isinstance(app, str):
                contents["app.py"] = app
            app = self._sites.add_folder(contents)
        self._open(self._sites.url_of(app), path, ready=ready)

    def start_server(self, app: object, navigate: bool = True, **run_arguments: Any) -> None:
        """As `dash_duo.start_server(app)`: run the app that this test function has made.

        Its source is taken from the test function up to this call (`app_source`).
        """
        frame = inspect.currentframe()
        caller = frame.f_back if frame is not None else None
        assert caller is not None
        script = script_of(app, caller, run_arguments)
        files: dict[str, Path | str] = dict(mentioned_files(script.folder, script.text))
        files["app.py"] = script.text
        folder = self._sites.add_folder(files)
        target = f"{folder}/app.py" + (f":{script.attribute}" if script.attribute else "")
        url = self._sites.url_of(target)
        if navigate:
            self._open(url, "", ready=True)
        else:
            self._url = url

    def wait_for_page(self, url: str | None = None, timeout: float = START_TIMEOUT_S) -> None:
        """Open `url` (the app's own by default) and wait until its first callbacks are done."""
        self.page.goto(self.server_url if url is None else url)
        self.wait_for_ready(timeout)

    def wait_for_ready(self, timeout: float = START_TIMEOUT_S) -> None:
        """Until `window.pyrt.ready`: the layout is shown, the initial callbacks are applied."""
        try:
            outcome = self.page.wait_for_function(_READY, timeout=timeout * 1000).json_value()
        except PlaywrightTimeout:
            state = self.page.evaluate("() => document.documentElement.dataset.pyrt ?? 'unknown'")
            raise self._not_ready(f"still {state} after {timeout:g} s") from None
        if error := outcome.get("error"):
            raise self._not_ready(error)

    @property
    def server_url(self) -> str:
        return self._url

    @server_url.setter
    def server_url(self, url: str) -> None:
        self._url = url
        self.wait_for_page()

    def _open(self, url: str, path: str, *, ready: bool) -> None:
        self._url = url
        self.page.goto(url + path)
        if ready:
            self.wait_for_ready()

    def _not_ready(self, why: str) -> AppNotReadyError:
        console = "\n".join(self.page_errors.console[-30:]) or "(nothing)"
        return AppNotReadyError(f"the app did not start: {why}\nThe page's console:\n{console}")

    # props

    def get_prop(self, component_id: str | dict[str, Any], prop: str) -> Any:
        """A component's prop as the page has it."""
        return self.page.evaluate(
            "([id, prop]) => window.pyrt.getProp(id, prop)", [component_id, prop]
        )

    def set_props(self, component_id: str | dict[str, Any], props: dict[str, Any]) -> None:
        """As `dash_clientside.set_props`; callbacks run."""
        self.page.evaluate(
            "([id, props]) => { window.pyrt.setProps(id, props); }", [component_id, props]
        )

    # gestures

    def select_dcc_dropdown(
        self, elem_or_selector: Target, value: str | None = None, index: int | None = None
    ) -> None:
        """Choose an option of a `dcc.Dropdown` by its label or its position."""
        self._get_element(elem_or_selector).click()
        self.wait_for_element(".dash-dropdown-options .dash-dropdown-option")
        options = self.page.query_selector_all(".dash-dropdown-options .dash-dropdown-option")
        labels = [option.inner_text().strip() for option in options]
        chosen = index if index is not None else labels.index(value) if value in labels else None
        if chosen is None:
            raise AssertionError(f"the dropdown has no option {value!r}; it has {labels}")
        options[chosen].click()

    def multiple_click(
        self, elem_or_selector: Target, clicks: int, delay: float | None = None
    ) -> None:
        for _ in range(clicks):
            self._get_element(elem_or_selector).click()
            if delay:
                self.page.wait_for_timeout(delay * 1000)

    def clear_input(self, elem_or_selector: Target) -> None:
        """Empty an input as a user does: select all of it, press Delete."""
        element = self._get_element(elem_or_selector)
        element.handle.focus()
        self.page.keyboard.press("End")
        self.page.keyboard.press("Shift+Home")
        self.page.keyboard.press("Delete")

    def click_at_coord_fractions(self, elem_or_selector: Target, fx: float, fy: float) -> None:
        """Click inside an element; 0, 0 is its upper left corner."""
        element = self._get_element(elem_or_selector)
        size = element.size
        element.handle.click(position={"x": size["width"] * fx, "y": size["height"] * fy})

    def zoom_in_graph_by_ratio(
        self,
        elem_or_selector: Target,
        start_fraction: float = 0.5,
        zoom_box_fraction: float = 0.2,
        compare: bool = True,
    ) -> None:
        """Draw a zoom box in a graph; with `compare` it must change what is drawn."""
        element = self._get_element(elem_or_selector)
        before = element.get_attribute("innerHTML")
        box = element.rect
        mouse = self.page.mouse
        x, y = (
            box[at] + box[side] * start_fraction for at, side in (("x", "width"), ("y", "height"))
        )
        mouse.move(x, y)
        mouse.down()
        mouse.move(
            x + box["width"] * zoom_box_fraction, y + box["height"] * zoom_box_fraction, steps=5
        )
        mouse.up()
        self.wait_for_idle()
        if compare:
            assert element.get_attribute("innerHTML") != before, "the zoom changed nothing"

    # windows

    def open_new_tab(self, url: str | None = None) -> None:
        with self.page.context.expect_page():
            self.page.evaluate("url => { window.open(url, '_blank'); }", url or self.server_url)

    def switch_window(self, idx: int = 0) -> None:
        pages = self.page.context.pages
        if idx >= len(pages):
            raise AssertionError(f"there is no window {idx}; there are {len(pages)}")
        self._window = idx
        self.page = pages[idx]
        self.page.bring_to_front()

    def toggle_window(self) -> None:
        self.switch_window((self._window + 1) % 2)

    # errors

    def expect_error(self, pattern: str) -> None:
        """The page will have an error in which this regular expression is found."""
        self.page_errors.expect(pattern)

    @property
    def errors(self) -> list[dict[str, Any]]:
        """`window.pyrt.errors`: the errors of the app as the dev tools list them."""
        return list(self.page.evaluate("() => window.pyrt ? window.pyrt.errors : []"))

    def get_logs(self) -> list[dict[str, Any]]:
        """Errors of the page since `reset_log_timestamp`, as Selenium's browser log."""
        self._drain()
        return [
            error.as_log()
            for error in self.page_errors.found
            if error.time_ms >= self._logs_since_ms
        ]

    def reset_log_timestamp(self) -> None:
        self._drain()
        self._logs_since_ms = round(time.time() * 1000) + 1

    def check_errors(self) -> None:
        """Raise if the page had an error that the test did not announce, or lacked one that it
        did.  Done by itself when the test has passed."""
        __tracebackhide__ = True
        self._drain()
        for error in self._app_errors():
            self.page_errors.found.append(error)
        self.page_errors.check()

    def _app_errors(self) -> list[PageError]:
        """Errors of the app that did not come through the console."""
        seen = "\n".join(error.message for error in self.page_errors.found)
        return [
            PageError("page", f"{error['title']}\n{error['message']}\n{error['traceback']}", "")
            for error in ([] if self.page.is_closed() else self.errors)
            if error["title"] not in seen
        ]

    def _drain(self) -> None:
        """Playwright hands over events only while it is asked something."""
        if not self.page.is_closed():
            self.page.evaluate("() => new Promise(resolve => setTimeout(resolve))")

    # pictures

    def take_snapshot(self, name: str) -> Path:
        """A screenshot in the test's output folder; `/` in the name becomes `-`."""
        self._artifacts.mkdir(parents=True, exist_ok=True)
        path = self._artifacts / f"{name.replace('/', '-')}.png"
        self.page.screenshot(path=path)
        return path

    def percy_snapshot(self, name: str = "", **_: Any) -> None:
        """Tests written for dash.testing call it; the picture stays on this machine."""
        self.wait_for_idle()
        self.take_snapshot(name or "snapshot")

    def visit_and_snapshot(
        self, resource_path: str, hook_id: str, stay_on_page: bool = False, **snapshot: Any
    ) -> None:
        """A screenshot of one page of the app, below its address, once the component `hook_id`
        is there; then back, unless told to stay."""
        path = resource_path.lstrip("/")
        self.wait_for_page(f"{self.server_url.rstrip('/')}/{path}")
        self.wait_for_element_by_id(hook_id)
        self.percy_snapshot(path, **snapshot)
        if not stay_on_page:
            self.driver.back()
