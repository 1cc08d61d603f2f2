"""pip as the resolver: requirements in, a folder of exact wheels for the browser out.

pip rather than uv: uv 0.13 names no platform of this Pyodide, pip takes any tag, and it reads
the indexes, proxies and credentials of the user's own configuration.  Only wheels are taken
(nothing is built), and nothing is installed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import PackageError
from .target import MARKER_ENVIRONMENT, PLATFORM_TAG, PYTHON_VERSION

_CHILD = Path(__file__).with_name("pip_child.py")
_TARGET = (
    *("--implementation", "cp", "--python-version", PYTHON_VERSION),
    *("--platform", PLATFORM_TAG, "--only-binary", ":all:"),
)

_UNFIT = re.compile(r"Skipping link: (none of the wheel's tags|No (sources|binaries) permitted)")


@dataclass(frozen=True, slots=True)
class PipFailure(Exception):
    """pip's own words; `pip_errors` puts them into ours."""

    output: str

    def __str__(self) -> str:
        return self.output


def download(
    lines: Iterable[str],
    into: Path,
    *,
    constraints: Iterable[str] = (),
    find_links: Sequence[Path] = (),
    exact: bool = False,
) -> list[Path]:
    """Resolve the requirement `lines` (number by number those of pip's messages) and download
    every wheel; `exact`: the lines are the whole list, each with its hash.

    Raises `PipFailure`.
    """
    into.mkdir(parents=True, exist_ok=True)
    requirements, limits = into / "requirements.txt", into / "constraints.txt"
    requirements.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    limits.write_text("".join(f"{line}\n" for line in constraints), "utf-8")
    wheels = into / "wheels"
    arguments = ["download", *_TARGET, "--dest", str(wheels), "--requirement", str(requirements)]
    arguments += ["--no-deps", "--require-hashes"] if exact else ["--constraint", str(limits)]
    for folder in find_links:
        arguments += ["--find-links", str(folder)]
    _pip(arguments)
    return sorted(wheels.glob("*.whl"))


def is_on_index(name: str, options: Iterable[str] = ()) -> bool:
    """Whether any file of this name can be found, for whatever machine."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["download", name, *_TARGET, "--no-deps", "--dest", folder, "-vv"]
        for option in options:
            arguments += option.split(" ", 1)
        try:
            _pip(arguments)
        except PipFailure as failure:
            # Only when asked to be verbose, pip tells of files that do not fit.
            return _UNFIT.search(failure.output) is not None
    return True


def _pip(arguments: list[str]) -> None:
    if importlib.util.find_spec("pip") is None:
        raise PackageError(
            "pip is missing, which finds the packages that an app declares.",
            where=sys.executable,
            hint="Install pip into the Python environment that pyrt runs in.",
        )
    command = [sys.executable, "-I", str(_CHILD), json.dumps(MARKER_ENVIRONMENT), *arguments]
    done = subprocess.run(
        # pip waits for nobody: no prompt for a password, few attempts at a dead host.
        [*command, "--no-input", "--retries", "1", "--disable-pip-version-check"],
        env={**os.environ, "PIP_PROGRESS_BAR": "off", "NO_COLOR": "1", "COLUMNS": "1000"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise PipFailure(f"{done.stdout}\n{done.stderr}")
