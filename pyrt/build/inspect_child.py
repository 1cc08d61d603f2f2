"""The child process of `inspect`: runs the app with pyrt as `dash` and writes what it saw.

Its argument is the request as JSON; the answer goes into the file that the request names.
Without an entry in the request no app is run, and only the libraries are described.
Nothing of the app is changed by being looked at: it runs as in the browser, through the same
`load_app`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from pyrt._hooks import hooks
from pyrt.alias import install
from pyrt.app import Dash
from pyrt.describe import redirects
from pyrt.engine.engine import Engine
from pyrt.engine.events import Send, Start
from pyrt.engine.jsonable import NotJsonable
from pyrt.engine.spec import AppSpec
from pyrt.index_page import page_metas
from pyrt.page_routing import find_page
from pyrt.pages import page_registry
from pyrt.paths import set_site_root
from pyrt.protocol import AppError
from pyrt.runtime.session import AppLoadError, load_app

from .first_paint_child import Recorder
from .inspect_suites import described_hooks, described_libraries, import_libraries
from .page import CONFIG_SLOT, SCRIPTS_SLOT, STYLES_SLOT
from .page_files import ROOT, is_safe
from .stand_in_packages import stand_in_paths
from .suites import DEFAULT_SERVING

_LOOP = asyncio.Runner()
"""One for all of the app's code, as in the browser: locks and queues belong to their loop."""


class OpenedFiles:
    """Which files below a folder this process opens from now on."""

    def __init__(self, root: Path) -> None:
        self._prefix = f"{root}{os.sep}"
        self._read: set[str] = set()
        self._written: set[str] = set()
        sys.addaudithook(self._on_event)

    def told(self) -> dict[str, list[str]]:
        """Sorted, below the folder, with slashes."""
        return {"read": sorted(self._read - self._written), "written": sorted(self._written)}

    def _on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], (str, bytes)):
            return
        # `abspath` and not `Path`: this sees every file that the process opens.
        path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100
        if not path.startswith(self._prefix):
            return
        name = path[len(self._prefix) :].replace(os.sep, "/")
        writes = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR)) if arguments[2] else False
        mode = arguments[1] or ""
        (self._written if writes or set("wax+") & set(mode) else self._read).add(name)


def main() -> None:
    request = json.loads(sys.argv[1])
    # The app sees the command line of a script that is run without arguments.
    sys.argv[:] = [request["entry"] or ""]
    root = Path(request["root"])
    Path(request["started"]).touch()
    opened = OpenedFiles(root)
    install()
    sys.path[:0] = request["search_path"]
    # As in the site, for libraries that were installed without what they hardly use.
    sys.path += map(str, stand_in_paths(request["shipped"]))
    set_site_root(ROOT)
    told: dict[str, Any] = {"problem": None}
    app: Dash | None = None
    if request["entry"] is None:
        sys.path.insert(0, str(root))
    else:
        hooks.expect_entry_points(request["hooks"])
        app, seen = run_app(request, root)
        told |= seen
    # After the app, whose imports give the order of the scripts.
    import_libraries(request["libraries"])
    locally, _ = told.get("serving", DEFAULT_SERVING)
    told["libraries"] = [*described_libraries(), *described_hooks(locally)]
    answer = Path(request["answer"])
    unfinished = answer.with_suffix(".part")
    unfinished.write_text(json.dumps({**told, **opened.told()}), encoding="utf-8")
    unfinished.rename(answer)
    if app is not None and request["paint"] is not None:
        _record_first_paints(app, told, request["paint"])
    # The app may have started threads that would keep this process alive.
    os._exit(0)


def _record_first_paints(app: Dash, told: dict[str, Any], wanted: dict[str, Any]) -> None:
    """After everything else has been told: callbacks may take for ever, or end the process."""
    recorder = Recorder(app, Path(wanted["answer"]))
    recorder.stop_after(wanted["limit_s"])
    _LOOP.run(recorder.record([*dict.fromkeys(["", *told["pages"]])]))


