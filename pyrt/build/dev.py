"""`pyrt run`: build, serve, and build again when a file changes.

A rebuild that fails changes nothing that is served: the last good site stays, and page and
terminal show what is wrong.  The runtime is served from where pyrt is installed.
"""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType

from watchfiles import watch

from .changes import compare, matters, page_shell, watched_folders
from .contents import LIVE_URL
from .errors import BuildError, InputError
from .live import LiveEvents
from .progress import Progress, RunProgress, Silent
from .runtime_files import runtime_folder, runtime_mounts
from .serve import SiteServer, Stream
from .site import BuildResult, build_site
from .source import find_source
from .static import load_static

DEFAULT_PORT = 8050
"""Dash's own."""

_DEBOUNCE_MS = 80
"""Editors save in several steps."""


class DevServer:
    """`with DevServer("app.py", ...) as server: server.watch()`"""

    def __init__(
        self,
        app: str | Path,
        *,
        progress: RunProgress,
        host: str = "127.0.0.1",
        port: int | None = None,
        pyodide_dist: str | None = None,
        cdn: bool = False,
        csp: bool = True,
        static: Path | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Build once and listen.  Raises `BuildError` when the first build fails: there is
        nothing yet to keep serving."""
        self._app = app
        self._progress = progress
        self._prebuilt = load_static(static)
        self._static = static
        self._pyodide_dist = pyodide_dist
        self._cdn = cdn
        self._csp = csp
        self._cwd = cwd
        self._root = find_source(app, cwd=cwd).root
        self._folder = tempfile.TemporaryDirectory(prefix="pyrt-run-")
        self._site = Path(self._folder.name) / "site"
        self.events = LiveEvents()
        try:
            self.result = self._build(progress, must_run=False)
            self._shell = page_shell(self.result)
            self._server = self._listen(host, port)
        except BaseException:
            self._folder.cleanup()
            raise

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def port(self) -> int:
        return self._server.port

    def __enter__(self) -> DevServer:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.events.close()
        self._server.stop()
        self._folder.cleanup()

    def watch(self, stop: threading.Event | None = None) -> None:
        """Rebuild on change until `stop` is set or Ctrl+C is pressed."""
        ended = threading.Event() if stop is None else stop
        while not ended.is_set():
            folders = watched_folders(self._root, self.result)
            for changes in watch(
                *sorted(folder for folder in folders if folder.is_dir()),
                watch_filter=lambda _, path: matters(Path(path), self._root, self.result),
                debounce=_DEBOUNCE_MS,
                stop_event=ended,
                recursive=False,
            ):
                self.rebuild(sorted({path for _, path in changes}))
                if watched_folders(self._root, self.result) != folders:
                    break  # watch the new ones as well

    def rebuild(self, changed: list[str]) -> None:
        """Build again and tell terminal and pages what came of it."""
        started = time.perf_counter()
        try:
            after = self._build(Silent(), must_run=self.result.inspection.problem is None)
        except BuildError as error:
            self._progress.failed(error)
            self.events.error(error.what, "\n".join(filter(None, (error.where, error.hint))))
            return
        change = compare(self.result, after)
        for warning in sorted(set(after.warnings) - set(self.result.warnings)):
            self._progress.warn(warning)
        self.result = after
        self._progress.rebuilt(changed, time.perf_counter() - started)
        shell_before, self._shell = self._shell, page_shell(after)
        if change.reload and shell_before != self._shell:
            self.events.reload()
        elif change.reload:
            self.events.app()
        elif change.style_sheets or self.events.has_error:
            # An error that was repaired without another change is gone with that, too.
            self.events.css(list(change.style_sheets))

    def _build(self, progress: Progress, *, must_run: bool) -> BuildResult:
        return build_site(
            self._app,
            self._site,
            dev=True,
            must_run=must_run,
            runtime_url=runtime_folder(self._prebuilt),
            pyodide_dist=self._pyodide_dist,
            cdn=self._cdn,
            csp=self._csp,
            progress=progress,
            static=self._static,
            cwd=self._cwd,
        )

    def _listen(self, host: str, port: int | None) -> SiteServer:
        folders = {"": self._site, **runtime_mounts(self._prebuilt)}
        streams: dict[str, Stream] = {LIVE_URL: self.events.stream}
        try:
            return SiteServer(folders, host=host, port=port or DEFAULT_PORT, streams=streams)
        except InputError:
            if port is not None:
                raise
            return SiteServer(folders, host=host, port=0, streams=streams)
