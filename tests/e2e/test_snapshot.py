"""`pyrt build --snapshot`: a start image of the app's own, with its packages imported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Request

from pyrt.build.errors import ImageError
from pyrt.build.serve import SiteServer
from pyrt.build.site import BuildResult, build_site
from pyrt.testing.app import PyrtApp

APP = """
import sys

looked_for = {"plotly.graph_objs._scatter", "dash_bootstrap_components", "app_parts"}
before = sorted(looked_for & {*sys.modules})

import random
import dash_bootstrap_components as dbc
import plotly.graph_objects as go
from app_parts import title
from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__, title=title)
app.layout = html.Div([dbc.Alert("hello", id="hello"), html.Div(id="out"), dcc.Graph(id="graph")])


@callback(Output("out", "children"), Output("graph", "figure"), Input("hello", "is_open"))
def show(is_open):
    return f"{before} {random.random()}", go.Figure(go.Scatter(y=[1, 3, 2]))
"""
IMPORTED = "['dash_bootstrap_components', 'plotly.graph_objs._scatter']"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    folder = tmp_path_factory.mktemp("snapshot")
    (folder / "app.py").write_text(APP)
    (folder / "app_parts.py").write_text("title = 'parts'\n")
    return build_site(folder / "app.py", folder / "site", snapshot=True)


@pytest.fixture
def url(built: BuildResult) -> Iterator[str]:
    with SiteServer({"": built.out}) as server:
        yield server.url


def shown(app: PyrtApp, url: str) -> str:
    app.page.goto(url)
    app.wait_for_ready()
    app.wait_for_element("#graph .trace.scatter")
    return app.find_element("#out").text


def test_a_page_has_its_packages_before_its_first_line_runs(pyrt_app: PyrtApp, url: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.partition("?")[0].rpartition("/")[2])

    pyrt_app.page.context.on("request", note)
    first, second = shown(pyrt_app, url), shown(pyrt_app, url)
    assert first.startswith(IMPORTED)
    assert second.startswith(IMPORTED)
    assert first != second  # random numbers are each page's own
    assert "start_image.gz" in asked
    # What the packages need of these lies in the image.
    assert not {"python_stdlib.zip", "pyrt.zip"} & {*asked}


def test_the_site_has_that_image_and_no_other(built: BuildResult) -> None:
    images = [name for name in built.files if name.endswith("start_image.gz")]
    assert images == ["_pyrt/start_image.gz"]


def test_a_damaged_one_is_not_used(pyrt_app: PyrtApp, url: str) -> None:
    pyrt_app.page.context.route(
        "**/start_image.gz*", lambda route: route.fulfill(body=b"\x1f\x8b damaged")
    )
    said: list[str] = []
    pyrt_app.page.on("console", lambda message: said.append(message.text))
    assert shown(pyrt_app, url).startswith("[]")
    assert len([text for text in said if "starts without its start image" in text]) == 1
    assert not [text for text in said if "Task was destroyed" in text]


def test_without_a_browser_the_build_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "app_parts.py").write_text("title = 'parts'\n")
    monkeypatch.setenv("PYRT_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(ImageError, match="made in Chromium, and there is none") as caught:
        build_site(tmp_path / "app.py", tmp_path / "site", snapshot=True)
    assert "without --snapshot" in str(caught.value)
    assert not (tmp_path / "site").exists()
