"""The one owner of props: which components there are, and what they hold.

Theory of operation.  The layout is a flat table of nodes.  A node keeps its props as the
page has them: where a prop holds a component, the node id of that component stands in its
place, and `slots` says where.  `value` gives Dash's own JSON form back.

    {"children": ["a", <Div>]}   ->   node 7: props {"children": ["a", 6]}
                                              slots {"children": [["children", 1]]}

What changed since the last `take_ops` is remembered as a set of nodes and props, never as
a log: however often a turn writes a prop, the page gets its last value once.

Values are replaced and never changed in place, so old and new ones may share parts; what
leaves through `value` is a copy.  Nothing outside this file writes a prop.

External components (with negative ids) are drawn by a component that has them in its props
as plain data: the labels of options.  They are nodes like any other but stand in nobody's
slots: no walk through the layout meets them, and they leave with the node that draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..protocol import ROOT_NID, ComponentId, Drop, External, Json, LayoutOp, Mount, Set, Slot
from .jsonable import SCALARS, copy_json
from .node_props import NodePath, NodePaths, NodeProps, is_crawled
from .register import DictId, IdKeys, IdRegister, Path, Places, Ranks, id_key
from .spec import ComponentMetadata
from .unread import Unread


@dataclass(slots=True)
class Node:
    """One component that is in the layout."""

    nid: int
    namespace: str
    component: str
    node_props: NodePaths
    props: dict[str, Json]
    slots: dict[str, list[Slot]]
    """Prop -> where it holds children, in reading order.  Only props that hold some."""
    parent: int = ROOT_NID
    place: Path = ()
    """The slot in the parent."""

    @property
    def id(self) -> ComponentId | None:
        """The component's id, if it has one that others can name."""
        value = self.props.get("id")
        return value if value and is_component_id(value) else None


class Place(Protocol):
    """A prop of a component that is in the layout."""

    @property
    def nid(self) -> int: ...

    @property
    def prop(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a write did to the components under one prop."""

    nid: int
    prop: str
    inserted: list[int]
    """Every node now under the prop, in reading order, kept ones included (F4)."""
    crawled: bool
    """Whether Dash looks for callbacks in there (F6)."""


class MountedComponent(dict[str, Any]):
    """A component of the layout in Dash's JSON form that still knows its node.

    `Layout.nested` makes these for `Patch`: where a patched value still holds the very
    same object, the component was not touched and stays mounted (D4).
    """

    __slots__ = ("nid",)
    nid: int


def is_component(value: object) -> bool:
    """Whether a JSON value is a component in Dash's form (I8)."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("props"), dict)
        and isinstance(value.get("type"), str)
        and isinstance(value.get("namespace"), str)
    )


def is_component_id(value: object) -> bool:
    """Whether a JSON value can be the id of a component: a string, or a dict of scalars."""
    if isinstance(value, dict):
        return not any(isinstance(part, (dict, list)) for part in value.values())
    return isinstance(value, str)


_OUTSIDE: Path = ("",)
"""The place of an external component: under no prop of its parent."""


@dataclass(slots=True)
class _Pending:
    """What the page does not know yet."""

    mounted: dict[int, None] = field(default_factory=dict)
    written: dict[int, dict[str, None]] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)


