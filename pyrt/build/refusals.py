"""Imports that no package can help with: each has a message of its own."""

from __future__ import annotations

from .errors import PackageError
from .imports import ExternalImport
from .target import MISSING_STDLIB, SERVER_MODULES


def refuse_known(found: ExternalImport) -> None:
    """Raises `PackageError` for one of them."""
    if found.top in MISSING_STDLIB:
        raise PackageError(
            f"The standard library's `{found.top}` does not exist in the browser.",
            where=f"imported at {found.where}",
            hint="If the app can do without, import it inside `try: ... except ImportError:`.",
        )
    if found.top in SERVER_MODULES:
        raise PackageError(
            f"`{found.top}` is for a server, and a page has none.",
            where=f"imported at {found.where}",
            hint="Layout and callbacks need no server; remove the part that does.",
        )
