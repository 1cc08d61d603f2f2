"""What never goes into a site: other people's things, tools' leftovers, secrets.

Everything in a site is public, so a file that looks like a secret is left out *and* said.
The rest (version control, virtual environments, caches) is left out silently.
"""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

LOCK_NAME = "pyrt-lock.json"
"""Marks a folder as a site that pyrt made (see `output`)."""

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
_FILES = ("*.pyc", "*.pyo", "Thumbs.db", "desktop.ini", "*.swp", "*~")


def is_secret(name: str) -> bool:
    """Whether a file of this name usually holds keys or passwords."""
    lowered = name.lower()
    return any(fnmatch(lowered, pattern) for pattern in _SECRETS)


def skips_file(name: str) -> bool:
    """Whether a file is no part of any app.  Secrets are asked for apart."""
    return name.startswith(".") or any(fnmatch(name, pattern) for pattern in _FILES)


def skips_folder(folder: Path) -> bool:
    """Whether a folder, with everything in it, is no part of any app."""
    name = folder.name
    return (
        name.startswith(".")
        or name in _FOLDERS
        or name.endswith(".egg-info")
        or (folder / "pyvenv.cfg").is_file()
        or (folder / LOCK_NAME).is_file()
    )
