"""What a failed browser test needs besides its traceback."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest


def add_evidence(
    report: pytest.TestReport, console: Sequence[str], take_picture: Callable[[], Path]
) -> None:
    """Add where the page's picture is, and the last lines of its console at that moment."""
    try:
        report.sections.append(("Screenshot", str(take_picture())))
    except Exception as error:  # the page may be gone: that must not hide the failure
        report.sections.append(("Screenshot", f"not possible: {error}"))
    if console:
        report.sections.append(("Console of the page", "\n".join(console[-200:])))
