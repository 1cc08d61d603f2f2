"""Packages from everywhere in one app, as users have them; and a wheel that was tampered with.

pydantic and its compiled core come from the package index that pip is configured with.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pyrt.build.pip_run import download
from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from tests.unit.site_helpers import make_index, make_pyodide_dist, make_wheel, write_files

REQUIREMENTS = """\
--extra-index-url URLindex/simple
dash==2.9.3
gunicorn
pydantic
leaf
helper; sys_platform == "emscripten"
never; sys_platform != "emscripten"
"""

APP = """\
from importlib.metadata import version

import helper
import leaf
import micropip
import own.data
import pydantic_core
from dash import Dash, Input, Output, callback, html
from local.part import local_name
from pydantic import BaseModel


class Point(BaseModel):
    x: int


with open("data.csv") as file:
    rows = file.read().split()
found = [Point(x="3").x, leaf.NAME, helper.NAME, own.data.text(), local_name, *rows]
app = Dash(__name__)
app.layout = html.Div([
    html.Div(" ".join(map(str, found)), id="found"),
    html.Div(str(version("pydantic-core") == pydantic_core.__version__), id="compiled"),
    html.Button("late", id="late"),
    html.Div(id="out"),
])


@callback(Output("out", "children"), Input("late", "n_clicks"), prevent_initial_call=True)
async def install(n):
    micropip.set_index_urls(["URLindex/simple/{package_name}/"])
    await micropip.install("late>=1")
    import late

    return f"{late.NAME} {version('late')}"
"""

KEPT_APART = """\
import importlib

from dash import Dash, Input, Output, callback, html
from pydantic import BaseModel


class Point(BaseModel):
    x: int


app = Dash(__name__)
app.layout = html.Div([
    html.Div(f"{Point(x='3').x} {importlib.import_module('late').NAME}", id="found"),
    html.Button("more", id="more"),
    html.Div(id="out"),
])


@callback(Output("out", "children"), Input("more", "n_clicks"), prevent_initial_call=True)
async def install(n):
    import micropip

    await micropip.install("helper")
    return importlib.import_module("helper").NAME
"""


class Places:
    """One server with the index, the distribution and the sites: a real one of each would have
    to allow requests from other origins."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        made = folder / "made"
        make_index(
            folder / "index",
            make_wheel(made, "leaf", {"leaf.py": "NAME = 'leaf'"}),
            make_wheel(made, "late", {"late.py": "NAME = 'late'"}, requires="leaf"),
        )
        helper = make_wheel(made, "helper", {"helper.py": "NAME = 'helper'"})
        wheels = download(["pydantic"], folder / "real")
        pydantic = {wheel.name.partition("-")[0]: wheel for wheel in wheels}
        others = sorted(set(pydantic) - {"pydantic"})
        self.dist = make_pyodide_dist(
            folder / "dist", helper, *pydantic.values(), depends={"pydantic": others}
        )


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("packages")
    with SiteServer({"": folder}) as server:
        yield Places(folder, server.url)


def test_packages_from_everywhere(pyrt_app: PyrtApp, places: Places, tmp_path: Path) -> None:
    own = (
        "from importlib.resources import files\ndef text(): return (files('own') / 'x').read_text()"
    )
    make_wheel(
        tmp_path / "wheels", "own", {"own/__init__.py": "", "own/data.py": own, "own/x": "own"}
    )
    write_files(
        tmp_path,
        {
            "app.py": APP.replace("URL", places.url),
            "requirements.txt": REQUIREMENTS.replace("URL", places.url),
            "data.csv": "1\n2\n",
            "local/__init__.py": "",
            "local/part.py": "local_name = 'local'",
        },
    )
    site = places.folder / "site"
    build_site(tmp_path / "app.py", site, pyodide_dist=str(places.dist))
    pyrt_app.wait_for_page(f"{places.url}site/")
    pyrt_app.wait_for_text_to_equal("#found", "3 leaf helper own local 1 2")
    pyrt_app.wait_for_text_to_equal("#compiled", "True")
    pyrt_app.find_element("#late").click()
    pyrt_app.wait_for_text_to_equal("#out", "late 1.0")
    pyrt_app.check_errors()

    (wheel,) = (site / "_pyrt/wheels").glob("pydantic_core-*.whl")
    content = bytearray(wheel.read_bytes())
    content[len(content) // 2] ^= 1
    wheel.write_bytes(content)
    pyrt_app.expect_error(".")
    pyrt_app.page.reload()
    pyrt_app.page.wait_for_selector("html[data-pyrt=failed]", timeout=60_000)
    text = pyrt_app.page.inner_text("body")
    assert f"{wheel.name} could not be loaded" in text
    assert "is not the file that this page was built with" in text
    assert "Build again, publish the whole folder" in text


def test_packages_that_stay_at_their_distribution_and_requirements_at_the_start(
    pyrt_app: PyrtApp, places: Places, tmp_path: Path
) -> None:
    write_files(tmp_path, {"app.py": KEPT_APART})
    result = build_site(
        tmp_path / "app.py",
        places.folder / "cdn",
        pyodide_dist=f"{places.url}dist/",
        cdn=True,
        requirements=[
            f"{places.url}index/simple/{name}/{name}-1.0-py3-none-any.whl"
            for name in ("leaf", "late")
        ],
    )
    assert [name for name in result.files if name.endswith(".whl")] == []
    pyrt_app.wait_for_page(f"{places.url}cdn/")
    pyrt_app.wait_for_text_to_equal("#found", "3 late")
    pyrt_app.find_element("#more").click()
    pyrt_app.wait_for_text_to_equal("#out", "helper")
    pyrt_app.check_errors()
