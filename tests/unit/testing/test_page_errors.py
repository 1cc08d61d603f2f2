"""Strict both ways: nothing unexpected, and everything announced has come."""

from __future__ import annotations

import pytest

from pyrt.testing.errors import UnexpectedPageError
from pyrt.testing.page_errors import PageError, PageErrors


def errors(*messages: str) -> PageErrors:
    found = PageErrors()
    found.found += [PageError("console", message, "app.js:3") for message in messages]
    return found


def test_a_quiet_page_passes() -> None:
    errors().check()


def test_an_error_that_nobody_announced_fails() -> None:
    with pytest.raises(UnexpectedPageError, match=r"\[console\] boom\n    at app\.js:3"):
        errors("boom").check()


def test_an_announced_error_passes_as_often_as_it_comes() -> None:
    page = errors("boom 1", "boom 2\nTraceback")
    page.expect(r"boom \d.*")
    page.check()


def test_an_announced_error_does_not_excuse_another() -> None:
    page = errors("boom", "bang")
    page.expect("boom")
    with pytest.raises(UnexpectedPageError, match="bang"):
        page.check()


def test_an_announced_error_that_does_not_come_fails() -> None:
    page = errors("boom")
    page.expect("boom")
    page.expect("bang")
    with pytest.raises(UnexpectedPageError, match="announced, but did not come: 'bang'"):
        page.check()


def test_a_pattern_may_span_lines() -> None:
    page = errors("Callback error\nTraceback\nZeroDivisionError")
    page.expect("Callback error.*ZeroDivision")
    page.check()


def test_errors_as_seleniums_log_has_them() -> None:
    (entry,) = [error.as_log() for error in errors("boom").found]
    assert (entry["level"], entry["message"], entry["source"]) == ("SEVERE", "boom", "app.js:3")
