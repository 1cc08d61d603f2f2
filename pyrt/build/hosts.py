"""What hosts of static files ask of a site: `pyrt build --host NAME`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError


@dataclass(frozen=True, slots=True)
class Host:
    title: str
    site_bytes: int | None
    """The most that a site may have; None: no limit is known."""
    file_bytes: int | None
    files: int | None
    next_step: str


HOSTS = {
    "github-pages": Host(
        "GitHub Pages",
        site_bytes=1_000_000_000,
        # Of one file in a git repository, for those who publish from a branch.
        file_bytes=100 * 2**20,
        files=None,
        next_step="Publish it with a workflow (docs/github-pages.yml of pyrt), or push the folder "
        "to the branch that Settings -> Pages names.",
    ),
    "cloudflare-pages": Host(
        "Cloudflare Pages",
        site_bytes=None,
        file_bytes=25 * 2**20,
        files=20_000,
        next_step="Publish it: npx wrangler pages deploy {out}",
    ),
    "netlify": Host(
        "Netlify",
        site_bytes=None,
        file_bytes=None,
        files=None,
        next_step="Publish it: npx netlify deploy --prod --dir {out}",
    ),
}
"""All of them serve 404.html for addresses without a file, and compress by themselves."""


def check_host(host: Host, contents: Mapping[str, Path | bytes]) -> None:
    """Raise `InputError` for a site that the host would refuse."""
    sizes = {
        name: content.stat().st_size if isinstance(content, Path) else len(content)
        for name, content in contents.items()
    }
    if host.files is not None and len(sizes) > host.files:
        raise InputError(
            f"{host.title} takes {host.files} files, and the site has {len(sizes)}.",
            hint="Leave out assets that the app does not need.",
        )
    if host.file_bytes is not None:
        for name, size in sizes.items():
            if size > host.file_bytes:
                raise InputError(
                    f"{host.title} takes no file of {_mb(size)}: its limit is "
                    f"{_mb(host.file_bytes)}.",
                    where=name,
                    hint="Make the file smaller, or let the app fetch it from another host.",
                )
    total = sum(sizes.values())
    if host.site_bytes is not None and total > host.site_bytes:
        raise InputError(
            f"{host.title} takes sites of {_mb(host.site_bytes)}, and this one has {_mb(total)}.",
            hint="Leave out assets that the app does not need.",
        )


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
