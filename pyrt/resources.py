"""`app.css` and `app.scripts`: the old way to add files to the page."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from pyrt.index_page import Tag

ResourceType: TypeAlias = dict[str, Any]
"""`external_url`, `relative_package_path`, `namespace`, ... as in `_js_dist` of libraries."""


class ResourceConfig:
    """Whether files come from the site itself or from the net."""

    def __init__(self, serve_locally: bool, eager_loading: bool = False) -> None:
        self.serve_locally = serve_locally
        self.eager_loading = eager_loading


class Resources:
    """What was appended, in order."""

    def __init__(self, config: ResourceConfig) -> None:
        self.config = config
        self._appended: list[ResourceType] = []

    def _append(self, resource: ResourceType) -> None:
        if self.config.serve_locally and not resource.get("external_only"):
            _warn_not_local(resource)
            return
        self._appended.append(resource)

    def external_urls(self) -> list[str]:
        """The addresses that the page has to load."""
        urls: list[str] = []
        for resource in self._appended:
            url = resource.get("external_url", [])
            urls += [url] if isinstance(url, str) else url
        return urls


class Css(Resources):
    """`app.css`."""

    def append_css(self, stylesheet: ResourceType) -> None:
        """Add a stylesheet by its `external_url`."""
        self._append(stylesheet)


class Scripts(Resources):
    """`app.scripts`."""

    def append_script(self, script: ResourceType) -> None:
        """Add a script by its `external_url`."""
        self._append(script)


def hooked_tags(
    distribution: Iterable[ResourceType], url: str, serve_locally: bool, **more: str
) -> list[Tag]:
    """What `hooks.script` or `hooks.stylesheet` added from the net.  Files of packages are put
    into the site by the build (`pyrt.build.inspect_suites`)."""
    tags: list[Tag] = []
    for entry in distribution:
        if is_external(entry, serve_locally):
            found = entry["external_url"]
            attributes = entry.get("attributes")
            for address in [found] if isinstance(found, str) else found:
                tags.append({**more, url: address, **attributes} if attributes else address)
        elif "relative_package_path" not in entry:
            _warn_not_local(entry)
    return tags


def is_external(entry: Mapping[str, Any], serve_locally: bool) -> bool:
    """Whether a file comes from the net, by Dash's rule."""
    return "external_url" in entry and bool(entry.get("external_only") or not serve_locally)


def _warn_not_local(resource: Mapping[str, Any]) -> None:
    warnings.warn(
        f"A local version of {resource.get('external_url') or resource} is not available. "
        "Use `external_scripts` or `external_stylesheets` for files from the net.",
        stacklevel=4,
    )
