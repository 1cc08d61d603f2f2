"""An engine with a page and callbacks, all in memory: the bench of the engine's tests.

The page does what every page must: it applies updates, keeps edits that the engine has not
seen yet (D3), and confirms.  Callbacks run at once, unless a test holds them.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
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
    ExternalMounted,
    FinishJob,
    JobNeeded,
    RunCallback,
    Send,
    Start,
)
from pyrt.engine.grouping import call_arguments
from pyrt.engine.layout import id_key
from pyrt.engine.spec import AppSpec, BackgroundSpec, CallbackSpec
from pyrt.engine.unread import Unread
from pyrt.protocol import (
    AppError,
    CallbackAnswered,
    CallbackEnded,
    CallbackStarted,
    ClientsidePrevented,
    ClientsideRaised,
    ClientsideReturned,
    Drop,
    Idle,
    JobPrevented,
    JobRaised,
    JobReturned,
    LayoutHooked,
    LayoutMade,
    LayoutOp,
    LayoutRequested,
    LayoutUpdate,
    LoadingChanged,
    Mount,
    PropsChanged,
    PropsRequested,
    Rendered,
    RequestHooked,
    ResponseHooked,
    ResultHooked,
    RunClientside,
    WorkerMessage,
)

# --- layouts ----------------------------------------------------------------------------


class Metadata:
    """`Wrap` has components in many props; the components of `html` never call `setProps`."""

    def node_props(self, namespace: str, component: str) -> Sequence[str]:
        if component == "Wrap":
            return ("label", "options[].label", "parts{}", "slot.header", "children")
        return ("children",)

    def accepts(self, namespace: str, component: str, prop: str) -> bool | None:
        return None

    def answers(self, namespace: str, component: str) -> bool:
        return namespace != "html"


def comp(
    component: str, id_: Any = None, children: Any = None, namespace: str = "test", **props: Any
) -> dict[str, Any]:
    """A component in Dash's JSON form."""
    if id_ is not None:
        props["id"] = id_
    if children is not None:
        props["children"] = children
    return {"props": props, "type": component, "namespace": namespace}


def div(id_: Any = None, children: Any = None, **props: Any) -> dict[str, Any]:
    return comp("Div", id_, children, **props)


# --- apps -------------------------------------------------------------------------------


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
        background: BackgroundSpec | None = None,
        cancels: Sequence[int] = (),
        **kwargs: Any,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        parsed = parse_definition(args, kwargs)
        outputs = parsed.flat_outputs
        whole = parsed.outputs if isinstance(parsed.outputs, Output) else outputs

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            index = len(self.specs)
            marked = tuple(
                Output(
                    output.component_id,
                    create_callback_id(output, parsed.inputs).rpartition(".")[2],
                )
                for output in outputs
            )
            self.specs.append(
                CallbackSpec(
                    index=index,
                    id=create_callback_id(whole, parsed.inputs, f"app.py:{index}"),
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
                    background=background,
                    cancels=frozenset(cancels),
                )
            )
            self.functions.append(function)
            return function

        return register

    def named(self, name: str) -> Callable[..., Any]:
        return next(function for function in self.functions if function.__name__ == name)

    def spec(self) -> AppSpec:
        flags = {"suppress_callback_exceptions": False, "validate_callbacks": True} | self._flags
        return AppSpec(self.layout, tuple(self.specs), Metadata(), **flags)


# --- the page ---------------------------------------------------------------------------


