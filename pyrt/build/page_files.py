"""Which HTML files a site has, so that every address leads into the app (P9, P17).

- `index.html`, and `PATH/index.html` for each registered page: any static host has these,
  and each holds its page's title and meta tags.
- The same in small for `redirect_from`: a page that goes on to where it redirects.
- `404.html`, which most hosts serve for all other addresses (templates with variables, paths
  that the app routes by itself).  It cannot know how deep below the site it has been asked
  for, so it looks for the nearest folder above that holds a site, and becomes the page that
  it finds there.  It is the same file in every site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import TypeAlias

from .policy import ScriptPolicy, with_policy

Files: TypeAlias = dict[str, bytes]

ROOT = "/pyrt-site-root/"
"""What stands for the folder of the site in every URL, until the page's own place is known."""

FALLBACK = "_pyrt/fallback.html"
"""The page for addresses without one; `404.html` puts the real folder in the place of `ROOT`."""

_UNSAFE = re.compile(r"[\\?#%:*\"<>|\x00-\x1f]")
_HEAD = re.compile(r"<head(\s[^>]*)?>", re.IGNORECASE)

_WITH_SLASH = """<script>
            if (!/\\/(index\\.html)?$/.test(location.pathname)) {
                location.replace(location.pathname + "/" + location.search + location.hash);
            }
        </script>"""
"""Some hosts serve a folder's page without the slash, and then its relative URLs are wrong."""

_REDIRECT = """<!DOCTYPE html>
<html>
    <head>
        <meta charset="UTF-8">
        <title>{title}</title>
        <link rel="canonical" href="{target}">
        <script>
            const isFolder = /\\/(index\\.html)?$/.test(location.pathname);
            location.replace((isFolder ? {target_js} : location.pathname + "/") + location.hash);
        </script>
        <noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>
    </head>
    <body><a href="{target}">{title}</a></body>
</html>
"""

NOT_FOUND = f"""<!DOCTYPE html>
<html>
    <head>
        <meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Loading...</title>
        <link rel="icon" href="data:,">
    </head>
    <body>
        <noscript>This page needs JavaScript.</noscript>
        <script>
            (async () => {{
                // In two halves: some hosts answer with this very file when asked for another.
                const root = "{ROOT[:6]}" + "{ROOT[6:]}";
                let folder = location.pathname;
                while (folder !== "") {{
                    folder = folder.slice(0, folder.lastIndexOf("/"));
                    const answer = await fetch(folder + "/{FALLBACK}").catch(() => null);
                    const page = answer && answer.ok ? await answer.text() : "";
                    if (page.includes(root)) {{
                        document.open();
                        document.write(page.split(root).join(folder + "/"));
                        document.close();
                        return;
                    }}
                }}
                document.title = document.body.textContent = "404 - Page not found";
            }})();
        </script>
    </body>
</html>
"""


def page_files(
    pages: Mapping[str, str],
    redirects: Mapping[str, str],
    fallback: str,
    policy: ScriptPolicy | None = None,
) -> Files:
    """Path in the site -> content.

    `pages`: path of a page, `""` for the site's own index -> its HTML; `fallback` is that for
    all other addresses.  URLs that lead into the site begin with `ROOT` in all of them.
    `redirects`: path -> path.  Paths are without slashes at the ends, and `is_safe`.
    `policy`: what may run in them; `404.html` becomes another page, and takes over that one's.
    """
    files = {
        "404.html": NOT_FOUND.encode(),
        FALLBACK: with_policy(fallback, policy, moving=ROOT).encode(),
    }
    for path, page in pages.items():
        placed = (_with_slash(page) if path else page).replace(ROOT, _up(path))
        files[_file(path)] = with_policy(placed, policy).encode()
    for path, target in redirects.items():
        redirect = with_policy(_redirect(path, target), policy and ScriptPolicy())
        files.setdefault(_file(path), redirect.encode())
    return files


def _file(path: str) -> str:
    return f"{path}/index.html" if path else "index.html"


def _up(path: str) -> str:
    """From the page at `path` to the folder of the site."""
    return "../" * (path.count("/") + 1) if path else ""


def is_safe(path: str) -> bool:
    """Whether a path can be a folder on any machine; one that cannot has `404.html`."""
    parts = path.split("/")
    return not _UNSAFE.search(path) and not {"", ".", "..", "_pyrt"} & set(parts)


def _redirect(path: str, target: str) -> str:
    url = _up(path) + (f"{target}/" if target else "")
    return _REDIRECT.format(
        title=escape(f"/{target}"),
        target=escape(url),
        target_js=json.dumps(url).replace("<", "\\u003c"),
    )


def _with_slash(page: str) -> str:
    head = _HEAD.search(page)
    if head is None:
        return _WITH_SLASH + page
    return f"{page[: head.end()]}\n        {_WITH_SLASH}{page[head.end() :]}"
