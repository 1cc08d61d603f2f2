"""What `pyrt build` writes into the page: where the site's files are, and what the worker gets.

`build_scripts/gen_protocol.py` writes it into `web/src/protocol.gen.ts`, beside the messages.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteWheel:
    """A compiled package, which Pyodide's installer takes as it is."""

    url: str
    """Absolute when it stays at a Pyodide distribution (`--cdn`)."""
    file: str
    """Its name says what it is built for."""
    shared_library: bool
    """No package but a library that others load."""


@dataclass(frozen=True, slots=True)
class SiteDistribution:
    """A Pyodide distribution that the page's reader can reach."""

    lock: str
    """URL of its `pyodide-lock.json`; the site has a copy."""
    base: str
    """Absolute URL that the names in the lock are relative to."""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """Found under `"pyrt"` in the JSON of `<script id="_dash-config">`.

    URLs are relative to the page.
    """

    root: str
    """The folder of the site: `""` in its `index.html`, `"../"` one folder deeper."""
    page: str | None
    """Path below the site that this page is made for, without slashes at the ends; None in
    the one that stands in for paths without a page."""
    protocol: int
    build: str
    runtime: str
    """Folder with `host.js`, `worker.js`, `pyodide/`, `pyrt.zip`; ends with a slash."""
    app: str
    """Zip archive of the app's files."""
    packages: str | None
    """Archive of the pure packages the app needs (stored files in one gzip), or None."""
    wheels: list[SiteWheel]
    """Packages beside `packages`, each after those it needs."""
    distribution: SiteDistribution | None
    """For micropip, in a site that has it."""
    requirements: list[str]
    """What micropip installs before the app is imported: requirements that no build has seen."""
    hashes: dict[str, str]
    """URL of an archive, a wheel, the start image or a script that is loaded late, which is named
    without a query -> its sha256.  No other bytes are taken."""
    image: str | None
    """The start image of this app; None: the one in the `runtime` folder."""
    prebuilt: list[str]
    """Archives of compiled packages, in the `runtime` folder."""
    stdlib: bool
    """The app imports modules of the standard library that the start image does not hold."""
    hooks: list[str]
    """Entry points that are loaded before the app, `module` or `module:attribute`."""
    entry: str
    attribute: str | None
    components: dict[str, list[str]]
    """Namespace -> script URLs of that component library, for loading on first use."""
    at_once: list[str]
    """Those of them that the first layout shows: loaded while Python starts."""
    plotly: str | None
    """URL of plotly.js, or None when no Graph is used."""
    static_head: bool
    """The build could run the app, so title, styles, scripts and meta tags stand in the
    page already.  Otherwise the page adds them when `AppConfig` arrives."""
    live: str | None
    """Under `pyrt run`: URL of the event stream that announces rebuilds."""
    persistent_dir: str | None
    debug: bool
