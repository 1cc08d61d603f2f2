"""The cost of an event depends on what it touches, never on the size of the app (principle 6).

Counted, not timed: the calls of functions, Python's and C's, from an event to the last effect.
A walk through the layout, or through all callbacks, would call something for each of them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, MATCH, Input, Output, State
from pyrt.protocol import PropsChanged
from tests.unit.engine.machine import App, Machine, div

SMALL, LARGE = 100, 5_000


def calls_of(machine: Machine, event: PropsChanged) -> Counter[str]:
    """The functions that one turn calls, with how often."""
    found: Counter[str] = Counter()

    def seen(frame: FrameType, kind: str, argument: Any) -> None:
        if kind == "call":
            found[frame.f_code.co_qualname] += 1
        elif kind == "c_call":
            found[argument.__qualname__] += 1

    sys.setprofile(seen)
    try:
        machine.receive(event)
    finally:
        sys.setprofile(None)
    return found


def plain(size: int) -> tuple[App, Any]:
    app = App([div("in"), div("out"), *(div(f"other {at}") for at in range(size))])

    @app.callback(Output("out", "x"), Input("in", "v"), State("other 7", "v"))
    def work(value: Any, other: Any) -> Any:
        return value

    return app, "in"


def row(at: Any) -> dict[str, Any]:
    return {"row": at}


def one_of_many_rows(size: int) -> tuple[App, Any]:
    app = App([div(row(at)) for at in range(size)])

    @app.callback(Output(row(MATCH), "x"), Input(row(MATCH), "v"))
    def work(value: Any) -> Any:
        return value

    return app, row(size // 2)


def one_of_many_callbacks(size: int) -> tuple[App, Any]:
    app = App([part for at in range(size) for part in (div(f"in {at}"), div(f"out {at}"))])
    for at in range(size):

        @app.callback(Output(f"out {at}", "x"), Input(f"in {at}", "v"))
        def work(value: Any) -> Any:
            return value

    return app, f"in {size // 2}"


def new_content_in_a_large_page(size: int) -> tuple[App, Any]:
    app = App([div("in"), div("box"), *(div(row(at)) for at in range(size))])

    @app.callback(Output("box", "children"), Input("in", "v"))
    def work(value: Any) -> Any:
        return [div("new", value)]

    return app, "in"


def a_chain(size: int) -> tuple[App, Any]:
    app = App([div(f"step {at}") for at in range(6)] + [div(f"other {at}") for at in range(size)])
    for at in range(5):

        @app.callback(Output(f"step {at + 1}", "v"), Input(f"step {at}", "v"))
        def work(value: Any) -> Any:
            return value

    return app, "step 0"


@pytest.mark.parametrize(
    "draw", [plain, one_of_many_rows, one_of_many_callbacks, new_content_in_a_large_page, a_chain]
)
def test_an_event_costs_the_same_in_a_large_app(draw: Callable[[int], tuple[App, Any]]) -> None:
    counts = []
    for size in (SMALL, LARGE):
        app, target = draw(size)
        machine = Machine(app)
        # The first edit fills caches that belong to the app, not to an event.
        machine.edit(target, v="first")
        machine.forget()
        counts.append(calls_of(machine, machine.edited(target, v="second")))
        assert machine.calls, "the event was to reach a callback"
    small, large = counts
    assert not large - small, f"{(large - small).total()} calls more: {large - small}"


def test_what_reads_all_rows_costs_by_the_row() -> None:
    """The other side: a count that grows is seen."""
    totals = []
    for size in (SMALL, LARGE):
        app = App([div("out"), *(div(row(at)) for at in range(size))])

        @app.callback(Output("out", "x"), Input(row(ALL), "v"))
        def work(values: Any) -> Any:
            return len(values)

        machine = Machine(app)
        machine.edit(row(1), v="first")
        totals.append(calls_of(machine, machine.edited(row(1), v="second")).total())
    assert totals[1] > totals[0] + (LARGE - SMALL)
