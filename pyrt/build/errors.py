"""The one error a build stops with: what happened, where, and what to do next.

    BuildError
    ├── InputError     what was asked for cannot be built (no such file, no app in it, ...)
    ├── PackageError   an import that no package can provide in the browser
    ├── SecretError    the site would publish a key or a password
    ├── ExternalError  a file of another host that the site was to have cannot be fetched
    ├── ImageError     a start image of the app cannot be made
    └── OutputError    the site cannot be written there

Everything else that escapes from a build is a bug of ours.
"""

from __future__ import annotations


class BuildError(Exception):
    """`str()` gives the whole message; the command line prints the three parts apart."""

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return "\n".join(part for part in (self.what, self.where, self.hint) if part)


class InputError(BuildError):
    pass


class PackageError(BuildError):
    pass


class SecretError(BuildError):
    pass


class ImageError(BuildError):
    pass


class ExternalError(BuildError):
    pass


class OutputError(BuildError):
    pass
