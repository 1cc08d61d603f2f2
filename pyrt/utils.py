"""`dash._utils`: the helpers that component libraries import although the name is private."""

from __future__ import annotations

from typing import Any

from pyrt.engine.attribute_dict import AttributeDict
from pyrt.engine.dependencies import clean_property_name, create_callback_id
from pyrt.engine.ids import stringify_id
from pyrt.index_page import interpolate as interpolate_str

__all__ = [
    "AttributeDict",
    "clean_property_name",
    "coerce_to_list",
    "create_callback_id",
    "interpolate_str",
    "stringify_id",
]


def coerce_to_list(obj: Any) -> Any:
    """Lists and tuples as they are, anything else as a list of one."""
    return obj if isinstance(obj, (list, tuple)) else [obj]
