"""Stands in for the page while the build runs an app up to its first rest.

It keeps the updates that the engine sends and answers them as a page without a user would: a
`dcc.Location` says where it is, and what is to be confirmed is confirmed.  It ends where only
a real page could go on, or where going on would do something to the world.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from pyrt import wire

Message: TypeAlias = dict[str, Any]

DCC = "dash_core_components"
ACTS = frozenset({"Download", "Location"})
"""dcc components that save a file or leave the page when a callback sets their props."""

_PAGES_DUMMY = "_pages_dummy"
"""The output of `page_routing`'s clientside callback, which never writes it."""


class PageStandIn:
    """A `Port` for `Loop`.  `deliver` is the loop's, to be set before it runs."""

    def __init__(self, pathname: str) -> None:
        self._pathname = pathname
        self._seq = 0
        self._components: dict[int, tuple[str, str]] = {}
        self.deliver: Callable[[str], None] = lambda text: None
        self.updates: list[Message] = []
        """`LayoutUpdate`s in their JSON form, oldest first."""
        self.ended = asyncio.Event()
        self.problem: str | None = None
        """Why the updates end before the app has come to rest, for people; None also where
        the rest is the page's business."""

    # --- the port -----------------------------------------------------------------------

    def send(self, messages: Sequence[wire.Message]) -> None:
        for message in json.loads(wire.encode(messages)):
            if self.ended.is_set():
                return
            self._hear(message)

    def now(self) -> float:
        return 0.0

    def soon(self, step: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_soon(step)

    def aside(self, step: Callable[[], None]) -> None:
        """As nobody waits, nobody has to step aside."""

    # --- the page -----------------------------------------------------------------------

    def _hear(self, message: Message) -> None:
        match message["type"]:
            case "LayoutUpdate":
                self._follow(message)
            case "RunClientside" if _is_for_nobody(message):
                self._answer({"type": "ClientsidePrevented", "run": message["run"]})
            case "RunClientside" | "LayoutMade" | "CallbackStarted" | "StartJob" | "Idle":
                # What JavaScript returns only a page can tell; a job needs another worker.
                self.ended.set()
            case "AppError" if message["error"]["source"] != "validation":
                # In the browser it may well succeed.
                error = message["error"]
                self.problem = f"{error['title']}: {error['message']}"
                self.ended.set()

    def _follow(self, update: Message) -> None:
        if any(self._acts(op) for op in update["ops"]):
            self.ended.set()
            return
        self.updates.append(update)
        answers: list[Message] = []
        for op in update["ops"]:
            if op["op"] == "mount":
                self._components[op["nid"]] = (op["namespace"], op["component"])
                answers += self._says_while_mounting(op)
        if update["confirm"]:
            answers.append({"type": "Rendered", "update": update["update"]})
        self._answer(*answers)

    def _acts(self, op: Message) -> bool:
        if op["op"] == "mount":
            return (op["namespace"], op["component"]) == (DCC, "Download") and "data" in op["props"]
        namespace, component = self._components.get(op["nid"], ("", ""))
        return op["op"] == "set" and namespace == DCC and component in ACTS

    def _says_while_mounting(self, mount: Message) -> Iterator[Message]:
        """A Location fills in what the app has left open; other components may have more to
        say, and then the page goes on from there."""
        if (mount["namespace"], mount["component"]) != (DCC, "Location"):
            return
        here = {"pathname": self._pathname, "href": f"http://localhost{self._pathname}"}
        here |= {"hash": "", "search": ""}
        props = {name: text for name, text in here.items() if mount["props"].get(name) is None}
        if props:
            self._seq += 1
            yield {"type": "PropsChanged", "seq": self._seq, "nid": mount["nid"], "props": props}

    def _answer(self, *messages: Message) -> None:
        """In a task of its own, as what a page says."""
        if messages:
            asyncio.get_running_loop().call_soon(self.deliver, json.dumps(messages))


def _is_for_nobody(message: Message) -> bool:
    return [output["id"] for output in message["outputs"]] == [_PAGES_DUMMY]
