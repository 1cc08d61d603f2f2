"""Run the app once on this machine's Python, apart from the build, and see what it is.

The child process (`inspect_child`) has pyrt under the name `dash`; it answers with the title,
the index, the components of the first layout.  An app may fail here and yet work in the
browser (it imports `js`, say): then the site is made without what the run would have told.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pyrt.protocol import ClientsideSource

from .errors import InputError
from .first_paint import NO_PAINTS, Paints, read_paints
from .source import AppSource
from .suites import DEFAULT_SERVING, Serving

TIMEOUT_S = 60.0
PAINT_LIMIT_S = 10.0
"""For the initial callbacks of all pages: an app that calculates longer than that would not have
its first paint from the build anyway."""

_CHILD = """\
import sys
sys.path.insert(0, sys.argv[1])
import pyrt
del sys.path[0], sys.argv[1]
from pyrt.build.inspect_child import main
main()
"""
"""Finds this very pyrt, also when it runs from a checkout, and leaves the path as it was."""

Kind = Literal["missing", "none", "several", "syntax", "raised", "timeout", "died"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the app could not be run here."""

    kind: Kind
    message: str
    """One line, e.g. `ModuleNotFoundError: No module named 'js'`."""
    where: str | None = None
    """`file:line` in the app."""
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Assets:
    """The app's assets folder, as its configuration has it."""

    folder: str
    """Absolute path; it need not exist."""
    url: str
    """Where the page finds it, relative, without slashes at the ends."""
    scripts: tuple[str, ...] = ()
    """URLs for the page, in walk order, ignore rules applied (S1); below `page_files.ROOT`."""
    styles: tuple[str, ...] = ()
    """The same for style sheets."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the run told.  With a `problem`, everything but `libraries` and the files is empty."""

    problem: Problem | None = None
    title: str = "Dash"
    index: str = ""
    """The app's index, with `page`'s slots for configuration and scripts."""
    pages: dict[str, str] = field(default_factory=dict)
    """Path of each registered page that can be a folder, without slashes at the ends -> its
    index."""
    redirects: dict[str, str] = field(default_factory=dict)
    """Path -> path of a page, both without slashes at the ends (P9)."""
    config: dict[str, Any] = field(default_factory=dict)
    """Dash's own keys for `_dash-config`."""
    assets: Assets | None = None
    external_scripts: tuple[Any, ...] = ()
    external_stylesheets: tuple[dict[str, str], ...] = ()
    """Attributes of their tags in `index`."""
    clientside: tuple[ClientsideSource, ...] = ()
    """Inline clientside callbacks."""
    libraries: tuple[dict[str, Any], ...] = ()
    """Component libraries in the order of their import, for `suites`."""
    persistent_dir: str | None = None
    """The argument of `Dash(...)`."""
    serving: Serving = DEFAULT_SERVING
    dev_tools: bool = False
    """Its pages show the dev tools."""
    mistakes: tuple[str, ...] = ()
    """What Dash's checks find in its callbacks, a line each."""
    components: tuple[tuple[str, str], ...] = ()
    """(namespace, type) of every component in the first layout, sorted."""
    read: tuple[str, ...] = ()
    """Files below the app's folder that the run opened for reading."""
    written: tuple[str, ...] = ()
    """Files below the app's folder that the run wrote: no reason to build again."""
    paints: Paints = NO_PAINTS
    """What its pages show before Python is there."""


