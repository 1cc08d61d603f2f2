"""Do the callbacks' ids and properties exist in the layout?  (Rules B14 and B15.)

Checked once, when the layout is known; nothing found here stops a callback.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeAlias

from ..protocol import ComponentId, Json
from .dependencies import DashDependency, clean_property_name
from .findings import Finding, Kind, callbacks_tail, id_text, json_text
from .ids import ALLSMALLER, MATCH, Wildcard, wildcard_keys
from .layout import id_key, is_component
from .patterns import PatternTable, literal, values_of
from .spec import CallbackSpec, ComponentMetadata


class LayoutView(Protocol):
    """What a check needs to know of a layout."""

    def component(self, component_id: ComponentId) -> tuple[str, str] | None:
        """`(namespace, type)` of the component with this id."""

    def ids(self, keys: tuple[str, ...]) -> Iterable[dict[str, Any]]:
        """The dict ids with exactly these (sorted) keys."""


def layout_findings(
    callbacks: Sequence[CallbackSpec],
    layout: LayoutView,
    metadata: ComponentMetadata,
    suppress: bool,
) -> list[Finding]:
    """Missing ids (unless `suppress`) and properties that a component does not have."""
    return list(_Check(layout, metadata, suppress).run(callbacks))


_Callbacks: TypeAlias = list[CallbackSpec]


class _Uses:
    """Where one side of the callbacks, inputs or outputs, names which id and property."""

    def __init__(self, uses: Iterable[tuple[DashDependency, CallbackSpec]]) -> None:
        self.strings: dict[str, dict[str, _Callbacks]] = {}
        self._patterns: dict[tuple[str, ...], dict[str, dict[Any, _PatternUse]]] = {}
        for dependency, callback in uses:
            id_, prop = dependency.component_id, dependency.component_property
            if isinstance(id_, dict):
                by_prop = self._patterns.setdefault(tuple(sorted(id_)), {})
                same = tuple(map(_literal_or_wild, values_of(id_)))
                use = by_prop.setdefault(prop, {}).setdefault(same, (dependency, []))
                use[1].append(callback)
            else:
                self.strings.setdefault(id_, {}).setdefault(prop, []).append(callback)

    def patterns(self) -> Iterator[_PatternUse]:
        for by_prop in self._patterns.values():
            for by_pattern in by_prop.values():
                yield from by_pattern.values()


_PatternUse: TypeAlias = tuple[DashDependency, _Callbacks]


def _literal_or_wild(value: Any) -> Any:
    return value if isinstance(value, Wildcard) else literal(value)


class _Check:
    def __init__(self, layout: LayoutView, metadata: ComponentMetadata, suppress: bool) -> None:
        self._layout = layout
        self._metadata = metadata
        self._suppress = suppress
        self._present: dict[tuple[str, ...], PatternTable[dict[str, Any]]] = {}
        self._states_checked: set[str] = set()

    def run(self, callbacks: Sequence[CallbackSpec]) -> Iterator[Finding]:
        outputs = _Uses((output, callback) for callback in callbacks for output in callback.outputs)
        inputs = _Uses((input_, callback) for callback in callbacks for input_ in callback.inputs)
        yield from self._strings(outputs, "Output")
        yield from self._strings(inputs, "Input")
        yield from self._patterns(outputs, "Output")
        yield from self._patterns(inputs, "Input")

    def _strings(self, uses: _Uses, kind: Kind) -> Iterator[Finding]:
        for id_, by_prop in uses.strings.items():
            users = [callback for callbacks in by_prop.values() for callback in callbacks]
            if all(_is_optional(callback, id_) for callback in users):
                continue
            component = self._layout.component(id_)
            if component is None:
                yield from self._missing(id_, kind, users)
                continue
            for prop, callbacks in by_prop.items():
                yield from self._wrong_prop(id_, component, prop, kind, callbacks)
                if kind == "Output":
                    yield from self._states(callbacks)

    def _patterns(self, uses: _Uses, kind: Kind) -> Iterator[Finding]:
        for dependency, callbacks in uses.patterns():
            yield from self._pattern_prop(dependency, kind, callbacks)
            if kind == "Output":
                yield from self._states(callbacks)

    def _states(self, callbacks: _Callbacks) -> Iterator[Finding]:
        """The States of callbacks that have an output in the layout, each callback once."""
        for callback in callbacks:
            if callback.id in self._states_checked:
                continue
            self._states_checked.add(callback.id)
            for state in callback.states:
                yield from self._state(state, callback)

    def _state(self, state: DashDependency, callback: CallbackSpec) -> Iterator[Finding]:
        id_ = state.component_id
        if isinstance(id_, dict):
            # MATCH and ALLSMALLER mean something only together with an input or output.
            if not wildcard_keys(id_, MATCH, ALLSMALLER):
                yield from self._pattern_prop(state, "State", [callback])
            return
        component = self._layout.component(id_)
        if component is not None:
            yield from self._wrong_prop(
                id_, component, state.component_property, "State", [callback]
            )
        elif not (callback.optional or state.allow_optional):
            yield from self._missing(id_, "State", [callback])

    # --- the two findings -----------------------------------------------------------------

    def _missing(self, id_: str, kind: Kind, callbacks: _Callbacks) -> Iterator[Finding]:
        if self._suppress:
            return
        yield Finding(  # B14
            "ID not found in layout",
            (
                f"Attempting to connect a callback {kind} item to component:",
                f'  "{id_text(id_)}"',
                "but no components with that id exist in the layout.",
                "",
                "If you are assigning callbacks to components that are",
                "generated by other callbacks (and therefore not in the",
                "initial layout), you can suppress this exception by setting",
                "`suppress_callback_exceptions=True`.",
                *callbacks_tail(callbacks),
            ),
        )

    def _pattern_prop(
        self, dependency: DashDependency, kind: Kind, callbacks: _Callbacks
    ) -> Iterator[Finding]:
        """Each present component that matches is checked."""
        for id_ in self._matches(dependency.component_id):
            component = self._layout.component(id_)
            if component is not None:
                yield from self._wrong_prop(
                    id_, component, dependency.component_property, kind, callbacks
                )

    def _wrong_prop(
        self,
        id_: ComponentId,
        component: tuple[str, str],
        raw_prop: str,
        kind: Kind,
        callbacks: _Callbacks,
    ) -> Iterator[Finding]:
        prop = clean_property_name(raw_prop)
        namespace, type_ = component
        if self._metadata.accepts(namespace, type_, prop) is not False:
            return
        yield Finding(  # B15
            "Invalid prop for this component",
            (
                f'Property "{prop}" was used with component ID:',
                f"  {json_text(id_)}",
                f"in one of the {kind} items of a callback.",
                f"This ID is assigned to a {namespace}.{type_} component",
                "in the layout, which does not support this property.",
                *callbacks_tail(callbacks),
            ),
        )

    def _matches(self, pattern: dict[str, Any]) -> list[dict[str, Any]]:
        keys = tuple(sorted(pattern))
        if keys not in self._present:
            self._present[keys] = PatternTable(
                (values_of(id_), id_) for id_ in self._layout.ids(keys)
            )
        return self._present[keys].overlapping(values_of(pattern))


def _is_optional(callback: CallbackSpec, id_: str) -> bool:
    """Whether this callback can do without the component (K2)."""
    return callback.optional or all(
        dependency.allow_optional
        for dependency in (*callback.outputs, *callback.inputs)
        if dependency.component_id == id_
    )


# --- a layout that is not mounted ---------------------------------------------------------


class TreeLayout:
    """`LayoutView` of a layout in Dash's JSON form, such as `validation_layout`."""

    def __init__(self, tree: Json, metadata: ComponentMetadata) -> None:
        self._metadata = metadata
        self._components: dict[str, tuple[str, str]] = {}
        self._dict_ids: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        self._crawl(tree)

    def component(self, component_id: ComponentId) -> tuple[str, str] | None:
        return self._components.get(id_key(component_id))

    def ids(self, keys: tuple[str, ...]) -> Iterable[dict[str, Any]]:
        return self._dict_ids.get(keys, ())

    def _crawl(self, value: Json) -> None:
        todo = [value]
        while todo:
            value = todo.pop()
            if isinstance(value, list):
                todo += reversed(value)
            elif is_component(value):
                self._register(value)
                todo += reversed(list(self._children(value)))

    def _register(self, component: dict[str, Any]) -> None:
        id_ = component["props"].get("id")
        if not id_:
            return
        self._components[id_key(id_)] = (component["namespace"], component["type"])
        if isinstance(id_, dict):
            self._dict_ids.setdefault(tuple(sorted(id_)), []).append(id_)

    def _children(self, component: dict[str, Any]) -> Iterator[Json]:
        props = component["props"]
        for path in self._metadata.node_props(component["namespace"], component["type"]):
            yield from _at(props, re.findall(r"\[\]|\{\}|[^.\[\]{}]+", path))


def _at(value: Json, path: Sequence[str]) -> Iterator[Json]:
    """What stands at `a[].b`: the `b` of each item of the list `a`."""
    if not path:
        yield value
        return
    step, rest = path[0], path[1:]
    inside: Iterable[Json]
    if step == "[]":
        inside = value if isinstance(value, list) else ()
    elif step == "{}":
        inside = value.values() if isinstance(value, dict) else ()
    else:
        inside = (value[step],) if isinstance(value, dict) and step in value else ()
    for item in inside:
        yield from _at(item, rest)


__all__ = ["LayoutView", "TreeLayout", "layout_findings"]
