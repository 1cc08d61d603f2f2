"""V8 compiles Python's interpreter once (build_scripts/steady_calls.py)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserType, expect

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site

APP = """
from dash import Dash, Input, Output, callback, html

N = 30
app = Dash(__name__)
app.layout = html.Div(
    [html.Button("go", id="go", n_clicks=0)] + [html.Div(id=f"link-{i}") for i in range(N)]
)


def link(i):
    source = Input(f"link-{i - 1}", "children") if i else Input("go", "n_clicks")

    @callback(Output(f"link-{i}", "children"), source)
    def follow(value):
        return str(value)


for i in range(N):
    link(i)
"""
TIER = re.compile(r"Compiled function \w+#(\d+) using TurboFan.* bodysize (\d+)")
LARGEST = 50_000
"""Bytes of a body: only the interpreter's loop has more."""


def test_the_interpreter_is_compiled_once(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text(APP)
    site = build_site(tmp_path / "app.py", tmp_path / "out").out
    log = tmp_path / "log"
    # What V8 tells goes to where the browser writes, which Playwright reads and keeps to itself.
    given = browser_type_launch_args
    program = tmp_path / "browser"
    program.write_text(
        f'#!/bin/sh\nexec "{given.get("executable_path", browser_type.executable_path)}" '
        f'"$@" >"{log}"\n'
    )
    program.chmod(0o755)
    flags = ["--no-sandbox", "--js-flags=--trace-wasm-compilation-times"]
    args = [*given.get("args", ()), *flags]
    browser = browser_type.launch(**{**given, "executable_path": str(program), "args": args})
    try:
        with SiteServer({"": site}) as server:
            page = browser.new_page()
            page.goto(f"http://localhost:{server.port}/")
            counts = []
            for click in range(1, 41):
                page.click("#go")
                expect(page.locator("#link-29")).to_have_text(str(click))
                counts.append(compiled(log.read_text()))
    finally:
        browser.close()
    # It was hot half-way through; what came after it changed nothing.
    assert list(counts[20].values()) == list(counts[-1].values()) == [1]


def compiled(log: str) -> Counter[str]:
    """Number of a large function -> how often it was compiled."""
    return Counter(number for number, size in TIER.findall(log) if int(size) > LARGEST)
