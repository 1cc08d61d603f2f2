"""An engine with a page and callbacks, all in memory: the bench of the engine's tests.

The page is as simple as a page can be: it applies updates, confirms at once, and answers
clientside runs with Python functions.  Callbacks run at once, unless a test holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pyrt.engine.dependencies import (
    ClientsideFunction,
    Output,
    create_callback_id,
    parse_definition,
)
from pyrt.engine.engine import Engine
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.events import (
    CallbackPrevented,
    CallbackRaised,
    CallbackReturned,
    Event,
    RunCallback,
    Start,
)
from pyrt.engine.graph import compile_dependency
from pyrt.engine.grouping import call_arguments
from pyrt.engine.layout import id_key
from pyrt.engine.spec import AppSpec, CallbackSpec
from pyrt.protocol import (
    AppError,
    ClientsidePrevented,
    ClientsideReturned,
    Drop,
    Idle,
    LayoutUpdate,
    LoadingChanged,
    Mount,
    PropsChanged,
    PropsRequested,
    Rendered,
    RunClientside,
    WorkerMessage,
)


class Metadata:
    """Every component takes every prop; `Wrap` has components in other props too."""

    NODE_PROPS = {"Wrap": ("label", "options[].label", "parts{}", "slot.header", "children")}

    def node_props(self, namespace: str, component: str) -> Sequence[str]:
        return self.NODE_PROPS.get(component, ("children",))

    def accepts(self, namespace: str, component: str, prop: str) -> bool | None:
        return None

    def answers(self, namespace: str, component: str) -> bool:
        return namespace != "html"


def comp(component: str, id: Any = None, children: Any = None, **props: Any) -> dict[str, Any]:
    """A component in Dash's JSON form."""
    if id is not None:
        props["id"] = id
    if children is not None:
        props["children"] = children
    return {"type": component, "namespace": "test", "props": props}


def div(id: Any = None, children: Any = None, **props: Any) -> dict[str, Any]:
    return comp("Div", id, children, **props)


