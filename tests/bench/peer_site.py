"""Real Dash inside Pyodide, as other projects do it: the peer that pyrt is held against.

Dash, Flask and all that they import run in a module worker, dash-renderer on the page; between
them a `fetch` that is answered by a WSGI call.  The HTML and the component scripts are files of
the site, which a peer could do as well.  `compiled` is kinder than any peer is known to be: byte
code for everything, in two archives, without what these apps do not need.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires, version
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "bench-peer"
PYODIDE = ROOT / "node_modules" / "pyodide"
STDLIB = ROOT / "pyrt" / "_static" / "runtime" / "pyodide" / "python_stdlib.zip"
SCRIPTS = Path(__file__).with_name("peer")
SITE_PACKAGES = "/lib/python3.14/site-packages"

_BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}
_EMPTY = (".js", ".css")
"""Dash looks whether its component scripts are there; the page gets the real ones as files."""
_LEFT_OUT = re.compile(
    r"\.(map|pyi|ts|svg|png|ico|woff2?)$|/labextension|^dash/testing/|^setuptools/"
    r"|^plotly/(figure_factory|express|matplotlylib|package_data/datasets)/|^plotly/graph_objs/\w+/"
)

_STATIC_FILES = """
import importlib, json, pathlib, re, runpy, shutil, sys
app = runpy.run_path(sys.argv[1])["app"]
site = pathlib.Path(sys.argv[2])
ask = app.server.test_client().get
html = ask("/").get_data(as_text=True)
ask("/_dash-layout")
for namespace, paths in app.registered_paths.items():
    folder = pathlib.Path(importlib.import_module(namespace).__file__).parent
    for path in paths:
        if (folder / path).is_file() and not path.endswith(".map"):
            target = site / "_dash-component-suites" / namespace / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / path, target)
for url in re.findall(r'/_dash-component-suites/[^"?]+[^"]*', html):
    target = site / url.partition("?")[0].lstrip("/")
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(ask(url).data)
(site / "_favicon.ico").write_bytes(ask("/_favicon.ico").data)
(site / "index.html").write_text(html)
"""


def build_peer(app: Path, site: Path, *, compiled: bool) -> None:
    """A static site in `site` that runs `app` in Dash inside Pyodide."""
    site.mkdir(parents=True)
    subprocess.run([sys.executable, "-c", _STATIC_FILES, app, site], check=True)
    index = site / "index.html"
    attribute = ' data-compiled="1"' if compiled else ""
    script = f'<script src="peer/bridge.js"{attribute}></script>'
    index.write_text(index.read_text().replace("<head>", f"<head>{script}", 1))
    peer = site / "peer"
    shutil.copytree(SCRIPTS, peer)
    shutil.copy(app, peer / "app.py")
    parts = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json"]
    (peer / "pyodide").mkdir()
    for part in [*parts, *([] if compiled else ["python_stdlib.zip"])]:
        shutil.copy(PYODIDE / part, peer / "pyodide" / part)
    if compiled:
        shutil.copy(STDLIB, peer / "stdlib.zip")
        shutil.copy(_compiled_packages(), peer / "packages.zip")
    else:
        (peer / "wheels").mkdir()
        names = []
        for wheel in _wheels():
            shutil.copy(wheel, peer / "wheels" / wheel.name)
            names.append(wheel.name)
        (peer / "wheels.json").write_text(json.dumps(names))


def _wheels() -> list[Path]:
    """What Dash needs, for the browser's Python, in the versions that are installed here."""
    folder = CACHE / "wheels"
    if not folder.exists():
        making = CACHE / "making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        wanted = [f"{name}=={version(name)}" for name in _needed("dash") if name != "markupsafe"]
        target = ["--python-version=3.14", "--implementation=cp", "--abi=cp314", "--abi=none"]
        target += ["--platform=pyemscripten_2026_0_wasm32", "--platform=any"]
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", making]
        subprocess.run([*pip, "--only-binary=:all:", *target, *wanted], check=True)
        _pure_markupsafe(making)
        making.rename(folder)
    return sorted(folder.glob("*.whl"))


def _needed(name: str, found: dict[str, None] | None = None) -> list[str]:
    """A distribution and all that it requires in a browser."""
    found = {} if found is None else found
    if name not in found:
        found[name] = None
        for text in requires(name) or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate(dict(_BROWSER)):
                _needed(requirement.name.lower().replace("_", "-"), found)
    return list(found)


def _pure_markupsafe(folder: Path) -> None:
    """It has no wheel for browsers; its Python files do without the compiled one."""
    spec = find_spec("markupsafe")
    assert spec and spec.origin
    name = f"markupsafe-{version('markupsafe')}"
    info = f"{name}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as wheel:
        for file in sorted(Path(spec.origin).parent.glob("*.py")):
            wheel.write(file, f"markupsafe/{file.name}")
        head = f"Metadata-Version: 2.1\nName: MarkupSafe\nVersion: {version('markupsafe')}\n"
        wheel.writestr(f"{info}/METADATA", head)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def _compiled_packages() -> Path:
    """One archive of them all, as byte code."""
    archive = CACHE / "packages.zip"
    if not archive.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        sources = CACHE / "sources.zip"
        with zipfile.ZipFile(sources, "w") as merged:
            for name, content in _contents():
                merged.writestr(name, content)
        made = CACHE / "made.zip"
        command = ["node", ROOT / "build_scripts" / "zip_pyc.mjs", sources, made]
        subprocess.run([*command, SITE_PACKAGES, STDLIB], check=True)
        made.rename(archive)
    return archive


def _contents() -> Iterator[tuple[str, bytes]]:
    seen = set()
    for wheel in _wheels():
        with zipfile.ZipFile(wheel) as files:
            for name in files.namelist():
                if name.endswith("/") or name in seen or _LEFT_OUT.search(name):
                    continue
                seen.add(name)
                yield name, b"" if name.endswith(_EMPTY) else files.read(name)
