"""Both languages agree on the wire: the fixtures of every message, read by Python.

`web/src/protocol.test.ts` reads the same files.
"""

from __future__ import annotations

import json
import types
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from pyrt import protocol
from pyrt.build.site_config import SiteConfig
from pyrt.protocol import PROTOCOL_VERSION
from pyrt.wire import decode, encode

FOLDER = Path(__file__).parent.parent / "fixtures" / "protocol"
PAGE = [cls.__name__ for cls in get_args(protocol.PageMessage)]
WORKER = [cls.__name__ for cls in get_args(protocol.WorkerMessage)]


def fixture(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data


def test_there_is_one_fixture_for_each_message() -> None:
    files = {path.stem for path in FOLDER.iterdir()}
    assert files == {*PAGE, *WORKER, SiteConfig.__name__}


@pytest.mark.parametrize("name", PAGE)
def test_a_message_of_the_page_is_decoded_and_encoded_unchanged(name: str) -> None:
    wire = fixture(name)
    messages = decode(json.dumps([wire]))
    assert [type(message).__name__ for message in messages] == [name]
    assert json.loads(encode(messages)) == [wire]


@pytest.mark.parametrize("name", WORKER)
def test_a_message_for_the_page_is_encoded_as_the_page_reads_it(name: str) -> None:
    wire = fixture(name)
    assert json.loads(encode([build(getattr(protocol, name), wire)])) == [wire]


def test_what_the_build_says_is_what_the_page_reads() -> None:
    wire = fixture("SiteConfig")
    assert asdict(build(SiteConfig, wire)) == wire


def test_the_fixtures_are_of_the_current_version() -> None:
    assert fixture("Hello")["protocol"] == PROTOCOL_VERSION
    assert fixture("SiteConfig")["protocol"] == PROTOCOL_VERSION


def build(type_: Any, wire: Any) -> Any:
    """The value of type `type_` that `wire` says, dataclasses all the way down."""
    if is_dataclass(type_):
        hints = get_type_hints(type_)
        return type_(**{f.name: build(hints[f.name], wire[f.name]) for f in fields(type_)})
    arguments = get_args(type_)
    if get_origin(type_) is list:
        return [build(arguments[0], item) for item in wire]
    if get_origin(type_) in (Union, types.UnionType):
        return build(_member(arguments, wire), wire)
    return wire


def _member(members: tuple[Any, ...], wire: Any) -> Any:
    """Which member of a union `wire` is."""
    if isinstance(wire, list):
        return next(member for member in members if get_origin(member) is list)
    if isinstance(wire, dict):
        dataclasses = [member for member in members if is_dataclass(member)]
        tagged = [member for member in dataclasses if getattr(member, "op", None) == wire.get("op")]
        return tagged[0] if tagged else Any
    return Any
