"""Bundles the TypeScript of web/ into the four scripts of a page.

The same sources give the same bytes: esbuild's version is pinned, nothing in a bundle names a
path or a time, and there are no source maps.
React is no dependency of the bundles: the page shares one copy, `window.React`, with every
component suite.
"""

from __future__ import annotations

from paths import NODE_MODULES, ROOT, RUNTIME, project_version
from steps import BuildError, call

WEB = ROOT / "web/src"

SCRIPTS = {"boot": "iife", "host": "iife", "start": "iife", "devtools": "iife", "worker": "esm"}
"""Entry point -> format.  Component bundles must find their globals in place when they are
evaluated, so what the page loads are classic scripts, in order; the worker is a module.
`devtools.js` comes later, and only where dev tools are on."""


def bundle_web() -> None:
    """Write `boot.js`, `host.js`, `start.js`, `devtools.js` and `worker.js`."""
    for name, form in SCRIPTS.items():
        call(
            NODE_MODULES / ".bin/esbuild",
            _entry(name),
            f"--outfile={RUNTIME / name}.js",
            f"--format={form}",
            f'--define:PYRT_VERSION="{project_version()}"',
            *("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning"),
            # Pyodide's loader names them, and reaches them under Node only.
            *("--external:node:*", "--external:ws"),
        )


def _entry(name: str) -> str:
    """A relative path, so that no bundle can depend on where the checkout lies."""
    for candidate in (WEB / name / "main.ts", WEB / name / f"{name}.ts"):
        if candidate.is_file():
            return candidate.relative_to(ROOT).as_posix()
    raise BuildError(f"web/src/{name}/ has no entry point (main.ts or {name}.ts)")
