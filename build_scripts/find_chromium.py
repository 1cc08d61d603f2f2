"""Finds the Chromium that the tests drive, and gets one when there is none.

    python build_scripts/find_chromium.py             print its path, or fail
    python build_scripts/find_chromium.py --install   get one if need be, and note it

In this order: the one `PYRT_CHROMIUM` names; one on this machine; Debian's package, when we are
root on Debian; the one Playwright downloads.  With `--install` the path is noted in
`.cache/chromium`, where `make` and `tests/conftest.py` read it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import debian
from paths import CACHE

NOTE = CACHE / "chromium"

HEADLESS_SHELL = "chromium-headless-shell"
"""Debian's package of Chromium without its own user interface: a page opens in it several times
faster, and Playwright's headless default is the same thing."""

NAMES = (
    HEADLESS_SHELL,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)

MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find() -> str | None:
    """Path of a Chromium that starts, or None."""
    named = os.environ.get("PYRT_CHROMIUM")
    if named:
        if not _starts(named):
            sys.exit(f"PYRT_CHROMIUM names {named}, which cannot be started.")
        return named
    return next((path for path in _on_this_machine() if _starts(path)), None)


def find_or_install() -> str:
    """Path of a Chromium that starts; gets one if there is none."""
    ways: tuple[Callable[[], None], ...] = (_install_debian_package, _install_by_playwright)
    found = find()
    for install in ways:
        if found is None:
            install()
            found = find()
    if found is None:
        sys.exit(
            "No Chromium found, and none could be installed.\n"
            "Install one, and name its executable: PYRT_CHROMIUM=/path/to/chromium make test"
        )
    return found


def _on_this_machine() -> Iterator[str]:
    for name in NAMES:
        if path := shutil.which(name):
            yield path
    yield from MAC_APPLICATIONS
    if path := _playwrights_own():
        yield path


def _playwrights_own() -> str | None:
    """Where Playwright keeps its browser; Playwright itself may be missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Some systems have a `chromium-browser` that only says how to get one, so try it."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _install_debian_package() -> None:
    debian.install(HEADLESS_SHELL)


def _install_by_playwright() -> None:
    print("  Installing Playwright's chromium", flush=True)
    debian.run(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> None:
    """Print the path; with `--install`, note it too."""
    if sys.argv[1:] == ["--install"]:
        path = find_or_install()
        CACHE.mkdir(exist_ok=True)
        NOTE.write_text(path + "\n", encoding="utf-8")
    else:
        path = find() or sys.exit("No Chromium found; `make setup-browser` gets one.")
    print(path)


if __name__ == "__main__":
    main()
