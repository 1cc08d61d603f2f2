"""Zip archives that depend on their contents alone: same files, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold.  Modification times would differ on every checkout."""

_REGULAR_FILE = 0o100644 << 16
_ALREADY_COMPRESSED = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".zip", ".gz", ".woff2"})


def stored_zip(files: Mapping[str, Path | bytes]) -> bytes:
    """An archive whose files are stored as they are: the page lays them out without unpacking."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            content = files[name]
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # the same on every build machine
            info.external_attr = _REGULAR_FILE
            archive.writestr(info, content if isinstance(content, bytes) else content.read_bytes())
    return buffer.getvalue()


def zip_files(files: Mapping[str, Path | bytes]) -> bytes:
    """An archive of `files` (name -> file or content), sorted by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            content = files[name]
            data = content if isinstance(content, bytes) else content.read_bytes()
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # the same on every build machine
            info.external_attr = _REGULAR_FILE
            stored = Path(name).suffix.lower() in _ALREADY_COMPRESSED
            kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compress_type=kind, compresslevel=9)
    return buffer.getvalue()
