"""A component library as byte code, and as sources where nothing can compile it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.compiled import find_node
from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp

APP = """
import sys
import time
from importlib.metadata import version

from dash import Dash, html

start = time.perf_counter()
import dash_mantine_components as dmc
seconds = time.perf_counter() - start
print(f"imported in {seconds:.2f} s")

import dash_mantine_components.Button

Button = sys.modules["dash_mantine_components.Button"]

app = Dash(__name__)
app.layout = dmc.MantineProvider(
    [
        dmc.Button("a button", id="button"),
        html.Div(Button.__file__, id="loaded"),
        html.Div(version("dash-mantine-components"), id="version"),
    ]
)
"""


@pytest.mark.parametrize("ending", [".pyc", ".py"])
def test_a_library_runs_from_byte_code_and_from_sources(
    pyrt_app: PyrtApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    (tmp_path / "app.py").write_text(APP)
    assert find_node() is not None
    if ending == ".py":
        monkeypatch.setattr("pyrt.build.compiled.find_node", lambda: None)
        monkeypatch.setattr("pyrt.build.compiled.compiled_cache", lambda: tmp_path / "none")
    result = build_site(tmp_path / "app.py", tmp_path / "site")
    with SiteServer({"": result.out}) as server:
        pyrt_app.page.goto(server.url)
        pyrt_app.wait_for_ready()
        pyrt_app.wait_for_text_to_equal("#button", "a button")
        folder = "/lib/python3.14/site-packages/dash_mantine_components/"
        assert pyrt_app.find_element("#loaded").text == f"{folder}Button{ending}"
        assert pyrt_app.find_element("#version").text in " ".join(result.packages)
        pyrt_app.page.goto("about:blank")
