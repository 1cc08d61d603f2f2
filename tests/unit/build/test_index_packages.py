"""Declared requirements against an index of tiny wheels, through the real pip."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pyrt.build.declared import Declaration, read_declaration
from pyrt.build.errors import PackageError
from pyrt.build.index_packages import resolve_declaration
from pyrt.build.packages import Package
from pyrt.build.pyodide_dist import PyodideDistribution, open_distribution
from pyrt.build.serve import SiteServer
from pyrt.build.static import StaticFiles
from tests.unit.site_helpers import make_index, make_pyodide_dist, make_wheel, write_files

BUILT = "cp314-cp314-pyemscripten_2026_0_wasm32"
FOREIGN = "cp314-cp314-manylinux_2_17_x86_64"
NO_STATIC = StaticFiles(Path(), "", "", {}, frozenset())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    folder = tmp_path_factory.mktemp("index")
    made = folder / "made"
    source = write_files(made, {"sourceful-1.0.tar.gz": b"never opened"}) / "sourceful-1.0.tar.gz"
    broken = made / "broken-1.0-py3-none-any.whl"
    broken.write_bytes(b"PK\x03\x04 no zip")
    requires = """\
leaf>=1
only-there; sys_platform == "emscripten"
only-here; sys_platform != "emscripten"
for-new; python_version >= "3.14"
"""
    files = [
        make_wheel(made, "tree", {"tree/__init__.py": ""}, requires=requires),
        make_wheel(made, "leaf", {"leaf.py": "", "leaf.js": ""}, version="1.0"),
        make_wheel(made, "leaf", {"leaf.py": "", "leaf.js": ""}, version="2.0"),
        make_wheel(made, "only-there", {"only_there.py": ""}),
        make_wheel(made, "only-here", {"only_here.py": ""}),
        make_wheel(made, "for-new", {"for_new.py": ""}),
        make_wheel(made, "suite", {"suite.py": ""}, requires="dash>=3\nFlask<3.2\nleaf"),
        make_wheel(made, "oldsuite", {"oldsuite.py": ""}, requires="dash<3"),
        make_wheel(made, "fast", {"fast.py": ""}, version="1.0", tag=BUILT),
        make_wheel(made, "fast", {"fast.py": ""}, version="3.0", tag=FOREIGN),
        make_wheel(made, "foreign", {"foreign.py": ""}, tag=FOREIGN),
        make_wheel(made, "wants-foreign", {"w.py": ""}, requires="foreign"),
        make_wheel(made, "contrary", {"contrary.py": ""}, requires="leaf<2"),
        source,
        broken,
    ]
    with SiteServer({"": make_index(folder / "served", *files)}) as server:
        yield server


@pytest.fixture(autouse=True)
def pip_settings(index: SiteServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """pip's own configuration says where the index is."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_INDEX_URL", f"{index.url}simple")


def resolve(
    folder: Path, requirements: str, distribution: PyodideDistribution | None = None, **options: Any
) -> dict[str, Package]:
    write_files(folder, {"app.py": "", "requirements.txt": requirements})
    declaration = read_declaration(folder, folder / "app.py")
    packages = resolve_declaration(declaration, distribution, root=folder, **options)
    assert [package.name for package in packages] == sorted(package.name for package in packages)
    return {package.name: package for package in packages}


def refusal(folder: Path, requirements: str) -> PackageError:
    with pytest.raises(PackageError) as caught:
        resolve(folder, requirements)
    return caught.value


def test_exact_wheels_for_the_browser_with_their_hashes(tmp_path: Path) -> None:
    found = resolve(tmp_path, "tree\nsuite\nfast\n")
    versions = {name: package.version for name, package in found.items()}
    assert versions == {
        "fast": "1.0",
        "for-new": "1.0",
        "leaf": "2.0",
        "only-there": "1.0",
        "suite": "1.0",
        "tree": "1.0",
    }
    leaf, fast = found["leaf"], found["fast"]
    assert [name for name, _ in leaf.files] == ["leaf-2.0.dist-info/METADATA", "leaf.py"]
    assert leaf.folder is not None
    assert (leaf.folder / "leaf.js").is_file()
    assert (leaf.source, leaf.file) == ("index", "leaf-2.0-py3-none-any.whl")
    assert leaf.sha256 is not None
    assert leaf.wheel is None
    assert fast.wheel is not None
    assert fast.wheel.path is not None


