"""From runs that are ready to calls: arguments, messages, and who must still wait (E9, E11, E12).

The scheduler says which runs are ready.  Here they read what they are called with, all of
them before any of them changes anything, and become effects.  What `cancel` means, and a job
whose run has been superseded, is dealt with at the same place: it has no other moment (N7, N8).
"""

from __future__ import annotations

from collections.abc import Iterable

from ..protocol import ErrorReport, RequestHooked, RunClientside
from .background import Background
from .calls import Calls
from .context import (
    Call,
    MissingDependencyError,
    MissingStateError,
    Reading,
    prepare_call,
    references,
    triggered_references,
)
from .events import Effect, RunCallback, Send
from .hooked_calls import BadRequestError, HookedCalls, is_asked_for
from .jobs import Job, Jobs
from .layout import Layout
from .listed import Listed
from .outbox import Outbox
from .resolve import Resolver
from .results import Results
from .run import Run
from .scheduler import Scheduler
from .side_props import SideProps


class Starts:
    """The beginnings of calls."""

    def __init__(
        self,
        layout: Layout,
        resolver: Resolver,
        scheduler: Scheduler,
        calls: Calls,
        results: Results,
        side_props: SideProps,
        jobs: Jobs,
        background: Background,
        hooks: HookedCalls | None,
        outbox: Outbox,
    ) -> None:
        self._layout = layout
        self._resolver = resolver
        self._scheduler = scheduler
        self._calls = calls
        self._results = results
        self._side_props = side_props
        self._jobs = jobs
        self._background = background
        self._hooks = hooks
        self._outbox = outbox
        self._late: set[int] = set()
        """Nodes whose code has not reached the page yet."""

    def code_awaited(self, nids: Iterable[int]) -> None:
        """The page still loads the code of these nodes: who reads them waits (E11)."""
        self._late.update(nids)

    def code_arrived(self, nids: Iterable[int]) -> None:
        """The page has it."""
        self._late.difference_update(nids)

    def start_ready(self) -> None:
        """Start what is ready, look at what was requested, and again, while there is more."""
        looked = True
        while looked and not self._calls.page_first:
            calls, cancels, missed = self._prepare_ready()
            if calls:
                self._start(calls)
            if missed:
                self._calls.page_first.update(
                    call.run.id for call in calls if call.run.resolved.callback.spec.clientside
                )
            for callbacks in cancels:
                self._kill(self._jobs.killable(callbacks))
            # What the page computes first may ask for others, which then come before these; and
            # none starts before the page has rendered what has just been sent.
            looked = (
                not self._calls.page_first
                and not self._outbox.awaits_page
                and self._scheduler.settle()
            )
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
                    self._calls.record(run, ())
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
        self._outbox.report(ErrorReport("validation", str(error), "", ""))
        self._calls.record(run, ())
        self._scheduler.finish(run)

    def _start(self, calls: list[Call]) -> None:
        """All of them read their values before any of them sets its `running` props (E12, K1)."""
        self._calls.start(calls)
        effects = [effect for call in calls for effect in self._effects_of(call)]
        for call in calls:
            if self._hooks is None or not is_asked_for(call):
                self._side_props.start(call.run)
        # The page runs a clientside callback when it meets the message, so these messages
        # go before the update; Python runs when the page has everything.
        self._outbox.add(effect for effect in effects if isinstance(effect, Send))
        self._outbox.flush_layout()
        self._outbox.add(effect for effect in effects if not isinstance(effect, Send))

    def _effects_of(self, call: Call) -> list[Effect]:
        if self._hooks is None:
            return [self._effect(call)]
        started = Send(self._hooks.started(call))
        return [started] if is_asked_for(call) else [started, self._effect(call)]

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
        inputs = Reading(call.inputs, callback.inputs, self._layout)
        states = Reading(call.states, callback.states, self._layout)
        effect = RunCallback(
            run.id,
            callback.index,
            [*inputs.arguments(), *states.arguments()],
            Listed(inputs.described),
            Listed(states.described),
            call.outputs_list(),
            inputs.triggered(run),
        )
        if callback.spec.background:
            self._jobs.call(run, effect)
        return effect

    def hooked(self, hooks: HookedCalls, event: RequestHooked) -> RunCallback | None:
        """The page has seen a call: what is asked for now.  None when that is no request."""
        call = self._calls[event.run]
        run = call.run
        try:
            wanted = hooks.request(call, event)
        except BadRequestError as error:
            self._calls.end(event.run)
            hooks.failed(run, ErrorReport("clientside", run.error_title, str(error), ""))
            return None
        if run.resolved.callback.spec.background:
            self._jobs.call(run, wanted)
        self._side_props.start(run)
        return wanted

    def _kill(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            self._background.kill(job)
            self._results.prevented(job.run.id)
