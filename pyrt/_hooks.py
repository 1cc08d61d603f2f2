"""`dash.hooks`: functions that libraries hang into every app (S7).

Routes and websocket hooks need a server.  Entry points (`dash_hooks`) are found by the build, in
the packages of the site: looking for them at every start would cost more than most apps do.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from pyrt.engine.errors import HookError, UnsupportedFeatureError
from pyrt.engine.jsonable import NotJsonable, to_json
from pyrt.protocol import CustomTool

HookName = Literal["setup", "layout", "error", "callback", "index", "custom_data", "dev_tools"]
Function = TypeVar("Function", bound=Callable[..., Any])


class Hook:
    """One function, and what was said when it was hung in."""

    def __init__(self, func: Callable[..., Any], priority: int = 0, data: Any = None) -> None:
        self.func = func
        self.priority = priority
        self.data = data

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.func(*args, **kwargs)


class Hooks:
    """All hooks of the process, by kind; higher priority first, then in order of registration."""

    def __init__(self) -> None:
        self._hooks: dict[str, list[Hook]] = {}
        self._finals: dict[str, Hook] = {}
        self._clientside_callbacks: list[tuple[Any, tuple[Any, ...], dict[str, Any]]] = []
        self._js_dist: list[dict[str, Any]] = []
        self._css_dist: list[dict[str, Any]] = []
        self._dev_tools: list[dict[str, Any]] = []
        self._entry_points: list[str] = []

    def expect_entry_points(self, names: Sequence[str]) -> None:
        """`module` or `module:attribute` of each; loaded when the first app is made."""
        self._entry_points = list(names)

    def load_entry_points(self) -> None:
        """Import them, once.  Their modules hang hooks in; raises what they raise."""
        names, self._entry_points = self._entry_points, []
        for name in names:
            module, _, attribute = name.partition(":")
            found = importlib.import_module(module)
            for part in filter(None, attribute.split(".")):
                found = getattr(found, part)

    def add_hook(
        self,
        hook: str,
        func: Callable[..., Any],
        priority: int | None = None,
        final: bool = False,
        data: Any = None,
    ) -> None:
        """Hang `func` in; `final` ones come after all others, one of each kind."""
        if final:
            if hook in self._finals:
                raise HookError("Final hook already present")
            self._finals[hook] = Hook(func, data=data)
            return
        present = self._hooks.setdefault(hook, [])
        if not priority and present:
            priority = min(other.priority for other in present) - 1
        present.append(Hook(func, priority or 0, data))
        present.sort(key=lambda entry: -entry.priority)

    def get_hooks(self, hook: str) -> list[Hook]:
        """The hooks of one kind, in the order they are to be called."""
        final = self._finals.get(hook)
        return [*self._hooks.get(hook, ()), *([final] if final else ())]

    def _decorator(
        self, hook: HookName, priority: int | None, final: bool, data: Any = None
    ) -> Callable[[Function], Function]:
        def hang_in(func: Function) -> Function:
            self.add_hook(hook, func, priority, final, data)
            return func

        return hang_in

    def layout(
        self, priority: int | None = None, final: bool = False
    ) -> Callable[[Function], Function]:
        """`func(layout)` gives the layout that is served."""
        return self._decorator("layout", priority, final)

    def setup(
        self, priority: int | None = None, final: bool = False
    ) -> Callable[[Function], Function]:
        """`func(app)` is called when an app has been made."""
        return self._decorator("setup", priority, final)

    def error(
        self, priority: int | None = None, final: bool = False
    ) -> Callable[[Function], Function]:
        """`func(exception)` handles errors of callbacks, after the app's own `on_error`."""
        return self._decorator("error", priority, final)

    def callback(
        self, *args: Any, priority: int | None = None, final: bool = False, **kwargs: Any
    ) -> Callable[[Function], Function]:
        """A callback of every app made from now on."""
        return self._decorator("callback", priority, final, (args, kwargs))

    def clientside_callback(self, clientside_function: Any, *args: Any, **kwargs: Any) -> None:
        """A clientside callback of every app made from now on."""
        self._clientside_callbacks.append((clientside_function, args, kwargs))

    def index(
        self, priority: int | None = None, final: bool = False
    ) -> Callable[[Function], Function]:
        """`func(html)` gives the index page."""
        return self._decorator("index", priority, final)

    def custom_data(
        self, namespace: str, priority: int | None = None, final: bool = False
    ) -> Callable[[Function], Function]:
        """`func(context)` gives `ctx.custom_data[namespace]`."""
        return self._decorator("custom_data", priority, final, {"namespace": namespace})

    def script(self, distribution: Sequence[dict[str, Any]]) -> None:
        """Scripts for every app."""
        self._js_dist.extend(distribution)

    def stylesheet(self, distribution: Sequence[dict[str, Any]]) -> None:
        """Stylesheets for every app."""
        self._css_dist.extend(distribution)

    def devtool(
        self,
        namespace: str,
        component_type: str,
        props: Any = None,
        position: Literal["right", "left"] = "right",
    ) -> None:
        """A component in the bar of the developer tools, before or behind what is there.

        `props` may be a function that gives them.  Callbacks can use the component if it has an
        id and their dependencies on it have `allow_optional=True`.
        """
        self._dev_tools.append(
            {
                "namespace": namespace,
                "type": component_type,
                "props": props or {},
                "position": position,
            }
        )

    @property
    def has_custom_tools(self) -> bool:
        return bool(self._dev_tools)

    def custom_tools(self) -> list[CustomTool]:
        """The components for the bar.  Raises `HookError` for props that are no JSON."""
        return [_custom_tool(**tool) for tool in self._dev_tools]

    def route(self, *args: Any, **kwargs: Any) -> Callable[[Function], Function]:
        """Needs a server."""
        raise UnsupportedFeatureError(
            "hooks.route adds a route to a server, and there is none: "
            "the app runs in the browser. Use a callback instead."
        )

    def websocket_connect(
        self, priority: int | None = None, final: bool = False
    ) -> Callable[[Function], Function]:
        """Taken; no socket is ever opened."""
        return lambda func: func

    def websocket_message(
        self, priority: int | None = None, final: bool = False
    ) -> Callable[[Function], Function]:
        """Taken; no socket is ever opened."""
        return lambda func: func


def _custom_tool(*, props: Any, position: Literal["left", "right"], **named: str) -> CustomTool:
    given = props() if callable(props) else props
    try:
        return CustomTool(to_json({"props": given, **named}), position)
    except NotJsonable as error:
        raise HookError(
            f"hooks.devtool({named['namespace']!r}, {named['type']!r}): its props hold "
            f"{error.value!r}, which is not JSON serializable."
        ) from error


hooks = Hooks()


class HookErrorHandler:
    """An app's `on_error` and the error hooks as one handler."""

    def __init__(self, original: Callable[[Exception], Any] | None) -> None:
        self.original = original

    def __call__(self, error: Exception) -> Any:
        result = self.original(error) if self.original else None
        hook_result = None
        for hook in hooks.get_hooks("error"):
            hook_result = hook(error)
        return result or hook_result
