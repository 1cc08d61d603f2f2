"""Packages in C and Rust, whose modules share functions and objects with Python itself."""

from __future__ import annotations

from pathlib import Path

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from tests.browsers.ear import prepare
from tests.browsers.tab import Tab
from tests.unit.site_helpers import write_files

FILES = {
    "requirements.txt": "bitarray\npydantic\n",
    "app.py": """
from ctypes import c_void_p

from bitarray import bitarray
from dash import Dash, Input, Output, callback, html
from pydantic import BaseModel, ValidationError


class Item(BaseModel):
    name: str
    size: int = 3


app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go", n_clicks=0), html.Div(id="out")])


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    try:
        return repr(Item(name=n))
    except ValidationError as error:
        return f"{error.error_count()} {Item(name='x')!r} {bitarray('01') * n} {same_iter()}"


def same_iter():
    # Both types of iterators point to one function of Python's, which stands in the table once.
    tp_iter = 108
    iterators = (iter(bitarray()), iter([]))
    ours, other = (c_void_p.from_address(id(type(it)) + tp_iter).value for it in iterators)
    return ours == other
""",
}


def test_a_compiled_package_shares_functions_with_python(tab: Tab, tmp_path: Path) -> None:
    site = build_site(write_files(tmp_path / "app", dict(FILES)), tmp_path / "site").out
    prepare(site)
    with SiteServer({"": site}) as server:
        tab.goto(server.url)
        tab.ready()
        tab.click("#go")
        tab.wait(
            "document.querySelector('#out').textContent",
            "1 Item(name='x', size=3) bitarray('01') True",
        )
        tab.goto("about:blank")
