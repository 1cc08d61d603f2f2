"""`Component`: what layouts are made of, and the base that generated libraries build on.

The API is Dash's, private names included, because published component libraries (their
Python is generated code) subclass and call it.  Making components is the hottest Python in
most apps, so `Component.__init__` does little on the way to success; everything that only
matters for a good error message happens after the error is certain.
"""

from __future__ import annotations

import sys
from abc import ABCMeta
from collections.abc import Callable, Iterator, Mapping, MutableSequence, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

from pyrt.engine.ids import stringify_id
from pyrt.version import DASH_VERSION

from .component_registry import ComponentRegistry

if TYPE_CHECKING:
    import random

_DEPRECATED = {
    ("dash_core_components", "LogoutButton"): (
        "\nThe Logout Button is no longer used with Dash Enterprise and can be replaced with"
        " a html.Button or html.A.\neg: html.A(href=os.getenv('DASH_LOGOUT_URL'))\n"
    ),
    ("dash_table", "DataTable"): (
        "\nThe dash_table.DataTable will be removed from the builtin dash components in a future"
        " major version.\nWe recommend using dash-ag-grid as a replacement. Install with"
        " `pip install dash[ag-grid]`.\n"
    ),
}

_OWN_NAMESPACES = {
    "dash_core_components": "dcc",
    "dash_html_components": "html",
    "dash_table": "dash_table",
}
"""How messages name the libraries that are part of Dash."""

_own_package = __name__.partition(".")[0]


class ComponentMeta(ABCMeta):
    """Enters every component class in the registry."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], attributes: dict[str, Any]
    ) -> ComponentMeta:
        package = attributes["__module__"].partition(".")[0]
        if attributes.get("_explicitize_dash_init", False):
            attributes["__init__"] = _explicitize_args(attributes["__init__"])
        component = super().__new__(mcs, name, bases, attributes)
        if name != "Component" and package != "builtins":
            # Old generators set `_namespace` on instances only; it was the package then.
            namespace = attributes.get("_namespace", package)
            ComponentRegistry.namespace_to_package[namespace] = package
            ComponentRegistry.children_props[namespace][name] = attributes.get("_children_props")
            if package != _own_package:
                ComponentRegistry.registry.add(package)
        return component

    @property
    def __doc__(cls) -> str | None:  # type: ignore[override]  # as any class answers, but later
        """Dash's own classes have a page of text each: it is read when somebody asks for it."""
        load = cls.__dict__.get("_load_doc")
        return load() if load is not None else cls.__dict__.get("__doc__")


class _Undefined:
    """Default of an argument that was not given."""

    def __repr__(self) -> str:
        return "undefined"


class _Required:
    """Default of an argument that must be given."""

    def __repr__(self) -> str:
        return "required"


