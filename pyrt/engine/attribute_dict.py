"""`AttributeDict`: a dict whose keys are attributes too.

Dash hands these to users all over `ctx` (`ctx.triggered_id.index`, `ctx.args_grouping.btn`)
and keeps its configuration in one (`app.config.title`), so subclass and behaviour are public.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class AttributeDict(dict[Any, Any]):
    """A dict with attribute access, and optional locks (`set_read_only`, `finalize`)."""

    def __setattr__(self, key: str, value: Any) -> None:
        self[key] = value

    def __getattr__(self, key: str) -> Any:
        if key in self:
            return self[key]
        raise AttributeError(key)

    def set_read_only(self, names: Iterable[str], msg: str = "Attribute is read-only") -> None:
        """Forbid writing these keys.  Calls add up; a later message replaces an earlier one."""
        locks = self.__dict__.get("_read_only")
        if locks is None:
            object.__setattr__(self, "_read_only", locks := {})
        locks.update(dict.fromkeys(names, msg))

    def unset_read_only(self, keys: Iterable[str]) -> None:
        """Allow writing these keys again."""
        locks = self.__dict__.get("_read_only", {})
        for key in keys:
            locks.pop(key, None)

    def finalize(self, msg: str = "Object is final: No new keys may be added.") -> None:
        """Forbid new keys from now on."""
        object.__setattr__(self, "_final", msg)

    def __setitem__(self, key: Any, value: Any) -> None:
        locks = self.__dict__.get("_read_only", {})
        if key in locks:
            raise AttributeError(locks[key], key)
        final = self.__dict__.get("_final")
        if final and key not in self:
            raise AttributeError(final, key)
        super().__setitem__(key, value)

    def update(self, other: Mapping[Any, Any] | None = None, **kwargs: Any) -> None:  # type: ignore[override]  # Dash's: one mapping or keywords, through the locks
        for key, value in (kwargs if other is None else other).items():
            self[key] = value

    def first(self, *names: Any) -> Any:
        """The first true value among these keys; without names, the first key."""
        if not names:
            return next(iter(self), {})
        return next((self[name] for name in names if self.get(name)), None)
