"""Writing results, side updates and edits, and finding whom they concern (rules E, F, G12, L)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, MATCH, Input, Output
from pyrt.engine.graph import Graph, compile_dependency
from pyrt.engine.layout import Layout
from pyrt.engine.patch import Patch, PatchError
from pyrt.engine.resolve import Resolved, Resolver
from pyrt.engine.run import ChangedProp, Run
from pyrt.engine.scheduler import Scheduler
from pyrt.engine.updates import Updates
from tests.unit.engine.machine import App, Metadata, div


class Bench:
    """`a.v -> b.v -> c.v`, and two components with dict ids."""

    def __init__(self) -> None:
        app = App(None)
        app.callback(Output("b", "v"), Input("a", "v"))(lambda value: value)
        app.callback(Output("c", "v"), Input("b", "v"))(lambda value: value)
        self.graph = Graph(app.spec().callbacks)
        self.layout = Layout(Metadata())
        self.layout.set_root([div(name) for name in "abc"] + [div({"i": 1}), div({"i": 2})])
        resolver = Resolver(self.graph, self.layout)
        self.scheduler = Scheduler(resolver)
        self.updates = Updates(self.layout, resolver, self.scheduler)

    def run(self, *changed: Any) -> Run:
        props = {str(key): ChangedProp(str(key), key, "v") for key in changed}
        return Run(Resolved(self.graph.callbacks[0], None, ""), props)

    def requested(self) -> list[Run]:
        self.scheduler.settle()
        return list(iter(self.scheduler.start_next, None))

    def value(self, key: str) -> Any:
        nid = self.layout.nid_of(key)
        assert nid is not None
        return self.layout.value(nid, "v")


def test_outputs_are_written_and_their_followers_know_where_they_come_from() -> None:  # E13, E20
    bench = Bench()
    assert bench.updates.apply_outputs(bench.run("a"), [("b", "v", 1)]) == ["b.v"]
    (follower,) = bench.requested()
    assert (bench.value("b"), list(follower.changed)) == (1, ["b.v"])
    assert follower.predecessors == 0b1


def test_side_updates_have_no_predecessors() -> None:  # J3
    bench = Bench()
    assert bench.updates.apply_side("b", {"v": 1})
    (follower,) = bench.requested()
    assert (bench.value("b"), follower.predecessors) == (1, 0)


def test_a_side_update_of_nobody_says_so() -> None:  # B16
    assert not Bench().updates.apply_side("nowhere", {"v": 1})


def test_a_patch_that_fails_leaves_nothing_half_written() -> None:  # L4
    bench = Bench()
    patch = Patch()
    patch.append(1)
    with pytest.raises(PatchError, match="Cannot patch undefined"):
        bench.updates.apply_outputs(
            bench.run("a"), [("b", "v", 1), ("c", "v", patch.to_plotly_json())]
        )
    assert bench.value("b") is None and bench.requested() == []


def test_an_edit_is_stored_and_its_readers_are_asked_for() -> None:  # E2
    bench = Bench()
    nid = bench.layout.nid_of("a")
    assert nid is not None
    bench.updates.accept_edit(nid, {"v": 5})
    assert bench.value("a") == 5 and len(bench.requested()) == 1


@pytest.mark.parametrize(
    ("target", "changed", "position", "meant"),
    [
        ("a", [], 0, ["a"]),
        ({"i": 1}, [], 0, [{"i": 1}]),
        ({"i": ALL}, [], 0, [{"i": 1}, {"i": 2}]),
        ({"i": MATCH}, [{"i": 2}], 0, [{"i": 2}]),
        ({"i": MATCH}, [{"i": 2}, {"i": 1}], 1, [{"i": 1}]),
        ({"i": MATCH}, [{"i": 2}], 3, [{"i": 2}]),
        ({"i": MATCH}, ["a"], 0, []),
        ({"i": MATCH}, [], 0, []),
    ],
)
def test_wildcards_beside_a_run_go_by_its_triggers(
    target: Any, changed: list[Any], position: int, meant: list[Any]
) -> None:  # G12
    bench = Bench()
    dependency = compile_dependency(target, "v")
    assert bench.updates.side_targets(dependency, bench.run(*changed), position) == meant