class Component(metaclass=ComponentMeta):
    """A node of the layout.  Props are attributes; unset props have no attribute."""

    _children_props: ClassVar[list[str]] = []
    """Props besides `children` that hold components, as paths (`a`, `a.b`, `a[].b`, `a{}`)."""
    _base_nodes: ClassVar[list[str]] = ["children"]
    """Those of them that may be given a component directly."""
    _namespace: str
    _type: str
    _prop_names: Sequence[str]
    _prop_lookup: ClassVar[Mapping[str, int]] = {}
    """The same with their places, where the class knows; generated classes do not."""
    _valid_wildcard_attributes: Sequence[str]
    available_properties: Sequence[str]
    available_wildcard_properties: Sequence[str]

    _UNDEFINED = _Undefined
    _REQUIRED = _Required
    UNDEFINED = _Undefined()
    REQUIRED = _Required()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, **kwargs: Any) -> None:
        if (self._namespace, self._type) in _DEPRECATED:
            self._warn_deprecated()
        names = self._prop_lookup or self._prop_names
        nodes = self._base_nodes
        for name, value in kwargs.items():
            if name not in names and not name.startswith(tuple(self._valid_wildcard_attributes)):
                self._refuse_name(name, kwargs)
            # Not isinstance: for classes with an ABCMeta it is several times slower.
            if name not in nodes and Component in type(value).__mro__:
                self._refuse_component(name, value, kwargs)
            if name == "id":
                _check_id(value)
            setattr(self, name, value)
        if not self._prop_lookup:
            ComponentRegistry.learn(self)

    def _refuse_name(self, name: str, kwargs: Mapping[str, Any]) -> None:
        allowed = ", ".join(sorted(self._prop_names))
        raise TypeError(
            f"{self._describe(kwargs)} received an unexpected keyword argument: `{name}`"
            f"\nAllowed arguments: {allowed}"
        )

    def _refuse_component(self, name: str, value: Component, kwargs: Mapping[str, Any]) -> None:
        raise TypeError(
            f"{self._describe(kwargs)} detected a Component for a prop other than `children`\n"
            f"Prop {name} has value {value!r}\n\n"
            "Did you forget to wrap multiple `children` in an array?\n"
            'For example, it must be html.Div(["a", "b", "c"]) not html.Div("a", "b", "c")\n'
        )

    def _describe(self, kwargs: Mapping[str, Any]) -> str:
        """E.g. ``The `dcc.Input` component (version 4.4.1) with the ID "x"``."""
        suffix = f' with the ID "{kwargs["id"]}"' if "id" in kwargs else ""
        library = _OWN_NAMESPACES.get(self._namespace)
        if library is not None:
            return f"The `{library}.{self._type}` component (version {DASH_VERSION}){suffix}"
        try:
            version = getattr(__import__(self._namespace), "__version__", "unknown")
        except ImportError:
            return f"The `{self._type}` component{suffix}"
        return f"The `{self._namespace}.{self._type}` component (version {version}){suffix}"

    def _warn_deprecated(self) -> None:
        import warnings

        message = _DEPRECATED[self._namespace, self._type]
        # The caller: past this method, Component.__init__ and the class's own __init__.
        warnings.warn(DeprecationWarning(message), stacklevel=4)

    def _set_random_id(self) -> Any:
        """The id; a random one is made when there is none, so that callbacks can name it (A4).

        Seeded: the same app gives the same ids in every run.
        """
        if hasattr(self, "id"):
            return getattr(self, "id")  # noqa: B009  # mypy: `id` is only known at run time
        kind = f"`{self._namespace}.{self._type}`"
        if getattr(self, "persistence", False):
            raise RuntimeError(
                f"""
                Attempting to use an auto-generated ID with the `persistence` prop.
                This is prohibited because persistence is tied to component IDs and
                auto-generated IDs can easily change.

                Please assign an explicit ID to this {kind} component.
                """
            )
        if "dash_snapshots" in sys.modules:
            raise RuntimeError(
                f"""
                Attempting to use an auto-generated ID in an app with `dash_snapshots`.
                This is prohibited because snapshots saves the whole app layout,
                including component IDs, and auto-generated IDs can easily change.
                Callbacks referencing the new IDs will not work with old snapshots.

                Please assign an explicit ID to this {kind} component.
                """
            )
        made = _random_id()
        self.id = made
        return made

    def to_plotly_json(self) -> dict[str, Any]:
        """`{"props", "type", "namespace"}`; components inside the props stay objects."""
        own = vars(self)
        places = self._prop_lookup
        if places:
            # A component has two or three props of the thirty that it could have.
            names = [name for name in own if name in places]
            if len(names) > 1:
                names.sort(key=places.__getitem__)
        else:
            names = [name for name in self._prop_names if name in own]
        props = {name: own[name] for name in names}
        if len(names) < len(own) and (wildcards := tuple(self._valid_wildcard_attributes)):
            props.update({name: own[name] for name in own if name.startswith(wildcards)})
        return {"props": props, "type": self._type, "namespace": self._namespace}

    # --- a mapping from ids to the components below -------------------------------------

    def __getitem__(self, id: Any) -> Any:  # noqa: A002  # Dash's name
        """The component with this id among the children, at any depth."""
        holder, key = self._find(id)
        return holder.children if key is None else holder.children[key]

    def __setitem__(self, id: Any, item: Any) -> None:  # noqa: A002  # Dash's name
        """Put `item` where the component with this id is."""
        holder, key = self._find(id)
        if key is None:
            holder.children = item
        else:
            holder.children[key] = item

    def __delitem__(self, id: Any) -> None:  # noqa: A002  # Dash's name
        """Take the component with this id out."""
        holder, key = self._find(id)
        if key is None:
            holder.children = None
        else:
            del holder.children[key]

    def _find(self, id_: Any) -> tuple[Any, int | None]:
        """Who holds the component with this id: its parent and the index in `children`."""
        found = self._search(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def _search(self, id_: Any) -> tuple[Any, int | None] | None:
        children = getattr(self, "children", None)
        if isinstance(children, Component):
            child_id = getattr(children, "id", None)
            if child_id is not None and child_id == id_:
                return self, None
            return children._search(id_)
        if isinstance(children, (tuple, MutableSequence)):
            for index, child in enumerate(children):
                if getattr(child, "id", None) == id_:
                    return self, index
                below = child._search(id_) if isinstance(child, Component) else None
                if below is not None:
                    return below
        return None

    def __iter__(self) -> Iterator[Any]:
        """The ids of the components below."""
        for component in self._traverse_ids():
            yield component.id

    def __len__(self) -> int:
        """How many items are below, strings and numbers included."""
        children = getattr(self, "children", None)
        if children is None:
            return 0
        if isinstance(children, Component):
            return 1 + len(children)
        if isinstance(children, (tuple, MutableSequence)):
            return sum(
                1 + (len(child) if isinstance(child, Component) else 0) for child in children
            )
        return 1

    # --- walking the tree ---------------------------------------------------------------

    def _traverse(self) -> Iterator[Any]:
        """Every item below, parents first."""
        for _, item in self._traverse_with_paths():
            yield item

    def _traverse_with_paths(self) -> Iterator[tuple[str, Any]]:
        """Every item below with its path, one line per level, as error messages show it."""
        children = getattr(self, "children", None)
        if isinstance(children, Component):
            yield from _walk("[*]", children)
        elif isinstance(children, (tuple, MutableSequence)):
            for index, child in enumerate(children):
                yield from _walk(f"[{index:d}]", child)

    def _traverse_ids(self) -> Iterator[Component]:
        """Every component below that has an id."""
        for item in self._traverse():
            if isinstance(item, Component) and getattr(item, "id", None) is not None:
                yield item

    @staticmethod
    def _id_str(component: Any) -> str:
        text = stringify_id(getattr(component, "id", ""))
        return f" (id={text:s})" if text else ""

    def __repr__(self) -> str:
        wildcards = tuple(self._valid_wildcard_attributes)
        shown = [name for name in self._prop_names if getattr(self, name, None) is not None]
        shown += [name for name in vars(self) if wildcards and name.startswith(wildcards)]
        if any(name != "children" for name in shown):
            props = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        else:
            props = repr(getattr(self, "children", None))
        return f"{self._type}({props})"


def _walk(place: str, item: Any) -> Iterator[tuple[str, Any]]:
    line = f"{place} {type(item).__name__:s}{Component._id_str(item)}"
    yield line, item
    if isinstance(item, Component):
        for path, below in item._traverse_with_paths():
            yield f"{line}\n{path}", below


def _check_id(value: Any) -> None:
    if isinstance(value, str):
        return
    if not isinstance(value, dict):
        raise TypeError(f"`id` prop must be a string or dict, not {value!r}")
    for key, part in value.items():
        if not isinstance(key, str):
            raise TypeError(f"dict id keys must be strings,\nfound {key!r} in id {value!r}")
        if not isinstance(part, (str, int, float, bool)):
            raise TypeError(
                f"dict id values must be strings, numbers or bools,\nfound {part!r} in id {value!r}"
            )


_random: random.Random | None = None


def _random_id() -> str:
    """The ids Dash would give, in the same order."""
    import random
    import uuid

    global _random
    if _random is None:
        _random = random.Random(0)
    return str(uuid.UUID(int=_random.randint(0, 2**128)))


ComponentSingleType: TypeAlias = str | int | float | Component | None
ComponentType: TypeAlias = ComponentSingleType | Sequence[ComponentSingleType]
"""What `children` takes."""

ComponentTemplate = TypeVar("ComponentTemplate")


def _explicitize_args(func: Callable[..., None]) -> Callable[..., None]:
    """Decorator of generated `__init__`s: passes on which arguments the caller wrote.

    Only these become props; the other parameters are there for signatures and editors.
    """
    import inspect

    names = func.__code__.co_varnames

    def wrapper(*args: Any, **kwargs: Any) -> None:
        if "_explicit_args" in kwargs:
            raise Exception("Variable _explicit_args should not be set.")
        explicit = {*names[: len(args)], *kwargs} - {"self"}
        kwargs["_explicit_args"] = list(explicit)
        func(*args, **kwargs)

    parameters = list(inspect.signature(func).parameters.values())
    wrapper.__signature__ = inspect.signature(wrapper).replace(  # type: ignore[attr-defined]  # functions may carry one
        parameters=parameters
    )
    return wrapper
