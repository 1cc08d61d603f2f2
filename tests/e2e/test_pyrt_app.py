"""The fixture `pyrt_app`: dash.testing's names do here what they do there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

from pyrt import ALL, Dash, Input, Output, dcc, html
from pyrt.testing import Keys
from pyrt.testing.app import PyrtApp
from pyrt.testing.errors import AppNotReadyError, NoSuchElementError, WaitTimeoutError
from tests.unit.site_helpers import write_files

ROOT = Path(__file__).resolve().parents[2]

SINK = """\
from dash import Dash, Input, Output, dcc, html

app = Dash(__name__)
app.layout = html.Div([
    html.Div(["plain ", html.B("text")], id="text", className="one two",
             style={"color": "rgb(9, 8, 7)"}, **{"data-x": "y"}),
    html.Div("hidden", id="hidden", style={"display": "none"}),
    html.Ul([html.Li(str(n), className="item") for n in range(3)], id="list"),
    dcc.Input(id="field", value="start"),
    html.P(id="echo"),
    html.Button("go", id="button"),
    html.P("0", id="count"),
    dcc.Dropdown(["red", "green", "blue"], id="colour"),
    html.P(id="chosen"),
    dcc.Checklist(["a", "b"], ["b"], id="checks"),
    dcc.Store(id="local", storage_type="local", data={"a": 1}),
    html.Button("off", id="off", disabled=True),
    html.A("further", href="#further", id="link"),
])


@app.callback(Output("echo", "children"), Input("field", "value"))
def echo(value):
    return f"[{value}]"


@app.callback(Output("count", "children"), Input("button", "n_clicks"))
def count(clicks):
    return clicks or 0


@app.callback(Output("chosen", "children"), Input("colour", "value"))
def choose(colour):
    return colour
