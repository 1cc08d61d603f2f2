"""`build_site`: from what the user named to a folder of static files.

    find source -> read code -> resolve packages -> run once -> collect -> write

Everything that can be wrong with the input is found before the first byte is written, and
the folder appears whole or not at all (`output`).  Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Collection, Iterable, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path

from .app_image import AppImage, make_app_image
from .app_lock import read_lock
from .check import check_files, refuse_secrets
from .collect import allowed_files, collect_files, collect_folder, is_own_file
from .compiled import Compiled, compile_packages
from .components import find_components, library_modules
from .compress import precompress as write_copies
from .contents import Plan, package_archives, site_contents
from .declared import read_declaration
from .environment import Environment
from .external import Fetch, with_external_files
from .hook_packages import hook_entry_points
from .hosts import Host, check_host
from .imports import LocalCode, read_code
from .inspect import Assets, Inspection, Problem, inspect_app
from .output import check_output, staged
from .packages import Package
from .prebuilt import PrebuiltPackage, claim_imports, express_imports, load_prebuilt, take_prebuilt
from .progress import Progress, Silent
from .pyodide_dist import PREBUILT_WHEELS, open_distribution
from .resolve import PackageSources, has_micropip, resolve_packages
from .settings import persistent_dir
from .skip import LOCK_NAME
from .source import AppSource, find_source
from .stand_in_packages import STAND_IN
from .static import StaticFiles, load_static
from .stdlib_use import needs_stdlib
from .suites import make_suites
from .wheels import importable_here


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
    paint: bool = True,
    csp: bool = True,
    runtime_url: str | None = None,
    pyodide_dist: str | None = None,
    cdn: bool = False,
    allow_secrets: Sequence[str] = (),
    fetch_external: Fetch | None = None,
    precompress: bool = False,
    host: Host | None = None,
    snapshot: bool = False,
    requirements: Sequence[str] = (),
    progress: Progress | None = None,
    static: Path | None = None,
    environment: Environment | None = None,
    cwd: Path | None = None,
) -> BuildResult:
    """Build `app` into the folder `out`.

    `dev` is `pyrt run`: dev tools on, the page listens for rebuilds.  `must_run`: an app that
    raises when the build runs it is an error, not a warning.  `paint`: run its initial callbacks,
    too, for what its pages show at once; never under `pyrt run`.  `csp`: its pages have a
    Content-Security-Policy (`policy`).  `runtime_url`: the site carries
    no runtime of its own but uses the one at this URL, relative to its page and ending with a
    slash (`write_runtime`).  `pyodide_dist`: folder or URL of a Pyodide distribution, the public
    one by default; with `cdn` its packages stay there.  `requirements` are installed by micropip
    when the page starts, for an app whose code says nothing of them.  `allow_secrets`: files of
    the app, by their path in its folder, that are published although they look like secrets.
    `fetch_external` gets style sheets and scripts of other hosts for the site
    (`external.fetch`); None: the page loads them from there.
    `host`: where it will be published; what that host would refuse is an error.
    `precompress`: `.gz` and `.br` beside each file that gets smaller by it.
    `snapshot`: the pages start from an image of their own, with the app's packages imported.
    `static`, `environment` and `cwd` are for tests.

    Raises `BuildError`; then `out` is as it was before.
    """
    say: Progress = Silent() if progress is None else progress
    target = Path(out)
    say.step("Reading the app")
    source = find_source(app, cwd=cwd)
    check_output(target)
    allowed = allowed_files(source, allow_secrets)
    prebuilt = load_static(static)
    code = read_code(source)
    sources = find_sources(
        source,
        prebuilt,
        pyodide_dist=pyodide_dist,
        cdn=cdn,
        requirements=requirements,
        environment=environment,
    )
    compiled = load_prebuilt(prebuilt)
    say.done(f"{source.entry}, {_count(len(code.scans), 'Python file')}")

    say.step("Finding packages")
    packages, prebuilt_packages = _resolve(code, sources, compiled)
    say.done(_where_from(sources, (*packages, *prebuilt_packages)))

    say.step("Running it once")
    libraries = library_modules(code, packages)
    shipped = _shipped(packages, prebuilt_packages)
    inspection = inspect_app(
        source,
        libraries=libraries,
        search_path=importable_here(packages),
        shipped=shipped,
        hooks=hook_entry_points(packages),
        must_run=must_run,
        paint=paint and not dev,
    )
    read = [path for path in inspection.read if is_own_file(source.root, path, target)]
    if any(path.endswith(".py") and path not in code.scans for path in read):
        # Imported in a way that the source does not show.
        code = read_code(source, (source.root / path for path in read if path.endswith(".py")))
        packages, prebuilt_packages = _resolve(code, sources, compiled)
    say.done(_what_ran(inspection))

    if fetch_external is not None:
        say.step("Fetching external files")
        inspection, external = with_external_files(inspection, fetch_external)
        say.done(_count(len(external), "file"))
    else:
        external = {}

    if any(package.wheel is None for package in packages):
        say.step("Compiling")
        compiled_packages = compile_packages(packages, prebuilt)
        say.done(_what_is_compiled(compiled_packages))
    else:
        compiled_packages = Compiled()

    image = None
    if snapshot and not (packages or prebuilt_packages):
        say.step("Importing packages into a start image")
        say.done("there are none, so it would be the image that every site has")
    elif snapshot:
        say.step("Importing packages into a start image")
        done = compiled_packages.archives
        archives = package_archives(packages, done, prebuilt_packages, prebuilt)
        names = (found.name for found in code.external)
        image = make_app_image(names, code.words, archives, prebuilt)
        say.done(_count(len(image.modules - prebuilt.image_modules), "module"))

    say.step("Packing")
    assets = inspection.assets or Assets(str(source.root / "assets"), "assets")
    asset_folder = Path(assets.folder)
    collected = collect_files(
        source, code, out=target, read=read, assets=asset_folder, allowed=allowed
    )
    suites = make_suites(inspection.libraries, code.words | code.texts, inspection.serving)
    components = find_components(
        code,
        packages,
        inspection.components,
        suites,
        own_scripts=bool(assets.scripts or inspection.external_scripts),
    )
    plan = Plan(
        source=source,
        collected=collected,
        packages=packages,
        compiled=compiled_packages.archives,
        prebuilt_packages=prebuilt_packages,
        components=components,
        inspection=inspection,
        assets=assets,
        asset_files=collect_folder(asset_folder, out=target),
        image=image,
        stdlib=_needs_stdlib(code, packages, prebuilt_packages, image, prebuilt),
        shows_documents="srcDoc" in code.words | code.texts,
        external=external,
        prebuilt=prebuilt,
        distribution=sources.distribution if has_micropip(packages) else None,
        requirements=sources.requirements,
        runtime_url=runtime_url,
        persistent_dir=persistent_dir(source.root, source.script, inspection.persistent_dir),
        dev=dev,
        csp=csp,
    )
    findings = check_files(_published(plan), code.scans, allowed)
    if not dev:
        refuse_secrets(findings, "The site")
    contents = site_contents(plan)
    if host is not None:
        check_host(host, contents)
    say.done(_what_is_packed(plan))
    warnings = (
        *_why_not_run(inspection, shipped),
        *_why_not_painted(inspection),
        *(() if dev else _what_only_dev_tools_say(inspection)),
        *collected.warnings,
        *map(str, findings),
    )
    for warning in warnings:
        say.warn(warning)

    say.step("Writing the site")
    with staged(target) as stage:
        hashes, size = _write(stage, contents, say)
        if precompress:
            say.done(_what_is_written(hashes, size))
            say.step("Compressing")
            copies = write_copies(stage, hashes, say)
            hashes |= {name: _sha256(stage / name) for name in copies}
            size += sum((stage / name).stat().st_size for name in copies)
        _write_lock(stage / LOCK_NAME, plan, hashes)
    say.done(_what_is_written(hashes, size))
    return BuildResult(
        out=target,
        title=inspection.title,
        components=plan.components.names,
        packages=_names_and_versions(plan),
        files=hashes,
        bytes=size,
        app_files={name: _sha256(path) for name, path in collected.files.items()},
        style_sheets=_style_sheets(plan),
        warnings=warnings,
        inspection=inspection,
    )


def find_sources(
    source: AppSource,
    prebuilt: StaticFiles,
    *,
    pyodide_dist: str | None = None,
    cdn: bool = False,
    requirements: Iterable[str] = (),
    environment: Environment | None = None,
    use_lock: bool = True,
) -> PackageSources:
    """Where the packages of an app may come from.  Raises `BuildError`."""
    micropip = next(iter(sorted((prebuilt.root / PREBUILT_WHEELS).glob("micropip-*.whl"))), None)
    return PackageSources(
        root=source.root,
        declaration=read_declaration(source.root, source.script),
        lock=read_lock(source.root) if use_lock else None,
        environment=environment,
        distribution=open_distribution(pyodide_dist, prebuilt),
        micropip=micropip,
        cdn=cdn,
        requirements=tuple(requirements),
    )


def _published(plan: Plan) -> dict[str, Path | bytes]:
    """The app's files and its assets, which may lie elsewhere; each file once."""
    files: dict[str, Path | bytes] = dict(plan.collected.files)
    known = set(plan.collected.files.values())
    for name, path in plan.asset_files.items():
        if path not in known:
            files[f"{plan.assets.url}/{name}"] = path
    return files


