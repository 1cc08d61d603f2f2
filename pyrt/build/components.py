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

_DCC_WORDS = frozenset({"dcc", DCC, "use_pages", "page_container", "register_page"})
_TABLE_WORDS = frozenset({TABLE, "DataTable"})
_DCC_IN_SOURCE = re.compile(rb"\bdcc\b|dash_core_components")
_TABLE_IN_SOURCE = re.compile(rb"\bdash_table\b")
_GRAPH_IN_SOURCE = re.compile(rb"\bGraph\b")


@dataclass(frozen=True, slots=True)
class ComponentUse:
    namespaces: tuple[str, ...]
    """In the order of the page."""
    graph: bool
    """A `dcc.Graph` is used, so plotly.js is needed."""


def find_components(
    code: LocalCode, packages: Iterable[Package], seen: Sequence[tuple[str, str]]
) -> ComponentUse:
    """`seen` are (namespace, type) of the components in the first layout.

    Raises `PackageError` for a component that no bundle of ours draws.
    """
    for namespace, component in seen:
        if namespace not in BUNDLES:
            raise PackageError(
                f"The component library `{namespace}` cannot be shipped yet.",
                where=f"used in the layout: {component}",
                hint="This version of pyrt has Dash's own: html, dcc and dash_table.",
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
    return ComponentUse(tuple(name for name in BUNDLES if name in used), graph and DCC in used)


def _sources(packages: Iterable[Package]) -> Iterable[bytes]:
    """Python sources of the packages that know Dash; the others make no components."""
    for package in packages:
        sources = [path.read_bytes() for name, path in package.files if name.endswith(".py")]
        if any(b"dash" in source for source in sources):
            yield from sources
