"""`--vendor-external`: style sheets and scripts of other hosts as files of the site.

A style sheet brings what it mentions: other sheets (`@import`), fonts and pictures (`url()`),
at any depth.  Each file gets a path made of its URL, and what a sheet mentions is rewritten to
the relative path, so the site works under any URL and without a net.
"""

from __future__ import annotations

import hashlib
import mimetypes
import posixpath
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeAlias
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from .errors import ExternalError
from .inspect import Inspection
from .page_files import ROOT

FOLDER = "_pyrt/external"
TIMEOUT_S = 30.0

_USER_AGENT = "Mozilla/5.0 (compatible; pyrt)"
"""Some hosts of fonts turn Python's own name away."""


@dataclass(frozen=True, slots=True)
class Fetched:
    url: str
    """Where it was found in the end: what it mentions is relative to this."""
    content: bytes
    kind: str
    """Its media type, e.g. `text/css`."""


Fetch: TypeAlias = Callable[[str], Fetched]
"""Raises `OSError` or `ValueError` when there is nothing at the URL."""


def fetch(url: str) -> Fetched:
    """From the net."""
    request = urllib.request.Request(url, headers={"User-Agent": _USER_AGENT})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
        return Fetched(response.url, response.read(), response.headers.get_content_type())


@dataclass(frozen=True, slots=True)
class Vendored:
    styles: tuple[dict[str, str], ...]
    scripts: tuple[dict[str, str], ...]
    files: dict[str, bytes]
    """Path in the site -> content."""


def with_external_files(inspection: Inspection, get: Fetch) -> tuple[Inspection, dict[str, bytes]]:
    """The app with tags for files of the site, and these files by their path.

    Raises `ExternalError` for a URL that cannot be fetched, and when the app could not be run:
    what it loads is then known to the browser only.
    """
    if inspection.problem is not None:
        raise ExternalError(
            "The external files of the app are not known, because it could not be run here.",
            where=inspection.problem.message,
            hint="Make it run on this machine, or build without --vendor-external.",
        )
    scripts = [
        {"src": script} if isinstance(script, str) else script
        for script in inspection.external_scripts
    ]
    done = vendor(inspection.external_stylesheets, scripts, get)
    changed = replace(inspection, external_stylesheets=done.styles, external_scripts=done.scripts)
    return changed, done.files


def vendor(
    styles: Sequence[Mapping[str, str]], scripts: Sequence[Mapping[str, str]], get: Fetch
) -> Vendored:
    """Fetch what these tags load; gives the tags with paths of the site.

    Tags with URLs of the site itself stay as they are, and so do scripts of type `module`: what
    those import cannot be followed.  Raises `ExternalError` for a URL that cannot be fetched.
    """
    downloads = _Downloads(get)
    return Vendored(
        tuple(downloads.tag(tag, "href", downloads.sheet) for tag in styles),
        tuple(
            dict(tag) if tag.get("type") == "module" else downloads.tag(tag, "src", downloads.plain)
            for tag in scripts
        ),
        downloads.files,
    )


