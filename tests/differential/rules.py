"""The rules of the callback semantics: each has a case, or a reason to be looked at elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

NUMBERS = {
    "A": 18, "B": 21, "C": 8, "D": 14, "E": 25, "F": 10, "G": 15, "H": 12, "I": 10, "J": 9,
    "K": 6, "L": 8, "M": 10, "N": 13, "O": 5, "P": 17, "Q": 10, "R": 6, "S": 13,
}  # fmt: skip
"""How many rules each family has; they are counted from 1."""

_PAGES = "registries and page modules, beside real Dash in one process: unit/test_pages_as_dash.py"
_OPTIONS = "options and the page's HTML, beside real Dash in one process: unit/test_app_as_dash.py"

ELSEWHERE = {
    "A15": "a warning about worker threads, which are not here: unit/test_registry.py",
    "A17": "constructors, beside real Dash in one process: unit/test_components_as_dash.py",
    "D14": "what stands there before the layout, without Python: host/test_rendering.py",
    "E24": "HTTP failures: there are no requests, so nothing is to be seen",
    "F10": "when React mounts anew, told by effects of a component: host/test_rendering.py",
    "J7": "Dash loses some between two polls; all arrive here: unit/runtime/test_background.py",
    "M10": "what another run in the same page forgets; Dash keeps it: e2e/test_run_server.py",
    "N13": "ending a worker that computes: e2e/test_background.py",
    "O5": "hooks of connections, never called as there are none: unit/test_exported_members.py",
    "P1": _PAGES,
    "P2": _PAGES,
    "P3": _PAGES,
    "P4": _PAGES,
    "P9": "a redirect of the server; here a file: unit/build/test_page_files.py",
    "P10": "meta tags, in the built files: e2e/test_pages.py",
    "P11": _PAGES,
    "P12": "paths, beside real Dash in one process: unit/test_app_as_dash.py",
    "S2": _OPTIONS,
    "S3": _OPTIONS,
    "S4": _OPTIONS,
    "S7": "hooks, beside real Dash: unit/test_app_as_dash.py, differential/test_dev_tools.py",
    "S9": _OPTIONS,
    "S10": _OPTIONS,
    "S11": "files that change: differential/test_hot_reload.py",
    "S12": _OPTIONS,
}
"""Rules without a case, and the tests, below `tests/`, that look at them instead."""


def rules() -> list[str]:
    return [f"{family}{n}" for family, last in NUMBERS.items() for n in range(1, last + 1)]


def without_case(shown: Iterable[str]) -> list[str]:
    """The rules that are not among those which cases show, in their order."""
    known = set(shown)
    return [rule for rule in rules() if rule not in known]
