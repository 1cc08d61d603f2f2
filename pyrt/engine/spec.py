"""What the engine is told of an app, once, before the first event: plain frozen data.

`pyrt.app.Dash` writes these from the user's registrations; the functions themselves stay
outside (`runtime.invoke` holds them by `CallbackSpec.index`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from .dependencies import ClientsideFunction, Input, Output, State


class ComponentMetadata(Protocol):
    """What the engine may ask about component types.  It knows none by name (invariant 10)."""

    def node_props(self, namespace: str, component: str) -> Sequence[str]:
        """Props that hold components, in Dash's notation: `a`, `a.b`, `a[].b`, `a{}`.

        `children` is always among them.  Unknown types answer `("children",)`.
        """

    def accepts(self, namespace: str, component: str, prop: str) -> bool | None:
        """Whether the type declares `prop` (wildcards such as `data-*` included).

        None when nothing is known about the type (rule B15 then does not apply).
        """

    def answers(self, namespace: str, component: str) -> bool:
        """Whether the component may call `setProps` by itself after mount or update.

        False only where this is known not to happen (the HTML elements); the engine then
        need not wait for React before it goes on.
        """


@dataclass(frozen=True, slots=True)
class BackgroundSpec:
    """What the engine knows of a callback with `background=True`."""

    progress: tuple[Output, ...]
    """Set by each `set_progress`; no wildcards (A11)."""
    progress_default: tuple[Any, ...] | None
    """Their values when the job has ended; None leaves the last ones (N5)."""


@dataclass(frozen=True, slots=True)
class CallbackSpec:
    """One registered callback."""

    index: int
    """Registration order; breaks every tie (invariant 9)."""
    id: str
    """Dash's callback id, e.g. `out.children` or `..a.x...b.y..` (A7)."""
    outputs: tuple[Output, ...]
    """Flat.  `component_property` carries `@hash` where `allow_duplicate` is set (A7)."""
    inputs: tuple[Input, ...]
    states: tuple[State, ...]
    args_grouping: Any
    """Structure of the arguments, with indices into `inputs + states` as leaves:
    a list for positional arguments, a dict for keyword arguments (C1-C3)."""
    outputs_grouping: Any
    """Structure of the return value with indices into `outputs` as leaves; `0` for a single
    scalar output (C4); `[]` for a callback with no output."""
    prevent_initial_call: bool
    running: tuple[tuple[Output, Any, Any], ...]
    """(output, value while running, value afterwards), values as the user gave them (K1)."""
    clientside: ClientsideFunction | None
    optional: bool
    hidden: bool
    persistent: bool
    background: BackgroundSpec | None = None
    cancels: frozenset[int] = frozenset()
    """Calls no function, but ends the jobs of these callbacks (N8)."""


@dataclass(frozen=True, slots=True)
class AppSpec:
    """An app, ready to start."""

    layout: Any
    """Component, list of components, or their JSON form: whatever `to_plotly_json` can turn
    into `{"namespace", "type", "props"}`.  Layout functions have been called."""
    callbacks: tuple[CallbackSpec, ...]
    metadata: ComponentMetadata
    suppress_callback_exceptions: bool
    validate_callbacks: bool
    """Group 1 of rules B; any finding leaves the app without callbacks."""
    validation_layout: Any = None
    hooked_calls: bool = False
    """The page's renderer hooks see each call, and may change what it takes and gives (S6)."""
    hooked_layout: bool = False
    """They see the layout before it is mounted."""
    custom_tools: bool = False
    """The page adds components to the layout, for its dev tools (S7)."""
    check_layout: bool = True
    """False where the layouts of an app's pages were not made: nobody knows then which ids
    there can be (group 2 of rules B)."""
