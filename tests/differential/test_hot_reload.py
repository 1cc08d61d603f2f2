"""Files change while a page is open: `python app.py` of Dash beside `pyrt run app.py` (S11)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.run_command import Command, free_port
from tests.unit.site_helpers import write_files

APP = """\
import os
from dash import Dash, Input, Output, dcc, html

app = Dash(__name__)
app.layout = html.Div([
    html.H1("first", id="head"), html.Button("go", id="go"), html.P("-", id="out"),
    html.P("-", id="script"),
])


@app.callback(Output("out", "children"), Input("go", "n_clicks"))
def count(clicks):
    return f"clicked {clicks}"


app.clientside_callback(
    "clicks => window.fromAssets", Output("script", "children"), Input("go", "n_clicks")
)

if __name__ == "__main__":
    app.run(debug=True, port=int(os.environ.get("PORT", 8050)), dev_tools_ui=False,
            dev_tools_hot_reload_interval=0.2, dev_tools_hot_reload_watch_interval=0.1,
            reloader_type="stat")
"""
FILES = {
    "app.py": APP,
    "assets/look.css": "#head { color: rgb(1, 1, 1); }",
    "assets/more.js": "window.fromAssets = 'one';",
}
SAME_PAGE = "() => { window.samePage = true; }"


class DashCommand:
    """A running `python app.py`, which is two processes: the one that watches starts the other."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/"
        self._process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=folder,
            env={**os.environ, "PORT": str(port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 30
        while not answers(self.url):
            assert self._process.poll() is None and time.monotonic() < deadline, "has not started"

    def close(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url).close()
    except OSError:
        return False
    return True


class Both:
    """A folder for each runtime, with the same files; the page that each shows."""

    def __init__(self, folders: list[Path], pages: list[Page]) -> None:
        self._folders = folders
        self.pages = pages

    def write(self, files: dict[str, str]) -> None:
        for folder in self._folders:
            write_files(folder, files)

    def shows(self, selector: str, text: str) -> None:
        for page in self.pages:
            expect(page.locator(selector)).to_have_text(text, timeout=30_000)

    def is_coloured(self, selector: str, color: str) -> None:
        for page in self.pages:
            expect(page.locator(selector)).to_have_css("color", color, timeout=30_000)

    def click(self, selector: str) -> None:
        for page in self.pages:
            page.click(selector)

    def same_page(self) -> list[bool]:
        """For each: whether the page has not been loaded again since it was opened."""
        return [page.evaluate("() => window.samePage === true") for page in self.pages]


@pytest.fixture
def both(context: BrowserContext, tmp_path: Path) -> Iterator[Both]:
    folders = [tmp_path / "dash", tmp_path / "pyrt"]
    for folder in folders:
        write_files(folder, FILES)
    dash, pyrt = DashCommand(folders[0]), Command(folders[1])
    pages = [context.new_page(), context.new_page()]
    try:
        for page, command in zip(pages, (dash, pyrt), strict=True):
            page.goto(command.url)
        both = Both(folders, pages)
        both.click("#go")
        both.shows("#out", "clicked 1")
        both.shows("#script", "one")
        both.is_coloured("#head", "rgb(1, 1, 1)")
        for page in pages:
            page.evaluate(SAME_PAGE)
        yield both
    finally:
        for page in pages:
            page.close()
        dash.close()
        pyrt.close()


def test_a_style_sheet_is_exchanged_in_place(both: Both) -> None:
    both.write({"assets/look.css": "#head { color: rgb(2, 2, 2); }"})
    both.is_coloured("#head", "rgb(2, 2, 2)")
    both.shows("#out", "clicked 1")
    assert both.same_page() == [True, True]


def test_a_script_loads_the_page_again(both: Both) -> None:
    both.write({"assets/more.js": "window.fromAssets = 'two';"})
    both.shows("#script", "two")
    both.shows("#out", "clicked None")
    assert both.same_page() == [False, False]


def test_python_shows_the_new_layout_and_calls_the_new_function_in_the_same_page(
    both: Both,
) -> None:
    changed = APP.replace("first", "second").replace("clicked {clicks}", "counted {clicks}")
    both.write({"app.py": changed})
    both.shows("#head", "second")
    both.shows("#out", "counted None")
    both.click("#go")
    both.shows("#out", "counted 1")
    assert both.same_page() == [True, True]


def test_a_script_that_cannot_start_leaves_the_page_until_it_is_mended(both: Both) -> None:
    both.write({"app.py": APP.replace("app.layout", "app.layout = (", 1)})
    both.pages[1].get_by_text("SyntaxError").first.wait_for()
    both.shows("#head", "first")
    both.write({"app.py": APP.replace("first", "mended")})
    both.shows("#head", "mended")
    both.click("#go")
    both.shows("#out", "clicked 1")
