"""Random apps do the same under both runtimes; `make conformance` runs many more.

A seed that fails here prints its app in the smallest form that still differs: find the
cause, and enter that app in the corpus under a name that says what it shows.
"""

from __future__ import annotations

import pytest

from tests.differential.generate.run import Differing, differing
from tests.differential.side_by_side import SideBySide

BATCHES = [range(at, at + 20) for at in range(0, 300, 20)]


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"seeds {seeds[0]} to {seeds[-1]}")
def test_random_apps_do_the_same(seeds: range, side_by_side: SideBySide) -> None:
    found = list(differing(seeds, side_by_side))
    if any(isinstance(one, Differing) for one in found):
        pytest.fail("\n\n".join(map(str, found)), pytrace=False)
    # No failure, but seen with `-rP`; `make conformance` counts them.
    print(*found, sep="\n\n")
