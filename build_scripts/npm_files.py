"""Files of npm packages, by the address at which a CDN has them.

Examples take their themes from a CDN, as apps do.  The gallery carries these files, and the
tests hand them out: both get them from `node_modules`, where npm has put and checked them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from paths import ROOT
from pyrt.build.external import Fetched

_ON_CDN = re.compile(
    r"https://cdn\.jsdelivr\.net/npm/(?P<name>(?:@[^/]+/)?[^@/]+)@(?P<version>[^/]+)/(?P<path>.+)"
)
_KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}


def npm_file(url: str) -> Fetched:
    """The file at a CDN's address.  Raises `ValueError` for one that `package.json` does not
    bring, and `OSError` for one that its package does not have."""
    found = _ON_CDN.fullmatch(url)
    if found is None:
        raise ValueError("examples take external files from cdn.jsdelivr.net/npm")
    folder = ROOT / "node_modules" / found["name"]
    wanted = f"{found['name']}@{found['version']}"
    if _version(folder) != found["version"]:
        raise ValueError(f"package.json does not have {wanted}: `npm install -DE {wanted}`")
    path = folder / found["path"]
    return Fetched(url, path.read_bytes(), _KINDS[path.suffix])


def _version(package: Path) -> str | None:
    try:
        version: str = json.loads((package / "package.json").read_text("utf-8"))["version"]
    except FileNotFoundError:
        return None
    return version
