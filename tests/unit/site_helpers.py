"""Helpers for tests of the build: a small stand-in for the prebuilt files, folders from text."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

HELLO = """\
from dash import Dash, html

app = Dash(__name__)
app.title = "Hello"
app.layout = html.Div("hello", id="greeting")
"""
"""The smallest app."""

_STATIC = [
    "runtime/boot.js",
    "runtime/host.js",
    "runtime/start.js",
    "runtime/worker.js",
    "runtime/pyrt.zip",
    "runtime/pyodide/pyodide.asm.wasm",
    "runtime/pyodide/python_stdlib.zip",
    "runtime/react/react.min.js",
    "runtime/react/react-dom.min.js",
    "runtime/react/prop-types.min.js",
    "components/dash_html_components/dash_html_components.min.js",
    "components/dash_core_components/dash_core_components.js",
    "components/dash_core_components/dash_core_components-shared.js",
    "components/dash_core_components/async-graph.js",
    "components/dash_table/bundle.js",
    "plotly/plotly.min.js",
    "packages/narwhals.zip",
    "packages/packaging.zip",
    "packages/plotly.zip",
]

_PACKAGES = {
    "plotly": {
        "version": "7",
        "modules": ["_plotly_utils", "plotly"],
        "requires": ["narwhals", "packaging"],
    },
    "narwhals": {"version": "2", "modules": ["narwhals"], "requires": []},
    "packaging": {"version": "26", "modules": ["packaging"], "requires": []},
}


def write_static(folder: Path) -> Path:
    """Files with the names of the prebuilt ones; what is in them does not matter."""
    texts = {name: f"/* {name} */\n" for name in _STATIC}
    texts["packages/index.json"] = json.dumps(_PACKAGES)
    hashes = {}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        data = path.read_bytes()
        hashes[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest = {"version": "9.9.9", "build": "feedbeef", "files": hashes}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def write_files(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Files by name and content."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def site_config(site: Path) -> dict[str, Any]:
    """What the page of a site tells `boot.js`."""
    page = (site / "index.html").read_text("utf-8")
    found = re.search(r'<script id="_dash-config" [^>]*>(.*?)</script>', page)
    assert found
    config: dict[str, Any] = json.loads(found[1])["pyrt"]
    return config


def distribution(
    folder: Path,
    name: str,
    files: dict[str, str | bytes],
    *,
    version: str = "1.0",
    requires: str = "",
) -> None:
    """An installed distribution, as `pip install` leaves one in `folder`."""
    write_files(folder, files)
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {line}\n" for line in requires.splitlines() if line)
    names = [*files, f"{info}/METADATA", f"{info}/INSTALLER", f"{info}/RECORD"]
    write_files(
        folder,
        {
            f"{info}/METADATA": metadata,
            f"{info}/INSTALLER": "pip\n",
            f"{info}/RECORD": "".join(f"{name},,\n" for name in names),
        },
    )