def run_app(request: dict[str, Any], root: Path) -> tuple[Dash | None, dict[str, Any]]:
    """The app and what it is, or its problem."""
    try:
        app = _LOOP.run(load_app(request["entry"], request["attribute"], root))
        # With all checks, also those that a published app saves at its start.
        app._prepare(debug=True)
        return app, describe(app)
    except AppLoadError as error:
        problem = {
            "kind": error.kind,
            "message": str(error),
            "where": place_in(root, error.__cause__),
            "traceback": error.traceback,
        }
    except Exception as error:  # Dash's own (A2, A16), or one of a layout function
        problem = {
            "kind": "raised",
            "message": "".join(traceback.format_exception_only(error)).strip(),
            "where": place_in(root, error),
            "traceback": "".join(traceback.format_exception(error)),
        }
    return None, {"problem": problem}


def describe(app: Dash) -> dict[str, Any]:
    """What the build wants to know of an app."""
    page = app._page_config(False)
    assets = app._assets()
    folder = Path(app.config.assets_folder).resolve()
    url = app.config.assets_url_path.strip("/")

    def versioned(path: str) -> str:
        return f"{ROOT}{path}?m={_digest(folder / path.removeprefix(f'{url}/'))}"

    index = partial(
        app._index_html,
        scripts=SCRIPTS_SLOT,
        styles=STYLES_SLOT,
        config_json=CONFIG_SLOT,
        favicon=versioned(assets.favicon) if assets.favicon else "data:,",
    )
    spec = app._app_spec(debug=True)
    return {
        "title": page.title,
        "index": index(),
        "pages": {path: index(**head) for path, head in page_heads(app)},
        "redirects": {old: page for old, page in redirects(app).items() if is_safe(old)},
        "config": app._dash_config(),
        "persistent_dir": app._persistent_dir,
        "assets": {
            "folder": str(folder),
            "url": url,
            "scripts": list(map(versioned, assets.scripts)),
            "styles": list(map(versioned, assets.styles)),
        },
        "external_scripts": page.external_scripts,
        "external_stylesheets": page.external_stylesheets,
        "clientside": [asdict(function) for function in page.clientside_functions],
        "serving": [app.scripts.config.serve_locally, app.scripts.config.eager_loading],
        "dev_tools": page.dev_tools_ui,
        "mistakes": mistakes(spec),
        "components": sorted({*components_in(spec.layout), *components_in(spec.validation_layout)}),
    }


def mistakes(spec: AppSpec) -> list[str]:
    """What Dash's checks find in the callbacks and their ids: a page without dev tools is silent
    about most of it."""
    engine = Engine(spec)
    try:
        engine.receive(Start())
    except NotJsonable:
        return []  # about the layout, and whoever mounts it says so
    found = []
    # They come before anything is mounted or called.
    while isinstance(effect := engine.poll(), Send) and isinstance(effect.message, AppError):
        error = effect.message.error
        found.append(" ".join(f"{error.title}: {error.message}".split()))
    return found


def page_heads(app: Dash) -> Iterator[tuple[str, dict[str, Any]]]:
    """Path and head of every registered page that can have a file of its own (P8, P10)."""
    if not app.use_pages:
        return
    for registered in page_registry.values():
        path = registered["path"].strip("/")
        # The page that is shown there: of two that fit, the router takes the first.
        page, variables = find_page(path)
        if path and not is_safe(path):
            continue
        title, description = (
            str(text(**variables) if callable(text) else text)
            for text in (page["title"], page["description"])
        )
        image = page["image_url"] or (app.get_asset_url(page["image"]) if page["image"] else "")
        metas = page_metas(title, description, image) if app.config.include_pages_meta else []
        yield path, {"title": title, "page_metas": metas}


def components_in(value: Any) -> Iterator[tuple[str, str]]:
    """(namespace, type) of every component in a layout, in any prop."""
    if hasattr(value, "to_plotly_json"):
        value = value.to_plotly_json()
    if isinstance(value, dict):
        if "namespace" in value and "type" in value:
            yield str(value["namespace"]), str(value["type"])
        for part in value.values():
            yield from components_in(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from components_in(part)


def place_in(root: Path, error: BaseException | None) -> str | None:
    """`file:line` of the innermost frame that is the app's own code."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_short(Path(error.filename), root)}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(root)]
    return f"{_short(Path(own[-1].filename), root)}:{own[-1].lineno}" if own else None


def _short(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
