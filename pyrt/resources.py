"""`app.css` and `app.scripts`: the old way to add files to the page."""

from __future__ import annotations

import warnings
from typing import Any, TypeAlias

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
        url = resource.get("external_url")
        if self.config.serve_locally and not resource.get("external_only"):
            warnings.warn(
                f"A local version of {url or resource} is not available. "
                "Use `external_scripts` or `external_stylesheets` for files from the net.",
                stacklevel=3,
            )
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


def hooked_urls(distribution: list[ResourceType]) -> list[str]:
    """Addresses of what `hooks.script` or `hooks.stylesheet` added."""
    return [url for entry in distribution if isinstance(url := entry.get("external_url"), str)]
