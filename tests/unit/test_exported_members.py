"""The public names: all of Dash's, and nothing by accident."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType
from typing import Any

import dash
import pytest

import pyrt
from pyrt import dependencies, exceptions, utils
from pyrt.engine.errors import UnsupportedFeatureError

SERVER_ONLY = {"backends", "fingerprint", "mcp"}
"""Parts of Dash's server that show up as attributes of the package."""


def exported(module: ModuleType) -> list[str]:
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and name != "annotations"
        and not isinstance(value, ModuleType)
        and name not in ("Any", "TYPE_CHECKING")
    ]


@pytest.mark.parametrize("module", [pyrt, dependencies, exceptions, utils])
def test_what_is_exported_is_listed_and_sorted(module: ModuleType) -> None:
    listed = list(module.__all__)
    assert sorted(listed, key=_upper_first) == listed
    assert set(exported(module)) <= set(listed)
    for name in listed:
        assert hasattr(module, name), name


def _upper_first(name: str) -> tuple[int, str]:
    """The order that ruff keeps: constants, classes, the rest."""
    kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
    return kind, name


def test_everything_that_dash_exports_is_here() -> None:
    theirs = {name for name in dir(dash) if name.isidentifier() and not name.startswith("_")}
    assert theirs >= set(dash.__all__) - {"__version__"}
    missing = {name for name in theirs - SERVER_ONLY if not hasattr(pyrt, name)}
    assert missing == set()


@pytest.mark.parametrize("name", sorted(SERVER_ONLY))
def test_parts_of_the_server_are_refused_with_a_reason(name: str) -> None:
    with pytest.raises(UnsupportedFeatureError, match=f"dash.{name} belongs to Dash's server"):
        getattr(pyrt, name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'pyrt' has no attribute 'nothing'"):
        _ = pyrt.nothing


def test_the_version_is_dashs() -> None:
    assert pyrt.__version__ == dash.__version__


def test_html_and_dcc_are_imported_on_first_use() -> None:
    code = (
        "import sys, pyrt\n"
        "print('pyrt.html' in sys.modules, 'pyrt.dcc' in sys.modules)\n"
        "pyrt.html.Div\n"
        "print('pyrt.html' in sys.modules, 'pyrt.dcc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True", "False"]


def test_importing_needs_nothing_but_the_standard_library() -> None:
    code = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "import pyrt; from pyrt import *\n"
        "tops = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(tops - sys.stdlib_module_names))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, '.')\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "['pyrt']"


# --- what is named here but comes later -------------------------------------------------


@pytest.mark.parametrize(
    ("make", "cache_by"),
    [
        (lambda: pyrt.DiskcacheManager(), None),
        (lambda: pyrt.DiskcacheManager(cache_by=len, expire=60), [len]),
        (lambda: pyrt.DiskcacheManager(cache_by=[len, max], expire=60), [len, max]),
        (lambda: pyrt.DiskcacheManager(cache_by=(len,)), [len]),
    ],
)
def test_managers_of_background_callbacks_can_be_made(make: Any, cache_by: Any) -> None:
    manager = make()
    assert manager.cache_by == cache_by
    assert pyrt.Dash(background_callback_manager=manager)._background_manager is manager


def test_no_notebook_is_running_the_app() -> None:
    assert not pyrt.jupyter_dash.active and not pyrt.jupyter_dash.in_ipython
    with pytest.raises(UnsupportedFeatureError, match="notebook server"):
        pyrt.jupyter_dash.infer_jupyter_proxy_config()


def test_hooks_that_need_a_server_are_refused_or_taken() -> None:
    with pytest.raises(UnsupportedFeatureError, match=r"hooks\.route adds a route"):
        pyrt.hooks.route("x")
    assert pyrt.hooks.websocket_connect()(len) is len
    assert pyrt.hooks.websocket_message(priority=1)(len) is len


def test_a_lone_thing_becomes_a_list() -> None:
    assert utils.coerce_to_list("a") == ["a"]
    assert utils.coerce_to_list(("a",)) == ("a",)
