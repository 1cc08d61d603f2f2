"""See the package."""

from . import __getattr__

__all__ = ["__getattr__"]
