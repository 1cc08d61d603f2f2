"""`dash.background_callback`: managers are accepted; nothing runs through them in this version.

Under Dash a manager keeps jobs and results outside of the web server.  A page has no such
place and needs none, so whatever store an app sets up is neither opened nor asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


class BaseBackgroundCallbackManager:
    """What both managers are."""

    def __init__(
        self, cache_by: Callable[[], Any] | Sequence[Callable[[], Any]] | None = None
    ) -> None:
        if cache_by is not None and not isinstance(cache_by, list):
            cache_by = [cache_by] if callable(cache_by) else list(cache_by)
        self.cache_by = cache_by


class DiskcacheManager(BaseBackgroundCallbackManager):
    """Takes a `diskcache.Cache`, and does not touch it."""

    def __init__(
        self,
        cache: Any = None,
        cache_by: Callable[[], Any] | Sequence[Callable[[], Any]] | None = None,
        expire: float | None = None,
    ) -> None:
        super().__init__(cache_by)
        self.handle = cache
        self.expire = expire


class CeleryManager(BaseBackgroundCallbackManager):
    """Takes a Celery app, and does not touch it."""

    def __init__(
        self,
        celery_app: Any,
        cache_by: Callable[[], Any] | Sequence[Callable[[], Any]] | None = None,
        expire: float | None = None,
    ) -> None:
        super().__init__(cache_by)
        self.handle = celery_app
        self.expire = expire


__all__ = ["BaseBackgroundCallbackManager", "CeleryManager", "DiskcacheManager"]
