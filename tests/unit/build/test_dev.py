"""`pyrt run`: rebuild on change, keep the last good site, tell the pages."""

from __future__ import annotations

import queue
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyrt.build.dev import DevServer
from pyrt.build.errors import BuildError, InputError
from pyrt.build.progress import Silent
from tests.unit.build.test_live import Page
from tests.unit.site_helpers import HELLO, write_files


class Report(Silent):
    """What the terminal would show."""

    def __init__(self) -> None:
        self.lines: queue.Queue[str] = queue.Queue()

    def rebuilt(self, changed: list[str], seconds: float) -> None:
        self.lines.put("rebuilt " + ", ".join(sorted(Path(path).name for path in changed)))

    def failed(self, error: BuildError) -> None:
        self.lines.put(f"failed {error.where}")

    def next(self) -> str:
        return self.lines.get(timeout=30)


class Running:
    """A server under test, with its watcher in a thread."""

    def __init__(self, folder: Path, static: Path, app: str) -> None:
        self.folder = folder
        self.report = Report()
        self.server = DevServer(app, progress=self.report, port=None, static=static, cwd=folder)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self.server.watch, args=(self._stop,))

    def __enter__(self) -> Running:
        self.server.__enter__()
        self._thread.start()
        # The first change must not come before the watcher listens.
        self._stop.wait(0.5)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.server.__exit__(None, None, None)

    def page(self) -> str:
        with urllib.request.urlopen(self.server.url, timeout=10) as answer:
            return str(answer.read().decode())

    def open(self) -> Page:
        return Page(self.server.port)


@pytest.fixture
def running(tmp_path: Path, static: Path) -> Iterator[Running]:
    write_files(tmp_path, {"app.py": HELLO, "assets/a.css": "old", "notes.txt": ""})
    with Running(tmp_path, static, "app.py") as server:
        yield server


def test_a_change_is_served_and_announced(running: Running) -> None:
    assert "<title>Hello</title>" in running.page()
    page = running.open()
    write_files(running.folder, {"app.py": HELLO.replace("Hello", "Changed")})
    assert running.report.next() == "rebuilt app.py"
    assert page.next().startswith("event: reload")
    assert "<title>Changed</title>" in running.page()
    page.close()


def test_a_page_whose_html_stays_only_needs_another_python(running: Running) -> None:
    page = running.open()
    write_files(running.folder, {"app.py": HELLO + "\nMORE = 1\n"})
    assert page.next().startswith("event: app")
    page.close()


def test_a_changed_asset_that_is_no_style_sheet_needs_a_new_page(running: Running) -> None:
    page = running.open()
    write_files(running.folder, {"assets/logo.svg": "<svg/>"})
    assert page.next().startswith("event: reload")
    page.close()


def test_a_changed_style_sheet_is_swapped(running: Running) -> None:
    page = running.open()
    write_files(running.folder, {"assets/a.css": "new"})
    assert page.next() == 'event: css\ndata: {"files": ["assets/a.css"]}'
    page.close()


@pytest.mark.parametrize(
    ("broken", "where"), [(HELLO + "x = (\n", "app.py:6"), (HELLO + "1 / 0\n", "app.py:6")]
)
def test_a_failing_rebuild_keeps_the_last_good_site(
    running: Running, broken: str, where: str
) -> None:
    page = running.open()
    write_files(running.folder, {"app.py": broken})
    assert running.report.next().startswith(f"failed {where}")
    assert page.next().startswith("event: error\ndata: {")
    assert "<title>Hello</title>" in running.page()
    write_files(running.folder, {"app.py": HELLO})
    assert running.report.next() == "rebuilt app.py"
    # Repaired, and otherwise as before: the error goes, the app stays.
    assert page.next() == 'event: css\ndata: {"files": []}'
    page.close()


def test_a_new_module_is_watched_from_then_on(running: Running) -> None:
    write_files(running.folder, {"lib/names.py": "TITLE = 'One'\n"})
    write_files(running.folder, {"app.py": "import lib.names\n" + HELLO})
    while "app.py" not in running.report.next():
        pass
    # The watcher has to begin anew before it can see the new folder.
    threading.Event().wait(0.5)
    write_files(running.folder, {"lib/names.py": "TITLE = 'Two'\n"})
    assert running.report.next() == "rebuilt names.py"


def test_what_the_app_writes_itself_does_not_build_again(tmp_path: Path, static: Path) -> None:
    script = HELLO + "import time\nopen('log.txt', 'w').write(str(time.time_ns()))\n"
    write_files(tmp_path, {"app.py": script})
    with Running(tmp_path, static, ".") as running:
        write_files(tmp_path, {"app.py": script + "\n"})
        assert running.report.next() == "rebuilt app.py"
        threading.Event().wait(1)
        assert running.report.lines.empty()


def test_the_first_build_must_succeed(tmp_path: Path, static: Path) -> None:
    write_files(tmp_path, {"app.py": "x = ("})
    with pytest.raises(InputError):
        DevServer("app.py", progress=Report(), static=static, cwd=tmp_path)
