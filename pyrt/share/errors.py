"""What can be wrong with a link, or with an app that is to become one."""

from __future__ import annotations

from typing import Literal

from pyrt.build.errors import BuildError

Kind = Literal[
    "not-a-link",
    "version",
    "damaged",
    "too-large",
    "passphrase-needed",
    "passphrase-wrong",
    "malformed",
    "bad-path",
    "no-app",
    "bad-passphrase",
    "unsupported",
]
"""`web/src/share/errors.ts` has the same; tests of both compare kinds, not sentences.

`damaged`: characters are missing or changed.  `malformed`: whole, but made by a program that
does not follow the format.
"""


class ShareError(BuildError):
    """A `BuildError` that also says which rule was broken."""

    def __init__(
        self, kind: Kind, what: str, *, where: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(what, where=where, hint=hint)
        self.kind = kind
