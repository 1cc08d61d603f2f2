"""A site appears whole or not at all.

Everything is written into a folder beside the target, which takes the target's place in two
renames at the end.  Whatever goes wrong before leaves the target as it was, and nothing of
ours beside it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import OutputError
from .skip import is_site


def check_output(out: Path) -> None:
    """Raise `OutputError` unless `out` may be replaced: absent, empty, or an older site."""
    if out.is_symlink() and not out.exists():
        raise OutputError("The output folder is a link that leads nowhere.", where=str(out))
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError(
            "The output folder is a file.", where=str(out), hint="Name another folder with -o."
        )
    try:
        empty = next(out.iterdir(), None) is None
    except OSError as error:
        raise _unwritable(out, error) from error
    if not empty and not is_site(out):
        raise OutputError(
            "The output folder is not empty, and pyrt did not make what is in it.",
            where=str(out),
            hint="Name another folder with -o, or empty this one yourself.",
        )


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A new folder to write the site into; it becomes `out` when the block succeeds."""
    target = Path(os.path.realpath(out))
    check_output(target)
    stage = _beside(target, "new")
    made = [folder for folder in target.parents if not folder.exists()]
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            stage.mkdir()
        except OSError as error:
            raise _unwritable(out, error) from error
        yield stage
        _swap(stage, target)
    except BaseException as error:
        shutil.rmtree(stage, ignore_errors=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError) and _is_below(error.filename, target.parent):
            raise _unwritable(out, error) from error
        raise


def _is_below(name: object, folder: Path) -> bool:
    return isinstance(name, str) and Path(name).is_relative_to(folder)


def _swap(stage: Path, target: Path) -> None:
    if not target.exists():
        stage.rename(target)
        return
    old = _beside(target, "old")
    target.rename(old)
    try:
        stage.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _beside(target: Path, role: str) -> Path:
    # The process id keeps two builds at once apart.
    return target.with_name(f".{target.name}.{role}-{os.getpid()}")


def _unwritable(out: Path, error: OSError) -> OutputError:
    return OutputError(
        f"Cannot write the site: {error.strerror or error}.",
        where=str(out),
        hint="Name a folder that you may write to with -o.",
    )
