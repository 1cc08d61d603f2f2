"""The static server: what any static host does, and nothing outside its folders."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyrt.build.errors import InputError
from pyrt.build.serve import SiteServer
from tests.unit.site_helpers import write_files


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    """Two folders: the site, and one shared with others."""
    site = write_files(
        tmp_path / "site",
        {
            "index.html": "<p>home",
            "sub/index.html": "<p>sub",
            "a b/ü.txt": "text",
            "x.wasm": "",
            "x.js": "",
            "x.mjs": "",
            "x.css": "",
            "x.unknown": "",
        },
    )
    shared = write_files(tmp_path / "shared", {"host.js": "host"})
    write_files(tmp_path, {"secret.txt": "secret", "site-2/secret.txt": "secret"})
    (site / "way-out").symlink_to(tmp_path / "secret.txt")
    with SiteServer({"": site, "_pyrt/1": shared}) as running:
        yield running


def ask(
    server: SiteServer, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=False)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/", b"<p>home"),
        ("/?a=1#x", b"<p>home"),
        ("/index.html", b"<p>home"),
        ("/sub/", b"<p>sub"),
        ("/a%20b/%C3%BC.txt", b"text"),
        ("/_pyrt/1/host.js", b"host"),
    ],
)
def test_files_are_served(server: SiteServer, path: str, body: bytes) -> None:
    assert ask(server, path)[::2] == (200, body)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/x.wasm", "application/wasm"),
        ("/x.js", "text/javascript; charset=utf-8"),
        ("/x.mjs", "text/javascript; charset=utf-8"),
        ("/x.css", "text/css; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
        ("/x.unknown", "application/octet-stream"),
    ],
)
def test_content_types_do_not_depend_on_the_machine(
    server: SiteServer, path: str, kind: str
) -> None:
    assert ask(server, path)[1]["content-type"] == kind


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/nothing/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/sub/../../secret.txt",
        "/_pyrt/1/../../secret.txt",
        "/_pyrt/1/%2e%2e/secret.txt",
        "/../site-2/secret.txt",
        "//secret.txt",
        "/way-out",
        "/a%00b",
        "/index.html/",
    ],
)
def test_there_is_no_way_out_of_the_folders(server: SiteServer, path: str) -> None:
    status, _, body = ask(server, path)
    assert status == 404
    assert b"secret\n" not in body.replace(b"secret.txt", b"")


def test_a_folder_without_its_slash_is_sent_to_the_slash(server: SiteServer) -> None:
    status, headers, _ = ask(server, "/sub?x=1")
    assert (status, headers["location"]) == (301, "/sub/?x=1")
    assert ask(server, "//sub")[1]["location"] == "/sub/"


def test_head_sends_the_same_without_a_body(server: SiteServer) -> None:
    status, headers, body = ask(server, "/", "HEAD")
    assert (status, headers["content-length"], body) == (200, "7", b"")


def test_an_unchanged_file_is_not_sent_twice(server: SiteServer, tmp_path: Path) -> None:
    tag = ask(server, "/")[1]["etag"]
    assert ask(server, "/", If_None_Match=tag)[0] == 304
    (tmp_path / "site/index.html").write_text("<p>other")
    assert ask(server, "/", If_None_Match=tag)[::2] == (200, b"<p>other")


def test_only_reading_is_possible(server: SiteServer) -> None:
    assert ask(server, "/", "POST")[0] == 501


def test_a_taken_port_is_a_message(server: SiteServer, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"Cannot listen on 127.0.0.1:{server.port}"):
        SiteServer({"": tmp_path}, port=server.port)


def test_a_page_for_what_is_missing_is_the_nearest_one(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {"404.html": "outer", "app/404.html": "inner", "app/pages/index.html": "p"},
    )
    with SiteServer({"": tmp_path}) as running:
        for path, body in [
            ("/nothing", b"outer"),
            ("/other/deep/er", b"outer"),
            ("/app/nothing", b"inner"),
            ("/app/pages/x/y", b"inner"),
            ("/app/x.js", b"inner"),
        ]:
            status, headers, content = ask(running, path)
            assert (status, content) == (404, body)
            assert headers["content-type"].startswith("text/html")
