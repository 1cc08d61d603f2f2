"""Takes typing_extensions' place: the newer names are in `typing` here.

What is not says how to get the real package.
"""

from __future__ import annotations

import typing
from typing import Any


def __getattr__(name: str) -> Any:
    try:
        return getattr(typing, name)
    except AttributeError:
        if name.startswith("__"):
            raise
    raise ImportError(
        f"typing_extensions.{name} is needed here, and this site was built without it. "
        "Add `import typing_extensions` to the app, and build again.",
        name="typing_extensions",
    )
