"""Notes every call of an app's Python callbacks: function, arguments and the whole of `ctx`.

A copy of this file stands beside each case's `app.py`, under both runtimes.  The notes are
printed: the one channel that both have.  Real Dash's server reads its own output, under
pyrt they come out of the browser's console.
"""

from __future__ import annotations

import functools
import inspect
import json
import warnings
from collections.abc import Callable
from typing import Any

import dash

MARK = "@@call "
REQUEST_NUMBER = "X-Request-Number"
"""The header in which Dash's page counts its requests.  It sends them in one order; which of
two that are under way together begins first is up to the server's threads."""


def callback(*args: Any, **kwargs: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`dash.callback`, with every call of the function noted."""
    register = dash.callback(*args, **kwargs)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        return register(recorded(function))  # type: ignore[no-any-return]

    return decorate


def recorded(function: Callable[..., Any]) -> Callable[..., Any]:
    """For `app.callback`: the function, with every call noted."""
    if inspect.iscoroutinefunction(function):
        return _recorded_coroutine(function)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        note(function, args, kwargs)
        return function(*args, **kwargs)

    return call


def _recorded_coroutine(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    async def call(*args: Any, **kwargs: Any) -> Any:
        note(function, args, kwargs)
        return await function(*args, **kwargs)

    return call


def note(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Print one call as a line of JSON."""
    ctx = dash.callback_context
    with warnings.catch_warnings():
        # The *_list properties warn under a dict grouping, and still answer (H5).
        warnings.simplefilter("ignore")
        call = {
            "app": function.__module__,
            "function": function.__name__,
            "args": args,
            "kwargs": kwargs,
            "triggered": list(ctx.triggered),
            "initial": not ctx.triggered,
            "triggered_id": ctx.triggered_id,
            "triggered_prop_ids": ctx.triggered_prop_ids,
            "inputs_list": ctx.inputs_list,
            "states_list": ctx.states_list,
            "outputs_list": ctx.outputs_list,
            "args_grouping": ctx.args_grouping,
            "outputs_grouping": ctx.outputs_grouping,
            "using_grouping": [ctx.using_args_grouping, ctx.using_outputs_grouping],
        }
    # In one piece: another thread may print at the same time.
    print(MARK + json.dumps(call, default=repr) + "\n", end="", flush=True)
