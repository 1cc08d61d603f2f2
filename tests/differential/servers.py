"""Both runtimes behind an address: cases on disk, real Dash in a process, pyrt's sites static."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyrt.build.runtime_files import write_runtime
from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.build.static import load_static
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


def write_cases(cases: Iterable[Case], root: Path) -> None:
    for case in cases:
        write_case(case, root / case.name)


@contextlib.contextmanager
def real_dash(root: Path) -> Iterator[str]:
    """The cases written into `root`, under real Dash; each has its name as path."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.differential.dash_server", str(root)],
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


class PyrtSites:
    """The cases written into `root`, as pyrt's sites with one runtime among them."""

    def __init__(self, root: Path, sites: Path) -> None:
        self._root = root
        self._sites = sites
        version = load_static().version
        write_runtime(sites / "_pyrt" / version)
        self._runtime = f"../_pyrt/{version}/"
        self._server = SiteServer({"": sites})

    def __enter__(self) -> PyrtSites:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def build(self, case: Case) -> str:
        """Build the case's site; gives the address below which it has its name."""
        build_site(self._root / case.name, self._sites / case.name, runtime_url=self._runtime)
        return self._server.url.rstrip("/")
