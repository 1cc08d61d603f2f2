"""Modules of an app: what they import is checked against the build, as what has a tag is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from tests.browsers.ear import prepare
from tests.browsers.tab import Tab
from tests.unit.site_helpers import write_files

FILES = {
    # What is imported has no tag of its own.
    "app.py": """
from dash import Dash, html, page_container, register_page

app = Dash(use_pages=True, pages_folder="", assets_ignore="word|late")
register_page("home", path="/", layout=html.P("Home"))
register_page("deep", path="/a/b", layout=html.P("Deep"))
app.layout = page_container
""",
    "assets/first.mjs": """
import { word } from "./parts/word.mjs";
const said = [word];
import("./parts/late.mjs")
  .then(({ word }) => said.push(word), () => said.push("refused"))
  .then(() => { window.said = said.join(" "); });
""",
    "assets/parts/word.mjs": "export const word = 'at first';",
    "assets/parts/late.mjs": "export const word = 'later';",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    out = build_site(write_files(tmp_path / "app", dict(FILES)), tmp_path / "site").out
    prepare(out)
    return out


def test_modules_import_what_the_build_has(tab: Tab, site: Path) -> None:
    with SiteServer({"": site}) as server:
        for page in ("", "a/b/"):
            tab.goto(f"{server.url}{page}")
            tab.ready()
            tab.wait("window.said", "at first later")
        tab.goto("about:blank")


def test_a_module_that_is_imported_later_is_refused_when_it_was_changed(
    tab: Tab, site: Path
) -> None:
    change(site / "assets/parts/late.mjs")
    with SiteServer({"": site}) as server:
        if tab.engine != "webkit":
            tab.errors.expect("late.mjs")
        tab.goto(f"{server.url}a/b/")
        tab.ready()
        tab.wait("window.said", "at first refused")
        tab.goto("about:blank")


def test_a_module_does_not_run_when_what_it_imports_was_changed(tab: Tab, site: Path) -> None:
    change(site / "assets/parts/word.mjs")
    with SiteServer({"": site}) as server:
        # In the page it is the script with the tag that did not come.
        tab.errors.expect("mjs")
        tab.goto(server.url)
        tab.ready()
        tab.wait("document.body.innerText.includes('first.mjs')")
        assert tab.js("window.said === undefined")
        tab.goto("about:blank")


def change(module: Path) -> None:
    module.write_text(f"{module.read_text('utf-8')} // changed", encoding="utf-8")
