"""`no_update`: the value that leaves an output alone (I2)."""

from __future__ import annotations

from typing import Any

_MARK = {"_dash_no_update": "_dash_no_update"}


class NoUpdate:
    """Return an instance, or the class itself, for an output that shall stay as it is."""

    def to_plotly_json(self) -> dict[str, str]:
        """The form that clientside callbacks and Dash's own JSON use."""
        return dict(_MARK)

    def __repr__(self) -> str:
        return "no_update"

    @staticmethod
    def is_no_update(obj: Any) -> bool:
        """Whether `obj` is the class, an instance or the JSON form of one."""
        return (
            obj is NoUpdate or isinstance(obj, NoUpdate) or (isinstance(obj, dict) and obj == _MARK)
        )


no_update = NoUpdate()


def is_no_update(value: Any) -> bool:
    """Whether `value` means: leave this output alone."""
    return NoUpdate.is_no_update(value)
