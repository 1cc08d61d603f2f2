"""What a change on disk asks for: nothing, fresh style sheets, a new Python, or a new page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .contents import APP_ZIP, PACKAGES
from .declared import WHEEL_FOLDER
from .site import BuildResult
from .skip import is_secret, skips_file, skips_folder


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two builds of one app, as the open pages must know it."""

    style_sheets: tuple[str, ...]
    """URLs of changed style sheets."""
    reload: bool
    """Something else changed as well, or the set of style sheets itself."""


def compare(before: BuildResult, after: BuildResult) -> Change:
    names = before.app_files.keys() | after.app_files.keys()
    changed = [name for name in names if before.app_files.get(name) != after.app_files.get(name)]
    if changed and all(
        name in before.style_sheets and name in after.style_sheets for name in changed
    ):
        return Change(tuple(sorted(after.style_sheets[name] for name in changed)), reload=False)
    # The app's files tell it all but the packages, which only the files of the site show.
    return Change((), reload=before.files != after.files)


_CONFIG = re.compile(r'<script id="_dash-config".*?</script>', re.DOTALL)


def page_shell(result: BuildResult) -> dict[str, str]:
    """What an open page cannot exchange: its HTML without the configuration, and the files that
    it or its scripts have loaded.  Archives are for Python, style sheets stand in the HTML."""
    shell = {}
    for name, digest in result.files.items():
        path = result.out / name
        if path.suffix == ".html":
            shell[name] = _CONFIG.sub("", path.read_text("utf-8"))
        elif name not in (APP_ZIP, PACKAGES) and path.suffix not in (".css", ".whl"):
            shell[name] = digest
    return shell


def watched_folders(root: Path, result: BuildResult) -> frozenset[Path]:
    """Folders to watch, each without what lies below it: the script may stand in a folder
    with a whole disk below."""
    folders = {root, root / WHEEL_FOLDER}
    for name in result.app_files:
        folders.update(root / parent for parent in Path(name).parents)
    return frozenset(folders)


def matters(path: Path, root: Path, result: BuildResult) -> bool:
    """Whether a change of `path` can change the site.

    What the app itself writes when it is run does not: it would build for ever.
    """
    if skips_file(path.name) or is_secret(path.name) or not path.is_relative_to(root):
        return False
    name = path.relative_to(root).as_posix()
    if name in result.inspection.written:
        return False
    return name in result.app_files or not (path.is_dir() and skips_folder(path))
