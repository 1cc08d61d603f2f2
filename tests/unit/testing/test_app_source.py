"""From a Dash object made in a test to the script that makes it."""

from __future__ import annotations

import ast
import inspect
import json  # noqa: F401 - a module-level name that no app below uses
from pathlib import Path

import pytest

from pyrt import Dash, Input, Output, html
from pyrt.testing.app_source import AppScript, script_of

GREETING = "hello"
UNUSED = "never shipped"


def polite(name: str) -> str:
    return f"{GREETING} {name}"


class Recorder:
    """Stands where the fixture stands in a real test."""

    def __init__(self) -> None:
        self.script: AppScript | None = None

    def start_server(self, app: object, **arguments: object) -> None:
        frame = inspect.currentframe()
        assert frame is not None
        assert frame.f_back is not None
        self.script = script_of(app, frame.f_back, arguments)

    @property
    def text(self) -> str:
        assert self.script is not None
        ast.parse(self.script.text)
        return self.script.text


@pytest.fixture
def duo() -> Recorder:
    return Recorder()


def test_the_statements_before_the_call_and_what_they_use(duo: Recorder) -> None:
    app = Dash(__name__)
    app.layout = html.Div(polite("you"), id="out")
    duo.start_server(app)
    assert duo.text == (
        "from __future__ import annotations\n"
        "from pyrt import Dash, Input, Output, html\n"
        "GREETING = 'hello'\n"
        "\n"
        "def polite(name: str) -> str:\n"
        "    return f'{GREETING} {name}'\n"
        "app = Dash(__name__)\n"
        "app.layout = html.Div(polite('you'), id='out')\n"
    )
    assert duo.script is not None
    assert duo.script.attribute == "app"
    assert duo.script.folder == Path(__file__).parent


def test_callbacks_come_with_their_decorators(duo: Recorder) -> None:
    app = Dash(__name__)
    app.layout = [html.Button(id="b"), html.Div(id="o")]

    @app.callback(Output("o", "children"), Input("b", "n_clicks"))
    def count(n: int) -> str:
        return polite(str(n))

    duo.start_server(app)
    assert "@app.callback(Output('o', 'children'), Input('b', 'n_clicks'))" in duo.text


def test_what_concerns_the_test_itself_is_left_out(duo: Recorder, tmp_path: Path) -> None:
    assert duo.script is None
    tmp_path.joinpath("x").touch()
    app = Dash(__name__)
    duo.start_server(app)
    assert "duo" not in duo.text
    assert "tmp_path" not in duo.text
    assert "UNUSED" not in duo.text
    assert "json" not in duo.text


@pytest.mark.parametrize(("title", "numbers"), [("It's", [1, 2.5, None])])
def test_plain_parameters_become_values(
    duo: Recorder, title: str, numbers: list[float | None]
) -> None:
    app = Dash(__name__, title=title)
    app.layout = html.Div(str(numbers))
    duo.start_server(app)
    assert 'title = "It\'s"' in duo.text
    assert "numbers = [1, 2.5, None]" in duo.text


def test_arguments_of_run_are_passed_on(duo: Recorder) -> None:
    my_app = Dash(__name__)
    duo.start_server(my_app, debug=True, dev_tools_hot_reload=False)
    assert duo.text.endswith("my_app.run(debug=True, dev_tools_hot_reload=False)\n")


def test_the_app_may_have_any_name_among_several(duo: Recorder) -> None:
    other = Dash(__name__)
    mine = Dash(__name__)
    assert other is not mine
    duo.start_server(mine)
    assert duo.script is not None
    assert duo.script.attribute == "mine"


def make_app() -> Dash:
    app = Dash(__name__)
    app.layout = html.Div()
    return app


def test_an_app_made_by_a_helper_brings_the_helper(duo: Recorder) -> None:
    app = make_app()
    duo.start_server(app)
    assert "def make_app() -> Dash:" in duo.text
    assert "app = make_app()" in duo.text