class Page:
    """What the user sees: nodes by their ids, and edits that are under way."""

    def __init__(self) -> None:
        self.nodes: dict[int, tuple[str, dict[str, Any]]] = {0: ("", {})}
        self.used: set[int] = {0}
        self.seq = 0
        self._unacknowledged: dict[tuple[int, str], int] = {}

    def apply(self, update: LayoutUpdate) -> None:
        for op in update.ops:
            match op:
                case Mount():
                    assert op.nid not in self.used, "a node id was used twice"
                    self.used.add(op.nid)
                    self._check_slots(op.slots, op.props)
                    self.nodes[op.nid] = (op.component, dict(op.props))
                case Drop():
                    del self.nodes[op.nid]
                case _:
                    self._check_slots(op.slots, op.props)
                    for prop, value in op.props.items():
                        if self._unacknowledged.get((op.nid, prop), 0) <= update.ack:
                            self.nodes[op.nid][1][prop] = value

    def _check_slots(self, slots: Sequence[Sequence[Any]], props: Any) -> None:
        for slot in slots:
            child = props
            for step in slot:
                child = child[step]
            assert child in self.nodes, f"slot {slot} names node {child}, which is not there"

    def edit(self, nid: int, props: dict[str, Any]) -> PropsChanged:
        self.seq += 1
        self.nodes[nid][1].update(props)
        for prop in props:
            self._unacknowledged[nid, prop] = self.seq
        # A page sends large values like this; here it is every list, so that all tests go the way.
        sent = {
            prop: Unread(json.dumps(v)) if isinstance(v, list) else v for prop, v in props.items()
        }
        return PropsChanged(self.seq, nid, sent)

    def draw(self, parent: int, mounts: list[Mount], replaces: int | None) -> ExternalMounted:
        """A component draws others that stand in its props as data."""
        self.seq += 1
        for mount in mounts:
            self.used.add(mount.nid)
            self.nodes[mount.nid] = (mount.component, dict(mount.props))
        return ExternalMounted(self.seq, parent, mounts, replaces)

    def find(self, component_id: Any) -> int | None:
        # As text: to Python 1 and True are equal, to the page they are not.
        key = id_key(component_id)
        found = [
            nid for nid, (_, props) in self.nodes.items() if id_key(props.get("id", "")) == key
        ]
        return found[-1] if found else None

    def nested(self, nid: int = 0, prop: str = "children") -> Any:
        """The value of a prop with texts for the components in it: `Div#id(children)`."""
        return self._show(self.nodes[nid][1].get(prop))

    def _show(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._show(item) for item in value]
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        component, props = self.nodes[value]
        children = self._show(props["children"]) if "children" in props else ""
        return f"{component}#{id_key(props['id']) if 'id' in props else ''}({children})"


def as_nodes(ops: Sequence[LayoutOp]) -> dict[int, dict[str, Any]]:
    """Props by node, as a snapshot tells them."""
    return {op.nid: op.props for op in ops if isinstance(op, Mount) or op.nid == 0}  # type: ignore[union-attr]


# --- all together -----------------------------------------------------------------------


