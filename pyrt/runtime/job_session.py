"""A worker for background jobs: the app imported again, its functions called one at a time.

No engine is here.  What the function does while it runs (`set_progress`, `set_props`) and what
it returns leaves as messages for the engine, which the page passes on as they are.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import json
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..ctx import CallbackContext, RequestInfo, context_value
from ..engine.errors import InvalidCallbackReturnValue, PreventUpdate
from ..engine.events import JobOutcome, RunCallback, SetProps
from ..engine.jsonable import NotJsonable, copy_json, to_json
from ..engine.listed import Listed
from ..engine.outputs import split_outputs
from ..engine.spec import CallbackSpec
from ..protocol import (
    ComponentId,
    JobPrevented,
    JobProgress,
    JobPropsSet,
    JobRaised,
    JobReturned,
    Json,
    PageMessage,
    StartJob,
)
from ..registry import CallbackFunction
from .invoke import call_function, format_traceback, message_of
from .loop import Port


class JobRunner:
    """Runs jobs as they come.  `deliver` may be called at any time; `run` never returns."""

    def __init__(
        self,
        specs: Sequence[CallbackSpec],
        functions: Sequence[CallbackFunction],
        request: RequestInfo,
        port: Port,
    ) -> None:
        self._specs = specs
        self._functions = functions
        self._request = request
        self._port = port
        self._waiting: asyncio.Queue[StartJob] = asyncio.Queue()

    def deliver(self, text: str) -> None:
        """One `StartJob`, as JSON text in an array."""
        for wire in json.loads(text):
            del wire["type"]
            self._waiting.put_nowait(StartJob(**wire))

    async def run(self) -> None:
        while True:
            self._send(await self._outcome(await self._waiting.get()))

    async def _outcome(self, job: StartJob) -> JobOutcome:
        """Call the function; returns when it has ended, however long it waits.

        Raises nothing: what user code raises becomes the outcome, SystemExit included.
        """
        ended: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def call() -> None:
            try:
                ended.set_result(contextvars.copy_context().run(self._call, job))
            except BaseException as error:
                ended.set_result(_Raised(error))

        self._port.soon(call)
        value = await ended
        if inspect.isawaitable(value):
            value = await self._awaited(job, value)
        if isinstance(value, _Raised):
            return _outcome_of_error(job, value.error)
        return self._returned(job, value)

    async def _awaited(self, job: StartJob, awaitable: Any) -> Any:
        # The task copied the context of `run`, not that of `_call`.
        context_value.set(self._context(job))
        try:
            return await awaitable
        except BaseException as error:
            return _Raised(error)

    def _call(self, job: StartJob) -> Any:
        spec, registered = self._registered(job)
        assert registered.function is not None
        context_value.set(self._context(job))
        return call_function(registered.function, spec, job.args, *self._first(job, spec))

    def _registered(self, job: StartJob) -> tuple[CallbackSpec, CallbackFunction]:
        if job.callback < len(self._specs):
            spec = self._specs[job.callback]
            if spec.id == job.callback_id:
                return spec, self._functions[job.callback]
        raise RuntimeError(
            f"The app was imported again for a background job, and has no callback "
            f"{job.callback_id!r} at the same place. Register callbacks in the same order at "
            "every import, and not inside other callbacks."
        )

    def _context(self, job: StartJob) -> CallbackContext:
        run = RunCallback(
            job.job,
            job.callback,
            job.args,
            Listed.of(job.inputs_list),
            Listed.of(job.states_list),
            job.outputs_list,
            job.triggered,
        )
        live = _JobPage(job.job, self._send)
        return CallbackContext(run, self._specs[job.callback], self._request, live)

    def _first(self, job: StartJob, spec: CallbackSpec) -> list[Callable[[Any], None]]:
        """The extra first argument of functions with `progress` (N5)."""
        wanted = len(spec.background.progress) if spec.background else 0

        def set_progress(value: Any) -> None:
            values = value if isinstance(value, (list, tuple)) else [value]
            if len(values) < wanted:
                raise ValueError(
                    f"set_progress got {len(values)} values, and `progress` has {wanted} outputs"
                )
            self._send(JobProgress(job.job, [_plain(item) for item in values[:wanted]]))

        return [set_progress] if wanted else []

    def _returned(self, job: StartJob, value: Any) -> JobOutcome:
        try:
            return JobReturned(job.job, _plain(value))
        except NotJsonable:
            return _refused(job, self._specs[job.callback], value)

    def _send(self, message: PageMessage) -> None:
        self._port.send([message])


class _Raised:
    """An exception as a value: a future would refuse some of them."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


class _JobPage:
    """`set_props` out of a job (J7)."""

    def __init__(self, job: int, send: Callable[[PageMessage], None]) -> None:
        self._job = job
        self._send = send

    def set_props(self, set_props: SetProps) -> None:
        for component_id, props in set_props:
            self._send(JobPropsSet(self._job, component_id, _json_props(props)))

    async def read_prop(self, component_id: ComponentId, prop: str) -> Json:
        """A job has no socket, so nobody can ask."""
        raise RuntimeError("ctx.websocket is not there in a background callback")


def _plain(value: Any) -> Json:
    """JSON without typed arrays: the engine makes these from lists, whoever they come from."""
    return copy_json(to_json(value))


def _json_props(props: Mapping[str, Any]) -> dict[str, Json]:
    return {name: _plain(value) for name, value in props.items()}


def _outcome_of_error(job: StartJob, error: BaseException) -> JobOutcome:
    if isinstance(error, PreventUpdate):
        return JobPrevented(job.job)
    return JobRaised(job.job, message_of(error), format_traceback(error), refused=False)


def _refused(job: StartJob, spec: CallbackSpec, value: Any) -> JobRaised:
    """What was returned has no JSON form; the message is that of any other callback (I6)."""
    try:
        split_outputs(spec, job.outputs_list, value)
    except InvalidCallbackReturnValue as error:
        text = "".join(traceback.format_exception_only(error)).rstrip()
        return JobRaised(job.job, str(error), text, refused=True)
    return JobRaised(job.job, f"A job returned {value!r}, which has no JSON form", "", refused=True)
