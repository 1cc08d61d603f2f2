"""Each case under real Dash and under pyrt, side by side: the two traces must be equal.

Those in `differences.KNOWN` must differ in exactly what stands there.
"""

from __future__ import annotations

import pytest

from tests.differential.case import Case, corpus
from tests.differential.differences import FOLDER, KNOWN, known_lines
from tests.differential.side_by_side import SideBySide


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in corpus()])
def test_pyrt_does_what_dash_does(case: Case, side_by_side: SideBySide) -> None:
    comparison = side_by_side.compare(case)
    reason = KNOWN.get(case.name)
    if reason is None:
        if not comparison.agrees:
            pytest.fail(str(comparison), pytrace=False)
    elif comparison.agrees:
        pytest.fail(f"this does not differ any more: {reason}", pytrace=False)
    elif comparison.differing != known_lines(case.name):
        found = "\n".join(comparison.differing)
        pytest.fail(f"this differs in another way than known:\n{found}", pytrace=False)


def test_every_known_difference_belongs_to_a_case() -> None:
    names = {case.name for case in corpus()}
    assert KNOWN.keys() <= names
    assert {file.stem for file in FOLDER.glob("*.diff")} == KNOWN.keys()
