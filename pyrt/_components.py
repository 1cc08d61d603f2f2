"""The component classes of Dash's own libraries, made from tables on first use.

Dash ships 152 generated modules; importing them takes longer than starting most apps.  Here
`html`, `dcc` and `dash_table` are modules with a `__getattr__` that makes a class when it is
first asked for.  The classes have the names, arguments, checks and messages of the generated
ones (a test compares all of them).  The tables come from `build_scripts/gen_components.py`.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from inspect import Parameter, Signature
from keyword import iskeyword
from typing import Any, NamedTuple, TypeAlias

from .development.base_component import Component, ComponentMeta

Entry: TypeAlias = Mapping[str, Any]
"""One component type; the keys are described in `build_scripts/gen_components.py`."""

NAMESPACES = ("dash_core_components", "dash_html_components", "dash_table")
"""The libraries there is a table for."""


@cache
def load_table(namespace: str) -> Mapping[str, Entry]:
    """All component types of one of `NAMESPACES`."""
    file = f"_static/metadata/{namespace}.json"
    try:
        data = pkgutil.get_data(__package__, file)
    except OSError:
        data = None
    if data is None:
        raise ImportError(
            f"pyrt/{file} is missing: this checkout has not been set up.  Run `make setup`."
        )
    table: Mapping[str, Entry] = json.loads(data)
    return table


@cache
def load_docs(namespace: str) -> Mapping[str, str]:
    """The full docstrings of a library; none in the browser, where they are not shipped."""
    try:
        data = pkgutil.get_data(__package__, f"_static/docs/{namespace}.docs.json")
    except OSError:
        return {}
    docs: Mapping[str, str] = json.loads(data or b"{}")
    return docs


def prop_names(entry: Entry) -> list[str]:
    """The props in Dash's order: children, id, then by name, unless the table keeps its own."""
    props: list[str] = entry["props"]
    if entry.get("ordered"):
        return list(props)
    first = [name for name in ("children", "id") if name in props]
    return first + sorted(name for name in props if name not in first)


class Library(NamedTuple):
    """What a module of components puts into its namespace."""

    get: Callable[[str], Any]
    """For `__getattr__`."""
    names: list[str]
    """For `__all__`."""


def component_library(module: str, namespace: str, scope: dict[str, Any]) -> Library:
    """The classes of `namespace`, to appear in the module whose globals are `scope`."""
    table = load_table(namespace)

    def get(name: str) -> Any:
        entry = table.get(name)
        if entry is None:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        # Kept, so that `__getattr__` is asked only once and the class stays the same.
        made = scope[name] = _make_class(module, namespace, name, entry)
        return made

    return Library(get, list(table))


def _make_class(module: str, namespace: str, name: str, entry: Entry) -> ComponentMeta:
    names = prop_names(entry)
    nodes = entry.get("nodes", [])
    wildcards = entry.get("wildcards", [])
    short = _doc(name, entry, names)
    init = _make_init(name, entry)
    init.__module__ = module
    return ComponentMeta(
        name,
        (Component,),
        {
            "__module__": module,
            "__doc__": short,
            "_load_doc": staticmethod(lambda: load_docs(namespace).get(name, short)),
            "__init__": init,
            "_namespace": namespace,
            "_type": name,
            "_children_props": nodes,
            "_base_nodes": [*(node for node in nodes if node.isidentifier()), "children"],
            "_prop_names": names,
            "_prop_lookup": {prop: place for place, prop in enumerate(names)},
            "available_properties": names,
            "_valid_wildcard_attributes": wildcards,
            "available_wildcard_properties": wildcards,
        },
    )


def _make_init(type_name: str, entry: Entry) -> Callable[..., None]:
    arguments = [name for name in entry["props"] if name.isidentifier() and not iskeyword(name)]
    required = entry.get("required", ())
    has_children = "children" in arguments

    def __init__(self: Component, *args: Any, **kwargs: Any) -> None:  # noqa: N807  # becomes the method
        if args:
            _bind(type_name, arguments, args, kwargs)
        for argument in required:
            if argument not in kwargs:
                _refuse_missing(argument)
        if has_children and "children" not in kwargs:
            kwargs["children"] = None
        Component.__init__(self, **kwargs)

    __init__.__qualname__ = f"{type_name}.__init__"
    __init__.__signature__ = _signature(arguments)  # type: ignore[attr-defined]  # functions may carry one
    return __init__


def _bind(
    type_name: str, arguments: Sequence[str], args: Sequence[Any], kwargs: dict[str, Any]
) -> None:
    """Put positional arguments where their names say, as Python does for written-out ones."""
    if len(args) > len(arguments):
        raise TypeError(
            f"{type_name}.__init__() takes from 1 to {len(arguments) + 1} positional arguments "
            f"but {len(args) + 1} were given"
        )
    for name, value in zip(arguments, args, strict=False):
        if name in kwargs:
            raise TypeError(f"{type_name}.__init__() got multiple values for argument '{name}'")
        kwargs[name] = value


def _refuse_missing(argument: str) -> None:
    quoted = argument if argument == "children" else f"`{argument}`"
    raise TypeError(f"Required argument {quoted} was not specified.")


def _signature(arguments: Sequence[str]) -> Signature:
    either = Parameter.POSITIONAL_OR_KEYWORD
    return Signature(
        [
            Parameter("self", either),
            *(Parameter(name, either, default=None) for name in arguments),
            Parameter("kwargs", Parameter.VAR_KEYWORD),
        ]
    )


def _doc(type_name: str, entry: Entry, names: Sequence[str]) -> str:
    article = "An" if type_name[0] in "AEIOU" else "A"
    required = entry.get("required", ())
    lines = "\n".join(f"- {name}{' (required)' if name in required else ''}" for name in names)
    summary = entry.get("doc", "")
    return f"{article} {type_name} component.\n{summary}\n\nKeyword arguments:\n\n{lines}\n"
