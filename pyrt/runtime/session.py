"""Importing the user's app and starting its loop.

`load_app` is also how the build looks at an app on CPython: one way to run a script, so that
what the build sees is what the worker will run.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import sys
import traceback
from pathlib import Path
from types import CodeType, ModuleType
from typing import Literal

from .. import persistent
from .._hooks import hooks
from ..app import Dash
from ..ctx import RequestInfo
from ..engine.engine import Engine
from ..engine.events import Restore, Start
from ..engine.spec import AppSpec
from ..paths import set_site_root
from ..protocol import AppError, BootProgress, Console, ErrorReport, StartApp, WorkerMessage
from .invoke import Invoker, format_traceback
from .job_session import JobRunner
from .loop import Loop, Port


class AppLoadError(Exception):
    """The app cannot be started.  `str()` is for people and names file and line."""

    def __init__(
        self,
        kind: Literal["missing", "none", "several", "syntax", "raised"],
        message: str,
        details: str = "",
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.traceback = details


async def load_app(entry: str, attribute: str | None, folder: Path) -> Dash:
    """Run the script (or import the module) `entry` of `folder`; return its `Dash` object.

    A script runs as `__main__`, as `python app.py` would run it, and may use top-level
    `await`.  Raises `AppLoadError`.
    """
    folder = folder.resolve()
    os.chdir(folder)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    try:
        if entry.endswith(".py"):
            module = await _run_script(folder / entry)
        else:
            module = importlib.import_module(entry)
    except AppLoadError:
        raise
    except SyntaxError as error:
        where = f"{error.filename}:{error.lineno}"
        text = "".join(traceback.format_exception_only(error)).rstrip()
        raise AppLoadError("syntax", f"{where}: {error.msg}", text) from error
    except SystemExit as error:
        raise AppLoadError(
            "raised", f"{entry} called sys.exit({error.code!r}) before the app was ready"
        ) from error
    except BaseException as error:
        line = "".join(traceback.format_exception_only(error)).strip()
        raise AppLoadError("raised", f"{entry}: {line}", format_traceback(error)) from error
    return find_app(module, entry, attribute)


async def _run_script(path: Path) -> ModuleType:
    try:
        source = path.read_bytes()
    except OSError as error:
        raise AppLoadError("missing", f"{path}: {error.strerror}") from error
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    code: CodeType = compile(source, str(path), "exec", flags=flags, dont_inherit=True)
    module = ModuleType("__main__")
    module.__file__ = str(path)
    # Dash(__name__), pickle and `sys.modules[__name__]` must find the script.
    sys.modules["__main__"] = module
    try:
        if code.co_flags & inspect.CO_COROUTINE:
            await eval(code, module.__dict__)  # a module body with top-level await
        else:
            exec(code, module.__dict__)
    except SystemExit:
        # `sys.exit(main())` at the end of a script is no failure once there is an app.
        if not _apps_in(module):
            raise
    return module


def _apps_in(module: ModuleType) -> dict[str, Dash]:
    """Name -> app, one name for each app."""
    apps: dict[int, tuple[str, Dash]] = {}
    for name, value in vars(module).items():
        if isinstance(value, Dash):
            apps.setdefault(id(value), (name, value))
    return dict(apps.values())


def find_app(module: ModuleType, entry: str, attribute: str | None) -> Dash:
    """The `Dash` object of a module that has been run."""
    if attribute is not None:
        app = getattr(module, attribute, None)
        if not isinstance(app, Dash):
            found = "there is no such name" if app is None else f"it is a {type(app).__name__}"
            others = "".join(f"; `{name}` is one" for name in _apps_in(module))
            raise AppLoadError("none", f"{entry}:{attribute} is not a Dash object: {found}{others}")
        return app
    apps = _apps_in(module)
    started = {name: app for name, app in apps.items() if app.has_run}
    if len(started) == 1:
        apps = started
    if not apps:
        app = Dash.last_started()
        if app is not None:
            return app
        raise AppLoadError(
            "none",
            f"{entry} defines no Dash object. Expected a line like `app = Dash(__name__)` "
            "at the top level of the script.",
        )
    if len(apps) > 1:
        names = ", ".join(apps)
        module_name = entry.removesuffix(".py").replace("/", ".")
        raise AppLoadError(
            "several",
            f"{entry} defines {len(apps)} Dash objects: {names}. "
            f"Name the one you want: {module_name}:{next(iter(apps))}",
        )
    return next(iter(apps.values()))


async def start_session(start: StartApp, port: Port, folder: Path) -> Loop | JobRunner | None:
    """Import the app, send the page its configuration and first layout.

    Returns the loop (or, in a worker for background jobs, what runs these), whose `run` goes
    on from here; None when the app could not start and the page has been told why.
    """

    def send(*messages: WorkerMessage) -> None:
        port.send(messages)

    send(BootProgress("app", f"Importing {start.entry}", None))
    set_site_root(start.root)
    if start.persistent_dir is not None:
        persistent.folder = folder / start.persistent_dir
    hooks.expect_entry_points(start.hooks)
    try:
        app = await load_app(start.entry, start.attribute, folder)
        if start.role == "job":
            app._prepare_callbacks()
            return JobRunner(app._specs, app._functions, _request(start), port)
        app._prepare(start.debug)
        spec, config = app._app_spec(start.debug), app._page_config(start.debug)
    except AppLoadError as error:
        send(*_failure(str(error), error.traceback))
        return None
    except Exception as error:  # Dash's own exceptions about the app (A2, A16)
        line = "".join(traceback.format_exception_only(error)).strip()
        send(*_failure(line, format_traceback(error)))
        return None
    send(config, BootProgress("layout", "Building the layout", None))
    if app._persistent_dir not in (None, start.persistent_dir):
        # The worker had to bring the files back before the script could name their folder.
        send(
            Console(
                "warn",
                f"persistent_dir={app._persistent_dir!r} was not known when the site was built: "
                "its files last until the page is closed. Write it as a literal, or under "
                "[tool.pyrt] in pyproject.toml, and build again.",
            )
        )
    engine, invoker = _parts(app, spec, start, port)
    loop = invoker.live = Loop(engine, port, invoker)
    loop.put([Restore(start.restored) if start.restored else Start()])
    return loop


def _parts(app: Dash, spec: AppSpec, start: StartApp, port: Port) -> tuple[Engine, Invoker]:
    """The engine, and who calls the functions; with dev tools, those that tell of it."""
    request = _request(start)
    if not app._tools(start.debug).ui:
        return Engine(spec), Invoker(spec.callbacks, app._functions, request)
    from .trace import Clock, TracedEngine, TracedInvoker  # not even loaded without dev tools

    clock = Clock(port.now)
    invoker = TracedInvoker(spec.callbacks, app._functions, request, clock)
    return TracedEngine(spec, clock), invoker


def _request(start: StartApp) -> RequestInfo:
    return RequestInfo(location=start.location, cookies=start.cookies, user_agent=start.user_agent)


def _failure(message: str, details: str) -> tuple[AppError, BootProgress]:
    title = "The app could not be started"
    report = ErrorReport("python", title, message, details or message)
    return AppError(report, fatal=True), BootProgress("failed", message, None)
