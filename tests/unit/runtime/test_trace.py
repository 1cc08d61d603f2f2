"""What the dev tools are told, and that a recorded session can be replayed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from pyrt.protocol import PageMessage, PropsChanged, Rendered, StartApp
from pyrt.runtime.loop import Loop
from pyrt.runtime.session import start_session
from pyrt.testing.replay import SessionFileError, read_session, replay
from pyrt.wire import encode
from tests.unit.runtime.memory_port import MemoryPort

ROOT = Path(__file__).parents[3]
SESSIONS = ROOT / "tests/fixtures/sessions"
"""Exported by the dev tools; each is named like its example."""
APP = """
from pyrt import Dash, Input, Output, ctx, dcc, html, no_update, set_props
app = Dash(__name__)
app.layout = html.Div([
    dcc.Input(id="in"), html.P(id="mid"), html.P(id="out"), html.P(id="side"), html.P(id="bad"),
])

@app.callback(Output("mid", "children"), Input("in", "value"))
def mid(value):
    ctx.record_timing("query", 0.25, "of nothing")
    set_props("side", {"children": html.B(value)})
    return [html.I(value), list(range(300))]

@app.callback(Output("out", "children"), Output("out", "title"), Input("mid", "children"))
async def out(value):
    return len(value), no_update

@app.callback(Output("bad", "children"), Input("in", "value"), prevent_initial_call=True)
def bad(value):
    return object()
"""


class Session:
    """An app on CPython, with a page that confirms what it has drawn."""

    def __init__(self, folder: Path, debug: bool = True) -> None:
        (folder / "app.py").write_text(APP)
        self.folder = folder
        self.port = MemoryPort()
        self.debug = debug

    async def play(self, *edits: PageMessage) -> None:
        wanted: dict[str, Any] = {
            **dict.fromkeys(field.name for field in fields(StartApp)),
            "entry": "app.py",
            "hooks": [],
            "root": "/",
            "location": {"href": "http://x/"},
            "cookies": "",
            "user_agent": "",
            "debug": self.debug,
            "role": "app",
        }
        start = StartApp(**wanted)
        loop = await start_session(start, self.port, self.folder)
        assert isinstance(loop, Loop)
        self.port.on_send = lambda messages: self._confirm(loop, messages)
        task = asyncio.ensure_future(loop.run())
        for edit in (None, *edits):
            if edit:
                loop.deliver(encode([edit]))
            for _ in range(50):
                await asyncio.sleep(0)
        task.cancel()

    def _confirm(self, loop: Loop, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            if message.get("confirm"):
                text = encode([Rendered(message["update"])])
                asyncio.get_running_loop().call_soon(loop.deliver, text)

    @property
    def turns(self) -> list[dict[str, Any]]:
        return [message for message in self.port.sent if message["type"] == "Turn"]

    def recorded(self) -> dict[str, Any]:
        """As the page exports it."""
        turns: list[dict[str, Any]] = []
        before: list[dict[str, Any]] = []
        for message in self.port.sent:
            if message["type"] == "Turn":
                turns.append({"turn": message, "messages": before})
                before = []
            elif message["type"] not in ("AppConfig", "BootProgress"):
                before.append(message)
        return {"attribute": None, "turns": turns}


INPUT = 2
"""Its node."""


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    main = sys.modules["__main__"]
    yield Session(tmp_path)
    sys.modules["__main__"] = main


def test_each_run_is_told_with_what_triggered_it_and_where_its_time_went(session: Session) -> None:
    asyncio.run(session.play(PropsChanged(1, INPUT, {"value": "x"})))
    runs = [run for turn in session.turns for run in turn["started"]]
    assert [(run["callback"], run["triggered"]) for run in runs] == [
        ("mid.children", []),
        ("..out.children...out.title..", ["mid.children"]),
        ("mid.children", ["in.value"]),
        ("bad.children", ["in.value"]),
        ("..out.children...out.title..", ["mid.children"]),
    ]
    timings = {timing["run"]: timing for turn in session.turns for timing in turn["ended"]}
    assert timings.keys() == {run["run"] for run in runs}
    assert timings[1]["recorded"] == {"query": {"dur": 250, "desc": "of nothing"}}
    assert all(0 <= timing["queue"] < 10_000 for timing in timings.values())
    assert all(0 <= timing["called"] < 10_000 for timing in timings.values())
    assert [turn["number"] for turn in session.turns] == list(range(1, len(session.turns) + 1))


def test_a_turn_stands_after_the_messages_that_it_made(session: Session) -> None:
    asyncio.run(session.play())
    kinds = [message["type"] for message in session.port.sent]
    assert kinds[: kinds.index("Turn")] == [
        "BootProgress",
        "AppConfig",
        "BootProgress",
        "LayoutUpdate",
    ]
    assert session.turns[0]["events"] == [{"type": "Start"}]


def test_without_dev_tools_nothing_is_told_and_nothing_loaded(
    tmp_path: Path, session: Session
) -> None:
    session.debug = False
    asyncio.run(session.play(PropsChanged(1, INPUT, {"value": "x"})))
    assert session.turns == []
    code = "import sys, pyrt.runtime.session; sys.exit('pyrt.runtime.trace' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_engine_that_meets_a_recorded_session_does_the_same_again(session: Session) -> None:
    asyncio.run(
        session.play(PropsChanged(1, INPUT, {"value": "x"}), PropsChanged(2, INPUT, {"value": "y"}))
    )
    recorded = session.recorded()
    assert len(recorded["turns"]) > 5
    # Long lists of numbers travel as bytes; the page's decoder has made lists of them.
    for turn in recorded["turns"]:
        _expand(turn)
    assert replay(recorded, session.folder / "app.py") == []


def _expand(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(items):
        if isinstance(item, dict) and "__pyrt_typed_array" in item:
            value[key] = list(range(300))
        elif isinstance(item, dict | list):
            _expand(item)


def test_a_turn_that_comes_out_differently_is_named(session: Session) -> None:
    asyncio.run(session.play(PropsChanged(1, INPUT, {"value": "x"})))
    recorded = session.recorded()
    for turn in recorded["turns"]:
        _expand(turn)
    (edit,) = (t for t in recorded["turns"] if t["turn"]["events"][0]["type"] == "PropsChanged")
    edit["turn"]["events"][0]["props"] = {"value": None}
    edit["turn"]["started"] = []
    (difference,) = replay(recorded, session.folder / "app.py")
    assert difference.turn == edit["turn"]["number"]
    assert difference.replayed != difference.recorded


@pytest.mark.parametrize("path", sorted(SESSIONS.glob("*.json")), ids=lambda path: path.stem)
def test_a_session_recorded_in_a_browser_is_replayed_on_cpython(path: Path) -> None:
    script = ROOT / "examples" / path.stem / "app.py"
    command = [sys.executable, "-m", "pyrt.testing.replay", str(path), str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is no JSON"),
        ("[]", "is no recorded session"),
        ('{"format": "pyrt-session", "version": 99}', "reads version 1"),
        ('{"format": "pyrt-session", "version": 1, "complete": false}', "lacks the end"),
    ],
)
def test_a_file_that_cannot_be_replayed_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "s.json").write_text(text)
    with pytest.raises(SessionFileError, match=problem):
        read_session(tmp_path / "s.json")