def inspect_app(
    source: AppSource,
    *,
    libraries: Sequence[str] = (),
    search_path: Iterable[Path] = (),
    shipped: Collection[str] = (),
    hooks: Sequence[str] = (),
    must_run: bool = False,
    paint: bool = False,
    timeout_s: float = TIMEOUT_S,
    paint_limit_s: float = PAINT_LIMIT_S,
) -> Inspection:
    """Run the app; with `paint` also its initial callbacks.

    `libraries` are modules of component libraries that it may import later, or would have
    imported.  `search_path` has packages that go before this environment's; `shipped` are
    modules that the site has, installed here or not; `hooks` are entry points (`hook_packages`).

    Raises `InputError` where it cannot work in the browser either, or with `must_run` whenever
    it raises.
    """
    request = {
        "entry": source.entry,
        "attribute": source.attribute,
        "libraries": libraries,
        "search_path": list(map(str, search_path)),
        "shipped": sorted(shipped),
        "hooks": hooks,
        "paint": {"limit_s": paint_limit_s} if paint else None,
    }
    told = _ask_child(source.root, request, timeout_s + (paint_limit_s if paint else 0))
    if isinstance(told, Problem):
        # The run has taken everything with it; the libraries can be asked without the app.
        inspection = Inspection(told)
        told = _ask_child(source.root, {**request, "entry": None}, timeout_s)
        if not isinstance(told, Problem):
            inspection = replace(inspection, libraries=tuple(told["libraries"]))
        return inspection
    inspection = _read_answer(told)
    if paint and inspection.problem is None:
        prefix = inspection.config["requests_pathname_prefix"]
        inspection = replace(inspection, paints=read_paints(told["paint"], prefix))
    if inspection.problem is not None:
        _raise_if_hopeless(inspection.problem, source)
        if must_run and inspection.problem.kind == "raised":
            problem = inspection.problem
            raise InputError(problem.message, where=problem.where, hint=problem.traceback)
    return inspection


def _ask_child(root: Path, request: dict[str, Any], timeout_s: float) -> dict[str, Any] | Problem:
    """The child's answer, or why there is none."""
    with tempfile.TemporaryDirectory(prefix="pyrt-inspect-") as folder:
        answer = Path(folder) / "answer.json"
        started = str(answer.with_suffix(".started"))
        paint = answer.with_name("paint.json")
        asked = {**request, "root": str(root), "started": started, "answer": str(answer)}
        if request["paint"] is not None:
            asked["paint"] = {**request["paint"], "answer": str(paint)}
        problem = _run_child(root, asked, timeout_s)
        if not answer.exists():
            return problem
        told: dict[str, Any] = json.loads(answer.read_text("utf-8"))
        told["paint"] = json.loads(paint.read_text("utf-8")) if paint.exists() else None
        return told


def _run_child(root: Path, request: dict[str, Any], timeout_s: float) -> Problem:
    """Start the child and wait; return what is wrong if it has not answered.

    What the app prints is no business of the build's."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    # Same input, same bytes: the order of sets can be seen in a first paint.
    environment["PYTHONHASHSEED"] = "0"
    package_root = str(Path(__file__).resolve().parents[2])
    process = subprocess.Popen(
        # -P: a file of the app called `json.py` must not get between pyrt and its imports.
        [sys.executable, "-P", "-c", _CHILD, package_root, json.dumps(request)],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, errors = process.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired:
        _kill(process)
        return Problem("timeout", f"the app was still running after {timeout_s:g} s")
    except BaseException:
        _kill(process)
        raise
    if not Path(request["started"]).exists():
        # It has not come as far as the app: a bug of ours, not the user's.
        raise RuntimeError(f"pyrt cannot run apps:\n{errors.decode('utf-8', 'replace')}")
    return Problem("died", f"the app ended the process (exit code {process.returncode})")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it has started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


def _read_answer(told: dict[str, Any]) -> Inspection:
    always: dict[str, Any] = {name: tuple(told[name]) for name in ("libraries", "read", "written")}
    if told["problem"] is not None:
        return Inspection(Problem(**told["problem"]), **always)
    assets = told["assets"]
    return Inspection(
        title=told["title"],
        index=told["index"],
        pages=told["pages"],
        redirects=told["redirects"],
        config=told["config"],
        assets=Assets(
            assets["folder"], assets["url"], tuple(assets["scripts"]), tuple(assets["styles"])
        ),
        external_scripts=tuple(told["external_scripts"]),
        external_stylesheets=tuple(told["external_stylesheets"]),
        clientside=tuple(ClientsideSource(**function) for function in told["clientside"]),
        components=tuple((namespace, name) for namespace, name in told["components"]),
        persistent_dir=told["persistent_dir"],
        dev_tools=told["dev_tools"],
        mistakes=tuple(told["mistakes"]),
        serving=Serving(*told["serving"]),
        **always,
    )


def _raise_if_hopeless(problem: Problem, source: AppSource) -> None:
    """No Dash object, two of them, a syntax error: the browser would not do better."""
    where = problem.where or str(source.script)
    match problem.kind:
        case "none" | "missing" | "syntax":
            raise InputError(problem.message, where=where)
        case "several":
            raise InputError(problem.message, where=where, hint=f"Here: {source.named}:NAME")
        case "raised" | "timeout" | "died":
            pass
