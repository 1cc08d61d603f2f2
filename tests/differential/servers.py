"""Both runtimes behind an address: cases on disk, real Dash in a process, pyrt's sites static."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import BrowserContext

from pyrt.build.archive import zip_files
from pyrt.build.runtime_files import write_runtime
from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.build.static import load_static
from tests.differential import recorder
from tests.differential.case import Case

ROOT = Path(__file__).parents[2]
WARM = Path(__file__).parent / "warm"
WARM_NAME = "@python"


def write_case(case: Case, folder: Path) -> None:
    """The folder of an app, as a user would have it."""
    folder.mkdir(parents=True)
    (folder / "app.py").write_text(case.source)
    (folder / "recorder.py").write_text(Path(recorder.__file__).read_text())
    for name, text in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


class RealDash(NamedTuple):
    """Addresses below which each case has its name as path."""

    flask: str
    """Also where the calls are asked for."""
    fastapi: str
    """For apps that say `backend="fastapi"`: those with sockets."""


@contextlib.contextmanager
def real_dash(root: Path, *options: str) -> Iterator[RealDash]:
    """The cases written into `root`, under real Dash."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.differential.dash_server", str(root), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        ports = server.stdout.readline().split()
        yield RealDash(*(f"http://127.0.0.1:{int(port)}" for port in ports))
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


class PyrtSites:
    """The cases written into `root`, as pyrt's sites with one runtime among them.

    Most cases share a Python that is started once (`warm/app.py`); then a site is a page like
    all others and the app's files.  Where the page itself is of interest (assets, titles) or
    Python must be a fresh one, the site is built as a user would build it.
    """

    def __init__(self, root: Path, sites: Path) -> None:
        self._root = root
        self._sites = sites
        version = load_static().version
        write_runtime(sites / "_pyrt" / version)
        self._runtime = f"../_pyrt/{version}/"
        # The page's clientside callbacks are those of the cases, which this build does not see.
        build_site(WARM, sites / WARM_NAME, csp=False, runtime_url=self._runtime)
        self._page = (sites / WARM_NAME / "index.html").read_text()
        self._server = SiteServer({"": sites})

    def __enter__(self) -> PyrtSites:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        """The address below which every case has its name."""
        return self._server.url.rstrip("/")

    def build(self, case: Case) -> str:
        """Build the case's site; gives the address below which it has its name."""
        folder, site = self._root / case.name, self._sites / case.name
        if case.fresh:
            build_site(folder, site, runtime_url=self._runtime)
        else:
            (site / "_pyrt").mkdir(parents=True)
            files = {file.name: file for file in folder.glob("*.py")}
            (site / "_pyrt" / "app.zip").write_bytes(zip_files(files))
            (site / "index.html").write_text(self._page)
        return self.url


class WarmPython:
    """The page of `warm/app.py`, open in the context of the cases' pages."""

    PREPARE = """
      window.Worker = class {
        constructor() {
          this.name = `warm-${crypto.randomUUID()}`;
          this.channel = new BroadcastChannel(this.name);
          this.channel.onmessage = (event) => this.onmessage(event);
        }
        postMessage(data) {
          // A sign of life is no matter of Python's.
          if (data === 'ping') return queueMicrotask(() => this.onmessage({ data: 'pong' }));
          if (typeof data === 'string') return this.channel.postMessage(data);
          const start = JSON.stringify([data.start]);
          const desk = new BroadcastChannel('warm-python');
          desk.postMessage([this.name, data.app, data.build, start]);
          desk.close();
        }
        terminate() { this.channel.close(); }
      };
    """
    """JavaScript for a case's page: its worker is the warm one."""

    def __init__(self, context: BrowserContext, sites: PyrtSites) -> None:
        self._page = context.new_page()
        self._page.goto(f"{sites.url}/{WARM_NAME}/")
        self._page.evaluate("window.pyrt.ready")

    def close(self) -> None:
        self._page.close()
