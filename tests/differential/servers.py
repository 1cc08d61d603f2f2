"""Both runtimes behind an address: cases on disk, real Dash in a process, pyrt's sites static."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.differential import recorder
from tests.differential.case import Case

ROOT = Path(__file__).parents[2]


def write_case(case: Case, folder: Path) -> None:
    """The folder of an app, as a user would have it."""
    folder.mkdir(parents=True)
    (folder / "app.py").write_text(case.source)
    (folder / "recorder.py").write_text(Path(recorder.__file__).read_text())
    for name, text in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@contextlib.contextmanager
def real_dash(cases: Iterable[Case], folder: Path) -> Iterator[str]:
    """All the cases under real Dash; gives the address below which each has its name."""
    for case in cases:
        write_case(case, folder / case.name)
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.differential.dash_server", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()
