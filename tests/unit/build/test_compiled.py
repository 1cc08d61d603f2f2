"""Which packages ship as byte code, and what happens where they cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pyrt.build import compiled
from pyrt.build.compiled import compile_packages, find_node
from pyrt.build.packages import Package, pack_packages
from pyrt.build.static import StaticFiles, load_static
from tests.unit.site_helpers import write_files


@pytest.fixture
def static_with_loader(static: Path) -> StaticFiles:
    found = load_static(static)
    hashes = found.hashes | {"compiler/zip_pyc.py": "", "runtime/pyodide/pyodide.asm.wasm": "1"}
    return StaticFiles(found.root, found.version, found.build, hashes, found.image_modules)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr(compiled, "compiled_cache", lambda: folder)
    return folder


@pytest.fixture
def package(tmp_path: Path) -> Package:
    write_files(tmp_path, {"lib.py": "x = 1\n"})
    return Package("lib", "1.0", (("lib.py", tmp_path / "lib.py"),))


def fake_node(folder: Path, body: str) -> str:
    """Takes the arguments of `compile.mjs`, in the place of a Node that is not asked for here."""
    path = folder / "node"
    path.write_text(f"#!{sys.executable}\nimport json, shutil, sys\n{body}")
    path.chmod(0o755)
    return str(path)


NODE = """
if "--version" in sys.argv:
    print("v22.1.0")
else:
    for job in json.loads(open(sys.argv[-1]).read()):
        shutil.copyfile(job["source"], job["target"])
    open(__file__ + ".ran", "a").write("x")
"""


def test_a_package_is_compiled_once_and_ships_in_the_place_of_its_sources(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    static_with_loader: StaticFiles,
    package: Package,
) -> None:
    monkeypatch.setenv("PYRT_NODE", fake_node(tmp_path, NODE))
    for _ in range(2):
        found = compile_packages([package], static_with_loader)
        assert found.problem is None and list(found.archives) == ["lib"]
    assert (tmp_path / "node.ran").read_text() == "x"
    (tmp_path / "lib.py").write_text("x = 2\n")
    compile_packages([package], static_with_loader)
    assert (tmp_path / "node.ran").read_text() == "xx"
    assert pack_packages((package,), found.archives) is not None


def test_a_package_that_reads_its_sources_keeps_them(
    static_with_loader: StaticFiles, package: Package, tmp_path: Path
) -> None:
    (tmp_path / "lib.py").write_text("import inspect\ninspect.getsource(print)\n")
    found = compile_packages([package], static_with_loader)
    assert found.problem is None and found.archives == {}


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        ("print('v18.0.0')\n", "no Node 20 or newer"),
        ("print('v22.0.0') if len(sys.argv) == 2 else sys.exit('out of luck')\n", "out of luck"),
    ],
    ids=["too old", "fails"],
)
def test_where_it_cannot_be_compiled_the_sources_ship_and_the_reason_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    static_with_loader: StaticFiles,
    package: Package,
    node: str,
    problem: str,
) -> None:
    monkeypatch.setenv("PYRT_NODE", fake_node(tmp_path, node))
    monkeypatch.setattr("shutil.which", lambda name, path=None: None)
    found = compile_packages([package], static_with_loader)
    assert found.archives == {}
    assert found.problem is not None and problem in found.problem
    assert (find_node() is None) == ("18" in node)


def test_the_node_that_playwright_brings_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYRT_NODE", raising=False)
    monkeypatch.setenv("PATH", "")
    node = find_node()
    assert node is not None and Path(node).parent.name == "driver"
