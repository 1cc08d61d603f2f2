"""Print what real Dash does: `python -m tests.differential.record [words of a title]`.

For writing cases: the corpus states no expectations, real Dash is the expectation, so look
at its trace before believing that a case shows what its title says.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.differential.case import corpus
from tests.differential.servers import real_dash
from tests.differential.visit import DashVisit


def main(words: list[str]) -> None:
    cases = [case for case in corpus() if all(word in case.title for word in words)]
    with (
        tempfile.TemporaryDirectory() as folder,
        real_dash(cases, Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("PYRT_CHROMIUM"), args=["--no-sandbox"]
        )
        context = browser.new_context()
        for case in cases:
            print(f"\n#### {case.title}")
            visit = DashVisit(context, server, case)
            try:
                print("\n".join(visit.follow().lines()))
            except Error as error:
                print(f"FAILED {error}")
            visit.page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
