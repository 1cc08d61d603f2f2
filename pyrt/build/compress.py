"""gzip and brotli of a site's files: how small a host can send them, and copies beside the files
for hosts that send such copies instead of compressing at each request.

The start image is gzip already, and the page unpacks it itself: it gets no copy.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from .progress import Progress, Silent
from .workspace import compressed_cache

try:
    import brotli
except ImportError:
    # Of the extra `compress`: Python's own library has none.
    brotli = None

HAS_BROTLI = brotli is not None

COMPRESSED = frozenset(
    {
        *(".7z", ".br", ".bz2", ".gz", ".xz", ".zst", ".whl", ".xlsx", ".parquet"),
        *(".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp", ".woff", ".woff2"),
        *(".mp3", ".mp4", ".ogg", ".pdf", ".webm"),
    }
)
"""What is compressed in itself.  Not `.zip`: those of the runtime are stored, not deflated."""

SMALLEST = 512
"""Bytes.  Below, the answer's headers are most of what travels."""

GZIP_ON_THE_FLY, BROTLI_ON_THE_FLY = 6, 5
"""What hosts take that compress while they answer."""
GZIP_BEST, BROTLI_BEST = 9, 11

_WORTH_CACHING = 100_000
"""Brotli's best is slow: a minute for Python's ten megabytes, which are the same in every site."""


def as_gzip(content: bytes, level: int) -> bytes:
    """The same bytes for the same content: no time and no name in it."""
    packed = bytearray(gzip.compress(content, level, mtime=0))
    packed[9] = 255  # the operating system that packed it: unknown, wherever it was
    return bytes(packed)


def as_brotli(content: bytes, level: int) -> bytes:
    """Only where `HAS_BROTLI`."""
    assert brotli is not None
    packed: bytes = brotli.compress(content, quality=level)
    return packed


def can_shrink(name: str, size: int) -> bool:
    """Whether a host would compress a file of this name."""
    return size >= SMALLEST and Path(name).suffix.lower() not in COMPRESSED


def precompress(
    folder: Path,
    names: Iterable[str],
    progress: Progress | None = None,
    *,
    gzip_level: int = GZIP_BEST,
    brotli_level: int = BROTLI_BEST,
) -> list[str]:
    """Write `NAME.gz` and, where brotli is installed, `NAME.br` beside files of `folder`.

    Only where they are smaller, and never over a file that is there: an app may ship both
    `table.csv` and a `table.csv.gz` of its own.  Returns their names.
    """
    say = Silent() if progress is None else progress
    jobs: list[tuple[str, str, Callable[[bytes], bytes], str]] = []
    for name in sorted(names):
        if not can_shrink(name, (folder / name).stat().st_size):
            continue
        jobs.append((name, ".gz", lambda content: as_gzip(content, gzip_level), f"{gzip_level}.gz"))
        if HAS_BROTLI:
            jobs.append(
                (
                    name,
                    ".br",
                    lambda content: as_brotli(content, brotli_level),
                    f"{brotli_level}.br",
                )
            )

    def write(job: tuple[str, str, Callable[[bytes], bytes], str]) -> str | None:
        name, ending, pack, kind = job
        target = folder / (name + ending)
        if target.exists():
            return None
        content = (folder / name).read_bytes()
        packed = _remembered(content, kind, pack)
        if len(packed) >= len(content):
            return None
        target.write_bytes(packed)
        return name + ending

    written: list[str] = []
    # Both libraries let other threads run meanwhile.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for done, name_or_none in enumerate(pool.map(write, jobs), 1):
            say.advance(done, len(jobs))
            if name_or_none is not None:
                written.append(name_or_none)
    return sorted(written)


def _remembered(content: bytes, kind: str, pack: Callable[[bytes], bytes]) -> bytes:
    if len(content) < _WORTH_CACHING:
        return pack(content)
    known = compressed_cache() / f"{hashlib.sha256(content).hexdigest()}.{kind}"
    with suppress(OSError):
        return known.read_bytes()
    packed = pack(content)
    # A cache that cannot be written costs time and nothing else.
    with suppress(OSError):
        known.parent.mkdir(parents=True, exist_ok=True)
        own = known.with_name(f"{known.name}.{os.getpid()}")
        own.write_bytes(packed)
        own.replace(known)
    return packed
