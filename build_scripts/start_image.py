"""The start image, made by a Node with WebAssembly stack switching (`make_image.mjs` says why)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator

import make_runtime
from paths import NODE_MODULES, ROOT, RUNTIME, STATIC
from steps import BuildError, call

IMAGE = RUNTIME / "pyodide/start_image.gz"
MODULES = STATIC / "start_image.json"
"""Names of the modules that lie in the image."""

NEEDED = 26
"""The first even Node in which stack switching needs no flag is 24; 26 is what npm brings."""


def make_image() -> None:
    """Python's memory with pyrt imported."""
    zips = (make_runtime.STDLIB, make_runtime.PYRT)
    call(find_node(), ROOT / "build_scripts/make_image.mjs", *zips, IMAGE, MODULES)
    assert json.loads(MODULES.read_text())


def find_node() -> str:
    """A Node that is new enough: `PYRT_NODE`, the one that npm brought, or the machine's own."""
    for node in _candidates():
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"v(\d+)\.", done.stdout)
        if version and int(version[1]) >= NEEDED:
            return node
    raise BuildError(
        f"The start image needs Node {NEEDED} or newer. npm brings it on Linux and macOS; here "
        "install one and name it: PYRT_NODE=/path/to/node make setup"
    )


def _candidates() -> Iterator[str]:
    if named := os.environ.get("PYRT_NODE"):
        yield named
    yield from (str(path) for path in sorted(NODE_MODULES.glob("node-*/bin/node")))
    if own := shutil.which("node"):
        yield own
