"""`from dash import html, dcc`: pyrt's classes, made on first use, beside Dash's generated ones.

Both inside Pyodide, in the byte code that each would have there.  What the generated modules
import beside themselves (Flask and the like) is left out on Dash's side.
"""

from __future__ import annotations

import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def report(rounds: int) -> None:
    """Print the medians, a fresh Python each time."""
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
    dash, pyrt = statistics.median(times["dash"]), statistics.median(times["pyrt"])
    head = "In Pyodide under Node (ms of CPU, medians)"
    print(f"\n{head:<46} {'Dash':>10} {'pyrt':>10} {'ratio':>10}")
    print(
        f"{'from dash import html, dcc':<46} {dash:>10.2f} {pyrt:>10.2f} {dash / pyrt:>9.1f}x"
        f"   n={rounds}/{rounds}"
    )
