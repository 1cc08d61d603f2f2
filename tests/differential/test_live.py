"""Each case under real Dash and under pyrt, side by side: the two traces must be equal.

Those in `differences.KNOWN` must differ, so that nobody forgets to take them out.
"""

from __future__ import annotations

import difflib

import pytest
from playwright.sync_api import BrowserContext

from tests.differential.case import Case, corpus
from tests.differential.differences import KNOWN
from tests.differential.servers import PyrtSites
from tests.differential.visit import DashVisit, PyrtVisit


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in corpus()])
def test_pyrt_does_what_dash_does(
    case: Case, shared_context: BrowserContext, dash_server: str, pyrt_sites: PyrtSites
) -> None:
    # Python starts in pyrt's page while real Dash is driven.
    under_pyrt = PyrtVisit(shared_context, pyrt_sites.build(case), case)
    under_dash = DashVisit(shared_context, dash_server, case)
    try:
        expected = list(under_dash.follow().lines())
        got = list(under_pyrt.follow().lines())
    finally:
        under_dash.page.close()
        under_pyrt.page.close()
    if case.name in KNOWN:
        assert got != expected, f"this does not differ any more: {KNOWN[case.name]}"
    elif got != expected:
        difference = difflib.unified_diff(expected, got, "Dash", "pyrt", n=3, lineterm="")
        pytest.fail("\n".join(difference), pytrace=False)
