"""From an app that differs to a small one that still does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.differential.generate.drawn import App, Callback


def shrink(app: App, differs: Callable[[App], bool], limit: int = 80) -> App:
    """The smallest app that can be reached by leaving out one thing at a time.

    `differs` is asked at most `limit` times: each answer costs a second.
    """
    asked = 0
    smaller: Iterator[App] = _smaller(app)
    while asked < limit and (candidate := next(smaller, None)) is not None:
        asked += 1
        if differs(candidate):
            app, smaller = candidate, _smaller(candidate)
    return app


def _smaller(app: App) -> Iterator[App]:
    """The boldest steps first."""
    if len(app.steps) > 1:
        # What comes after the difference is not needed.
        yield replace(app, steps=app.steps[: len(app.steps) // 2])
    if app.steps:
        yield replace(app, steps=app.steps[:-1])
    for at in reversed(range(len(app.callbacks))):
        yield replace(app, callbacks=app.callbacks[:at] + app.callbacks[at + 1 :])
    for at in range(len(app.steps)):
        yield replace(app, steps=app.steps[:at] + app.steps[at + 1 :])
        if len(app.steps[at]) > 1:
            for one in app.steps[at]:
                yield replace(app, steps=(*app.steps[:at], (one,), *app.steps[at + 1 :]))
    for at, callback in enumerate(app.callbacks):
        for simpler in _simpler(callback):
            yield replace(app, callbacks=(*app.callbacks[:at], simpler, *app.callbacks[at + 1 :]))
    if app.rows:
        yield replace(app, rows=app.rows - 1)
    if app.in_box:
        yield replace(app, in_box=app.in_box - 1)
    if not app.suppress:
        yield replace(app, suppress=True)


def _simpler(callback: Callback) -> Iterator[Callback]:
    if callback.side is not None:
        yield replace(callback, side=None)
    if callback.running is not None:
        yield replace(callback, running=None)
    if callback.kind != "plain":
        yield replace(callback, kind="plain")
    if callback.turns != ("value",):
        yield replace(callback, turns=("value",))
    if len(callback.turns) > 1:
        yield replace(callback, turns=callback.turns[:1])
        yield replace(callback, turns=callback.turns[1:])
    for at in range(len(callback.states)):
        yield replace(callback, states=callback.states[:at] + callback.states[at + 1 :])
    if len(callback.inputs) > 1:
        for at in range(len(callback.inputs)):
            inputs = callback.inputs[:at] + callback.inputs[at + 1 :]
            yield replace(callback, inputs=inputs)
    if len(callback.outputs) > 1:
        for at in range(len(callback.outputs)):
            outputs = callback.outputs[:at] + callback.outputs[at + 1 :]
            yield replace(callback, outputs=outputs)
    if callback.prevent and not callback.duplicate:
        yield replace(callback, prevent=None)
