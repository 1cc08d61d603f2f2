"""Which page of an app a link opens: the path in front of the link, as a playground reads it.

The twin of `web/src/play/page/page_address.ts`; both are checked with `tests/fixtures/places.json`.
"""

from __future__ import annotations

import re
import string
from urllib.parse import quote

from pyrt.build.errors import InputError

_PATH = re.compile(r"/\S{0,2000}")


def write_place(path: str, link: str) -> str:
    """A fragment without its `#`.  `path` begins with `/`, and may have a query and a fragment."""
    return link if path == "/" else f"{path}#{link}"


def checked_path(path: str) -> str:
    """As it stands in an address.  Raises `InputError`."""
    written = quote(path, safe=string.punctuation)
    if " " in path or not _PATH.fullmatch(written):
        raise InputError(
            f"--page is no path of a page: {path}",
            hint="It begins with / and has no spaces in it: /orders, or /orders?id=1",
        )
    return written
