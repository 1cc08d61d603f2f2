"""The HTML page around the app: template, tags, checks (S2 to S4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pyrt.engine.errors import InvalidIndexException

Tag: TypeAlias = str | Mapping[str, Any]
"""A URL, or the attributes of a tag."""

DEFAULT_INDEX = """<!DOCTYPE html>
<html>
    <head>
        {%metas%}
        <title>{%title%}</title>
        {%favicon%}
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <footer>
            {%config%}
            {%scripts%}
            {%renderer%}
        </footer>
    </body>
</html>"""

APP_ENTRY = """
<div id="react-entry-point">
    <div class="_dash-loading">
        Loading...
    </div>
</div>
"""

Check: TypeAlias = tuple[str, str]
"""A pattern, and how a message names what it looks for."""

TEMPLATE_CHECKS: Sequence[Check] = (
    ("{%app_entry%}", "{%app_entry%}"),
    ("{%config%}", "{%config%}"),
    ("{%scripts%}", "{%scripts%}"),
)
PAGE_CHECKS: Sequence[Check] = (
    ('id="react-entry-point"', "#react-entry-point"),
    ('id="_dash-config"', "#_dash-config"),
)


def check_index(name: str, checks: Iterable[Check], index: str) -> None:
    """Raise when something is missing without which the page could not start."""
    missing = [item for pattern, item in checks if not re.search(pattern, index)]
    if missing:
        plural = "s" if len(missing) > 1 else ""
        raise InvalidIndexException(f"Missing item{plural} {', '.join(missing)} in {name}.")


def interpolate(template: str, **parts: str) -> str:
    """Put each part in the place of its `{%name%}`."""
    for name, text in parts.items():
        template = template.replace("{%" + name + "%}", text)
    return template


def style_tag(style: Tag) -> str:
    """`<link>` for a stylesheet."""
    if isinstance(style, str):
        style = {"rel": "stylesheet", "href": style}
    return f"<link {_attributes(style)}>"


def script_tag(script: Tag) -> str:
    """`<script>` with a URL; `.mjs` files are modules."""
    attributes = {"src": script} if isinstance(script, str) else dict(script)
    if str(attributes.get("src", "")).partition("?")[0].endswith(".mjs"):
        attributes.setdefault("type", "module")
    return f"<script {_attributes(attributes)}></script>"


def meta_tag(attributes: Mapping[str, Any]) -> str:
    """`<meta>`."""
    return f"<meta {_attributes(attributes)}>"


def favicon_tag(url: str) -> str:
    """`<link rel="icon">`."""
    return f"<link {_attributes({'rel': 'icon', 'type': 'image/x-icon', 'href': url})}>"


def renderer_tag(javascript: str) -> str:
    """The script that makes a `DashRenderer`, if the app has its own."""
    if not javascript:
        return ""
    return f'<script id="_dash-renderer" type="application/javascript">{javascript}</script>'


def config_tag(config_json: str) -> str:
    """The configuration, as the page reads it."""
    # Inside <script>, "</script>" and "<!--" would be markup even in a JSON string.
    safe = config_json.replace("<", "\\u003c")
    return f'<script id="_dash-config" type="application/json">{safe}</script>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    # Not on top: it brings a table of two thousand entities, and pages are only written by
    # the build, never in the worker.
    from html import escape

    return " ".join(f'{name}="{escape(str(value))}"' for name, value in attributes.items())


def with_default_metas(meta_tags: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The app's meta tags after the defaults that it does not override (S4)."""
    metas: list[Mapping[str, Any]] = []
    if not any(tag.get("http-equiv") == "X-UA-Compatible" for tag in meta_tags):
        metas.append({"http-equiv": "X-UA-Compatible", "content": "IE=edge"})
    if not any("charset" in tag for tag in meta_tags):
        metas.append({"charset": "UTF-8"})
    if not any(tag.get("name") == "viewport" for tag in meta_tags):
        metas.append({"name": "viewport", "content": "width=device-width, initial-scale=1"})
    return [as_text(tag) for tag in (*metas, *meta_tags)]


def page_metas(title: str, description: str, image: str) -> list[dict[str, str]]:
    """The tags that search engines and previews of links read (P10).

    Without `twitter:url`: where the site will be is not known when it is built.
    """
    properties = {
        "twitter:card": "summary_large_image",
        "twitter:title": title,
        "twitter:description": description,
        "twitter:image": image,
        "og:title": title,
        "og:type": "website",
        "og:description": description,
        "og:image": image,
    }
    return [
        {"name": "description", "content": description},
        *({"property": name, "content": content} for name, content in properties.items()),
    ]


def as_text(attributes: Mapping[str, Any]) -> dict[str, str]:
    """The attributes of a tag, for the page."""
    return {name: str(value) for name, value in attributes.items()}


def as_attributes(tags: Iterable[Tag], name: str, **more: str) -> list[dict[str, str]]:
    """Tags with URLs written out as attribute `name`, beside `more`."""
    return [{**more, name: tag} if isinstance(tag, str) else as_text(tag) for tag in tags]
