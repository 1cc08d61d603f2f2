"""A Pyodide distribution: its lock, what imports need from it, its files with their hashes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyrt.build.environment import Environment
from pyrt.build.errors import PackageError
from pyrt.build.imports import ExternalImport
from pyrt.build.packages import wheels_in_order
from pyrt.build.pyodide_dist import LOCK_FILE, open_distribution
from pyrt.build.resolve import PackageSources, resolve_packages
from pyrt.build.serve import SiteServer
from pyrt.build.static import PACKAGED, StaticFiles
from pyrt.build.target import PYODIDE_VERSION
from tests.unit.site_helpers import distribution, make_pyodide_dist, make_wheel

BUILT = "cp314-cp314-pyemscripten_2026_0_wasm32"
STATIC = StaticFiles(PACKAGED, "", "", {}, frozenset())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "made"
    return make_pyodide_dist(
        tmp_path / "dist",
        make_wheel(made, "numeric", {"numeric/__init__.py": ""}, tag=BUILT),
        make_wheel(made, "frames", {"frames/__init__.py": ""}, tag=BUILT),
        make_wheel(made, "helper", {"helper.py": ""}),
        depends={"frames": ["numeric", "helper"]},
    )


def sources(folder: Path | str, env: Path, *, cdn: bool = False) -> PackageSources:
    return PackageSources(
        environment=Environment([str(env)]),
        distribution=open_distribution(str(folder), STATIC),
        cdn=cdn,
    )


def wants(*names: str) -> list[ExternalImport]:
    return [ExternalImport("app.py", line, name, False) for line, name in enumerate(names, 1)]


def test_an_import_that_is_not_installed_comes_with_what_it_depends_on(
    folder: Path, tmp_path: Path
) -> None:
    found = resolve_packages(wants("frames.part"), sources(folder, tmp_path / "env"))
    assert [package.name for package in found] == ["frames", "helper", "numeric"]
    assert [wheel.file.partition("-")[0] for wheel in wheels_in_order(found)] == [
        "numeric",
        "frames",
    ]


def test_compiled_code_of_this_machine_gives_way_to_the_browsers(
    folder: Path, tmp_path: Path
) -> None:
    env = tmp_path / "env"
    distribution(env, "numeric", {"numeric/core.so": ""}, version="9.9")
    distribution(env, "pure", {"pure.py": ""}, requires="numeric")
    found = resolve_packages(wants("pure"), sources(folder, env))
    assert {package.name: (package.version, package.source) for package in found} == {
        "numeric": ("1.0", "pyodide"),
        "pure": ("1.0", "environment"),
    }


def test_at_an_address_its_packages_are_fetched_or_stay_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyrt.build.pyodide_dist.download_cache", lambda: tmp_path / "cache")
    env = tmp_path / "env"
    with SiteServer({"": folder}) as server:
        stays = resolve_packages(wants("frames"), sources(server.url, env, cdn=True))
        assert not (tmp_path / "cache").exists()
        fetched = resolve_packages(wants("frames"), sources(server.url, env))
        url = server.url
    urls = [wheel.url for wheel in wheels_in_order(stays)]
    # The pure one stays as well.
    assert sorted(urls, key=str) == [
        f"{url}frames-1.0-{BUILT}.whl",
        f"{url}helper-1.0-py3-none-any.whl",
        f"{url}numeric-1.0-{BUILT}.whl",
    ]
    assert [wheel.path is not None for wheel in wheels_in_order(fetched)] == [True, True]
    offline = open_distribution(str(folder), STATIC)
    assert offline is not None
    offline.base = url  # nobody answers there any more: the cache does
    assert offline.fetch(offline.entries["frames"]).is_file()


def test_a_download_with_other_bytes_is_refused_and_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyrt.build.pyodide_dist.download_cache", lambda: tmp_path / "cache")
    (folder / "helper-1.0-py3-none-any.whl").write_bytes(b"PK other")
    with SiteServer({"": folder}) as server, pytest.raises(PackageError) as caught:
        resolve_packages(wants("helper"), sources(server.url, tmp_path / "env"))
    assert "helper-1.0-py3-none-any.whl is not the file that was meant" in caught.value.what
    assert caught.value.hint
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


def test_the_public_one_is_known_without_a_network() -> None:
    public = open_distribution(None, STATIC)
    assert public is not None
    assert PYODIDE_VERSION in str(public.url)
    assert public.providing("sklearn") == "scikit-learn"
    names = [entry.name for entry in public.closure(["pandas"])]
    assert names[-1] == "pandas"
    assert "numpy" in names


def refusal(where: Path | str, *, cdn: bool = False, name: str = "numeric") -> PackageError:
    with pytest.raises(PackageError) as caught:
        resolve_packages(wants(name), sources(where, Path("nowhere"), cdn=cdn))
    return caught.value


def test_what_is_wrong_with_a_distribution_is_said(folder: Path, tmp_path: Path) -> None:
    assert refusal(tmp_path).what == "No pyodide-lock.json in the Pyodide distribution."
    assert refusal(folder, cdn=True).what == "--cdn needs a Pyodide distribution at an address."
    error = refusal("http://127.0.0.1:9/dist")
    assert error.what == "The Pyodide distribution cannot be reached."
    assert error.where is not None
    assert error.where.startswith("http://127.0.0.1:9/dist/pyodide-lock.json")
    (folder / f"numeric-1.0-{BUILT}.whl").unlink()
    assert "has no file numeric-1.0" in refusal(folder).what
    lock = json.loads((folder / LOCK_FILE).read_text())
    del lock["packages"]["helper"]
    (folder / LOCK_FILE).write_text(json.dumps(lock))
    assert "has no helper, which frames depends on" in refusal(folder, name="frames").what
    lock["info"]["abi_version"] = "2025_0"
    (folder / LOCK_FILE).write_text(json.dumps(lock))
    assert "is for ABI 2025_0; this pyrt runs 2026_0" in refusal(folder).what
    (folder / LOCK_FILE).write_text("{}")
    assert "it lacks info or packages" in refusal(folder).what
    (folder / LOCK_FILE).write_text("<!doctype html>")
    assert "pyodide-lock.json is no JSON" in refusal(folder).what
