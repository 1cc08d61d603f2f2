"""URLs of the app: assets, and paths that work wherever the site is put (P12, S9).

Under Dash a prefix (`requests_pathname_prefix`) says where the server listens.  A static
site does not know its place before it is opened; the page does.  So the folder of the page's
own address takes the role of the prefix, whatever the app was configured with, and links
made with `get_relative_path` and `get_asset_url` lead into this very site.
"""

from __future__ import annotations

from pyrt.engine.attribute_dict import AttributeDict
from pyrt.engine.errors import UnsupportedRelativePath

CONFIG = AttributeDict()
"""The configuration of the app made last; the functions without an app use it."""

_page_prefix: str | None = None


def set_page_path(pathname: str) -> None:
    """Tell where the page is (`location.pathname`), before the app is imported."""
    global _page_prefix
    _page_prefix = pathname.rpartition("/")[0] + "/"


def page_prefix() -> str | None:
    """The folder the page lies in, with slashes at both ends; None when no page was opened."""
    return _page_prefix


def get_asset_url(path: str) -> str:
    """URL of a file in the assets folder."""
    return asset_url(CONFIG, path)


def get_relative_path(path: str) -> str:
    """`/page` as a path of this site, e.g. `/prefix/page`."""
    return relative_path(CONFIG.requests_pathname_prefix, path)


def strip_relative_path(path: str | None) -> str | None:
    """Inverse of `get_relative_path`, also without slashes at the ends; for routing."""
    return stripped_path(CONFIG.requests_pathname_prefix, path)


def asset_url(config: AttributeDict, path: str) -> str:
    """`get_asset_url` of the app with this configuration."""
    prefix = config.assets_external_path or config.requests_pathname_prefix
    return "/".join([prefix.rstrip("/"), config.assets_url_path.lstrip("/"), path])


def relative_path(prefix: str, path: str) -> str:
    """`get_relative_path` below `prefix`."""
    if path == "":
        return prefix
    if not path.startswith("/"):
        raise UnsupportedRelativePath(
            f"""
            Paths that aren't prefixed with a leading / are not supported.
            You supplied: {path}
            """
        )
    return "/".join([prefix.rstrip("/"), path.lstrip("/")])


def stripped_path(prefix: str, path: str | None) -> str | None:
    """`strip_relative_path` below `prefix`."""
    if path is None:
        return None
    # The root may come without its last slash: `/my-app` for `/my-app/`.
    root = prefix.rstrip("/") or "/"
    if not path.startswith(root):
        raise UnsupportedRelativePath(
            f"""
            Paths that aren't prefixed with requests_pathname_prefix are not supported.
            You supplied: {path} and requests_pathname_prefix was {prefix}
            """
        )
    return path.removeprefix(root).strip("/")