"""


@pytest.fixture
def sink(pyrt_app: PyrtApp) -> PyrtApp:
    pyrt_app.start_app(SINK)
    return pyrt_app


def test_elements_answer_as_seleniums_do(sink: PyrtApp) -> None:
    text = sink.find_element("#text")
    assert (text.text, text.tag_name) == ("plain text", "div")
    assert text.get_attribute("class") == "one two"
    assert text.get_attribute("data-x") == "y"
    assert text.get_attribute("nothing") is None
    assert text.get_attribute("innerHTML") == "plain <b>text</b>"
    assert text.value_of_css_property("color") == "rgb(9, 8, 7)"
    assert text.is_displayed()
    assert text.size["width"] > 0
    assert text.find_element("b").text == "text"
    assert text == sink.find_element("text", "ID")
    hidden = sink.find_element("#hidden")
    assert (hidden.text, hidden.is_displayed()) == ("", False)
    assert [item.text for item in sink.find_elements("#list .item")] == ["0", "1", "2"]
    assert sink.find_elements(".none") == []
    assert sink.find_element("#field").get_attribute("value") == "start"
    assert not sink.find_element("#off").is_enabled()
    assert sink.find_element("#off").get_attribute("disabled") == "true"
    boxes = sink.find_elements("#checks input")
    assert [box.is_selected() for box in boxes] == [False, True]
    assert sink.find_element("further", "LINK_TEXT").get_attribute("id") == "link"
    assert sink.find_element("//ul/li[2]", "XPATH").text == "1"
    with pytest.raises(NoSuchElementError, match="#nobody"):
        sink.find_element("#nobody")


def test_gestures_reach_the_app(sink: PyrtApp) -> None:
    field = sink.find_element("#field")
    field.send_keys("ed")
    sink.wait_for_text_to_equal("#echo", "[started]")
    field.send_keys(Keys.HOME, "re", Keys.DELETE)
    sink.wait_for_text_to_equal("#echo", "[retarted]")
    sink.clear_input("#field")
    sink.wait_for_text_to_equal("#echo", "[]")
    field.send_keys("é")
    sink.wait_for_text_to_equal("#echo", "[é]")
    field.clear()
    sink.wait_for_text_to_equal("#echo", "[]")
    sink.multiple_click("#button", 4)
    sink.wait_for_text_to_equal("#count", "4")
    sink.click_at_coord_fractions("#button", 0.5, 0.5)
    sink.wait_for_text_to_equal("#count", "5")
    sink.select_dcc_dropdown("#colour", value="green")
    sink.wait_for_text_to_equal("#chosen", "green")
    sink.select_dcc_dropdown("#colour", index=2)
    sink.wait_for_text_to_equal("#chosen", "blue")


def test_waits_are_for_states_and_say_what_was_there_instead(sink: PyrtApp) -> None:
    sink.wait_for_element("#text b")
    sink.wait_for_element_by_id("text")
    sink.wait_for_element_by_css_selector("#text")
    sink.wait_for_contains_text("#text", "in te")
    sink.wait_for_contains_class("#text", "two")
    sink.wait_for_class_to_equal("#text", "one two")
    sink.wait_for_style_to_equal("#text", "color", "rgb(9, 8, 7)")
    sink.wait_for_no_elements(".nobody")
    sink.wait_timeout = 0.2
    with pytest.raises(WaitTimeoutError, match=r"after 0\.2 s the text of #text is 'plain text'"):
        sink.wait_for_text_to_equal("#text", "other")
    with pytest.raises(WaitTimeoutError, match="no such element"):
        sink.wait_for_text_to_equal("#nobody", "x")
    with pytest.raises(WaitTimeoutError, match="the class of #text is 'one two', without 'three'"):
        sink.wait_for_contains_class("#text", "three")
    with pytest.raises(WaitTimeoutError, match="no element css=#nobody"):
        sink.wait_for_element("#nobody")
    with pytest.raises(WaitTimeoutError, match="#text is still in the page"):
        sink.wait_for_no_elements("#text", timeout=0.1)


def test_props_can_be_read_and_set(sink: PyrtApp) -> None:
    assert sink.get_prop("field", "value") == "start"
    sink.set_props("field", {"value": "set"})
    sink.wait_for_text_to_equal("#echo", "[set]")
    sink.wait_for_idle()
    assert sink.get_prop("echo", "children") == "[set]"


def test_browser_storage(sink: PyrtApp) -> None:
    assert sink.get_local_storage() == {"a": 1}
    assert sink.get_session_storage() is None
    sink.clear_storage()
    assert sink.get_local_storage() is None


def test_the_renderers_store_can_be_read_as_in_dash(sink: PyrtApp) -> None:
    assert sink.window_store
    paths = sink.redux_state_paths
    assert paths["strs"]["text"] == ["props", "children", 0]
    assert paths["objs"] == {}
    assert sink.redux_state_rqs == []
    assert sink._wait_for_callbacks()
    assert not sink.redux_state_is_loading
    state = sink.driver.execute_script("return window.store.getState()")
    assert state["appLifecycle"] == "HYDRATED"
    assert state["layout"]["props"]["children"][4]["props"]["children"] == "[start]"
    assert state["config"]["requests_pathname_prefix"] == "/"
    assert state["error"] == {"backEnd": [], "frontEnd": [], "backEndConnected": True}
    # Asked in the very task of the click, before the engine can have answered.
    busy = sink.page.evaluate("""() => {
        document.querySelector('#button').click();
        const { isLoading, callbacks } = window.store.getState();
        return [isLoading, Object.values(callbacks).flat().length];
    }""")
    assert busy == [True, 1]
    sink.wait_for_text_to_equal("#count", "1")


def test_the_driver_has_what_tests_ask_of_selenium(sink: PyrtApp) -> None:
    driver = sink.driver
    assert driver.title == "Dash"
    assert driver.current_url == sink.server_url
    element = sink.find_element("#text")
    assert driver.execute_script("return arguments[0].id + arguments[1]", element, 1) == "text1"
    assert driver.find_element("id", "text") == element
    sink.find_element("#field").send_keys("ed")
    driver.refresh()
    sink.wait_for_ready()
    sink.wait_for_text_to_equal("#echo", "[start]")


HAND = """\
from dash import Dash, Input, Output, dcc, html

