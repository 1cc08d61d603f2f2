"""`ctx`, alias `callback_context`, and `set_props`: what a callback can ask about its call (H, J).

Each run gets a `CallbackContext` of its own, in a context variable.  `ctx` is one object for
the whole program that looks the current one up, and raises outside of a callback.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from pyrt._hooks import hooks
from pyrt.engine.attribute_dict import AttributeDict
from pyrt.engine.errors import MissingCallbackContextException
from pyrt.engine.grouping import Grouping, grouping_len, map_grouping, update_args_group
from pyrt.engine.ids import parse_id, stringify_id
from pyrt.response import CallbackResponse, parse_cookies
from pyrt.websocket import WebsocketCallback

if TYPE_CHECKING:
    from pyrt.engine.events import RunCallback, SetProps
    from pyrt.engine.spec import CallbackSpec


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """What the page says of itself; stands for the HTTP request of Dash (H9)."""

    location: Mapping[str, str]
    """`href`, `origin`, `pathname`, `search` and `hash`."""
    cookies: str
    user_agent: str


class LivePage(Protocol):
    """The page, for calls that do not wait for their end to set props (J7, J8)."""

    def set_props(self, set_props: SetProps) -> None:
        """Set props at once."""

    async def read_prop(self, component_id: Any, prop: str) -> Any:
        """A prop as it is now.  Raises `KeyError` where no such component is."""


class FalsyList(list[Any]):
    """A list that is false although it holds something."""

    def __bool__(self) -> bool:
        return False


class QueryArguments(dict[str, str]):
    """The query of a request: none.  Has the accessor that Flask's has."""

    def getlist(self, key: str) -> list[str]:
        """All values of one key."""
        return [self[key]] if key in self else []


class CallbackContext:
    """What one call is about."""

    def __init__(
        self,
        run: RunCallback,
        spec: CallbackSpec,
        request: RequestInfo,
        live: LivePage | None = None,
    ) -> None:
        self._run = run
        self._spec = spec
        self._request = request
        self._live = live
        self._set_props: dict[str, dict[str, Any]] = {}
        self._timing: dict[str, dict[str, Any]] = {}
        self.response = CallbackResponse()

    # --- what changed -------------------------------------------------------------------

    @cached_property
    def triggered(self) -> list[dict[str, Any]]:
        """`{"prop_id", "value"}` of each input that changed.

        At an initial call it is false, but has one entry, so that the old idiom
        `ctx.triggered[0]["prop_id"].split(".")` keeps working (H2).
        """
        return self._run.triggered or FalsyList([{"prop_id": ".", "value": None}])

    @property
    def triggered_prop_ids(self) -> AttributeDict:
        """Prop id -> component id, of each input that changed (H3)."""
        ids = AttributeDict()
        for item in self._run.triggered:
            text = item["prop_id"].rpartition(".")[0]
            ids[item["prop_id"]] = _as_attributes(text)
        return ids

    @property
    def triggered_id(self) -> Any:
        """Id of the first component that triggered the call; None at an initial call."""
        return next(iter(self.triggered_prop_ids.values()), None)

    # --- arguments and outputs ----------------------------------------------------------

    @cached_property
    def inputs(self) -> AttributeDict:
        """Prop id -> value, of all inputs (H4)."""
        return _values(self._run.inputs_list)

    @cached_property
    def states(self) -> AttributeDict:
        """Prop id -> value, of all states."""
        return _values(self._run.states_list)

    @property
    def inputs_list(self) -> list[Any]:
        """One entry for each `Input` of the definition; a list for ALL and ALLSMALLER (G9)."""
        self._warn_grouped("inputs_list", "args_grouping", self.using_args_grouping)
        return self._run.inputs_list

    @property
    def states_list(self) -> list[Any]:
        """The same for each `State`."""
        self._warn_grouped("states_list", "args_grouping", self.using_args_grouping)
        return self._run.states_list

    @property
    def outputs_list(self) -> Any:
        """The same for the outputs: bare for a single one, `[]` for none (H5)."""
        self._warn_grouped("outputs_list", "outputs_grouping", self.using_outputs_grouping)
        listed = self._run.outputs_list
        return listed[0] if self._spec.outputs_grouping == 0 and listed else listed

    @staticmethod
    def _warn_grouped(name: str, better: str, grouped: bool) -> None:
        if grouped:
            # Levels: here, the property, `ctx`, the user.
            message = f"{name} is deprecated, use {better} instead"
            warnings.warn(message, DeprecationWarning, stacklevel=4)

    @cached_property
    def args_grouping(self) -> Grouping:
        """The structure of the signature, with id, property, value, str_id and triggered
        of each dependency (G11, H6)."""
        changed = [item["prop_id"] for item in self._run.triggered]
        entries = [_arguments(entry, changed) for entry in self._all_arguments]
        if not entries:
            return []
        grouped = map_grouping(lambda index: entries[index], self._spec.args_grouping)
        return grouped[0] if _is_bare(self._spec.args_grouping) else grouped

    @cached_property
    def using_args_grouping(self) -> bool:
        """Whether the arguments are a dict, nested, or inputs and states interleaved."""
        return bool(self._all_arguments) and _is_structured(self._spec.args_grouping)

    @cached_property
    def outputs_grouping(self) -> Grouping:
        """The structure of the outputs, with id and property of each."""
        outputs = self._run.outputs_list
        if not outputs:
            return []
        if self._spec.outputs_grouping == 0 and isinstance(outputs[0], list):
            # Dash takes the list of a lone ALL output for the list of outputs.
            outputs = outputs[0]
            if not outputs:
                return []
        return map_grouping(lambda index: outputs[index], self._spec.outputs_grouping)

    @cached_property
    def using_outputs_grouping(self) -> bool:
        """Whether the outputs are a dict or nested."""
        return bool(self._run.outputs_list) and _is_structured(self._spec.outputs_grouping)

    @property
    def _all_arguments(self) -> list[Any]:
        return self._run.inputs_list + self._run.states_list

    # --- side effects -------------------------------------------------------------------

    def set_props(self, component_id: str | dict[str, Any], props: Mapping[str, Any]) -> None:
        """Set props of any component (J1).  Takes effect when the callback returns (J2), but at
        once in a background job (J7)."""
        if self._live is not None and self._spec.background:
            self._set_props_soonest(component_id, props)
        else:
            self._set_props.setdefault(stringify_id(component_id), {}).update(props)

    def _set_props_soonest(self, component_id: Any, props: Mapping[str, Any]) -> None:
        """The same, and at once with `websocket=True` as well (J8)."""
        if self._live is None:
            self.set_props(component_id, props)
        else:
            self._live.set_props(((parse_id(stringify_id(component_id)), props),))

    def set_props_collected(self) -> SetProps:
        """All calls of `set_props`, one entry per component, in order of first mention."""
        return tuple((parse_id(text), props) for text, props in self._set_props.items())

    def record_timing(self, name: str, duration: float, description: str | None = None) -> None:
        """Note that something took `duration` seconds (H8)."""
        if name in self._timing:
            raise KeyError(f'Duplicate resource name "{name}" found.')
        self._timing[name] = {"dur": round(duration * 1000), "desc": description}

    @property
    def timing_information(self) -> dict[str, dict[str, Any]]:
        """What `record_timing` noted; durations in milliseconds."""
        return self._timing

    # --- the request --------------------------------------------------------------------

    @cached_property
    def cookies(self) -> dict[str, str]:
        """The cookies that scripts can see."""
        return parse_cookies(self._request.cookies)

    @cached_property
    def headers(self) -> dict[str, str]:
        """The headers a browser would send to a server at the page's address."""
        location = self._request.location
        headers = {
            "Host": location.get("host") or location.get("origin", "").partition("://")[2],
            "Origin": self.origin,
            "Referer": location.get("href", ""),
            "User-Agent": self._request.user_agent,
        }
        return {name: value for name, value in headers.items() if value}

    @property
    def path(self) -> str:
        """Where Dash would have been asked."""
        return "/_dash-update-component?"

    @cached_property
    def args(self) -> QueryArguments:
        """The query of that request."""
        return QueryArguments()

    @property
    def remote(self) -> str:
        """Address of the user; there is no network between."""
        return "127.0.0.1"

    @property
    def origin(self) -> str:
        """Origin of the page."""
        return self._request.location.get("origin", "")

    @cached_property
    def custom_data(self) -> AttributeDict:
        """What the functions of `hooks.custom_data` give for this call."""
        return AttributeDict(
            {hook.data["namespace"]: hook(self) for hook in hooks.get_hooks("custom_data")}
        )

    @cached_property
    def websocket(self) -> WebsocketCallback | None:
        """The live page, in callbacks with `websocket=True` or `Dash(websocket_callbacks=True)`
        (O1); None in others."""
        if self._live is None or self._spec.background:
            return None
        return WebsocketCallback(self._live)


