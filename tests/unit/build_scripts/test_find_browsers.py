"""What there is of Firefox and WebKit, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

import find_browsers


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on it but what a test puts into this folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PYRT_FIREFOX", raising=False)
    monkeypatch.setattr(find_browsers, "MAC_FIREFOX", str(tmp_path / "Firefox.app"))
    monkeypatch.setattr(find_browsers, "LIBRARIES", (tmp_path,))
    monkeypatch.setattr("debian.may_install", lambda: False)
    return tmp_path


def put(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_all_that_is_there_is_found(machine: Path) -> None:
    expected = {
        "firefox": put(machine / "firefox-esr"),
        "web_driver": put(machine / "WebKitWebDriver"),
        "mini_browser": put(machine / "x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"),
        "xvfb": put(machine / "Xvfb"),
    }
    assert find_browsers.find_or_install() == expected


def test_a_named_firefox_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(machine / "firefox")
    named = put(machine / "mine")
    monkeypatch.setenv("PYRT_FIREFOX", named)
    assert find_browsers.find_firefox() == named
    monkeypatch.setenv("PYRT_FIREFOX", "/no/such/browser")
    with pytest.raises(SystemExit, match="PYRT_FIREFOX names no file: /no/such/browser"):
        find_browsers.find_firefox()


def test_what_is_missing_is_named_with_its_packages(machine: Path) -> None:
    put(machine / "firefox")
    with pytest.raises(SystemExit) as stopped:
        find_browsers.find_or_install()
    said = str(stopped.value)
    assert said.startswith("Not found: web_driver, mini_browser, xvfb.\n")
    assert "apt-get install --no-install-recommends webkit2gtk-driver xvfb\n" in said