app = Dash(__name__)
app.layout = html.Div([
    html.Button("go", id="button"),
    html.P(id="count"),
    dcc.RangeSlider(0, 100, 1, value=[20, 80], id="range", marks=None, allow_direct_input=False),
    html.P(id="from-to"),
    dcc.Input(id="field", value="start"),
    html.P(id="echo"),
    html.Div(style={"height": "2000px"}),
    html.P("below", id="below"),
])


@app.callback(Output("count", "children"), Input("button", "n_clicks"))
def count(clicks):
    return clicks or 0


@app.callback(Output("from-to", "children"), Input("range", "value"))
def range_(value):
    return str(value)


@app.callback(Output("echo", "children"), Input("field", "value"))
def echo(value):
    return f"[{value}]"
"""

LISTEN = """
window.heard = [];
for (const type of ["dblclick", "contextmenu", "mouseover"]) {
    document.addEventListener(type, ({ target }) => heard.push(`${type} ${target.id}`));
}
document.addEventListener("wheel", ({ target }) => (document.body.dataset.wheel = target.id));
"""


def test_action_chains(pyrt_app: PyrtApp) -> None:
    """Selenium's own, as tests for `dash_duo` have them."""
    pyrt_app.start_app(HAND)
    driver, find = pyrt_app.driver, pyrt_app.find_element
    driver.execute_script(LISTEN)

    ActionChains(driver).click(find("#button")).perform()
    pyrt_app.wait_for_text_to_equal("#count", "1")
    ActionChains(driver).double_click(find("#button")).context_click(find("#count")).perform()
    pyrt_app.wait_for_text_to_equal("#count", "3")
    heard = driver.execute_script("return heard")
    assert {"dblclick button", "contextmenu count", "mouseover button"} <= set(heard)

    handle = find("#range [role=slider]")
    track = find("#range").rect["width"]
    ActionChains(driver).click_and_hold(handle).move_by_offset(track / 4, 0).release().perform()
    pyrt_app.wait_for_contains_text("#from-to", ", 80]")
    assert 35 < json.loads(find("#from-to").text)[0] < 60

    typed = ActionChains(driver).click(find("#field")).key_down(Keys.CONTROL).send_keys("a")
    typed.key_up(Keys.CONTROL).send_keys("neü", Keys.BACKSPACE, "w").perform()
    pyrt_app.wait_for_text_to_equal("#echo", "[new]")

    below = ScrollOrigin.from_element(find("#below"))
    ActionChains(driver).scroll_from_origin(below, 0, -500).perform()
    pyrt_app.wait_for_element("body[data-wheel='below']")

    ActionChains(driver).key_down(Keys.SHIFT).click_and_hold(find("#below")).perform()
    ActionChains(driver).reset_actions()
    ActionChains(driver).click(find("#field")).send_keys("er").perform()
    pyrt_app.wait_for_text_to_equal("#echo", "[newer]")


def test_what_the_driver_cannot_do_is_said(sink: PyrtApp) -> None:
    with pytest.raises(ValueError, match="does not know 'newSession'; pyrt_app.page does"):
        sink.driver.execute("newSession", {})
    touch = ActionChains(sink.driver, devices=[PointerInput("touch", "finger")])
    with pytest.raises(ValueError, match="has a mouse, and no touch"):
        touch.click(sink.find_element("#button")).perform()
    with pytest.raises(NoSuchElementError, match="cannot be seen"):
        ActionChains(sink.driver).move_to_element(sink.find_element("#hidden")).perform()


