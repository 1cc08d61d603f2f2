"""`urllib.request` with a browser behind it; here a made-up one."""

from __future__ import annotations

import importlib.util
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.error import HTTPError, URLError

import pytest

from pyrt.runtime.after_import import AfterImport
from pyrt.runtime.http import Reply, Request, explain, patch, resolved

PAGE = "https://site.org/apps/one/index.html?q=1"


class Browser:
    """Answers with what was prepared, and keeps what it was asked."""

    def __init__(self) -> None:
        self.reply: Reply | OSError = Reply("https://a.org/x", 200, "OK", [], b"body")
        self.asked: list[Request] = []

    def send(self, request: Request) -> Reply:
        self.asked.append(request)
        if isinstance(self.reply, OSError):
            raise self.reply
        return self.reply


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def request_module(browser: Browser) -> ModuleType:
    """A copy of urllib.request: other tests need the real one."""
    spec = importlib.util.find_spec("urllib.request")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    patch(module, browser.send, PAGE)
    return module


def test_an_answer_reads_like_any_other(request_module: ModuleType, browser: Browser) -> None:
    browser.reply = Reply(
        "https://a.org/y", 200, "OK", [("content-type", "text/csv"), ("Content-Encoding", "gzip")],
        b"\0\xff",
    )  # fmt: skip
    with request_module.urlopen("https://a.org/x", timeout=3) as answer:
        assert (answer.status, answer.reason, answer.url) == (200, "OK", "https://a.org/y")
        assert answer.read() == b"\0\xff"
        assert answer.getheader("Content-Type") == "text/csv"
        # The browser has unpacked it.
        assert answer.getheader("Content-Encoding") is None
        assert answer.getheaders() == [("content-type", "text/csv")]
    (asked,) = browser.asked
    assert (asked.method, asked.url, asked.body, asked.timeout) == (
        "GET", "https://a.org/x", None, 3,
    )  # fmt: skip
    assert not [name for name in asked.headers if name.lower() in ("user-agent", "host")]


@pytest.mark.parametrize("data", [b"ab", io.BytesIO(b"ab"), [b"a", b"b"], bytearray(b"ab")])
def test_data_of_every_kind_is_sent(
    request_module: ModuleType, browser: Browser, data: object
) -> None:
    request = request_module.Request("http://a.org", data, {"X-A": "1", "Content-length": "2"})
    request_module.urlopen(request)
    assert browser.asked[0].body == b"ab"
    assert browser.asked[0].method == "POST"
    assert browser.asked[0].headers["X-a"] == "1"


def test_relative_urls_start_from_the_page(request_module: ModuleType, browser: Browser) -> None:
    request_module.urlopen("data/x.csv?a=1")
    assert browser.asked[0].url == "https://site.org/apps/one/data/x.csv?a=1"


def test_a_status_is_an_error_of_urllib(request_module: ModuleType, browser: Browser) -> None:
    browser.reply = Reply("https://a.org/x", 503, "Busy", [], b"why")
    with pytest.raises(HTTPError, match="503: Busy") as raised:
        request_module.urlopen("https://a.org/x")
    assert raised.value.read() == b"why"
    raised.value.close()


def test_no_answer_is_explained(request_module: ModuleType, browser: Browser) -> None:
    browser.reply = OSError("NetworkError")
    with pytest.raises(URLError, match="CORS.*Access-Control-Allow-Origin for https://site.org"):
        request_module.urlopen("https://a.org/x")
    browser.reply = TimeoutError("no answer within 3 s")
    with pytest.raises(URLError, match="within 3 s") as raised:
        request_module.urlopen("https://a.org/x")
    assert isinstance(raised.value.reason, TimeoutError)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://a.org/x", "CORS"),
        ("https://site.org:8443/x", "CORS"),
        ("https://site.org/x", "cannot be reached"),
        ("http://a.org/x", "Use https"),
    ],
)
def test_the_reason_follows_from_the_two_places(url: str, says: str) -> None:
    assert says in explain(url, PAGE)
    assert ("CORS" in explain(url, PAGE)) == (says == "CORS")


def test_only_relative_urls_are_resolved() -> None:
    assert resolved("file:///x", PAGE) == "file:///x"
    assert resolved(b"x", PAGE) == b"x"
    assert resolved("/x", PAGE) == "https://site.org/x"


@pytest.fixture
def finder_removed() -> Iterator[None]:
    before = list(sys.meta_path)
    yield
    sys.meta_path[:] = before


@pytest.mark.usefixtures("finder_removed")
def test_a_module_is_patched_when_it_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_up_module.py").write_text("value = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    patched: list[int] = []
    AfterImport(
        {
            "made_up_module": lambda module: patched.append(module.value),
            "json": lambda module: patched.append(0),
            "no_such_module": lambda module: patched.append(-1),
        }
    ).install()
    assert patched == [0]  # it was there already
    import made_up_module  # type: ignore[import-not-found]

    assert patched == [0, 1]
    assert made_up_module.__loader__ is made_up_module.__spec__.loader
    assert made_up_module.__loader__.get_source("made_up_module") == "value = 1\n"
    assert importlib.util.find_spec("no_such_module") is None
    del sys.modules["made_up_module"]
