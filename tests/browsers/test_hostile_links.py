"""Apps in links that want out of their frame: what `tests/e2e/test_hostile_links.py` has for
Chromium, in every browser."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.browsers.conftest import Engine
from tests.browsers.tab import Tab
from tests.e2e.hostile import HELPERS, HOSTILE, JAVASCRIPT, NAVIGATIONS, NOTHING, PYTHON, told
from tests.e2e.playground import Outside, Playground

QUIET = {
    "chromium": set[str](),
    "firefox": {"preload", "module preload", "icon", "ping", "worker from outside"},
    "webkit": {"prefetch", "icon", "ping"},
}
"""Where a browser tells the app nothing of its refusal, or does so later than the answer."""


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside() as outside:
        yield outside


@pytest.fixture
def hostile(engine: Engine, player: Playground) -> Iterator[Tab]:
    """The app runs, on a host that has something to steal.  What is refused is an error in the
    console, in some browsers: these are not looked at."""
    with engine.tab() as tab:
        tab.goto(f"{player.url}frame.html")
        tab.js("document.cookie = 'secret=1', localStorage.secret = sessionStorage.secret = 1")
        tab.goto(player.link(HOSTILE))
        tab.click("#run")
        with tab.inside("iframe.app"):
            tab.ready()
        yield tab


def begin(tab: Tab, language: str, code: str) -> None:
    tab.js(f"(pyrt.setProps('code', {{value: {json.dumps(code)}}}), null)")
    tab.click(f"#{language}")


def attempt(tab: Tab, language: str, code: str) -> str:
    """What came of it, and not of one begun before, whose answer may still be on its way."""
    out = f"#{language}-out"
    begin(tab, language, code)
    number = tab.js(f"pyrt.getProp('{language}', 'n_clicks')")
    tab.wait(f"document.querySelector('{out}').textContent.startsWith('{number} ')")
    return (tab.text(out) or "").removeprefix(f"{number} ")


def test_nothing_gets_out(hostile: Tab, outside: Outside, player: Playground) -> None:
    tab = hostile
    quiet = QUIET[tab.engine]
    # At first, so that a request would have come by the end.
    for name in quiet:
        # A click may be taken for a navigation, after which WebKit's driver has to look again.
        with tab.inside("iframe.app"):
            begin(tab, "js", HELPERS + told(JAVASCRIPT[name][0], outside, player))
    came: dict[str, str] = {}
    with tab.inside("iframe.app"):
        for name, (code, _) in JAVASCRIPT.items():
            if name not in quiet:
                came[name] = attempt(tab, "js", HELPERS + told(code, outside, player))
        for name, (code, _) in PYTHON.items():
            lines = told(code, outside, player).splitlines()
            came[f"Python: {name}"] = attempt(tab, "py", "".join(f"    {line}\n" for line in lines))
    got_out = {
        name: answer
        for name, answer in came.items()
        if answer != NOTHING and not answer.startswith("refused: ")
    }
    assert got_out == {}
    assert outside.asked == []
    assert tab.js("location.href").startswith(player.url)


@pytest.mark.parametrize("name", NAVIGATIONS)
def test_an_app_cannot_send_its_frame_away(
    name: str, hostile: Tab, outside: Outside, player: Playground
) -> None:
    tab = hostile
    code = HELPERS + told(NAVIGATIONS[name], outside, player)
    with tab.inside("iframe.app"):
        begin(tab, "js", code)
    if tab.engine == "chromium":
        tab.wait("document.querySelector('[role=alert]')?.textContent.includes('has ended')")
        assert tab.js("document.querySelectorAll('iframe.app').length") == 0
    else:
        # The others leave the document where it is.
        with tab.inside("iframe.app"):
            assert attempt(tab, "js", "return 'still there'") == "answer: still there"
            assert attempt(tab, "py", "    return 'here, too'") == "answer: here, too"
    assert outside.asked == []
