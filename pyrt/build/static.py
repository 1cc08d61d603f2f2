"""The prebuilt browser files inside the installed package: runtime, component bundles.

They are made by `make setup` and shipped in the wheel; `manifest.json` lists every one with
its hash.  This file only finds and names them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError

PACKAGED = Path(__file__).resolve().parent.parent / "_static"


@dataclass(frozen=True, slots=True)
class StaticFiles:
    root: Path
    version: str
    build: str
    """Hash over all files; page and worker compare it in their first message."""
    hashes: dict[str, str]
    """Path below `root` -> sha256."""
    image_modules: frozenset[str]
    """Modules that a page need not import: they lie in the start image, or in Python itself."""

    def below(self, folder: str) -> list[str]:
        """Paths of all files in `folder`, sorted."""
        return sorted(path for path in self.hashes if path.startswith(f"{folder}/"))


def load_static(root: Path | None = None) -> StaticFiles:
    """Read the manifest.  Raises `InputError` when the browser files were never made."""
    folder = PACKAGED if root is None else root
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(
            "pyrt's browser files are missing.",
            where=str(folder),
            hint="In a checkout of pyrt, `make setup` makes them; an installed wheel has them: "
            "install it again.",
        ) from None
    hashes = {path: entry["sha256"] for path, entry in manifest["files"].items()}
    modules = folder / "start_image.json"
    in_image = json.loads(modules.read_text("utf-8")) if modules.is_file() else ()
    return StaticFiles(folder, manifest["version"], manifest["build"], hashes, frozenset(in_image))
