"""The player as a folder of files, and what the host decides for it."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from pyrt.build.errors import InputError, OutputError
from pyrt.build.playground import build_playground
from tests.unit.site_helpers import tree


@pytest.fixture(scope="module")
def with_player(tmp_path_factory: pytest.TempPathFactory, static: Path) -> Path:
    """The stand-in for the prebuilt files, with a player and a standard library in it."""
    root = tmp_path_factory.mktemp("static")
    for name, content in tree(static).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (root / "play").mkdir()
    for name in ("page.js", "page.css", "frame.js", "worker.js"):
        (root / "play" / name).write_text(name)
    (root / "runtime/pyodide").mkdir(exist_ok=True)
    with zipfile.ZipFile(root / "runtime/pyodide/python_stdlib.zip", "w") as archive:
        for name in ("json/__init__.pyc", "calendar.pyc", "xml/sax/__init__.pyc", "_hidden.pyc"):
            archive.writestr(name, b"")
    (root / "start_image.json").write_text(json.dumps(["json"]))
    manifest = json.loads((root / "manifest.json").read_text())
    for path in (root / "play").iterdir():
        manifest["files"][f"play/{path.name}"] = {"sha256": "0", "bytes": 1}
    (root / "manifest.json").write_text(json.dumps(manifest))
    return root


def facts(out: Path) -> dict[str, Any]:
    page = (out / "index.html").read_text()
    found = re.search(r'id="pyrt-facts">(.*?)</script>', page)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_the_folder_has_pages_player_and_runtime(tmp_path: Path, with_player: Path) -> None:
    out = tmp_path / "play"
    built = build_playground(out, static=with_player)
    files = tree(out)
    version = facts(out)["version"]
    assert {"index.html", "frame.html", "pyrt-lock.json", ".nojekyll"} <= files.keys()
    assert f"_pyrt/{version}/play/page.js" in files
    assert f"_pyrt/{version}/worker.js" in files
    assert built.files == len(files)
    assert built.bytes == sum(map(len, files.values()))


def test_the_page_knows_what_the_host_has(tmp_path: Path, with_player: Path) -> None:
    out = tmp_path / "play"
    build_playground(out, static=with_player)
    known = facts(out)
    assert known["late"] == ["calendar", "xml.sax"]
    assert "dash_table" in known["components"]
    assert known["allow"] == []
    assert known["trust"] is False
    assert 'data-allow="">frame.js</script>' in (out / "frame.html").read_text()
    assert not list(out.rglob("frame.js"))


def test_the_host_decides_what_apps_may_reach(tmp_path: Path, with_player: Path) -> None:
    out = tmp_path / "play"
    allow = ["https://api.example.org", "https://*.example.com:8443/data/"]
    build_playground(out, allow=allow, trust=True, static=with_player)
    assert facts(out)["allow"] == allow
    assert facts(out)["trust"] is True
    frame = unescape((out / "frame.html").read_text())
    assert f'data-allow="{" ".join(allow)}"' in frame


@pytest.mark.parametrize(
    "source",
    ["*", "https:", "example.org", "javascript:x", "https://a;script-src *", "https://a b", ""],
)
def test_what_is_no_origin_is_refused(tmp_path: Path, with_player: Path, source: str) -> None:
    with pytest.raises(InputError, match="Not an origin"):
        build_playground(tmp_path / "play", allow=[source], static=with_player)
    assert not (tmp_path / "play").exists()


def test_an_older_playground_is_replaced_and_nothing_else(
    tmp_path: Path, with_player: Path
) -> None:
    out = tmp_path / "play"
    build_playground(out, static=with_player)
    first = tree(out)
    build_playground(out, static=with_player)
    assert tree(out) == first
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine")
    with pytest.raises(OutputError):
        build_playground(mine, static=with_player)
    assert tree(mine) == {"notes.txt": b"mine"}
