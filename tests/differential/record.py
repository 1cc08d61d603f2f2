"""Print what the runtimes do: `python -m tests.differential.record [OPTION] [words]`.

The words choose cases by their titles.

    --dash   the trace of real Dash
    --pyrt   pyrt's
    --keep   where the two differ, and write it down for the cases of `differences.KNOWN`
             (other cases are left out)
    else     where the two differ

For writing cases: the corpus states no expectations, real Dash is the expectation, so look
at its trace before believing that a case shows what its title says.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from pyrt.testing.chromium import launch_arguments
from tests.differential.case import Case, corpus
from tests.differential.differences import KNOWN, keep
from tests.differential.side_by_side import SideBySide, open_side_by_side


def main(words: list[str]) -> None:
    options = {word for word in words if word.startswith("--")}
    wanted = [word for word in words if not word.startswith("--")]
    cases = [case for case in corpus() if all(word in case.title for word in wanted)]
    if "--keep" in options:
        cases = [case for case in cases if case.name in KNOWN]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_arguments(playwright.chromium, {}))
        with open_side_by_side(browser, Path(name)) as side_by_side:
            for case in cases:
                print(f"\n#### {case.title}", flush=True)
                try:
                    print(_seen(side_by_side, case, options))
                except Error as error:
                    print(f"FAILED {error}")
        browser.close()


def _seen(side_by_side: SideBySide, case: Case, options: set[str]) -> str:
    if "--dash" in options:
        return "\n".join(side_by_side.under_dash(case))
    if "--pyrt" in options:
        return "\n".join(side_by_side.under_pyrt(case))
    comparison = side_by_side.compare(case)
    if "--keep" in options:
        keep(case.name, comparison.differing)
    return str(comparison) or "no difference"


if __name__ == "__main__":
    main(sys.argv[1:])
