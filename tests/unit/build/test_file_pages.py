"""An app with several pages as one file: what each page has of its own."""

from __future__ import annotations

import json
from pathlib import Path

from pyrt.build.file_pages import REST, file_pages
from pyrt.build.own_address import asks_where_it_is, with_app_location, with_app_names
from pyrt.build.page import clientside_tag
from pyrt.build.page_files import FALLBACK, ROOT
from pyrt.protocol import ClientsideSource
from tests.unit.site_helpers import write_files


def _document(title: str, metas: str, paint: str = "") -> str:
    block = f'<script id="_pyrt-paint" type="application/json">{paint}</script>' if paint else ""
    head = f'<meta charset="UTF-8"><meta name="viewport" content="w"><title>{title}</title>{metas}'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{block}</body></html>"


def test_a_page_has_its_title_its_meta_tags_and_its_paint(tmp_path: Path) -> None:
    first = '<meta name="description" content="first">'
    about = '<meta property="og:title" content="A &amp; B">'
    files = {
        "index.html": _document("Home", first, "[1]"),
        "about/index.html": _document("\n A &amp; B", about, '["<\\u002fscript>"]'),
        FALLBACK: _document("The site", f'<meta name="image" content="{ROOT}a.png">'),
    }
    site = write_files(tmp_path, dict(files))
    pages = {page.path: page for page in file_pages(site, ["", "about"], {"old": "about"})}
    assert set(pages) == {"about", "old", REST}
    assert json.loads(pages["about"].content) == {
        "title": "A & B",
        "without": [{"name": "description", "content": "first"}],
        "metas": [{"property": "og:title", "content": "A & B"}],
        "paint": '["<\\u002fscript>"]',
    }
    rest = json.loads(pages[REST].content)
    assert (rest["title"], rest["paint"]) == ("The site", None)
    assert rest["metas"] == [{"name": "image", "content": "a.png"}]
    assert (pages["old"].redirect, pages["about"].redirect) == ("about", None)


def test_a_page_comes_before_what_has_been_redirected_from_its_path(tmp_path: Path) -> None:
    files = dict.fromkeys(("index.html", "a/index.html", FALLBACK), _document("t", ""))
    site = write_files(tmp_path, dict(files))
    assert [page.redirect for page in file_pages(site, ["a"], {"a": ""})] == [None, None]


def test_an_inline_callback_asks_by_the_name_alone() -> None:
    tag = clientside_tag(ClientsideSource("n", "f", "() => location.href"))
    script = tag.removeprefix("<script>")
    assert with_app_names(script) == f"with (window.__pyrt_names) {script}"
    for other in (script.replace("location", "it.location"), "window.x = location.href"):
        assert with_app_names(other) == other


def test_scripts_of_components_and_of_the_app_ask_the_app_where_they_are() -> None:
    assert with_app_location("window.location=v;a.window.location") == (
        "window.__pyrt_location=v;a.window.location"
    )
    asking = ("_pyrt/1/components/dash_core_components/dash_core_components.js", "assets/a.mjs")
    assert all(map(asks_where_it_is, asking))
    others = ("_pyrt/1/host.js", "_pyrt/1/worker.js", "assets/a.css", "assets/a.json")
    assert not any(map(asks_where_it_is, others))
