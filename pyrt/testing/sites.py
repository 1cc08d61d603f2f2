"""The sites under test: each app is built once in a test session, all are served together.

They share one runtime, as the sites of a gallery do, and each has a sub-path of its own.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pyrt.build.runtime_files import runtime_folder, runtime_mounts
from pyrt.build.serve import SiteServer
from pyrt.build.site import BuildResult, build_site
from pyrt.build.static import load_static


class Sites:
    """`url_of(app)` builds and serves.  `with Sites(folder) as sites: ...`"""

    def __init__(self, folder: Path, static: Path | None = None) -> None:
        self._folder = folder
        self._static = static
        prebuilt = load_static(static)
        self._runtime_url = f"../{runtime_folder(prebuilt)}"
        self._built: dict[str, tuple[str, BuildResult]] = {}
        (folder / "sites").mkdir(parents=True)
        self._server = SiteServer({"": folder / "sites", **runtime_mounts(prebuilt)})

    def __enter__(self) -> Sites:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def add_folder(self, files: dict[str, Path | str]) -> Path:
        """A folder of an app that a test has made up: name -> text, or file to copy.
        The same files give the same folder."""
        digest = hashlib.sha256()
        contents = {
            name: file.encode() if isinstance(file, str) else file.read_bytes()
            for name, file in sorted(files.items())
        }
        for name, content in contents.items():
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        folder = self._folder / "apps" / digest.hexdigest()[:16]
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    def url_of(self, app: str | Path, *, cwd: Path | None = None) -> str:
        """Build the app, unless this session has, and return the URL of its page."""
        return self.site_of(app, cwd=cwd)[0]

    def site_of(self, app: str | Path, *, cwd: Path | None = None) -> tuple[str, BuildResult]:
        key = f"{Path.cwd() if cwd is None else cwd}\0{app}"
        if key not in self._built:
            name = f"app-{len(self._built) + 1}"
            result = build_site(
                app,
                self._folder / "sites" / name,
                runtime_url=self._runtime_url,
                static=self._static,
                cwd=cwd,
            )
            self._built[key] = (f"{self._server.url}{name}/", result)
        return self._built[key]
