"""Places for files on the way into a site: a folder that lives as long as this process, and the
user's caches of what was downloaded from a Pyodide distribution, and of what takes long to make."""

from __future__ import annotations

import atexit
import tempfile
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path


@cache
def workspace() -> Path:
    """Unpacked wheels and the like.  `pyrt run` finds them again at the next rebuild."""
    folder = tempfile.TemporaryDirectory(prefix="pyrt-packages-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def download_cache() -> Path:
    """Downloads, by hash.  What an index serves is in pip's own cache instead."""
    return user_cache_path("pyrt", appauthor=False) / "downloads"


def compiled_cache() -> Path:
    """Byte code of packages, by the hash of all that it depends on."""
    return user_cache_path("pyrt", appauthor=False) / "compiled"


def compressed_cache() -> Path:
    """Compressed copies of files, by the hash of the file."""
    return user_cache_path("pyrt", appauthor=False) / "compressed"
