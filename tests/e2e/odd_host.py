"""Hosts with bad habits: each answers a real browser over a real socket."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyrt.build.serve import CONTENT_TYPES, RequestHandler

_PIECE_S = 0.2
_PIECE = 25_000


@dataclass
class Habits:
    """What a host does with files, by the ends of their names."""

    types: Mapping[str, str] = field(default_factory=dict)
    """Ending -> the Content-Type that it gets."""
    nosniff: bool = False
    """Browsers are told to believe the Content-Type."""
    gz_is_an_encoding: bool = False
    """A file that ends with `.gz` is sent as one that was compressed for the way."""
    missing: tuple[str, ...] = ()
    """They were not published."""
    cut: tuple[str, ...] = ()
    """The connection breaks off in the middle of these."""
    exchanged: Mapping[str, bytes] = field(default_factory=dict)
    """Ending -> other content."""
    slow: str = ""
    """This one comes over a link of 1 Mbit/s, until `released`."""
    stuck: str = ""
    """Nothing of this one comes until `released`."""
    released: threading.Event = field(default_factory=threading.Event)


def host(habits: Habits) -> type[RequestHandler]:
    """For `SiteServer(..., handler=...)`."""

    class OddHost(RequestHandler):
        def send_file(self, file: Path, *, with_body: bool) -> None:
            if file.name in habits.missing:
                self.send_error(404)
                return
            content = next(
                (new for end, new in habits.exchanged.items() if file.name.endswith(end)),
                None,
            )
            content = file.read_bytes() if content is None else content
            self.send_response(200)
            kind = habits.types.get(file.suffix, CONTENT_TYPES.get(file.suffix, "text/plain"))
            self.send_header("Content-Type", kind)
            if habits.nosniff:
                self.send_header("X-Content-Type-Options", "nosniff")
            if habits.gz_is_an_encoding and file.suffix == ".gz":
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if not with_body:
                return
            if file.name in habits.cut:
                self.wfile.write(content[: len(content) // 2])
                self.wfile.flush()
                self.close_connection = True
            elif file.name == habits.slow:
                sent = 0
                while sent < len(content) and not habits.released.wait(_PIECE_S):
                    self.wfile.write(content[sent : sent + _PIECE])
                    self.wfile.flush()
                    sent += _PIECE
                self.wfile.write(content[sent:])
            elif file.name == habits.stuck:
                habits.released.wait()
                self.wfile.write(content)
            else:
                self.wfile.write(content)

    return OddHost
