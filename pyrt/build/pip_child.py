"""The child process of `pip_run`: pip, seeing the markers of the browser's Python.

pip has options for the Python version and platform of wheels, but evaluates requirement markers
(`sys_platform == "emscripten"`) for the Python that runs it.  Pyodide's own tools patch the same
function.  Standard library and pip only: pyrt may not be importable here.
"""

from __future__ import annotations

import json
import sys


def main() -> None:
    environment = json.loads(sys.argv.pop(1))
    from pip._internal.cli.main import main as pip
    from pip._vendor.packaging import markers

    markers.default_environment = lambda: dict(environment)
    sys.exit(pip())


if __name__ == "__main__":
    main()
