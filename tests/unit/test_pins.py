"""Versions that are written in more than one place agree."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import make_packages
import vendor
from pyrt.version import DASH_VERSION, PYRT_VERSION

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_package_knows_its_own_version() -> None:
    assert PROJECT["version"] == PYRT_VERSION


def test_we_behave_like_the_dash_whose_bundles_we_ship() -> None:
    assert vendor.DASH.version == DASH_VERSION


def test_tests_compare_with_the_dash_and_plotly_whose_bundles_we_ship() -> None:
    dev = PROJECT["optional-dependencies"]["dev"]
    assert f"dash[async,diskcache]=={vendor.DASH.version}" in dev
    assert f"plotly=={vendor.PLOTLY.version}" in dev


def test_the_compiled_packages_run_in_this_environment_too() -> None:
    # Else a test app would get what is installed here, and nobody would try the compiled ones.
    for source in make_packages.SOURCES:
        assert metadata.version(source.wheel.project) == source.wheel.version


def test_npm_packages_are_pinned_exactly() -> None:
    versions = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert [name for name, at in versions.items() if not re.fullmatch(r"[0-9.]+", at)] == []


def test_the_npm_lock_file_names_no_download_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