def test_a_second_window(sink: PyrtApp) -> None:
    sink.open_new_tab()
    sink.switch_window(1)
    sink.wait_for_ready()
    sink.wait_for_text_to_equal("#echo", "[start]")
    sink.toggle_window()
    assert sink.page == sink.page.context.pages[0]


def test_a_snapshot_is_a_file(sink: PyrtApp) -> None:
    assert sink.take_snapshot("sink").read_bytes().startswith(b"\x89PNG")


def test_pictures_of_pages(sink: PyrtApp, tmp_path: Path) -> None:
    sink.percy_snapshot("orders/first", convert_canvases=True)
    before = sink.driver.current_url
    sink.visit_and_snapshot("/?page=2", "echo", wait_for_callbacks=True)
    assert sink.driver.current_url == before
    sink.visit_and_snapshot("?page=2", "echo", stay_on_page=True)
    assert sink.driver.current_url == f"{before}?page=2"
    assert sink.take_snapshot("orders/second").name == "orders-second.png"
    folder = sink.take_snapshot("last").parent
    assert {path.name for path in folder.glob("*.png")} == {
        *("orders-first.png", "?page=2.png", "orders-second.png", "last.png")
    }


def test_attributes_properties_and_the_source_of_the_page(sink: PyrtApp) -> None:
    field = sink.find_element("#field")
    field.send_keys("!")
    assert (field.get_property("value"), field.get_property("nothing")) == ("start!", None)
    assert sink.find_element("#off").get_dom_attribute("disabled") == ""
    assert sink.find_element("#button").get_dom_attribute("disabled") is None
    assert "plain <b>text</b>" in sink.driver.page_source


def test_the_window_has_the_size_that_it_is_given(sink: PyrtApp) -> None:
    sink.driver.set_window_size(611, 377)
    assert sink.driver.execute_script("return [innerWidth, innerHeight]") == [611, 377]
    assert len(sink.driver.window_handles) == 1
    sink.open_new_tab()
    assert len(sink.driver.window_handles) == 2


GRAPH = """\
from dash import Dash, Input, Output, dcc, html

app = Dash(__name__)
figure = {"data": [{"x": [1, 2, 3], "y": [3, 1, 2]}], "layout": {"width": 600, "height": 400}}
graph = dcc.Graph(id="graph", figure=figure, style={"width": 600})
app.layout = html.Div([graph, html.P(id="range")])


@app.callback(Output("range", "children"), Input("graph", "relayoutData"))
def show(layout):
    return ", ".join(sorted(layout or {}))
"""


