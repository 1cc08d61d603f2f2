"""`pyrt run` with an open page: what happens when files change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pyrt.testing.app import PyrtApp
from tests.e2e.run_command import Command
from tests.unit.site_helpers import write_files

APP = """\
from dash import Dash, Input, Output, dcc, html

app = Dash(__name__)
app.layout = html.Div([html.H1("first", id="head"), dcc.Input(id="name"), html.P(id="out")])


@app.callback(Output("out", "children"), Input("name", "value"))
def greet(name):
    return f"hello {name or ''}"
"""


SAME_PAGE = "() => { window.samePage = true; }"
"""What a page that is loaded again does not know any more."""


@pytest.fixture
def command(tmp_path: Path) -> Iterator[Command]:
    write_files(tmp_path, {"app.py": APP, "assets/look.css": "#head { color: rgb(1, 1, 1); }"})
    running = Command(tmp_path)
    yield running
    running.close()


def open_and_type(command: Command, app: PyrtApp) -> None:
    app.server_url = command.url
    app.find_element("#name").send_keys("Ada")
    app.wait_for_text_to_equal("#out", "hello Ada")
    app.page.evaluate(SAME_PAGE)


def test_a_change_starts_another_python_in_the_same_page_and_keeps_what_was_typed(
    command: Command, pyrt_app: PyrtApp
) -> None:
    open_and_type(command, pyrt_app)
    changed = APP.replace('html.H1("first"', 'html.P("more"), html.H1("second"')
    write_files(command.folder, {"app.py": changed.replace("hello", "welcome")})
    pyrt_app.wait_for_text_to_equal("#head", "second", timeout=30)
    pyrt_app.wait_for_text_to_equal("#out", "welcome Ada")
    pyrt_app.wait_for_text_to_equal("#name", "Ada")
    # The caret stands where it was, and the new Python hears what is typed there.
    pyrt_app.page.keyboard.type(" L")
    pyrt_app.wait_for_text_to_equal("#out", "welcome Ada L")
    assert pyrt_app.page.evaluate("() => window.samePage") is True


def test_a_changed_clientside_callback_is_the_one_that_is_called(
    command: Command, pyrt_app: PyrtApp
) -> None:  # M10
    clientside = """
app.layout.children.append(html.P(id="page"))
app.clientside_callback("text => `one ${text}`", Output("page", "children"), Input("name", "value"))
"""
    write_files(command.folder, {"app.py": APP + clientside})
    open_and_type(command, pyrt_app)
    pyrt_app.wait_for_text_to_equal("#page", "one Ada", timeout=30)
    pyrt_app.page.evaluate(SAME_PAGE)
    write_files(command.folder, {"app.py": APP + clientside.replace("one", "two")})
    pyrt_app.wait_for_text_to_equal("#page", "two Ada", timeout=30)
    assert pyrt_app.page.evaluate("() => window.samePage") is True


def test_a_changed_page_is_loaded_again_and_keeps_what_was_typed(
    command: Command, pyrt_app: PyrtApp
) -> None:
    open_and_type(command, pyrt_app)
    titled = APP.replace("Dash(__name__)", 'Dash(__name__, title="Titled")')
    write_files(command.folder, {"app.py": titled.replace("first", "second")})
    pyrt_app.wait_for_text_to_equal("#head", "second", timeout=30)
    pyrt_app.wait_for_ready()
    pyrt_app.wait_for_text_to_equal("#name", "Ada")
    pyrt_app.wait_for_text_to_equal("#out", "hello Ada")
    assert pyrt_app.page.evaluate("() => window.samePage") is None


def test_a_changed_style_sheet_needs_no_reload(command: Command, pyrt_app: PyrtApp) -> None:
    pyrt_app.server_url = command.url
    pyrt_app.wait_for_style_to_equal("#head", "color", "rgb(1, 1, 1)")
    pyrt_app.page.evaluate(SAME_PAGE)
    write_files(command.folder, {"assets/look.css": "#head { color: rgb(2, 2, 2); }"})
    pyrt_app.wait_for_style_to_equal("#head", "color", "rgb(2, 2, 2)", timeout=30)
    assert pyrt_app.page.evaluate("() => window.samePage") is True


def test_a_failing_rebuild_is_shown_over_the_last_good_page(
    command: Command, pyrt_app: PyrtApp
) -> None:
    pyrt_app.expect_error(r"SyntaxError: '\(' was never closed\napp.py:11")
    pyrt_app.server_url = command.url
    write_files(command.folder, {"app.py": APP + "\nx = (\n"})
    command.wait_for("'(' was never closed")
    pyrt_app.page.get_by_text("'(' was never closed").wait_for()
    pyrt_app.find_element("#name").handle.evaluate("element => element.focus()")
    pyrt_app.page.keyboard.type("still here")
    pyrt_app.wait_for_text_to_equal("#out", "hello still here")
    write_files(command.folder, {"app.py": APP.replace("first", "repaired")})
    pyrt_app.wait_for_text_to_equal("#head", "repaired", timeout=30)
    pyrt_app.wait_for_text_to_equal("#out", "hello still here")
    assert pyrt_app.page.get_by_text("'(' was never closed").count() == 0


def test_ctrl_c_ends_it_with_a_page_open(command: Command, pyrt_app: PyrtApp) -> None:
    pyrt_app.server_url = command.url
    # The page keeps asking for its event stream, and its app goes on.
    pyrt_app.expect_error("ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE")
    refused = "net::ERR_CONNECTION_REFUSED"
    with pyrt_app.page.expect_event("requestfailed", lambda request: request.failure == refused):
        assert command.interrupt() == 0
    pyrt_app.find_element("#name").send_keys("Ada")
    pyrt_app.wait_for_text_to_equal("#out", "hello Ada")