def _resolve(
    code: LocalCode, sources: PackageSources, compiled: dict[str, PrebuiltPackage]
) -> tuple[tuple[Package, ...], tuple[PrebuiltPackage, ...]]:
    """The packages that ship as they are, and those that are here compiled."""
    left, claimed = claim_imports(code.external, compiled, sources)
    left += express_imports(code)
    return take_prebuilt(resolve_packages(left, sources), claimed, compiled)


def _needs_stdlib(
    code: LocalCode,
    packages: tuple[Package, ...],
    prebuilt_packages: tuple[PrebuiltPackage, ...],
    image: AppImage | None,
    prebuilt: StaticFiles,
) -> bool:
    if image is None:
        return bool(prebuilt_packages) or needs_stdlib(code, packages, prebuilt.image_modules)
    # What the pure packages import lies in the image with them.
    compiled = [package for package in packages if package.wheel is not None]
    return needs_stdlib(code, compiled, image.modules)


def _shipped(
    packages: Iterable[Package], prebuilt_packages: Iterable[PrebuiltPackage]
) -> frozenset[str]:
    """The modules of an app's packages, stand-ins aside."""
    modules = [package.top_level for package in packages if package.version != STAND_IN]
    return frozenset().union(*modules, *(package.modules for package in prebuilt_packages))


