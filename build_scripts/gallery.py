"""Builds the examples as one static gallery: a card for each, its source beside the running app.

    site/index.html              the cards
    site/<example>/index.html    source and app side by side
    site/<example>/app/          the app, as `pyrt build` makes it
    site/_pyrt/<version>/        the runtime that all of them share

Only examples that have changed are built again.
"""

from __future__ import annotations

import argparse
import ast
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from string import Template

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_for_filename

from paths import PACKAGE, ROOT
from pyrt.build.errors import BuildError
from pyrt.build.runtime_files import write_runtime
from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.build.static import PACKAGED, load_static
from steps import Step, files_below

EXAMPLES = ROOT / "examples"
PAGES = ROOT / "build_scripts/gallery_pages"
SHOWN = {".py", ".js", ".css"}
"""Kinds of files whose source is shown."""

PORT = 8050
"""Dash's own, when it is free."""


@dataclass(frozen=True, slots=True)
class Example:
    """One folder in examples/ with an app.py."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name, `NN_name`, also in the URL."""
        return self.folder.name

    @property
    def number(self) -> str:
        """The two digits that give the order."""
        return self.name.partition("_")[0]

    @property
    def title(self) -> str:
        """The name in words."""
        return self.name.partition("_")[2].replace("_", " ").capitalize()

    @property
    def description(self) -> str:
        """First paragraph of the script's docstring."""
        tree = ast.parse((self.folder / "app.py").read_bytes())
        return " ".join((ast.get_docstring(tree) or "").partition("\n\n")[0].split())

    @property
    def sources(self) -> list[Path]:
        """The files worth reading, app.py first."""
        files = [path for path in files_below(self.folder) if path.suffix in SHOWN]
        return sorted(files, key=lambda path: (path.name != "app.py", path))


def build_gallery(out: Path) -> None:
    """Bring the gallery in `out` up to date."""
    examples = [Example(path.parent) for path in sorted(EXAMPLES.glob("*/app.py"))]
    out.mkdir(exist_ok=True)
    static = load_static()
    runtime = f"_pyrt/{static.version}"
    _remove_others(out, {"_pyrt", *(example.name for example in examples)})
    Step(
        "shared runtime",
        lambda: _write_runtime(out / runtime),
        inputs=lambda: [PACKAGED / "manifest.json"],
        outputs=[out / runtime],
    ).bring_up_to_date()
    for example in examples:
        Step(
            example.name,
            partial(_build_app, example, out, f"../../{runtime}/"),
            inputs=partial(_inputs, example),
            outputs=[out / example.name / "app"],
        ).bring_up_to_date()
    style = (PAGES / "style.css").read_text("utf-8")
    (out / "index.html").write_text(_index_page(examples, style), "utf-8")
    for at, example in enumerate(examples):
        page = _example_page(example, examples, at, style)
        (out / example.name / "index.html").write_text(page, "utf-8")


def _inputs(example: Example) -> list[Path]:
    return [example.folder, PACKAGED / "manifest.json", PACKAGE / "build"]


def _remove_others(out: Path, wanted: set[str]) -> None:
    """Examples that are gone."""
    for path in out.iterdir():
        if path.is_dir() and path.name not in wanted:
            shutil.rmtree(path)


def _write_runtime(folder: Path) -> None:
    shutil.rmtree(folder.parent, ignore_errors=True)
    write_runtime(folder)


def _build_app(example: Example, out: Path, runtime_url: str) -> None:
    build_site(example.folder, out / example.name / "app", runtime_url=runtime_url, must_run=True)


# --- pages ------------------------------------------------------------------------------


def _index_page(examples: Sequence[Example], style: str) -> str:
    return _fill("index.html", style=style, cards="\n".join(map(_card, examples)))


def _card(example: Example) -> str:
    lines = len((example.folder / "app.py").read_text("utf-8").splitlines())
    return (
        f'<li><a class="card" href="{example.name}/">'
        f'<span class="number">{escape(example.number)}</span>'
        f"<h2>{escape(example.title)}</h2><p>{escape(example.description)}</p>"
        f'<span class="size">{lines} lines of Python</span></a></li>'
    )


def _example_page(example: Example, examples: Sequence[Example], at: int, style: str) -> str:
    return _fill(
        "example.html",
        style=style + _highlight_style(),
        title=escape(example.title),
        description=escape(example.description),
        neighbours=" ".join(_neighbours(examples, at)),
        sources="".join(
            f"<h2>{escape(path.relative_to(example.folder).as_posix())}</h2>{_highlighted(path)}"
            for path in example.sources
        ),
    )


def _neighbours(examples: Sequence[Example], at: int) -> Iterator[str]:
    if at > 0:
        yield f'<a href="../{examples[at - 1].name}/" rel="prev">Previous</a>'
    if at + 1 < len(examples):
        yield f'<a href="../{examples[at + 1].name}/" rel="next">Next</a>'


def _highlighted(path: Path) -> str:
    lexer = get_lexer_for_filename(path.name)
    return str(highlight(path.read_text("utf-8"), lexer, HtmlFormatter(cssclass="code")))


def _highlight_style() -> str:
    """Colours for a light and a dark page; the ground is the page's own."""
    light = HtmlFormatter(style="friendly", cssclass="code", nobackground=True)
    dark = HtmlFormatter(style="github-dark", cssclass="code", nobackground=True)
    return (
        f"{light.get_style_defs('.code')}\n"
        f"@media (prefers-color-scheme: dark) {{ {dark.get_style_defs('.code')} }}"
    )


def _fill(page: str, **values: str) -> str:
    return Template((PAGES / page).read_text("utf-8")).substitute(values)


# --- command ----------------------------------------------------------------------------


def main() -> int:
    """Build; with `--serve`, serve until interrupted."""
    parser = argparse.ArgumentParser(description="Build the examples as a static gallery.")
    parser.add_argument("--out", type=Path, default=ROOT / "site")
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
    except BuildError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


def _server(folder: Path) -> SiteServer:
    try:
        return SiteServer({"": folder}, port=PORT)
    except BuildError:
        return SiteServer({"": folder})


if __name__ == "__main__":
    sys.exit(main())
