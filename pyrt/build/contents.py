"""What a site consists of: every file of it, by its path in the site.

Decides names and URLs; reads the app's files, writes nothing.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from pyrt.build.site_config import SiteConfig, SiteDistribution, SiteWheel
from pyrt.protocol import PROTOCOL_VERSION

from .app_image import AppImage
from .archive import zip_files
from .collect import Collected
from .components import BUNDLES, ComponentUse
from .hook_packages import hook_entry_points
from .inspect import Assets, Inspection
from .packages import Package, PackagesArchive, pack_packages, wheels_in_order
from .page import is_own, render_index, unknown_app_index
from .page_files import ROOT, Files, page_files
from .policy import ScriptPolicy, evaluates, imports, named_scripts
from .prebuilt import PrebuiltPackage
from .pyodide_dist import PyodideDistribution
from .runtime_files import IMAGE, runtime_files, runtime_folder
from .source import AppSource
from .static import StaticFiles
from .suites import FOLDER as LIBRARIES
from .suites import Suite, Tag

WHEELS = "_pyrt/wheels"
PYODIDE_LOCK = "_pyrt/pyodide-lock.json"
APP_IMAGE = "_pyrt/start_image.gz"
APP_ZIP = "_pyrt/app.zip"
PACKAGES = "_pyrt/packages.gz"
EMBED = "_pyrt/embed.js"
"""A copy under a name that stays: pages of others load it from here."""
LIVE_URL = "_pyrt/live"
"""Under `pyrt run`: the event stream (`live`)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is known of a site before it is written."""

    source: AppSource
    collected: Collected
    packages: tuple[Package, ...]
    compiled: dict[str, Path]
    """Name of a package -> archive of its byte code."""
    prebuilt_packages: tuple[PrebuiltPackage, ...]
    components: ComponentUse
    inspection: Inspection
    assets: Assets
    asset_files: dict[str, Path]
    """Path in the assets folder -> the file, in walk order."""
    image: AppImage | None
    """None: the site starts from the image that all share."""
    stdlib: bool
    """`SiteConfig.stdlib`."""
    shows_documents: bool
    """The app's code has the word `srcDoc`."""
    external: dict[str, bytes]
    """Files of other hosts that are the site's own: path in the site -> content."""
    prebuilt: StaticFiles
    distribution: PyodideDistribution | None
    """Set when the app has micropip, which may want packages from there."""
    requirements: tuple[str, ...]
    """For micropip, when the page starts."""
    runtime_url: str | None
    """Where a shared runtime is; None: the site carries its own."""
    persistent_dir: str | None
    dev: bool
    csp: bool = True

    @property
    def runtime(self) -> str:
        """URL of the folder, for any page of the site."""
        return _below(self.runtime_url or runtime_folder(self.prebuilt))


def _below(url: str) -> str:
    """A URL that is relative to the site, for any of its pages."""
    return url if url.startswith("/") or "://" in url else ROOT + url


def _tag_below(tag: Tag) -> Tag:
    """The same for a tag's URL."""
    if isinstance(tag, str):
        return _below(tag)
    return {name: _below(text) if name in ("src", "href") else text for name, text in tag.items()}


def site_contents(plan: Plan) -> dict[str, Path | bytes]:
    """Path in the site -> a file to copy, or content; sorted by path."""
    app = zip_files(plan.collected.files)
    packages = pack_packages(plan.packages, plan.compiled)
    files: dict[str, Path | bytes] = {
        f"{plan.assets.url}/{name}": path for name, path in plan.asset_files.items()
    }
    files |= plan.external
    for suite in plan.components.suites:
        files |= suite.files
    files[APP_ZIP] = app
    if packages is not None:
        files[PACKAGES] = packages.content
    for wheel in wheels_in_order(plan.packages):
        if wheel.path is not None:
            files[f"{WHEELS}/{wheel.file}"] = wheel.path
    if plan.distribution is not None and plan.distribution.url is not None:
        files[PYODIDE_LOCK] = plan.distribution.lock
    if plan.runtime_url is None:
        use = plan.components
        own = runtime_files(
            plan.prebuilt, use.namespaces, plotly=use.graph, packages=plan.prebuilt_packages
        )
        folder = runtime_folder(plan.prebuilt)
        if plan.image is not None:
            own.pop(IMAGE.removeprefix("runtime/"), None)
        files |= {folder + name: path for name, path in own.items()}
        files[EMBED] = plan.prebuilt.root / "runtime/embed.js"
    if plan.image is not None:
        files[APP_IMAGE] = plan.image.content
    site = _site_config(plan, app, packages)
    # A page at the address of a file of the app has to give way to it, as a route would.
    files = {**_pages(plan, site), **files}
    # GitHub Pages passes folders that begin with an underscore only with this file there.
    files[".nojekyll"] = b""
    return dict(sorted(files.items()))


