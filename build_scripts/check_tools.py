"""Says in one sentence what is missing, before anything is installed.

Runs under whatever `python3` the machine has, so it uses nothing that is new in Python.
"""

import subprocess
import sys

PYTHON = (3, 11)
NODE = 20


def main() -> None:
    """Leave with a sentence when Python or Node is missing or too old."""
    if sys.version_info < PYTHON:
        sys.exit(
            f"pyrt needs Python {PYTHON[0]}.{PYTHON[1]} or newer; "
            f"this is {sys.version.split()[0]}.\nName another one: make PYTHON=python3.12 ..."
        )
    needs = f"pyrt needs Node {NODE} or newer to build its browser side"
    try:
        node = subprocess.check_output(["node", "--version"]).decode().strip()
    except (OSError, subprocess.CalledProcessError):
        sys.exit(f"{needs}; `node` was not found.")
    if int(node.lstrip("v").split(".")[0]) < NODE:
        sys.exit(f"{needs}; this is {node}.")


main()
