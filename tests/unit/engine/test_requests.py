"""Which requests a change makes: of props, or of the layout (rules D2, D4, E2, F2, F3)."""

from __future__ import annotations

from typing import Any

from pyrt.engine.dependencies import ALL, MATCH, Input, Output
from pyrt.engine.graph import Graph
from pyrt.engine.layout import Layout
from pyrt.engine.requests import (
    initial_requests,
    insertion_requests,
    removal_candidates,
    removal_requests,
    watcher_requests,
)
from pyrt.engine.resolve import Resolver
from pyrt.engine.run import Run
from tests.unit.engine.machine import App, Metadata, div

GROUP = 7


class Bench:
    def __init__(self, layout: Any, *callbacks: tuple[Any, ...], **options: Any) -> None:
        app = App(None)
        for dependencies in callbacks:
            app.callback(*dependencies, **options)(lambda *args: None)
        self.graph = Graph(app.spec().callbacks)
        self.layout = Layout(Metadata())
        self.layout.set_root(layout)
        self.resolver = Resolver(self.graph, self.layout)

    def load(self) -> list[Run]:
        return initial_requests(self.graph.callbacks, self.layout, self.resolver, GROUP)


def shown(runs: list[Run]) -> list[tuple[int, str, list[str], bool]]:
    return [
        (run.resolved.callback.index, run.resolved.match, list(run.changed), run.initial)
        for run in runs
    ]


def test_a_change_asks_for_its_readers_prop_by_prop() -> None:  # E2
    bench = Bench(
        [div("a"), div("o"), div("p")],
        (Output("o", "v"), Input("a", "x")),
        (Output("p", "v"), Input("a", "y"), Input("a", "x")),
    )
    assert shown(watcher_requests("a", ["y", "x"], bench.resolver)) == [
        (1, "", ["a.y"], False),
        (0, "", ["a.x"], False),
        (1, "", ["a.x"], False),
    ]


def test_the_walk_of_the_load_is_a_group_and_the_rest_is_not() -> None:  # D2, D6
    bench = Bench(
        [div("a"), div("o")],
        (Input("a", "x"),),
        (Output("o", "v"), Input("a", "x")),
    )
    walked, at_load = bench.load()
    assert (walked.group, walked.at_load) == (GROUP, False)
    assert (at_load.group, at_load.at_load) == (None, True)


def test_absence_spreads_along_the_chain() -> None:  # D4
    bench = Bench(
        [div("b"), div("c"), div("d")],
        (Output("b", "v"), Input("nowhere", "v")),
        (Output("c", "v"), Input("b", "v")),
        (Output("d", "v"), Input("c", "v"), Input("d", "own")),
    )
    assert shown(bench.load()) == [(2, "", [], True)]


def test_a_callback_found_by_two_outputs_is_one_request() -> None:
    bench = Bench([div("a"), div("b")], (Output("a", "v"), Output("b", "v"), Input("a", "x")))
    assert len(bench.load()) == 1


def test_an_insertion_asks_for_writers_and_for_outside_readers() -> None:  # F2
    bench = Bench(
        [div("box"), div("out"), div("i")],
        (Output("in", "v"), Input("i", "x")),
        (Output("out", "v"), Input("in", "x")),
        (Output("in", "w"), Input("in", "x")),
    )
    nid = bench.layout.nid_of("box")
    assert nid is not None
    (replaced,) = bench.layout.write(nid, {"children": div("in")})
    runs = insertion_requests(replaced, bench.layout, bench.resolver, GROUP)
    assert shown(runs) == [(0, "", [], True), (2, "", [], True), (1, "", ["in.x"], False)]
    assert {run.group for run in runs} == {GROUP}


def test_a_removal_asks_for_pattern_readers_whose_outputs_stay() -> None:  # F3
    items = [div({"i": index}) for index in (1, 2)]
    bench = Bench(
        [div("box", [*items, div("inside")]), div("out")],
        (Output("out", "v"), Input({"i": ALL}, "x")),
        (Output("inside", "v"), Input({"i": ALL}, "x")),
        (Output({"i": MATCH}, "v"), Input({"i": MATCH}, "x")),
        prevent_initial_call=True,
    )
    nid = bench.layout.nid_of("box")
    assert nid is not None
    candidates = removal_candidates(nid, "children", bench.layout, bench.resolver)
    bench.layout.write(nid, {"children": []})
    runs = removal_requests(candidates, bench.resolver, GROUP)
    assert shown(runs) == [(0, "", [], True)]
