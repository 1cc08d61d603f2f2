"""The life of a run is a table."""

from __future__ import annotations

from itertools import product

import pytest

from pyrt.engine.run import TRANSITIONS, ChangedProp, Run, RunState
from tests.unit.engine.test_upstream import Bench

ALLOWED = [
    (RunState.REQUESTED, RunState.READY),
    (RunState.REQUESTED, RunState.DROPPED),
    (RunState.READY, RunState.RUNNING),
    (RunState.READY, RunState.DROPPED),
    (RunState.RUNNING, RunState.DONE),
    (RunState.RUNNING, RunState.ABANDONED),
]


@pytest.mark.parametrize(("before", "after"), list(product(RunState, RunState)))
def test_a_run_moves_only_as_the_table_says(before: RunState, after: RunState) -> None:
    run = Run(Bench("a > b").request(0), state=before)
    if (before, after) in ALLOWED:
        run.move(after)
        assert run.state is after
    else:
        with pytest.raises(AssertionError):
            run.move(after)


def test_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(RunState)


def test_a_changed_prop_is_named_as_in_triggered() -> None:
    assert ChangedProp('{"i":1}', {"i": 1}, "value").prop_id == '{"i":1}.value'
