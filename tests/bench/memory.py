"""What a page takes of the memory, in a browser that nobody looks into.

A debugger keeps the bodies of all answers in the page's process, as text: of pyrt's that is 18 MB.
So the browser is started by its command line and watched from outside.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserType

from pyrt.testing.chromium import launch_arguments

_TIMEOUT_S = 180
_QUIET_S = 3.0
"""A page that has computed nothing for so long is at rest."""


def resting_megabytes(browser_type: BrowserType, url: str) -> float:
    """Memory of the page at `url` once it is at rest: its process's own, and its share of what
    that shares with others (PSS)."""
    arguments = launch_arguments(browser_type, {})
    program = arguments.get("executable_path", browser_type.executable_path)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
        command = [program, *arguments["args"], *options, url]
        # A group of its own: the program may be a script that starts the browser.
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return _at_rest(process.pid)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _at_rest(browser: int) -> float:
    deadline = time.monotonic() + _TIMEOUT_S
    last, since = -1, time.monotonic()
    while (now := time.monotonic()) < deadline:
        renderers = [pid for pid in _below(browser) if "--type=renderer" in _command(pid)]
        ticks = sum(map(_ticks, renderers))
        if ticks != last:
            last, since = ticks, now
        elif ticks > 0 and now - since > _QUIET_S:
            return max(map(_pss, renderers))
        time.sleep(0.1)
    raise RuntimeError(f"The page was not at rest within {_TIMEOUT_S} s")


def _below(parent: int) -> Iterator[int]:
    """All processes that came from `parent`."""
    parents = {int(entry.name): _parent(int(entry.name)) for entry in _processes()}
    found = {parent}
    while more := {pid for pid, above in parents.items() if above in found} - found:
        found |= more
    yield from found - {parent}


def _processes() -> Iterator[Path]:
    return (entry for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _stat(pid: int) -> list[str]:
    """The fields behind the name, which may hold anything; none of a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _ticks(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"No memory is known of process {pid}")
