"""What is measured: the same scripts under pyrt and under its peers.

Each target turns a script into something that listens on a port of localhost.  How a page of it is
driven is the same for all: by ids, through the DOM.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyrt.build.site import build_site

from .hosts import dash_server, static_host
from .peer_site import ROOT, build_peer

APPS = Path(__file__).parent / "apps"
BASE = ROOT / ".cache" / "bench-base"

Serve = Callable[[Path, Path], AbstractContextManager[int]]
"""A script and an empty folder for what is made of it -> the port."""

_DASH_SETTLED = """
() => new Promise(done => {
  const look = () => {
    const state = window.store && window.store.getState();
    const lists = state && Object.values(state.callbacks).filter(Array.isArray);
    document.querySelector("#react-entry-point ._dash-loading") === null && state
      && !state.isLoading && lists.every(list => !list.length || list === state.callbacks.stored)
      ? done(true) : setTimeout(look, 20);
  };
  look();
})
"""
_PYRT_SETTLED = "() => window.pyrt.ready.then(() => window.pyrt.idle()).then(() => true)"


@dataclass(frozen=True, slots=True)
class Target:
    """`settled`: JavaScript that resolves when nothing is under way.  `variant`: the folder of
    scripts that it runs, below `apps`."""

    name: str
    title: str
    serve: Serve
    settled: str
    variant: str = ""

    def has(self, app: str) -> bool:
        return self._script(app).is_file()

    @contextmanager
    def serving(self, app: str, size: int, folder: Path) -> Iterator[int]:
        """The port at which `app` with its one parameter set to `size` is served."""
        text = self._script(app).read_text()
        text, found = re.subn(r"\bN = \d+(;?  ?(#|//) PARAMETER)", rf"N = {size}\1", text)
        assert found == 1, f"{app} has {found} lines with a parameter"
        (folder / "app").mkdir(parents=True)
        script = folder / "app" / self._script("app").name
        script.write_text(text)
        with self.serve(script, folder / "site") as port:
            yield port

    def _script(self, app: str) -> Path:
        return APPS / self.variant / (f"{app}.html" if self.variant == "bare" else f"{app}.py")


def _dash(app: Path, folder: Path) -> AbstractContextManager[int]:
    return dash_server(app)


@contextmanager
def _pyrt(app: Path, folder: Path) -> Iterator[int]:
    build_site(str(app), folder)
    with static_host(folder) as port:
        yield port


@contextmanager
def _pyrt_base(app: Path, folder: Path) -> Iterator[int]:
    command = [BASE / ".venv" / "bin" / "pyrt", "build", app, "-o", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with static_host(folder) as port:
        yield port


@contextmanager
def _peer(app: Path, folder: Path) -> Iterator[int]:
    build_peer(app, folder, compiled=False)
    with static_host(folder) as port:
        yield port


@contextmanager
def _peer_compiled(app: Path, folder: Path) -> Iterator[int]:
    build_peer(app, folder, compiled=True)
    with static_host(folder) as port:
        yield port


@contextmanager
def _bare(app: Path, folder: Path) -> Iterator[int]:
    folder.mkdir()
    shutil.copy(app, folder / "index.html")
    with static_host(folder) as port:
        yield port


DASH = Target("dash", "Dash on localhost", _dash, _DASH_SETTLED)
CLIENTSIDE = Target("clientside", "Dash, clientside callbacks", _dash, _DASH_SETTLED, "clientside")
PEER = Target("peer", "Dash in Pyodide", _peer, _DASH_SETTLED)
PEER_COMPILED = Target("peer-compiled", "Dash in Pyodide, compiled", _peer_compiled, _DASH_SETTLED)
BARE = Target("bare", "bare page", _bare, "() => true", "bare")
PYRT = Target("pyrt", "pyrt", _pyrt, _PYRT_SETTLED)
PYRT_BASE = Target("base", "pyrt before", _pyrt_base, _PYRT_SETTLED)

ALL = (DASH, CLIENTSIDE, PEER, PEER_COMPILED, BARE, PYRT)
