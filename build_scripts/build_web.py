"""Bundles the TypeScript of web/ into the scripts of a page, and of the player.

The same sources give the same bytes: esbuild's version is pinned, nothing in a bundle names a
path or a time, and there are no source maps.
React is no dependency of the bundles: the page shares one copy, `window.React`, with every
component suite.
"""

from __future__ import annotations

from pathlib import Path

import slim_pyodide
from paths import NODE_MODULES, PLAYER, ROOT, RUNTIME, SINGLE, project_version
from steps import BuildError, call

WEB = ROOT / "web/src"

SCRIPTS = {
    "boot": "iife",
    "host": "iife",
    "start": "iife",
    "devtools": "iife",
    "embed": "iife",
    "worker": "esm",
}
"""Entry point -> format.  Component bundles must find their globals in place when they are
evaluated, so what the page loads are classic scripts, in order; the worker is a module.
`devtools.js` comes later, and only where dev tools are on; `embed.js` is for other pages, which
show the page in a frame."""


PLAYER_SCRIPTS = ("page", "frame", "worker")
"""The player's: its page, the frame in which an app runs, and the same worker for a frame that
may load none from a URL: so this one is no module."""

OUTPUTS = [
    *(RUNTIME / f"{name}.js" for name in SCRIPTS),
    *(PLAYER / f"{name}.js" for name in PLAYER_SCRIPTS),
    PLAYER / "page.css",
    PLAYER / "editor.js",
    PLAYER / "editor.css",
    SINGLE / "single.js",
]


def bundle_web() -> None:
    """Write `OUTPUTS`."""
    for name, form in SCRIPTS.items():
        _bundle(_entry(name), RUNTIME / f"{name}.js", f"--format={form}")
    for name in PLAYER_SCRIPTS:
        _bundle(
            f"web/src/play/{name}/{name}.ts",
            PLAYER / f"{name}.js",
            "--format=iife",
            # Pyodide asks for its own address where it is not told one.
            '--define:import.meta.url="https://pyodide.invalid/"',
        )
    # The editor is loaded by the page when somebody wants it, which only modules can be.
    _bundle("web/src/play/editor/editor.ts", PLAYER / "editor.js", "--format=esm")
    for folder in ("page", "editor"):
        _bundle(f"web/src/play/{folder}/{folder}.css", PLAYER / f"{folder}.css")
    _bundle(_entry("single"), SINGLE / "single.js", "--format=iife")


def _bundle(entry: str, out: Path, *options: str) -> None:
    call(
        NODE_MODULES / ".bin/esbuild",
        entry,
        f"--outfile={out}",
        f'--define:PYRT_VERSION="{project_version()}"',
        *("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning"),
        # Pyodide's loader names them, and reaches them under Node only.
        *("--external:node:*", "--external:ws"),
        slim_pyodide.alias(),
        *options,
    )


def _entry(name: str) -> str:
    """A relative path, so that no bundle can depend on where the checkout lies."""
    for candidate in (WEB / name / "main.ts", WEB / name / f"{name}.ts"):
        if candidate.is_file():
            return candidate.relative_to(ROOT).as_posix()
    raise BuildError(f"web/src/{name}/ has no entry point (main.ts or {name}.ts)")
