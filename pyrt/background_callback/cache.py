"""Results of background callbacks, kept for calls that are the same (rules N3, N9)."""

from __future__ import annotations

import hashlib
import inspect
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


def cache_key(
    function: Callable[..., Any],
    args: Any,
    args_to_ignore: Any,
    triggered: Any,
    cache_by: Sequence[Any],
) -> str:
    """A digest of all that decides whether two calls are the same.

    `args` are a list of positional or a dict of keyword arguments; `args_to_ignore` names
    some of them, by index or by name, and may be a single one.
    """
    ignored = args_to_ignore if isinstance(args_to_ignore, (list, tuple)) else [args_to_ignore]
    if isinstance(args, dict):
        args = {name: value for name, value in args.items() if name not in ignored}
    else:
        args = [value for index, value in enumerate(args) if index not in ignored]
    parts = (_source(function), args, triggered, list(cache_by))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _source(function: Callable[..., Any]) -> str:
    """A changed function gives other results.  Its name has to do where no source is."""
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return getattr(function, "__qualname__", repr(function))


@dataclass(slots=True)
class _Kept:
    value: Any
    until: float


class ResultCache:
    """Key -> result, each until nobody has asked for it for `expire` seconds."""

    def __init__(self, expire: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._expire = expire
        self._clock = clock
        self._kept: dict[str, _Kept] = {}

    def keep(self, key: str, value: Any) -> None:
        """Keep a result, in place of an older one."""
        self._kept[key] = _Kept(value, self._deadline())

    def find(self, key: str) -> tuple[Any] | None:
        """The result in a tuple of its own (it may be None), or None when there is none."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        if self._clock() >= kept.until:
            del self._kept[key]
            return None
        kept.until = self._deadline()
        return (kept.value,)

    def _deadline(self) -> float:
        return self._clock() + self._expire if self._expire else float("inf")
