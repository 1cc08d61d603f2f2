"""The wheel is all a user has: no checkout, no Node, no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from importlib.metadata import distribution, files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

APP = """
from dash import Dash, Input, Output, callback, dcc, html

app = Dash()
app.layout = [dcc.Input(id="name"), html.P(id="greeting")]


@callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    return f"Hello {name}"


app.run()
"""


BACKEND = ("hatchling", "packaging", "pathspec", "pluggy", "trove-classifiers")
"""What pip would install to build the wheel."""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As pip makes it: by a Python in which there is the build backend and no pyrt."""
    folder = tmp_path_factory.mktemp("wheel")
    backend = tmp_path_factory.mktemp("backend")
    for name in BACKEND:
        for top in {file.parts[0] for file in files(name) or ()} - {".."}:
            (backend / top).symlink_to(distribution(name).locate_file(top))
    made = subprocess.run(
        [
            *(Path(sys.base_prefix) / "bin/python3", "-m", "hatchling", "build"),
            *("--target", "wheel", "--directory", folder),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(backend)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own, as `pip install` would lay it out."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_every_prebuilt_file_as_the_manifest_says(installed: Path) -> None:
    static = installed / "pyrt/_static"
    listed = json.loads((static / "manifest.json").read_text("utf-8"))["files"]
    found = {path.relative_to(static).as_posix(): path for path in static.rglob("*.*")}
    del found["manifest.json"]
    assert found.keys() == listed.keys()
    for name, path in found.items():
        assert sha256(path.read_bytes()).hexdigest() == listed[name]["sha256"], name


def test_the_wheel_tells_editors_about_the_components(installed: Path) -> None:
    assert (installed / "pyrt/py.typed").is_file()
    for module in ("html", "dcc", "dash_table"):
        assert "class " in (installed / f"pyrt/{module}/__init__.pyi").read_text("utf-8")


def test_the_wheel_is_small_enough_to_install_without_thinking(wheel: Path) -> None:
    assert wheel.stat().st_size < 22_000_000


def test_the_installed_package_builds_a_site_without_node(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP, "utf-8")
    built = subprocess.run(
        [sys.executable, "-m", "pyrt.cli", "build", "app.py", "-o", "site"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PATH": ""},
        text=True,
        capture_output=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "site/index.html").is_file()
    assert list(tmp_path.glob("site/_pyrt/*/worker.js"))
