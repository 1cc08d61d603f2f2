"""Callbacks that feed each other in a circle (rule B13).  Reported, but not fatal (E21).

Theory of operation.  Properties are nodes, and every callback draws an edge from each of its
inputs to each of its outputs.  A property that is input and output of *one* callback is
legal (E20), so there the output becomes a node of its own, which leads on to the outputs of
the other callbacks that read the property:

    in: a.v  out: a.v, b.v         a.v -> a.v__output
                                   a.v -> b.v
    in: a.v  out: c.v              a.v -> c.v,  a.v__output -> c.v

For ids with wildcards Dash draws an edge for every value that any definition names, plus one
smaller and one larger where there is ALLSMALLER.  That can be a lot, so a rough graph is
looked at first, in which all values of a key that is wild anywhere are one: whoever finds no
cycle there need not look closer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from .dependencies import DashDependency, Input
from .findings import Finding, id_text
from .ids import ALL, ALLSMALLER, Wildcard, id_value_order
from .javascript import numeric_value
from .patterns import literal, may_be_equal, values_of
from .spec import CallbackSpec

_Edges: TypeAlias = dict[str, dict[str, None]]
"""Node -> its followers.  Both in the order in which Dash adds them, for that decides which
cycle is reported."""

_Expand: TypeAlias = Callable[[dict[str, Any], Mapping[str, Any]], Iterable[dict[str, Any]]]
"""The ids a dict id stands for, given the output's id for the callback's MATCH keys."""


def cycle_findings(callbacks: Sequence[CallbackSpec]) -> list[Finding]:
    """The first cycle Dash would find, if there is any.

    Expects definitions that `definition_findings` has nothing to say about.
    """
    values = _values_by_key(callbacks)
    if not _first_cycle(_draw(callbacks, _roughly(values))):
        return []
    cycle = _first_cycle(_draw(callbacks, _exactly(values)))
    if not cycle:
        return []
    return [Finding("Circular Dependencies", ("Dependency Cycle Found: " + " -> ".join(cycle),))]


def _first_cycle(edges: _Edges) -> list[str]:
    """The way from a start to a node that is on the way already; empty if there is none."""
    done: set[str] = set()
    for start in edges:
        way: dict[str, None] = {}
        todo = [(start, False)]
        while todo:
            node, followed = todo.pop()
            if followed:
                way.popitem()
                done.add(node)
            elif node in way:
                return [*way, node]
            elif node not in done:
                way[node] = None
                todo.append((node, True))
                todo += [(follower, False) for follower in reversed(edges[node])]
    return []


# --- the graph ----------------------------------------------------------------------------

_SPLIT = "__output"


def _draw(callbacks: Sequence[CallbackSpec], expand: _Expand) -> _Edges:
    edges: _Edges = {}
    split: list[tuple[str, int]] = []
    """Properties that are input and output of one callback, with its number."""
    readers: dict[str, dict[int, None]] = {}
    written: list[dict[str, None]] = []
    for number, callback in enumerate(callbacks):
        written.append({})
        for output in callback.outputs:
            is_input = any(_may_be_same(output, input_) for input_ in callback.inputs)
            for output_id in _ids(output, expand, {}):
                target = _node(output_id, output)
                if is_input:
                    split.append((target, number))
                    target += _SPLIT
                edges.setdefault(target, {})
                match = output_id if isinstance(output_id, dict) else {}
                for input_ in callback.inputs:
                    for input_id in _ids(input_, expand, match):
                        source = _node(input_id, input_)
                        edges.setdefault(source, {})[target] = None
                        readers.setdefault(source, {})[number] = None
                        written[number][target] = None
    for node, owner in split:
        for reader in readers.get(node, ()):
            if reader != owner:
                edges[node + _SPLIT].update(written[reader])
    return edges


def _node(id_: Any, dependency: DashDependency) -> str:
    return f"{id_text(id_)}.{dependency.component_property}"


def _ids(
    dependency: DashDependency, expand: _Expand, output_id: Mapping[str, Any]
) -> Iterable[Any]:
    id_ = dependency.component_id
    return expand(id_, output_id) if isinstance(id_, dict) else (id_,)


def _may_be_same(output: DashDependency, input_: Input) -> bool:
    if output.component_property != input_.component_property:
        return False
    ours, theirs = output.component_id, input_.component_id
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return bool(ours == theirs)
    return ours.keys() == theirs.keys() and may_be_equal(values_of(ours), values_of(theirs))


# --- the values of wildcards --------------------------------------------------------------


class _KeyValues:
    """What stands under one key of the dict ids of all definitions."""

    def __init__(self) -> None:
        self.exact: dict[Any, Any] = {}
        """Literals in the order of appearance."""
        self.is_wild = False
        self.smaller = 0
        """How often ALLSMALLER stands here."""
        self.all: list[Any] = []
        """The values that wildcards are tried with."""
        self.places: dict[Any, int] = {}

    def complete(self) -> None:
        """Fill `all`: the literals in order, and one before and after per ALLSMALLER."""
        values = sorted(self.exact.values(), key=id_value_order)
        for count in range(self.smaller):
            if self.exact:
                values = [_before(values[0]), *values, _after(values[-1])]
            else:
                values.append(count)
        self.all = values or [0]
        for place, value in enumerate(self.all):
            self.places.setdefault(literal(value), place)


def _before(value: Any) -> Any:
    number = numeric_value(value)
    return 0 if number is None else number - 1


def _after(value: Any) -> str:
    return f"{value}z" if isinstance(value, str) else "z"


def _values_by_key(callbacks: Sequence[CallbackSpec]) -> dict[str, _KeyValues]:
    found: dict[str, _KeyValues] = {}
    for callback in callbacks:
        for dependency in (*callback.outputs, *callback.inputs):
            if not isinstance(dependency.component_id, dict):
                continue
            for key, value in dependency.component_id.items():
                values = found.setdefault(key, _KeyValues())
                if isinstance(value, Wildcard):
                    values.is_wild = True
                    values.smaller += value is ALLSMALLER
                else:
                    values.exact.setdefault(literal(value), value)
    for values in found.values():
        values.complete()
    return found


def _roughly(values: Mapping[str, _KeyValues]) -> _Expand:
    """One id for all that may be meant."""

    def expand(id_: dict[str, Any], output_id: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
        return ({key: ALL if values[key].is_wild else value for key, value in id_.items()},)

    return expand


def _exactly(values: Mapping[str, _KeyValues]) -> _Expand:
    """Every id, with every combination of values."""

    def expand(id_: dict[str, Any], output_id: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
        ids: list[dict[str, Any]] = [{}]
        for key in sorted(id_):
            tried = _tried(id_[key], values[key], key, output_id)
            ids = [{**start, key: value} for value in tried for start in ids]
        return ids

    return expand


def _tried(
    wanted: Any, values: _KeyValues, key: str, output_id: Mapping[str, Any]
) -> Sequence[Any]:
    if not isinstance(wanted, Wildcard):
        return (wanted,)
    place = values.places.get(literal(output_id[key])) if key in output_id else None
    if wanted is ALLSMALLER:
        return values.all[:place] if place else ()
    if wanted is ALL or place is None:
        return values.all
    return (output_id[key],)


__all__ = ["cycle_findings"]
