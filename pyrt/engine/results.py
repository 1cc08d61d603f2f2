"""From what a call has come to, to the layout: order, errors, what does not count (E7, E13, J2).

A result is written in this order: `set_props`, then `running` off and `progress_default`, then
the outputs.  In an app with renderer hooks the page sees the outputs, or the error, before
they count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..protocol import ClientsideRaised, ErrorReport, ResultHooked
from .calls import Calls
from .errors import InvalidCallbackReturnValue
from .events import CallbackPrevented, CallbackRaised, CallbackReturned, SetProps
from .hooked_calls import HookedCalls, is_asked_for
from .jsonable import NotJsonable
from .outbox import Outbox
from .outputs import PropUpdate, split_outputs
from .patch import PatchError
from .run import Run
from .scheduler import Scheduler
from .side_props import SideProps
from .updates import Updates


class Results:
    """The ends of calls.  Holds nothing of its own."""

    def __init__(
        self,
        calls: Calls,
        scheduler: Scheduler,
        updates: Updates,
        side_props: SideProps,
        hooks: HookedCalls | None,
        outbox: Outbox,
    ) -> None:
        self._calls = calls
        self._scheduler = scheduler
        self._updates = updates
        self._side_props = side_props
        self._hooks = hooks
        self._outbox = outbox

    def called(self, event: CallbackReturned | CallbackPrevented | CallbackRaised) -> None:
        """A Python function has come back."""
        match event:
            case CallbackReturned():
                self.returned(event.run, event.set_props, event.value, split_outputs)
            case CallbackPrevented():
                self.prevented(event.run)
            case CallbackRaised():
                run = self._calls.end(event.run).run
                report = ErrorReport("python", run.error_title, event.message, event.traceback)
                self._failed(run, report)

    def prevented(self, run_id: int) -> None:
        """A call has raised `PreventUpdate`, or its job was killed."""
        self.returned(run_id, (), None, _nothing)

    def returned(
        self,
        run_id: int,
        set_props: SetProps,
        value: object,
        split: Callable[[Any, list[Any], Any], list[PropUpdate]],
    ) -> None:
        """A result: `set_props` first, then `running` off, then the outputs (J2, E13)."""
        call = self._calls.end(run_id)
        run = call.run
        try:
            updates = split(run.resolved.callback.spec, call.outputs_list(), value)
        except (InvalidCallbackReturnValue, NotJsonable) as error:
            # Dash finds this out on the server, and the `set_props` are lost with the rest.
            text = f"{type(error).__module__}.{type(error).__qualname__}: {error}"
            self._failed(run, ErrorReport("python", run.error_title, str(error), text))
            return
        self._side_props.set_props(set_props, run)
        self._side_props.end(run)
        if self._hooks:
            self._hooks.returned(run, updates, bool(set_props))
            return
        self._write(run, updates)
        self._scheduler.finish(run)

    def clientside_raised(self, event: ClientsideRaised) -> None:
        """The page could not run a clientside callback, or a hook stopped a call."""
        call = self._calls.end(event.run)
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
        if self._hooks and is_asked_for(call):
            self._hooks.failed(call.run, report)  # it has not begun: nothing is to be set back
        else:
            self._failed(call.run, report)

    def hooked(self, hooks: HookedCalls, event: ResultHooked) -> None:
        """The page has seen a result, and says what is left of it."""
        result = hooks.ended(event)
        if result.updates is not None:
            self._write(result.run, result.updates)
        if result.report is not None:
            self._give_up(result.run, result.report)
        self._scheduler.finish(result.run)

    def _write(self, run: Run, updates: list[PropUpdate]) -> None:
        """Unless the run has been superseded: then its result changes nothing (E7)."""
        if not self._scheduler.counts(run):
            return
        wrote: Iterable[str] = ()
        try:
            wrote = self._updates.apply_outputs(run, updates)
        except PatchError as error:
            self._outbox.report(ErrorReport("python", str(error), run.error_title, ""))
        self._calls.record(run, wrote)

    def _failed(self, run: Run, report: ErrorReport) -> None:
        self._side_props.end(run)
        if self._hooks:
            self._hooks.failed(run, report)
            return
        self._give_up(run, report)
        self._scheduler.finish(run)

    def _give_up(self, run: Run, report: ErrorReport) -> None:
        """The error of a run that does not count any more is nobody's business (E7)."""
        if self._scheduler.counts(run):
            self._outbox.report(report)
            self._calls.record(run, ())


def _nothing(spec: Any, outputs: list[Any], value: object) -> list[PropUpdate]:
    return []
