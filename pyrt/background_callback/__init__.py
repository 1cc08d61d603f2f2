"""`dash.background_callback`: the managers.

Under Dash a manager starts jobs and keeps what comes of them outside of the web server.  Here
the page starts the jobs, each in a worker of its own, and a manager only keeps results, and
only with `cache_by`: in memory, as long as the page is open.  So a `diskcache.Cache` or a Celery
app may be given, as under Dash, and is not touched; neither package need be installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pyrt.background_callback.cache import ResultCache, cache_key

CacheBy = Callable[[], Any] | Sequence[Callable[[], Any]] | None


class BaseBackgroundCallbackManager:
    """What both managers are.

    `cache_by`: functions without arguments.  With them a result is kept and given again to a
    call with the same arguments, as long as all of them return what they returned then (N9).
    """

    def __init__(self, cache_by: CacheBy = None, expire: float | None = None) -> None:
        if cache_by is not None and not isinstance(cache_by, list):
            cache_by = [cache_by] if callable(cache_by) else list(cache_by)
        self.cache_by = cache_by
        self.expire = expire
        self.results = ResultCache(expire)

    def build_cache_key(
        self,
        fn: Callable[..., Any],
        args: Any,
        cache_args_to_ignore: Any = (),
        triggered: Any = None,
    ) -> str:
        """What a result is kept under (N3)."""
        values = [function() for function in self.cache_by or ()]
        return cache_key(fn, args, cache_args_to_ignore, triggered, values)


class DiskcacheManager(BaseBackgroundCallbackManager):
    """Takes a `diskcache.Cache`, and does not touch it.

    `expire`: seconds after which a result that nobody has asked for is forgotten.
    """

    def __init__(
        self, cache: Any = None, cache_by: CacheBy = None, expire: float | None = None
    ) -> None:
        if cache is not None and not _is_made_by("diskcache", cache):
            raise ValueError(
                "First argument must be a diskcache.Cache or diskcache.FanoutCache object"
            )
        super().__init__(cache_by, expire)
        self.handle = cache


class CeleryManager(BaseBackgroundCallbackManager):
    """Takes a Celery app, and does not touch it."""

    def __init__(
        self, celery_app: Any, cache_by: CacheBy = None, expire: float | None = None
    ) -> None:
        if not _is_made_by("celery", celery_app):
            raise ValueError("First argument must be a celery.Celery object")
        super().__init__(cache_by, expire)
        self.handle = celery_app


def _is_made_by(package: str, value: object) -> bool:
    """Whether the class of `value`, or one that it is derived from, is of `package`."""
    return any(cls.__module__.partition(".")[0] == package for cls in type(value).__mro__)


__all__ = ["BaseBackgroundCallbackManager", "CeleryManager", "DiskcacheManager"]
