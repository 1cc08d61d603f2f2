"""What an editor, a type checker and `help()` know of the component classes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pyrt import dash_table, dcc, html

ROOT = Path(__file__).resolve().parents[2]

GOOD = """
from typing import Any

from pyrt import Dash, Input, Output, callback, dash_table, dcc, html

app = Dash(__name__)
data: dict[str, Any] = {"data-kind": "x"}
page = html.Div(
    [
        "text",
        html.Button("go", id={"type": "button", "index": 1}, n_clicks=0, style={"color": "red"}),
        dcc.Dropdown(["a", "b"], "a", id="choice", multi=False, clearable=True),
        dcc.Slider(0, 10, step=2, value=4, updatemode="drag"),
        dcc.Graph(figure={"data": []}, responsive=True),
        dash_table.DataTable(data=[{"a": 1}], columns=[{"name": "a", "id": "a"}]),
        html.P(1.5, className="p", **data),
    ],
    id="page",
)
page.children = None
app.layout = page


@callback(Output("page", "children"), Input("choice", "value"))
def show(value: str) -> html.Div:
    return html.Div(value)
"""

BAD = {
    'html.Div(colour="red")': 'Unexpected keyword argument "colour" for "Div"',
    "html.Div(n_clicks='1')": 'Argument "n_clicks" to "Div" has incompatible type "str"',
    'dcc.Slider(updatemode="drop")': 'Argument "updatemode" to "Slider" has incompatible type',
    "dcc.Sldier()": 'has no attribute "Sldier"',
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What mypy, in its strict mode, says of a good app and of lines that are wrong."""
    folder = tmp_path_factory.mktemp("typed")
    (folder / "good.py").write_text(GOOD)
    (folder / "bad.py").write_text("\n".join(["from pyrt import dcc, html", *BAD]))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "good.py", "bad.py"],
        cwd=folder,
        env={**os.environ, "MYPYPATH": str(ROOT), "MYPY_FORCE_COLOR": "0"},
        text=True,
        capture_output=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_a_type_checker_accepts_good_code(checked: str) -> None:
    assert [line for line in checked.splitlines() if not line.startswith(("bad.py", "Found"))] == []


@pytest.mark.parametrize(("line", "message"), list(enumerate(BAD.values(), 2)))
def test_a_type_checker_finds_what_dash_would_refuse(checked: str, line: int, message: str) -> None:
    found = [text for text in checked.splitlines() if text.startswith(f"bad.py:{line}: error:")]
    assert len(found) == 1 and message in found[0]


def test_help_has_every_prop_with_its_documentation() -> None:
    text = html.Div.__doc__ or ""
    assert text.startswith("A Div component.\n")
    assert "- n_clicks (number; default 0):\n    An integer that represents the number" in text
    assert "- updatemode (a value equal to: 'mouseup', 'drag'; default 'mouseup')" in (
        dcc.Slider.__doc__ or ""
    )
    assert "- data (list of" in (dash_table.DataTable.__doc__ or "")


def test_the_stubs_name_every_class() -> None:
    for module in (html, dcc, dash_table):
        stub = Path(str(module.__file__)).with_suffix(".pyi").read_text("utf-8")
        named = {line.partition("(")[0].removeprefix("class ") for line in stub.splitlines()}
        functions = {name for name in module.__all__ if f"import {name} as {name}" in stub}
        assert set(module.__all__) <= named | functions
