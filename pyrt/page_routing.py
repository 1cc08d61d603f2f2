"""From the address to the page: what `use_pages` adds to an app (P5 to P8, P11).

`page_container` holds a `dcc.Location`; a callback on it puts the layout of the matching page
into the container, and a clientside one its title into the window.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from pyrt import dcc, html
from pyrt.engine.dependencies import Input, Output
from pyrt.pages import check_registry, page_registry

if TYPE_CHECKING:
    from pyrt.app import Dash

_CONTENT = "_pages_content"
_LOCATION = "_pages_location"
_STORE = "_pages_store"
_DUMMY = "_pages_dummy"

page_container = html.Div(
    [
        dcc.Location(id=_LOCATION, refresh="callback-nav"),
        html.Div(id=_CONTENT, disable_n_clicks=True),
        dcc.Store(id=_STORE),
        html.Div(id=_DUMMY, disable_n_clicks=True),
    ]
)
"""Where the pages are shown; to be put into the app's layout."""

_SET_TITLE = """
function (data) {
    document.title = data.title;
    return window.dash_clientside.no_update;
}
"""


def add_router(app: Dash, *, validate: bool) -> None:
    """Register the callbacks of the page container; with `validate`, set the app's
    `validation_layout`.

    Raises for pages with one path, without a layout, and for an app without a container.
    """

    def show(pathname_: str | None, search_: str | None, **states: Any) -> Any:
        page, variables = find_page(app.strip_relative_path(pathname_))
        page = page or _page_for_unknown_paths(app)
        arguments = {**variables, **parse_query(search_), **states}
        layout, title = page.get("layout", ""), page["title"]
        return (
            layout(**arguments) if callable(layout) else layout,
            {"title": title(**variables) if callable(title) else title},
        )

    async def show_later(**arguments: Any) -> Any:
        layout, data = show(**arguments)
        title = data["title"]
        return (
            await layout if inspect.isawaitable(layout) else layout,
            {"title": await title if inspect.isawaitable(title) else title},
        )

    app.callback(
        Output(_CONTENT, "children"),
        Output(_STORE, "data"),
        inputs={
            "pathname_": Input(_LOCATION, "pathname"),
            "search_": Input(_LOCATION, "search"),
            **app.routing_callback_inputs,
        },
        prevent_initial_call=True,
        hidden=True,
    )(show_later if _has_coroutines() else show)
    check_registry()
    if validate:
        layout = app._layout_value()
        pages = [_called(page["layout"]) for page in page_registry.values()]
        app.validation_layout = html.Div(
            [*pages, *(layout if isinstance(layout, list) else [layout])]
        )
        if _CONTENT not in app.validation_layout:
            raise Exception("`dash.page_container` not found in the layout")
    app.clientside_callback(
        _SET_TITLE, Output(_DUMMY, "children"), Input(_STORE, "data"), hidden=True
    )


def find_page(path: str | None) -> tuple[Mapping[str, Any], dict[str, str]]:
    """The first page that has this path (without slashes at the ends), and what stands in
    the place of the variables of its template.  No page: an empty one."""
    path = path or ""
    for page in page_registry.values():
        if page["path_template"]:
            variables = path_variables(path, page["path_template"].strip("/"))
            if variables:
                return page, variables
        if path == page["path"].strip("/"):
            return page, {}
    return {}, {}


def path_variables(path: str, template: str) -> dict[str, str] | None:
    """Variable -> text, when `path` is one of `template`."""
    names: list[str] = re.findall("<(.*?)>", template)
    # What stands between the variables is a pattern too, as in Dash.
    if not fnmatch(path, re.sub("<.*?>", "*", template)):
        return None
    found = re.search(re.sub("<.*?>", "(.*)", template), path)
    return dict(zip(names, found.groups(), strict=False)) if found else None


def parse_query(search: str | None) -> dict[str, Any]:
    """`?a=1&b=2&b=3` -> `{"a": "1", "b": ["2", "3"]}`."""
    if not search or not search.startswith("?"):
        return {}
    values = parse_qs(search[1:], keep_blank_values=True)
    return {name: value[0] if len(value) == 1 else value for name, value in values.items()}


def _page_for_unknown_paths(app: Dash) -> Mapping[str, Any]:
    for module, page in page_registry.items():
        if module.rpartition(".")[2] == "not_found_404":
            return page
    return {"layout": html.H1("404 - Page not found"), "title": app.title}


def _has_coroutines() -> bool:
    functions = [page.get(key) for page in page_registry.values() for key in ("layout", "title")]
    return any(inspect.iscoroutinefunction(function) for function in functions)


def _called(layout: Any) -> Any:
    """The layout of a page as it is shown without any arguments."""
    return run_now(layout) if callable(layout) else layout


def run_now(function: Callable[[], Any]) -> Any:
    """What a function returns; a coroutine is run to its end without an event loop."""
    value = function()
    if not inspect.iscoroutine(value):
        return value
    try:
        value.send(None)
    except StopIteration as end:
        return end.value
    # It waits for something: without an event loop there is no one to wait with.
    value.close()
    return None
