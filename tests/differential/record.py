"""Print what a runtime does: `python -m tests.differential.record [--pyrt] [words of a title]`.

For writing cases: the corpus states no expectations, real Dash is the expectation, so look
at its trace before believing that a case shows what its title says.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.differential.case import Case, corpus
from tests.differential.servers import PyrtSites, real_dash, write_cases
from tests.differential.visit import DashVisit, PyrtVisit, Visit


def main(words: list[str]) -> None:
    pyrt = "--pyrt" in words
    wanted = [word for word in words if word != "--pyrt"]
    cases = [case for case in corpus() if all(word in case.title for word in wanted)]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        root = Path(name, "apps")
        write_cases(cases, root)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("PYRT_CHROMIUM"), args=["--no-sandbox"]
        )
        context = browser.new_context()
        if pyrt:
            with PyrtSites(root, Path(name, "sites")) as sites:
                for case in cases:
                    _print(PyrtVisit(context, sites.build(case), case), case)
        else:
            with real_dash(root) as server:
                for case in cases:
                    _print(DashVisit(context, server, case), case)
        browser.close()


def _print(visit: Visit, case: Case) -> None:
    print(f"\n#### {case.title}")
    try:
        print("\n".join(visit.follow().lines()))
    except Error as error:
        print(f"FAILED {error}")
    visit.page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
