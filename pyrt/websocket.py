"""`ctx.websocket`: what a callback says to the page, and asks it, while it runs (rules O).

Dash has a socket between server and page for that.  Here page and callback are as near to
each other as they can be, and nothing can be cut in between.
"""

from __future__ import annotations

import asyncio
import warnings
from typing import TYPE_CHECKING, Any

from pyrt.engine.ids import parse_id

if TYPE_CHECKING:
    from pyrt.ctx import LivePage


class WebsocketCallback:
    """The live page of one call."""

    def __init__(self, page: LivePage) -> None:
        self._page = page

    @property
    def is_shutdown(self) -> bool:
        """Whether the page is gone: never, because the callback goes with its page (O4)."""
        return False

    def set_prop_sync(self, component_id: Any, prop_name: str, value: Any) -> None:
        """Set a prop at once (J8)."""
        self._page.set_props(((_parsed(component_id), {prop_name: value}),))

    async def set_prop(self, component_id: Any, prop_name: str, value: Any) -> None:
        """The same, to be awaited."""
        self.set_prop_sync(component_id, prop_name, value)

    async def get_prop(self, component_id: Any, prop_name: str, timeout: float = 30.0) -> Any:
        """The prop's value now; None, and a warning, where there is no such component.

        Raises `TimeoutError`.
        """
        try:
            return await asyncio.wait_for(
                self._page.read_prop(_parsed(component_id), prop_name), timeout
            )
        except KeyError:
            warnings.warn(
                f"ctx.websocket.get_prop: no component has the id {component_id!r}", stacklevel=2
            )
            return None

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """There is no socket to close; the callback simply goes on to its end."""


def _parsed(component_id: Any) -> Any:
    """Ids come as text here, dict ids as JSON text; the dict itself will do as well."""
    return parse_id(component_id) if isinstance(component_id, str) else component_id
