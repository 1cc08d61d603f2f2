"""`from dash import html, dcc`: pyrt's classes, made on first use, beside Dash's generated ones.

Both inside Pyodide, in the byte code that each would have there.  What the generated modules
import beside themselves (Flask and the like) is left out on Dash's side.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from .results import Result

ROOT = Path(__file__).parents[2]


def result(rounds: int) -> Result:
    """A fresh Python each time."""
    times: dict[str, list[float]] = {"dash": [], "pyrt": []}
    for _ in range(rounds):
        for side, found in times.items():
            done = subprocess.run(
                ["node", str(Path(__file__).with_name("imports.mjs")), side],
                cwd=ROOT,
                text=True,
                capture_output=True,
                check=True,
            )
            found.append(float(done.stdout))
    return Result("imports", "from dash import html, dcc in Pyodide (Node), CPU", "ms", times)
