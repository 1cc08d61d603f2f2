"""The engine: events in, effects out.  Orchestration only; the rules live beside it.

    engine = Engine(app_spec)
    engine.receive(Start())
    while (effect := engine.poll()) is not None:
        ...  # Send: give the message to the page.  RunCallback: call, and receive the outcome.

`receive` changes state and runs nobody's code.  `poll` gives the next thing to do; None
means nothing until the next event.  Same spec and same events, same effects (invariant 1).

All events received before a `poll` belong to one turn: what they request is looked at
together (E4), and what they change reaches the page as one `LayoutUpdate` (invariant 6).

After an update that components may answer (`Mount`s, props of dcc components, ...) no new
run starts until the page has said `Rendered`: edits that components make while they mount
must join the waiting requests, as they do in Dash, where React renders in between (D12).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from ..protocol import (
    AppError,
    Busy,
    ClientsidePrevented,
    ClientsideRaised,
    ClientsideReturned,
    Drop,
    ErrorReport,
    Idle,
    Json,
    LayoutOp,
    LayoutRequested,
    LayoutUpdate,
    LoadingChanged,
    PropRef,
    PropsChanged,
    PropsRequested,
    Rendered,
    RunClientside,
    WorkerMessage,
)
from .context import (
    Call,
    CallValues,
    MissingDependencyError,
    argument,
    prepare_call,
    references,
)
from .errors import InvalidCallbackReturnValue
from .events import (
    CallbackPrevented,
    CallbackRaised,
    CallbackReturned,
    Effect,
    Event,
    PropsSet,
    RunCallback,
    Send,
    SetProps,
    Start,
)
from .graph import Graph
from .jsonable import NotJsonable, to_json
from .layout import Layout
from .outputs import PropUpdate, outputs_clientside, split_outputs
from .patch import PatchError
from .reach import Reach
from .requests import initial_requests
from .resolve import Resolver
from .run import Run
from .running import RunningProps
from .scheduler import Scheduler
from .spec import AppSpec
from .updates import Updates
from .validate import (
    Finding,
    TreeLayout,
    cycle_findings,
    definition_findings,
    layout_findings,
    missing_running_finding,
)


class Engine:
    """One app, from `Start` to the end of the page."""

    def __init__(self, app: AppSpec) -> None:
        self._app = app
        self._findings = list(definition_findings(app.callbacks)) if app.validate_callbacks else []
        # Any finding leaves the graph empty: the layout shows, and no callback is triggered (B).
        graph = Graph(() if self._findings else app.callbacks)
        self._definitions = Graph(app.callbacks).definitions if self._findings else graph.definitions
        self._layout = Layout(app.metadata)
        self._resolver = Resolver(graph, self._layout)
        self._scheduler = Scheduler(self._resolver, Reach(self._resolver, self._layout))
        self._updates = Updates(self._layout, self._resolver, self._scheduler)
        self._running_props = RunningProps(self._layout)
        self._calls: dict[int, tuple[Run, Call]] = {}
        """Every run that was started and has not come back, superseded ones included."""
        self._effects: deque[Effect] = deque()
        self._ack = 0
        self._last_update = 0
        self._unconfirmed: set[int] = set()
        self._busy = False
        self._idle_ack: int | None = None
        """`ack` of the last `Idle`, or None when something has happened since."""
        self.dropped_events = 0
        """Edits of components that had left already (invariant 5)."""

    # --- events -------------------------------------------------------------------------

    def receive(self, event: Event) -> None:
        """Take one event in.  Errors of the app become `AppError`s; ours are raised."""
        self._idle_ack = None
        match event:
            case Start():
                self._start()
            case PropsChanged():
                self._ack = event.seq
                self._props_changed(event.nid, event.props)
            case PropsRequested():
                self._ack = event.seq
                self._set_props([(event.id, event.props)], None)
            case PropsSet():
                self._set_props(event.set_props, None)
            case CallbackReturned():
                self._returned(event.run, event.set_props, event.value, split_outputs)
            case ClientsideReturned():
                self._returned(event.run, (), event.value, outputs_clientside)
            case CallbackPrevented() | ClientsidePrevented():
                self._returned(event.run, (), None, _nothing)
            case CallbackRaised():
                self._raised(event)
            case ClientsideRaised():
                self._clientside_raised(event)
            case Rendered():
                self._unconfirmed.discard(event.update)
            case LayoutRequested():
                self._send_snapshot()

    def poll(self) -> Effect | None:
        """The next thing to do, or None when only an event can bring more."""
        if self._effects:
            return self._effects.popleft()
        self._flush_layout()
        if not self._effects and not self._unconfirmed:
            self._start_runs()
        if not self._effects:
            self._announce_idle()
        return self._effects.popleft() if self._effects else None

    # --- start --------------------------------------------------------------------------

    def _start(self) -> None:
        self._report_findings(self._findings)
        if self._app.validate_callbacks and not self._findings:
            self._report_findings(cycle_findings(self._app.callbacks))
        layout = to_json(self._app.layout)
        self._layout.set_root(layout)
        self._check_layout(layout)
        requests = initial_requests(self._definitions, self._layout, self._resolver)
        group = self._scheduler.new_group()
        for request in requests:
            # Load-time calls of callbacks without outputs or inputs belong to no walk (D2).
            if request.resolved.definition.outputs and request.resolved.definition.inputs:
                request.group = group
        self._scheduler.request(requests)

    def _check_layout(self, layout: Json) -> None:
        if self._findings:
            return
        suppress = self._app.suppress_callback_exceptions
        if self._app.validation_layout is not None and not suppress:
            layout = to_json(self._app.validation_layout)
        view = TreeLayout(layout, self._app.metadata)
        self._report_findings(
            layout_findings(self._app.callbacks, view, self._app.metadata, suppress)
        )

    # --- edits --------------------------------------------------------------------------

    def _props_changed(self, nid: int, props: dict[str, Json]) -> None:
        if self._layout.has(nid):
            self._updates.accept_edit(nid, props)
        else:
            self.dropped_events += 1

    def _set_props(self, set_props: Iterable[tuple[Any, Any]], run: Run | None) -> None:
        """`set_props` from Python or from the page (J2, M6)."""
        for component_id, props in set_props:
            try:
                values = {prop: to_json(value) for prop, value in props.items()}
                if not self._updates.apply_side(component_id, values):
                    self._report_missing(component_id, run)
            except (NotJsonable, PatchError) as error:
                self._report(ErrorReport("python", str(error), f"set_props({component_id!r})", ""))

    def _report_missing(self, component_id: Any, run: Run | None) -> None:
        """An id that `running` or `set_props` names and the layout does not have (B16)."""
        if not self._app.suppress_callback_exceptions:
            callback = run.resolved.definition.spec.id if run else ""
            self._report_findings([missing_running_finding(component_id, callback)])

    # --- runs ---------------------------------------------------------------------------

    def _start_runs(self) -> None:
        self._scheduler.settle()
        while (run := self._scheduler.start_next()) is not None:
            try:
                call = prepare_call(run, self._layout, self._resolver)
            except MissingDependencyError as error:
                self._scheduler.finish(run)
                self._record(run, ())
                self._report(ErrorReport("validation", str(error), "", ""))
                continue
            if call is None:
                self._scheduler.finish(run)
                continue
            self._call(run, call)
        if not self._effects:
            # Runs that ended without a call may have set others free.
            self._scheduler.settle()

    def _call(self, run: Run, call: Call) -> None:
        self._calls[run.id] = (run, call)
        spec = run.resolved.definition.spec
        if not self._busy and not spec.persistent:
            self._busy = True
            self._send(Busy())
        outputs = _output_refs(call)
        if outputs:
            self._send(LoadingChanged(started=outputs, ended=[]))
        if spec.clientside is None:
            # Values are read before `running` is applied: a callback does not see its own
            # "on" values (K1).
            effect = self._python_call(run, call)
            for component_id, prop, value in self._running_props.start(run):
                self._set_props([(component_id, {prop: value})], run)
            self._flush_layout()
            self._effects.append(effect)
        else:
            self._flush_layout()
            self._send(
                RunClientside(
                    run.id,
                    spec.clientside.namespace,
                    spec.clientside.function_name,
                    references(call.inputs, run.resolved.definition.inputs),
                    references(call.states, run.resolved.definition.states),
                    references(call.outputs, run.resolved.definition.outputs),
                    call.triggered,
                )
            )

    def _python_call(self, run: Run, call: Call) -> RunCallback:
        values = CallValues(call, self._layout)
        inputs_list, states_list, outputs_list = values.dash_lists(run)
        return RunCallback(
            run.id,
            run.resolved.definition.index,
            [argument(entry) for entry in (*inputs_list, *states_list)],
            inputs_list,
            states_list,
            outputs_list,
            values.triggered(run),
        )

    def _returned(
        self,
        run_id: int,
        set_props: SetProps,
        value: object,
        split: Callable[[Any, list[Any], Any], list[PropUpdate]],
    ) -> None:
        """A result: `set_props` first, then `running` off, then the outputs (J2, E13)."""
        run, call = self._end_call(run_id)
        self._set_props(set_props, run)
        self._running_off(run)
        if not self._scheduler.finish(run):
            return
        wrote: Iterable[str] = ()
        try:
            updates = split(run.resolved.definition.spec, _outputs_list(call), value)
            wrote = self._updates.apply_outputs(run, updates)
        except PatchError as error:
            self._report(ErrorReport("python", str(error), self._title(run), ""))
        except (InvalidCallbackReturnValue, NotJsonable) as error:
            text = f"{type(error).__module__}.{type(error).__qualname__}: {error}"
            self._report(ErrorReport("python", self._title(run), str(error), text))
        self._record(run, wrote)

    def _raised(self, event: CallbackRaised) -> None:
        run, _ = self._end_call(event.run)
        self._running_off(run)
        if self._scheduler.finish(run):
            report = ErrorReport("python", self._title(run), event.message, event.traceback)
            self._report(report)
            self._record(run, ())

    def _clientside_raised(self, event: ClientsideRaised) -> None:
        run, call = self._end_call(event.run)
        if not self._scheduler.finish(run):
            return
        title = event.message
        if not event.is_error:
            outputs = ", ".join(f"{t.key}.{t.raw_prop}" for t in call.output_targets())
            function = run.resolved.definition.spec.clientside
            assert function is not None
            title = (
                f"Callback error updating {outputs} via clientside function "
                f"{function.namespace}.{function.function_name}"
            )
        self._report(ErrorReport("clientside", title, event.message, event.stack))
        self._record(run, ())

    def _end_call(self, run_id: int) -> tuple[Run, Call]:
        run, call = self._calls.pop(run_id)
        outputs = _output_refs(call)
        if outputs:
            self._send(LoadingChanged(started=[], ended=outputs))
        return run, call

    def _running_off(self, run: Run) -> None:
        for component_id, prop, value in self._running_props.end(run):
            self._set_props([(component_id, {prop: value})], run)

    def _record(self, run: Run, wrote: Iterable[str]) -> None:
        if run.group is not None:
            targets = self._resolver.flat_targets(run.resolved, run.resolved.definition.outputs)
            could_write = [f"{target.key}.{target.raw_prop}" for target in targets]
            self._scheduler.record(run, could_write, wrote)

    def _title(self, run: Run) -> str:
        spec = run.resolved.definition.spec
        if not spec.outputs:
            return f"Callback error with no output from input {', '.join(run.changed)}"
        return f"Callback error updating {spec.id}"

    # --- to the page --------------------------------------------------------------------

    def _send(self, message: WorkerMessage) -> None:
        self._effects.append(Send(message))

    def _flush_layout(self) -> None:
        ops = self._layout.take_ops()
        if ops:
            self._send_update(ops)

    def _send_snapshot(self) -> None:
        self._layout.take_ops()
        self._send_update(self._layout.snapshot())

    def _send_update(self, ops: list[LayoutOp]) -> None:
        self._last_update += 1
        confirm = any(self._may_answer(op) for op in ops)
        if confirm:
            self._unconfirmed.add(self._last_update)
        self._send(LayoutUpdate(self._last_update, self._ack, ops, confirm))

    def _may_answer(self, op: LayoutOp) -> bool:
        if isinstance(op, Drop):
            return False
        return self._app.metadata.answers(*self._layout.type_of(op.nid))

    def _announce_idle(self) -> None:
        if self._unconfirmed or self._calls or not self._scheduler.is_idle:
            return
        if self._idle_ack != self._ack or self._busy:
            self._idle_ack = self._ack
            self._busy = False
            self._send(Idle(self._ack))

    def _report_findings(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._report(ErrorReport("validation", finding.title, "\n".join(finding.lines), ""))

    def _report(self, error: ErrorReport) -> None:
        self._send(AppError(error, fatal=False))


def _nothing(spec: Any, outputs: list[Any], value: object) -> list[PropUpdate]:
    """The outputs of a callback that raised `PreventUpdate`."""
    return []


def _outputs_list(call: Call) -> list[Any]:
    return [
        [{"id": target.id, "property": target.raw_prop} for target in entry]
        if isinstance(entry, list)
        else {"id": entry.id, "property": entry.raw_prop}
        for entry in call.outputs
        if entry is not None
    ]


def _output_refs(call: Call) -> list[PropRef]:
    return [PropRef(target.id, target.prop, target.nid) for target in call.output_targets()]
