"""An app as one HTML file, opened from the disk."""

from __future__ import annotations

from pathlib import Path

from pyrt.build.single_file import build_single_file
from tests.browsers.ear import prepare
from tests.browsers.tab import Tab

APP = """
from dash import Dash, Input, Output, callback, clientside_callback, dcc, html

app = Dash()
app.layout = html.Div([
    html.Button("go", id="go"), html.Div(id="out"), html.Div(id="client"),
    dcc.Slider(0, 5, id="late"), html.Img(src=app.get_asset_url("a.svg"), id="picture"),
])


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    return f"clicked {n}"


clientside_callback("(n) => `seen ${n}`", Output("client", "children"), Input("go", "n_clicks"))
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect/></svg>'


def test_an_app_works_from_its_file(tab: Tab, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    (tmp_path / "assets/a.svg").write_text(SVG, encoding="utf-8")
    built = build_single_file(tmp_path / "app.py", tmp_path / "out/app.html")
    prepare(tmp_path / "out")
    tab.goto(built.out.as_uri())
    tab.ready()
    tab.shows("#out", "clicked None")
    tab.click("#go")
    tab.shows("#out", "clicked 1")
    tab.shows("#client", "seen 1")
    assert tab.js("document.querySelectorAll('.dash-slider-thumb, [role=slider]').length") > 0
    assert tab.js("document.getElementById('picture').naturalWidth") == 30
    tab.goto("about:blank")
