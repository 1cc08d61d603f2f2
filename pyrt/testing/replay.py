"""Recorded sessions: the file that the dev tools export, met once more by an engine.

    session = read_session("session.json")
    assert replay(session, "app.py") == []

or `python -m pyrt.testing.replay session.json app.py`.  The file is JSON:

    {"format": "pyrt-session", "version": 1,
     "entry": "app.py", "attribute": null,      what the site runs
     "title": ..., "recorded": ...,             for people
     "callbacks": [CallbackInfo, ...],          as in `AppConfig`
     "complete": true,                          false when it was too long to be kept whole
     "turns": [{"turn": Turn, "messages": [...], "received": ms, "shown": ms}, ...]}

`turn` says which events the engine met, `messages` what it sent, in the words of
`pyrt/protocol.py`; `received` and `shown` are the page's times, in milliseconds since 1970.
The first event is `Start`, or `Restore` with the layout that was taken over.  Results of
callbacks are among the events, so no function is called: an app whose code has changed since
gives differences only where layout or signatures of callbacks did.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from ..alias import install as install_alias
from ..app import Dash
from ..engine import events
from ..engine.engine import Engine
from ..engine.events import Event
from ..engine.typed_array import TypedArray
from ..protocol import Json, StartApp
from ..runtime.session import load_app
from ..runtime.trace import Clock, TracedEngine
from ..wire import decode, encode

FORMAT = "pyrt-session"
VERSION = 1


class SessionFileError(Exception):
    """The file is no session that this version can replay."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A turn in which the engine did something else than when it was recorded."""

    turn: int
    recorded: list[Json]
    replayed: list[Json]


def read_session(path: str | Path) -> dict[str, Json]:
    """The contents of a session file.  Raises `SessionFileError`."""
    try:
        session = json.loads(Path(path).read_text("utf-8"))
    except ValueError as error:
        raise SessionFileError(f"{path} is no JSON: {error}") from error
    if not isinstance(session, dict) or session.get("format") != FORMAT:
        raise SessionFileError(f'{path} is no recorded session: it has no "format": "{FORMAT}"')
    if session.get("version") != VERSION:
        raise SessionFileError(
            f"{path} has version {session.get('version')}, this pyrt reads version {VERSION}: "
            "record the session again"
        )
    if not session["complete"]:
        raise SessionFileError(f"{path} lacks the end of its session: record a shorter one")
    return session


def replay(session: dict[str, Json], app: str | Path | Dash) -> list[Difference]:
    """Gives a new engine the recorded events; returns the turns that came out differently.

    `app` is the script, or its `Dash` object.
    """
    if not isinstance(app, Dash):
        script = Path(app)
        app = asyncio.run(load_app(script.name, session["attribute"], script.parent))
    app._prepare(debug=True)
    engine = TracedEngine(app._app_spec(debug=True), Clock(lambda: 0.0))
    differences = []
    for recorded in session["turns"]:
        turn = recorded["turn"]
        sent = _take(engine, [event_of(wire) for wire in turn["events"]])
        before = [*recorded["messages"], *turn["started"]]
        if sent != before:
            differences.append(Difference(turn["number"], before, sent))
    return differences


def _take(engine: Engine, turn: list[Event]) -> list[Json]:
    """One turn's messages and runs, as the file has them."""
    for event in turn:
        engine.receive(event)
    sent = [effect.message for effect in iter(engine.poll, None) if isinstance(effect, events.Send)]
    *messages, last = json.loads(encode(sent), object_hook=_as_recorded)
    return [*messages, *last["started"]]


def _as_recorded(wire: dict[str, Json]) -> Json:
    """The page records lists of numbers as the lists they stand for."""
    return TypedArray.from_wire(wire).to_list() if TypedArray.MARK in wire else wire


def event_of(wire: dict[str, Json]) -> Event:
    """The event that a recorded session has as `wire`.  Raises `SessionFileError`."""
    values = dict(wire)
    kind = values.pop("type")
    match kind:
        case "Start" | "CallbackPrevented" | "CallbackRaised" | "JobNeeded":
            return getattr(events, kind)(**values)  # type: ignore[no-any-return]
        case "CallbackReturned" | "PropsSet":
            values["set_props"] = tuple((id_, props) for id_, props in values["set_props"])
            return getattr(events, kind)(**values)  # type: ignore[no-any-return]
        case "Restore":
            nothing = dict.fromkeys(field.name for field in dataclasses.fields(StartApp))
            start = {**nothing, "type": "StartApp", "restored": wire["state"]}
            (message,) = decode(json.dumps([start]))
            return events.Restore(message.restored)  # type: ignore[union-attr,arg-type]
        case _:
            (event,) = decode(json.dumps([wire]))
            return event  # type: ignore[return-value]


def main(path: str, script: str) -> int:
    """Replay a file in a Python of its own, where `import dash` means pyrt."""
    install_alias()
    differences = replay(read_session(path), script)
    for difference in differences:
        print(f"turn {difference.turn}")
        print("  recorded", json.dumps(difference.recorded))
        print("  replayed", json.dumps(difference.replayed))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