def test_the_same_question_is_not_asked_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = resolve(tmp_path, "leaf==1.0")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    assert resolve(tmp_path, "leaf==1.0") == first


def test_a_local_wheel_brings_what_it_requires(tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels", "own", {"own.py": ""}, requires="leaf<2")
    found = resolve(tmp_path, "")
    assert {name: package.source for name, package in found.items()} == {
        "leaf": "index",
        "own": "local:wheels/own-1.0-py3-none-any.whl",
    }


def test_a_pyodide_distribution_takes_part(tmp_path: Path) -> None:
    made = tmp_path / "made"
    folder = make_pyodide_dist(
        tmp_path / "dist",
        make_wheel(made, "numeric", {"numeric/__init__.py": ""}, tag=BUILT),
        make_wheel(made, "helper", {"helper.py": ""}),
        make_wheel(made, "leaf", {"leaf.py": ""}, version="1.5"),
        make_wheel(made, "fast", {"fast.py": ""}, version="2.0", tag=BUILT),
        depends={"numeric": ["helper"]},
    )
    distribution = open_distribution(str(folder), NO_STATIC)
    found = resolve(tmp_path, "numeric\nleaf\nfast\n", distribution)
    # The newest that fits, whoever has it; the index has leaf 2.0 and, for others, fast 3.0.
    assert {name: (package.version, package.source) for name, package in found.items()} == {
        "fast": ("2.0", "pyodide"),
        "helper": ("1.0", "pyodide"),
        "leaf": ("2.0", "index"),
        "numeric": ("1.0", "pyodide"),
    }
    numbers = found["numeric"].wheel
    assert numbers is not None
    assert numbers.path == folder / f"numeric-1.0-{BUILT}.whl"
    assert numbers.needs == ("helper",)
    assert found["helper"].wheel is None
    (folder / f"numeric-1.0-{BUILT}.whl").write_bytes(b"PK other bytes")
    with pytest.raises(PackageError) as caught:
        resolve(tmp_path, "numeric\nhelper\n", distribution)
    assert caught.value.what.startswith(f"numeric-1.0-{BUILT}.whl is not the file that was meant")


@pytest.mark.parametrize(
    ("requirements", "what", "where"),
    [
        ("leaf\nnowhere-to-be-had\n", "There is no package nowhere-to-be-had.", "txt:2"),
        ("leaf==7", "No version of leaf for the browser fits `leaf==7`.", "txt:1: leaf==7"),
        ("foreign", "The package foreign cannot run in the browser", "txt:1: foreign"),
        ("sourceful", "The package sourceful cannot run in the browser", "txt:1: sourceful"),
        ("wants-foreign", "The package foreign cannot run", "required by wants-foreign"),
        ("leaf==2.0\ncontrary", "requirements.txt contradict each other", "depends on leaf<2"),
        ("oldsuite", "A package wants another dash than pyrt is.", "depends on dash<3"),
        ("broken", "broken-1.0-py3-none-any.whl is damaged", ""),
        (f"leaf==2.0 --hash=sha256:{'0' * 64}", "is not the file that was meant", "txt:1"),
    ],
)
def test_what_cannot_be_had_is_told_apart(
    tmp_path: Path, requirements: str, what: str, where: str
) -> None:
    error = refusal(tmp_path, requirements)
    assert what in error.what
    assert where in (error.where or "")
    assert error.hint


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("own-1.0-py3-none-any.whl", b"PK\x03\x04", "wheels/own-1.0-py3-none-any.whl is damaged"),
        (f"own-1.0-{FOREIGN}.whl", b"", "was built for another machine"),
        ("own.whl", b"", "is not named like a wheel"),
    ],
)
def test_a_local_wheel_that_is_no_use_is_named(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    write_files(tmp_path, {f"wheels/{name}": content})
    assert what in refusal(tmp_path, "").what


def test_an_index_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{unused.getsockname()[1]}/simple")
        error = refusal(tmp_path, "leaf")
    assert error.what == "The package index cannot be reached."
    assert "127.0.0.1" in (error.where or "")


def test_nothing_requested_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    assert resolve_declaration(Declaration("requirements.txt"), None, root=tmp_path) == ()
