"""Calling one user function: arguments, `ctx`, errors, traceback (rules C, H, K3)."""

from __future__ import annotations

import contextvars
import inspect
import traceback
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, assert_never

from ..app import CallbackFunction
from ..ctx import CallbackContext, LivePage, RequestInfo, context_value
from ..engine.errors import PreventUpdate
from ..engine.events import (
    CallbackPrevented,
    CallbackRaised,
    CallbackReturned,
    Event,
    FinishJob,
    JobNeeded,
    RunCallback,
)
from ..engine.grouping import call_arguments
from ..engine.no_update import no_update
from ..engine.spec import CallbackSpec
from ..protocol import CookieSet, WorkerMessage
from ..response import after_assignments
from . import background

_PACKAGE = str(Path(__file__).resolve().parent.parent)


class Invoker:
    """The functions of one app, by the index of their callback."""

    def __init__(
        self,
        specs: Sequence[CallbackSpec],
        functions: Sequence[CallbackFunction],
        request: RequestInfo,
        live: LivePage | None = None,
    ) -> None:
        self._specs = specs
        self._functions = functions
        self._request = request
        self.live = live
        """For callbacks whose `set_props` takes effect at once (O1)."""
        self._messages: list[WorkerMessage] = []

    def take_messages(self) -> list[WorkerMessage]:
        """Cookies that callbacks have set since the last call (H7)."""
        messages, self._messages = self._messages, []
        return messages

    def invoke(self, call: RunCallback | FinishJob) -> Event | Coroutine[Any, Any, Event]:
        """Call a function, or finish its background job.  Raises nothing: errors become events.

        Each call has a context of its own, so that callbacks that wait for each other do
        not see each other's `ctx` (H1).
        """
        run = call.call if isinstance(call, FinishJob) else call
        return contextvars.copy_context().run(self._invoke, call, run, self._context(run))

    def _context(self, run: RunCallback) -> CallbackContext:
        streams = self.live if self._functions[run.callback].streams else None
        return CallbackContext(run, self._specs[run.callback], self._request, streams)

    def _invoke(
        self, call: RunCallback | FinishJob, run: RunCallback, context: CallbackContext
    ) -> Event | Coroutine[Any, Any, Event]:
        context_value.set(context)
        registered = self._functions[run.callback]
        assert registered.function is not None  # clientside callbacks go to the page
        spec = self._specs[run.callback]
        try:
            match call:
                case FinishJob():
                    value = background.finish(call, spec, registered)
                case RunCallback():
                    if registered.background is not None:
                        kept = background.begin(run, spec, registered)
                        if kept is None:
                            return JobNeeded(run.run)
                        (value,) = kept
                    else:
                        value = call_function(registered.function, spec, run.args)
                case _:
                    assert_never(call)
        except background.Refused as refused:
            return CallbackRaised(run.run, str(refused), refused.details)
        except background.JobFailed as failed:
            if registered.on_error is not None:
                return self._handle(run, context, registered.on_error, failed.error)
            return CallbackRaised(run.run, str(failed), failed.details)
        except BaseException as error:  # user code: SystemExit must not end the worker
            return self._outcome_of_error(run, context, registered, error)
        if inspect.isawaitable(value):
            return self._invoke_async(run, context, registered, value)
        return self._returned(run, context, value)

    async def _invoke_async(
        self,
        run: RunCallback,
        context: CallbackContext,
        registered: CallbackFunction,
        awaitable: Any,
    ) -> Event:
        # The task that runs this copied the context of whoever made it, not that of `_invoke`.
        context_value.set(context)
        try:
            value = await awaitable
        except BaseException as error:  # as above
            return self._outcome_of_error(run, context, registered, error)
        return self._returned(run, context, value)

    def _returned(self, run: RunCallback, context: CallbackContext, value: object) -> Event:
        if cookies := context.response.collected_cookies:
            self._messages.extend(map(CookieSet, cookies))
            known = after_assignments(self._request.cookies, cookies)
            self._request = replace(self._request, cookies=known)
        return CallbackReturned(run.run, value, context.set_props_collected())

    def _outcome_of_error(
        self,
        run: RunCallback,
        context: CallbackContext,
        registered: CallbackFunction,
        error: BaseException,
    ) -> Event:
        if isinstance(error, PreventUpdate):
            return CallbackPrevented(run.run)
        if registered.on_error is not None and isinstance(error, Exception):
            return self._handle(run, context, registered.on_error, error)
        return CallbackRaised(run.run, message_of(error), format_traceback(error))

    def _handle(
        self,
        run: RunCallback,
        context: CallbackContext,
        handler: Callable[[Exception], Any],
        error: Exception,
    ) -> Event:
        """What the handler returns stands for the outputs; None leaves them alone (K3)."""
        try:
            value = handler(error)
        except PreventUpdate:
            return CallbackPrevented(run.run)
        except BaseException as second:  # the handler is user code too
            return CallbackRaised(run.run, message_of(second), format_traceback(second))
        if value is None and self._specs[run.callback].outputs:
            value = no_update
        return self._returned(run, context, value)


def call_function(
    function: Callable[..., Any], spec: CallbackSpec, args: Sequence[Any], *first: Any
) -> Any:
    """Call a user's function with the values of its inputs and states, after `first`."""
    positional, keywords = call_arguments(spec.args_grouping, args)
    return function(*first, *positional, **keywords)


def message_of(error: BaseException) -> str:
    """What an error says; Python itself says nothing of its memory."""
    if isinstance(error, MemoryError) and not str(error):
        return "MemoryError: more memory was needed than the browser gives to one worker"
    return str(error)


def format_traceback(error: BaseException) -> str:
    """The traceback from the user's first frame on: ours above it help nobody (B19)."""
    start = user_frames(error.__traceback__)
    return "".join(traceback.format_exception(type(error), error, start)).rstrip()


def user_frames(frames: TracebackType | None) -> TracebackType | None:
    """`frames` without those of pyrt and of the import system at its top.

    All of them are ours when the error is in our own checks; then the last one stays.
    """
    start = frames
    while start is not None and _is_ours(start.tb_frame.f_code.co_filename):
        if start.tb_next is None:
            return None
        start = start.tb_next
    return start


def _is_ours(filename: str) -> bool:
    return filename.startswith(_PACKAGE) or "importlib" in filename
