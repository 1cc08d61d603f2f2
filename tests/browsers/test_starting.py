"""Every way in which an app starts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from pyrt.build.serve import SiteServer
from pyrt.build.single_file import build_single_file
from pyrt.build.site import build_site
from tests.browsers.conftest import Engine
from tests.browsers.ear import prepare
from tests.browsers.tab import HOLDS_UP, Tab
from tests.e2e.playground import Playground
from tests.e2e.small_app import APP

EVERYTHING = Path(__file__).parent / "apps/everything.py"

STEP_BY_STEP = "pyrt starts without its start image"

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole site, with files of its own to damage."""
    folder = tmp_path_factory.mktemp("starting")
    (folder / "app.py").write_text(APP, encoding="utf-8")
    out = build_site(folder / "app.py", folder / "site").out
    prepare(out)
    return out


def works(tab: Tab) -> None:
    tab.ready()
    tab.shows("#out", "clicked None")
    tab.click("#go")
    tab.shows("#out", "clicked 1")


def test_from_the_start_image(tab: Tab, site: Path) -> None:
    with SiteServer({"": site}) as server:
        tab.goto(server.url)
        works(tab)
        tab.goto("about:blank")
    assert tab.says(STEP_BY_STEP) == 0
    assert tab.says("") == 0, "nothing is said of an app that starts as it should"


def test_step_by_step_where_the_image_is_another_one(tab: Tab, site: Path) -> None:
    image = next(site.rglob("start_image.gz"))
    own = image.read_bytes()
    image.write_bytes(gzip.compress(b"PYRTIMG1"))
    try:
        with SiteServer({"": site}) as server:
            tab.goto(server.url)
            works(tab)
            assert tab.says(STEP_BY_STEP) == 1
            tab.goto("about:blank")
    finally:
        image.write_bytes(own)


def test_what_is_clicked_before_python_is_there_is_not_lost(tab: Tab, site: Path) -> None:
    with SiteServer({"": site}) as server:
        tab.goto(server.url)
        for _ in range(3):
            tab.click("#go")
        tab.ready()
        tab.shows("#out", "clicked 3")
        tab.goto("about:blank")


def test_under_the_name_of_an_iphone(engine: Engine, url_of: Callable[[Path], str]) -> None:
    """There Pyodide leaves out what the image was made with (`worker/image.ts`)."""
    with engine.tab(IPHONE) as tab:
        tab.goto(url_of(EVERYTHING))
        tab.ready()
        tab.click("#link")
        tab.shows("#link-4", "5")
        # No stack switching there, whatever the browser can do.
        tab.click("#slow")
        tab.shows("#slow-out", "1: held up the other")
        assert tab.says(HOLDS_UP) == 1
        assert tab.says(STEP_BY_STEP) == 0
        tab.check()


def test_from_a_link_in_the_player(tab: Tab, player: Playground) -> None:
    tab.goto(player.link(EVERYTHING.read_text(encoding="utf-8")))
    tab.click("#run")
    with tab.inside("iframe.app"):
        tab.ready()
        assert tab.js("self.origin") == "null"
        tab.click("#text")
        tab.type("from a link")
        tab.shows("#echo-out", "FROM A LINK")
        tab.shows("#length-out", "11 letters in 3 words")
        tab.click("#job")
        tab.shows("#job-out", "job 1")
        tab.click("#endless")
        tab.wait("document.getElementById('bar').getAttribute('value')", "1.5")
        tab.click("#cancel")
        tab.wait("document.getElementById('endless').className", "")
        tab.ready()
    tab.a_busy_worker_was_ended()
    assert tab.says(STEP_BY_STEP) == 0


def test_from_the_editor_of_the_player(tab: Tab, player: Playground) -> None:
    tab.goto(player.link(APP, query="?mode=split"))
    tab.click(".cm-content")
    tab.press("Control+a")
    tab.type('import dash; app = dash.Dash(); app.layout = dash.html.P("typed here", id="out")')
    tab.press("Control+s")
    with tab.inside("iframe.app"):
        tab.shows("#out", "typed here")


def test_from_a_single_file_without_a_server(tab: Tab, tmp_path: Path) -> None:
    file = build_single_file(EVERYTHING, tmp_path / "app.html").out
    prepare(tmp_path)
    tab.goto(file.as_uri())
    tab.ready()
    tab.click("#text")
    tab.type("from a file")
    tab.shows("#length-out", "11 letters in 3 words")
    tab.click("#job")
    tab.shows("#job-out", "job 1")
    assert tab.says(STEP_BY_STEP) == 0


def test_a_page_that_is_opened_as_a_file_says_what_to_do(tab: Tab, site: Path) -> None:
    # Each browser says in its own words that it has not checked the scripts.
    tab.errors.expect("file:.*boot.js")
    tab.errors.expect("file:")
    tab.goto((site / "index.html").as_uri())
    tab.wait("document.documentElement.dataset.pyrt", "failed")
    said = tab.js("document.body.innerText")
    assert "python3 -m http.server" in said
    assert "--single-file" in said
