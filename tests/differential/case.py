"""What a differential case is: a small Dash app, and what a user does with it.

The app of a case is written as the body of a function, so that it is linted like any other
code; its text becomes a script of its own (`Case.source`) that both runtimes get unchanged.
The name of the function is the sentence that the case pins.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.differential.gestures import Gesture

HEADER = """\
import asyncio
import json
import time

import dash
from dash import (
    ALL,
    ALLSMALLER,
    MATCH,
    ClientsideFunction,
    Dash,
    Input,
    Output,
    Patch,
    State,
    clientside_callback,
    ctx,
    dash_table,
    dcc,
    html,
    no_update,
    set_props,
)
from dash.exceptions import PreventUpdate
from recorder import callback, recorded

"""

FOOTER = """

if __name__ == "__main__":
    app.run(debug=True, dev_tools_ui=False)
"""

Step = Gesture | tuple[Gesture, ...]
"""Done, then waited for until nothing is running.  The gestures of a tuple come without a
wait for idleness between them."""


@dataclass(frozen=True)
class Case:
    """One app with its gestures."""

    name: str
    rules: str
    """Rule numbers of the callback semantics, e.g. `E1 E3`."""
    source: str
    steps: tuple[Step, ...]
    unordered: frozenset[str]
    """Functions whose calls may come in any order among each other: independent callbacks
    of equal priority, for which Dash states no order (E10), or which a threaded server
    starts at the same time (E19)."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Further files of the app's folder, e.g. `assets/fn.js`."""
    fresh: bool = False
    """Built as users build and run in a Python of its own; others share one (`warm/app.py`)."""
    orderly: bool = False
    """Real Dash's server answers one request at a time and in their order, as one Python thread
    does.  Otherwise the order in which independent callbacks end is up to threads."""

    @property
    def has_socket(self) -> bool:
        """Whether real Dash serves the app by FastAPI, with which it has sockets (O1)."""
        return 'backend="fastapi"' in self.source

    @property
    def title(self) -> str:
        return f"{self.rules.replace(' ', ',')} {self.name.replace('_', ' ')}"


_cases: list[Case] = []


def case(
    rules: str,
    *steps: Step,
    unordered: str = "",
    files: Mapping[str, str] | None = None,
    fresh: bool = False,
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make the decorated function's body an app and enter it in the corpus."""

    def needs_its_own_python(source: str) -> bool:
        # Jobs have workers of their own; registered pages stay registered.
        return bool(files) or "background=True" in source or "register_page" in source

    def enter(function: Callable[[], None]) -> Callable[[], None]:
        source = HEADER + _body(function) + FOOTER
        _cases.append(
            Case(
                name=function.__name__,
                rules=rules,
                source=source,
                steps=steps,
                unordered=frozenset(unordered.split()),
                files=files or {},
                fresh=fresh or needs_its_own_python(source),
            )
        )
        return function

    return enter


def _body(function: Callable[[], None]) -> str:
    """The text of a function's body, as a script."""
    text = inspect.getsource(function)
    _, body = re.split(r"^def \w+\(\) -> None:\n", text, maxsplit=1, flags=re.MULTILINE)
    return textwrap.dedent(body)


def corpus() -> list[Case]:
    """Every case, in the order of the files and of their lines."""
    if not _cases:
        package = importlib.import_module("tests.differential.corpus")
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            importlib.import_module(f"{package.__name__}.{module.name}")
        names = [entry.name for entry in _cases]
        assert len(names) == len(set(names)), "two cases have the same name"
    return list(_cases)