def test_a_graph_is_zoomed(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(GRAPH)
    pyrt_app.wait_for_element("#graph .js-plotly-plot:not(.dash-graph--pending) .nsewdrag")
    pyrt_app.zoom_in_graph_by_ratio("#graph .js-plotly-plot", zoom_box_fraction=0.3)
    pyrt_app.wait_for_contains_text("#range", "xaxis.range[0]")
    with pytest.raises(AssertionError, match="the zoom changed nothing"):
        pyrt_app.zoom_in_graph_by_ratio("#range")


def test_an_app_made_in_the_test_function(pyrt_app: PyrtApp) -> None:
    app = Dash(__name__)
    app.layout = html.Div([*(dcc.Input(id={"n": n}) for n in range(2)), html.P(id="all")])

    @app.callback(Output("all", "children"), Input({"n": ALL}, "value"))
    def join(values: list[str | None]) -> str:
        return "+".join(value or "" for value in values)

    pyrt_app.start_server(app, debug=True)
    for field in pyrt_app.find_elements("input"):
        field.send_keys("ab")
    pyrt_app.wait_for_text_to_equal("#all", "ab+ab")
    assert pyrt_app.get_logs() == []


def test_an_app_of_several_files(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(
        files={
            "app.py": "from part import text\nfrom dash import Dash, html\n"
            "app = Dash()\napp.layout = html.P(text, id='out')\n",
            "part.py": "text = open('words.txt').read()\n",
            "words.txt": "from a file",
        },
        path="?x=1",
    )
    pyrt_app.wait_for_text_to_equal("#out", "from a file")
    assert pyrt_app.page.url.endswith("/?x=1")


FAILING = """\
from dash import Dash, Input, Output, html

app = Dash(__name__)
app.layout = html.Div([html.Button("b", id="b"), html.P(id="o")])


@app.callback(Output("o", "children"), Input("b", "n_clicks"), prevent_initial_call=True)
def fail(clicks):
    return 1 / 0
"""


def test_an_announced_error_is_no_failure(pyrt_app: PyrtApp) -> None:
    pyrt_app.expect_error("Callback error updating o.children.*ZeroDivisionError")
    pyrt_app.start_app(FAILING)
    pyrt_app.find_element("#b").click()
    pyrt_app.wait_for_idle()
    (log,) = pyrt_app.get_logs()
    assert "ZeroDivisionError" in log["message"]
    pyrt_app.reset_log_timestamp()
    assert pyrt_app.get_logs() == []
    (error,) = pyrt_app.errors
    assert error["title"] == "Callback error updating o.children"


@pytest.mark.expect_console_error("ModuleNotFoundError")
def test_an_app_that_does_not_start_says_why(pyrt_app: PyrtApp) -> None:
    with pytest.raises(AppNotReadyError, match="No module named 'no_such_module'"):
        pyrt_app.start_app("__import__('no_such_module')\nfrom dash import Dash\napp = Dash()\n")


INNER = f"""\
import pytest
from dash import Dash, html

APP = '''{FAILING}'''


def click(pyrt_app):
    pyrt_app.start_app(APP)
    pyrt_app.find_element("#b").click()
    pyrt_app.wait_for_idle()


def test_traceback(pyrt_app):
    click(pyrt_app)


def test_console(pyrt_app):
    pyrt_app.page.evaluate("() => console.error('from the page')")


def test_page_error(pyrt_app):
    pyrt_app.page.evaluate("() => {{ setTimeout(() => {{ throw new Error('thrown') }}) }}")


def test_missing(pyrt_app):
    pyrt_app.expect_error("never comes")


@pytest.mark.expect_console_error("ZeroDivisionError")
def test_announced(pyrt_app):
    click(pyrt_app)


def test_quiet(pyrt_app):
    pyrt_app.page.evaluate("() => console.log('all is well')")


def test_dash_is_pyrt_where_dash_is_not_installed(pyrt_app):
    app = Dash(__name__)
    app.layout = html.P("made by pyrt", id="out")
    pyrt_app.start_server(app)
    pyrt_app.wait_for_text_to_equal("#out", "made by pyrt")
"""


def test_an_error_that_was_not_announced_fails_the_test(tmp_path: Path) -> None:
    """A test run of its own, as a user has it."""
    write_files(tmp_path, {"test_inner.py": INNER})
    plugin = [] if _plugin_is_installed() else ["-p", "pyrt.testing.plugin"]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:dash",
            "--confcutdir=.",
            "-rA",
            *plugin,
            "test_inner.py",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    outcomes = {
        line.split("::")[1].split("[")[0]: line.split()[0]
        for line in done.stdout.splitlines()
        if line.startswith(("PASSED", "FAILED", "ERROR"))
    }
    assert outcomes == {
        "test_traceback": "FAILED",
        "test_console": "FAILED",
        "test_page_error": "FAILED",
        "test_missing": "FAILED",
        "test_announced": "PASSED",
        "test_quiet": "PASSED",
        "test_dash_is_pyrt_where_dash_is_not_installed": "PASSED",
    }, done.stdout
    for expected in ("ZeroDivisionError", "from the page", "thrown", "did not come: 'never comes'"):
        assert expected in done.stdout
    assert "Console of the page" in done.stdout


def _plugin_is_installed() -> bool:
    from importlib.metadata import entry_points

    return any(entry.value == "pyrt.testing.plugin" for entry in entry_points(group="pytest11"))
