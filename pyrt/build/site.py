"""`build_site`: from what the user named to a folder of static files.

    find source -> read code -> resolve packages -> run once -> collect -> write

Everything that can be wrong with the input is found before the first byte is written, and
the folder appears whole or not at all (`output`).  Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyrt.protocol import PROTOCOL_VERSION, SiteConfig

from .archive import zip_files
from .collect import Collected, collect_files, collect_folder, is_own_file
from .components import BUNDLES, ComponentUse, find_components
from .imports import LocalCode, follow_imports, module_files, page_scripts
from .inspect import Assets, Inspection, inspect_app
from .output import check_output, staged
from .page import render_index, unknown_app_index
from .progress import Progress, Silent
from .requirements import Environment, Package, packages_zip, resolve_packages
from .runtime_files import runtime_files, runtime_folder
from .skip import LOCK_NAME
from .source import AppSource, find_source
from .static import StaticFiles, load_static

APP_ZIP = "_pyrt/app.zip"
PACKAGES_ZIP = "_pyrt/packages.zip"
LIVE_URL = "_pyrt/live"
"""Under `pyrt run`: the event stream (`live`)."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built.  `pyrt run` compares two of them to see what a change did."""

    out: Path
    title: str
    components: tuple[str, ...]
    packages: tuple[str, ...]
    """`name version` of each."""
    files: dict[str, str]
    """Every file of the site but the lock -> sha256."""
    bytes: int
    app_files: dict[str, str]
    """Path in the app's folder -> sha256."""
    style_sheets: dict[str, str]
    """Those of `app_files` that are style sheets in the assets folder -> their URLs."""
    warnings: tuple[str, ...]
    inspection: Inspection


def build_site(
    app: str | Path,
    out: str | Path,
    *,
    dev: bool = False,
    must_run: bool = False,
    runtime_url: str | None = None,
    progress: Progress | None = None,
    static: Path | None = None,
    environment: Environment | None = None,
    cwd: Path | None = None,
) -> BuildResult:
    """Build `app` into the folder `out`.

    `dev` is `pyrt run`: dev tools on, the page listens for rebuilds.  `must_run`: an app that
    raises when the build runs it is an error, not a warning.  `runtime_url`: the site
    carries no runtime of its own but uses the one at this URL, relative to its page and
    ending with a slash.  `static`, `environment` and `cwd` are for tests.

    Raises `BuildError`; then `out` is as it was before.
    """
    say: Progress = Silent() if progress is None else progress
    target = Path(out)
    say.step("Reading the app")
    source = find_source(app, cwd=cwd)
    check_output(target)
    prebuilt = load_static(static)
    code = read_code(source)
    say.done(f"{source.entry}, {_count(len(code.scans), 'Python file')}")

    say.step("Running it once")
    packages = resolve_packages(code.external, environment)
    inspection = inspect_app(source, must_run=must_run)
    warnings = [_why_not_run(inspection)] if inspection.problem else []
    read = [path for path in inspection.read if is_own_file(source.root, path, target)]
    if scripts := [source.root / path for path in read if path.endswith(".py")]:
        # Imported in a way that the source does not show.
        code = read_code(source, extra=scripts)
        packages = resolve_packages(code.external, environment)
    say.done(_what_ran(inspection))

    assets = inspection.assets or Assets(str(source.root / "assets"), "assets")
    collected = collect_files(source, code, out=target, read=read, assets=Path(assets.folder))
    warnings += collected.warnings
    use = find_components(code, packages, inspection.components)
    for warning in warnings:
        say.warn(warning)

    say.step("Packing")
    content = _site_files(
        source, collected, packages, use, inspection, assets, prebuilt, runtime_url, dev, target
    )
    say.done(_what_is_packed(collected, packages, use))

    say.step("Writing the site")
    with staged(target) as stage:
        hashes, size = _write(stage, content, say)
        _write_lock(stage / LOCK_NAME, prebuilt, source, packages, hashes)
    say.done(f"{_count(len(hashes) + 1, 'file')}, {size / 1e6:.1f} MB")
    return BuildResult(
        out=target,
        title=inspection.title,
        components=use.namespaces,
        packages=tuple(f"{package.name} {package.version}" for package in packages),
        files=hashes,
        bytes=size,
        app_files={name: _sha256(path.read_bytes()) for name, path in collected.files.items()},
        style_sheets=_style_sheets(source.root, assets),
        warnings=tuple(warnings),
        inspection=inspection,
    )


def read_code(source: AppSource, *, extra: Iterable[Path] = ()) -> LocalCode:
    """The app's own Python: the script, what it imports, its pages, and `extra` files."""
    scripts = [source.script, *extra]
    if source.entry.partition(".")[2] != "py":
        scripts = [*module_files(source.root, source.entry.split(".")), *scripts]
    code = follow_imports(source.root, scripts)
    if pages := page_scripts(source.root, code):
        code = follow_imports(source.root, [*scripts, *pages])
    return code


