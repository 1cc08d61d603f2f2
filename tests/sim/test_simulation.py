"""Random apps under random interleavings keep the invariants (architecture, "Invariants").

A failure names its seed; `pytest tests/sim --seed N` replays it.
"""

from __future__ import annotations

from tests.sim.driver import Simulation


def test_whatever_happens_the_invariants_hold(seed: int) -> None:
    """Mirror and layout converge, every turn ends, idle is reached, node ids are used once,
    no slot names a node that is not there, a turn has one update, superseded results do not show;
    and the same events have the same effects, byte for byte."""
    first, second = Simulation(seed), Simulation(seed)
    first.run()
    second.run()
    assert first.effects == second.effects
