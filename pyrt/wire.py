"""Messages as JSON text, and back (`protocol.py` has their schema).

The worker posts the bytes of long lists of numbers beside the text (`encode_apart`); where there is
only text, a file or a test, they stand in it (`encode`).  `web/src/boot/decode.ts` reads both.
The page, for its part, sends large values as text within the text (`engine/unread.py`).
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, TypeAlias, get_args

from .engine.typed_array import TypedArray
from .engine.unread import Unread
from .protocol import (
    External,
    Json,
    Mount,
    PageMessage,
    PropsChanged,
    Restored,
    Set,
    WorkerMessage,
)

Message: TypeAlias = PageMessage | WorkerMessage

_FIELDS: dict[type, tuple[str, ...]] = {}


def _wire(value: Any) -> Json:
    """Shallow dict of a dataclass; `json` calls this again for the dataclasses inside."""
    cls = type(value)
    if cls is TypedArray:
        form: dict[str, Json] = value.to_wire()
        return form
    if cls is Unread:
        return value.value()  # may be a list: `json` writes whatever it gets
    names = _FIELDS.get(cls)
    if names is None:
        names = _FIELDS[cls] = tuple(field.name for field in fields(cls))
    wire: dict[str, Json] = {}
    if hasattr(cls, "type"):
        wire["type"] = cls.type
    elif hasattr(cls, "op"):
        wire["op"] = cls.op
    for name in names:
        wire[name] = getattr(value, name)
    return wire


def _encoder(default: Callable[[Any], Json]) -> json.JSONEncoder:
    return json.JSONEncoder(default=default, separators=(",", ":"), ensure_ascii=False)


_encode = _encoder(_wire).encode


def encode(messages: Sequence[Message]) -> str:
    """JSON text of one turn's messages."""
    return _encode(list(messages))


def encode_apart(messages: Sequence[Message]) -> tuple[str, list[array[Any]]]:
    """The same with the numbers of each typed array apart, in the order of the text."""
    arrays: list[array[Any]] = []

    def wire(value: Any) -> Json:
        if type(value) is not TypedArray:
            return _wire(value)
        arrays.append(value.numbers)
        return {TypedArray.MARK: len(arrays) - 1}

    return _encoder(wire).encode(list(messages)), arrays


_PAGE_MESSAGES: dict[str, type[Any]] = {cls.type: cls for cls in get_args(PageMessage)}


class ProtocolError(Exception):
    """The other side sent what this version does not know."""


def decode(text: str) -> list[PageMessage]:
    """The messages of one turn, as the page sent them.

    Raises `ProtocolError` for an unknown type or for fields that do not fit.
    """
    messages: list[PageMessage] = []
    has_unread = Unread.MARK in text
    for wire in json.loads(text):
        name = wire.pop("type", None)
        cls = _PAGE_MESSAGES.get(name)
        if cls is None:
            raise ProtocolError(f"unknown message type {name!r}")
        try:
            if has_unread and cls is PropsChanged:
                wire["props"] = {name: _unread(value) for name, value in wire["props"].items()}
            if wire.get("restored"):
                wire["restored"] = _restored(**wire["restored"])
            if "mounts" in wire:
                wire["mounts"] = [_op(mount) for mount in wire["mounts"]]
            messages.append(cls(**wire))
        except (TypeError, KeyError) as error:
            raise ProtocolError(f"message {name}: {error}") from error
    return messages


def _unread(value: Json) -> Any:
    """`transport.ts` marks large values, and those that have the mark themselves."""
    return Unread(value[Unread.MARK]) if isinstance(value, dict) and Unread.MARK in value else value


def _restored(
    ops: list[dict[str, Json]], externals: list[dict[str, Any]], jobs: list[int]
) -> Restored:
    drawn = [External(it["parent"], [_op(mount) for mount in it["mounts"]]) for it in externals]
    return Restored([_op(op) for op in ops], drawn, jobs)


def _op(wire: dict[str, Json]) -> Any:
    kinds: dict[str, type[Mount | Set]] = {Mount.op: Mount, Set.op: Set}
    return kinds[wire.pop("op")](**wire)
