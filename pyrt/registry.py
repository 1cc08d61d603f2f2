"""Registering callbacks: the arguments of `callback` and `clientside_callback` become
`Registration`s, in an app's list or, for `dash.callback`, in the list of the process (A1).

Each argument is checked here, at decorator time, so that the traceback points at the
user's line.  What only several callbacks together can do wrong is checked when the app
starts (`app._prepare`, and the engine's validation).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pyrt.background_callback.options import BackgroundOptions, cancel_inputs, parse_background
from pyrt.engine.dependencies import (
    ClientsideFunction,
    DashDependency,
    Definition,
    Output,
    create_callback_id,
    input_digest,
    parse_clientside_definition,
    parse_definition,
    validate_duplicate_output,
)
from pyrt.engine.errors import IncorrectTypeException
from pyrt.engine.spec import CallbackSpec

Function = TypeVar("Function", bound=Callable[..., Any])

INLINE_NAMESPACE = "_dashprivate_clientside_funcs"
"""Where inline clientside functions are found on the page (A13)."""

_OWN = __name__.partition(".")[0]


@dataclass(frozen=True, slots=True)
class CallbackFunction:
    """What the runtime calls for one callback."""

    function: Callable[..., Any] | None
    """None for clientside callbacks."""
    on_error: Callable[[Exception], Any] | None
    background: BackgroundOptions | None = None
    streams: bool = False
    """`set_props` takes effect at once, and there is a `ctx.websocket` (O1)."""


@dataclass(slots=True)
class Registration:
    """One callback as it was registered."""

    id: str
    definition: Definition
    prevent_initial_call: bool
    running: tuple[tuple[Output, Any, Any], ...] = ()
    clientside: ClientsideFunction | None = None
    source: str | None = None
    """JavaScript of an inline clientside callback."""
    optional: bool = False
    hidden: bool | None = None
    """None: as the app says."""
    persistent: bool = False
    websocket: bool = False
    background: BackgroundOptions | None = None
    cancels: tuple[str, ...] = ()
    """Ids of the background callbacks whose jobs it ends, in place of calling a function."""
    on_error: Callable[[Exception], Any] | None = None
    function: Callable[..., Any] | None = None
    """The decorated function; None until the decorator has been applied."""

    def spec(
        self, index: int, hide_all: bool, cancels: frozenset[int] = frozenset()
    ) -> CallbackSpec:
        """The engine's form.  `cancels` are the indices of those in `self.cancels`."""
        definition = self.definition
        grouping = definition.args_grouping
        return CallbackSpec(
            index=index,
            id=self.id,
            outputs=tuple(self._marked_outputs()),
            inputs=tuple(definition.inputs),
            states=tuple(definition.states),
            # A lone dependency given positionally is one argument; the tuple tells `ctx`
            # that `args_grouping` is to show it bare, as Dash does.
            args_grouping=(grouping,) if isinstance(grouping, int) else grouping,
            outputs_grouping=definition.outputs_grouping,
            prevent_initial_call=self.prevent_initial_call,
            running=self.running,
            clientside=self.clientside,
            optional=self.optional,
            hidden=hide_all if self.hidden is None else self.hidden,
            persistent=self.persistent,
            background=self.background.spec() if self.background else None,
            cancels=cancels,
        )

    def _marked_outputs(self) -> Iterator[Output]:
        """The outputs; shared ones carry the digest that tells the sharers apart (A7)."""
        for output in self.definition.flat_outputs:
            if output.allow_duplicate:
                prop = f"{output.component_property}@{input_digest(self.definition.inputs)}"
                yield Output(output.component_id, prop, allow_duplicate=True)
            else:
                yield output


