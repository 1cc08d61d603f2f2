"""Which component libraries the app uses, so that the site carries these and no others.

Two sources, either is enough: the layout that the build saw when it ran the app, and the
words of the code, which also cover what a callback returns later.  A word too many costs
some bytes of a site; a word too few would be a hole in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .errors import PackageError
from .imports import LocalCode
from .packages import Package
from .stand_in_packages import component_modules
from .suites import Suite

HTML = "dash_html_components"
DCC = "dash_core_components"
TABLE = "dash_table"

BUNDLES = {
    DCC: ("dash_core_components.js", "dash_core_components-shared.js"),
    HTML: ("dash_html_components.min.js",),
    TABLE: ("bundle.js",),
}
"""Namespace -> its scripts, in the order of the page (rule S1).  `window.dash_core_components`
appears only after both of its files have run."""

IN_PAGE = (DCC, HTML)
"""Those of them that stand in every page; the table is loaded when one is shown."""

_DCC_WORDS = frozenset({"dcc", DCC, "use_pages", "page_container", "register_page"})
_TABLE_WORDS = frozenset({TABLE, "DataTable"})
_DCC_IN_SOURCE = re.compile(rb"\bdcc\b|dash_core_components")
_TABLE_IN_SOURCE = re.compile(rb"\bdash_table\b")
_GRAPH_IN_SOURCE = re.compile(rb"\bGraph\b")


@dataclass(frozen=True, slots=True)
class ComponentUse:
    namespaces: tuple[str, ...]
    """Dash's own, in the order of the page."""
    graph: bool
    """A `dcc.Graph` is used, so plotly.js is needed."""
    suites: tuple[Suite, ...] = ()
    """Other people's, in the order of their import."""
    at_once: tuple[str, ...] = ()
    """Namespaces whose scripts are no part of the page, and that the first layout shows."""

    @property
    def names(self) -> tuple[str, ...]:
        """For people."""
        return (*self.namespaces, *(suite.package for suite in self.suites))


def find_components(
    code: LocalCode,
    packages: Iterable[Package],
    seen: Sequence[tuple[str, str]],
    suites: tuple[Suite, ...] = (),
    *,
    own_scripts: bool = False,
) -> ComponentUse:
    """`seen` are (namespace, type) of the components in the first layout; `suites` what the app
    has imported; `own_scripts`: the app has scripts of its own, which may define components.

    Raises `PackageError` for a component that nothing in the site can draw.
    """
    late = {TABLE, *(name for suite in suites if suite.late for name in suite.namespaces)}
    known = {*BUNDLES, *(name for suite in suites for name in suite.namespaces)}
    for namespace, component in seen:
        if namespace not in known and not own_scripts:
            raise PackageError(
                f"No component library has the namespace `{namespace}`.",
                where=f"used in the layout: {component}",
                hint="The build knows the libraries whose Python packages the app imports, and "
                "their scripts are listed in the package's `_js_dist`.",
            )
    words = code.words | code.texts
    used = {HTML}
    graph = "Graph" in words
    if words & _DCC_WORDS:
        used.add(DCC)
    if words & _TABLE_WORDS:
        used.add(TABLE)
    for namespace, component in seen:
        used.add(namespace)
        graph |= namespace == DCC and component == "Graph"
    for source in _sources(packages):
        if _TABLE_IN_SOURCE.search(source):
            used.add(TABLE)
        if _DCC_IN_SOURCE.search(source):
            used.add(DCC)
            graph |= _GRAPH_IN_SOURCE.search(source) is not None
    return ComponentUse(
        tuple(name for name in BUNDLES if name in used),
        graph and DCC in used,
        suites,
        tuple(dict.fromkeys(name for name, _ in seen if name in late)),
    )


def library_modules(code: LocalCode, packages: Iterable[Package]) -> list[str]:
    """Modules of component libraries that the app imports somewhere, its own ones included."""
    local = [
        name.removesuffix("/__init__.py").replace("/", ".")
        for name, scan in code.scans.items()
        if name.endswith("/__init__.py") and "_js_dist" in scan.words
    ]
    installed = [name for package in packages for name in component_modules(package)]
    return [*installed, *local]


def _sources(packages: Iterable[Package]) -> Iterable[bytes]:
    """Python sources of the packages that know Dash; the others make no components."""
    for package in packages:
        sources = [path.read_bytes() for name, path in package.files if name.endswith(".py")]
        if any(b"dash" in source for source in sources):
            yield from sources