def _site_config(plan: Plan, app: bytes, packages: PackagesArchive | None) -> SiteConfig:
    use = plan.components
    app_url = _below(_versioned(APP_ZIP, app))
    packages_url = None if packages is None else _below(_versioned(PACKAGES, packages.content))
    hashes = {app_url: _sha256(app)}
    image_url = None
    if plan.image is not None:
        image_url = _below(_versioned(APP_IMAGE, plan.image.content))
        hashes[image_url] = _sha256(plan.image.content)
    elif IMAGE in plan.prebuilt.hashes:
        hashes[plan.runtime + IMAGE.removeprefix("runtime/")] = plan.prebuilt.hashes[IMAGE]
    if packages is not None and packages_url is not None:
        hashes[packages_url] = " ".join(packages.sha256)
    distribution = None
    if plan.distribution is not None and plan.distribution.url is not None:
        lock_url = _below(_versioned(PYODIDE_LOCK, plan.distribution.lock))
        hashes[lock_url] = _sha256(plan.distribution.lock)
        distribution = SiteDistribution(lock_url, plan.distribution.url)
    wheels = {
        # The `+` of a local version would be a space to some hosts.
        wheel.url or _below(f"{WHEELS}/{quote(wheel.file)}"): wheel
        for wheel in wheels_in_order(plan.packages)
    }
    own = {
        name: [f"{plan.runtime}components/{name}/{script}" for script in BUNDLES[name]]
        for name in use.namespaces
    }
    # Those in the page are listed, too: should their tag fail, the component says why.
    others = {
        name: [
            _below(script if isinstance(script, str) else script["src"]) for script in suite.scripts
        ]
        for suite in use.suites
        for name in suite.namespaces
    }
    hashes |= {url: sha256 for url, sha256 in _code_hashes(plan).items() if _is_late(plan, url)}
    return SiteConfig(
        root=ROOT,
        page=None,
        protocol=PROTOCOL_VERSION,
        build=plan.prebuilt.build,
        runtime=plan.runtime,
        app=app_url,
        packages=packages_url,
        wheels=[SiteWheel(url, wheel.file, wheel.shared_library) for url, wheel in wheels.items()],
        distribution=distribution,
        requirements=list(plan.requirements),
        hashes=hashes | {url: wheel.sha256 for url, wheel in wheels.items()},
        image=image_url,
        prebuilt=[package.archive for package in plan.prebuilt_packages],
        stdlib=plan.stdlib,
        hooks=hook_entry_points(plan.packages),
        entry=plan.source.entry,
        attribute=plan.source.attribute,
        components={**own, **others},
        at_once=list(use.at_once),
        plotly=f"{plan.runtime}plotly/plotly.min.js" if use.graph else None,
        static_head=plan.inspection.problem is None,
        live=_below(LIVE_URL) if plan.dev else None,
        persistent_dir=plan.persistent_dir,
        debug=plan.dev,
    )


def package_archives(
    packages: tuple[Package, ...],
    compiled: dict[str, Path],
    prebuilt_packages: Iterable[PrebuiltPackage],
    prebuilt: StaticFiles,
) -> list[bytes]:
    """Zip archives of everything pure, laid out as site-packages, as a page gets it."""
    pure = pack_packages(packages, compiled)
    own = [] if pure is None else [gzip.decompress(pure.content)]
    return own + [(prebuilt.root / package.archive).read_bytes() for package in prebuilt_packages]


