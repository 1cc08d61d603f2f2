"""What renderer hooks get to see of calls, in dash-renderer's shapes (S6).

Only for apps that have such hooks: everything here repeats values that the page knows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from ..protocol import CallbackEnded, CallbackStarted, Json, WorkerMessage
from .context import Call, described
from .dependencies import DashDependency
from .layout import Layout, id_key
from .outputs import PropUpdate
from .patch import PatchError
from .run import Run
from .spec import CallbackSpec
from .updates import Updates


class CallReports:
    """Tells the page of each call, when it begins and when it has ended."""

    def __init__(
        self, layout: Layout, updates: Updates, send: Callable[[WorkerMessage], None]
    ) -> None:
        self._layout = layout
        self._updates = updates
        self._send = send

    def started(self, call: Call) -> None:
        """To be told before the call changes anything."""
        spec = call.run.resolved.callback.spec
        self._send(CallbackStarted(call.run.id, _definition(spec), self._payload(call)))

    def returned(self, run: Run, updates: Sequence[PropUpdate], set_props: bool) -> None:
        """To be told before the outputs are written: a `Patch` is applied to what is there.

        Without outputs and `set_props` Dash's server answers nothing, and of a clientside
        callback it knows nothing.
        """
        clientside = run.resolved.callback.spec.clientside is not None
        answered = not clientside and (set_props or bool(updates))
        response = _by_component(updates) if answered else None
        try:
            data = _by_component(
                [
                    (component_id, prop, self._updates.patched(id_key(component_id), prop, value))
                    for component_id, prop, value in updates
                ]
            )
        except PatchError as error:
            self._send(CallbackEnded(run.id, response, {}, str(error)))
        else:
            self._send(CallbackEnded(run.id, response, data, None))

    def failed(self, run: Run, message: str) -> None:
        self._send(CallbackEnded(run.id, None, {}, message))

    def _payload(self, call: Call) -> dict[str, Json]:
        callback = call.run.resolved.callback
        outputs = call.outputs_list()
        payload: dict[str, Json] = {"output": callback.spec.id}
        if callback.spec.id.startswith(".."):
            payload["outputs"] = outputs
        elif outputs:
            payload["outputs"] = outputs[0]
        payload["inputs"] = described(call.inputs, callback.inputs, self._layout)
        changed = call.run.changed
        payload["changedPropIds"] = list(changed)
        payload["parsedChangedPropsIds"] = [
            prop.id if isinstance(prop.id, dict) else prop_id for prop_id, prop in changed.items()
        ]
        if callback.states:
            payload["state"] = described(call.states, callback.states, self._layout)
        return payload


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
    text = listed["id"]
    return {**listed, "id": json.loads(text) if text.startswith("{") else text}


def _by_component(updates: Sequence[PropUpdate]) -> dict[str, Json]:
    """As an answer of Dash's server: id -> prop -> value."""
    answer: dict[str, dict[str, Json]] = {}
    for component_id, prop, value in updates:
        answer.setdefault(id_key(component_id), {})[prop] = value
    return answer