def _values(entries: Sequence[Any]) -> AttributeDict:
    values = AttributeDict()
    for entry in entries:
        for item in entry if isinstance(entry, list) else [entry]:
            values[f"{stringify_id(item['id'])}.{item['property']}"] = item.get("value")
    return values


def _arguments(entry: Any, changed: Sequence[str]) -> Any:
    if isinstance(entry, list):
        return [_arguments(item, changed) for item in entry]
    described = AttributeDict(entry)
    update_args_group(described, changed)
    return described


def _is_bare(grouping: Grouping) -> bool:
    """A lone dependency given positionally: `registry` marks it with a tuple."""
    return isinstance(grouping, tuple)


def _is_structured(grouping: Grouping) -> bool:
    return (
        not isinstance(grouping, (int, tuple))
        and grouping != list(range(grouping_len(grouping)))
    )  # fmt: skip


def _as_attributes(text: str) -> Any:
    return AttributeDict(json.loads(text)) if text.startswith("{") else text


# --- the current call -------------------------------------------------------------------

context_value: ContextVar[CallbackContext] = ContextVar("callback_context")
"""Set by the runtime around each call."""

_PUBLIC = frozenset(name for name in vars(CallbackContext) if not name.startswith("_")) | {
    "response"
}


class CurrentContext:
    """The attributes of the current call's `CallbackContext`."""

    def __getattr__(self, name: str) -> Any:
        if name not in _PUBLIC:
            raise AttributeError(f"callback_context has no attribute {name!r}")
        return getattr(_current(name), name)

    def __dir__(self) -> list[str]:
        return sorted(_PUBLIC)


def _current(name: str) -> CallbackContext:
    context = context_value.get(None)
    if context is None:
        raise MissingCallbackContextException(
            f"dash.callback_context.{name} is only available from a callback!"
        )
    return context


callback_context = CurrentContext()
ctx = callback_context


def set_props(component_id: str | dict[str, Any], props: Mapping[str, Any]) -> None:
    """Set props of a component that is no output of the running callback (J1); with
    `websocket=True` at once (J8), where those of `ctx.set_props` wait for its end."""
    _current("set_props")._set_props_soonest(component_id, props)
