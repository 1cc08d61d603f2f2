"""Called by hatchling before it packs: the wheel must carry `pyrt/_static`.

From a checkout with Node, whatever is missing or out of date is built first.  From a source
archive, which carries `_static` already, no Node is needed.  An editable install takes what is
there: `make` keeps it up to date.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StaticFilesHook(BuildHookInterface[BuilderConfig]):
    """Has `pyrt/_static` up to date, or stops the build with a reason."""

    def dependencies(self) -> list[str]:
        """What building needs in pip's isolated environment: pip itself, to fetch two wheels."""
        return ["pip"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is hatchling's word for the kind of wheel: standard or editable."""
        root = Path(self.root)
        if version == "editable":
            return
        if shutil.which("node"):
            build = [sys.executable, str(root / "build_scripts/build_static.py")]
            # pip builds in an environment of its own, in which pyrt is not installed.
            paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
            if subprocess.run(build, env=environment).returncode:
                sys.exit("pyrt's browser side could not be built; the reason stands above.")
        elif not (root / "pyrt/_static/manifest.json").is_file():
            sys.exit("Building pyrt from a checkout needs Node 20 or newer; `node` was not found.")
