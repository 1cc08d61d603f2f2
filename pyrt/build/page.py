"""`index.html`: the app's own index with pyrt's scripts and configuration in it.

The order of the scripts is rule S1 with pyrt's in the place of dash-renderer: React, the
host (component bundles need its `DashContext` when they are evaluated), external scripts,
third-party components, the app's assets, dcc, html, files of hooks, and the start.  Large bundles
stand in no page: the host loads them when it comes to their first component.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from html import escape
from pathlib import PurePosixPath
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from pyrt.build.site_config import SiteConfig
from pyrt.index_page import style_tag
from pyrt.protocol import ClientsideSource

from .components import IN_PAGE
from .errors import InputError
from .first_paint import FirstPaint, paint_tag
from .policy import integrity

CONFIG_SLOT = "<!--pyrt-config-->"
SCRIPTS_SLOT = "<!--pyrt-scripts-->"
"""What the index holds where Dash would put `{%config%}` and `{%scripts%}`."""
STYLES_SLOT = "<!--pyrt-styles-->"
"""The same for `{%css%}`; an index may do without."""

Tag: TypeAlias = str | Mapping[str, str]

_REACT = ("react/react.min.js", "react/react-dom.min.js", "react/prop-types.min.js")
_HEAD = re.compile(r"<head(\s[^>]*)?>", re.IGNORECASE)
_SCRIPT_ENDS = re.compile(r"<(?=/script|!--)", re.IGNORECASE)
_ENTRY_POINT = re.compile(r"""<div\s[^>]*id=["']?react-entry-point["'\s>]""", re.IGNORECASE)

_UNKNOWN_APP = f"""<!DOCTYPE html>
<html>
    <head>
        <meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Dash</title>
        {{favicon}}
        {STYLES_SLOT}
    </head>
    <body>
        <div id="react-entry-point">
            <div class="_dash-loading">Loading...</div>
        </div>
        <footer>
            {CONFIG_SLOT}
            {SCRIPTS_SLOT}
        </footer>
    </body>
</html>
"""
"""For an app that the build cannot run: the page fills in title, styles and meta tags when
the app has started (`SiteConfig.static_head`)."""


def unknown_app_index(favicon: str | None) -> str:
    """An index for an app of which only the files are known."""
    return _UNKNOWN_APP.format(favicon=f'<link rel="icon" href="{escape(favicon or "data:,")}">')


def render_index(
    index: str,
    *,
    config: Mapping[str, Any],
    site: SiteConfig,
    styles: Sequence[Tag] = (),
    external_scripts: Sequence[Tag],
    library_scripts: Sequence[Tag] = (),
    asset_scripts: Sequence[str],
    hook_scripts: Sequence[Tag] = (),
    clientside: Iterable[ClientsideSource] = (),
    hashes: Mapping[str, str] | None = None,
    modules: Mapping[str, str] | None = None,
    paint: FirstPaint | None = None,
) -> str:
    """Put configuration, styles and scripts into `index`, which has a slot for each; and, where
    there is one, the first paint.

    `hashes`: URL without a query -> sha256; the browser takes no other file for it.
    `modules`: the same, of those that scripts of the app may import.
    """
    for slot, placeholder in ((CONFIG_SLOT, "{%config%}"), (SCRIPTS_SLOT, "{%scripts%}")):
        if slot not in index:
            raise InputError(
                f"Missing item {placeholder} in the app's index.",
                hint="`index_string` and `interpolate_index` must put in what they are given.",
            )

    def own(name: str, query: str = "", **more: str) -> Tag:
        return checked({"src": site.runtime + name + query}) | more

    def checked(tag: Tag, attribute: str = "src") -> dict[str, str]:
        attributes = {attribute: tag} if isinstance(tag, str) else dict(tag)
        sha256 = (hashes or {}).get(attributes.get(attribute, "").partition("?")[0])
        if sha256:
            # What the app says of its tag holds.
            attributes.setdefault("integrity", integrity(sha256))
        return attributes

    def styled(tag: Tag) -> str:
        link = {"rel": "stylesheet", "href": tag} if isinstance(tag, str) else tag
        return style_tag(checked(link, "href"))

    # With the build in the URL page and worker refuse to talk when a cache has mixed two builds
    # of the same version.  `boot.js` hands the query on to the worker.
    build = f"?v={site.build}"
    scripts = [
        *(own(name) for name in _REACT),
        own("host.js", build),
        *map(checked, external_scripts),
        *map(checked, library_scripts),
        *map(checked, asset_scripts),
        *(checked(url) for name in IN_PAGE for url in site.components.get(name, ())),
        *map(checked, hook_scripts),
    ]
    start = own("start.js", build)
    # The worker asks for the image before the page has been read as far as its configuration.
    image = {"data-image": site.image} if site.image else {}
    boot = own("boot.js", build, **image, onerror=_without_boot(f"{site.runtime}boot.js"))
    tags = [*map(script_tag, scripts), *map(clientside_tag, clientside), script_tag(start)]
    data = [config_tag(config, site), *([paint_tag(paint)] if paint else [])]
    page = index.replace(CONFIG_SLOT, "\n            ".join(data), 1)
    page = page.replace(SCRIPTS_SLOT, "\n            ".join(tags), 1)
    # An index that leaves out `{%css%}` goes without styles, as under Dash.
    page = page.replace(STYLES_SLOT, "\n        ".join(map(styled, styles)), 1)
    if paint:
        page = _with_static_html(page, paint.html)
    # Before they look ahead for scripts, browsers stop at a policy that stands in the page: without
    # these links each script would be asked for when the one before it has run.
    ahead = [link for tag in (boot, *scripts, start) if (link := _preload_link(tag))]
    first = [module_hashes_tag(modules)] if modules and "importmap" not in index else []
    return _with_boot(page, "\n        ".join([*first, *ahead, script_tag(boot)]))


def config_tag(config: Mapping[str, Any], site: SiteConfig) -> str:
    """`<script id="_dash-config">` with Dash's own keys and ours."""
    text = json.dumps({**config, "pyrt": asdict(site)}, sort_keys=True, separators=(",", ":"))
    # Inside <script>, "</script>" and "<!--" would be markup even in a JSON string.
    text = text.replace("<", "\\u003c")
    return f'<script id="_dash-config" type="application/json">{text}</script>'


def module_hashes_tag(modules: Mapping[str, str]) -> str:
    """What no tag stands for: what modules import.  Browsers want it before the first of them."""
    # A key that does not begin like this would be a bare name, and none of an address.
    table = {f"./{url}": integrity(sha256) for url, sha256 in modules.items()}
    text = json.dumps({"integrity": table}, sort_keys=True, separators=(",", ":"))
    text = text.replace("<", "\\u003c")
    return f'<script type="importmap">{text}</script>'


def script_tag(script: Tag) -> str:
    """A URL, or the attributes of the tag as `external_scripts` gives them (S2)."""
    return f"<script {_written(_attributes(script))}></script>"


def _preload_link(script: Tag) -> str | None:
    """What lets the browser ask for a script of this site before it comes to its tag."""
    attributes = _attributes(script)
    # Modules are asked for in another way, and hold up nothing.
    if not is_own(script) or attributes.get("type") == "module":
        return None
    kept = {name: attributes[name] for name in ("integrity", "crossorigin") if name in attributes}
    link = {"rel": "preload", "as": "script", "href": attributes["src"]} | kept
    return f"<link {_written(link)}>"


def clientside_tag(function: ClientsideSource) -> str:
    """An inline clientside callback, where the host will look for it: so it needs no `eval`."""
    name = json.dumps(function.function_name)
    functions = f"(window.dash_clientside[{json.dumps(function.namespace)}] ??= {{}})"
    url = f"pyrt/clientside/{function.function_name}.js"
    # What would end the script; in strings and regular expressions a backslash changes nothing.
    source = _SCRIPT_ENDS.sub(r"<\\", function.source)
    return f"<script>{functions}[{name}] = {source}\n//# sourceURL={url}</script>"


def is_own(script: Tag) -> bool:
    """Whether a URL in the page, or that of a script, is a file of this site."""
    url = _attributes(script).get("src", "")
    return bool(url) and not urlsplit(url).scheme and not url.startswith("//")


def _attributes(script: Tag) -> dict[str, str]:
    attributes = {"src": script} if isinstance(script, str) else dict(script)
    path = PurePosixPath(attributes.get("src", "").partition("?")[0])
    if path.suffix == ".mjs":
        attributes.setdefault("type", "module")
    return attributes


def _written(attributes: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(str(value))}"' for name, value in attributes.items())


def _without_boot(url: str) -> str:
    """What the page does when nothing of ours can run: it says so, in place of "Loading..." for
    ever.  The usual reason is a host that has not got the whole folder, or an older one."""
    text = json.dumps(
        f"This page cannot start: {url} could not be loaded, or is not the file that the page was "
        "built with. Publish the whole folder that the build made, _pyrt included, with .js files "
        "served as text/javascript, and reload the page."
    )
    # Browsers cannot check the hash of a script that is no answer to a request.
    as_file = json.dumps(
        "A page that is opened as a file may not start Python. Serve the folder over HTTP, for "
        "instance with `python3 -m http.server`, or build the app as one file: "
        "`pyrt build --single-file`."
    )
    return (
        "document.documentElement.dataset.pyrt='failed';"
        "window.addEventListener('DOMContentLoaded',()=>{const p=document.createElement('p');"
        f"p.role='alert';p.textContent=location.protocol==='file:'?{as_file}:{text};"
        "document.body.prepend(p)})"
    )


def _with_static_html(page: str, html: str) -> str:
    """The app without JavaScript, in the place where it would be."""
    entry = _ENTRY_POINT.search(page)
    if entry is None:
        return page
    hidden = "<style>#react-entry-point { display: none; }</style>"
    note = "<p>This app needs JavaScript to answer.</p>"
    tag = f"<noscript>{hidden}{html}{note}</noscript>\n"
    return f"{page[: entry.start()]}{tag}{page[entry.start() :]}"


def _with_boot(page: str, boot: str) -> str:
    """The start of Python comes before everything else that the page waits for, whatever
    the app's index looks like."""
    head = _HEAD.search(page)
    if head is None:
        return boot + page
    return f"{page[: head.end()]}\n        {boot}{page[head.end() :]}"
