"""Who may still change an input: `Upstream`, and waiting on top of it (E6)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, MATCH, Input, Output, State
from pyrt.engine.graph import Graph
from pyrt.engine.layout import Layout
from pyrt.engine.pending import PendingSet
from pyrt.engine.resolve import Resolved, Resolver
from pyrt.engine.run import Run
from pyrt.engine.upstream import Upstream
from tests.unit.engine.machine import App, Metadata, div


class Bench:
    """Callbacks over props `a` to `z`, written as `"a b > c"`: inputs, then outputs."""

    def __init__(self, *arrows: str, ids: str = "abcdefghijklmnopqrstuvwxyz") -> None:
        app = App(None)
        for arrow in arrows:
            inputs, outputs = (side.split() for side in arrow.split(">"))
            app.callback([Output(name, "x") for name in outputs], [Input(n, "x") for n in inputs])(
                lambda *args: None
            )
        layout = Layout(Metadata())
        layout.set_root([div(name) for name in ids])
        self.graph = Graph(app.spec().callbacks)
        self.resolver = Resolver(self.graph, layout)
        self.upstream = Upstream(self.resolver)

    def request(self, index: int) -> Resolved:
        return Resolved(self.graph.callbacks[index], None, "")

    def behind(self, index: int) -> list[int]:
        found = self.upstream.of(self.request(index))
        return [
            other
            for other in range(len(self.graph.callbacks))
            if found & self.upstream.bit(self.request(other))
        ]


@pytest.mark.parametrize(
    ("arrows", "behind"),
    [
        (["a > b", "b > c", "c > d"], [[], [0], [0, 1]]),
        (["c > d", "b > c", "a > b"], [[1, 2], [2], []]),
        (["a > b", "a > c", "b c > d"], [[], [], [0, 1]]),
        (["a > b", "c > d"], [[], []]),
        (["a > a"], [[]]),
        (["a > a b", "b > c"], [[], [0]]),
        (["a > b", "b > a"], [[0, 1], [0, 1]]),
        (["a > b", "b > c", "c > a", "x > a", "c > y"], [[0, 1, 2, 3]] * 3 + [[], [0, 1, 2, 3]]),
        (["a > a b", "b > a"], [[], [0, 1]]),
        (["a > b", "b > c", "c > b"], [[], [0, 1, 2], [0, 1, 2]]),
    ],
    ids=[
        "a chain",
        "the order of registration does not matter",
        "a diamond",
        "strangers",
        "what a callback writes itself does not hold it back",
        "but it holds back the others",
        "two in a circle hold back themselves",
        "a circle with an entrance and an exit",
        "a circle through a prop that is input and output",
        "a circle behind an entrance",
    ],
)
def test_a_request_hangs_on_all_that_can_write_its_inputs(
    arrows: list[str], behind: list[list[int]]
) -> None:  # E6, E20
    bench = Bench(*arrows)
    assert [bench.behind(index) for index in range(len(arrows))] == [sorted(b) for b in behind]


def test_ids_that_are_absent_connect_nobody() -> None:
    assert Bench("a > b", "b > c").behind(1) == [0]
    assert Bench("a > b", "b > c", "c > d", ids="abd").behind(2) == []


def test_state_does_not_hold_back() -> None:  # E6
    app = App(None)
    app.callback(Output("b", "x"), Input("a", "x"))(lambda *args: None)
    app.callback(Output("c", "x"), Input("z", "x"), State("b", "x"))(lambda *args: None)
    layout = Layout(Metadata())
    layout.set_root([div(name) for name in "abcz"])
    graph = Graph(app.spec().callbacks)
    upstream = Upstream(Resolver(graph, layout))
    assert upstream.of(Resolved(graph.callbacks[1], None, "")) == 0


def test_duplicate_outputs_do_not_hold_back_their_followers() -> None:  # C7, E6
    app = App(None)
    app.callback(
        Output("b", "x", allow_duplicate=True), Input("a", "x"), prevent_initial_call=True
    )(lambda *args: None)
    app.callback(Output("c", "x"), Input("b", "x"))(lambda *args: None)
    layout = Layout(Metadata())
    layout.set_root([div(name) for name in "abc"])
    graph = Graph(app.spec().callbacks)
    upstream = Upstream(Resolver(graph, layout))
    assert upstream.of(Resolved(graph.callbacks[1], None, "")) == 0


def test_match_values_have_separate_chains() -> None:  # G5
    app = App(None)
    app.callback(Output({"t": "b", "i": MATCH}, "x"), Input({"t": "a", "i": MATCH}, "x"))(
        lambda *args: None
    )
    app.callback(Output({"t": "c", "i": MATCH}, "x"), Input({"t": "b", "i": MATCH}, "x"))(
        lambda *args: None
    )
    app.callback(Output("sum", "x"), Input({"t": "c", "i": ALL}, "x"))(lambda *args: None)
    layout = Layout(Metadata())
    layout.set_root([div({"t": kind, "i": index}) for kind in "abc" for index in (1, 2)])
    layout.write(0, {"children": [*layout.value(0, "children"), div("sum")]})
    resolver = Resolver(Graph(app.spec().callbacks), layout)
    upstream = Upstream(resolver)
    first, second = (
        resolver.readers({"t": "b", "i": index}, f'{{"i":{index},"t":"b"}}', "x")[0]
        for index in (1, 2)
    )
    source = resolver.readers({"t": "a", "i": 1}, '{"i":1,"t":"a"}', "x")[0]
    assert upstream.of(first) == upstream.bit(source)
    assert not upstream.of(second) & upstream.bit(source)
    (total,) = resolver.readers({"t": "c", "i": 2}, '{"i":2,"t":"c"}', "x")
    assert upstream.of(total) & upstream.bit(first) and upstream.of(total) & upstream.bit(second)


def test_a_callback_has_a_higher_bit_than_those_before_it() -> None:
    bench = Bench("d > e", "a > b", "c > d", "b > c")
    bits = [bench.upstream.bit(bench.request(index)) for index in (1, 3, 2, 0)]
    assert bits == sorted(bits)


def test_long_chains_need_no_recursion() -> None:
    app = App(None)
    for link in range(3000):
        app.callback(Output(f"n{link + 1}", "x"), Input(f"n{link}", "x"))(lambda *args: None)
    layout = Layout(Metadata())
    layout.set_root([div(f"n{link}") for link in range(3001)])
    graph = Graph(app.spec().callbacks)
    upstream = Upstream(Resolver(graph, layout))
    assert upstream.of(Resolved(graph.callbacks[-1], None, "")).bit_count() == 2999


# --- beside a plain reading of the rule -------------------------------------------------


def reach(arrows: Sequence[tuple[set[str], set[str]]], start: int) -> set[str]:
    """All that a callback may write, directly or through others."""
    reached = set(arrows[start][1])
    while True:
        wider = reached | {
            name for inputs, outputs in arrows if inputs & reached for name in outputs
        }
        if wider == reached:
            return reached
        reached = wider


@pytest.mark.parametrize("seed", range(60))
def test_who_waits_is_who_has_an_input_in_reach_of_a_pending_run(seed: int) -> None:  # E6
    chance = random.Random(seed)
    names = "abcdefgh"
    arrows: list[tuple[set[str], set[str]]] = [
        (set(chance.choices(names, k=chance.randint(1, 3))), set(chance.choices(names, k=2)))
        for _ in range(chance.randint(2, 9))
    ]
    bench = Bench(*(f"{' '.join(sorted(i))} > {' '.join(sorted(o))}" for i, o in arrows))
    pending = PendingSet(bench.upstream)
    chosen = chance.sample(range(len(arrows)), chance.randint(1, len(arrows)))
    runs = [Run(bench.request(index)) for index in chosen]
    for run in runs:
        pending.add(run)
    touched = set[str]().union(*(reach(arrows, index) for index in chosen))
    for index, run in zip(chosen, runs, strict=True):
        inputs, outputs = arrows[index]
        assert pending.must_wait(run) is bool((inputs - outputs) & touched)


# --- waiting ----------------------------------------------------------------------------


def pending_runs(bench: Bench, *indices: int) -> tuple[PendingSet, list[Run]]:
    pending = PendingSet(bench.upstream)
    runs = [Run(bench.request(index)) for index in indices]
    for run in runs:
        pending.add(run)
    return pending, runs


def test_who_waits_is_woken_when_nobody_is_in_its_way_any_more() -> None:
    pending, (first, second, third) = pending_runs(Bench("a > b", "b > c", "c > d"), 0, 1, 2)
    assert [pending.must_wait(run) for run in (first, second, third)] == [False, True, True]
    pending.discard(first)
    assert pending.take_woken() == [second]
    assert not pending.must_wait(second)
    pending.discard(second)
    assert pending.take_woken() == [third]
    assert not pending.has_woken


def test_a_second_run_of_the_same_callback_is_still_in_the_way() -> None:
    pending, (one, other, waiter) = pending_runs(Bench("a > b", "b > c"), 0, 0, 1)
    assert pending.must_wait(waiter)
    pending.discard(one)
    assert not pending.has_woken
    pending.discard(other)
    assert pending.take_woken() == [waiter]


def test_who_is_dropped_while_waiting_is_not_woken() -> None:
    pending, (first, waiter) = pending_runs(Bench("a > b", "b > c"), 0, 1)
    pending.must_wait(waiter)
    pending.discard(waiter)
    pending.discard(first)
    assert not pending.has_woken


def test_after_a_rebuild_everybody_is_looked_at_anew() -> None:
    bench = Bench("a > b", "b > c")
    pending, runs = pending_runs(bench, 0, 1)
    pending.must_wait(runs[1])
    bench.upstream.forget()
    pending.rebuild(runs)
    assert pending.must_wait(runs[1])
    pending.discard(runs[0])
    assert pending.take_woken() == [runs[1]]


def test_nobody_looks_at_all_who_wait() -> None:
    length = 200
    names = [f"n{link}" for link in range(length + 1)]
    app = App(None)
    for link in range(length):
        app.callback(Output(names[link + 1], "x"), Input(names[link], "x"))(lambda *a: None)
    layout = Layout(Metadata())
    layout.set_root([div(name) for name in reversed(names)])
    graph = Graph(app.spec().callbacks)
    pending = PendingSet(Upstream(Resolver(graph, layout)))
    runs = [Run(Resolved(callback, None, "")) for callback in graph.callbacks]
    for run in reversed(runs):
        pending.add(run)
    assert [run for run in runs if not pending.must_wait(run)] == runs[:1]
    for run, follower in pairwise(runs):
        pending.discard(run)
        woken: list[Any] = pending.take_woken()
        assert woken == [follower] and not pending.must_wait(follower)
