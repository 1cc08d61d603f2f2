"""Which browser is started, and that the user's own settings stay."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import BrowserType

from pyrt.testing import chromium
from pyrt.testing.chromium import NoBrowserError, launch_arguments


def browser_type(name: str = "chromium", executable: str = "/nowhere") -> BrowserType:
    return cast(BrowserType, SimpleNamespace(name=name, executable_path=executable))


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is installed: name -> path."""
    installed: dict[str, str] = {}
    monkeypatch.delenv("PYRT_CHROMIUM", raising=False)
    monkeypatch.setattr("shutil.which", installed.get)
    return installed


def test_the_named_one_comes_first(
    machine: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine["chromium"] = "/usr/bin/chromium"
    named = tmp_path / "chrome"
    named.touch()
    monkeypatch.setenv("PYRT_CHROMIUM", str(named))
    assert launch_arguments(browser_type(), {})["executable_path"] == str(named)


def test_a_named_one_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYRT_CHROMIUM", "/no/chrome")
    with pytest.raises(NoBrowserError, match="PYRT_CHROMIUM names no file: /no/chrome"):
        launch_arguments(browser_type(), {})


def test_one_on_the_machine_comes_second(machine: dict[str, str]) -> None:
    machine["google-chrome"] = "/opt/chrome"
    assert launch_arguments(browser_type(), {})["executable_path"] == "/opt/chrome"


def test_playwrights_own_comes_last(tmp_path: Path) -> None:
    own = tmp_path / "chrome"
    own.touch()
    assert "executable_path" not in launch_arguments(browser_type(executable=str(own)), {})


def test_none_at_all_says_what_to_do() -> None:
    with pytest.raises(NoBrowserError, match="playwright install chromium"):
        launch_arguments(browser_type(), {})


@pytest.mark.parametrize(
    "given", [{"executable_path": "/my/chrome"}, {"channel": "chrome"}, {"executable_path": "/x"}]
)
def test_the_users_choice_of_browser_stays(machine: dict[str, str], given: dict[str, Any]) -> None:
    machine["chromium"] = "/usr/bin/chromium"
    arguments = launch_arguments(browser_type(), given)
    assert {name: arguments[name] for name in given} == given
    assert {"executable_path", "channel"} & arguments.keys() == given.keys()


def test_the_users_flags_stay_in_front(machine: dict[str, str]) -> None:
    machine["chromium"] = "/usr/bin/chromium"
    given = {"args": ["--mine", "--disable-gpu"], "headless": False}
    arguments = launch_arguments(browser_type(), given)
    assert arguments["args"][:2] == given["args"]
    assert len(arguments["args"]) == len(set(arguments["args"]))
    assert arguments["headless"] is False
    assert given["args"] == ["--mine", "--disable-gpu"]


@pytest.mark.parametrize(("user", "sandboxed"), [(0, False), (1000, True)])
def test_only_root_gives_up_the_sandbox(
    machine: dict[str, str], monkeypatch: pytest.MonkeyPatch, user: int, sandboxed: bool
) -> None:
    machine["chromium"] = "/usr/bin/chromium"
    monkeypatch.setattr(chromium.os, "geteuid", lambda: user, raising=False)
    assert ("--no-sandbox" not in launch_arguments(browser_type(), {})["args"]) is sandboxed


def test_other_browsers_are_left_alone() -> None:
    given = {"headless": True}
    assert launch_arguments(browser_type("firefox"), given) == given
