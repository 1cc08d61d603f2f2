"""The app of the tests of how a site starts, and where its files are."""

from pathlib import Path

from pyrt.build.site import build_site
from pyrt.version import PYRT_VERSION

APP = """
from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="out")])


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    return f"clicked {n}"
"""
RUNTIME = f"_pyrt/{PYRT_VERSION}"


def built(folder: Path, app: str = APP) -> Path:
    """The site of an app that is one script."""
    (folder / "app.py").write_text(app)
    return build_site(folder / "app.py", folder / "out").out
