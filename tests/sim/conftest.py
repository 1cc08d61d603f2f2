"""Options of the simulation: `--seed N` replays one, `--seeds N` tries more.

`PYRT_SIM_SEED=N` does the same as `--seed N`.
"""

from __future__ import annotations

import os

import pytest

DEFAULT_SEEDS = 300


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("simulation")
    group.addoption("--seed", type=int, default=None, help="replay this one seed")
    group.addoption("--seeds", type=int, default=DEFAULT_SEEDS, help="how many seeds to try")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" not in metafunc.fixturenames:
        return
    one = metafunc.config.getoption("--seed", default=None)
    if one is None and "PYRT_SIM_SEED" in os.environ:
        one = int(os.environ["PYRT_SIM_SEED"])
    count = metafunc.config.getoption("--seeds", default=DEFAULT_SEEDS)
    metafunc.parametrize("seed", range(count) if one is None else [one])
