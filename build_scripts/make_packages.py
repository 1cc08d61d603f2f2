"""Compiles the packages that an app may expect beside Dash: plotly, and what plotly needs.

Of plotly only what can run in a page is kept; it shrinks to a quarter.  A package is used by a
site when the app imports it (`pyrt/build/prebuilt.py`); an app that does not never sees it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import Parser

from packaging.requirements import Requirement

import vendor
from make_runtime import STDLIB, compile_archive
from paths import CACHE, STATIC
from steps import empty_folder

FOLDER = STATIC / "packages"
INDEX = FOLDER / "index.json"
SITE_PACKAGES = "/lib/python3.14/site-packages"


@dataclass(frozen=True, slots=True)
class Source:
    """One wheel, and what of it a page has no use for."""

    wheel: vendor.Wheel
    cut: tuple[str, ...] = ()
    without_docs: tuple[str, ...] = ()
    """Files whose docstrings are most of their size."""


SOURCES = (
    Source(
        vendor.PLOTLY,
        cut=(
            # The page has plotly.js already; notebooks are elsewhere; there is no matplotlib.
            "plotly/package_data/plotly.min.js",
            "plotly/package_data/widgetbundle.js",
            "plotly/labextension/",
            "plotly/matplotlylib/",
        ),
        # Generated: the same text about every property, in three places.
        without_docs=("plotly/graph_objs/",),
    ),
    Source(
        vendor.NARWHALS,
        # Databases and clusters.
        cut=(
            "narwhals/_dask/",
            "narwhals/_duckdb/",
            "narwhals/_ibis/",
            "narwhals/_spark_like/",
            "narwhals/testing/",
        ),
        without_docs=("narwhals/",),
    ),
    Source(vendor.PACKAGING),
)


def make_packages() -> None:
    """`packages/<name>.zip` of each, laid out as site-packages, and the index of them."""
    empty_folder(FOLDER)
    index = {}
    for source in SOURCES:
        wheel = source.wheel
        chosen = CACHE / f"{wheel.project}_sources.zip"
        with zipfile.ZipFile(wheel.path) as old, zipfile.ZipFile(chosen, "w") as new:
            names = list(_kept(old, source))
            for name in names:
                new.writestr(name, old.read(name))
            info = old.read(f"{wheel.project}-{wheel.version}.dist-info/METADATA").decode()
        archive = FOLDER / f"{wheel.project}.zip"
        compile_archive(chosen, archive, SITE_PACKAGES, STDLIB, without_docs=source.without_docs)
        index[wheel.project] = {
            "version": wheel.version,
            "modules": sorted(
                {name.partition("/")[0] for name in names if ".dist-info/" not in name}
            ),
            "requires": sorted(_required(info)),
        }
    INDEX.write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def _kept(wheel: zipfile.ZipFile, source: Source) -> Iterator[str]:
    for name in wheel.namelist():
        top = name.partition("/")[0]
        if name.endswith(("/", ".pyi")) or name.startswith(source.cut) or top.endswith(".data"):
            continue
        # `importlib.metadata` reads it, and plotly asks for its own version there.
        if not top.endswith(".dist-info") or name == f"{top}/METADATA":
            yield name


def _required(metadata: str) -> Iterator[str]:
    for line in Parser().parsestr(metadata).get_all("Requires-Dist", []):
        requirement = Requirement(line)
        if requirement.marker is None:
            yield requirement.name
