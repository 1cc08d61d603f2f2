"""The apps of one set of documents, built into one folder of it, with one runtime among them."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pyrt.build.runtime_files import write_runtime
from pyrt.build.site import build_site
from pyrt.build.static import load_static

FOLDER = "pyrt-apps"
"""In the output of the documents."""
HEIGHT = "420"


@dataclass(frozen=True, slots=True)
class DocApp:
    """An app that stands in a document, or a file that the document names."""

    code: str = ""
    file: str = ""
    """Absolute path of a script or of an app's folder; then there is no `code`."""

    @property
    def name(self) -> str:
        """Its folder: the same app gets the same one in every document."""
        digest = hashlib.sha256(f"{self.file}\0{self.code}".encode()).hexdigest()
        return f"app-{digest[:12]}"


def snippet(app: DocApp, up: str, *, height: str = HEIGHT, title: str = "") -> str:
    """HTML for a document from which `up` leads to the top of the output."""
    top = f"{up}{FOLDER}"
    src = f"{top}/{app.name}/index.html"
    named = f' title="{escape(title)}"' if title else ""
    return (
        f'<script async src="{escape(top)}/_pyrt/{load_static().version}/embed.js"></script>\n'
        f'<pyrt-app src="{escape(src)}" height="{escape(height)}"{named}>'
        f'<a href="{escape(src)}">Open the app</a></pyrt-app>'
    )


def write_apps(apps: Iterable[DocApp], out: Path) -> None:
    """Build them into `out` / `FOLDER`, in the place of what an earlier run has left there.

    Raises `BuildError`: an app of a document that cannot be built, or that fails when it is run.
    """
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    for app in apps:
        add_app(app, out)


def add_app(app: DocApp, out: Path) -> None:
    """Build one of them, beside the others.  Raises `BuildError`."""
    folder = out / FOLDER
    version = load_static().version
    if not (folder / "_pyrt" / version).exists():
        write_runtime(folder / "_pyrt" / version)
    with tempfile.TemporaryDirectory(prefix="pyrt-docs-") as here:
        script = Path(here) / "app.py"
        script.write_text(app.code, "utf-8")
        runtime = f"../_pyrt/{version}/"
        build_site(app.file or script, folder / app.name, runtime_url=runtime, must_run=True)
