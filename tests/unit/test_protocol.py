"""The wire form of messages: what `encode` writes and what `decode` refuses."""

from __future__ import annotations

import json

import pytest

from pyrt.engine.unread import Unread
from pyrt.protocol import (
    AppError,
    Drop,
    ErrorReport,
    Idle,
    LayoutUpdate,
    Mount,
    PropsChanged,
    Rendered,
    Set,
)
from pyrt.wire import ProtocolError, decode, encode


def test_a_turn_is_one_array_in_order() -> None:
    assert json.loads(encode([Idle(3), Idle(4)])) == [
        {"type": "Idle", "ack": 3},
        {"type": "Idle", "ack": 4},
    ]


def test_what_is_inside_a_message_is_encoded_with_its_tag() -> None:
    ops = [
        Mount(1, "dash_html_components", "Div", {"id": "d"}, []),
        Set(0, {"children": 1}, [["children"]]),
        Drop(7),
    ]
    (update,) = json.loads(encode([LayoutUpdate(1, 0, ops, True)]))
    assert [op["op"] for op in update["ops"]] == ["mount", "set", "drop"]
    assert update["ops"][1] == {
        "op": "set",
        "nid": 0,
        "props": {"children": 1},
        "slots": [["children"]],
    }


def test_what_has_no_tag_is_a_plain_object() -> None:
    report = ErrorReport("python", "title", "message", "traceback")
    (message,) = json.loads(encode([AppError(report, fatal=False)]))
    assert message["error"].keys() == {"source", "title", "message", "traceback"}


def test_text_is_not_escaped() -> None:
    assert "Zürich" in encode([PropsChanged(1, 2, {"value": "Zürich"})])


def test_what_the_page_sends_unread_stays_so() -> None:
    """As `transport.ts` writes it."""
    props = '{"data":{"__pyrt_unread":"[{\\"a\\":1}]"},"page":2,"mine":{"a":{"__pyrt_unread":"x"}}}'
    (event,) = decode(f'[{{"type":"PropsChanged","seq":1,"nid":2,"unset":[],"props":{props}}}]')
    assert isinstance(event, PropsChanged)
    assert isinstance(event.props["data"], Unread)
    assert event.props["data"].value() == [{"a": 1}]
    assert event.props["page"] == 2
    assert event.props["mine"] == {"a": {"__pyrt_unread": "x"}}


def test_a_turn_of_the_page_is_decoded_in_order() -> None:
    messages = [PropsChanged(1, 2, {"value": [None, 1.5]}), Rendered(3)]
    assert decode(encode(messages)) == messages


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[{"type":"Nonsense"}]', "unknown message type 'Nonsense'"),
        ('[{"seq":1}]', "unknown message type None"),
        ('[{"type":"Idle","ack":1}]', "unknown message type 'Idle'"),
        ('[{"type":"Rendered"}]', "message Rendered: .*'update'"),
        ('[{"type":"Rendered","update":1,"extra":2}]', "message Rendered: .*'extra'"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ProtocolError, match=problem):
        decode(text)
