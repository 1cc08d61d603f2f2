"""Writes `_static/manifest.json`: what is there, and the build id that names it all."""

from __future__ import annotations

import hashlib
import json

from paths import STATIC, project_version
from steps import files_below

MANIFEST = STATIC / "manifest.json"


def write_manifest() -> None:
    """Size and hash of every prebuilt file; the build id is the hash of that list."""
    files = {}
    for path in files_below(STATIC):
        if path != MANIFEST:
            data = path.read_bytes()
            name = path.relative_to(STATIC).as_posix()
            files[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    version = project_version()
    build = hashlib.sha256(json.dumps([version, files], sort_keys=True).encode()).hexdigest()[:16]
    manifest = {"version": version, "build": build, "files": files}
    MANIFEST.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
