"""WebKitGTK, by Selenium.

Its small browser needs a display, so it gets one of its own (Xvfb); its driver tells nothing of
the console (`ear.py`).
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import NoSuchFrameException, NoSuchWindowException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from pyrt.testing.page_errors import PageError
from tests.browsers.tab import TIMEOUT_S, Tab

KEYS = {
    "ArrowLeft": Keys.ARROW_LEFT,
    "ArrowRight": Keys.ARROW_RIGHT,
    "Control": Keys.CONTROL,
    "End": Keys.END,
    "Enter": Keys.ENTER,
    "Tab": Keys.TAB,
}


_LOOK_S = 0.5
"""In so long a time a thread that computes gets its turn, however busy the machine is."""

_SESSION, _USER, _SYSTEM = 3, 11, 12
"""Places in Linux's `/proc/PID/stat`, behind the name."""


class WebKitTab(Tab):
    def __init__(self, session: _Session) -> None:
        super().__init__("webkit")
        self._session = session
        self._driver = session.driver
        self._frames: list[str] = []

    def goto(self, url: str) -> None:
        self.listen()
        self._driver.get(url)

    def js(self, expression: str) -> Any:
        return self._driver.execute_script(f"return ({expression})")

    def click(self, selector: str) -> None:
        element = self._wait_for(selector)
        # Not `element.click()`: in a frame without an origin it is refused.
        self._actions().move_to_element(element).click().perform()

    def type(self, text: str) -> None:
        self._actions().send_keys(text).perform()

    def press(self, key: str) -> None:
        *held, last = (KEYS.get(name, name) for name in key.split("+"))
        actions = self._actions()
        for name in held:
            actions.key_down(name)
        actions.send_keys(last)
        for name in held:
            actions.key_up(name)
        actions.perform()

    def upload(self, selector: str, file: Path) -> None:
        self._wait_for(selector).send_keys(str(file))

    @contextmanager
    def inside(self, selector: str) -> Iterator[None]:
        around = list(self._frames)
        self._frames.append(selector)
        self._driver.switch_to.frame(self._wait_for(selector))
        try:
            yield
        finally:
            try:
                self._hear()
            except (NoSuchFrameException, NoSuchWindowException):
                # The driver loses sight of a frame when the page around it gets another address.
                self._look_into(self._frames)
                self._hear()
            self._frames = around
            self._look_into(around)

    def _look_into(self, frames: list[str]) -> None:
        """Each of them lies in the one before."""
        self._driver.switch_to.default_content()
        for selector in frames:
            self._driver.switch_to.frame(self._wait_for(selector))

    def screenshot(self, path: Path) -> None:
        self._driver.save_screenshot(str(path))

    def listen(self) -> None:
        self._hear()

    def a_busy_worker_was_ended(self) -> None:
        """Wait until no worker uses the processor."""
        end = time.monotonic() + TIMEOUT_S
        before = -1
        while (used := self._session.worker_ticks()) != before:
            if time.monotonic() > end:
                raise AssertionError("a worker is computing that the page has ended")
            before = used
            time.sleep(_LOOK_S)

    def _hear(self) -> None:
        for level, text in self.js("window.heard ? heard.splice(0) : []"):
            self.errors.console.append(f"{level}: {text}")
            if level == "error":
                self.errors.found.append(PageError("console", text, ""))

    def _wait_for(self, selector: str) -> WebElement:
        waiting = WebDriverWait(self._driver, TIMEOUT_S, poll_frequency=0.02)
        found = waiting.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, selector))
        element: WebElement = found[0]
        return element

    def _actions(self) -> ActionChains:
        return ActionChains(self._driver, duration=0)


class WebKitBrowser:
    """`with WebKitBrowser.start(programs) as browser: ...`"""

    def __init__(self, programs: Mapping[str, str], display: str, session: _Session) -> None:
        self._programs = programs
        self._display = display
        self._session = session

    @classmethod
    @contextmanager
    def start(cls, programs: Mapping[str, str]) -> Iterator[WebKitBrowser]:
        with _display(programs["xvfb"]) as display, _Session(programs, display) as session:
            yield cls(programs, display, session)

    @contextmanager
    def tab(self, user_agent: str | None = None) -> Iterator[WebKitTab]:
        """The one tab of a session; with another name for the browser, of a new session."""
        if user_agent is None:
            yield WebKitTab(self._session)
            self._session.driver.get("about:blank")
        else:
            with _Session(self._programs, self._display, user_agent) as session:
                yield WebKitTab(session)


@contextmanager
def _display(xvfb: str) -> Iterator[str]:
    """The name of a display that nobody sees."""
    read, write = os.pipe()
    screen = ["-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    process = subprocess.Popen(
        [xvfb, "-displayfd", str(write), *screen], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    try:
        os.close(write)
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        process.kill()
        process.wait()


class _Session:
    """One run of the browser, in a session of processes of its own."""

    def __init__(
        self, programs: Mapping[str, str], display: str, user_agent: str | None = None
    ) -> None:
        options = Options()
        options.binary_location = programs["mini_browser"]
        options.add_argument("--automation")
        if user_agent is not None:
            options.add_argument(f"--user-agent={user_agent}")
        service = Service(
            programs["web_driver"],
            env={**os.environ, "DISPLAY": display},
            popen_kw={"start_new_session": True},
        )
        with warnings.catch_warnings():
            # Selenium uses a form of its own constructor that it advises against.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.driver = webdriver.WebKitGTK(options=options, service=service)
        self._processes = service.process.pid

    def worker_ticks(self) -> int:
        """What the threads of workers have used of the processor, in hundredths of a second."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                if int(_fields(stat)[_SESSION]) != self._processes:
                    continue
                for thread in stat.parent.glob("task/*/stat"):
                    if "(WebCore: Worker" in thread.read_text():
                        fields = _fields(thread)
                        ticks += int(fields[_USER]) + int(fields[_SYSTEM])
            except OSError:  # it has ended meanwhile
                continue
        return ticks

    def __enter__(self) -> _Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.quit()
        # What does not end when it is told to.
        with suppress(ProcessLookupError):
            os.killpg(self._processes, signal.SIGKILL)


def _fields(stat: Path) -> list[str]:
    return stat.read_text().rpartition(")")[2].split()
