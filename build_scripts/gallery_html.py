"""The pages of the gallery, as text: templates in `gallery_pages/`, filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_for_filename

from example import Example
from paths import ROOT, project_version

PAGES = ROOT / "build_scripts/gallery_pages"

COPIED = ("style.css", "favicon.svg")
"""Files that go into the gallery as they are."""

ARROWS = {"Previous": "M12 4l-6 6 6 6", "Next": "M8 4l6 6-6 6"}


def index_page(examples: Sequence[Example]) -> str:
    return fill(
        "index.html",
        count=str(len(examples)),
        version=project_version(),
        cards="".join(map(_card, examples)),
    )


def example_page(examples: Sequence[Example], at: int) -> str:
    example = examples[at]
    return fill(
        "example.html",
        title=escape(example.title),
        idea=_prose(example.idea),
        previous=_step("Previous", examples[at - 1] if at > 0 else None),
        next=_step("Next", examples[at + 1] if at + 1 < len(examples) else None),
        sources="".join(_tab(path, number) for number, path in enumerate(example.sources)),
    )


def _card(example: Example) -> str:
    return fill(
        "card.html",
        name=example.name,
        title=escape(example.title),
        idea=_prose(example.idea),
        icon=_icon(example),
    )


def _icon(example: Example) -> str:
    path = PAGES / f"icons/{example.name}.svg"
    return path.read_text("utf-8") if path.is_file() else '<svg class="icon"></svg>'


def _prose(text: str) -> str:
    """Plain text in which `this` is code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(text))


def _step(label: str, example: Example | None) -> str:
    """A link to a neighbour; the first and the last example keep the place of one."""
    arrow = f'<svg viewBox="0 0 20 20"><path d="{ARROWS[label]}" /></svg>'
    if example is None:
        return f'<span class="step none">{arrow}</span>'
    hint = escape(f"{label}: {example.title}")
    return (
        f'<a class="step" href="../{example.name}/" title="{hint}" aria-label="{hint}">{arrow}</a>'
    )


def _tab(path: Path, number: int) -> str:
    """A file of the example, behind a tab; the first one is open."""
    checked = " checked" if number == 0 else ""
    source = highlight(
        path.read_text("utf-8"),
        get_lexer_for_filename(path.name),
        HtmlFormatter(cssclass="code"),
    )
    return (
        f'<input type="radio" name="file" id="file{number}"{checked} />'
        f'<label for="file{number}">{escape(path.name)}</label>{source}'
    )


def fill(page: str, **values: str) -> str:
    """A template of `gallery_pages/` with its names replaced."""
    return Template((PAGES / page).read_text("utf-8")).substitute(values)
