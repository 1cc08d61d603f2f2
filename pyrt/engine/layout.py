"""The one owner of props: which components there are, and what they hold.

Theory of operation.  The layout is a flat table of nodes.  A node keeps its props as the
page has them: where a prop holds a component, the node id of that component stands in its
place, and `slots` says where.  `nested` gives Dash's own JSON form back.

    {"children": ["a", <Div>]}   ->   node 7: props {"children": ["a", 6]}
                                              slots {"children": [["children", 1]]}

Two registers are kept beside the table, as dash-renderer keeps its paths: canonical id ->
node, and for dict ids a list per set of keys in the order that ALL lists have (G4).

What changed since the last `take_ops` is remembered as a set of nodes and props, never as
a log: however often a turn writes a prop, the page gets its last value once.

Nothing outside this file writes a prop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..protocol import ROOT_NID, ComponentId, Drop, Json, LayoutOp, Mount, Set, Slot
from .ids import canonical_id, stringify_id
from .jsonable import copy_json
from .spec import ComponentMetadata

IdKeys: TypeAlias = tuple[str, ...]
"""Sorted keys of a dict id."""

_MakeChild: TypeAlias = Callable[[dict[str, Any], int], dict[str, Any]]
"""How `_nest` writes a child: as plain JSON, or so that it can be recognised."""

NodePath: TypeAlias = tuple[str, ...]
"""A parsed entry of `ComponentMetadata.node_props`: names, `[]` and `{}`."""


@dataclass(slots=True)
class Node:
    """One component that is in the layout."""

    nid: int
    namespace: str
    component: str
    props: dict[str, Json]
    slots: dict[str, list[Slot]]
    """Prop -> where it holds children, in reading order.  Only props that hold some."""
    parent: int = ROOT_NID
    place: tuple[str | int, ...] = ()
    """The slot in the parent."""


@dataclass(slots=True)
class _Registered:
    """A dict id in the register of its keys."""

    values: tuple[Json, ...]
    place: tuple[str | int, ...]
    """Path from the root when it was registered; decides where a replacement goes (G4)."""
    nid: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a write did to the components under one prop."""

    nid: int
    prop: str
    inserted: list[int]
    """Every node now under the prop, in reading order, kept ones included (F4)."""
    crawled: bool
    """Whether Dash looks for callbacks in there: not inside lists of objects (F6)."""


class MountedComponent(dict[str, Any]):
    """A component of the layout in Dash's JSON form that still knows its node.

    `Layout.nested` makes these for `Patch`: where a patched value still holds the very
    same object, the component was not touched and stays mounted (D4).
    """

    __slots__ = ("nid",)
    nid: int


def id_key(component_id: ComponentId) -> str:
    """The string under which an id is registered: what the page has as DOM id (G2)."""
    return str(stringify_id(canonical_id(component_id)))


def is_component(value: object) -> bool:
    """Whether a JSON value is a component in Dash's form (I8)."""
    return isinstance(value, dict) and "type" in value and "namespace" in value and "props" in value


def _parse_node_path(text: str) -> NodePath:
    """`a[].b` -> `("a", "[]", "b")`."""
    tokens: list[str] = []
    for name in text.split("."):
        bare = name.replace("[]", "").replace("{}", "")
        tokens.append(bare)
        rest = name[len(bare) :]
        while rest:
            tokens.append(rest[:2])
            rest = rest[2:]
    return tuple(tokens)


@dataclass(slots=True)
class _Pending:
    """What the page does not know yet."""

    mounted: dict[int, None] = field(default_factory=dict)
    written: dict[int, dict[str, None]] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)


