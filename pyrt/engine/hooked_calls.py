"""Calls in the eyes of renderer hooks, in dash-renderer's shapes (S6).

dash-renderer hands its hooks the very objects that it then sends and applies, so that what a hook
changes in them counts.  Here the page is given each of them, calls its hook, and says what is
left; the call goes on from there:

    CallbackStarted    request_pre         RequestHooked     the function is called
    CallbackAnswered   request_post        ResponseHooked    a `Patch` is applied
    CallbackEnded      callback_resolved   ResultHooked      the new values are written

A clientside callback asks no server: it has the last of them only.  Only apps that have such
hooks pay for the way to the page and back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..protocol import (
    CallbackAnswered,
    CallbackEnded,
    CallbackStarted,
    ComponentId,
    ErrorReport,
    Json,
    RequestHooked,
    ResponseHooked,
    ResultHooked,
    WorkerMessage,
)
from .context import Call, Reading
from .dependencies import DashDependency
from .events import RunCallback
from .layout import Layout, id_key
from .listed import Listed
from .outputs import PropUpdate
from .patch import PatchError
from .run import Run
from .spec import CallbackSpec
from .updates import Updates


class BadRequestError(Exception):
    """What `request_pre` has left is no request for this callback.  The text is for people."""


@dataclass(frozen=True, slots=True)
class Result:
    """What is left of a call when the hooks have seen it."""

    run: Run
    updates: list[PropUpdate] | None
    report: ErrorReport | None


class HookedCalls:
    """The calls that hooks look at, from their start to their end."""

    def __init__(
        self, layout: Layout, updates: Updates, send: Callable[[WorkerMessage], None]
    ) -> None:
        self._layout = layout
        self._updates = updates
        self._send = send
        self._ending: dict[int, tuple[Run, ErrorReport | None]] = {}
        """Calls that have come back, of which hooks have not seen the last; with the error."""

    @property
    def any_ending(self) -> bool:
        return bool(self._ending)

    def started(self, call: Call) -> CallbackStarted:
        """To be made before the call changes anything."""
        spec = call.run.resolved.callback.spec
        return CallbackStarted(call.run.id, _definition(spec), self._payload(call))

    def request(self, call: Call, hooked: RequestHooked) -> RunCallback:
        """The call as it is asked for now.  Raises `BadRequestError`."""
        callback = call.run.resolved.callback
        payload = hooked.payload
        if payload.get("output") != callback.spec.id:
            raise BadRequestError(
                f"request_pre asks for the callback {payload.get('output')!r} in place of "
                f"{callback.spec.id!r}: change `inputs`, `state` or `changedPropIds`."
            )
        outputs = call.outputs_list()
        if payload.get("outputs", []) != _outputs(callback.spec, outputs):
            raise BadRequestError("Output does not match callback definition")
        try:
            inputs, states = payload["inputs"], payload.get("state", [])
            values = _values_by_prop(inputs)
            wanted = RunCallback(
                call.run.id,
                callback.index,
                [_argument(entry) for entry in (*inputs, *states)],
                Listed.of(inputs),
                Listed.of(states),
                outputs,
                [
                    {"prop_id": prop_id, "value": values.get(prop_id)}
                    for prop_id in payload["changedPropIds"]
                ],
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise BadRequestError(
                f"request_pre has left a payload that is no request of Dash's ({error!r}): "
                "`inputs` and `state` are lists of {id, property, value}."
            ) from error
        if len(wanted.args) != len(callback.inputs) + len(callback.states):
            raise BadRequestError(
                f"request_pre has left {len(wanted.args)} values, and the function takes "
                f"{len(callback.inputs) + len(callback.states)}."
            )
        return wanted

    def returned(self, run: Run, updates: Sequence[PropUpdate], set_props: bool) -> None:
        """To be told before the outputs are written.

        Without outputs and `set_props` Dash's server answers nothing, and of a clientside
        callback it knows nothing.
        """
        self._ending[run.id] = (run, None)
        clientside = run.resolved.callback.spec.clientside is not None
        if not clientside and (set_props or updates):
            self._send(CallbackAnswered(run.id, _by_component(updates)))
        else:
            self._resolved(run, updates)

    def answered(self, hooked: ResponseHooked) -> None:
        run, _ = self._ending[hooked.run]
        self._resolved(run, _updates_in(hooked.response))

    def _resolved(self, run: Run, updates: Sequence[PropUpdate]) -> None:
        try:
            data = _by_component(
                [
                    (component_id, prop, self._updates.patched(id_key(component_id), prop, value))
                    for component_id, prop, value in updates
                ]
            )
        except PatchError as error:
            self.failed(run, ErrorReport("python", str(error), run.error_title, ""))
        else:
            self._send(CallbackEnded(run.id, data, None))

    def failed(self, run: Run, report: ErrorReport) -> None:
        self._ending[run.id] = (run, report)
        self._send(CallbackEnded(run.id, None, report.message or report.title))

    def ended(self, hooked: ResultHooked) -> Result:
        """What a call has come to: a hook may take its error away, or give it one."""
        run, report = self._ending.pop(hooked.run)
        if hooked.error is None:
            report = None
        elif report is None:
            report = ErrorReport("clientside", hooked.error, "", "")
        return Result(run, None if hooked.data is None else _updates_in(hooked.data), report)

    def _payload(self, call: Call) -> dict[str, Json]:
        callback = call.run.resolved.callback
        payload: dict[str, Json] = {"output": callback.spec.id}
        if outputs := _outputs(callback.spec, call.outputs_list()):
            payload["outputs"] = outputs
        payload["inputs"] = Reading(call.inputs, callback.inputs, self._layout).described()
        changed = call.run.changed
        payload["changedPropIds"] = list(changed)
        payload["parsedChangedPropsIds"] = [
            prop.id if isinstance(prop.id, dict) else prop_id for prop_id, prop in changed.items()
        ]
        if callback.states:
            states = Reading(call.states, callback.states, self._layout)
            payload["state"] = states.described()
        return payload


def is_asked_for(call: Call) -> bool:
    """Whether the hooks must first see the call itself."""
    return call.run.resolved.callback.spec.clientside is None


def _outputs(spec: CallbackSpec, outputs: list[Any]) -> Json:
    """As in a request: a single output stands alone."""
    return outputs[0] if outputs and not spec.id.startswith("..") else outputs


def _definition(spec: CallbackSpec) -> dict[str, Json]:
    function = spec.clientside
    return {
        "output": spec.id,
        "outputs": list(map(_dependency, spec.outputs)),
        "inputs": list(map(_dependency, spec.inputs)),
        "state": list(map(_dependency, spec.states)),
        "clientside_function": function
        and {"namespace": function.namespace, "function_name": function.function_name},
        "prevent_initial_call": spec.prevent_initial_call,
    }


def _dependency(dependency: DashDependency) -> dict[str, Json]:
    listed = dependency.to_dict()
    return {**listed, "id": _parsed(listed["id"])}


def _parsed(text: str) -> ComponentId:
    found: ComponentId = json.loads(text) if text.startswith("{") else text
    return found


def _argument(entry: Any) -> Json:
    """The value that the user's function gets for one entry of `inputs_list`."""
    if isinstance(entry, list):
        return [item.get("value") for item in entry]
    return entry.get("value")


def _values_by_prop(inputs: Sequence[Json]) -> dict[str, Json]:
    """`id.prop` -> value, as Dash's server sees the inputs."""
    entries = [
        entry for listed in inputs for entry in (listed if isinstance(listed, list) else [listed])
    ]
    return {f"{id_key(entry['id'])}.{entry['property']}": entry.get("value") for entry in entries}


def _by_component(updates: Sequence[PropUpdate]) -> dict[str, Json]:
    """As an answer of Dash's server: id -> prop -> value."""
    answer: dict[str, dict[str, Json]] = {}
    for component_id, prop, value in updates:
        answer.setdefault(id_key(component_id), {})[prop] = value
    return answer


def _updates_in(answer: dict[str, Json]) -> list[PropUpdate]:
    """The other way round."""
    return [
        (_parsed(key), prop, value)
        for key, props in answer.items()
        for prop, value in (props or {}).items()
    ]