def _pages(plan: Plan, site: SiteConfig) -> Files:
    """Every HTML file of the site."""
    inspection, suites = plan.inspection, plan.components.suites
    library_styles = [_tag_below(style) for suite in suites for style in suite.styles]
    styles = [*inspection.external_stylesheets, *library_styles]
    styles += plan.assets.styles
    index, scripts = inspection.index, list(plan.assets.scripts)
    if inspection.problem is not None:
        # Nothing is known of ignore rules: every asset is one for the page.
        urls = {
            name: _below(_versioned(f"{plan.assets.url}/{name}", path.read_bytes()))
            for name, path in plan.asset_files.items()
            if name.endswith(("js", "css", ".ico"))
        }
        scripts = [url for name, url in urls.items() if name.endswith("js")]
        styles += [url for name, url in urls.items() if name.endswith("css")]
        index = unknown_app_index(urls.get("favicon.ico"))

    hashes = _code_hashes(plan)
    modules = _module_hashes(plan, hashes)

    def render(page: str, path: str | None) -> str:
        return render_index(
            page,
            config=inspection.config,
            site=replace(site, page=path),
            styles=styles,
            external_scripts=inspection.external_scripts,
            library_scripts=_scripts(suite for suite in suites if not suite.hooked),
            asset_scripts=scripts,
            hook_scripts=_scripts(suite for suite in suites if suite.hooked),
            # Under `pyrt run` other ones come without another page.
            clientside=() if plan.dev else inspection.clientside,
            hashes=hashes,
            # The page that stands in for any other is moved: a script in it has no hash yet.
            modules=None if path is None else modules,
            paint=None if path is None else inspection.paints.pages.get(path),
        )

    pages = {"": index, **inspection.pages}
    return page_files(
        {path: render(page, path) for path, page in pages.items()},
        inspection.redirects,
        render(index, None),
        _policy(plan) if plan.csp else None,
    )


def _policy(plan: Plan) -> ScriptPolicy:
    inspection, use = plan.inspection, plan.components
    assets = [
        path.read_text("utf-8", "replace")
        for name, path in plan.asset_files.items()
        if name.endswith(("js", ".mjs"))
    ]
    libraries = [
        path for suite in use.suites for name, path in suite.files.items() if name.endswith(".js")
    ]
    unknown = inspection.problem is not None
    foreign = any(not is_own(tag) for tag in inspection.external_scripts)
    return ScriptPolicy(
        # What other hosts' scripts do cannot be read here.
        evaluates=plan.dev
        or unknown
        or use.graph
        or foreign
        or any(map(evaluates, assets))
        or any(evaluates(path.read_text("utf-8", "replace")) for path in libraries),
        any_script=plan.shows_documents,
        any_host=unknown,
        named=tuple(url for script in assets for url in named_scripts(script)),
    )


def _runtime_is_ours(plan: Plan) -> bool:
    """Whether it lies at the site's own host: browsers check files of others only where these
    send CORS headers."""
    return plan.runtime_url is None or "//" not in plan.runtime_url


def _code_hashes(plan: Plan) -> dict[str, str]:
    """URL of a script or a style sheet of the site, without a query -> its sha256."""
    found = {}
    if _runtime_is_ours(plan):
        for name, sha256 in plan.prebuilt.hashes.items():
            found[plan.runtime + name.removeprefix("runtime/")] = sha256
    if not plan.dev:
        # Under `pyrt run` these change while a page is open.
        files: dict[str, Path | bytes] = {
            f"{plan.assets.url}/{name}": path for name, path in plan.asset_files.items()
        }
        files |= plan.external
        for suite in plan.components.suites:
            files |= suite.files
        for name, content in files.items():
            if name.endswith(("js", "css")):
                found[_below(name)] = _sha256(
                    content if isinstance(content, bytes) else content.read_bytes()
                )
    return found


def _module_hashes(plan: Plan, hashes: Mapping[str, str]) -> dict[str, str]:
    """Those of the assets, if one of them may import others."""
    scripts = {
        _below(f"{plan.assets.url}/{name}"): path
        for name, path in plan.asset_files.items()
        if name.endswith(("js", ".mjs"))
    }
    texts = [path.read_text("utf-8", "replace") for path in scripts.values()]
    # A page has one map of imports, in many browsers.
    if not any(map(imports, texts)) or any("importmap" in text for text in texts):
        return {}
    return {url: hashes[url] for url in scripts if url in hashes}


def _is_late(plan: Plan, url: str) -> bool:
    """Whether it may be a script that no page has a tag for: a library, or a part of one."""
    use = plan.components
    folders = [f"{plan.runtime}components/{name}/" for name in use.namespaces]
    folders += [f"{plan.runtime}plotly/"] if use.graph else []
    return url.endswith(".js") and url.startswith((*folders, _below(f"{LIBRARIES}/")))


def _scripts(suites: Iterable[Suite]) -> list[Tag]:
    """Those that stand in the page."""
    return [_tag_below(script) for suite in suites if not suite.late for script in suite.scripts]


def _versioned(url: str, content: bytes) -> str:
    """A new version of a file gets a new URL: static hosts let browsers keep the old one for
    minutes, while the page is already the new one."""
    return f"{url}?v={_sha256(content)[:12]}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
