"""The folder of an app that outlives the page: `Dash(persistent_dir="data")`, or
`persistent_dir = "data"` under `[tool.pyrt]` where the script must also run on Dash itself.

To Python it is a folder like any other; the worker (`web/src/worker/storage.ts`) brings its
files back before the app starts and saves them after callbacks.
"""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

from pyrt.engine.errors import InvalidConfig

folder: Path | None = None
"""The folder of the running app; set when the app is started."""


def checked_dir(value: str) -> str:
    """`value` as it is used: relative, with slashes.

    Raises `InvalidConfig` unless it names a folder inside the app's folder.
    """
    path = PurePosixPath(value.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise InvalidConfig(
            f"persistent_dir={value!r} is no folder inside the app's folder. "
            'Expected a relative path such as "data".'
        )
    return path.as_posix()


def erase_persistent_dir() -> None:
    """Delete everything in the app's persistent folder, for this and for later visits.

    Files that the app ships in it are there again at the next visit.  Without such a folder
    nothing happens.
    """
    if folder is None or not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
