"""`dash.types`: names for annotations, used by generated component classes and user code."""

from __future__ import annotations

from typing import Any, SupportsComplex, SupportsFloat, SupportsInt, TypeAlias, TypedDict

NumberType: TypeAlias = SupportsFloat | SupportsInt | SupportsComplex
"""What a numeric prop takes."""

WildcardId: TypeAlias = dict[str, Any]
"""A dict id, e.g. `{"type": "item", "index": 0}`."""


class RendererHooks(TypedDict, total=False):
    """JavaScript sources for `Dash(hooks=...)`."""

    layout_pre: str
    layout_post: str
    request_pre: str
    request_post: str
    callback_resolved: str
    request_refresh_jwt: str


class CallbackDependency(TypedDict):
    """One dependency as `ctx.outputs_list` shows it."""

    id: str | WildcardId
    property: str


class CallbackInput(TypedDict):
    """One dependency as `ctx.inputs_list` and `ctx.states_list` show it."""

    id: str | WildcardId
    property: str
    value: Any


CallbackOutputTarget: TypeAlias = CallbackDependency | list[CallbackDependency]
CallbackInputs: TypeAlias = CallbackInput | list[CallbackInput]
CallbackOutput: TypeAlias = dict[str, Any]
CallbackSideOutput: TypeAlias = dict[str, Any]


class CallbackExecutionBody(TypedDict):
    """What Dash's page sends to its server for one call."""

    output: str
    outputs: CallbackOutputTarget | list[CallbackOutputTarget]
    inputs: list[CallbackInputs]
    state: list[CallbackInputs]
    changedPropIds: list[str]


class CallbackExecutionResponse(TypedDict, total=False):
    """What Dash's server answers."""

    multi: bool
    response: dict[str, CallbackOutput]
    sideUpdate: dict[str, CallbackSideOutput]
    dist: list[Any]
