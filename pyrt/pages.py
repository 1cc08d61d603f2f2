"""Multi-page apps: `register_page` and `page_registry`, Dash's list of pages (P2 to P4).

A page is a dict, as in Dash, so that menus can be made of it.  Who finds the page of an
address is in `page_routing`, who imports the modules of the pages folder in `page_modules`;
both are only imported by an app that has pages.
"""

from __future__ import annotations

import re
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from keyword import iskeyword
from pathlib import Path
from typing import Any

from pyrt import paths
from pyrt.ctx import context_value
from pyrt.current_app import get_app
from pyrt.engine.errors import NoLayoutException, PageError

page_registry: OrderedDict[str, dict[str, Any]] = OrderedDict()
"""Module -> page, in the order of menus."""

PAGE_REGISTRY = page_registry
"""Its name in `dash._pages`."""

_VARIABLE = re.compile(r"<(.*?)>")
_IMAGE_TYPES = frozenset({"apng", "avif", "gif", "jpeg", "jpg", "png", "svg", "webp"})


def register_page(
    module: str,
    path: str | None = None,
    path_template: str | None = None,
    name: str | None = None,
    order: int | float | str | None = None,
    title: str | Callable[..., str] | None = None,
    description: str | Callable[..., str] | None = None,
    image: str | None = None,
    image_url: str | None = None,
    redirect_from: Sequence[str] | None = None,
    layout: Any = None,
    **kwargs: Any,
) -> None:
    """Make a page of the app: an address, and the layout that is shown there.

    `module` is the page's name, as a rule `__name__` of the module that defines `layout`.
    What is left out is inferred from it: `pages.weekly_sales` gets the path `/weekly-sales`
    and the name `Weekly sales`.  `path_template="/asset/<asset_id>"` calls the layout
    function with what stands in the address.  Further keywords are kept in the page's entry
    of `page_registry`.

    Raises `PageError` before there is an app and inside of callbacks.
    """
    _check_time()
    if not isinstance(module, str):
        raise PageError(
            "The first attribute of dash.register_page() must be a string or '__name__'"
        )
    config = paths.CONFIG
    page: dict[str, Any] = {
        "module": module,
        "supplied_path": path,
        "path_template": path_template,
        "path": path if path is not None else _infer_path(module, path_template),
        "supplied_name": name,
        "name": name if name is not None else _infer_name(module),
        "supplied_title": title,
    }
    default_title = config.title if config.title != "Dash" else page["name"]
    page |= {
        "title": title if title is not None else default_title,
        "description": description or config.description or "",
        "order": order,
        "supplied_order": order,
        "supplied_layout": layout,
        **kwargs,
        "supplied_image": image,
        "image": image if image is not None else _infer_image(module),
        "image_url": image_url,
        # As in Dash: the entry does not tell, the app knows.
        "redirect_from": None,
    }
    if redirect_from:
        app = get_app()
        app._redirects |= {app.get_relative_path(old): page["path"] for old in redirect_from}
    page_registry[module] = page
    if path_template:
        _check_template(path_template)
    if layout is not None:
        page["layout"] = layout
    _put_in_order(config.requests_pathname_prefix)


def check_registry() -> None:
    """Raise when two pages have one path, or one has no layout (P11)."""
    modules: dict[str, list[str]] = {}
    for page in page_registry.values():
        modules.setdefault(page["path"], []).append(page["module"])
    for same in modules.values():
        if len(same) > 1:
            raise Exception(f"modules {same} have duplicate paths")
    for page in page_registry.values():
        if "layout" not in page:
            raise NoLayoutException(f"No layout in module `{page['module']}` in dash.page_registry")
        if page["module"] == "__main__":
            raise Exception(
                "When registering pages from app.py, `__name__` is not a valid module name.  "
                "Use a string instead.\n"
                'For example, `dash.register_page("my_module_name")`, '
                "rather than `dash.register_page(__name__)`"
            )


def _check_time() -> None:
    if not paths.CONFIG.get("assets_folder"):
        raise PageError("`dash.register_page()` must be called after app instantiation")
    if context_value.get(None) is not None:
        raise PageError(
            """
            dash.register_page() can’t be called within a callback as it updates dash.page_registry, which is a global variable.
            For more details, see https://dash.plotly.com/sharing-data-between-callbacks#why-global-variables-will-break-your-app
            """  # noqa: E501, RUF001 - Dash's words
        )


def _check_template(template: str) -> None:
    for name in _VARIABLE.findall(template):
        if not name.isidentifier() or iskeyword(name):
            raise Exception(
                f'`{name}` is not a valid Python variable name in `path_template`: "{template}".'
            )


# --- what is inferred -------------------------------------------------------------------


def _infer_name(module: str) -> str:
    return module.rpartition(".")[2].replace("_", " ").capitalize()


def _infer_path(module: str, template: str | None) -> str:
    if template is not None:
        path = _VARIABLE.sub("none", template)
    else:
        folder = paths.CONFIG.pages_folder
        below = module.split(Path(folder).name)[-1] if folder else module
        path = below.replace("_", "-").replace(".", "/").lower()
    return path if path.startswith("/") else f"/{path}"


def _infer_image(module: str) -> str | None:
    """The page's own image in the assets folder, else one for the app, else a logo."""
    page = module.rpartition(".")[2]
    folder = Path(paths.CONFIG.assets_folder)
    images: dict[str, str] = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        stem, _, suffix = file.name.partition(".")
        if suffix.lower() in _IMAGE_TYPES and file.is_file():
            images.setdefault(stem, file.name)
    stems = (page, page.replace("_", "-"), "app", "logo")
    return next((images[stem] for stem in stems if stem in images), None)


# --- order ------------------------------------------------------------------------------


def _put_in_order(prefix: str) -> None:
    """By the order that was given, numbers before texts before none, then by module (P4)."""
    pages = page_registry.values()
    is_supplied = any(page["supplied_order"] is not None for page in pages)
    for page in pages:
        is_home = page["path"] == "/" and not is_supplied
        page["order"] = 0 if is_home else page["supplied_order"]
        page["relative_path"] = paths.relative_path(prefix, page["path"])
    for page in _sorted(pages):
        page_registry.move_to_end(page["module"])


def _sorted(pages: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    def key(page: dict[str, Any]) -> tuple[bool, float, str, str]:
        order = page["order"]
        number = order if isinstance(order, (int, float)) else float("inf")
        return order is None, number, str(order), page["module"]

    return sorted(pages, key=key)


def is_package(module: str) -> bool:
    """Whether the module of this name is the `__init__.py` of a package."""
    file = getattr(sys.modules.get(module), "__file__", None)
    return bool(file) and str(file).endswith("__init__.py")
