"""Component libraries of other people: which of their files go into a site, and how.

A library says it in two lists of its Python package, `_js_dist` and `_css_dist`.  The run of
the app (`inspect_child`) hands over these lists as they are; here they become files and URLs,
by Dash's rules: an entry that is `async` or `dynamic` is fetched by the library itself, from
beside its main script, when it is needed; the others belong to the page.

Small scripts stand in the page, in Dash's order.  Large ones would hold up a page that shows
none of their components at first, so the page loads these when it comes to one (`SiteConfig`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeAlias

from .errors import PackageError

Tag: TypeAlias = str | dict[str, str]
"""A URL, or the attributes of a tag."""

FOLDER = "_pyrt/components"
"""In the site, apart from the runtime: a library that does not arrive is an error in its
place on the page, not the end of the start."""

LARGE_BYTES = 100_000
"""Scripts of a library beyond this are loaded late."""

_ONLY_WITH = {("dash_ag_grid", "async-enterprise.js"): "enableEnterpriseModules"}
"""(Package, chunk) -> the word without which no app can use it.  3.5 MB."""


class Serving(NamedTuple):
    """`app.scripts.config`."""

    locally: bool = True
    eagerly: bool = False
    """Put `async: True` scripts into the page, too."""


DEFAULT_SERVING = Serving()


@dataclass(frozen=True, slots=True)
class Suite:
    """One library, as the site has it."""

    package: str
    namespaces: tuple[str, ...]
    scripts: tuple[Tag, ...]
    """Of its page: in order, relative to the site."""
    styles: tuple[Tag, ...]
    files: dict[str, Path]
    """Path in the site -> file."""
    late: bool
    """Its scripts are loaded when the page comes to the first of its components."""
    hooked: bool = False
    """No library: files of `hooks.script`, whose scripts are the last of the page (S1)."""


def make_suites(
    told: Iterable[Mapping[str, Any]], words: Collection[str], serving: Serving
) -> tuple[Suite, ...]:
    """`told` are the libraries as `inspect_child` describes them, in the order of their import;
    `words` are those of the app.  Libraries without files of their own are left out.

    Raises `PackageError` for files that a library names but does not have.
    """
    suites = [_Maker(entry, words, serving).suite() for entry in told]
    return tuple(suite for suite in suites if suite.scripts or suite.styles)


class _Maker:
    """Reads the lists of one library."""

    def __init__(self, told: Mapping[str, Any], words: Collection[str], serving: Serving) -> None:
        self._told = told
        self._words = words
        self._serving = serving
        self._files: dict[tuple[str, str], Path] = {}
        """(Python package, path in it) -> file."""

    def suite(self) -> Suite:
        scripts = self._of_the_page(self._told["scripts"], self._serving.eagerly)
        # As in Dash: nothing fetches a style sheet later.
        styles = self._of_the_page(self._told["styles"], eagerly=True)
        digest = _digest(tuple(sorted(self._files.items())))
        # The digest in the folder's name keeps versions apart in caches, chunks included.
        names = {key: f"{FOLDER}/{key[0]}-{digest}/{key[1]}" for key in sorted(self._files)}
        plain = [script for script in scripts if isinstance(script, _InPackage)]
        size = sum(self._files[script.key].stat().st_size for script in plain)
        return Suite(
            package=self._told["package"],
            namespaces=tuple(self._told["namespaces"]),
            scripts=tuple(_tag(script, names, "src") for script in scripts),
            styles=tuple(_tag(style, names, "href", rel="stylesheet") for style in styles),
            files={names[key]: path for key, path in self._files.items()},
            # A tag with attributes of its own, or of another host, stays one.
            late=size > LARGE_BYTES
            and not self._told.get("hooked")
            and len(plain) == len(scripts)
            and not any(script.attributes for script in plain),
            hooked=bool(self._told.get("hooked")),
        )

    def _of_the_page(self, entries: Sequence[Mapping[str, Any]], eagerly: bool) -> list[_Resource]:
        """The entries that the page loads; the files of all are noted."""
        found: list[_Resource] = []
        for entry in entries:
            fetched = self._is_fetched(entry, eagerly)
            attributes = {name: str(value) for name, value in entry.get("attributes", {}).items()}
            if "external_url" in entry and (
                entry.get("external_only") or not self._serving.locally
            ):
                if not fetched:
                    found += [_External(url, attributes) for url in _several(entry["external_url"])]
            elif not entry.get("dev_only"):
                # Only the published bundles are shipped: `dev_package_path` is for work on
                # the library itself.
                for path in _several(entry.get("relative_package_path", [])):
                    key = self._note_file(entry.get("namespace", ""), path, must_exist=not fetched)
                    if key is not None and not fetched:
                        found.append(_InPackage(key, attributes))
        return found

    def _is_fetched(self, entry: Mapping[str, Any], eagerly: bool) -> bool:
        """Whether the library fetches it, and the page need not."""
        kind = entry.get("async")
        if kind is None:
            return bool(entry.get("dynamic"))
        if "dynamic" in entry:
            raise PackageError(
                f"The component library `{self._told['package']}` lists a file as both `async` "
                f"and `dynamic`: {entry.get('relative_package_path')}",
                where=self._told["folder"],
                hint="It is one or the other; tell the authors of the library.",
            )
        if kind is True:
            return not eagerly
        return kind == "lazy" or (kind == "eager" and not eagerly)

    def _note_file(self, package: str, path: str, *, must_exist: bool) -> tuple[str, str] | None:
        if PurePosixPath(path).suffix == ".map":
            return None
        word = _ONLY_WITH.get((package, path))
        if word is not None and word not in self._words:
            return None
        folder = Path(self._told["folders"].get(package) or self._told["folder"])
        file = folder / path
        if not file.is_file() or ".." in PurePosixPath(path).parts:
            if must_exist:
                raise PackageError(
                    f"The component library `{self._told['package']}` lacks its file {path}.",
                    where=str(folder),
                    hint="Install the library again; in a checkout of it, build its scripts first.",
                )
            # Some lists name chunks that a later version has no more.
            return None
        key = (package or self._told["package"], path)
        self._files[key] = file
        return key


@dataclass(frozen=True, slots=True)
class _InPackage:
    key: tuple[str, str]
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class _External:
    url: str
    attributes: dict[str, str]


_Resource: TypeAlias = _InPackage | _External


def _tag(
    resource: _Resource, names: Mapping[tuple[str, str], str], attribute: str, **more: str
) -> Tag:
    url = resource.url if isinstance(resource, _External) else names[resource.key]
    if not resource.attributes:
        return url
    return {**more, attribute: url, **resource.attributes}


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _digest(files: tuple[tuple[tuple[str, str], Path], ...]) -> str:
    digest = hashlib.sha256()
    for _, path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:8]
