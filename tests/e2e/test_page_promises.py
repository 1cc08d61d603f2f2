"""What every page promises to tests, embedders and users (ARCHITECTURE, last section)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp

APP = """
from dash import ALL, Dash, Input, Output, State, callback, dcc, html
import time

app = Dash(__name__, title="Promises", update_title="Working...")
app.layout = html.Div([
    dcc.Input(id="text", value="start"),
    html.Button("go", id={"type": "button", "index": 1}),
    html.Div(id="out"),
    html.Div(id="clicks"),
])


@callback(Output("out", "children"), Input("text", "value"))
def show(value):
    if value == "slow":
        time.sleep(0.5)
    return f"text: {value}"


@callback(Output("clicks", "children"), Input({"type": "button", "index": ALL}, "n_clicks"))
def count(clicks):
    return str(clicks)
"""


def test_ready_comes_after_the_initial_callbacks(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(APP)
    assert pyrt_app.page.inner_text("#out") == "text: start"
    assert pyrt_app.page.get_attribute("html", "data-pyrt") == "ready"
    assert pyrt_app.page.evaluate("window.pyrt.version")


def test_props_can_be_read_and_set_by_id(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(APP)
    assert pyrt_app.get_prop("text", "value") == "start"
    pyrt_app.set_props("text", {"value": "set"})
    pyrt_app.wait_for_idle()
    assert pyrt_app.page.input_value("#text") == "set"
    assert pyrt_app.page.inner_text("#out") == "text: set"
    pyrt_app.set_props({"type": "button", "index": 1}, {"n_clicks": 5})
    pyrt_app.wait_for_text_to_equal("#clicks", "[5]")


def test_set_props_triggers_even_with_an_equal_value(pyrt_app: PyrtApp) -> None:  # E3, M6
    pyrt_app.start_app(APP.replace('return f"text: {value}"', 'return f"{time.monotonic_ns()}"'))
    before = pyrt_app.page.inner_text("#out")
    pyrt_app.set_props("text", {"value": "start"})
    pyrt_app.wait_for_idle()
    assert pyrt_app.page.inner_text("#out") != before


def test_components_can_be_set_from_the_page(pyrt_app: PyrtApp) -> None:  # F7
    pyrt_app.start_app(APP)
    new = {
        "type": "B",
        "namespace": "dash_html_components",
        "props": {"id": "new", "children": "bold"},
    }
    pyrt_app.set_props("out", {"children": [new, " and text"]})
    pyrt_app.wait_for_text_to_equal("#out", "bold and text")
    assert pyrt_app.get_prop("new", "children") == "bold"


def test_a_dict_id_is_the_elements_id_as_sorted_json(pyrt_app: PyrtApp) -> None:  # G2
    pyrt_app.start_app(APP)
    pyrt_app.page.click('[id=\'{"index":1,"type":"button"}\']')
    pyrt_app.wait_for_text_to_equal("#clicks", "[1]")


def test_the_title_says_when_callbacks_run(pyrt_app: PyrtApp) -> None:  # R3
    pyrt_app.start_app(APP)
    assert pyrt_app.page.title() == "Promises"
    pyrt_app.set_props("text", {"value": "slow"})
    # All in one look: on a busy machine the callback may have ended before the next.
    pyrt_app.page.wait_for_function("""() =>
        document.title === 'Working...'
        && document.documentElement.dataset.pyrt === 'busy'
        && document.querySelector('#out').dataset.dashIsLoading === 'true'
    """)
    pyrt_app.wait_for_idle()
    pyrt_app.page.wait_for_function("() => document.title === 'Promises'")
    assert pyrt_app.page.query_selector("#out[data-dash-is-loading]") is None


def test_an_unchanged_value_from_the_user_does_not_trigger(pyrt_app: PyrtApp) -> None:  # E1
    pyrt_app.start_app(APP.replace('return f"text: {value}"', 'return f"{time.monotonic_ns()}"'))
    before = pyrt_app.page.inner_text("#out")
    pyrt_app.page.focus("#text")
    pyrt_app.page.keyboard.press("End")
    pyrt_app.page.keyboard.press("Tab")
    pyrt_app.wait_for_idle()
    assert pyrt_app.page.inner_text("#out") == before


@pytest.mark.parametrize("path", ["", "some/sub/path/"])
def test_a_site_works_under_any_path_without_its_build_folder(
    pyrt_app: PyrtApp, tmp_path: Path, path: str
) -> None:
    source = tmp_path / "app" / "app.py"
    source.parent.mkdir()
    source.write_text(APP)
    site = tmp_path / "served" / path
    build_site(source, tmp_path / "built")
    shutil.move(tmp_path / "built", site)
    shutil.rmtree(source.parent)
    with SiteServer({"": tmp_path / "served"}) as server:
        pyrt_app.wait_for_page(f"{server.url}{path}")
        pyrt_app.wait_for_text_to_equal("#out", "text: start")
        pyrt_app.check_errors()
        pyrt_app.page.goto("about:blank")


def test_nothing_is_asked_of_any_other_host(pyrt_app: PyrtApp) -> None:
    hosts: set[str] = set()
    pyrt_app.page.context.on("request", lambda r: hosts.add(r.url.split("/")[2].split(":")[0]))
    pyrt_app.start_app(APP)
    pyrt_app.wait_for_idle()
    assert hosts <= {"localhost", "127.0.0.1"}