def _names_and_versions(plan: Plan) -> tuple[str, ...]:
    packages = [(package.name, package.version) for package in plan.packages]
    packages += [(package.name, package.version) for package in plan.prebuilt_packages]
    return tuple(f"{name} {version}" for name, version in sorted(packages))


def _style_sheets(plan: Plan) -> dict[str, str]:
    root = plan.source.root
    return {
        path.relative_to(root).as_posix(): f"{plan.assets.url}/{name}"
        for name, path in plan.asset_files.items()
        if name.endswith(".css") and path.is_relative_to(root)
    }


# --- writing --------------------------------------------------------------------------------


def _write(
    stage: Path, contents: dict[str, Path | bytes], say: Progress
) -> tuple[dict[str, str], int]:
    """Write everything; return the hashes by path, and the size of all."""
    hashes: dict[str, str] = {}
    size = 0
    for done, (name, content) in enumerate(contents.items(), 1):
        target = stage / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            target.write_bytes(content)
        hashes[name] = _sha256(target)
        size += target.stat().st_size
        say.advance(done, len(contents))
    return hashes, size


def _write_lock(path: Path, plan: Plan, hashes: dict[str, str]) -> None:
    """What the site was made of.  It also marks the folder as one that we may replace."""
    prebuilt: StaticFiles = plan.prebuilt
    lock = {
        "pyrt": prebuilt.version,
        "build": prebuilt.build,
        "entry": plan.source.entry,
        "packages": [
            *(package.lock_entry() for package in plan.packages),
            *(package.lock_entry(prebuilt) for package in plan.prebuilt_packages),
        ],
        "files": hashes,
    }
    path.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


# --- words ----------------------------------------------------------------------------------


def _why_not_run(inspection: Inspection, shipped: Collection[str]) -> Iterable[str]:
    problem = inspection.problem
    if problem is not None:
        where = f" ({problem.where})" if problem.where else ""
        yield (
            f"could not run the app here: {problem.message}{where}. The site is made all the "
            f"same; {_what_it_lacks(problem, shipped)}"
        )


def _what_it_lacks(problem: Problem, shipped: Collection[str]) -> str:
    missing = re.search(r"No module named '(\w+)", problem.message)
    if missing and missing[1] in shipped:
        return (
            f"it has {missing[1]}. With {missing[1]} installed here as well, its page would show "
            "the app before Python has started."
        )
    return "its page gets title and styles only when the app has started."


def _why_not_painted(inspection: Inspection) -> Iterable[str]:
    for problem in inspection.paints.problems:
        yield (
            f"the first paint ends early: {problem}. The page shows the rest when Python has "
            "started."
        )


def _what_only_dev_tools_say(inspection: Inspection) -> Iterable[str]:
    yield from inspection.mistakes
    if inspection.dev_tools:
        yield (
            "debug=True: whoever opens the site sees the dev tools. `pyrt run` shows them without "
            "it, too."
        )


def _where_from(sources: PackageSources, packages: Sequence[Package | PrebuiltPackage]) -> str:
    number = _count(len(packages), "package")
    if not packages:
        return number
    if sources.lock is not None:
        return f"{number}, locked"
    return f"{number}, from {sources.declaration.origin or 'this environment'}"


def _what_ran(inspection: Inspection) -> str:
    if inspection.problem:
        return "not possible here"
    return f"“{inspection.title}”, {_count(len(inspection.components), 'kind')} of components"


def _what_is_packed(plan: Plan) -> str:
    parts = [_count(len(plan.collected.files), "file")]
    parts += _names_and_versions(plan)
    parts += plan.components.names
    return ", ".join(parts)


def _what_is_compiled(compiled: Compiled) -> str:
    number = _count(len(compiled.archives), "package")
    if compiled.problem is None:
        return number
    return f"{number}; others ship as sources and start slower: {compiled.problem}"


def _what_is_written(files: Sized, size: int) -> str:
    return f"{_count(len(files) + 1, 'file')}, {size / 1e6:.1f} MB"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