class Machine:
    """An `Engine`, its page and its callbacks."""

    def __init__(
        self,
        app: App,
        *,
        confirm: bool = True,
        held: Sequence[str] = (),
        start: Event | None = None,
        page: Page | None = None,
        hooks: Mapping[str, Callable[..., Any]] = MappingProxyType({}),
    ) -> None:
        self.app = app
        self.engine = Engine(app.spec())
        self.page = page or Page()
        self.calls: list[tuple[Any, ...]] = []
        """Name and arguments of every call."""
        self.runs: list[RunCallback] = []
        self.errors: list[tuple[str, str]] = []
        self.messages: list[WorkerMessage] = []
        self.held: set[str] = set(held)
        self.waiting: list[RunCallback | RunClientside] = []
        """Runs of held callbacks; `release` lets them end."""
        self.set_props: list[tuple[Any, dict[str, Any]]] = []
        """What the function that is running now collects."""
        self.unconfirmed: list[int] = []
        self.hooks = hooks
        """Renderer hooks; each changes what it is given."""
        self.kept: dict[str, Any] = {}
        """Name of a background callback -> the result that its cache has."""
        self._confirm = confirm
        self.idle = False
        self.receive(start if start is not None else Start())

    # --- the shell ----------------------------------------------------------------------

    def receive(self, *events: Event) -> None:
        """One turn: take the events in, then do all there is to do."""
        for event in events:
            self.engine.receive(event)
        line: list[RunCallback | FinishJob] = []
        while True:
            answers: list[Event] = []
            while (effect := self.engine.poll()) is not None:
                if isinstance(effect, Send):
                    answers += self._take(effect.message)
                else:
                    line.append(effect)
            if not answers and line:
                answers = self._start(line.pop(0))
            elif not answers:
                return
            for answer in answers:
                self.engine.receive(answer)

    def _start(self, run: RunCallback | FinishJob) -> list[Event]:
        if isinstance(run, FinishJob):
            return [self._finished(run)]
        name = self.app.functions[run.callback].__name__
        self.calls.append((name, *run.args))
        self.runs.append(run)
        if name in self.held:
            self.waiting.append(run)
            return []
        return [self._call(run)]

    def release(self, name: str | None = None, newest: bool = False) -> None:
        """End the oldest (or newest) held run, of one callback or of all."""
        held = [run for run in self.waiting if name in (None, self._name(run))]
        run = held[-1 if newest else 0]
        self.waiting.remove(run)
        self.receive(self._call(run) if isinstance(run, RunCallback) else self._clientside(run))

    def _name(self, run: RunCallback | RunClientside) -> str:
        if isinstance(run, RunClientside):
            return run.function_name
        return self.app.functions[run.callback].__name__

    def _call(self, run: RunCallback) -> Event:
        args, kwargs = call_arguments(self.app.specs[run.callback].args_grouping, run.args)
        self.set_props = []
        if self.app.specs[run.callback].background:
            name = self._name(run)
            kept = name in self.kept
            return CallbackReturned(run.run, self.kept[name]) if kept else JobNeeded(run.run)
        try:
            value = self.app.functions[run.callback](*args, **kwargs)
        except PreventUpdate:
            return CallbackPrevented(run.run)
        except Exception as error:
            return CallbackRaised(run.run, str(error), repr(error))
        return CallbackReturned(run.run, value, tuple(self.set_props))

    @staticmethod
    def _finished(job: FinishJob) -> Event:
        match job.outcome:
            case JobReturned(value=value):
                return CallbackReturned(job.call.run, value)
            case JobPrevented():
                return CallbackPrevented(job.call.run)
            case JobRaised(message=message, traceback=traceback):
                return CallbackRaised(job.call.run, message, traceback)

    # --- the page -----------------------------------------------------------------------

    def _take(self, message: WorkerMessage) -> list[Event]:
        self.messages.append(message)
        self.idle = isinstance(message, Idle)
        match message:
            case LayoutUpdate():
                self.page.apply(message)
                if message.confirm and self._confirm:
                    return [Rendered(message.update)]
                if message.confirm:
                    self.unconfirmed.append(message.update)
            case AppError():
                self.errors.append((message.error.title, message.error.message))
            case RunClientside():
                args = [self._read(ref) for ref in (*message.inputs, *message.states)]
                self.calls.append((message.function_name, *args))
                if message.function_name not in self.held:
                    return [self._clientside(message, args)]
                self.waiting.append(message)
            case LayoutMade() | CallbackStarted() | CallbackAnswered() | CallbackEnded():
                return self._hooked(message)
        return []

    def _hooked(self, message: WorkerMessage) -> list[Event]:
        # Copies: what the engine has sent it may not find changed.
        message = copy.deepcopy(message)
        match message:
            case LayoutMade(layout=layout):
                self._hook("layout_post", layout)
                return [LayoutHooked(layout)]
            case CallbackStarted(callback={"clientside_function": None}, payload=payload):
                try:
                    self._hook("request_pre", payload)
                except ValueError as error:
                    return [ClientsideRaised(message.run, str(error), "", is_error=True)]
                return [RequestHooked(message.run, payload)]
            case CallbackAnswered(response=response):
                self._hook("request_post", response)
                return [ResponseHooked(message.run, response)]
            case CallbackEnded():
                result = {"data": message.data, "error": message.error}
                self._hook("callback_resolved", result)
                return [ResultHooked(message.run, result["data"], result["error"])]
        return []

    def _hook(self, name: str, seen: Any) -> None:
        if name in self.hooks:
            self.hooks[name](seen)

    def confirm(self) -> None:
        """React is done with everything so far."""
        events = [Rendered(update) for update in self.unconfirmed]
        self.unconfirmed.clear()
        self.receive(*events)

    def _clientside(self, message: RunClientside, args: Sequence[Any] | None = None) -> Event:
        if args is None:
            args = [self._read(ref) for ref in (*message.inputs, *message.states)]
        try:
            value = self.app.named(message.function_name)(*args)
        except PreventUpdate:
            return ClientsidePrevented(message.run)
        except Exception as error:
            return ClientsideRaised(message.run, str(error), "at f.js:1", is_error=True)
        return ClientsideReturned(message.run, value)

    def _read(self, ref: Any) -> Any:
        if isinstance(ref, list):
            return [self._read(item) for item in ref]
        return None if ref.nid is None else self.page.nodes[ref.nid][1].get(ref.property)

    # --- the user -----------------------------------------------------------------------

    def nid(self, component_id: Any) -> int:
        """The node on the page with this id."""
        nid = self.page.find(component_id)
        assert nid is not None, f"no {component_id!r} on the page"
        return nid

    def edit(self, component_id: Any, **props: Any) -> None:
        """The component calls `setProps` (one task of the page)."""
        self.receive(self.edited(component_id, **props))

    def edited(self, component_id: Any, **props: Any) -> PropsChanged:
        """The same as an event, to be received with others in one task."""
        return self.page.edit(self.nid(component_id), props)

    def click(self, component_id: Any) -> None:
        self.edit(component_id, n_clicks=(self.prop(component_id, "n_clicks") or 0) + 1)

    def request_props(self, component_id: Any, **props: Any) -> None:
        """`dash_clientside.set_props`."""
        self.page.seq += 1
        self.receive(PropsRequested(self.page.seq, component_id, props))

    # --- what to look at ----------------------------------------------------------------

    def prop(self, component_id: Any, prop: str) -> Any:
        """What the page shows."""
        return self.page.nodes[self.nid(component_id)][1].get(prop)

    def names(self) -> list[str]:
        """Names of the functions called since the last `forget`."""
        return [call[0] for call in self.calls]

    def triggered(self, index: int = -1) -> list[str]:
        """prop_ids that triggered a call of a Python callback."""
        return [entry["prop_id"] for entry in self.runs[index].triggered]

    def triggered_of(self, name: str) -> list[list[str]]:
        """The same for all calls of one function."""
        return [
            self.triggered(index)
            for index, run in enumerate(self.runs)
            if self.app.functions[run.callback].__name__ == name
        ]

    def sent(self, kind: type[Any]) -> list[Any]:
        """Messages of one type since the last `forget`."""
        return [message for message in self.messages if isinstance(message, kind)]

    def loading(self) -> list[tuple[str, str]]:
        """Outputs that have begun (`+`) and ceased (`-`) to load, in order."""
        return [
            (sign, f"{id_key(ref.id)}.{ref.property}")
            for message in self.sent(LoadingChanged)
            for sign, refs in (("+", message.started), ("-", message.ended))
            for ref in refs
        ]

    def forget(self) -> None:
        """Look only at what comes from here on."""
        for seen in (self.calls, self.runs, self.messages, self.errors):
            seen.clear()

    def snapshot(self) -> dict[int, dict[str, Any]]:
        """Props by node as the engine has them."""
        self.engine.receive(LayoutRequested())
        found: dict[int, dict[str, Any]] = {}
        while (effect := self.engine.poll()) is not None:
            message = getattr(effect, "message", None)
            if isinstance(message, LayoutUpdate):
                found = as_nodes(message.ops)
                self.engine.receive(Rendered(message.update))
        return found


__all__ = ["App", "Machine", "Metadata", "Page", "as_nodes", "comp", "div"]
