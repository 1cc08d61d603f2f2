"""What never goes into a site: other people's things, tools' leftovers, secrets.

Everything in a site is public, so a file that looks like a secret is left out *and* said.
The rest (version control, virtual environments, caches) is left out silently.
"""

from __future__ import annotations

import json
from fnmatch import fnmatch
from pathlib import Path

LOCK_NAME = "pyrt-lock.json"
"""What a site was made of, or (beside an app) what it is to be made of."""

_SECRETS = (
    ".env",
    ".env.*",
    "*.env",
    "*.pem",
    "*.key",
    "*.p12",
    "*.pfx",
    "*.jks",
    "*.keystore",
    "id_rsa*",
    "id_dsa*",
    "id_ecdsa*",
    "id_ed25519*",
    "secrets.toml",
    "secrets.json",
    "secrets.yaml",
    "secrets.yml",
    "credentials.json",
    ".netrc",
    ".pypirc",
    ".npmrc",
    ".pgpass",
    ".git-credentials",
)
_FOLDERS = frozenset({"__pycache__", "node_modules", "venv", "site-packages"})
_FILES = (LOCK_NAME, "*.pyc", "*.pyo", "Thumbs.db", "desktop.ini", "*.swp", "*~")


def is_secret(name: str) -> bool:
    """Whether a file of this name usually holds keys or passwords."""
    lowered = name.lower()
    return any(fnmatch(lowered, pattern) for pattern in _SECRETS)


def skips_file(name: str) -> bool:
    """Whether a file is no part of any app.  Secrets are asked for apart."""
    return name.startswith(".") or any(fnmatch(name, pattern) for pattern in _FILES)


def is_site(folder: Path) -> bool:
    """Whether pyrt made this folder, so that it may replace it.  An app's lock has the same
    name, but lists no files: nobody must lose an app to `-o .`."""
    try:
        lock = json.loads((folder / LOCK_NAME).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(lock, dict) and "files" in lock


def skips_folder(folder: Path) -> bool:
    """Whether a folder, with everything in it, is no part of any app."""
    name = folder.name
    return (
        name.startswith(".")
        or name in _FOLDERS
        or name.endswith(".egg-info")
        or (folder / "pyvenv.cfg").is_file()
        or is_site(folder)
    )
