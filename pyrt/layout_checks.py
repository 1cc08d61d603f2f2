"""What a layout must be before the app can start (A16)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyrt.development.base_component import Component
from pyrt.engine.errors import DuplicateIdError, NoLayoutException
from pyrt.engine.ids import stringify_id


def check_layout_type(value: Any) -> None:
    """What may be assigned to `app.layout`."""
    if not (isinstance(value, (Component, list, tuple)) or callable(value)):
        raise NoLayoutException(
            """
            Layout must be a single dash component, a list of dash components,
            or a function that returns a dash component.
            """
        )


def check_layout(layout: Any, value: Any) -> None:
    """`layout` is what was assigned, `value` the same with a layout function called."""
    if layout is None:
        raise NoLayoutException(
            """
            The layout was `None` at the time that `run` was called.
            Make sure to set the `layout` attribute of your application
            before running the server.
            """
        )
    seen: set[str] = set()
    for component in _top_components(value):
        _check_ids(component, seen)


def _top_components(value: Any) -> Iterator[Component]:
    if isinstance(value, Component):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            if isinstance(item, Component):
                yield item
            elif not isinstance(item, str):
                raise NoLayoutException("Only strings and components are allowed in a list layout.")
    else:
        raise NoLayoutException(
            "The layout function must return a dash component or a list of them, "
            f"not {type(value).__name__}."
        )


def _check_ids(component: Component, seen: set[str]) -> None:
    """Ids that come into the layout later are not checked, nor those outside `children`."""
    for item in (component, *component._traverse()):
        text = stringify_id(getattr(item, "id", None))
        if text and text in seen:
            raise DuplicateIdError(
                f"""
                Duplicate component id found in the initial layout: `{text}`
                """
            )
        seen.add(text)
