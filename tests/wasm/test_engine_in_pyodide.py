"""The engine's unit suite, run by the Python it will run on: Pyodide's, with the compiled
standard library and the compiled pyrt that sites get.

Node stands in for the browser's worker; what only a browser has is tested in tests/e2e.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUITE = "tests/unit/engine"
CHOSEN = ("-q", SUITE, "--ignore-glob=*_as_dash.py")
"""`test_*_as_dash.py` compare with real Dash, which runs on a server only."""

PYTEST = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
"""pytest and what it needs: all of it is plain Python."""


def test_every_engine_test_passes_in_pyodide_too(tmp_path: Path) -> None:
    expected = set(collected_on_cpython())
    packed, report = tmp_path / "files.zip", tmp_path / "report.json"
    pack(packed)
    done = subprocess.run(
        [
            *("node", ROOT / "tests/wasm/run_pytest.mjs"),
            *(ROOT / "pyrt/_static/runtime", packed, report, *CHOSEN),
        ],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    outcomes: dict[str, str] = json.loads(report.read_text())
    assert set(outcomes) == expected
    assert set(outcomes.values()) == {"passed"}, done.stdout


def collected_on_cpython() -> Iterator[str]:
    """The node ids that pytest collects here."""
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", *CHOSEN],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert listed.returncode == 0, listed.stdout + listed.stderr
    return (line for line in listed.stdout.splitlines() if line.startswith(SUITE))


def pack(target: Path) -> None:
    """The tests with their settings, and pytest.  Not pyrt: that comes from the runtime."""
    with zipfile.ZipFile(target, "w") as archive:
        tests = [ROOT / "pyproject.toml", ROOT / "tests/conftest.py"]
        for folder in ("tests/unit", "tests/fixtures"):
            tests += sorted(path for path in (ROOT / folder).rglob("*") if path.is_file())
        for path in tests:
            if "__pycache__" not in path.parts:
                archive.write(path, path.relative_to(ROOT))
        for project in PYTEST:
            for file in files(project) or ():
                if file.suffix != ".pyc" and ".." not in file.parts:
                    archive.write(Path(str(file.locate())), f"site/{file}")