class Layout:
    """See the module's docstring.  Methods that write: `write`, `accept`, `set_root`."""

    def __init__(self, metadata: ComponentMetadata) -> None:
        self._metadata = metadata
        self._nodes: dict[int, Node] = {
            ROOT_NID: Node(ROOT_NID, "", "", {"children": None}, {}),
        }
        self._next_nid = ROOT_NID + 1
        self._by_id: dict[str, int] = {}
        self._register: dict[IdKeys, list[_Registered]] = {}
        self._node_paths: dict[tuple[str, str], tuple[NodePath, ...]] = {("", ""): (("children",),)}
        self._pending = _Pending(written={ROOT_NID: {"children": None}})
        self.ids_version = 0
        """Raised whenever an id enters or leaves."""
        self.dict_ids_version = 0
        """Raised whenever a dict id enters or leaves."""

    # --- reading ------------------------------------------------------------------------

    def nid_of(self, key: str) -> int | None:
        """Node with this canonical id; the last one when an id stands twice."""
        return self._by_id.get(key)

    def has(self, nid: int) -> bool:
        return nid in self._nodes

    def id_of(self, nid: int) -> Any:
        """The component's id (str or dict), or None."""
        return self._nodes[nid].props.get("id")

    def type_of(self, nid: int) -> tuple[str, str]:
        """`(namespace, component)`."""
        node = self._nodes[nid]
        return node.namespace, node.component

    def string_ids(self) -> list[str]:
        """String ids in the order in which they entered."""
        return [key for key in self._by_id if not key.startswith("{")]

    def matches(self, keys: IdKeys) -> Iterable[tuple[tuple[Json, ...], int]]:
        """Dict ids with exactly these keys: their values and nodes, in ALL's order (G4)."""
        return [(entry.values, entry.nid) for entry in self._register.get(keys, ())]

    def has_prop(self, nid: int, prop: str) -> bool:
        return prop in self._nodes[nid].props

    def value(self, nid: int, prop: str) -> Json:
        """A copy of the prop in Dash's JSON form; None when it is not set (C6)."""
        node = self._nodes[nid]
        if prop in node.slots:
            return self._nest(node, prop, _plain)
        return copy_json(node.props.get(prop))

    def nested(self, nid: int, prop: str) -> Json:
        """Like `value`, with children as `MountedComponent`, for `Patch`."""
        node = self._nodes[nid]
        if prop in node.slots:
            return self._nest(node, prop, _tracked)
        return copy_json(node.props.get(prop))

    def is_inside(self, nid: int, ancestor: int, prop: str) -> bool:
        """Whether `nid` stands under `prop` of `ancestor`, at any depth."""
        while nid != ROOT_NID:
            node = self._nodes[nid]
            if node.parent == ancestor and node.place[0] == prop:
                return True
            nid = node.parent
        return False

    def walk(self, nid: int) -> Iterator[int]:
        """The node and all below it, in the order in which Dash crawls a layout."""
        stack = [nid]
        while stack:
            current = stack.pop()
            yield current
            stack.extend(reversed(self._children(self._nodes[current])))

    def below(self, nid: int, prop: str) -> Iterator[int]:
        """All components under one prop of a node, in reading order."""
        for top in self._children(self._nodes[nid], prop):
            yield from self.walk(top)

    def holds_nodes(self, nid: int, prop: str) -> bool:
        """Whether the component's type declares that components may stand in this prop."""
        return bool(self._paths_of_prop(self._nodes[nid], prop))

    def components(self) -> Iterator[int]:
        """All components, in reading order."""
        for nid in self.walk(ROOT_NID):
            if nid != ROOT_NID:
                yield nid

    # --- writing ------------------------------------------------------------------------

    def set_root(self, layout: Json) -> None:
        """Mount the app's layout: one component or a list of them."""
        self.write(ROOT_NID, {"children": layout})

    def write(self, nid: int, props: Mapping[str, Json]) -> list[Replaced]:
        """Set props as the engine decided; the page will be told.

        Values are plain JSON in Dash's form and become the layout's own.
        """
        written = self._pending.written.setdefault(nid, {})
        for prop in props:
            written[prop] = None
        return self._store(nid, props)

    def accept(self, nid: int, props: Mapping[str, Json]) -> list[Replaced]:
        """Set props as the page already shows them.  No update goes back."""
        return self._store(nid, props)

    def _store(self, nid: int, props: Mapping[str, Json]) -> list[Replaced]:
        node = self._nodes[nid]
        if "id" in props and props["id"] != node.props.get("id"):
            before = self._unregister([nid])
            node.props["id"] = props["id"]
            self._enter([nid], before)
        replaced = []
        for prop, value in props.items():
            paths = self._paths_of_prop(node, prop)
            if paths:
                replaced.append(self._replace(node, prop, value, paths))
            else:
                node.props[prop] = value
        return replaced

    def _replace(
        self, node: Node, prop: str, value: Json, paths: tuple[NodePath, ...]
    ) -> Replaced:
        """Mount what `value` holds, drop what the prop held and holds no longer."""
        before = list(self.below(node.nid, prop))
        registered = self._unregister(before)
        slots: list[Slot] = []
        node.props[prop] = self._mount_value(node.nid, value, (prop,), paths, slots)
        node.slots.pop(prop, None)
        if slots:
            node.slots[prop] = slots
        inserted = list(self.below(node.nid, prop))
        kept = set(inserted)
        for nid in before:
            if nid not in kept:
                self._drop(nid)
        self._enter(inserted, registered)
        crawled = any("[]" not in path and "{}" not in path for path in paths)
        return Replaced(node.nid, prop, inserted, crawled)

    # --- mounting -----------------------------------------------------------------------

    def _mount_value(
        self,
        parent: int,
        value: Json,
        place: tuple[str | int, ...],
        paths: tuple[NodePath, ...],
        slots: list[Slot],
    ) -> Json:
        """`value` with its components replaced by node ids; their places go to `slots`."""
        for path in paths:
            value = self._mount_path(parent, value, place, path, 1, slots)
        return value

    def _mount_path(
        self,
        parent: int,
        value: Json,
        place: tuple[str | int, ...],
        path: NodePath,
        depth: int,
        slots: list[Slot],
    ) -> Json:
        if value is None:
            return value
        if depth == len(path):
            return self._mount_content(parent, value, place, slots)
        token = path[depth]
        if token == "[]":
            if not isinstance(value, list):
                return value
            return [
                self._mount_path(parent, item, (*place, index), path, depth + 1, slots)
                for index, item in enumerate(value)
            ]
        if not isinstance(value, dict) or is_component(value):
            return value
        names = list(value) if token == "{}" else [token] if token in value else []
        changed = dict(value)
        for name in names:
            changed[name] = self._mount_path(
                parent, value[name], (*place, name), path, depth + 1, slots
            )
        return changed

    def _mount_content(
        self, parent: int, value: Json, place: tuple[str | int, ...], slots: list[Slot]
    ) -> Json:
        """A component, or a list in which components and plain values stand together."""
        if isinstance(value, list):
            return [
                self._mount_content(parent, item, (*place, index), slots)
                if isinstance(item, (dict, list))
                else item
                for index, item in enumerate(value)
            ]
        if not is_component(value):
            return value
        slots.append(list(place))
        if isinstance(value, MountedComponent) and value.nid in self._nodes:
            kept = self._nodes[value.nid]
            kept.parent, kept.place = parent, place
            return kept.nid
        return self._mount(parent, value, place)

    def _mount(self, parent: int, component: dict[str, Any], place: tuple[str | int, ...]) -> int:
        nid = self._next_nid
        self._next_nid += 1
        props = dict(component["props"] or {})
        node = Node(nid, component["namespace"], component["type"], props, {}, parent, place)
        self._nodes[nid] = node
        for path in self._paths_of(node.namespace, node.component):
            prop = path[0]
            if isinstance(props.get(prop), (dict, list)):
                slots: list[Slot] = []
                props[prop] = self._mount_path(nid, props[prop], (prop,), path, 1, slots)
                if slots:
                    node.slots.setdefault(prop, []).extend(slots)
        self._pending.mounted[nid] = None
        return nid

    def _drop(self, nid: int) -> None:
        del self._nodes[nid]
        self._pending.written.pop(nid, None)
        if nid in self._pending.mounted:
            del self._pending.mounted[nid]
        else:
            self._pending.dropped.append(nid)

    # --- registers ----------------------------------------------------------------------

    def _unregister(self, nids: Iterable[int]) -> dict[IdKeys, list[_Registered]]:
        """Take the ids of these nodes out; gives back the lists of dict ids as they were."""
        leaving: dict[IdKeys, set[int]] = {}
        for nid in nids:
            component_id = self._nodes[nid].props.get("id")
            if component_id is None:
                continue
            key = id_key(component_id)
            if self._by_id.get(key) == nid:
                del self._by_id[key]
            self.ids_version += 1
            if isinstance(component_id, dict):
                leaving.setdefault(tuple(sorted(component_id)), set()).add(nid)
        before = {}
        for keys, gone in leaving.items():
            self.dict_ids_version += 1
            before[keys] = self._register.pop(keys, [])
            left = [entry for entry in before[keys] if entry.nid not in gone]
            if left:
                self._register[keys] = left
        return before

    def _enter(self, nids: Iterable[int], before: Mapping[IdKeys, list[_Registered]]) -> None:
        """Register the ids of these nodes, each new dict id at the end of its list.

        One that stood at the same place with the same values before gets the position it
        had then: dash-renderer does this, so ALL lists are not always in reading order.
        """
        positions = {
            keys: {(old.values, old.place): index for index, old in enumerate(entries)}
            for keys, entries in before.items()
        }
        for nid in nids:
            component_id = self._nodes[nid].props.get("id")
            if component_id is None:
                continue
            self._by_id[id_key(component_id)] = nid
            self.ids_version += 1
            if not isinstance(component_id, dict):
                continue
            self.dict_ids_version += 1
            keys = tuple(sorted(component_id))
            entry = _Registered(tuple(component_id[key] for key in keys), self._path_of(nid), nid)
            entries = self._register.setdefault(keys, [])
            index = positions.get(keys, {}).get((entry.values, entry.place), len(entries))
            # `insert` appends by itself where the list has become shorter, as Ramda's does.
            entries.insert(index, entry)

    def _path_of(self, nid: int) -> tuple[str | int, ...]:
        parts: list[tuple[str | int, ...]] = []
        while nid != ROOT_NID:
            node = self._nodes[nid]
            parts.append(node.place)
            nid = node.parent
        return tuple(step for part in reversed(parts) for step in part)

    # --- shape of components ------------------------------------------------------------

    def _paths_of(self, namespace: str, component: str) -> tuple[NodePath, ...]:
        paths = self._node_paths.get((namespace, component))
        if paths is None:
            names = self._metadata.node_props(namespace, component)
            paths = tuple(_parse_node_path(name) for name in names)
            # `children` first: Dash crawls it before the other node props.
            paths = tuple(sorted(paths, key=lambda path: path[0] != "children"))
            self._node_paths[namespace, component] = paths
        return paths

    def _paths_of_prop(self, node: Node, prop: str) -> tuple[NodePath, ...]:
        return tuple(
            path for path in self._paths_of(node.namespace, node.component) if path[0] == prop
        )

    def _children(self, node: Node, prop: str | None = None) -> list[int]:
        """Direct children in reading order, of one prop or of all."""
        if not node.slots:
            return []
        if prop is not None:
            lists = [node.slots.get(prop, [])]
        elif len(node.slots) == 1:
            lists = list(node.slots.values())
        else:
            order = {path[0]: None for path in self._paths_of(node.namespace, node.component)}
            lists = [node.slots[name] for name in order if name in node.slots]
        return [_at(node.props, slot) for slots in lists for slot in slots]

    def _nest(self, node: Node, prop: str, make: _MakeChild) -> Json:
        value = copy_json(node.props[prop])
        holder = {prop: value}
        for slot in node.slots[prop]:
            child = self._nodes[_at(node.props, slot)]
            _put(holder, slot, make(self._component_json(child, make), child.nid))
        return holder[prop]

    def _component_json(self, node: Node, make: _MakeChild) -> dict[str, Any]:
        props = {
            prop: self._nest(node, prop, make) if prop in node.slots else copy_json(value)
            for prop, value in node.props.items()
        }
        return {"props": props, "type": node.component, "namespace": node.namespace}

    # --- what the page must be told -----------------------------------------------------

    def take_ops(self) -> list[LayoutOp]:
        """All changes since the last call, as the page must apply them; forgets them."""
        pending, self._pending = self._pending, _Pending()
        ops: list[LayoutOp] = [Drop(nid) for nid in pending.dropped]
        for nid in self._children_first(pending.mounted):
            ops.append(self._mount_op(self._nodes[nid]))
        for nid, props in pending.written.items():
            if nid not in pending.mounted:
                node = self._nodes[nid]
                ops.append(
                    Set(
                        nid,
                        {prop: node.props.get(prop) for prop in props},
                        [slot for prop in props for slot in node.slots.get(prop, ())],
                    )
                )
        return ops

    def snapshot(self) -> list[LayoutOp]:
        """The whole layout as operations on an empty page."""
        nids = {nid: None for nid in self.walk(ROOT_NID) if nid != ROOT_NID}
        root = self._nodes[ROOT_NID]
        ops: list[LayoutOp] = [self._mount_op(self._nodes[nid]) for nid in self._children_first(nids)]
        return [*ops, Set(ROOT_NID, dict(root.props), root.slots.get("children", []))]

    def _mount_op(self, node: Node) -> Mount:
        slots = [slot for slots in node.slots.values() for slot in slots]
        return Mount(node.nid, node.namespace, node.component, dict(node.props), slots)

    def _children_first(self, nids: Mapping[int, None]) -> list[int]:
        """Post-order, so that the page finds every child before its parent."""
        order: dict[int, None] = {}
        for top in nids:
            if self._nodes[top].parent not in nids:
                for nid in reversed(list(self.walk(top))):
                    if nid in nids:
                        order[nid] = None
        return list(order)


def _plain(component: dict[str, Any], nid: int) -> dict[str, Any]:
    return component


def _tracked(component: dict[str, Any], nid: int) -> dict[str, Any]:
    mounted = MountedComponent(component)
    mounted.nid = nid
    return mounted


def _at(props: Any, slot: Slot) -> Any:
    for step in slot:
        props = props[step]
    return props


def _put(holder: Any, slot: Slot, value: Any) -> None:
    for step in slot[:-1]:
        holder = holder[step]
    holder[slot[-1]] = value