class CallbackRegistry:
    """A list of registrations, in order."""

    def __init__(self) -> None:
        self.registrations: list[Registration] = []

    def ids(self) -> set[str]:
        """The callback ids in the list."""
        return {registration.id for registration in self.registrations}

    def take_all(self) -> list[Registration]:
        """Give the registrations away and be empty."""
        taken, self.registrations = self.registrations, []
        return taken

    def callback(
        self,
        args: Sequence[Any],
        kwargs: dict[str, Any],
        app_default: bool | str = False,
    ) -> Callable[[Function], Function]:
        """Register a Python callback; the result is the decorator for its function.

        `app_default` is the app's `prevent_initial_callbacks` (A10).
        """
        background = parse_background(kwargs) if kwargs.get("background") else None
        definition = parse_definition(args, kwargs)
        registration = Registration(
            id=_callback_id(definition),
            definition=definition,
            prevent_initial_call=_prevents(definition, app_default),
            running=_parse_running(kwargs.get("running")),
            optional=bool(kwargs.get("optional")),
            hidden=kwargs.get("hidden"),
            persistent=bool(kwargs.get("persistent")),
            websocket=bool(kwargs.get("websocket")),
            background=background,
            on_error=kwargs.get("on_error"),
        )
        self.registrations.append(registration)

        def register(function: Function) -> Function:
            registration.function = function
            return function

        return register

    def clientside_callback(
        self,
        function: str | ClientsideFunction,
        args: Sequence[Any],
        kwargs: dict[str, Any],
        app_default: bool | str = False,
    ) -> None:
        """Register a clientside callback: JavaScript source, or the name of a function."""
        definition = parse_clientside_definition(args, kwargs)
        if isinstance(function, str):
            clientside, source = _inline_function(function), function
        else:
            clientside, source = function, None
        self.registrations.append(
            Registration(
                id=_callback_id(definition),
                definition=definition,
                prevent_initial_call=_prevents(definition, app_default),
                clientside=clientside,
                source=source,
                hidden=kwargs.get("hidden"),
            )
        )

    def add_cancels(self) -> None:
        """Register the hidden callbacks behind `cancel`: each writes the `id` of the cancel
        input's component, and has no function (N8)."""
        taken: set[Any] = set()
        for dependency, cancelled in cancel_inputs(self.registrations).items():
            output = Output(dependency.component_id, "id", dependency.component_id_str() in taken)
            taken.add(output.component_id_str())
            definition = parse_definition((output, dependency, True), {})
            self.registrations.append(
                Registration(
                    id=_callback_id(definition),
                    definition=definition,
                    prevent_initial_call=True,
                    cancels=tuple(cancelled),
                    function=call_nothing,
                )
            )


def call_nothing(*args: Any) -> None:
    """The function of a `cancel` callback, for those who look; the engine calls none."""


GLOBAL_CALLBACKS = CallbackRegistry()
"""What `dash.callback` registers, until an app starts and takes it."""


def callback(*args: Any, **kwargs: Any) -> Callable[[Function], Function]:
    """Register the decorated function as a callback of the app, without naming the app.

    Outputs come first, then inputs and states::

        @callback(Output("out", "children"), Input("in", "value"), State("n", "data"))
        def update(value, n): ...

    `output=`, `inputs=` and `state=` take lists or dicts instead.  Other keywords:
    `prevent_initial_call`, `running=[(Output, value meanwhile, value afterwards)]`,
    `on_error=handler`, `optional`, `hidden`, `persistent`; `websocket=True`, after which
    `set_props` takes effect at once; `background=True` with `progress`, `progress_default`,
    `cancel`, `manager`, `cache_args_to_ignore`, `cache_ignore_triggered`, which runs the
    function in a worker of its own.  Keywords of Dash that only concern its server
    (`interval`, `api_endpoint`, `mcp_enabled`, ...) are accepted and have no effect.
    """
    return GLOBAL_CALLBACKS.callback(args, kwargs)


def clientside_callback(
    clientside_function: str | ClientsideFunction, *args: Any, **kwargs: Any
) -> None:
    """Register a JavaScript function, by its source or by its name, as a callback."""
    GLOBAL_CALLBACKS.clientside_callback(clientside_function, args, kwargs)


def _callback_id(definition: Definition) -> str:
    outputs = definition.outputs
    single = outputs if isinstance(outputs, Output) else definition.flat_outputs
    return create_callback_id(single, definition.inputs, _call_site())


def _call_site() -> str:
    """`file:line` of the first caller outside pyrt: names a callback that has nothing else."""
    frame = sys._getframe(1)
    while frame.f_back is not None and _is_ours(frame.f_globals.get("__name__")):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def _is_ours(module: str | None) -> bool:
    # By name: file names inside compiled archives are no one's promise.
    return (module or "").partition(".")[0] == _OWN


def _prevents(definition: Definition, app_default: bool | str) -> bool:
    """Whether the initial call is left out: only a plain True does that (A10)."""
    asked = definition.prevent_initial_call
    decided = app_default if asked is None else asked
    validate_duplicate_output(definition.flat_outputs, decided, app_default)
    return decided is True


def _parse_running(running: Any) -> tuple[tuple[Output, Any, Any], ...]:
    """A list of `(Output, on, off)`, or one bare such tuple (A12)."""
    if not running:
        return ()
    if not isinstance(running[0], (list, tuple)):
        running = [running]
    entries = {}
    for entry in running:
        if not (len(entry) == 3 and isinstance(entry[0], DashDependency)):
            raise IncorrectTypeException(
                "`running` takes tuples of an Output, the value while the callback runs and the\n"
                f"value afterwards, found:\n{entry!r}"
            )
        # Two entries for one property: the later one counts.
        entries[str(entry[0])] = tuple(entry)
    return tuple(entries.values())


def _inline_function(source: str) -> ClientsideFunction:
    # Same source, same name: identical functions are one function on the page.
    function = ClientsideFunction("", hashlib.sha256(source.encode()).hexdigest())
    function.namespace = INLINE_NAMESPACE  # the constructor refuses it to everybody else
    return function
