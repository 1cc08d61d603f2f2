"""Which run comes next: dedupe, wait, order, supersede (rules D7-D9, E4-E10, E16-E21)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.run import ChangedProp, Run, RunState
from pyrt.engine.scheduler import RUNNING_LIMIT, Scheduler
from tests.unit.engine.test_upstream import Bench as Arrows


class Bench:
    """A scheduler for callbacks written as `"a b > c"`; runs are known by their number."""

    def __init__(self, *arrows: str, ids: str = "abcdefghijklmnopqrstuvwxyz") -> None:
        self.arrows = Arrows(*arrows, ids=ids)
        self.scheduler = Scheduler(self.arrows.resolver)
        self.running: dict[int, list[Run]] = {}

    def run(self, index: int, *changed: str, **fields: Any) -> Run:
        props = {f"{key}.x": ChangedProp(key, key, "x") for key in changed}
        return Run(self.arrows.request(index), props, **fields)

    def ask(self, *runs: Run | int) -> list[Run]:
        asked = [self.run(run) if isinstance(run, int) else run for run in runs]
        self.scheduler.request(asked)
        return asked

    def start(self) -> list[int]:
        """Look until there is nothing to look at; the callbacks that were started."""
        started = []
        looked = True
        while looked:
            looked = self.scheduler.settle()
            while (run := self.scheduler.start_next()) is not None:
                index = run.resolved.callback.index
                self.running.setdefault(index, []).append(run)
                started.append(index)
        return started

    def finish(self, index: int, *wrote: str, could_write: str = "") -> list[int]:
        """End the oldest run of a callback; what is started then."""
        run = self.running[index].pop(0)
        if run.group is not None:
            could = [f"{name}.x" for name in (could_write or "".join(wrote))]
            self.scheduler.record(run, could, [f"{name}.x" for name in wrote])
        self.scheduler.finish(run)
        return self.start()


# --- merging ----------------------------------------------------------------------------


def test_equal_requests_become_one_with_all_that_changed() -> None:  # E5
    bench = Bench("a b c > d")
    first, second, third = bench.ask(bench.run(0, "b"), bench.run(0, "a", "b"), bench.run(0, "c"))
    assert bench.start() == [0]
    assert [first.state, second.state] == [RunState.DROPPED] * 2
    assert list(third.changed) == ["b.x", "a.x", "c.x"]


def test_an_initial_call_gives_way_to_a_change() -> None:  # E5, D12
    bench = Bench("a > b")
    initial, change = bench.ask(bench.run(0, initial=True, group=1), bench.run(0, "a"))
    assert bench.start() == [0]
    assert (initial.state, change.state) == (RunState.DROPPED, RunState.RUNNING)
    assert change.group is None


def test_of_two_initial_calls_one_is_left() -> None:
    bench = Bench("a > b")
    first, second = bench.ask(bench.run(0, initial=True), bench.run(0, initial=True))
    assert bench.start() == [0]
    assert (first.state, second.state) == (RunState.DROPPED, RunState.RUNNING)


def test_merged_requests_belong_to_the_last_group_that_one_of_them_has() -> None:
    bench = Bench("a > b")
    *_, last = bench.ask(bench.run(0, "a", group=1), bench.run(0, "a", group=2), bench.run(0, "a"))
    bench.start()
    assert last.group == 2


def test_a_waiting_request_takes_in_later_ones() -> None:  # E18
    bench = Bench("a > b", "b c > d")
    bench.ask(0, bench.run(1, "c"))
    assert bench.start() == [0]
    bench.ask(bench.run(1, "b"))
    assert bench.finish(0) == [1]
    assert list(bench.running[1][0].changed) == ["c.x", "b.x"]


def test_match_values_tell_requests_apart() -> None:  # G5
    bench = Bench("a > b")
    one, other = bench.run(0), bench.run(0)
    object.__setattr__(other.resolved, "match", "[1]")
    bench.ask(one, other)
    assert bench.start() == [0, 0]


# --- waiting ----------------------------------------------------------------------------


def test_a_chain_runs_link_by_link() -> None:  # D7
    bench = Bench("a > b", "b > c", "c > d")
    bench.ask(2, 1, 0)
    assert bench.start() == [0]
    assert bench.finish(0) == [1]
    assert bench.finish(1) == [2]
    assert bench.finish(2) == []


def test_a_diamond_joins_once() -> None:  # D7
    bench = Bench("a > b", "b > c", "b > d", "c d > e")
    bench.ask(0, 1, 2, 3)
    assert bench.start() == [0]
    assert bench.finish(0) == [1, 2]
    assert bench.finish(1) == []
    assert bench.finish(2) == [3]


def test_a_request_waits_for_callbacks_that_nobody_has_asked_for_yet() -> None:  # E6
    bench = Bench("a > b", "b > c", "c z > d")
    bench.ask(0, bench.run(2, "z"))
    assert bench.start() == [0]
    assert bench.finish(0) == [2]


def test_strangers_do_not_wait() -> None:
    bench = Bench("a > b", "c > d", "e > f")
    bench.ask(0, 1, 2)
    assert bench.start() == [0, 1, 2]


def test_what_is_dropped_holds_others_back_for_one_look_as_in_dash() -> None:
    bench = Bench("a > b", "b > c", "z > y")
    bench.ask(bench.run(1), bench.run(0, predecessors=1), bench.run(2))
    bench.scheduler.settle()
    first = bench.scheduler.start_next()
    assert first is not None and first.resolved.callback.index == 2
    assert bench.start() == [1]


# --- order ------------------------------------------------------------------------------


def test_runs_start_in_the_order_of_their_requests() -> None:  # E10, invariant 9
    bench = Bench("a > b", "a > c", "a > d", "d > e")
    bench.ask(2, 0, 1)
    assert bench.start() == [2, 0, 1]


def test_a_long_chain_behind_a_callback_does_not_put_it_first() -> None:  # E10, as observed
    bench = Bench("a > b", "a > c", "c > d", "d > e", "d > f")
    bench.ask(0, 1)
    assert bench.start() == [0, 1]


def test_calls_of_the_load_that_no_walk_found_come_last() -> None:  # D2
    bench = Bench("a > b", "c > d", "e > f")
    bench.ask(bench.run(0, at_load=True), bench.run(1, at_load=True), 2)
    assert bench.start() == [2, 0, 1]


def test_a_merged_request_has_the_place_of_its_eldest() -> None:
    bench = Bench("a > b", "a > c")
    bench.ask(0, 1, 0)
    assert bench.start() == [0, 1]


def test_a_merged_request_that_must_wait_on_goes_to_the_end() -> None:
    bench = Bench("a > b", "b > c", "b > d", "b > e")
    bench.ask(0, bench.run(1, "a"), 2, 3)
    bench.start()
    bench.ask(bench.run(1, "b"))
    bench.start()
    assert bench.finish(0) == [2, 3, 1]


def test_an_initial_call_that_gives_way_leaves_its_place_too() -> None:
    bench = Bench("a > b", "b > c", "b > d")
    bench.ask(0, bench.run(1, initial=True), 2)
    bench.start()
    bench.ask(bench.run(1, "b"))
    bench.start()
    assert bench.finish(0) == [2, 1]


def test_run_numbers_count_up_in_the_order_of_starting() -> None:
    bench = Bench("a > b", "c > d")
    bench.ask(0, 1)
    bench.start()
    assert [bench.running[index][0].id for index in (0, 1)] == [1, 2]


def test_at_most_twelve_runs_are_under_way() -> None:  # E10
    names = "abcdefghijklmno"
    bench = Bench(*(f"z > {name}" for name in names))
    bench.ask(*range(15))
    assert RUNNING_LIMIT == 12
    assert bench.start() == list(range(12))
    assert bench.finish(3) == [12]
    assert bench.finish(12) == [13]


def test_an_abandoned_run_does_not_take_a_place() -> None:  # E7, E10
    bench = Bench(*(f"z > {name}" for name in "abcdefghijklm"))
    bench.ask(*range(13))
    bench.start()
    bench.ask(bench.run(0, "z"))
    assert bench.start() == [12]


# --- superseding ------------------------------------------------------------------------


def test_a_new_request_abandons_the_running_one() -> None:  # E7
    bench = Bench("a > b")
    bench.ask(0)
    bench.start()
    (old,) = bench.running[0]
    bench.ask(bench.run(0, "a"))
    assert bench.start() == [0]
    assert old.state is RunState.ABANDONED and not bench.scheduler.counts(old)
    bench.scheduler.finish(old)
    assert bench.scheduler.counts(bench.running[0][1])


def test_a_new_request_drops_the_one_that_waits_for_a_place() -> None:  # E7
    bench = Bench(*(f"z > {name}" for name in "abcdefghijklm"))
    *_, queued = bench.ask(*range(13))
    bench.start()
    (new,) = bench.ask(bench.run(12, "z"))
    assert bench.start() == []
    assert (queued.state, new.state) == (RunState.DROPPED, RunState.READY)


def test_a_run_that_waits_supersedes_at_once() -> None:  # E7: last requested wins
    bench = Bench("a > b", "b z > c")
    bench.ask(1)
    bench.start()
    (old,) = bench.running[1]
    bench.ask(0, bench.run(1, "z"))
    assert bench.start() == [0]
    assert old.state is RunState.ABANDONED
    assert bench.finish(0) == [1]


def test_an_abandoned_run_holds_nobody_back() -> None:
    bench = Bench("a > b", "b > c", ids="abc")
    bench.ask(0)
    bench.start()
    bench.ask(1)
    assert bench.start() == []
    bench.ask(0)
    assert bench.start() == [0]
    bench.running[0].pop(0)
    assert bench.finish(0) == [1]


# --- outputs that are not there ---------------------------------------------------------


def test_a_request_without_any_output_is_dropped() -> None:  # E17
    bench = Bench("a > b", ids="a")
    (run,) = bench.ask(0)
    assert bench.start() == []
    assert run.state is RunState.DROPPED


def test_a_request_with_some_outputs_is_kept() -> None:  # E16
    bench = Bench("a > b c", ids="ab")
    (run,) = bench.ask(bench.run(0, "a", "z"))
    assert bench.start() == [0]
    assert list(run.changed) == ["a.x"]


def test_requests_with_some_outputs_come_last() -> None:
    bench = Bench("a > b z", "a > c", ids="abc")
    bench.ask(0, 1)
    assert bench.start() == [1, 0]


# --- circles ----------------------------------------------------------------------------


def test_a_callback_is_not_its_own_follower() -> None:  # E20
    bench = Bench("a > a b")
    (run,) = bench.ask(bench.run(0, "a", predecessors=0b1))
    assert bench.start() == []
    assert run.state is RunState.DROPPED


def test_when_everybody_waits_for_everybody_the_first_goes() -> None:  # E21
    bench = Bench("b > a", "a > b")
    bench.ask(1, 0)
    assert bench.start() == [1]
    assert bench.finish(1) == [0]


def test_when_a_circle_is_broken_those_go_whom_the_first_does_not_block() -> None:  # E21
    bench = Bench("b > a", "a > b", "d > c", "c > d", "a > e")
    bench.ask(*range(5))
    assert bench.start() == [0, 2]


def test_the_first_of_a_circle_is_one_that_has_all_its_outputs() -> None:  # E21, E16
    bench = Bench("b > a z", "a > b", ids="ab")
    bench.ask(0, 1)
    assert bench.start() == [1]


def test_a_circle_waits_while_anything_else_is_under_way() -> None:  # E21
    bench = Bench("b > a", "a > b", "y > z")
    bench.ask(2)
    bench.start()
    bench.ask(0, 1)
    assert bench.start() == []
    assert bench.finish(2) == [0]


# --- groups -----------------------------------------------------------------------------


def test_a_member_that_got_nothing_is_pointless() -> None:  # D8
    bench = Bench("a > b", "b > c")
    _, follower = bench.ask(*(bench.run(index, initial=True, group=1) for index in (0, 1)))
    bench.start()
    assert bench.finish(0, could_write="b") == []
    assert follower.state is RunState.DROPPED


def test_a_member_that_got_something_runs() -> None:  # D8
    bench = Bench("a > b", "b > c")
    bench.ask(*(bench.run(index, initial=True, group=1) for index in (0, 1)))
    bench.start()
    assert bench.finish(0, "b") == [1]


def test_a_member_with_an_input_of_its_own_runs() -> None:  # D8
    bench = Bench("a > b", "b z > c")
    bench.ask(*(bench.run(index, initial=True, group=1) for index in (0, 1)))
    bench.start()
    assert bench.finish(0, could_write="b") == [1]


def test_the_follower_of_a_pointless_member_runs() -> None:  # D9
    bench = Bench("a > b", "b > c", "c > d")
    bench.ask(*(bench.run(index, initial=True, group=1) for index in (0, 1, 2)))
    bench.start()
    assert bench.finish(0, could_write="b") == [2]


def test_only_members_are_pointless() -> None:  # D12
    bench = Bench("a > b", "b > c")
    bench.ask(bench.run(0, initial=True, group=1), bench.run(1, "b"))
    bench.start()
    assert bench.finish(0, could_write="b") == [1]


def test_another_group_does_not_count() -> None:
    bench = Bench("a > b", "b > c")
    bench.ask(bench.run(0, initial=True, group=1), bench.run(1, initial=True, group=2))
    bench.start()
    assert bench.finish(0, could_write="b") == [1]


def test_a_group_is_forgotten_with_its_last_member() -> None:
    bench = Bench("a > b", "b > c")
    group = bench.scheduler.new_group()
    bench.ask(bench.run(0, group=group))
    bench.start()
    bench.finish(0, could_write="b")
    bench.ask(bench.run(1, group=group))
    assert bench.start() == [1]


def test_groups_have_numbers_of_their_own() -> None:  # D6
    scheduler = Bench("a > b").scheduler
    assert scheduler.new_group() != scheduler.new_group()


# --- looking ----------------------------------------------------------------------------


def test_there_is_nothing_to_look_at_when_nothing_has_happened() -> None:
    bench = Bench("a > b", "b > c")
    bench.start()
    assert not bench.scheduler.settle()
    bench.ask(0, 1)
    bench.start()
    assert not bench.scheduler.settle()


@pytest.mark.parametrize("links", [1, 2, 30])
def test_requests_are_gone_when_all_have_run(links: int) -> None:
    names = [chr(ord("a") + link) for link in range(26)]
    arrows = [f"{names[n % 25]} > {names[n % 25 + 1]}" for n in range(min(links, 25))]
    bench = Bench(*arrows)
    bench.ask(*range(len(arrows)))
    started = bench.start()
    while started:
        assert bench.scheduler.has_requests is (started[-1] < len(arrows) - 1)
        started = bench.finish(started[-1])
    assert not bench.scheduler.has_requests