class App:
    """Callbacks registered as a user would, without `pyrt.app`."""

    def __init__(self, layout: Any, **flags: Any) -> None:
        self.layout = layout
        self.specs: list[CallbackSpec] = []
        self.functions: list[Callable[..., Any]] = []
        self._flags = flags

    def callback(
        self,
        *args: Any,
        running: Sequence[tuple[Output, Any, Any]] = (),
        clientside: bool = False,
        optional: bool = False,
        persistent: bool = False,
        **kwargs: Any,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        parsed = parse_definition(args, kwargs)

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            outputs = tuple(parsed.flat_outputs)
            whole = parsed.outputs if isinstance(parsed.outputs, Output) else outputs
            call_site = f"app.py:{len(self.specs)}"
            marked = tuple(
                Output(
                    output.component_id,
                    create_callback_id(output, parsed.inputs).rpartition(".")[2],
                )
                for output in outputs
            )
            self.specs.append(
                CallbackSpec(
                    index=len(self.specs),
                    id=create_callback_id(whole, parsed.inputs, call_site),
                    outputs=marked,
                    inputs=tuple(parsed.inputs),
                    states=tuple(parsed.states),
                    args_grouping=parsed.args_grouping,
                    outputs_grouping=parsed.outputs_grouping,
                    prevent_initial_call=parsed.prevent_initial_call is True,
                    running=tuple(running),
                    clientside=ClientsideFunction("ns", function.__name__) if clientside else None,
                    optional=optional,
                    hidden=False,
                    persistent=persistent,
                )
            )
            self.functions.append(function)
            return function

        return register

    def spec(self) -> AppSpec:
        flags = {"suppress_callback_exceptions": False, "validate_callbacks": True} | self._flags
        return AppSpec(self.layout, tuple(self.specs), Metadata(), **flags)


class Machine:
    """An `Engine`, its page and its callbacks."""

    def __init__(self, app: App, *, confirm: bool = True, start: bool = True) -> None:
        self.app = app
        self.engine = Engine(app.spec())
        self.nodes: dict[int, tuple[str, dict[str, Any]]] = {0: ("", {})}
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.contexts: list[RunCallback] = []
        self.errors: list[tuple[str, str]] = []
        self.messages: list[WorkerMessage] = []
        self.waiting: list[RunCallback] = []
        """Runs of held callbacks; `release` lets them end."""
        self.held: set[str] = set()
        self.set_props: list[tuple[Any, dict[str, Any]]] = []
        """What the function that is running now collects."""
        self.unconfirmed: list[int] = []
        self._confirm = confirm
        self._seq = 0
        self.idle = False
        if start:
            self.receive(Start())

    # --- the shell ----------------------------------------------------------------------

    def receive(self, *events: Event) -> None:
        """One turn: take the events in, then do all there is to do."""
        for event in events:
            self.engine.receive(event)
        line: list[RunCallback] = []
        while True:
            answers: list[Event] = []
            while (effect := self.engine.poll()) is not None:
                if isinstance(effect, RunCallback):
                    line.append(effect)
                else:
                    answers.extend(self._page(effect.message))
            if answers:
                for answer in answers:
                    self.engine.receive(answer)
                continue
            if not line:
                return
            run = line.pop(0)
            if self.app.functions[run.callback].__name__ in self.held:
                self._note(run)
                self.waiting.append(run)
            else:
                self._note(run)
                self.engine.receive(self._call(run))

    def release(self, name: str | None = None) -> None:
        """End the oldest held run (of one callback)."""
        for run in self.waiting:
            if name is None or self.app.functions[run.callback].__name__ == name:
                self.waiting.remove(run)
                self.receive(self._call(run))
                return
        raise AssertionError(f"nothing is held: {name}")

    def _note(self, run: RunCallback) -> None:
        self.calls.append((self.app.functions[run.callback].__name__, tuple(run.args)))
        self.contexts.append(run)

    def _call(self, run: RunCallback) -> Event:
        function = self.app.functions[run.callback]
        args, kwargs = call_arguments(self.app.specs[run.callback].args_grouping, run.args)
        self.set_props = []
        try:
            value = function(*args, **kwargs)
        except PreventUpdate:
            return CallbackPrevented(run.run)
        except Exception as error:
            return CallbackRaised(run.run, str(error), repr(error))
        return CallbackReturned(run.run, value, tuple(self.set_props))

    # --- the page -----------------------------------------------------------------------

    def _page(self, message: WorkerMessage) -> list[Event]:
        self.messages.append(message)
        if isinstance(message, LayoutUpdate):
            self._apply(message)
            if message.confirm:
                if self._confirm:
                    return [Rendered(message.update)]
                self.unconfirmed.append(message.update)
        elif isinstance(message, AppError):
            self.errors.append((message.error.title, message.error.message))
        elif isinstance(message, RunClientside):
            return [self._clientside(message)]
        elif isinstance(message, Idle):
            self.idle = True
        return []

    def _apply(self, update: LayoutUpdate) -> None:
        self.idle = False
        for op in update.ops:
            match op:
                case Mount():
                    for slot in op.slots:
                        assert self._at(op.props, slot) in self.nodes, "child after its parent"
                    assert op.nid not in self.nodes, "a node id was used twice"
                    self.nodes[op.nid] = (op.component, dict(op.props))
                case Drop():
                    del self.nodes[op.nid]
                case _:
                    self.nodes[op.nid][1].update(op.props)

    @staticmethod
    def _at(props: Any, slot: Sequence[Any]) -> Any:
        for step in slot:
            props = props[step]
        return props

    def _clientside(self, message: RunClientside) -> Event:
        run = next(
            index
            for index, function in enumerate(self.app.functions)
            if function.__name__ == message.function_name
        )

        def read(ref: Any) -> Any:
            if isinstance(ref, list):
                return [read(item) for item in ref]
            return None if ref.nid is None else self.nodes[ref.nid][1].get(ref.property)

        args = [read(ref) for ref in (*message.inputs, *message.states)]
        self.calls.append((message.function_name, tuple(args)))
        try:
            return ClientsideReturned(message.run, self.app.functions[run](*args))
        except PreventUpdate:
            return ClientsidePrevented(message.run)

    # --- the user -----------------------------------------------------------------------

    def nid(self, component_id: Any) -> int:
        """The node on the page with this id."""
        for nid, (_, props) in self.nodes.items():
            if props.get("id") == component_id:
                return nid
        raise AssertionError(f"no {component_id!r} on the page")

    def edit(self, component_id: Any, **props: Any) -> None:
        """The component calls `setProps` (one task of the page)."""
        self.receive(self.edit_event(component_id, **props))

    def edit_event(self, component_id: Any, **props: Any) -> PropsChanged:
        nid = self.nid(component_id)
        self.nodes[nid][1].update(props)
        self._seq += 1
        return PropsChanged(self._seq, nid, props)

    def click(self, component_id: Any) -> None:
        clicks = self.prop(component_id, "n_clicks") or 0
        self.edit(component_id, n_clicks=clicks + 1)

    def request_props(self, component_id: Any, **props: Any) -> None:
        """`dash_clientside.set_props`."""
        self._seq += 1
        self.receive(PropsRequested(self._seq, component_id, props))

    def prop(self, component_id: Any, prop: str) -> Any:
        """What the page shows."""
        return self.nodes[self.nid(component_id)][1].get(prop)

    def names(self) -> list[str]:
        """Names of the called functions since the last `forget`."""
        return [name for name, _ in self.calls]

    def forget(self) -> None:
        self.calls.clear()
        self.contexts.clear()
        self.messages.clear()
        self.errors.clear()

    def triggered(self, index: int = -1) -> list[str]:
        """prop_ids that triggered a call."""
        return [entry["prop_id"] for entry in self.contexts[index].triggered]

    def loading(self) -> list[tuple[list[str], list[str]]]:
        """Started and ended outputs of each `LoadingChanged`."""
        return [
            (
                [f"{id_key(ref.id)}.{ref.property}" for ref in message.started],
                [f"{id_key(ref.id)}.{ref.property}" for ref in message.ended],
            )
            for message in self.messages
            if isinstance(message, LoadingChanged)
        ]


__all__ = ["App", "Machine", "Metadata", "comp", "compile_dependency", "div"]