@dataclass(slots=True)
class _Downloads:
    get: Fetch
    files: dict[str, bytes] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)
    """URL -> path in the site."""

    def tag(
        self, tag: Mapping[str, str], attribute: str, take: Callable[[str, str], str]
    ) -> dict[str, str]:
        url = _external(tag.get(attribute, ""))
        if url is None:
            return dict(tag)
        # A digest of the original does not fit what was rewritten (the page gets that of our own
        # file), and `crossorigin` is about another host.
        kept = {name: value for name, value in tag.items() if name not in _ABOUT_THE_HOST}
        path = take(url, "the app")
        version = hashlib.sha256(self.files[path]).hexdigest()[:12]
        # The path is made of the original's address, which may have other content one day.
        return {**kept, attribute: f"{ROOT}{path}?v={version}"}

    def plain(self, url: str, mentioned_in: str) -> str:
        known = self._paths.get(url)
        if known is None:
            fetched = self._fetch(url, mentioned_in)
            known = self._paths[url] = _path_of(url, fetched.kind)
            self.files[known] = fetched.content
        return known

    def sheet(self, url: str, mentioned_in: str) -> str:
        known = self._paths.get(url)
        if known is None:
            fetched = self._fetch(url, mentioned_in)
            # Before what it mentions, which may mention it in turn.
            known = self._paths[url] = _path_of(url, "text/css")
            self.files[known] = self._rewritten(fetched, known)
        return known

    def _fetch(self, url: str, mentioned_in: str) -> Fetched:
        try:
            return self.get(url)
        except urllib.error.HTTPError as error:
            why = f"{error.code} {error.reason}"
        except urllib.error.URLError as error:
            why = str(error.reason)
        except (OSError, ValueError) as error:
            why = str(error) or type(error).__name__
        raise ExternalError(
            f"Cannot fetch {url}: {why}.",
            where=f"needed by {mentioned_in}",
            hint="Check the address and the connection. Without --vendor-external the page "
            "loads it from there when it is opened.",
        )

    def _rewritten(self, sheet: Fetched, path: str) -> bytes:
        folder = posixpath.dirname(path)

        def rewrite(match: re.Match[str]) -> str:
            imported, mentioned = _mentioned(match, "imported"), _mentioned(match, "url")
            text = imported or mentioned
            target, fragment = urldefrag(urljoin(sheet.url, text)) if text else ("", "")
            url = _external(target)
            if url is None or not text or text.startswith(("#", "data:")):
                return match[0]
            found = self.sheet(url, sheet.url) if imported else self.plain(url, sheet.url)
            relative = posixpath.relpath(found, folder)
            quoted = f'"{relative}{"#" + fragment if fragment else ""}"'
            return f"@import {quoted}" if imported else f"url({quoted})"

        # Bytes that are no UTF-8 come out as they went in.
        text = sheet.content.decode("utf-8", "surrogateescape")
        return _MENTIONS.sub(rewrite, text).encode("utf-8", "surrogateescape")


_ABOUT_THE_HOST = frozenset({"integrity", "crossorigin", "referrerpolicy"})

_MENTIONS = re.compile(
    r"""
      /\*.*?\*/
    | @namespace\b[^;]*;
    | @import\s+(?:url\(\s*)?
        (?: "(?P<imported_2>[^"]*)" | '(?P<imported_1>[^']*)' | (?P<imported_0>[^\s"')]+) )
        (?:\s*\))?
    | \burl\(\s*
        (?: "(?P<url_2>(?:\\.|[^"\\])*)" | '(?P<url_1>(?:\\.|[^'\\])*)' | (?P<url_0>[^\s"')]+) )
        \s*\)
    | "(?:\\.|[^"\\])*"
    | '(?:\\.|[^'\\])*'
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""What a sheet mentions; comments and strings are met first, so that nothing in them counts."""


def _mentioned(match: re.Match[str], what: str) -> str:
    return next((match[f"{what}_{way}"] for way in "210" if match[f"{what}_{way}"]), "")


def _external(url: str) -> str | None:
    """The absolute URL on another host, or None."""
    url = f"https:{url}" if url.startswith("//") else url
    return url if url.startswith(("http://", "https://")) else None


def _path_of(url: str, kind: str) -> str:
    """A readable path for a URL.  Static hosts tell a file's type by its suffix, so it has
    the right one; a query makes another file."""
    parts = urlsplit(url)
    path = PurePosixPath(re.sub(r'[<>:"\\|?*%\x00-\x1f]', "_", unquote(parts.path)).lstrip("/"))
    path = PurePosixPath(*(part for part in path.parts if part != ".."))
    suffix = ".css" if kind == "text/css" else path.suffix or _suffix_of(kind)
    stem = path.stem if path.suffix == suffix else path.name
    if parts.query:
        stem += "-" + hashlib.sha256(parts.query.encode()).hexdigest()[:8]
    host = parts.netloc.rpartition("@")[2].replace(":", "_")
    return str(PurePosixPath(FOLDER, host, path.parent, f"{stem or 'index'}{suffix}"))


def _suffix_of(kind: str) -> str:
    # Python's table answers `.es` for scripts in some versions.
    return ".js" if kind.endswith("javascript") else mimetypes.guess_extension(kind) or ""
