"""Style sheets and scripts of other hosts as files of the site."""

from __future__ import annotations

import functools
import hashlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyrt.build.errors import ExternalError
from pyrt.build.external import Fetched, fetch, vendor
from pyrt.build.page_files import ROOT
from tests.unit.site_helpers import write_files


class Net:
    """Another host, as far as `vendor` knows it."""

    def __init__(self, files: dict[str, str | bytes], kinds: dict[str, str] | None = None) -> None:
        self.files = files
        self.kinds = kinds or {}
        self.asked: list[str] = []

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        if url not in self.files:
            raise OSError("nobody there")
        content = self.files[url]
        kind = self.kinds.get(url, "text/css" if ".css" in url else "font/woff2")
        return Fetched(url, content.encode() if isinstance(content, str) else content, kind)


def sheet(url: str, **attributes: str) -> dict[str, str]:
    return {"rel": "stylesheet", "href": url, **attributes}


def versioned(path: str, content: str | bytes) -> str:
    """The URL of a file in a tag."""
    raw = content.encode() if isinstance(content, str) else content
    return f"{ROOT}_pyrt/external/{path}?v={hashlib.sha256(raw).hexdigest()[:12]}"


def test_a_sheet_brings_what_it_mentions_at_any_depth() -> None:
    base = "https://cdn.example/npm/theme@5.3"
    net = Net(
        {
            f"{base}/dist/theme.min.css": '@import "more/a.css" screen;\n'
            "@import url(https://fonts.example/css?family=A&b=1);\n"
            "p { background: url('../img/p.png#top'), url( //other.example/q.svg ) }",
            f"{base}/dist/more/a.css": "@font-face { src: url(../../f/a.woff2?v=2) }",
            "https://fonts.example/css?family=A&b=1": "@import url('https://fonts.example/css?family=A&b=1');",
            f"{base}/img/p.png": b"\x89PNG",
            "https://other.example/q.svg": "<svg/>",
            f"{base}/f/a.woff2?v=2": b"font",
        },
        {"https://fonts.example/css?family=A&b=1": "text/css"},
    )
    done = vendor([sheet(f"{base}/dist/theme.min.css")], [], net)
    folder = "_pyrt/external/cdn.example/npm/theme@5.3"
    files = dict(done.files)
    theme = versioned(
        "cdn.example/npm/theme@5.3/dist/theme.min.css", files[f"{folder}/dist/theme.min.css"]
    )
    assert done.styles == (sheet(theme),)
    [font] = [name for name in files if name.endswith(".woff2")]
    [google] = [name for name in files if "fonts.example" in name]
    assert google.endswith(".css")
    assert files[f"{folder}/dist/theme.min.css"].decode() == (
        '@import "more/a.css" screen;\n'
        f'@import "../../../../{google.removeprefix("_pyrt/external/")}";\n'
        'p { background: url("../img/p.png#top"), '
        'url("../../../../other.example/q.svg") }'
    )
    assert files[f"{folder}/dist/more/a.css"].decode() == (
        f'@font-face {{ src: url("../../f/{font.rpartition("/")[2]}") }}'
    )
    assert files[font] == b"font"
    assert len(net.asked) == len(set(net.asked)) == len(files)


@pytest.mark.parametrize(
    "text",
    [
        "/* url(a.png) @import 'b.css'; */",
        "p::after { content: 'url(a.png)' }",
        "p { background: url(\"data:image/svg+xml,%3csvg xmlns='http://w3.example/svg'/%3e\") }",
        "@namespace svg url(http://www.w3.org/2000/svg);",
        "p { filter: url(#blur) }",
        "p { color: red } \xff",
    ],
)
def test_what_mentions_no_other_file_stays_as_it_is(text: str) -> None:
    net = Net({"https://x.example/a.css": text.encode("latin-1")})
    done = vendor([sheet("https://x.example/a.css")], [], net)
    assert list(done.files.values()) == [text.encode("latin-1")]


def test_digests_of_the_original_leave_the_tag() -> None:
    tag = sheet("//x.example/a.css", integrity="sha384-x", crossorigin="anonymous", media="print")
    done = vendor([tag], [], Net({"https://x.example/a.css": ""}))
    assert done.styles == (sheet(versioned("x.example/a.css", ""), media="print"),)


def test_scripts_and_what_is_the_sites_own() -> None:
    net = Net({"https://x.example/lib": "x = 1"}, {"https://x.example/lib": "text/javascript"})
    scripts = [
        {"src": "https://x.example/lib", "defer": "defer"},
        {"src": "/mine.js"},
        {"src": "https://x.example/m.js", "type": "module"},
    ]
    done = vendor([sheet("assets/own.css")], scripts, net)
    assert done.styles == (sheet("assets/own.css"),)
    assert done.scripts == (
        {"src": versioned("x.example/lib.js", "x = 1"), "defer": "defer"},
        *scripts[1:],
    )


def test_a_path_cannot_leave_its_folder() -> None:
    net = Net({"https://x.example/%2e%2e/%2e%2e/evil.css": ""})
    done = vendor([sheet("https://x.example/%2e%2e/%2e%2e/evil.css")], [], net)
    assert list(done.files) == ["_pyrt/external/x.example/evil.css"]


def test_what_cannot_be_fetched_is_named_with_what_needs_it() -> None:
    net = Net({"https://x.example/a.css": "p { background: url(gone.png) }"})
    with pytest.raises(ExternalError, match=r"https://x\.example/gone\.png: nobody") as caught:
        vendor([sheet("https://x.example/a.css")], [], net)
    assert caught.value.where == "needed by https://x.example/a.css"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    """A real server on this machine."""
    write_files(tmp_path / "www", {"a.css": "@import 'b.css';", "b.css": "p { color: red }"})
    handler = functools.partial(_Quiet, directory=str(tmp_path / "www"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def test_over_http(host: str) -> None:
    done = vendor([sheet(f"{host}/a.css")], [], fetch)
    place = host.removeprefix("http://").replace(":", "_")
    assert done.files == {
        f"_pyrt/external/{place}/a.css": b'@import "b.css";',
        f"_pyrt/external/{place}/b.css": b"p { color: red }",
    }
    with pytest.raises(ExternalError, match=rf"Cannot fetch {host}/gone\.css: 404"):
        vendor([sheet(f"{host}/gone.css")], [], fetch)
    with pytest.raises(ExternalError, match=r"Cannot fetch http://127\.0\.0\.1:1/x\.css: "):
        vendor([sheet("http://127.0.0.1:1/x.css")], [], fetch)
