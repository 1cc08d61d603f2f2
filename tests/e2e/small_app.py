"""The app of the tests of how a site starts, and where its files are."""

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
