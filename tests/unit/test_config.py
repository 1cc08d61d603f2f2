"""`app.config`: where names, folders and defaults come from (rules S9, S12)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pyrt.config import caller_name, combined, root_path


@pytest.mark.parametrize(
    ("value", "variable", "default", "result"),
    [
        ("given", "env", "default", "given"),
        (False, "true", True, False),
        (None, "env", "default", "env"),
        (None, "TRUE", "default", True),
        (None, "False", "default", False),
        (None, None, "default", "default"),
        (None, None, None, None),
    ],
)
def test_an_argument_beats_the_environment_beats_the_default(
    value: Any, variable: str | None, default: Any, result: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DASH_SOMETHING", raising=False)
    if variable is not None:
        monkeypatch.setenv("DASH_SOMETHING", variable)
    found = combined("something", value, default)
    assert found == result and type(found) is type(result)


def test_a_variable_may_be_lower_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("dash_something", "x")
    assert combined("something", None) == "x"


def test_the_caller_is_the_module_that_is_being_run() -> None:
    scope: dict[str, Any] = {"__name__": "outer", "caller_name": caller_name}
    exec("def make(): return caller_name()\nname = make()", scope)
    assert scope["name"] == "outer"


def test_the_root_is_the_folder_of_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("some_app")
    module.__file__ = os.path.join("somewhere", "some_app.py")  # noqa: PTH118  # relative, as given
    monkeypatch.setitem(sys.modules, "some_app", module)
    assert root_path("some_app") == Path.cwd() / "somewhere"


@pytest.mark.parametrize("name", ["not_a_module_at_all", "sys"])
def test_without_a_file_the_root_is_the_current_folder(name: str) -> None:
    assert root_path(name) == Path.cwd()
