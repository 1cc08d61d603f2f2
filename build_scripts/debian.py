"""Debian's packages, for those who may install them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def may_install() -> bool:
    """Whether we are root on Debian."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists()


def install(*packages: str) -> None:
    """Try to; whoever needs them looks whether they are there."""
    if not may_install():
        return
    print(f"  Installing Debian's {', '.join(packages)}", flush=True)
    run("apt-get", "update")
    run("apt-get", "install", "--yes", "--no-install-recommends", *packages)


def run(*command: str) -> None:
    """Say what went wrong, but go on: there may be another way."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        print(f"  `{' '.join(command)}` failed:\n{done.stdout}{done.stderr}", file=sys.stderr)
