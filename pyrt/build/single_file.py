"""`build_single_file`: an app as one HTML file, which opens without a server and without a network.

It is the site that `build_site` makes, moved into its own page: each file stands there compressed,
as text, and `web/src/single` gives them to the page and to Python.  Tags keep their places and lose
only their addresses, so that scripts run in the order of a site.
"""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

from .compress import GZIP_ON_THE_FLY, as_gzip
from .errors import OutputError
from .file_pages import FilePage, file_pages
from .own_address import asks_where_it_is, with_app_location, with_app_names
from .page import is_own
from .page_files import FALLBACK
from .playground import PLAYER
from .policy import ScriptPolicy, with_policy
from .report import SiteReport, report_site
from .site import BuildResult, build_site
from .skip import LOCK_NAME
from .static import StaticFiles, load_static

MARK = '<meta name="generator" content="pyrt: one file">'
"""By which a file is known as one that may be replaced."""

WORKER = f"{PLAYER}/worker.js"
"""The worker that is given its files; the site's own fetches them."""
_LOADER = "single/single.js"

_LEFT_OUT = re.compile(
    r"^[^/]*\.html$|^\.nojekyll$|^_pyrt/embed\.js$|^_pyrt/[^/]+/(embed|worker)\.js$|"
    r"^_pyrt/.*\.(map|LICENSE\.txt)$"
)
_STDLIB = "pyodide/python_stdlib.zip"
_INSIDE = r"((?:[^>\"']|\"[^\"]*\"|'[^']*')*)"
_TAG = re.compile(
    rf"<(script)\b{_INSIDE}>(.*?</script\s*>)|<link\b{_INSIDE}>", re.IGNORECASE | re.DOTALL
)
_HEAD = re.compile(r"<head(\s[^>]*)?>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s=/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_NO_CODE = frozenset({"application/json", "application/ld+json", "text/plain"})


@dataclass(frozen=True, slots=True)
class SingleFile:
    """What was built."""

    site: BuildResult
    """The site that the file was made of; its folder is gone."""
    out: Path
    bytes: int
    report: SiteReport
    """What lies in the file, part by part, as a site would send it."""


def build_single_file(
    app: str | Path,
    out: str | Path,
    *,
    csp: bool = True,
    static: Path | None = None,
    **options: Any,
) -> SingleFile:
    """Build `app` into the file `out`.  `options` are those of `build_site`.

    Raises `BuildError`; then `out` is as it was before.
    """
    target = Path(out)
    _check(target)
    with tempfile.TemporaryDirectory(prefix="pyrt-single-") as folder:
        built = build_site(app, Path(folder) / "site", csp=False, static=static, **options)
        found = built.inspection
        pages = list(file_pages(built.out, found.pages, found.redirects))
        page = single_page(built.out, load_static(static), pages, csp=csp)
        report = report_site(built.out)
    _write(target, page)
    return SingleFile(built, target, len(page.encode()), report)


def single_page(site: Path, static: StaticFiles, pages: Sequence[FilePage], *, csp: bool) -> str:
    """The page of the site in the folder `site`, with everything in it: its files, and `pages`."""
    index = (site / "index.html").read_text("utf-8")
    tags = _Tags()
    page = _TAG.sub(tags.moved, index)
    loader = (static.root / _LOADER).read_text("utf-8").replace("</script", "<\\/script")
    end = page.lower().rfind("</body>")
    before, after = (page, "") if end < 0 else (page[:end], page[end:])
    # The policy is made without the files: they are data, and large.
    slot = "<!--pyrt-files-->"
    page = with_policy(
        f"{before}{slot}<script>{loader}</script>\n{after}",
        ScriptPolicy(inside=True, named=tuple(tags.others)) if csp else None,
    )
    page = _HEAD.sub(rf"\g<0>\n        {MARK}", page, count=1)
    documents = {f"{page.path}/index.html" for page in pages}
    whole_stdlib = '"stdlib":true' in index
    files = {
        name: path
        for path in sorted(site.rglob("*"))
        if path.is_file()
        and (name := path.relative_to(site).as_posix()) not in (LOCK_NAME, FALLBACK)
        and name not in documents
        and not _LEFT_OUT.search(name)
        and (whole_stdlib or not name.endswith(_STDLIB))
    }
    files[WORKER] = static.root / WORKER
    blocks = "\n".join(
        (
            *map(_page_block, pages),
            *(_block(name, _in_file(name, path.read_bytes())) for name, path in files.items()),
        )
    )
    return page.replace(slot, f"{blocks}\n", 1)


def _in_file(name: str, content: bytes) -> bytes:
    if not asks_where_it_is(name):
        return content
    # Whatever its encoding is: the name has ASCII letters only.
    return with_app_location(content.decode("latin-1")).encode("latin-1")


def _block(name: str, content: bytes) -> str:
    attributes = {"data-pyrt-file": name, "data-for": _reader(name)}
    return _data(attributes, content, packed=name.endswith(".gz"))


def _page_block(page: FilePage) -> str:
    moved = {} if page.redirect is None else {"data-redirect": page.redirect}
    return _data({"data-pyrt-page": page.path, **moved}, page.content)


def _data(attributes: dict[str, str], content: bytes, *, packed: bool = False) -> str:
    """`web/src/single/unpack.ts`."""
    smaller = content if packed else as_gzip(content, GZIP_ON_THE_FLY)
    coded = {} if packed or len(smaller) >= len(content) else {"data-coded": "gzip"}
    text = base64.b64encode(smaller if coded else content).decode()
    tag = _written("script", {"type": "text/plain", **attributes, **coded})
    return f"{tag}{text}</script>"


def _reader(name: str) -> str:
    """Who needs a file: assets may be asked for by the page and by Python."""
    if name == WORKER or name.endswith((".wasm", ".gz", ".zip", ".whl")):
        return "worker"
    return "page" if name.startswith("_pyrt/") and name.endswith((".js", ".css")) else "all"


class _Tags:
    """Takes the addresses out of the tags of a page.

    A script in the text that comes after the first of ours waits for its turn, too.
    """

    def __init__(self) -> None:
        self.others: list[str] = []
        """URLs of other hosts' scripts."""
        self._begun = False

    def moved(self, match: re.Match[str]) -> str:
        whole, script, inside, rest, of_link = match[0], *match.groups()
        attributes = {
            name.lower(): unescape(quoted or single or plain)
            for name, quoted, single, plain in _ATTRIBUTE.findall(inside or of_link or "")
        }
        if not script:
            return self._link(whole, attributes)
        if attributes.get("type", "").lower() in _NO_CODE:
            return whole
        if "src" in attributes:
            self._begun = True
            if not is_own(attributes["src"]):
                self.others.append(attributes["src"])
        elif not self._begun:
            return whole
        moved = {"type": "text/plain", "data-pyrt-type": attributes.pop("type", "")}
        if "src" in attributes:
            moved["data-pyrt-src"] = attributes.pop("src")
        # Both speak of a file on its way.
        for name in ("onerror", "integrity"):
            attributes.pop(name, None)
        return _written("script", moved | attributes) + with_app_names(with_app_location(rest))

    def _link(self, tag: str, attributes: dict[str, str]) -> str:
        href = attributes.get("href", "")
        if not is_own(href):
            return tag
        if attributes.get("rel", "").lower() == "preload":
            # There is nothing to be asked for ahead.
            return ""
        attributes.pop("integrity", None)
        return _written("link", {"data-pyrt-href": attributes.pop("href"), **attributes})


def _written(tag: str, attributes: dict[str, str]) -> str:
    inside = " ".join(f'{name}="{escape(text)}"' for name, text in attributes.items())
    return f"<{tag} {inside}>"


def _check(out: Path) -> None:
    if out.is_dir():
        raise OutputError("This is a folder, and one file is to be made.", where=str(out))
    if out.exists() and MARK not in out.read_text("utf-8", "replace")[:10_000]:
        raise OutputError(
            "There is such a file, and pyrt did not make it.",
            where=str(out),
            hint="Name another file with -o, or delete this one.",
        )


def _write(out: Path, page: str) -> None:
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(page, "utf-8")
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"Cannot write the file: {error.strerror or error}.",
            where=str(out),
            hint="Name a file with -o that you may write.",
        ) from error
