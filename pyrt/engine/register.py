"""Which component has which id (rules F1, G3, G4).

Two registers, as dash-renderer has them: every id by its canonical string, and the dict ids
once more in groups, one for each set of keys.  A group is kept in the order that ALL lists
have.  That is the order in which the ids entered, with one exception: an id that leaves and
enters again in one write, at the same place, gets the position back that it had before.

Look-ups by pattern must not scan a group, or an app with one callback per row would pay for
all rows at each of them.  So a group also keeps, for every combination of fixed places that
somebody asked for, a table from the values at these places to the ids that have them:

    {"index": ALL,   "type": "row"}   fixed: type           -> all rows, in order
    {"index": MATCH, "type": "row"}   fixed: index, type    -> the one row
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeAlias

from ..protocol import ComponentId, Json
from .ids import canonical_id, stringify_id
from .javascript import numeric_value

IdKeys: TypeAlias = tuple[str, ...]
"""Sorted keys of a dict id."""

Path: TypeAlias = tuple[str | int, ...]
"""The way from the root of the layout to a component."""

Places: TypeAlias = tuple[int, ...]
"""Which of the values of a dict id are fixed."""

Ranks: TypeAlias = tuple[Hashable, ...]
"""The `rank` of each fixed value."""


def id_key(component_id: ComponentId) -> str:
    """The string under which an id is registered: what the page has as DOM id (G2)."""
    return str(stringify_id(canonical_id(component_id)))


@lru_cache(maxsize=4096, typed=True)
def rank(value: Any) -> Hashable:
    """Equal for id values that are equal in the order of ids, where "1" and 1 are (G3)."""
    number = numeric_value(value)
    return (type(value), value) if number is None else number


@dataclass(slots=True, eq=False)
class DictId:
    """A dict id that is in the layout."""

    nid: int
    id: dict[str, Any]
    key: str
    values: tuple[Json, ...]
    """In the order of the sorted keys."""
    ranks: Ranks
    path: Path
    """Where the component was when its id entered."""
    position: int = 0
    """In the order of its group, as it was last known; see `_Group.position_of`."""


class IdRegister:
    """The ids of one layout."""

    def __init__(self) -> None:
        self._nids: dict[str, int] = {}
        self._dict_ids: dict[int, DictId] = {}
        self._groups: dict[IdKeys, _Group] = {}
        self._changed: dict[str, ComponentId] = {}
        self.version = 0
        """Another number for every other set of ids."""

    def nid_of(self, key: str) -> int | None:
        """Node with this canonical id; the last one when an id stands twice."""
        return self._nids.get(key)

    def string_ids(self) -> list[str]:
        """String ids in the order in which they entered."""
        return [key for key in self._nids if not key.startswith("{")]

    def matching(self, keys: IdKeys, places: Places, ranks: Ranks) -> Sequence[DictId]:
        """Dict ids with exactly these keys and, at `places`, values of these ranks; in order."""
        group = self._groups.get(keys)
        return group.matching(places, ranks) if group else ()

    def take_changes(self) -> Iterable[ComponentId]:
        """The ids that have come or gone since the last call.  One that left and came back
        in between is not among them."""
        changed, self._changed = self._changed, {}
        return changed.values()

    def exchange(
        self,
        leaving: Iterable[tuple[int, ComponentId]],
        entering: Iterable[tuple[int, ComponentId, Path]],
    ) -> None:
        """Take the ids of some nodes out, and put those of others in."""
        positions = self._leave(leaving)
        for nid, component_id, path in entering:
            self.version += 1
            component_id = canonical_id(component_id)
            key = str(stringify_id(component_id))
            if key not in self._nids:
                self._toggle(key, component_id)
            self._nids[key] = nid
            if isinstance(component_id, dict):
                self._enter_group(nid, component_id, key, path, positions)

    def _leave(
        self, leaving: Iterable[tuple[int, ComponentId]]
    ) -> dict[IdKeys, dict[tuple[str, Path], int]]:
        """Returns for each group where in its order the ids stood that have left it."""
        by_group: dict[IdKeys, list[DictId]] = {}
        for nid, component_id in leaving:
            self.version += 1
            dict_id = self._dict_ids.pop(nid, None)
            key = dict_id.key if dict_id else id_key(component_id)
            if self._nids.get(key) == nid:
                del self._nids[key]
                self._toggle(key, component_id)
            if dict_id:
                by_group.setdefault(tuple(sorted(dict_id.id)), []).append(dict_id)
        return {keys: self._groups[keys].remove(gone) for keys, gone in by_group.items()}

    def _enter_group(
        self,
        nid: int,
        component_id: dict[str, Any],
        key: str,
        path: Path,
        positions: dict[IdKeys, dict[tuple[str, Path], int]],
    ) -> None:
        keys = tuple(sorted(component_id))
        values = tuple(component_id[name] for name in keys)
        entry = DictId(nid, component_id, key, values, tuple(map(rank, values)), path)
        self._dict_ids[nid] = entry
        group = self._groups.get(keys)
        if group is None:
            group = self._groups[keys] = _Group()
        group.insert(positions.get(keys, {}).get((key, path)), entry)

    def _toggle(self, key: str, component_id: ComponentId) -> None:
        if key in self._changed:
            del self._changed[key]
        else:
            self._changed[key] = component_id


class _Bucket:
    """Some ids of a group."""

    __slots__ = ("in_order", "members")

    def __init__(self) -> None:
        self.members: dict[int, DictId] = {}
        self.in_order = True


class _Group:
    """The dict ids with one set of keys."""

    def __init__(self) -> None:
        self._order: list[DictId] = []
        self._tables: dict[Places, dict[Ranks, _Bucket]] = {}

    def matching(self, places: Places, ranks: Ranks) -> Sequence[DictId]:
        if not places:
            return self._order
        table = self._tables.get(places)
        if table is None:
            table = self._tables[places] = {}
            for entry in self._order:
                _bucket_of(entry, places, table).members[entry.nid] = entry
        bucket = table.get(ranks)
        if bucket is None:
            return ()
        if not bucket.in_order:
            ordered = sorted(bucket.members.values(), key=self.position_of)
            bucket.members = {entry.nid: entry for entry in ordered}
            bucket.in_order = True
        return tuple(bucket.members.values())

    def insert(self, position: int | None, entry: DictId) -> None:
        """At the end, unless a position inside the list is given."""
        end = len(self._order)
        entry.position = end if position is None else min(position, end)
        self._order.insert(entry.position, entry)
        for places, table in self._tables.items():
            bucket = _bucket_of(entry, places, table)
            bucket.in_order = bucket.in_order and (entry.position == end or not bucket.members)
            bucket.members[entry.nid] = entry

    def remove(self, gone: Sequence[DictId]) -> dict[tuple[str, Path], int]:
        """Returns the positions that these ids had."""
        found = {(entry.key, entry.path): self.position_of(entry) for entry in gone}
        for start, stop in _stretches(sorted(map(self.position_of, gone))):
            del self._order[start:stop]
        for places, table in self._tables.items():
            for entry in gone:
                ranks = tuple(entry.ranks[place] for place in places)
                del table[ranks].members[entry.nid]
                if not table[ranks].members:
                    del table[ranks]
        return found

    def position_of(self, entry: DictId) -> int:
        """A row that is rendered anew gives its ids back their positions, so what is noted
        in the other entries usually still holds; if not, all are counted once."""
        order = self._order
        if entry.position >= len(order) or order[entry.position] is not entry:
            for position, other in enumerate(order):
                other.position = position
        return entry.position


def _bucket_of(entry: DictId, places: Places, table: dict[Ranks, _Bucket]) -> _Bucket:
    return table.setdefault(tuple(entry.ranks[place] for place in places), _Bucket())


def _stretches(positions: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of neighbours in ascending `positions`, the last one first."""
    breaks = [at for at, (a, b) in enumerate(pairwise(positions), 1) if b != a + 1]
    starts, stops = [0, *breaks], [*breaks, len(positions)]
    return [
        (positions[start], positions[stop - 1] + 1)
        for start, stop in zip(reversed(starts), reversed(stops), strict=True)
    ]


__all__ = ["DictId", "IdKeys", "IdRegister", "Path", "Places", "Ranks", "id_key", "rank"]
