"""What a page of a site downloads, part by part, read from the site itself.

`index.html` says all of it: its tags, and the configuration that the worker gets.  Only which
files of the runtime the worker takes is known here and in `web/src/worker/runtime.ts`; the test
in `tests/e2e/test_report.py` compares the list with what a browser asks for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .compress import (
    BROTLI_ON_THE_FLY,
    GZIP_ON_THE_FLY,
    HAS_BROTLI,
    as_brotli,
    as_gzip,
    can_shrink,
)

PARTS = ("page", "host", "components", "runtime", "packages", "app")
"""HTML; the scripts that draw; component libraries; Python; packages; the app's own files."""

_HOST = ("boot.js", "host.js", "start.js", "react/")
_WORKER = ("worker.js", "pyodide/pyodide.asm.wasm")
_IMAGE = "pyodide/start_image.gz"
_STDLIB = "pyodide/python_stdlib.zip"
_LOADED_LINKS = frozenset({"stylesheet", "preload", "modulepreload", "icon"})


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of a file or of several: as they are, and as hosts send them that compress."""

    raw: int
    gzip: int
    brotli: int | None
    """None: brotli is not installed here."""


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    files: dict[str, Size]
    """Path in the site -> size."""
    size: Size


@dataclass(frozen=True, slots=True)
class SiteReport:
    parts: tuple[Part, ...]
    """What a page downloads until the app has started, in the order of `PARTS`."""
    total: Size
    later: Part
    """What only some apps need, and only when they come to it: code of components that are drawn
    for the first time, modules that the start image does not hold, plotly.js, the dev tools."""
    elsewhere: tuple[str, ...]
    """URLs of other hosts, which are not measured."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def report_site(site: Path) -> SiteReport:
    """Measure the site in the folder `site`, which must have its own runtime."""
    page = _Page((site / "index.html").read_text("utf-8"))
    config = page.config["pyrt"]
    runtime = _path(config["runtime"])
    at_start, elsewhere = _at_start(page, config)
    parts: dict[str, list[str]] = {name: [] for name in PARTS}
    for path in at_start:
        if (site / path).is_file():
            parts[_part_of(path, runtime, config)].append(path)
    later = [
        path
        for path in _files_below(site, (runtime, "_pyrt/components/"))
        if path not in at_start and not path.endswith((".map", ".gz", ".br"))
    ]
    measured = tuple(_measured(site, name, sorted(files)) for name, files in parts.items())
    return SiteReport(
        parts=measured,
        total=_sum(part.size for part in measured),
        later=_measured(site, "later", later),
        elsewhere=tuple(elsewhere),
    )


class _Page(HTMLParser):
    """The files that an HTML page names, and its configuration."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self._in_config = False
        self._config = ""
        self.feed(text)
        self.config: dict[str, Any] = json.loads(self._config)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" in values:
            self.urls.append(values["src"])
        self._in_config = tag == "script" and values.get("id") == "_dash-config"
        if tag == "link" and _LOADED_LINKS & set(values.get("rel", "").lower().split()):
            self.urls.append(values.get("href", ""))

    def handle_data(self, data: str) -> None:
        if self._in_config:
            self._config += data

    def handle_endtag(self, tag: str) -> None:
        self._in_config = False


def _at_start(page: _Page, config: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Paths in the site of what a page downloads at once, and the URLs of other hosts."""
    runtime = config["runtime"]
    urls = [
        "index.html",
        *page.urls,
        *(url for name in config["at_once"] for url in config["components"][name]),
        *(runtime + name for name in _WORKER),
        config["image"] or runtime + _IMAGE,
        *([runtime + _STDLIB] if config["stdlib"] else []),
        config["app"],
        *([config["packages"]] if config["packages"] else []),
        *(wheel["url"] for wheel in config["wheels"]),
        *(runtime + archive for archive in config["prebuilt"]),
        *([config["distribution"]["lock"]] if config["distribution"] else []),
    ]
    paths: dict[str, None] = {}
    elsewhere: dict[str, None] = {}
    for url in urls:
        if url.startswith("data:"):
            continue
        if "//" in url.partition("?")[0]:
            elsewhere[url] = None
        else:
            paths[_path(url)] = None
    return list(paths), list(elsewhere)


def _path(url: str) -> str:
    return unquote(urlsplit(url).path).removeprefix("./")


def _part_of(path: str, runtime: str, config: dict[str, Any]) -> str:
    own = path.removeprefix(runtime)
    scripts = {_path(url) for urls in config["components"].values() for url in urls}
    if path == "index.html":
        return "page"
    if path in scripts or path.startswith("_pyrt/components/"):
        return "components"
    if own != path and own.startswith(_HOST):
        return "host"
    if own != path or path == _path(config["image"] or ""):
        return "packages" if own.startswith("packages/") else "runtime"
    named = {_path(config["packages"] or ""), *(_path(wheel["url"]) for wheel in config["wheels"])}
    return "packages" if path in named or path.startswith("_pyrt/pyodide-lock") else "app"


def _files_below(site: Path, folders: Iterable[str]) -> list[str]:
    return sorted(
        path.relative_to(site).as_posix()
        for folder in folders
        for path in (site / folder).rglob("*")
        if path.is_file()
    )


def _measured(site: Path, name: str, files: list[str]) -> Part:
    sizes = {file: _size(site / file) for file in files}
    return Part(name, sizes, _sum(sizes.values()))


def _size(path: Path) -> Size:
    """A copy that lies beside the file is what a host sends; else what it would make of it."""
    content = path.read_bytes()
    raw = len(content)
    if not can_shrink(path.name, raw):
        return Size(raw, raw, raw if HAS_BROTLI else None)
    copies = {ending: path.with_name(path.name + ending) for ending in (".gz", ".br")}
    gzip = (
        copies[".gz"].stat().st_size
        if copies[".gz"].is_file()
        else len(as_gzip(content, GZIP_ON_THE_FLY))
    )
    brotli = None
    if copies[".br"].is_file():
        brotli = copies[".br"].stat().st_size
    elif HAS_BROTLI:
        brotli = len(as_brotli(content, BROTLI_ON_THE_FLY))
    return Size(raw, min(raw, gzip), None if brotli is None else min(raw, brotli))


def _sum(sizes: Iterable[Size]) -> Size:
    found = list(sizes)
    brotli = [size.brotli for size in found if size.brotli is not None]
    return Size(
        sum(size.raw for size in found),
        sum(size.gzip for size in found),
        sum(brotli) if len(brotli) == len(found) and HAS_BROTLI else None,
    )
