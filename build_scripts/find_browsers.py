"""Finds what the tests need to drive Firefox and WebKit, and gets it where that is possible.

    python build_scripts/find_browsers.py             print where it is, or fail
    python build_scripts/find_browsers.py --install   get it if need be, and note it

Firefox is the one that `PYRT_FIREFOX` names, or one on this machine.  WebKit is WebKitGTK, which
has no mode without a display: its small browser runs under Xvfb.  What is missing is installed
when we are root on Debian.  With `--install` the paths are noted in `.cache/browsers`, where
`tests/browsers/conftest.py` reads them.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import debian
from paths import CACHE

NOTE = CACHE / "browsers"

MAC_FIREFOX = "/Applications/Firefox.app/Contents/MacOS/firefox"
LIBRARIES = (Path("/usr/lib"), Path("/usr/libexec"), Path("/usr/lib64"))
"""Where distributions keep programs that are not for the command line."""


def find_firefox() -> str | None:
    named = os.environ.get("PYRT_FIREFOX")
    if named:
        if not Path(named).is_file():
            sys.exit(f"PYRT_FIREFOX names no file: {named}")
        return named
    mac = MAC_FIREFOX if Path(MAC_FIREFOX).is_file() else None
    return shutil.which("firefox-esr") or shutil.which("firefox") or mac


def find_mini_browser() -> str | None:
    for library in LIBRARIES:
        for pattern in ("webkit2gtk-4.*/MiniBrowser", "*/webkit2gtk-4.*/MiniBrowser"):
            if found := sorted(library.glob(pattern)):
                return str(found[-1])
    return None


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    package: str
    """Debian's."""
    find: Callable[[], str | None]


PROGRAMS = (
    Program("firefox", "firefox-esr", find_firefox),
    Program("web_driver", "webkit2gtk-driver", lambda: shutil.which("WebKitWebDriver")),
    # The library that the driver needs brings it along.
    Program("mini_browser", "webkit2gtk-driver", find_mini_browser),
    Program("xvfb", "xvfb", lambda: shutil.which("Xvfb")),
)


def find() -> tuple[dict[str, str], list[Program]]:
    """Name -> path of what there is, and what is missing."""
    paths = {program.name: program.find() for program in PROGRAMS}
    found = {name: path for name, path in paths.items() if path is not None}
    return found, [program for program in PROGRAMS if program.name not in found]


def find_or_install() -> dict[str, str]:
    """Name -> path of everything."""
    found, missing = find()
    if missing:
        debian.install(*dict.fromkeys(program.package for program in missing))
        found, missing = find()
    if missing:
        sys.exit(_say_missing(missing))
    return found


def _say_missing(missing: list[Program]) -> str:
    names = ", ".join(program.name for program in missing)
    packages = " ".join(dict.fromkeys(program.package for program in missing))
    return (
        f"Not found: {names}.\n"
        f"On Debian or Ubuntu: apt-get install --no-install-recommends {packages}\n"
        "Another Firefox can be named: PYRT_FIREFOX=/path/to/firefox make test-browsers\n"
        "`make test` does without: it then leaves out what runs in Firefox and WebKit."
    )


def main() -> None:
    """Print the paths; with `--install`, note them too."""
    if sys.argv[1:] == ["--install"]:
        found = find_or_install()
        CACHE.mkdir(exist_ok=True)
        NOTE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    else:
        found, missing = find()
        if missing:
            sys.exit(f"{_say_missing(missing)}\nRoot on Debian: `make setup-browsers` gets it.")
    for name, path in found.items():
        print(f"{name:14}{path}")


if __name__ == "__main__":
    main()
