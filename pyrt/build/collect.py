"""Which files are the app's own, sorted.

Two rules, chosen by what the user named:

- A **folder**: everything in it is the app, minus what `skip` names.
- A **script** (or module): it may stand in a folder full of other things, a home directory
  at worst, and everything in a site is public.  So only what the code reaches is taken: the
  script and the local modules it imports, its `assets/` and pages, the files that its
  string literals name, the folders named where a path stands, and the files the app was
  seen to read when the build ran it.

Order is by path, and nothing else of the file system (times, modes, owners) is kept, so
the same files give the same bytes.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError
from .imports import LocalCode
from .scan import scan_tree
from .skip import is_secret, skips_file, skips_folder
from .source import AppSource

_GLOB = frozenset("*?[")
_LONGEST_PATH = 250


@dataclass(frozen=True, slots=True)
class Collected:
    files: dict[str, Path]
    """Path in the browser's app folder, with slashes -> the file; sorted by path."""
    warnings: tuple[str, ...]


def collect_files(
    source: AppSource,
    code: LocalCode,
    *,
    out: Path | None = None,
    read: Iterable[str] = (),
    assets: Path | None = None,
    allowed: frozenset[str] = frozenset(),
) -> Collected:
    """The app's files.  `out` (the site itself) is never one of them; `read` are paths that
    the app opened when it ran; `assets` is its assets folder, if not `assets/`; `allowed` are
    files that go into the site although they look like secrets."""
    collector = _Collector(source.root, out, allowed)
    if source.whole_folder:
        collector.add_folder(source.root)
    else:
        for shown in code.scans:
            collector.add_file(source.root / shown)
        collector.add_folder(source.root / "assets")
        if assets is not None and assets.is_relative_to(source.root):
            collector.add_folder(assets)
        for shown, scan in code.scans.items():
            bases = dict.fromkeys((source.root, (source.root / shown).parent))
            for base in bases:
                for text in scan.texts:
                    collector.add_mentioned_file(base, text)
                for text in scan.paths:
                    collector.add_mentioned_path(base, text)
        for path in read:
            collector.add_file(source.root / path)
    return collector.collected()


def allowed_files(source: AppSource, names: Iterable[str]) -> frozenset[str]:
    """The files that `--allow-secrets` names.  Raises `InputError` for one that is not there."""
    for name in names:
        if not (source.root / name).is_file():
            raise InputError(
                f"--allow-secrets names a file that is not there: {name}",
                where=f"looked in {source.root}",
                hint="The name is the file's path below the app's folder.",
            )
    return frozenset(Path(name).as_posix() for name in names)


def collect_folder(folder: Path, *, out: Path | None = None) -> dict[str, Path]:
    """Everything in one folder that may be published, in Dash's walk order (S1): folder by
    folder, sorted by path; in each, its files sorted by name."""
    collector = _Collector(folder, out)
    collector.add_folder(folder)
    files = collector.collected().files
    return {name: files[name] for name in sorted(files, key=_walk_order)}


def mentioned_files(folder: Path, source: str) -> dict[str, Path]:
    """What a script of this text, were it in `folder`, would bring with it."""
    scan = scan_tree(ast.parse(source))
    app = AppSource(folder, folder / "app.py", "app.py", None, "app.py", whole_folder=False)
    collected = collect_files(app, LocalCode({"app.py": scan}, ()))
    return {name: path for name, path in collected.files.items() if name != "app.py"}


def is_own_file(root: Path, path: str, out: Path | None = None) -> bool:
    """Whether a path below `root` can be part of the app at all (no virtual environment...)."""
    collector = _Collector(root, out)
    collector.add_file(root / path)
    return path in collector.collected().files


def _walk_order(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    return folder, name


class _Collector:
    def __init__(self, root: Path, out: Path | None, allowed: frozenset[str] = frozenset()) -> None:
        self._root = root
        self._allowed = allowed
        self._out = out.resolve() if out is not None else None
        self._files: dict[str, Path] = {}
        self._warnings: list[str] = []

    def collected(self) -> Collected:
        return Collected(
            dict(sorted(self._files.items())), tuple(sorted(dict.fromkeys(self._warnings)))
        )

    def add_file(self, path: Path) -> None:
        shown = path.relative_to(self._root).as_posix()
        if shown in self._files or not path.is_file():
            return
        if self._in_skipped_folder(path):
            return
        if shown in self._allowed:
            self._files[shown] = path
        elif is_secret(path.name):
            self._warnings.append(
                f"left out {shown}: it looks like a secret, and everything in a site is public "
                f"(--allow-secrets {shown} publishes it)"
            )
        elif not skips_file(path.name):
            self._files[shown] = path

    def add_folder(self, folder: Path) -> None:
        if not folder.is_dir() or (folder != self._root and self._in_skipped_folder(folder / "x")):
            return
        for path in self._walk(folder):
            self.add_file(path)

    def add_mentioned_file(self, base: Path, text: str) -> None:
        path = self._resolve(base, text)
        if path is not None and path.is_file():
            self.add_file(path)

    def add_mentioned_path(self, base: Path, text: str) -> None:
        if _GLOB & set(text):
            for match in self._matches(base, text):
                self.add_file(match)
            return
        path = self._resolve(base, text)
        if path is not None and path != self._root and path.is_dir():
            self.add_folder(path)

    def _resolve(self, base: Path, text: str) -> Path | None:
        """The path a literal names, if it can be one below the app's folder."""
        if not text or len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
            return None
        path = Path(os.path.normpath(base / text))
        if not path.is_relative_to(self._root):
            return None
        try:
            return path if path.exists() else None
        except OSError:  # a name the file system does not take
            return None

    def _matches(self, base: Path, pattern: str) -> Iterator[Path]:
        """`data/*.csv`.  A pattern that begins with any number of folders is no description
        of the app's own files and is left alone."""
        if pattern.startswith(("/", "**")) or ".." in pattern or pattern == "*":
            return
        try:
            found = sorted(base.glob(pattern))
        except (ValueError, OSError):
            return
        yield from (path for path in found if path.is_file())

    def _walk(self, folder: Path) -> Iterator[Path]:
        # `os.walk` does not follow links to folders: they may lead out of the app, or round.
        for current, folders, files in os.walk(folder):
            here = Path(current)
            folders[:] = sorted(name for name in folders if not self._skips(here / name))
            yield from (here / name for name in sorted(files))

    def _in_skipped_folder(self, path: Path) -> bool:
        parents = path.relative_to(self._root).parents
        return any(self._skips(self._root / parent) for parent in parents if parent.name)

    def _skips(self, folder: Path) -> bool:
        return skips_folder(folder) or folder.resolve() == self._out
