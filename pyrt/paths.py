"""URLs of the app: its own paths, and files of its site (P12, P17, S9).

An app lives under its own prefix (`requests_pathname_prefix`, `/` by default), wherever its
site has been put: paths that it makes and paths that it is told begin with that prefix, so
that an app written for `/` works at `/repository/` unchanged.  The page translates, both ways
(`web/src/host/site_paths.ts`).

Files are the exception.  Their URLs end up in styles, in figures, in texts, where no page
could translate them: `get_asset_url` gives the real one.
"""

from __future__ import annotations

from pyrt.engine.attribute_dict import AttributeDict
from pyrt.engine.errors import UnsupportedRelativePath

CONFIG = AttributeDict()
"""The configuration of the app made last; the functions without an app use it."""

_site_root: str | None = None


def set_site_root(root: str | None) -> None:
    """Tell where the site is: a path with slashes at both ends.  To be called before the
    app is imported: apps call `get_asset_url` while they build their layout."""
    global _site_root
    _site_root = root


def get_asset_url(path: str) -> str:
    """URL of a file in the assets folder."""
    return asset_url(CONFIG, path)


def get_relative_path(path: str) -> str:
    """`/page` as a path of the app, e.g. `/prefix/page`."""
    return relative_path(CONFIG.requests_pathname_prefix, path)


def strip_relative_path(path: str | None) -> str | None:
    """Inverse of `get_relative_path`, also without slashes at the ends; for routing."""
    return stripped_path(CONFIG.requests_pathname_prefix, path)


def asset_url(config: AttributeDict, path: str) -> str:
    """`get_asset_url` of the app with this configuration."""
    prefix = config.assets_external_path or _site_root or config.requests_pathname_prefix
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
