"""The Python half of run_pytest.mjs: runs inside Pyodide."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path


def run_pytest(options: Iterable[str], report: str) -> int:
    """Run pytest in /repo, write every test's outcome as JSON, and give pytest's exit code."""
    sys.path += ["/lib/pyrt.zip", "/repo/site"]
    os.chdir("/repo")
    import pytest

    class Outcomes:
        """Notes how each test ended: a failed set-up or tear-down counts as a failure."""

        def __init__(self) -> None:
            self.of: dict[str, str] = {}

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.when == "call" or report.outcome != "passed":
                self.of[report.nodeid] = report.outcome

    outcomes = Outcomes()
    # Neither a file descriptor to dump tracebacks to nor a cache that outlives the run.
    away = ["-p", "no:faulthandler", "-p", "no:cacheprovider", "--capture=sys"]
    code = pytest.main([*away, *options], plugins=[outcomes])
    Path(report).write_text(json.dumps(outcomes.of))
    return int(code)
