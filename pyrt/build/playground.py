"""`build_playground`: the player and editor, one static page that runs apps from links.

It needs no server and asks no other host for anything: the runtime, all of Dash's components and
the packages that pyrt carries lie beside the page.  What an app may reach is this host's decision,
made here: the page and its frame are written with it.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from .components import BUNDLES
from .errors import InputError
from .output import check_output, staged
from .own_address import asks_where_it_is, with_app_location
from .prebuilt import load_prebuilt
from .runtime_files import runtime_files, runtime_folder
from .skip import LOCK_NAME
from .static import StaticFiles, load_static

PLAYER = "play"
"""Folder of the player's scripts, in the prebuilt files and in the runtime's folder."""

_FRAME_SCRIPT = f"{PLAYER}/frame.js"
_STDLIB = "runtime/pyodide/python_stdlib.zip"
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.*-]+(?::(?:\d+|\*))?(?:/[A-Za-z0-9._~/%-]*)?")

_PAGE = """<!DOCTYPE html>
<html lang="en">
    <head>
        <meta charset="UTF-8">
        <meta http-equiv="Content-Security-Policy" content="{policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>pyrt</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{scripts}page.css?v={build}">
        <script type="application/json" id="pyrt-facts">{facts}</script>
        <script defer src="{scripts}page.js?v={build}"></script>
    </head>
    <body>
        <main id="main"><noscript>This page needs JavaScript.</noscript></main>
    </body>
</html>
"""

_PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        # Links may name a file by its address (#url=, #gist=): the page gets it, no app does.
        "connect-src 'self' https:",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Of the page, which runs no code of an app.  Its script narrows `frame-src` to the frame."""

_FRAME = """<!DOCTYPE html>
<html>
    <head>
        <meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Dash</title>
        <link rel="icon" href="data:,">
    </head>
    <body>
        <div id="react-entry-point">
            <div class="_dash-loading">Loading...</div>
        </div>
        <script data-runtime="{runtime}" data-build="{build}"
            data-allow="{allow}">{script}</script>
    </body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Playground:
    """What was built."""

    out: Path
    files: int
    bytes: int


def build_playground(
    out: str | Path,
    *,
    allow: Sequence[str] = (),
    trust: bool = False,
    static: Path | None = None,
) -> Playground:
    """Build the player into the folder `out`.

    `allow`: origins that apps may reach, such as `https://api.example.org`; none by default.
    `trust`: links run without a click, for a host that only its own people link to.

    Raises `BuildError`; then `out` is as it was before.
    """
    target = Path(out)
    check_output(target)
    sources = [_checked_source(source) for source in allow]
    found = load_static(static)
    files: dict[str, Path | bytes] = {
        **playground_files(found),
        **_pages(found, sources, trust),
    }
    hashes: dict[str, str] = {}
    with staged(target) as stage:
        for name, content in sorted(files.items()):
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content.read_bytes() if isinstance(content, Path) else content
            path.write_bytes(data)
            hashes[name] = hashlib.sha256(data).hexdigest()
        # It marks the folder as one that we may replace.
        lock = {"pyrt": found.version, "build": found.build, "allow": sources, "files": hashes}
        (stage / LOCK_NAME).write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")
        size = sum(path.stat().st_size for path in stage.rglob("*") if path.is_file())
    return Playground(target, len(files) + 1, size)


def playground_files(static: StaticFiles) -> dict[str, Path | bytes]:
    """Path in the playground -> what it holds: all but its pages."""
    folder = runtime_folder(static)
    packages = load_prebuilt(static).values()
    files = runtime_files(static, BUNDLES, plotly=True, packages=packages)
    own = static.below(PLAYER)
    files |= {path: static.root / path for path in own if path != _FRAME_SCRIPT}
    found = {folder + name: path for name, path in sorted(files.items())}
    return {name: _for_frame(name, path) for name, path in found.items()}


def _for_frame(name: str, path: Path) -> Path | bytes:
    """Components see the app's address, not the frame's."""
    if not asks_where_it_is(name):
        return path
    script = path.read_text("utf-8")
    own = with_app_location(script)
    return path if own == script else own.encode()


def _pages(static: StaticFiles, allow: list[str], trust: bool) -> dict[str, bytes]:
    facts = json.dumps(_facts(static, allow, trust), separators=(",", ":")).replace("<", "\\u003c")
    words = {"scripts": f"{runtime_folder(static)}{PLAYER}/", "build": static.build}
    page = _PAGE.format(**words, policy=_PAGE_POLICY, facts=facts)
    # A file of its own would come late: the page is fetching all of Python meanwhile.
    script = (static.root / _FRAME_SCRIPT).read_text("utf-8")
    frame = _FRAME.format(
        runtime=runtime_folder(static),
        build=static.build,
        allow=escape(" ".join(allow)),
        script=script.replace("</script", "<\\/script"),
    )
    return {
        "embed.js": (static.root / "runtime/embed.js").read_bytes(),
        "index.html": page.encode(),
        "frame.html": frame.encode(),
        # GitHub Pages passes folders that begin with an underscore only with this file there.
        ".nojekyll": b"",
    }


def _facts(static: StaticFiles, allow: list[str], trust: bool) -> dict[str, Any]:
    """`web/src/play/facts.ts`."""
    return {
        "version": static.version,
        "build": static.build,
        "runtime": runtime_folder(static),
        "components": {
            name: [f"components/{name}/{script}" for script in scripts]
            for name, scripts in BUNDLES.items()
        },
        "packages": {
            name: {"modules": package.modules, "requires": package.requires}
            for name, package in load_prebuilt(static).items()
        },
        "late": _late_modules(static),
        "allow": allow,
        "trust": trust,
    }


def _late_modules(static: StaticFiles) -> list[str]:
    """Modules of the standard library that the start image does not hold."""
    with zipfile.ZipFile(static.root / _STDLIB) as archive:
        names = [name.partition(".")[0] for name in archive.namelist() if "." in name]
    modules = {name.removesuffix("/__init__").replace("/", ".") for name in names}
    return sorted(name for name in modules - static.image_modules if "._" not in f".{name}")


def _checked_source(source: str) -> str:
    if _ORIGIN.fullmatch(source):
        return source
    raise InputError(
        f"Not an origin that apps could be allowed to reach: {source}",
        hint="It begins with https:// and names a host, as in https://api.example.org",
    )
