"""The pages of an app that is one file, beside the first one.

The file is the document of the first page.  `web/src/single/pages.ts` changes it into the one that
the address names, with what stands here: what each document of the site has of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from .first_paint import PAINT_ID
from .page_files import FALLBACK, ROOT

REST = "*"
"""Instead of a path: what addresses get that are no page's."""

_PAINT = re.compile(rf'<script id="{PAINT_ID}"[^>]*>(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class FilePage:
    path: str
    """Without slashes at the ends."""
    redirect: str | None
    """Where it leads to, for a path that a page has had."""
    content: bytes


def file_pages(
    site: Path, paths: Iterable[str], redirects: Mapping[str, str]
) -> Iterator[FilePage]:
    """Of the site in the folder `site`: the pages at `paths` and what stands for all others."""
    first = _read(site / "index.html")
    files = {path: site / path / "index.html" for path in paths if path}
    for path, file in {**files, REST: site / FALLBACK}.items():
        page = _read(file)
        content = {
            "title": page.title,
            "without": [meta for meta in first.metas if meta not in page.metas],
            "metas": [meta for meta in page.metas if meta not in first.metas],
            "paint": page.paint,
        }
        yield FilePage(path, None, json.dumps(content, ensure_ascii=False).encode())
    for path, target in redirects.items():
        if path not in files:
            yield FilePage(path, target, b"")


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    metas: list[dict[str, str]]
    paint: str | None


def _read(file: Path) -> _Page:
    text = file.read_text("utf-8").replace(ROOT, "")
    head = _Head()
    head.feed(text)
    paint = _PAINT.search(text)
    return _Page(head.title.strip(), head.metas, paint[1] if paint else None)


class _Head(HTMLParser):
    """Title, and the meta tags that say something about the page."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.metas: list[dict[str, str]] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        meta = {name: value or "" for name, value in attrs}
        if tag == "meta" and {"name", "property"} & meta.keys():
            self.metas.append(meta)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
