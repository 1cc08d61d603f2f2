"""The assets folder: which of its files the page loads, and in which order (S1)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class AssetFiles:
    """Paths below the assets folder, with forward slashes."""

    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    favicon: str | None = None


def find_assets(
    folder: str, ignore: str = "", ignore_paths: Sequence[str] | None = None
) -> AssetFiles:
    """Walk the folder: directories sorted by path, files within each by name.

    `ignore` is a pattern searched in file names, `ignore_paths` are patterns searched in
    each part of a directory's path.  The files they hit can be fetched all the same.
    """
    ignored_name = re.compile(ignore) if ignore else None
    ignored_parts = [re.compile(pattern) for pattern in ignore_paths or () if pattern]
    found = AssetFiles()
    for base, names in _directories(folder):
        if any(pattern.search(part) for pattern in ignored_parts for part in base.split("/")):
            continue
        for name in names:
            if ignored_name is None or not ignored_name.search(name):
                _sort_in(found, name, f"{base}/{name}" if base else name)
    return found


def _directories(folder: str) -> Iterator[tuple[str, list[str]]]:
    """Each directory below `folder`, as a path with forward slashes, and its files."""
    for current, _, names in sorted(os.walk(folder)):
        base = Path(current).relative_to(folder).as_posix()
        yield "" if base == "." else base, sorted(names)


def _sort_in(found: AssetFiles, name: str, path: str) -> None:
    if name.endswith("js"):  # Dash's test: .js and .mjs
        found.scripts.append(path)
    elif name.endswith("css"):
        found.styles.append(path)
    elif name == "favicon.ico":
        found.favicon = path
