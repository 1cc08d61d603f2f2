"""Which Chromium is taken, of those that could be."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

import find_chromium

MakeBrowser = Callable[[str, int], Path]


@pytest.fixture
def make_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeBrowser:
    """Puts programs of given names and exit codes on an otherwise empty machine."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PYRT_CHROMIUM", raising=False)
    monkeypatch.setattr(find_chromium, "MAC_APPLICATIONS", ())
    monkeypatch.setattr(find_chromium, "_playwrights_own", lambda: None)

    def make(name: str, exit_code: int) -> Path:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return make


def test_the_named_one_comes_first(
    make_browser: MakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_browser("chromium", 0)
    named = make_browser("mine", 0)
    monkeypatch.setenv("PYRT_CHROMIUM", str(named))
    assert find_chromium.find() == str(named)


def test_a_named_one_that_does_not_start_is_an_error(
    make_browser: MakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_browser("chromium", 0)
    monkeypatch.setenv("PYRT_CHROMIUM", "/no/such/browser")
    with pytest.raises(SystemExit, match="/no/such/browser, which cannot be started"):
        find_chromium.find()


def test_a_program_that_only_says_how_to_get_one_is_passed_over(make_browser: MakeBrowser) -> None:
    make_browser("chromium-browser", 1)
    real = make_browser("google-chrome", 0)
    assert find_chromium.find() == str(real)


def test_nothing_found_leads_to_installing(
    make_browser: MakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_chromium, "_install_debian_package", lambda: None)
    monkeypatch.setattr(
        find_chromium, "_install_by_playwright", lambda: make_browser("chromium", 0)
    )
    assert find_chromium.find() is None
    assert find_chromium.find_or_install().endswith("/chromium")


def test_when_nothing_helps_the_message_says_what_to_do(
    make_browser: MakeBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_chromium, "_install_debian_package", lambda: None)
    monkeypatch.setattr(find_chromium, "_install_by_playwright", lambda: None)
    with pytest.raises(SystemExit, match="PYRT_CHROMIUM=/path/to/chromium make test"):
        find_chromium.find_or_install()
