"""The forms an app may have; each is the script as its author runs it under Dash."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.testing.app import PyrtApp

HEAD = """
from dash import Dash, Input, Output, callback, html
"""
BODY = """
app.layout = html.Div([html.Button("go", id="go", n_clicks=0), html.Div(id="out")])


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    return f"clicked {n}"
"""

FORMS = {
    "with a main guard": HEAD
    + "app = Dash(__name__)"
    + BODY
    + '\nif __name__ == "__main__":\n    app.run(debug=False)\n',
    "without a main guard": HEAD + "app = Dash(__name__)" + BODY + "\napp.run(port=8051)\n",
    "only defining app": HEAD + "app = Dash()" + BODY,
    "with a server for gunicorn": HEAD + "app = Dash(__name__)\nserver = app.server" + BODY,
    "with top-level await": HEAD + "import asyncio\nawait asyncio.sleep(0)\napp = Dash()" + BODY,
    "callbacks on the app": HEAD + "app = Dash()" + BODY.replace("@callback", "@app.callback"),
    "the layout made in main": HEAD
    + "app = Dash(__name__)\ndef main():\n"
    + "    app.layout = html.Div([html.Button('go', id='go', n_clicks=0), html.Div(id='out')])\n"
    + "    app.run()\n"
    + BODY.partition("\n\n\n")[2]
    + "\nif __name__ == '__main__':\n    main()\n",
    "importing pyrt by its name": HEAD.replace("from dash", "from pyrt") + "app = Dash()" + BODY,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_script_runs_unmodified(pyrt_app: PyrtApp, form: str) -> None:
    pyrt_app.start_app(FORMS[form])
    pyrt_app.wait_for_text_to_equal("#out", "clicked 0")
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_text_to_equal("#out", "clicked 1")


def test_dash_and_pyrt_are_the_same_modules(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(
        """
import dash, pyrt
import dash.exceptions, pyrt.exceptions
import dash.development.base_component as component
from dash.dependencies import Input
from pyrt.dependencies import Input as SameInput

assert dash.Dash is pyrt.Dash and dash.exceptions is pyrt.exceptions and Input is SameInput
app = dash.Dash()
app.layout = dash.html.Div(component.__name__ + " " + dash.__name__, id="out")
"""
    )
    assert "pyrt" in pyrt_app.find_element("#out").text


def test_the_named_app_of_several_runs(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    (tmp_path / "two.py").write_text(
        "from dash import Dash, html\n"
        "first = Dash('first'); first.layout = html.Div('one', id='out')\n"
        "second = Dash('second'); second.layout = html.Div('two', id='out')\n"
    )
    pyrt_app.start_app(f"{tmp_path / 'two.py'}:second")
    pyrt_app.wait_for_text_to_equal("#out", "two")


def test_modules_and_data_files_beside_the_script_are_found(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(
        """
from pathlib import Path
from dash import Dash, html
from helpers.text import shout

app = Dash(__name__)
app.layout = html.Div([
    html.P(shout(open("data/greeting.txt").read()), id="relative"),
    html.P(Path(__file__).with_name("data").joinpath("greeting.txt").read_text(), id="absolute"),
])
""",
        files={
            "helpers/__init__.py": "",
            "helpers/text.py": "def shout(text):\n    return text.upper()\n",
            "data/greeting.txt": "hello",
        },
    )
    pyrt_app.wait_for_text_to_equal("#relative", "HELLO")
    pyrt_app.wait_for_text_to_equal("#absolute", "hello")


def test_prints_go_to_the_console_with_their_level(pyrt_app: PyrtApp) -> None:
    lines: list[tuple[str, str]] = []
    pyrt_app.page.on("console", lambda message: lines.append((message.type, message.text)))
    pyrt_app.start_app(
        """
import sys
from dash import Dash, html
print("hello from the app")
print("something is odd", file=sys.stderr)
app = Dash()
app.layout = html.Div("x")
"""
    )
    assert ("log", "hello from the app") in lines
    assert ("warning", "something is odd") in lines
