"""What is no difference between the runtimes is not taken for one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser

from tests.differential.case import Case, corpus
from tests.differential.conformance import FAMILIES, Result, table
from tests.differential.differences import KNOWN
from tests.differential.generate.run import Differing, InstrumentError, NotRepeatable, differing
from tests.differential.rules import ELSEWHERE, rules, without_case
from tests.differential.servers import ROOT
from tests.differential.side_by_side import Comparison, SideBySide, open_side_by_side


def test_a_browser_that_fails_ends_the_run_and_names_the_seed(
    browser: Browser, tmp_path: Path
) -> None:
    others = browser.contexts  # those of other tests, in no particular order
    with open_side_by_side(browser, tmp_path) as broken:
        for own in [context for context in browser.contexts if context not in others]:
            own.close()
        with pytest.raises(InstrumentError, match=r"^seed 7 could not be run: .*closed"):
            list(differing(range(7, 9), broken))


class Scripted:
    """Stands for both runtimes: says, run by run, whether they agree."""

    def __init__(self, *agrees: bool) -> None:
        self._agrees = list(agrees)

    def compare(self, case: Case) -> Comparison:
        # The last answer holds from then on: shrinking runs as many apps as it likes.
        agrees = self._agrees.pop(0) if len(self._agrees) > 1 else self._agrees[0]
        return Comparison(["one"], ["one" if agrees else "another"])


def test_an_app_that_differs_only_once_is_told_with_its_seed() -> None:
    scripted = cast(SideBySide, Scripted(True, False, True))
    (found,) = differing(range(7, 10), scripted)
    assert isinstance(found, NotRepeatable)
    assert found.seed == 8
    assert "+another" in str(found)


def test_an_app_that_differs_again_is_shrunk() -> None:
    (found,) = differing([7], cast(SideBySide, Scripted(False)))
    assert isinstance(found, Differing)
    assert found.seed == 7


def test_the_table_has_what_came_once_and_the_reasons_for_what_is_known() -> None:
    name = "values_pass_through_json"
    text = table(
        [
            Result("C", "differed as known", name),
            Result("*", "agreed", "seed 4"),
            Result("*", "not repeatable", "seed 5"),
        ]
    )
    assert "| * random apps | 2 | 1 | 0 | 1 | 0 |\n| **all** | 3 | 1 | 1 | 1 | 0 |\n" in text
    assert "agreed when run again: seed 5." in text
    assert f"- values pass through json: {KNOWN[name]}\n" in text
    assert f"- D14: {ELSEWHERE['D14']}\n" in text


def test_each_case_has_a_row_and_an_unknown_family_is_an_error() -> None:
    assert {case.rules[0] for case in corpus()} <= FAMILIES.keys()
    with pytest.raises(ValueError, match=r"^x: no family of rules is called 'Z'"):
        Result("Z", "agreed", "x")


def test_each_rule_has_a_case_or_a_test_elsewhere() -> None:
    shown = {rule for case in corpus() for rule in case.rules.split()}
    assert without_case(shown) == list(ELSEWHERE)
    # V: the seed document's own examples.
    assert {rule for rule in shown - set(rules()) if not rule.startswith("V")} == set()
    for reason in ELSEWHERE.values():
        for name in re.findall(r"\S+\.py", reason):
            assert (ROOT / "tests" / name).is_file(), name
