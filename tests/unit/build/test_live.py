"""The event stream that tells open pages of rebuilds."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyrt.build.live import LiveEvents
from pyrt.build.serve import SiteServer


@pytest.fixture
def events() -> LiveEvents:
    return LiveEvents()


@pytest.fixture
def server(events: LiveEvents, tmp_path: Path) -> Iterator[SiteServer]:
    with SiteServer({"": tmp_path}, streams={"_pyrt/live": events.stream}) as running:
        yield running
        events.close()


class Page:
    """One open page."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._connection.request("GET", "/_pyrt/live")
        self._answer = self._connection.getresponse()
        self.kind = self._answer.getheader("Content-Type")
        self.first = self.next()

    def next(self) -> str:
        """The lines of the next event."""
        lines = []
        while line := self._answer.readline().decode().rstrip("\n"):
            lines.append(line)
        return "\n".join(lines)

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


def test_every_open_page_hears_of_a_rebuild(events: LiveEvents, server: SiteServer) -> None:
    pages = [Page(server.port), Page(server.port)]
    assert pages[0].kind == "text/event-stream"
    events.reload()
    events.css(["assets/a.css"])
    for page in pages:
        assert page.next() == "event: reload\ndata: {}"
        assert page.next() == 'event: css\ndata: {"files": ["assets/a.css"]}'
        page.close()


def test_a_page_that_comes_later_is_told_of_a_standing_error(
    events: LiveEvents, server: SiteServer
) -> None:
    events.error("SyntaxError", "app.py:3\nx = (")
    page = Page(server.port)
    assert (
        page.first == 'event: error\ndata: {"title": "SyntaxError", "message": "app.py:3\\nx = ("}'
    )
    page.close()
    events.reload()
    page = Page(server.port)
    assert page.first == ": connected"
    page.close()


def test_a_page_that_has_gone_is_forgotten(events: LiveEvents, server: SiteServer) -> None:
    Page(server.port).close()
    other = Page(server.port)
    for _ in range(5):
        events.reload()
        assert other.next().startswith("event: reload")
    other.close()
