"""What holds for every test, whatever it tests.

- Each test bears the name of its folder as a marker: `pytest -m "not e2e"`.
- Tests that need a browser get the one that `make setup-browser` noted, started as `pyrt_app` does.
- Tests that need what `make setup` builds say so at once when it is missing.

Only the standard library and pytest are imported here: the wasm tests load this file in Pyodide.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

ROOT = Path(__file__).resolve().parent.parent
NEED_BROWSER = {"browsers", "differential", "e2e", "host"}
NEED_STATIC = {*NEED_BROWSER, "packaging", "wasm"}


def pytest_configure() -> None:
    """Let `pytest tests/e2e` find the browser that `make e2e` would use."""
    note = ROOT / ".cache/chromium"
    if note.is_file():
        os.environ.setdefault("PYRT_CHROMIUM", note.read_text(encoding="utf-8").strip())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by folder, and check once what the chosen tests need."""
    kinds = set()
    for item in items:
        kind = item.path.relative_to(ROOT / "tests").parts[0]
        item.add_marker(kind)
        kinds.add(kind)
    if kinds & NEED_STATIC and not (ROOT / "pyrt/_static/manifest.json").is_file():
        raise pytest.UsageError("pyrt/_static is not built yet: run `make setup` first")
    if kinds & NEED_BROWSER and "PYRT_CHROMIUM" not in os.environ:
        raise pytest.UsageError("no Chromium is known yet: run `make setup-browser` first")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: BrowserType
) -> dict[str, Any]:
    """Also where no test of the session asks for `pyrt_app`."""
    # Not at the top: there is no Playwright in Pyodide.
    from pyrt.testing.chromium import launch_arguments

    return launch_arguments(browser_type, browser_type_launch_args)
