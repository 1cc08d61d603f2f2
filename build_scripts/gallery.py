"""Builds the examples as one static gallery: a card for each, its source beside the running app.

    site/index.html              the cards
    site/<example>/index.html    source and app side by side
    site/<example>/app/          the app, as `pyrt build` makes it
    site/_pyrt/<version>/        the runtime that all of them share

In `site/` only examples that have changed are built again; another folder is built whole.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import gallery_html
from example import Example, all_examples
from npm_files import npm_file
from paths import PACKAGE, ROOT, STATIC
from pyrt.build.errors import BuildError as AppBuildError
from pyrt.build.page_files import NOT_FOUND
from pyrt.build.runtime_files import runtime_folder, write_runtime
from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.build.static import load_static
from steps import BuildError, Step

SITE = ROOT / "site"

PORT = 8050
"""Dash's own, when it is free."""


def build_gallery(out: Path = SITE) -> list[Example]:
    """Bring the gallery in `out` up to date; returns what is in it."""
    examples = all_examples()
    out.mkdir(parents=True, exist_ok=True)
    _remove_others(out, {"_pyrt", *(example.name for example in examples)})
    runtime = runtime_folder(load_static())
    _step(out, "runtime", [], out / runtime, partial(_write_runtime, out / runtime))
    for example in examples:
        app = out / example.name / "app"
        run = partial(_build_app, example, app, f"../../{runtime}")
        _step(out, example.name, [example.folder, PACKAGE / "build"], app, run)
    _write_pages(out, examples)
    return examples


def _step(out: Path, name: str, inputs: Sequence[Path], output: Path, run: partial[None]) -> None:
    """In the usual place, only what has changed is built."""
    if out == SITE:
        needs = [STATIC / "manifest.json", *inputs]
        Step(name, run, inputs=lambda: needs, outputs=[output]).bring_up_to_date()
    else:
        run()


def _remove_others(out: Path, wanted: set[str]) -> None:
    """Examples that are gone."""
    for path in out.iterdir():
        if path.is_dir() and path.name not in wanted:
            shutil.rmtree(path)


def _write_runtime(folder: Path) -> None:
    shutil.rmtree(folder.parent, ignore_errors=True)
    write_runtime(folder)


def _build_app(example: Example, out: Path, runtime_url: str) -> None:
    build_site(example.folder, out, runtime_url=runtime_url, must_run=True, fetch_external=npm_file)


def _write_pages(out: Path, examples: Sequence[Example]) -> None:
    for name in gallery_html.COPIED:
        shutil.copyfile(gallery_html.PAGES / name, out / name)
    (out / "index.html").write_text(gallery_html.index_page(examples), "utf-8")
    # Most hosts look for it here only; it finds the app that an address belongs to.
    (out / "404.html").write_text(NOT_FOUND, "utf-8")
    for at, example in enumerate(examples):
        page = gallery_html.example_page(examples, at)
        (out / example.name / "index.html").write_text(page, "utf-8")


# --- command ----------------------------------------------------------------------------


def main() -> int:
    """Build; with `--serve`, serve until interrupted."""
    parser = argparse.ArgumentParser(description="Build the examples as a static gallery.")
    parser.add_argument("--out", type=Path, default=SITE)
    parser.add_argument("--serve", action="store_true", help="serve it on this machine")
    options = parser.parse_args()
    try:
        build_gallery(options.out)
        if not options.serve:
            print(f"\nThe gallery is in {options.out}: publish it on any static host.")
            return 0
        with _server(options.out) as server:
            print(f"\nThe examples: {server.url}  (Ctrl+C stops the server)", flush=True)
            threading.Event().wait()
    except (AppBuildError, BuildError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


def _server(folder: Path) -> SiteServer:
    try:
        return SiteServer({"": folder}, port=PORT)
    except AppBuildError:
        return SiteServer({"": folder})


if __name__ == "__main__":
    sys.exit(main())
