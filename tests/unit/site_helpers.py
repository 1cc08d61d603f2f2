"""Helpers for tests of the build: a small stand-in for the prebuilt files, folders from text."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from pyrt.build.archive import zip_files

HELLO = """\
from dash import Dash, html

app = Dash(__name__)
app.title = "Hello"
app.layout = html.Div("hello", id="greeting")
"""
"""The smallest app."""

_STATIC = [
    "runtime/boot.js",
    "runtime/embed.js",
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


def make_wheel(
    folder: Path,
    name: str,
    files: dict[str, str | bytes],
    *,
    version: str = "1.0",
    requires: str = "",
    tag: str = "py3-none-any",
) -> Path:
    """A wheel file, the same bytes every time."""
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Requires-Dist: {line}\n" for line in requires.splitlines() if line)
    contents = {
        name: text.encode() if isinstance(text, str) else text for name, text in files.items()
    }
    contents[f"{info}/METADATA"] = metadata.encode()
    contents[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode()
    contents[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in contents).encode()
    path = folder / f"{name.replace('-', '_')}-{version}-{tag}.whl"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zip_files(contents))
    return path


def make_index(folder: Path, *files: Path) -> Path:
    """A package index of static pages (PEP 503) with links to `files`, in `folder`/simple."""
    projects: dict[str, list[Path]] = {}
    for file in files:
        projects.setdefault(file.name.split("-")[0].replace("_", "-").lower(), []).append(file)
    for project, own in projects.items():
        page = folder / "simple" / project
        page.mkdir(parents=True, exist_ok=True)
        links = []
        for file in own:
            (page / file.name).write_bytes(file.read_bytes())
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            links.append(f'<a href="{file.name}#sha256={digest}">{file.name}</a><br>')
        (page / "index.html").write_text(
            f"<!doctype html><html><body>{''.join(links)}</body></html>"
        )
    return folder


def make_pyodide_dist(
    folder: Path, *wheels: Path, depends: dict[str, list[str]] | None = None
) -> Path:
    """A Pyodide distribution of these wheels: a folder with its lock."""
    packages = {}
    folder.mkdir(parents=True, exist_ok=True)
    for wheel in wheels:
        name, version, *_ = wheel.name.split("-")
        (folder / wheel.name).write_bytes(wheel.read_bytes())
        packages[name.replace("_", "-")] = {
            "name": name,
            "version": version,
            "file_name": wheel.name,
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
            "install_dir": "site",
            "package_type": "package",
            "imports": [name],
            "depends": (depends or {}).get(name, []),
            "unvendored_tests": False,
        }
    info = {
        "abi_version": "2026_0",
        "arch": "wasm32",
        "platform": "emscripten_5_0_3",
        "python": "3.14.2",
    }
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": info, "packages": packages}))
    return folder
