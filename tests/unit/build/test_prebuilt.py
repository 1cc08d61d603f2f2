"""When a site carries the compiled plotly, and when the one that is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyrt.build.environment import Environment
from pyrt.build.errors import PackageError
from pyrt.build.site import build_site
from tests.unit.site_helpers import HELLO, distribution, site_config, write_files, write_static

PLOTS = HELLO + "\n\ndef draw():\n    import plotly.graph_objects\n"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    return write_files(tmp_path / "environment", {"readme": ""})


def install_plotly(installed: Path, version: str) -> None:
    files: dict[str, str | bytes] = {"plotly/__init__.py": "", "_plotly_utils/__init__.py": ""}
    distribution(installed, "plotly", files, version=version, requires="narwhals\npackaging")
    distribution(installed, "packaging", {"packaging/__init__.py": ""}, version="26")


def install_narwhals(installed: Path, version: str) -> None:
    distribution(installed, "narwhals", {"narwhals/__init__.py": ""}, version=version)


def built(
    tmp_path: Path, installed: Path, app: str = PLOTS, **files: str
) -> tuple[list[str], list[str]]:
    """(packages of the site with versions, prebuilt archives it loads)."""
    write_files(tmp_path / "app", {"app.py": app, **files})
    result = build_site(
        tmp_path / "app",
        tmp_path / "site",
        static=write_static(tmp_path / "static"),
        environment=Environment([str(installed)]),
    )
    config = site_config(tmp_path / "site")
    carried = {path for path in result.files if "/packages/" in path}
    assert carried == {config["runtime"] + path for path in config["prebuilt"]}
    lock = json.loads((tmp_path / "site/pyrt-lock.json").read_text())["packages"]
    locked = {f"{entry['name']} {entry['version']}": entry["source"] for entry in lock}
    assert sorted(locked) == list(result.packages)
    assert list(locked.values()).count("pyrt") == len(config["prebuilt"])
    return list(result.packages), config["prebuilt"]


def test_an_app_without_plotly_carries_nothing_of_it(tmp_path: Path, installed: Path) -> None:
    install_plotly(installed, "7")
    assert built(tmp_path, installed, HELLO) == ([], [])


def test_without_plotly_installed_the_compiled_one_is_there(
    tmp_path: Path, installed: Path
) -> None:
    assert built(tmp_path, installed) == (
        ["narwhals 2", "packaging 26", "plotly 7"],
        ["packages/narwhals.zip", "packages/packaging.zip", "packages/plotly.zip"],
    )


def test_the_same_version_installed_gives_way_to_the_compiled_one(
    tmp_path: Path, installed: Path
) -> None:
    install_plotly(installed, "7")
    install_narwhals(installed, "2")
    packages, prebuilt = built(tmp_path, installed)
    assert packages == ["narwhals 2", "packaging 26", "plotly 7"]
    assert len(prebuilt) == 3


def test_another_version_installed_is_the_one_that_ships(tmp_path: Path, installed: Path) -> None:
    install_plotly(installed, "6.1")
    install_narwhals(installed, "2")
    assert built(tmp_path, installed) == (
        ["narwhals 2", "packaging 26", "plotly 6.1"],
        ["packages/narwhals.zip", "packages/packaging.zip"],
    )


def test_a_requirement_of_another_version_goes_with_the_compiled_plotly(
    tmp_path: Path, installed: Path
) -> None:
    install_plotly(installed, "7")
    install_narwhals(installed, "1.9")
    assert built(tmp_path, installed) == (
        ["narwhals 1.9", "packaging 26", "plotly 7"],
        ["packages/packaging.zip", "packages/plotly.zip"],
    )


def test_who_declares_dash_has_the_compiled_plotly(tmp_path: Path, installed: Path) -> None:
    # Whatever is installed: a declaration makes the site independent of it.
    install_plotly(installed, "6.1")
    packages, _ = built(tmp_path, installed, **{"requirements.txt": "dash>=3\n"})
    assert packages == ["narwhals 2", "packaging 26", "plotly 7"]


def test_a_declaration_without_dash_has_no_plotly(tmp_path: Path, installed: Path) -> None:
    with pytest.raises(PackageError, match="declares provides `plotly`"):
        built(tmp_path, installed, **{"requirements.txt": "# nothing\n"})


@pytest.mark.parametrize("line", ["import plotly.express as px", "from plotly import express"])
def test_plotly_express_comes_with_what_it_needs(
    tmp_path: Path, installed: Path, line: str
) -> None:
    distribution(installed, "numpy", {"numpy/__init__.py": ""})
    distribution(installed, "pandas", {"pandas/__init__.py": ""})
    packages, _ = built(tmp_path, installed, f"{HELLO}\n\ndef draw():\n    {line}\n")
    assert packages == ["narwhals 2", "numpy 1.0", "packaging 26", "pandas 1.0", "plotly 7"]


def test_plotly_express_without_numpy_is_an_error_of_the_build(
    tmp_path: Path, installed: Path
) -> None:
    with pytest.raises(PackageError, match="numpy") as caught:
        built(tmp_path, installed, "import plotly.express\n" + HELLO)
    assert "app.py:1" in str(caught.value)
