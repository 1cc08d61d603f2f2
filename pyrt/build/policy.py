"""The Content-Security-Policy of a site's pages: which code may run in them.

It is about code alone.  Scripts are the site's own, those in the HTML that the build has seen (by
their hash), and those of the hosts that the app names; a script that gets into the page in any
other way does not run.  Pictures, styles, frames and requests stay free: Dash apps show and ask
for whatever they are told to, and a policy in the page does not reach its worker, which asks for
Python.

`'unsafe-eval'` is given only where some script of the page needs it: plotly.js compiles how it
draws WebGL traces, and some component libraries compile expressions.  pyrt needs it only for an app
that the build could not run, whose clientside callbacks it has not seen.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

HTTP_EQUIV = "content-security-policy"

_DATA = ("application/json", "application/ld+json", "text/plain")
"""Blocks of data; no policy asks about them."""

_EVALUATES = re.compile(
    r"""\beval\(|\bFunction\.apply\("""
    r"""|\bFunction\((?!\s*["'](?:return this|binder|r|return function))"""
)
"""Code that makes code of text.  Left out is what bundles do only in browsers of long ago."""

_NAMED = re.compile(
    r"""https?://[\w.-]+(?::\d+)?/[^\s"'`<>\\]*js\b"""
    r"""|(?:from|import)\s*\(?\s*["'](https?://[^\s"'`<>\\]+)["']"""
)
"""Addresses of scripts in the text of a script: what loads others names them."""

_IMPORTS = re.compile(r"""\bimport\s*["'({*\w]|\bexport\b[^;]*?\bfrom\s*["']""")

_HEAD = re.compile(r"<head(\s[^>]*)?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScriptPolicy:
    """What the pages of one site need, beside the scripts that stand in them."""

    evaluates: bool = False
    """Some script makes code of text."""
    any_script: bool = False
    """The app shows documents of its own making in frames (`srcDoc`).  These inherit the policy
    and bring scripts that no build has seen."""
    any_host: bool = False
    """Which hosts the app names is not known."""
    inside: bool = False
    """All files of the page stand in it (`single_file`): they become URLs of its own making, and a
    worker that is started from text obeys this policy."""
    named: tuple[str, ...] = ()
    """URLs of scripts that scripts of the app may load."""


def evaluates(script: str) -> bool:
    """Whether a script makes code of text, as far as its words tell."""
    return bool(_EVALUATES.search(script))


def imports(script: str) -> bool:
    """Whether a script may import modules, as far as its words tell."""
    return bool(_IMPORTS.search(script))


def named_scripts(script: str) -> list[str]:
    """URLs of other hosts' scripts in the text of a script."""
    return [match[1] or match[0] for match in _NAMED.finditer(script)]


def with_policy(page: str, policy: ScriptPolicy | None, *, moving: str = "") -> str:
    """The page with its policy, unless it has one of its own.

    `moving` is a text that will be replaced in the page later: scripts that hold it have no hash
    yet, and then every script that stands in this page may run.
    """
    if policy is None:
        return page
    scripts = _Scripts(page)
    if scripts.has_policy:
        return page
    # The encoding has to stand in the first 1024 bytes, and the policy may be longer than that.
    tags = (
        '<meta charset="UTF-8">\n        '
        f'<meta http-equiv="Content-Security-Policy" content="{_content(scripts, policy, moving)}">'
    )
    head = _HEAD.search(page)
    if head is None:
        return tags + page
    return f"{page[: head.end()]}\n        {tags}{page[head.end() :]}"


def integrity(sha256: str) -> str:
    """A hash in hex as the `integrity` attribute has it."""
    return "sha256-" + base64.b64encode(bytes.fromhex(sha256)).decode()


def _content(scripts: _Scripts, policy: ScriptPolicy, moving: str) -> str:
    if policy.any_script:
        sources = ["*", "data:", "blob:", "'unsafe-inline'", "'unsafe-eval'"]
    else:
        sources = ["blob:" if policy.inside else "'self'", "'wasm-unsafe-eval'"]
        if policy.evaluates or policy.inside:
            sources.append("'unsafe-eval'")
        inline = [*scripts.inline, *scripts.handlers]
        if moving and any(moving in script for script in inline):
            sources.append("'unsafe-inline'")
        else:
            # Without this word a hash stands for a <script>, not for an onload="...".
            sources += ["'unsafe-hashes'"] if scripts.handlers else []
            sources += dict.fromkeys(map(_hash, inline))
        named = [*scripts.urls, *policy.named]
        named += [url for script in scripts.inline for url in named_scripts(script)]
        sources += ["https:"] if policy.any_host else _hosts(named)
    own = "data:" if policy.inside else "'self'"
    directives = (
        f"script-src {' '.join(sources)}",
        # Maps of plotly.js compute in workers that they make themselves.
        f"worker-src {own} blob:",
        "object-src 'self' blob: data:",
        "base-uri 'self'",
    )
    return escape("; ".join(directives), quote=False)


def _hash(script: str) -> str:
    # Browsers hash what the parser has made of the text.
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _hosts(urls: Iterable[str]) -> list[str]:
    """The folders of scripts on other hosts: they load more from beside them, and a whole CDN
    would be anybody's code."""
    found = set()
    for url in urls:
        parts = urlsplit(url, scheme="https")
        if parts.scheme == "data":
            found.add("data:")
        elif parts.scheme in ("http", "https") and parts.netloc:
            folder = parts.path.rpartition("/")[0]
            # A comma or a semicolon would end the source.
            found.add(f"{parts.scheme}://{parts.netloc}{quote(folder, safe='/%@:+~!$&=')}/")
    return sorted(found)


class _Scripts(HTMLParser):
    """The code in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.handlers: list[str] = []
        self.urls: list[str] = []
        self.has_policy = False
        self._open = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.handlers += [text for name, text in values.items() if name.startswith("on")]
        if tag == "meta" and values.get("http-equiv", "").lower() == HTTP_EQUIV:
            self.has_policy = True
        if tag != "script":
            return
        if "src" in values:
            self.urls.append(values["src"])
        elif values.get("type", "").lower() not in _DATA:
            self.inline.append("")
            self._open = True

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inline[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = False
