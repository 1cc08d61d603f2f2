"""`get_app`: the app that is being made, or that the running code belongs to (H12)."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from pyrt.engine.errors import AppNotFoundError

if TYPE_CHECKING:
    from pyrt.app import Dash

app_context: ContextVar[Dash] = ContextVar("dash_app_context")

_last_made: Dash | None = None


def set_app(app: Dash) -> None:
    """`app` is the current one, here and in what this code starts."""
    global _last_made
    _last_made = app
    app_context.set(app)


def get_app() -> Dash:
    """The current app, for modules that cannot import it."""
    app = app_context.get(_last_made)
    if app is None:
        raise AppNotFoundError(
            """
            App object is not yet defined.  `app = dash.Dash()` needs to be run
            before `dash.get_app()`.

            `dash.get_app()` is used to get around circular import issues when Python files
            within the pages/` folder need to reference the `app` object.
            """
        )
    return app
