"""Where things are, and the version being built."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CACHE = ROOT / ".cache"
"""Downloads and stamps.  Never in git, and safe to delete."""

NODE_MODULES = ROOT / "node_modules"
PACKAGE = ROOT / "pyrt"

STATIC = PACKAGE / "_static"
"""Everything prebuilt that the wheel carries."""

RUNTIME = STATIC / "runtime"
"""The part of it that every site gets."""

PLAYER = STATIC / "play"
"""The part that only the player gets."""

SINGLE = STATIC / "single"
"""The part that only an app gets that is one file; it has the player's worker."""


def project_version() -> str:
    """The version in pyproject.toml, the only place where it is written for the build."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
