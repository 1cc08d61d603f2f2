"""One thing in an app that cannot work, or must not be published, on a static page.

A finding is a fact about a place in the app's files; what becomes of it (a warning, an error,
an exit code) is decided by who asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["server", "socket", "process", "thread", "host", "file", "secret"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    file: str
    """Path below the app's folder, with slashes."""
    line: int
    kind: Kind
    what: str
    """What stands there, e.g. `threading.Thread`.  Of a secret only its beginning."""
    why: str
    """Why it cannot work: one sentence."""
    hint: str
    """What to do instead: one sentence."""

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.why} {self.hint}"
