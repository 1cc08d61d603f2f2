"""From a link to files in a new folder: all of them, or nothing."""

from __future__ import annotations

from pathlib import Path

from pyrt.build.errors import OutputError
from pyrt.build.output import staged

from .body import SharedApp
from .errors import ShareError

REQUIREMENTS = "requirements.txt"


def write_app(app: SharedApp, out: Path) -> list[str]:
    """Write the app's files into `out`, which is a new or an empty folder; return their names.

    What the app needs becomes a `requirements.txt`, unless the app has one itself.

    Raises `BuildError`; then nothing was written.  A folder with anything in it is refused, even
    one that pyrt made: what a stranger sends replaces nothing.
    """
    if out.is_symlink() or (out.is_dir() and next(out.iterdir(), None) is not None):
        raise OutputError(
            "The files of a link go into a new or an empty folder, and this is none.",
            where=str(out),
            hint="Name another folder with -o.",
        )
    files = dict(app.files)
    if app.requirements and not any(name.lower() == REQUIREMENTS for name in files):
        files[REQUIREMENTS] = "".join(f"{line}\n" for line in app.requirements).encode()
    with staged(out) as stage:
        for name, content in files.items():
            _write_new(stage, name, content)
    return sorted(files)


def _write_new(stage: Path, name: str, content: bytes) -> None:
    path = stage / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Never over another file: some systems take two names for one.
        with path.open("xb") as file:
            file.write(content)
    except (FileExistsError, NotADirectoryError) as error:
        raise ShareError(
            "bad-path",
            "Two files of the link have the same name on this system.",
            where=ascii(name),
            hint="Ask for a link whose files differ in more than small and capital letters.",
        ) from error
