"""A plugin for MkDocs, which needs `pymdown-extensions`: `plugins: [pyrt]`.

    ```pyrt height="300"
    from dash import Dash, html
    app = Dash()
    app.layout = html.P("Hello")
    ```

or, with `file="apps/hello.py"` (relative to the folder of the documents), an empty fence.  The
apps are built with the documents.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from pyrt.build.errors import BuildError

from .apps import HEIGHT, DocApp, snippet, write_apps

_FENCES = "pymdownx.superfences"
_OPTIONS = frozenset({"file", "height", "title"})


class PyrtPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # no settings of its own
    def __init__(self) -> None:
        self._apps: set[DocApp] = set()
        self._docs = Path()
        self._page = ""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if importlib.util.find_spec("pymdownx") is None:
            raise PluginError("pyrt: its plugin needs a package: pip install pymdown-extensions")
        if _FENCES not in config.markdown_extensions:
            config.markdown_extensions.append(_FENCES)
        fences = config.mdx_configs.setdefault(_FENCES, {}).setdefault("custom_fences", [])
        fence = {"name": "pyrt", "class": "pyrt", "format": self.html, "validator": self.takes}
        fences.append(fence)
        self._docs = Path(config.docs_dir)
        self._apps.clear()
        return config

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        self._page = page.url

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        try:
            write_apps(sorted(self._apps, key=lambda app: app.name), Path(config.site_dir))
        except BuildError as problem:
            raise PluginError(f"pyrt: {problem}") from problem

    def takes(
        self,
        language: str,
        inputs: dict[str, str],
        options: dict[str, Any],
        attrs: dict[str, Any],
        md: Any,
    ) -> bool:
        """Whether the words behind the name of the fence are ours."""
        options.update(inputs)
        return inputs.keys() <= _OPTIONS

    def html(
        self,
        source: str,
        language: str,
        css_class: str,
        options: dict[str, Any],
        md: Any,
        **_: Any,
    ) -> str:
        """What a fence becomes."""
        app = DocApp(code=f"{source}\n")
        if "file" in options:
            path = self._docs / options["file"]
            if not path.exists():
                raise PluginError(f"pyrt: there is no app {options['file']} ({self._page}).")
            app = DocApp(file=str(path))
        self._apps.add(app)
        up = get_relative_url("x", self._page).removesuffix("x")
        return snippet(
            app, up, height=options.get("height", HEIGHT), title=options.get("title", "")
        )
