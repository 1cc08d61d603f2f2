"""Which paths a link may bring: those that mean the same file inside one folder everywhere.

A link that opens on one machine opens on all, so what any of the three big systems would
read differently is refused for all of them, when a link is made and when it is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .errors import ShareError
from .limits import PATH_BYTES

_NEVER = re.compile(
    '[\x00-\x1f\x7f-\x9f\\\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]'
)
"""Separators, drives and wildcards of Windows; characters that cannot be seen, by which two
names look alike, and which macOS leaves out of names (`.g<ZWJ>it`)."""
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\..*)?", re.S
)
"""On Windows these are devices, with any ending."""
_GIT = re.compile(r"\.git|git~[0-9]+")
"""A repository brings hooks, which run with the user's next git command."""
_SHORTENED = re.compile(r"[^.]{1,6}~[0-9]+(\..{0,3})?", re.S)
"""Windows' short names: another name of a file that has a long one."""


def check_paths(paths: Iterable[str]) -> None:
    """Raise `ShareError` unless each is a plain relative path and no two meet in one file."""
    files: dict[str, str] = {}
    for path in paths:
        why = _wrong_with(path)
        if why is not None:
            raise _bad(path, why)
        folded = _folded(path)
        if (other := files.get(folded)) is not None:
            raise _bad(path, f"it is the same file as {_shown(other)} on some systems")
        files[folded] = path
    for folded, path in files.items():
        parts = folded.split("/")
        for end in range(1, len(parts)):
            if (other := files.get("/".join(parts[:end]))) is not None:
                raise _bad(path, f"{_shown(other)} is a file, not a folder")


def _wrong_with(path: str) -> str | None:
    if not path:
        return "it is empty"
    if len(path.encode("utf-8", "surrogatepass")) > PATH_BYTES:
        return f"it is longer than {PATH_BYTES} bytes"
    if path.startswith("/"):
        return "it is absolute"
    if _NEVER.search(path) or any("\ud800" <= letter <= "\udfff" for letter in path):
        return "it has a character that not every system takes in a name"
    if unicodedata.normalize("NFC", path) != path:
        return "its letters are not in Unicode's composed form (NFC)"
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return "it leaves its folder or has an empty part"
        if part[-1] in ". ":
            return "a part of it ends with a dot or a space, which Windows drops"
        low = _folded(part)
        if _DEVICE.fullmatch(low):
            return "a part of it is the name of a device on Windows"
        if _GIT.fullmatch(low) or _SHORTENED.fullmatch(low):
            return "a part of it has a meaning of its own to git or Windows"
    return None


def _folded(path: str) -> str:
    """ASCII letters only: tables of other letters differ between languages and versions.  Two
    names that meet through those are found when the files are written."""
    return re.sub("[A-Z]+", lambda match: match[0].lower(), path)


def _shown(path: str) -> str:
    return ascii(path if len(path) <= 80 else path[:77] + "...")


def _bad(path: str, why: str) -> ShareError:
    return ShareError(
        "bad-path",
        f"A file cannot have this path in a link: {why}.",
        where=_shown(path),
        hint="In your own app, rename the file. In a link from somebody else, do not trust it.",
    )
