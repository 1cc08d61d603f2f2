"""The engine's half of the conversation, as far as a page can see it: nids, slots, acks.

Takes components of the real `dash` package, so that what the bundles get is what Dash gives them.
"""

from __future__ import annotations

import json
from itertools import count
from typing import Any, TypeAlias

from dash.development.base_component import Component
from playwright.sync_api import Page

Wire: TypeAlias = dict[str, Any]
Props: TypeAlias = dict[str, Any]
Slot: TypeAlias = list[str | int]


class FakeEngine:
    """Talks to the page in the place of the worker."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._nids = count(1)
        self._updates = count(1)
        self._nid_of: dict[str, int] = {}

    def nid(self, component_id: str) -> int:
        """The node with this id, the last one mounted."""
        return self._nid_of[component_id]

    def say(self, *messages: Wire) -> None:
        """One turn of messages to the page."""
        self.page.evaluate("messages => fakeWorker.say(messages)", list(messages))

    def sent(self, kind: str | None = None) -> list[Wire]:
        """What the page has sent so far."""
        messages: list[Wire] = self.page.evaluate("fakeWorker.sent")
        return [message for message in messages if kind in (None, message["type"])]

    def last_seq(self) -> int:
        """The `seq` of the last edit the page sent."""
        return max((message.get("seq", 0) for message in self.sent()), default=0)

    def start(self, layout: Any, **config: Any) -> None:
        """Send the app's configuration and layout, and say that all is done."""
        self.say(app_config(**config))
        self.show(layout)

    def show(self, layout: Any) -> None:
        """Put a new layout into the page."""
        self.update(0, children=layout)

    def update(self, node: str | int, **props: Any) -> None:
        """Set props of a node, components included, and rest."""
        self.say(self.update_message(node, **props), self.idle())

    def update_message(self, node: str | int, *, ack: int | None = None, **props: Any) -> Wire:
        """A `LayoutUpdate` that sets props of one node."""
        nid = self.nid(node) if isinstance(node, str) else node
        ops, wire, slots = self._flatten(props)
        return {
            "type": "LayoutUpdate",
            "update": next(self._updates),
            "ack": self.last_seq() if ack is None else ack,
            "ops": [*ops, {"op": "set", "nid": nid, "props": wire, "slots": slots}],
            "confirm": True,
        }

    def idle(self) -> Wire:
        """The engine's word that nothing is left to do."""
        return {"type": "Idle", "ack": self.last_seq()}

    def _flatten(self, props: Props) -> tuple[list[Wire], Wire, list[Slot]]:
        """Mount operations for the components in `props`, and `props` with nids in their places."""
        ops: list[Wire] = []
        slots: list[Slot] = []
        wire = {name: self._nodes(value, [name], slots, ops) for name, value in props.items()}
        return ops, wire, slots

    def _nodes(self, value: Any, path: Slot, slots: list[Slot], ops: list[Wire]) -> Any:
        if isinstance(value, Component):
            slots.append(path)
            return self._mount(value, ops)
        if isinstance(value, dict):
            return {k: self._nodes(item, [*path, k], slots, ops) for k, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._nodes(item, [*path, i], slots, ops) for i, item in enumerate(value)]
        return value

    def _mount(self, component: Component, ops: list[Wire]) -> int:
        dry = component.to_plotly_json()
        node_props = {"children", *(path.split(".")[0] for path in component._children_props)}
        inside = {name: value for name, value in dry["props"].items() if name in node_props}
        below, wire, slots = self._flatten(inside)
        props = {**_json(dry["props"]), **wire}
        nid = next(self._nids)
        if isinstance(props.get("id"), str):
            self._nid_of[props["id"]] = nid
        mount = {"op": "mount", "nid": nid, "namespace": dry["namespace"], "component": dry["type"]}
        ops += [*below, {**mount, "props": props, "slots": slots}]
        return nid


def app_config(**changes: Any) -> Wire:
    """What `Dash(__name__)` without arguments says of itself."""
    return {
        "type": "AppConfig",
        "pathname_prefix": "/",
        "assets_url": "assets",
        "title": "Dash",
        "update_title": "Updating...",
        "dev_tools_ui": False,
        "props_check": False,
        "suppress_callback_exceptions": False,
        "show_undo_redo": False,
        "external_stylesheets": [],
        "external_scripts": [],
        "meta_tags": [],
        "clientside_functions": [],
        "callbacks": [],
        "renderer": "",
        "custom_tools": [],
        "shared_props": None,
        "redirects": {},
        **changes,
    }


def ref(component_id: Any, prop: str, nid: int | None) -> Wire:
    """A `PropRef`."""
    return {"id": component_id, "property": prop, "nid": nid}


def _json(props: Props) -> Wire:
    text = json.dumps(props, default=lambda component: component.to_plotly_json())
    wire: Wire = json.loads(text)
    return wire
