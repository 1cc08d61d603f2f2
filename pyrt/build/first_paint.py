"""What a page shows before Python is there: the app's first updates, recorded by the build.

The build runs the app's initial callbacks as the browser would (`first_paint_child`).  The page
paints the recorded updates at once; when the worker's own updates arrive, it compares
(`web/src/host/paint.ts`).  So a first paint may be wrong, or end early, and the app still comes
out right: nothing here has to be complete.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .page_files import ROOT
from .static_html import static_html

PAINT_ID = "_pyrt-paint"
PAINT_ROOT = "/pyrt-paint-root/"
"""What stands for the folder of the site in the updates.  The worker, and so the page, has it
as a path of the host, and not relative to the page as the page's own URLs."""

MAX_CHARACTERS = 400_000
"""A larger page would itself take longer to arrive than what it is to bridge."""


@dataclass(frozen=True, slots=True)
class FirstPaint:
    """Of one page of an app."""

    updates: str
    """JSON array: the `AppConfig`, then `LayoutUpdate`s."""
    html: str
    """The same for people without JavaScript and for search engines."""


@dataclass(frozen=True, slots=True)
class Paints:
    """Of all pages."""

    pages: Mapping[str, FirstPaint]
    """Path below the site, without slashes at the ends -> its paint."""
    problems: tuple[str, ...] = ()
    """Why some of them are not there or end early."""


NO_PAINTS = Paints({})


def read_paints(told: dict[str, Any] | None, prefix: str) -> Paints:
    """Of what `first_paint_child` has written; None: it has not come to that.

    `prefix` is the one of the app's own paths."""
    if told is None:
        return Paints({}, ("the process ended before the initial callbacks had",))
    pages: dict[str, FirstPaint] = {}
    problems: dict[str, None] = {}
    for path, recorded in told["pages"].items():
        updates = _that_fit(told["config"], recorded["updates"])
        if recorded["problem"]:
            problems[recorded["problem"]] = None
        if updates:
            text = _json([told["config"], *updates]).replace(ROOT, PAINT_ROOT)
            pages[path] = FirstPaint(text, static_html(recorded["updates"], prefix))
        elif recorded["updates"]:
            problems[f"the first layout has more than {MAX_CHARACTERS:,} characters"] = None
    return Paints(pages, tuple(problems))


def _that_fit(config: dict[str, Any], updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many of the first as there is room for."""
    size = len(_json(config))
    for count, update in enumerate(updates):
        size += len(_json(update))
        if size > MAX_CHARACTERS:
            return updates[:count]
    return updates


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def paint_tag(paint: FirstPaint) -> str:
    """The element that `paint.ts` reads."""
    # Inside <script>, "</script>" and "<!--" would be markup even in a JSON string.
    text = paint.updates.replace("<", "\\u003c")
    return f'<script id="{PAINT_ID}" type="application/json">{text}</script>'
