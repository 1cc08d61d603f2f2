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

In an app with renderer hooks the page sees, and may change, layout and calls on their way
(`hooked_calls.py`); what it has been asked is waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..protocol import (
    AppError,
    ClientsidePrevented,
    ClientsideRaised,
    ClientsideReturned,
    ClientsideWaits,
    CodeArrived,
    CodeAwaited,
    ComponentId,
    EndJob,
    ErrorReport,
    ExternalMounted,
    JobPrevented,
    JobProgress,
    JobPropsSet,
    JobRaised,
    JobReturned,
    Json,
    LayoutHooked,
    LayoutMade,
    LayoutRequested,
    LoadingChanged,
    PropsChanged,
    PropsRefreshed,
    PropsRequested,
    PropsRestored,
    Rendered,
    RequestHooked,
    ResponseHooked,
    ResultHooked,
    RunClientside,
    StartJob,
)
from .context import (
    Call,
    MissingDependencyError,
    MissingStateError,
    argument,
    described,
    output_references,
    prepare_call,
    references,
    triggered,
    triggered_references,
)
from .errors import InvalidCallbackReturnValue
from .events import (
    CallbackPrevented,
    CallbackRaised,
    CallbackReturned,
    Effect,
    Event,
    FinishJob,
    JobNeeded,
    JobOutcome,
    PropsSet,
    Restore,
    RunCallback,
    Send,
    SetProps,
    Start,
)
from .graph import Graph, compile_dependency
from .hooked_calls import BadRequestError, HookedCalls
from .jobs import Job, Jobs, JobState
from .jsonable import NotJsonable, to_json
from .layout import Layout, id_key, is_component_id
from .outbox import Outbox
from .outputs import PropUpdate, outputs_clientside, split_outputs
from .patch import PatchError
from .requests import initial_requests
from .resolve import Resolver
from .run import Run
from .running import RunningProps, RunningValue, left_running
from .scheduler import Scheduler
from .spec import AppSpec, CallbackSpec
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
        self._graph = Graph(app.callbacks)
        self._findings = definition_findings(app.callbacks) if app.validate_callbacks else []
        # Any finding leaves the graph empty: the layout shows, and no callback is triggered (B).
        connected = Graph(()) if self._findings else self._graph
        self._layout = Layout(app.metadata)
        self._resolver = Resolver(connected, self._layout)
        self._scheduler = Scheduler(self._resolver)
        self._updates = Updates(self._layout, self._resolver, self._scheduler)
        self._outbox = Outbox(self._layout, app)
        self._hooks = (
            HookedCalls(self._layout, self._updates, self._outbox.send)
            if app.hooked_calls
            else None
        )
        self._layout_is_hooked = False
        """The page has the layout, and has not said what its hook leaves of it."""
        self._requested: list[RunCallback] = []
        """Calls that hooks have let go on."""
        self._running_props = RunningProps()
        self._calls: dict[int, Call] = {}
        """Every run that was started and has not come back, superseded ones included."""
        self._page_first: set[int] = set()
        """Clientside calls that started together with a run that could not: in Dash they end
        before what waited for that run reads its arguments (E12)."""
        self._persistent_calls = 0
        self._jobs = Jobs()
        self._late: set[int] = set()
        """Nodes whose code has not reached the page yet."""
        self._looked = False
        """Nothing has happened since all that could start was started."""
        self.dropped_events = 0
        """Edits of components that had left already (invariant 5)."""

    # --- events -------------------------------------------------------------------------

    def receive(self, event: Event) -> None:
        """Take one event in.  Errors of the app become `AppError`s; ours are raised."""
        self._outbox.stir()
        self._looked = False
        match event:
            case Start():
                self._start()
            case Restore():
                self._restore(event)
            case ClientsideWaits():
                self._page_first.discard(event.run)
            case PropsChanged():
                self._outbox.ack = event.seq
                self._props_changed(event)
            case PropsRefreshed():
                if self._layout.has(event.nid):
                    self._layout.accept(event.nid, event.props)
            case PropsRequested():
                self._outbox.ack = event.seq
                self._set_props([(event.id, event.props)], None)
            case PropsRestored():
                self._outbox.ack = event.seq
                self._props_restored(event.nid, event.props)
            case ExternalMounted():
                self._outbox.ack = event.seq
                self._external_mounted(event)
            case PropsSet():
                self._set_props(event.set_props, None)
            case CallbackReturned() | CallbackPrevented() | CallbackRaised():
                if self._jobs.end(event.run):
                    self._called(event)
            case ClientsideReturned():
                self._returned(event.run, (), event.value, outputs_clientside)
            case ClientsidePrevented():
                self._returned(event.run, (), None, _nothing)
            case ClientsideRaised():
                self._clientside_raised(event)
            case LayoutHooked():
                self._layout_is_hooked = False
                self._begin(event.layout)
            case RequestHooked() | ResponseHooked() | ResultHooked():
                self._hooked(event)
            case JobNeeded():
                self._start_job(event.run)
            case JobProgress():
                self._job_progressed(event)
            case JobPropsSet():
                if job := self._jobs.running(event.job):
                    self._set_props([(event.id, event.props)], job.run)
            case JobReturned() | JobPrevented() | JobRaised():
                self._job_ended(event)
            case CodeAwaited():
                self._late.update(event.nids)
            case CodeArrived():
                self._late.difference_update(event.nids)
            case Rendered():
                self._outbox.rendered(event.update)
            case LayoutRequested():
                self._outbox.send_snapshot()

    def poll(self) -> Effect | None:
        """The next thing to do, or None when only an event can bring more."""
        outbox = self._outbox
        if not outbox:
            outbox.flush_layout()
        if not outbox:
            outbox.add(self._requested)
            self._requested.clear()
        if not outbox and not outbox.awaits_page and not self._looked:
            self._looked = True
            self._start_runs()
        if not outbox and not self._is_busy():
            outbox.announce_idle()
        return outbox.take()

    def prop(self, component_id: ComponentId, prop: str) -> Json:
        """A copy of a prop as it is now.  Raises `KeyError` where no such component is."""
        key = id_key(component_id)
        nid = self._layout.nid_of(key)
        if nid is None:
            raise KeyError(key)
        return self._layout.value(nid, prop)

    @property
    def awaits_page(self) -> bool:
        """Whether the page has still to render an update, so that no run may start yet, or to
        see a result: it takes one after another."""
        return self._outbox.awaits_page or bool(self._hooks and self._hooks.any_ending)

    # --- start --------------------------------------------------------------------------

    def _start(self) -> None:
        self._report_findings(self._findings)
        if self._app.validate_callbacks and not self._findings:
            self._report_findings(cycle_findings(self._app.callbacks))
        layout = to_json(self._app.layout)
        if self._app.hooked_layout:
            self._layout_is_hooked = True
            self._outbox.send(LayoutMade(layout))
        else:
            self._begin(layout)

    def _begin(self, layout: Json) -> None:
        self._layout.set_root(layout)
        if self._app.check_layout and not self._findings:
            self._check_layout(layout)
        self._scheduler.request(
            initial_requests(
                self._graph.callbacks, self._layout, self._resolver, self._scheduler.new_group()
            )
        )

    def _restore(self, event: Restore) -> None:
        """Take over what the page shows.  Whatever ran has ended without a result, so what
        `running` and `progress` had set for its time is set back (K1, N5)."""
        self._layout.restore(event.state.ops, event.state.externals)
        self._layout.take_id_changes()
        for callback in self._graph.callbacks:
            self._set_running(left_running(callback, self._resolver, self._layout), None)
            if callback.index in event.state.jobs:
                self._set_progress_default(callback.spec, None)

    def _check_layout(self, layout: Json) -> None:
        suppress = self._app.suppress_callback_exceptions
        if self._app.validation_layout is not None and not suppress:
            layout = to_json(self._app.validation_layout)
        view = TreeLayout(layout, self._app.metadata)
        self._report_findings(
            layout_findings(self._app.callbacks, view, self._app.metadata, suppress)
        )

    # --- edits --------------------------------------------------------------------------

    def _props_changed(self, event: PropsChanged) -> None:
        if self._layout.has(event.nid):
            self._updates.accept_edit(event.nid, event.props)
            if event.unset:
                self._layout.unset(event.nid, event.unset)
        else:
            self.dropped_events += 1

    def _props_restored(self, nid: int, props: dict[str, Json]) -> None:
        if self._layout.has(nid):
            self._layout.accept(nid, props)
        else:
            self.dropped_events += 1

    def _external_mounted(self, event: ExternalMounted) -> None:
        if self._layout.has(event.parent):
            self._updates.accept_external(event.parent, event.mounts, event.replaces)
        else:
            self.dropped_events += 1

    def _set_props(self, set_props: SetProps | Iterable[tuple[Any, Any]], run: Run | None) -> None:
        """`set_props` from Python or from the page (J2, M6)."""
        for position, (component_id, props) in enumerate(set_props):
            if not is_component_id(component_id):
                self._report_missing(component_id, run)
                continue
            target = compile_dependency(component_id, "")
            for meant in self._updates.side_targets(target, run, position):
                self._set_side(meant, props, run)

    def _set_side(self, component_id: Any, props: Any, run: Run | None) -> None:
        try:
            values = {prop: to_json(value) for prop, value in props.items()}
            if not self._updates.apply_side(component_id, values):
                self._report_missing(component_id, run)
        except (NotJsonable, PatchError) as error:
            self._report(ErrorReport("python", str(error), f"set_props({component_id!r})", ""))

    def _set_running(self, values: Iterable[RunningValue], run: Run | None) -> None:
        for value in values:
            for meant in self._updates.side_targets(value.target, run, value.position):
                self._set_side(meant, {value.target.prop: value.value}, run)

    def _report_missing(self, component_id: Any, run: Run | None) -> None:
        """An id that `running` or `set_props` names and the layout does not have (B16)."""
        if not self._app.suppress_callback_exceptions:
            callback = run.resolved.callback.spec.id if run else ""
            self._report_findings([missing_running_finding(component_id, callback)])

    # --- runs ---------------------------------------------------------------------------

    def _start_runs(self) -> None:
        """Start what is ready, look at what was requested, and again, while there is more."""
        looked = True
        while looked and not self._page_first:
            calls, cancels, missed = self._prepare_ready()
            if calls:
                self._start_calls(calls)
            if missed:
                self._page_first.update(
                    call.run.id for call in calls if call.run.resolved.callback.spec.clientside
                )
            for callbacks in cancels:
                self._kill(self._jobs.killable(callbacks))
            # What the page computes first may ask for others, which then come before these.
            looked = not self._page_first and self._scheduler.settle()
        for run in self._scheduler.take_superseded():
            if job := self._jobs.killable_run(run):
                self._kill([job])

    def _prepare_ready(self) -> tuple[list[Call], list[frozenset[int]], bool]:
        """The calls that can start, the callbacks whose jobs are cancelled (N8), and whether
        others could not start."""
        calls = []
        cancels = []
        missed = False
        failed: list[tuple[Run, MissingDependencyError]] = []
        may_start = self._has_its_code if self._late else None
        while (run := self._scheduler.start_next(may_start)) is not None:
            try:
                call = prepare_call(run, self._layout, self._resolver)
            except MissingStateError as error:
                failed.append((run, error))
            except MissingDependencyError as error:
                self._missing(run, error)
                missed = True
            else:
                spec = run.resolved.callback.spec
                if call and not spec.cancels:
                    calls.append(call)
                    continue
                if call:
                    cancels.append(spec.cancels)
                    self._record(run, ())
                self._scheduler.finish(run)
        for failed_run, reason in failed:
            self._missing(failed_run, reason)
        return calls, cancels, missed or bool(failed)

    def _has_its_code(self, run: Run) -> bool:
        """Whether all that the run reads has its code on the page (E11)."""
        callback = run.resolved.callback
        read = (*callback.inputs, *callback.states)
        targets = self._resolver.flat_targets(run.resolved, read)
        return self._late.isdisjoint(target.nid for target in targets)

    def _missing(self, run: Run, error: MissingDependencyError) -> None:
        self._report(ErrorReport("validation", str(error), "", ""))
        self._record(run, ())
        self._scheduler.finish(run)

    def _start_calls(self, calls: list[Call]) -> None:
        """All of them read their values before any of them sets its `running` props (E12, K1)."""
        self._send_starting(calls)
        effects = [effect for call in calls for effect in self._effects_of(call)]
        for call in calls:
            self._calls[call.run.id] = call
            if not self._is_asked_for(call):
                self._set_running(self._running_props.start(call.run), call.run)
        # The page runs a clientside callback when it meets the message, so these messages
        # go before the update; Python runs when the page has everything.
        self._outbox.add(effect for effect in effects if isinstance(effect, Send))
        self._outbox.flush_layout()
        self._outbox.add(effect for effect in effects if not isinstance(effect, Send))

    def _send_starting(self, calls: list[Call]) -> None:
        persistent = sum(call.run.resolved.callback.spec.persistent for call in calls)
        self._persistent_calls += persistent
        if persistent < len(calls):
            self._outbox.announce_busy()
        outputs = [ref for call in calls for ref in output_references(call)]
        if outputs:
            self._outbox.send(LoadingChanged(started=outputs, ended=[]))

    def _is_asked_for(self, call: Call) -> bool:
        """Whether the call must first be seen by the hooks of the page."""
        return self._hooks is not None and call.run.resolved.callback.spec.clientside is None

    def _effects_of(self, call: Call) -> list[Effect]:
        if self._hooks is None:
            return [self._effect(call)]
        started = Send(self._hooks.started(call))
        return [started] if self._is_asked_for(call) else [started, self._effect(call)]

    def _effect(self, call: Call) -> Effect:
        run = call.run
        callback = run.resolved.callback
        clientside = callback.spec.clientside
        if clientside is not None:
            return Send(
                RunClientside(
                    run.id,
                    clientside.namespace,
                    clientside.function_name,
                    references(call.inputs, callback.inputs),
                    references(call.states, callback.states),
                    references(call.outputs, callback.outputs),
                    triggered_references(run, self._layout),
                )
            )
        inputs_list = described(call.inputs, callback.inputs, self._layout)
        states_list = described(call.states, callback.states, self._layout)
        effect = RunCallback(
            run.id,
            callback.index,
            [argument(entry) for entry in (*inputs_list, *states_list)],
            inputs_list,
            states_list,
            call.outputs_list(),
            triggered(call, inputs_list),
        )
        self._expect_job(run, effect)
        return effect

    def _expect_job(self, run: Run, call: RunCallback) -> None:
        if run.resolved.callback.spec.background:
            self._jobs.call(run, call)

    # --- renderer hooks -----------------------------------------------------------------

    def _hooked(self, event: RequestHooked | ResponseHooked | ResultHooked) -> None:
        assert self._hooks is not None
        match event:
            case RequestHooked():
                self._request_hooked(self._hooks, event)
            case ResponseHooked():
                self._hooks.answered(event)
            case ResultHooked():
                result = self._hooks.ended(event)
                if result.updates is not None:
                    self._write(result.run, result.updates)
                if result.report is not None:
                    self._give_up(result.run, result.report)
                self._scheduler.finish(result.run)

    def _request_hooked(self, hooks: HookedCalls, event: RequestHooked) -> None:
        call = self._calls[event.run]
        try:
            wanted = hooks.request(call, event)
        except BadRequestError as error:
            self._end_call(event.run)
            report = ErrorReport("clientside", call.run.error_title, str(error), "")
            hooks.failed(call.run, report)
            return
        self._expect_job(call.run, wanted)
        self._set_running(self._running_props.start(call.run), call.run)
        self._requested.append(wanted)

    # --- background jobs ----------------------------------------------------------------

    def _start_job(self, run_id: int) -> None:
        job = self._jobs.start(run_id)
        if job is None:
            return
        call = job.call
        self._outbox.send(
            StartJob(
                run_id,
                call.callback,
                job.run.resolved.callback.spec.id,
                call.args,
                call.inputs_list,
                call.states_list,
                call.outputs_list,
                call.triggered,
            )
        )

    def _job_progressed(self, event: JobProgress) -> None:
        """Each `set_progress` is shown, in order; Dash keeps the last before each poll (N4)."""
        job = self._jobs.running(event.job)
        if job is None:
            return
        background = job.run.resolved.callback.spec.background
        assert background is not None
        for output, value in zip(background.progress, event.values, strict=False):
            self._set_side(output.component_id, {output.component_property: value}, job.run)

    def _job_ended(self, outcome: JobOutcome) -> None:
        """The result is there; what the runtime makes of it comes as a `CallbackReturned`."""
        job = self._jobs.running(outcome.job)
        if job is None:
            return
        job.state = JobState.ENDING
        self._outbox.send(EndJob(outcome.job, kill=False))
        self._outbox.add([FinishJob(job.call, outcome)])

    def _kill(self, jobs: Iterable[Job]) -> None:
        """End jobs without a result: `running` and `progress` are set back (N7, N8)."""
        for job in jobs:
            if job.state is JobState.RUNNING:
                self._outbox.send(EndJob(job.run.id, kill=True))
            self._jobs.kill(job)
            self._returned(job.run.id, (), None, _nothing)

    def _set_progress_default(self, spec: CallbackSpec, run: Run | None) -> None:
        background = spec.background
        if background is None or background.progress_default is None:
            return
        for output, value in zip(background.progress, background.progress_default, strict=True):
            self._set_side(output.component_id, {output.component_property: value}, run)

    # --- results ------------------------------------------------------------------------

    def _called(self, event: CallbackReturned | CallbackPrevented | CallbackRaised) -> None:
        match event:
            case CallbackReturned():
                self._returned(event.run, event.set_props, event.value, split_outputs)
            case CallbackPrevented():
                self._returned(event.run, (), None, _nothing)
            case CallbackRaised():
                self._raised(event)

    def _returned(
        self,
        run_id: int,
        set_props: SetProps,
        value: object,
        split: Callable[[Any, list[Any], Any], list[PropUpdate]],
    ) -> None:
        """A result: `set_props` first, then `running` off, then the outputs (J2, E13)."""
        call = self._end_call(run_id)
        run = call.run
        try:
            updates = split(run.resolved.callback.spec, call.outputs_list(), value)
        except (InvalidCallbackReturnValue, NotJsonable) as error:
            # Dash finds this out on the server, and the `set_props` are lost with the rest.
            text = f"{type(error).__module__}.{type(error).__qualname__}: {error}"
            self._failed(run, ErrorReport("python", run.error_title, str(error), text))
            return
        self._set_props(set_props, run)
        self._set_back(run)
        if self._hooks:
            self._hooks.returned(run, updates, bool(set_props))
            return
        self._write(run, updates)
        self._scheduler.finish(run)

    def _write(self, run: Run, updates: list[PropUpdate]) -> None:
        """Unless the run has been superseded: then its result changes nothing (E7)."""
        if not self._scheduler.counts(run):
            return
        wrote: Iterable[str] = ()
        try:
            wrote = self._updates.apply_outputs(run, updates)
        except PatchError as error:
            self._report(ErrorReport("python", str(error), run.error_title, ""))
        self._record(run, wrote)

    def _raised(self, event: CallbackRaised) -> None:
        run = self._end_call(event.run).run
        title = run.error_title
        self._failed(run, ErrorReport("python", title, event.message, event.traceback))

    def _clientside_raised(self, event: ClientsideRaised) -> None:
        call = self._end_call(event.run)
        title = event.message
        function = call.run.resolved.callback.spec.clientside
        if not event.is_error and function is not None:
            outputs = ", ".join(target.name for target in call.output_targets())
            title = (
                f"Callback error updating {outputs} via clientside function "
                f"{function.namespace}.{function.function_name}"
            )
        elif not event.is_error:
            title = call.run.error_title
        report = ErrorReport("clientside", title, event.message, event.stack)
        if self._hooks and self._is_asked_for(call):
            self._hooks.failed(call.run, report)  # it has not begun: nothing is to be set back
        else:
            self._failed(call.run, report)

    def _failed(self, run: Run, report: ErrorReport) -> None:
        """The error of a run that does not count any more is nobody's business (E7)."""
        self._set_back(run)
        if self._hooks:
            self._hooks.failed(run, report)
            return
        self._give_up(run, report)
        self._scheduler.finish(run)

    def _give_up(self, run: Run, report: ErrorReport) -> None:
        if self._scheduler.counts(run):
            self._report(report)
            self._record(run, ())

    def _set_back(self, run: Run) -> None:
        """What held while a run was under way holds no more, its result being about to
        count or not: first `running`, then `progress_default` (E13, N5)."""
        self._set_running(self._running_props.end(run), run)
        self._set_progress_default(run.resolved.callback.spec, run)

    def _end_call(self, run_id: int) -> Call:
        call = self._calls.pop(run_id)
        self._page_first.discard(run_id)
        self._persistent_calls -= call.run.resolved.callback.spec.persistent
        outputs = output_references(call)
        if outputs:
            self._outbox.send(LoadingChanged(started=[], ended=outputs))
        return call

    def _record(self, run: Run, wrote: Iterable[str]) -> None:
        if run.group is not None:
            targets = self._resolver.flat_targets(run.resolved, run.resolved.callback.outputs)
            self._scheduler.record(run, [target.name for target in targets], wrote)

    def _is_busy(self) -> bool:
        """A persistent callback that runs is no work that anybody waits for (O2)."""
        called = len(self._calls) > self._persistent_calls
        return called or self.awaits_page or self._layout_is_hooked or self._scheduler.has_requests

    # --- errors -------------------------------------------------------------------------

    def _report_findings(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._report(ErrorReport("validation", finding.title, "\n".join(finding.lines), ""))

    def _report(self, error: ErrorReport) -> None:
        self._outbox.send(AppError(error, fatal=False))


def _nothing(spec: Any, outputs: list[Any], value: object) -> list[PropUpdate]:
    """The outputs of a callback that raised `PreventUpdate`."""
    return []
