"""`pyrt-lock.json` beside an app: written by `pyrt lock`, obeyed by every build."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyrt.build.errors import BuildError
from pyrt.build.lock import lock_app
from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from tests.unit.site_helpers import (
    HELLO,
    make_index,
    make_pyodide_dist,
    make_wheel,
    tree,
    write_files,
)

BUILT = "cp314-cp314-pyemscripten_2026_0_wasm32"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An index with leaf 1.0; the folder it is served from."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    served = make_index(tmp_path / "index", make_wheel(tmp_path / "made", "leaf", {"leaf.py": ""}))
    with SiteServer({"": served}) as server:
        monkeypatch.setenv("PIP_INDEX_URL", f"{server.url}simple")
        yield served


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app with something from everywhere."""
    make_wheel(tmp_path / "app/wheels", "own", {"own.py": ""})
    make_pyodide_dist(
        tmp_path / "dist", make_wheel(tmp_path / "made", "fast", {"fast.py": ""}, tag=BUILT)
    )
    text = "try:\n    import leaf, own, fast\nexcept ImportError:\n    pass\n" + HELLO
    return write_files(tmp_path / "app", {"app.py": text, "requirements.txt": "leaf\nfast\n"})


def test_later_builds_take_what_was_locked(
    app: Path, index: Path, tmp_path: Path, static: Path
) -> None:
    dist = str(tmp_path / "dist")
    locked = lock_app(app, pyodide_dist=dist, static=static)
    text = locked.path.read_text()
    assert [(entry["name"], entry["source"]) for entry in json.loads(text)["packages"]] == [
        ("fast", "pyodide"),
        ("leaf", "index"),
        ("own", "local:wheels/own-1.0-py3-none-any.whl"),
    ]
    newer = make_wheel(tmp_path / "made", "leaf", {"leaf.py": "new"}, version="2.0")
    older = tmp_path / "made/leaf-1.0-py3-none-any.whl"
    make_index(index, older, newer)

    result = build_site(app, tmp_path / "site", pyodide_dist=dist, static=static)
    assert result.packages == ("fast 1.0", "leaf 1.0", "own 1.0")
    site = tree(tmp_path / "site")
    assert json.loads(site["pyrt-lock.json"])["packages"] == json.loads(text)["packages"]
    assert locked.path.read_text() == text
    # The lock is about the app and no part of it.
    assert "pyrt-lock.json" not in result.app_files

    lock_app(app, pyodide_dist=dist, static=static)
    assert '"version": "2.0"' in locked.path.read_text()

    # The same version with other bytes.
    make_index(index, make_wheel(tmp_path / "made", "leaf", {"leaf.py": "x"}, version="2.0"))
    with pytest.raises(BuildError) as caught:
        build_site(app, tmp_path / "site", pyodide_dist=dist, static=static)
    assert "is not the file that was meant: its hash is another one." in caught.value.what
    assert "pyrt lock" in (caught.value.hint or "")
    assert tree(tmp_path / "site") == site


def lock(**changes: object) -> str:
    return json.dumps({"format": 1, "abi": "2026_0", "declared": [], "packages": [], **changes})


OWN = {"name": "own", "version": "1", "file": "o", "sha256": "0" * 64}
LOCAL = {**OWN, "source": "local:wheels/own-1.0-py3-none-any.whl"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "it is damaged, or not a lock of an app"),
        ("[]", "it is damaged, or not a lock of an app"),
        (lock(format=2), "it has format 2, this pyrt reads format 1"),
        (lock(abi="2025_0"), "it was made for Pyodide's ABI 2025_0"),
        (lock(packages=[{"name": "x"}]), "a package in it has not just name, version"),
        (lock(declared=["other"]), "is for other requirements than the app declares now"),
        (lock(declared=["wheels/own-1.0-py3-none-any.whl"]), "No locked package provides `own`."),
        (
            lock(declared=["wheels/own-1.0-py3-none-any.whl"], packages=[LOCAL]),
            "wheels/own-1.0-py3-none-any.whl is not the file that was meant",
        ),
        (
            lock(
                declared=["wheels/own-1.0-py3-none-any.whl"],
                packages=[{**OWN, "source": "pyodide"}],
            ),
            "The Pyodide distribution has another own than pyrt-lock.json asks for.",
        ),
    ],
)
def test_a_lock_that_does_not_fit_says_so(
    tmp_path: Path, static: Path, text: str, message: str
) -> None:
    make_wheel(tmp_path / "app/wheels", "own", {"own.py": ""})
    write_files(tmp_path / "app", {"app.py": "import own\n" + HELLO, "pyrt-lock.json": text})
    with pytest.raises(BuildError) as caught:
        build_site(tmp_path / "app", tmp_path / "site", static=static)
    assert message in caught.value.what
    assert caught.value.hint


def test_an_app_with_a_lock_is_never_taken_for_an_old_site(tmp_path: Path, static: Path) -> None:
    app = write_files(tmp_path / "app", {"app.py": HELLO, "pyrt-lock.json": lock()})
    with pytest.raises(BuildError) as caught:
        build_site(app, app, static=static)
    assert "pyrt did not make what is in it" in caught.value.what
    assert (app / "app.py").read_text() == HELLO
