"""Importing the modules of the pages folder (P1)."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from pyrt.config import root_path
from pyrt.engine.errors import NoLayoutException
from pyrt.pages import is_package, page_registry


def import_pages(folder: str, app_name: str) -> None:
    """Run every module below `folder` that registers a page, and take its `layout`.

    Raises what the modules raise, and `NoLayoutException` for one without a layout.
    """
    for path in page_files(folder):
        name = module_name(path, folder, app_name)
        module = _run(name, path)
        page = page_registry.get(name)
        if page is not None and not page["supplied_layout"]:
            if not hasattr(module, "layout"):
                raise NoLayoutException(
                    f"""
                    No layout found in module {name}
                    A variable or a function named "layout" is required.
                    """
                )
            page["layout"] = module.layout


def page_files(folder: str) -> Iterator[Path]:
    """The files that register pages; names that begin with `_` or `.` are left alone."""
    for current, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(files):
            if name.endswith(".py") and not name.startswith((".", "_")):
                path = Path(current) / name
                if "register_page" in path.read_text("utf-8"):
                    yield path


def module_name(path: Path, folder: str, app_name: str) -> str:
    """`pages.archive.old` for `pages/archive/old.py`, below the app's package if it has one."""
    pages = Path(folder)
    root = root_path(app_name)
    above = pages.relative_to(root) if pages.is_relative_to(root) else pages.relative_to(pages.root)
    parts = [*above.parts, *path.relative_to(pages).with_suffix("").parts]
    if is_package(app_name):
        parts.insert(0, app_name)
    return ".".join(parts)


def _run(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None  # it is a .py file
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # As Dash: known by its name once it has run.
    sys.modules[name] = module
    return module
