"""The page of an app: its template, what stands in it, the hashes for its policy (S1 to S4),
and the paths below it (S9).

A base class of `Dash`, which has the settings that are read here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyrt import describe, index_page, paths, renderer_hooks
from pyrt._hooks import hooks as all_hooks
from pyrt.engine.attribute_dict import AttributeDict
from pyrt.index_page import Tag
from pyrt.registry import GLOBAL_CALLBACKS, CallbackRegistry
from pyrt.resources import Css, Scripts

if TYPE_CHECKING:
    from pyrt.assets import AssetFiles


class AppPage:
    """What `Dash` knows about its page."""

    config: AttributeDict
    css: Css
    scripts: Scripts
    title: str
    renderer: str
    """JavaScript that makes a `DashRenderer` (S6)."""
    _callbacks: CallbackRegistry
    _index_string: str

    def _tools(self, debug: bool = False) -> AttributeDict:
        raise AssertionError("Dash has it")

    # --- the page -----------------------------------------------------------------------

    @property
    def index_string(self) -> str:
        """Template of the page (S3)."""
        return self._index_string

    @index_string.setter
    def index_string(self, value: str) -> None:
        index_page.check_index("index string", index_page.TEMPLATE_CHECKS, value)
        self._index_string = value

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """The page from its parts; override it to write the page yourself."""
        return index_page.interpolate(
            self.index_string,
            metas=metas,
            title=title,
            css=css,
            config=config,
            scripts=scripts,
            favicon=favicon,
            renderer=renderer,
            app_entry=app_entry,
        )

    def index(self, *args: Any, **kwargs: Any) -> str:
        """The page with the app's own scripts and styles; the build adds the runtime."""
        assets = self._assets()
        return self._index_html(
            scripts=[*describe.external_scripts(self), *assets.scripts],
            styles=[*describe.external_styles(self), *assets.styles],
            config_json=json.dumps(self._dash_config()),
            favicon=assets.favicon,
        )

    def _index_html(
        self,
        scripts: str | Sequence[Tag],
        styles: str | Sequence[Tag],
        config_json: str,
        favicon: str | None,
        title: str | None = None,
        page_metas: Sequence[Mapping[str, Any]] = (),
    ) -> str:
        """The whole page.  `scripts` and `styles` in their order: tags, or finished HTML.

        `config_json` is what the page finds in `#_dash-config`; text that is no JSON object
        is taken for finished HTML, too.  `title` and `page_metas` are those of one page of
        several (P8, P10).
        """
        is_json = config_json.lstrip().startswith("{")
        metas = [*page_metas, *index_page.with_default_metas(self.config.meta_tags)]
        index = self.interpolate_index(
            metas="\n      ".join(map(index_page.meta_tag, metas)),
            title=self.title if title is None else title,
            css=_html(styles, index_page.style_tag),
            config=index_page.config_tag(config_json) if is_json else config_json,
            scripts=_html(scripts, index_page.script_tag),
            app_entry=index_page.APP_ENTRY,
            favicon=index_page.favicon_tag(favicon) if favicon else "",
            renderer=index_page.renderer_tag(renderer_hooks.own(self.renderer)),
        )
        for hook in all_hooks.get_hooks("index"):
            index = hook(index)
        if is_json:
            index_page.check_index("index", index_page.PAGE_CHECKS, index)
        else:
            index_page.check_index("index", index_page.PAGE_CHECKS[:1], index)
        return index

    def _assets(self) -> AssetFiles:
        """URLs of the asset files that the page loads, relative to the page."""
        from pyrt.assets import AssetFiles, find_assets  # only the build asks

        if not self.config.include_assets_files:
            return AssetFiles()
        found = find_assets(
            self.config.assets_folder, self.config.assets_ignore, self.config.assets_path_ignore
        )
        base = self.config.assets_url_path.strip("/")
        return AssetFiles(
            [f"{base}/{path}" for path in found.scripts],
            [f"{base}/{path}" for path in found.styles],
            found.favicon and f"{base}/{found.favicon}",
        )

    def _dash_config(self, debug: bool = False) -> dict[str, Any]:
        """Dash's own keys of `#_dash-config`, as far as anything on the page reads them."""
        tools = self._tools(debug)
        return {
            "url_base_pathname": self.config.url_base_pathname,
            "requests_pathname_prefix": self.config.requests_pathname_prefix,
            "ui": bool(tools.ui),
            "props_check": bool(tools.props_check),
            "show_undo_redo": bool(self.config.show_undo_redo),
            "suppress_callback_exceptions": bool(self.config.suppress_callback_exceptions),
            "update_title": self.config.update_title,
            "serve_locally": bool(self.config.serve_locally),
            "validate_callbacks": bool(tools.validate_callbacks),
        }

    def csp_hashes(self, hash_algorithm: str = "sha256") -> list[str]:
        """Hashes of the inline scripts, for a Content Security Policy."""
        algorithms = ["sha256", "sha384", "sha512"]
        if hash_algorithm not in algorithms:
            raise ValueError("Possible CSP hash algorithms: " + ", ".join(algorithms))
        registrations = [*self._callbacks.registrations, *GLOBAL_CALLBACKS.registrations]
        sources = dict.fromkeys(entry.source for entry in registrations if entry.source)
        return [
            f"'{hash_algorithm}-{_digest(hash_algorithm, source)}'"
            for source in (*sources, self.renderer)
        ]

    # --- paths --------------------------------------------------------------------------

    def get_asset_url(self, path: str) -> str:
        """URL of a file in the assets folder."""
        return paths.asset_url(self.config, path)

    def get_relative_path(self, path: str) -> str:
        """`/page` as a path of this site, e.g. `/prefix/page`."""
        return paths.relative_path(self.config.requests_pathname_prefix, path)

    def strip_relative_path(self, path: str | None) -> str | None:
        """Inverse of `get_relative_path`, also without slashes at the ends; for routing."""
        return paths.stripped_path(self.config.requests_pathname_prefix, path)


def _html(tags: str | Sequence[Tag], make: Callable[[Tag], str]) -> str:
    return tags if isinstance(tags, str) else "\n".join(map(make, tags))


def _digest(algorithm: str, text: str) -> str:
    digest = hashlib.new(algorithm, text.encode()).digest()
    return base64.b64encode(digest).decode()