# --- what the site consists of --------------------------------------------------------------


def _site_files(
    source: AppSource,
    collected: Collected,
    packages: tuple[Package, ...],
    use: ComponentUse,
    inspection: Inspection,
    assets: Assets,
    prebuilt: StaticFiles,
    runtime_url: str | None,
    dev: bool,
    target: Path,
) -> dict[str, Path | bytes]:
    """Path in the site -> its content, sorted."""
    runtime = runtime_url or runtime_folder(prebuilt)
    app_zip = zip_files(collected.files)
    package_zip = packages_zip(packages)
    asset_files = collect_folder(Path(assets.folder), out=target)
    site = SiteConfig(
        protocol=PROTOCOL_VERSION,
        build=prebuilt.build,
        runtime=runtime,
        app=_versioned(APP_ZIP, app_zip),
        packages=None if package_zip is None else _versioned(PACKAGES_ZIP, package_zip),
        entry=source.entry,
        attribute=source.attribute,
        components={
            name: [f"{runtime}components/{name}/{script}" for script in BUNDLES[name]]
            for name in use.namespaces
        },
        plotly=f"{runtime}plotly/plotly.min.js" if use.graph else None,
        static_head=inspection.problem is None,
        live=LIVE_URL if dev else None,
        debug=dev,
    )
    files: dict[str, Path | bytes] = {f"{assets.url}/{name}": p for name, p in asset_files.items()}
    files[APP_ZIP] = app_zip
    if package_zip is not None:
        files[PACKAGES_ZIP] = package_zip
    if runtime_url is None:
        files |= {
            runtime + name: path
            for name, path in runtime_files(prebuilt, use.namespaces, plotly=use.graph).items()
        }
    files["index.html"] = _index(inspection, assets, asset_files, site).encode()
    # GitHub Pages passes folders that begin with an underscore only with this file there.
    files[".nojekyll"] = b""
    return dict(sorted(files.items()))


def _index(
    inspection: Inspection, assets: Assets, asset_files: dict[str, Path], site: SiteConfig
) -> str:
    if inspection.problem is None:
        index, scripts = inspection.index, list(assets.scripts)
    else:
        urls = {name: f"{assets.url}/{name}" for name in asset_files}
        scripts = [url for name, url in urls.items() if name.endswith("js")]
        index = unknown_app_index(
            (url for name, url in urls.items() if name.endswith("css")), urls.get("favicon.ico")
        )
    return render_index(
        index,
        config=inspection.config,
        site=site,
        external_scripts=inspection.external_scripts,
        asset_scripts=scripts,
    )


def _versioned(url: str, content: bytes) -> str:
    """A new version of a file gets a new URL: static hosts let browsers keep the old one for
    minutes, while the page is already the new one."""
    return f"{url}?v={_sha256(content)[:12]}"


def _style_sheets(root: Path, assets: Assets) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): f"{assets.url}/{name}"
        for name, path in collect_folder(Path(assets.folder)).items()
        if name.endswith(".css") and path.is_relative_to(root)
    }


# --- writing --------------------------------------------------------------------------------


def _write(
    stage: Path, content: dict[str, Path | bytes], say: Progress
) -> tuple[dict[str, str], int]:
    hashes: dict[str, str] = {}
    size = 0
    for done, (name, data) in enumerate(content.items()):
        target = stage / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, Path):
            shutil.copyfile(data, target)
        else:
            target.write_bytes(data)
        with target.open("rb") as written:
            hashes[name] = hashlib.file_digest(written, "sha256").hexdigest()
            size += written.tell()
        say.advance(done + 1, len(content))
    return hashes, size


def _write_lock(
    path: Path,
    prebuilt: StaticFiles,
    source: AppSource,
    packages: tuple[Package, ...],
    hashes: dict[str, str],
) -> None:
    """What the site was made of.  It also marks the folder as one that we may replace."""
    lock = {
        "pyrt": prebuilt.version,
        "build": prebuilt.build,
        "entry": source.entry,
        "packages": {package.name: package.version for package in packages},
        "files": hashes,
    }
    path.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- words ----------------------------------------------------------------------------------


def _why_not_run(inspection: Inspection) -> str:
    problem = inspection.problem
    assert problem is not None
    where = f" ({problem.where})" if problem.where else ""
    return (
        f"could not run the app here: {problem.message}{where}. The site is made all the same; "
        "in the browser the page gets its title and styles only when the app has started."
    )


def _what_ran(inspection: Inspection) -> str:
    if inspection.problem:
        return "not possible here"
    return f"“{inspection.title}”, {_count(len(inspection.components), 'kind')} of components"


def _what_is_packed(collected: Collected, packages: tuple[Package, ...], use: ComponentUse) -> str:
    parts = [_count(len(collected.files), "file")]
    parts += [f"{package.name} {package.version}" for package in packages]
    parts += use.namespaces
    return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
