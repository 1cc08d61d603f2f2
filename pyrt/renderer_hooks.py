"""`Dash(hooks=...)` and `app.renderer`: JavaScript for dash-renderer's hooks (S6).

There is no dash-renderer, but the page has a `DashRenderer` that takes the hooks, so that every way
to hand them over works: the argument, `app.renderer`, a script in `index_string`.
"""

from __future__ import annotations

import warnings

from pyrt.types import RendererHooks

DEFAULT = "var renderer = new DashRenderer();"

_SEE_CALLS = ("request_pre", "request_post", "callback_resolved")


def renderer_with(hooks: RendererHooks | None) -> str:
    """`app.renderer` for the hooks that `Dash(...)` was given."""
    if hooks is None:
        return DEFAULT
    if hooks.get("request_refresh_jwt"):
        warnings.warn(
            "The hook request_refresh_jwt will not be called: callbacks run in the browser, and "
            "there is no server that could refuse a token.",
            stacklevel=3,
        )
    members = ",".join(f"{name}: {source}" for name, source in hooks.items())
    return f"var renderer = new DashRenderer({{{members}}});"


def own(renderer: str) -> str:
    """The script, where it does more than the page does without it."""
    return "" if renderer == DEFAULT else renderer


def see_calls(javascript: str) -> bool:
    """Whether these scripts may have hooks for calls; others do not pay for that."""
    return any(name in javascript for name in _SEE_CALLS)


def see_layout(javascript: str) -> bool:
    """Whether they may have one that changes the layout."""
    return "layout_post" in javascript
