"""The in-memory twin of the bridge: the loop on CPython, for tests."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

from pyrt.wire import Message, encode


class MemoryPort:
    """Keeps what was sent.  `sent` holds decoded messages, oldest first."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.on_send: Callable[[list[dict[str, Any]]], None] = lambda messages: None

    def send(self, messages: Sequence[Message]) -> None:
        decoded = json.loads(encode(messages))
        self.sent.extend(decoded)
        self.on_send(decoded)

    def now(self) -> float:
        return time.monotonic() * 1000

    def soon(self, step: Callable[[], None]) -> None:
        """CPython cannot switch stacks: a callback that sleeps holds up the loop."""
        asyncio.get_running_loop().call_soon(step)

    def aside(self, step: Callable[[], None]) -> None:
        """As nobody waits, nobody has to step aside."""
