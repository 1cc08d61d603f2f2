"""Large values from the page, parsed only when somebody reads them.

A DataTable tells its rows again with every sort and filter, in several props that few apps read;
to make Python objects of 10,000 rows takes a hundred times as long as to keep their text.
"""

from __future__ import annotations

import json
from typing import ClassVar

from ..protocol import Json


class Unread:
    """Stands in the layout for the value that `text` is."""

    __slots__ = ("text",)

    MARK: ClassVar = "__pyrt_unread"
    """The key by which it is known on the wire, where `text` is its value."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return f"Unread({self.text[:40]!r})"

    def value(self) -> Json:
        """What was left unread."""
        value: Json = json.loads(self.text)
        return value
