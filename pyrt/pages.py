"""Multi-page apps: the names, and a clear word to who uses them.  They come in a later version."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NoReturn

from pyrt.engine.errors import UnsupportedFeatureError

page_registry: OrderedDict[str, dict[str, Any]] = OrderedDict()
"""Module -> page.  Empty, since nothing can register."""


class PageContainer:
    """What `page_container` is, until there are pages: it cannot become part of a layout."""

    def to_plotly_json(self) -> NoReturn:
        """Refuses."""
        refuse_pages("page_container")


page_container = PageContainer()


def register_page(module: str, *args: Any, **kwargs: Any) -> NoReturn:
    """Refuses."""
    refuse_pages("register_page")


def refuse_pages(what: str) -> NoReturn:
    """Say that there are no pages, and what to do."""
    raise UnsupportedFeatureError(
        f"Multi-page apps ({what}) are not supported yet by this version of pyrt. "
        "Route with dcc.Location and a callback on its pathname instead."
    )