class Layout:
    """See the module's docstring.  Methods that write: `set_root`, `write`, `accept`,
    `accept_external`, `unset`, `restore`."""

    def __init__(self, metadata: ComponentMetadata) -> None:
        self._node_props = NodeProps(metadata)
        root = Node(ROOT_NID, "", "", {"children": (("children",),)}, {"children": None}, {})
        self._nodes: dict[int, Node] = {ROOT_NID: root}
        self._last_nid = ROOT_NID
        self._externals: dict[int, list[int]] = {}
        """Node -> the external components that it draws, if any."""
        self._ids = IdRegister()
        self._pending = _Pending()

    # --- reading ------------------------------------------------------------------------

    def nid_of(self, key: str) -> int | None:
        """Node with this canonical id; the last one when an id stands twice."""
        return self._ids.nid_of(key)

    def string_ids(self) -> list[str]:
        """String ids in the order in which they entered."""
        return self._ids.string_ids()

    @property
    def ids_version(self) -> int:
        """As long as it stays the same, every pattern means the same components."""
        return self._ids.version

    def matching(self, keys: IdKeys, places: Places, ranks: Ranks) -> Sequence[DictId]:
        """Dict ids in ALL's order (G4); see `IdRegister.matching`."""
        return self._ids.matching(keys, places, ranks)

    def take_id_changes(self) -> Iterable[ComponentId]:
        """The ids that have come or gone since the last call."""
        return self._ids.take_changes()

    def has(self, nid: int) -> bool:
        return nid in self._nodes

    def id_of(self, nid: int) -> ComponentId | None:
        return self._nodes[nid].id

    def type_of(self, nid: int) -> tuple[str, str]:
        """`(namespace, component)`."""
        node = self._nodes[nid]
        return node.namespace, node.component

    def has_prop(self, nid: int, prop: str) -> bool:
        return prop in self._nodes[nid].props

    def holds_nodes(self, nid: int, prop: str) -> bool:
        """Whether the component's type declares that components may stand in this prop."""
        return prop in self._nodes[nid].node_props

    def value(self, nid: int, prop: str, missing: Any = None) -> Json:
        """A copy of the prop in Dash's JSON form; `missing` when it is not set (C6)."""
        node = self._nodes[nid]
        return self._copy(node, prop) if prop in node.props else missing

    def values(self, places: Iterable[Place], missing: Any = None) -> list[Json]:
        """The same of several props."""
        nodes = self._nodes
        values = []
        for place in places:
            node, prop = nodes[place.nid], place.prop
            value = node.props.get(prop, missing)
            # Hundreds of them are read for one ALL, and most are numbers or text.
            if value is not missing and (type(value) not in SCALARS or prop in node.slots):
                value = self._copy(node, prop)
            values.append(value)
        return values

    def nested(self, nid: int, prop: str) -> Json:
        """The same to look at, not a copy, with children as `MountedComponent`: for `Patch`."""
        return self._tracked(self._nodes[nid], prop)

    def is_inside(self, nid: int, ancestor: int, prop: str) -> bool:
        """Whether `nid` stands under `prop` of `ancestor`, at any depth."""
        while nid != ROOT_NID:
            node = self._nodes[nid]
            if node.parent == ancestor and node.place[0] == prop:
                return True
            nid = node.parent
        return False

    def components(self) -> Iterator[int]:
        """All components, in the order in which Dash crawls a layout."""
        return self.below(ROOT_NID, "children")

    def below(self, nid: int, prop: str) -> Iterator[int]:
        """All components under one prop of a node, in that order."""
        stack = self._children(self._nodes[nid], prop)[::-1]
        while stack:
            current = stack.pop()
            yield current
            node = self._nodes[current]
            if node.slots:
                for name in reversed(node.node_props):
                    stack.extend(reversed(self._children(node, name)))

    # --- writing ------------------------------------------------------------------------

    def set_root(self, layout: Json) -> None:
        """Mount the app's layout: one component or a list of them."""
        self.write(ROOT_NID, {"children": layout})

    def write(self, nid: int, props: Mapping[str, Json]) -> list[Replaced]:
        """Set props as the engine decided; the page will be told.

        Values are plain JSON in Dash's form and become the layout's own.
        """
        self._pending.written.setdefault(nid, {}).update(dict.fromkeys(props))
        return self._store(self._nodes[nid], props)

    def accept(self, nid: int, props: Mapping[str, Json]) -> None:
        """Set props as the page already shows them.  No update goes back, unless they hold
        components: these need node ids, which only the layout can give them."""
        node = self._nodes[nid]
        self._store(node, props)
        with_components = [prop for prop in props if prop in node.slots]
        if with_components:
            self._pending.written.setdefault(nid, {}).update(dict.fromkeys(with_components))

    def unset(self, nid: int, props: Iterable[str]) -> None:
        """The component does not have these props any more, as the page shows already."""
        node = self._nodes[nid]
        for prop in props:
            if prop not in node.node_props:
                node.props.pop(prop, None)

    def accept_external(self, parent: int, mounts: Sequence[Mount], replaces: int | None) -> None:
        """Take over what `parent` draws outside of the tree: `mounts`, the top one last."""
        top = mounts[-1].nid
        if top in self._nodes:  # an engine has died before it could say that it knows
            return
        drawn = self._externals.setdefault(parent, [])
        if replaces in drawn:
            drawn.remove(replaces)
            self._drop_with_ids(self._family(replaces))
        for mount in mounts:
            node_props = self._node_props.of(mount.namespace, mount.component)
            props = dict(mount.props)
            node = Node(mount.nid, mount.namespace, mount.component, node_props, props, {})
            for slot in mount.slots:
                node.slots.setdefault(str(slot[0]), []).append(slot)
                child = self._nodes[_at(props, slot)]
                child.parent, child.place = mount.nid, tuple(slot)
            self._nodes[mount.nid] = node
            self._last_nid = max(self._last_nid, mount.nid)
        self._nodes[top].parent, self._nodes[top].place = parent, _OUTSIDE
        drawn.append(top)
        self._ids.exchange((), self._ids_and_paths(self._family(top)))

    def _family(self, nid: int) -> list[int]:
        """A node, all below it, and the external components that these draw."""
        family = [nid]
        for current in family:
            node = self._nodes[current]
            for prop in node.slots:
                family += self._children(node, prop)
            family += self._externals.get(current, ())
        return family

    def _store(self, node: Node, props: Mapping[str, Json]) -> list[Replaced]:
        if "id" in props and props["id"] != node.props.get("id"):
            leaving = self._ids_of([node.nid])
            node.props["id"] = props["id"]
            self._ids.exchange(leaving, self._ids_and_paths([node.nid]))
        for prop, value in props.items():
            if prop not in node.node_props:
                node.props[prop] = value
        return [self._replace(node, prop, props[prop]) for prop in node.node_props if prop in props]

    def _replace(self, node: Node, prop: str, value: Json) -> Replaced:
        """Mount what `value` holds, drop what the prop held and holds no longer."""
        if type(value) is Unread:
            value = value.value()
        before = list(self.below(node.nid, prop))
        leaving = self._ids_of(before)
        paths = node.node_props[prop]
        slots: list[Slot] = []
        for path in paths:
            value = self._mount_path(node.nid, value, (prop,), path[1:], slots)
        node.props[prop] = value
        node.slots.pop(prop, None)
        if slots:
            node.slots[prop] = slots
        inserted = list(self.below(node.nid, prop))
        kept = set(inserted)
        gone = [nid for nid in before if nid not in kept]
        if self._externals:
            self._drop_externals(gone)
        for nid in gone:
            self._drop(nid)
        self._ids.exchange(leaving, self._ids_and_paths(inserted))
        return Replaced(node.nid, prop, inserted, is_crawled(paths))

    def _ids_of(self, nids: Iterable[int]) -> list[tuple[int, ComponentId]]:
        found = [(nid, self._nodes[nid].id) for nid in nids]
        return [(nid, component_id) for nid, component_id in found if component_id is not None]

    def _ids_and_paths(self, nids: Iterable[int]) -> list[tuple[int, ComponentId, Path]]:
        return [
            (nid, component_id, self._path_of(nid) if isinstance(component_id, dict) else ())
            for nid, component_id in self._ids_of(nids)
        ]

    def _path_of(self, nid: int) -> Path:
        places: list[Path] = []
        while nid != ROOT_NID:
            node = self._nodes[nid]
            places.append(node.place)
            nid = node.parent
        return tuple(step for place in reversed(places) for step in place)

    # --- mounting -----------------------------------------------------------------------

    def _mount_path(
        self, parent: int, value: Json, place: Path, path: NodePath, slots: list[Slot]
    ) -> Json:
        """`value` with the components along `path` replaced by node ids; their places go to
        `slots`."""
        if not path:
            return self._mount_content(parent, value, place, slots)
        step, rest = path[0], path[1:]
        if step == "[]":
            if not isinstance(value, list):
                return value
            return [
                self._mount_path(parent, item, (*place, index), rest, slots)
                for index, item in enumerate(value)
            ]
        if not isinstance(value, dict) or is_component(value):
            return value
        names = list(value) if step == "{}" else [step] if step in value else []
        mounted = {
            name: self._mount_path(parent, value[name], (*place, name), rest, slots)
            for name in names
        }
        return {**value, **mounted}

    def _mount_content(self, parent: int, value: Json, place: Path, slots: list[Slot]) -> Json:
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

    def _mount(self, parent: int, component: dict[str, Any], place: Path) -> int:
        self._last_nid += 1
        nid = self._last_nid
        namespace, name = component["namespace"], component["type"]
        props = dict(component["props"])
        node = Node(nid, namespace, name, self._node_props.of(namespace, name), props, {})
        node.parent, node.place = parent, place
        self._nodes[nid] = node
        self._pending.mounted[nid] = None
        for prop, paths in node.node_props.items():
            if isinstance(props.get(prop), (dict, list)):
                slots: list[Slot] = []
                for path in paths:
                    props[prop] = self._mount_path(nid, props[prop], (prop,), path[1:], slots)
                if slots:
                    node.slots[prop] = slots
        return nid

    def _drop_externals(self, parents: Iterable[int]) -> None:
        for parent in parents:
            for top in self._externals.pop(parent, ()):
                self._drop_with_ids(self._family(top))

    def _drop_with_ids(self, nids: Sequence[int]) -> None:
        self._ids.exchange(self._ids_of(nids), ())
        for nid in nids:
            self._externals.pop(nid, None)
            self._drop(nid)

    def _drop(self, nid: int) -> None:
        del self._nodes[nid]
        self._pending.written.pop(nid, None)
        if nid in self._pending.mounted:
            del self._pending.mounted[nid]
        else:
            self._pending.dropped.append(nid)

    # --- from nodes to nested JSON ------------------------------------------------------

    @staticmethod
    def _children(node: Node, prop: str) -> list[int]:
        """Direct children under one prop, in reading order."""
        return [_at(node.props, slot) for slot in node.slots.get(prop, ())]

    @staticmethod
    def _read(node: Node, prop: str) -> Json:
        value = node.props[prop]
        if type(value) is Unread:
            value = node.props[prop] = value.value()
        return value

    def _copy(self, node: Node, prop: str) -> Json:
        value = copy_json(self._read(node, prop))
        for slot, nid in self._slots_and_children(node, prop):
            child = self._nodes[nid]
            props = {name: self._copy(child, name) for name in child.props}
            value = _put(value, slot[1:], _component_json(child, props))
        return value

    def _tracked(self, node: Node, prop: str) -> Json:
        if prop not in node.slots:
            return self._read(node, prop)
        value = copy_json(node.props[prop])
        for slot, nid in self._slots_and_children(node, prop):
            child = self._nodes[nid]
            props = {name: self._tracked(child, name) for name in child.props}
            component = MountedComponent(_component_json(child, props))
            component.nid = nid
            value = _put(value, slot[1:], component)
        return value

    def _slots_and_children(self, node: Node, prop: str) -> Iterator[tuple[Slot, int]]:
        for slot in node.slots.get(prop, ()):
            yield slot, _at(node.props, slot)

    # --- what the page knows already ----------------------------------------------------

    def restore(self, ops: Iterable[Mount | Set], externals: Iterable[External]) -> None:
        """Become the layout that a page took from another engine, node ids included."""
        for op in ops:
            if isinstance(op, Mount):
                props = self._node_props.of(op.namespace, op.component)
                node = Node(op.nid, op.namespace, op.component, props, op.props, {})
                self._nodes[op.nid] = node
                self._last_nid = max(self._last_nid, op.nid)
            else:
                node = self._nodes[op.nid]
                node.props.update(op.props)
            for slot in op.slots:
                node.slots.setdefault(str(slot[0]), []).append(slot)
                child = self._nodes[_at(node.props, slot)]
                child.parent, child.place = node.nid, tuple(slot)
        self._ids.exchange([], self._ids_and_paths(self.components()))
        for external in externals:
            if self.has(external.parent):
                self.accept_external(external.parent, external.mounts, None)

    # --- what the page must be told -----------------------------------------------------

    def take_ops(self) -> list[LayoutOp]:
        """All changes since the last call, as the page must apply them; forgets them."""
        pending = self._pending
        if not (pending.written or pending.mounted or pending.dropped):
            return []
        self._pending = _Pending()
        ops: list[LayoutOp] = [Drop(nid) for nid in pending.dropped]
        ops += self._mounts(pending.mounted)
        ops += [
            self._set(self._nodes[nid], props)
            for nid, props in pending.written.items()
            if nid not in pending.mounted
        ]
        return ops

    def snapshot(self) -> list[LayoutOp]:
        """The whole layout as operations on an empty page."""
        root = self._nodes[ROOT_NID]
        return [*self._mounts(dict.fromkeys(self.components())), self._set(root, root.props)]

    def _mounts(self, nids: Mapping[int, None]) -> list[LayoutOp]:
        """Children before their parents, because the page looks them up."""
        ops: list[LayoutOp] = []
        for top in nids:
            if self._nodes[top].parent in nids:
                continue
            family = [top]
            for nid in family:
                node = self._nodes[nid]
                for prop in node.slots:
                    family += [child for child in self._children(node, prop) if child in nids]
            ops += [self._mount_op(self._nodes[nid]) for nid in reversed(family)]
        return ops

    @staticmethod
    def _mount_op(node: Node) -> Mount:
        slots = [slot for slots in node.slots.values() for slot in slots]
        return Mount(node.nid, node.namespace, node.component, dict(node.props), slots)

    @staticmethod
    def _set(node: Node, props: Iterable[str]) -> Set:
        slots = [slot for prop in props for slot in node.slots.get(prop, ())]
        return Set(node.nid, {prop: node.props[prop] for prop in props}, slots)


def _component_json(node: Node, props: dict[str, Json]) -> dict[str, Any]:
    return {"props": props, "type": node.component, "namespace": node.namespace}


def _at(value: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        value = value[step]
    return value


def _put(holder: Any, path: Sequence[str | int], value: Any) -> Any:
    """`holder` with `value` at `path`: changed in place, or `value` itself for no path."""
    if not path:
        return value
    _at(holder, path[:-1])[path[-1]] = value
    return holder


__all__ = [
    "Layout",
    "MountedComponent",
    "Replaced",
    "id_key",
    "is_component",
    "is_component_id",
]
