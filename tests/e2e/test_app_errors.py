"""Errors of the app: shown with what is needed to mend them, and the app goes on (rules B, D1)."""

from __future__ import annotations

import pytest

from pyrt.testing.app import PyrtApp

HEAD = """
from dash import Dash, Input, Output, State, callback, clientside_callback, dcc, html

app = Dash(__name__)
app.layout = html.Div([
    html.Button("go", id="go", n_clicks=0),
    html.Button("good", id="good"),
    html.Div("before", id="out"),
    html.Div(id="good-out"),
])


@callback(Output("good-out", "children"), Input("good", "n_clicks"), prevent_initial_call=True)
def good(n):
    return f"good {n}"

"""
RUN = "\napp.run(debug={debug})\n"


def bad_callback(body: str, debug: bool = True) -> str:
    return (
        HEAD
        + '\n@callback(Output("out", "children"), Input("go", "n_clicks"), '
        + f"prevent_initial_call=True)\ndef bad(n):\n    {body}\n"
        + RUN.format(debug=debug)
    )


def test_an_exception_is_listed_with_a_traceback_that_starts_at_the_users_function(
    pyrt_app: PyrtApp,
) -> None:  # B19
    pyrt_app.expect_error("Callback error updating out.children")
    pyrt_app.start_app(bad_callback('return {}["missing"]'))
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_idle()
    (error,) = pyrt_app.errors
    assert error["title"] == "Callback error updating out.children"
    lines = error["traceback"].splitlines()
    assert lines[0].startswith("Traceback")
    assert "app.py" in lines[1] and "in bad" in lines[1]
    assert 'return {}["missing"]' in lines[2]
    assert lines[-1] == "KeyError: 'missing'"


def test_after_an_exception_the_app_goes_on(pyrt_app: PyrtApp) -> None:  # B19
    pyrt_app.expect_error("ZeroDivisionError")
    pyrt_app.start_app(bad_callback("return 1 / (n - 1)"))
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_idle()
    assert pyrt_app.page.inner_text("#out") == "before"
    pyrt_app.find_element("#good").click()
    pyrt_app.wait_for_text_to_equal("#good-out", "good 1")
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_text_to_equal("#out", "1")


def test_a_promise_that_is_rejected_with_a_text_ends_the_callback(pyrt_app: PyrtApp) -> None:
    pyrt_app.expect_error("no reason")
    body = "from pyodide.code import run_js; return await run_js(\"Promise.reject('no reason')\")"
    pyrt_app.start_app(bad_callback(body).replace("def bad", "async def bad"))
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_idle()
    (error,) = pyrt_app.errors
    assert error["traceback"].splitlines()[-1] == "pyodide.ffi.JsException: Error: no reason"


def test_a_callback_without_memory_fails_in_words_and_the_app_goes_on(pyrt_app: PyrtApp) -> None:
    pyrt_app.expect_error("MemoryError")
    pyrt_app.start_app(bad_callback("return len([None] * 2**30)"))
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_idle()
    (error,) = pyrt_app.errors
    assert "more memory was needed than the browser gives" in error["message"]
    pyrt_app.find_element("#good").click()
    pyrt_app.wait_for_text_to_equal("#good-out", "good 1")


MUCH_MEMORY = """
from dash import Dash, Input, Output, callback, dcc, html

held = []
app = Dash(__name__)
app.layout = html.Div([html.Button("go", id="go"), html.Div(id="out"), dcc.Store(id="data")])


@callback(
    Output("out", "children"),
    Output("data", "data"),
    Input("go", "n_clicks"),
    prevent_initial_call=True,
)
def fill(n):
    held.extend(bytearray(300_000_000) for _ in range(8))
    return "filled", {"text": "x" * 2_000_000, "row": [float(i) for i in range(100_000)]}
"""


def test_texts_and_arrays_above_two_gigabytes_reach_the_page(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(MUCH_MEMORY)
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_text_to_equal("#out", "filled", timeout=60)
    data = pyrt_app.get_prop("data", "data")
    assert data["text"] == "x" * 2_000_000
    assert data["row"] == list(range(100_000))


def test_the_panel_counts_and_shows_the_errors(pyrt_app: PyrtApp) -> None:
    pyrt_app.expect_error("boom")
    pyrt_app.start_app(bad_callback('raise ValueError(f"boom {n}")'))
    # One after the other: the error of a call that a second click supersedes is not shown (E7).
    for count in ("1", "2"):
        pyrt_app.find_element("#go").click()
        pyrt_app.wait_for_text_to_equal(pyrt_app.devtools_error_count_locator, count)
    pyrt_app.wait_for_contains_text(".dash-error-card", "Callback error updating out.children")


def test_without_debug_the_panel_stays_away_and_the_console_has_it(pyrt_app: PyrtApp) -> None:
    pyrt_app.expect_error("boom")
    pyrt_app.start_app(bad_callback('raise ValueError("boom")', debug=False))
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_idle()
    assert pyrt_app.page.query_selector(".dash-debug-menu") is None
    assert any("boom" in log["message"] for log in pyrt_app.get_logs())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return {1, 2}", "not JSON serializable"),  # I6
        ("return object()", "not JSON serializable"),
        ("return html.Div(html.Div(object()))", "not JSON serializable"),
        ("return html.Div", "not JSON serializable"),
    ],
)
def test_a_bad_return_value_is_named(pyrt_app: PyrtApp, body: str, words: str) -> None:
    pyrt_app.expect_error(words)
    pyrt_app.start_app(bad_callback(body))
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_idle()
    (error,) = pyrt_app.errors
    assert error["title"] == "Callback error updating out.children"
    assert words in error["message"]


def test_a_clientside_error_has_its_javascript_stack(pyrt_app: PyrtApp) -> None:  # M5
    pyrt_app.expect_error("clientside boom")
    pyrt_app.start_app(
        HEAD
        + """
clientside_callback(
    "function(n) { throw new Error('clientside boom'); }",
    Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True,
)
"""
        + RUN.format(debug=True)
    )
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_idle()
    (error,) = pyrt_app.errors
    assert error["title"] == "clientside boom"
    assert "Error: clientside boom" in error["traceback"]


def test_a_missing_clientside_function_names_itself(pyrt_app: PyrtApp) -> None:  # M2
    pyrt_app.expect_error("nowhere")
    pyrt_app.start_app(
        HEAD
        + """
from dash import ClientsideFunction
clientside_callback(
    ClientsideFunction("nowhere", "nothing"),
    Output("out", "children"), Input("go", "n_clicks"), prevent_initial_call=True,
)
"""
    )
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_idle()
    assert "nothing" in pyrt_app.errors[0]["message"]


def test_a_component_that_throws_is_replaced_and_the_others_live(pyrt_app: PyrtApp) -> None:  # B18
    pyrt_app.expect_error("Minified React error #31")  # "Objects are not valid as a child"
    pyrt_app.start_app(
        """
from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
app.layout = html.Div([
    html.Button("go", id="go"),
    html.Div(id="bad"),
    html.Div(id="out"),
])


@callback(Output("bad", "children"), Output("out", "children"), Input("go", "n_clicks"),
          prevent_initial_call=True)
def show(n):
    return {"an": "object"}, f"shown {n}"

app.run(debug=True)
"""
    )
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_text_to_equal("#out", "shown 1")
    assert pyrt_app.errors


def test_an_unknown_id_is_reported_in_dashs_words(pyrt_app: PyrtApp) -> None:  # B14
    pyrt_app.expect_error("ID not found in layout")
    pyrt_app.start_app(
        HEAD + '\n@callback(Output("ghost", "children"), Input("go", "n_clicks"))\n'
        "def f(n):\n    return n\n" + RUN.format(debug=True)
    )
    assert [error["title"] for error in pyrt_app.errors] == ["ID not found in layout"]
    pyrt_app.find_element("#good").click()
    pyrt_app.wait_for_text_to_equal("#good-out", "good 1")


def test_two_callbacks_for_one_output_leave_the_app_without_callbacks(
    pyrt_app: PyrtApp,
) -> None:  # B8
    pyrt_app.expect_error("Duplicate callback outputs")
    pyrt_app.start_app(
        HEAD + '\n@callback(Output("good-out", "children"), Input("go", "n_clicks"))\n'
        "def f(n):\n    return n\n" + RUN.format(debug=True)
    )
    pyrt_app.find_element("#good").click()
    pyrt_app.wait_for_idle()
    assert pyrt_app.page.inner_text("#good-out") == ""


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("from dash import Dash\napp = Dash()\nraise RuntimeError('no luck')\n", "no luck"),
        (
            "from dash import Dash, html\napp = Dash()\n"
            "app.layout = html.Div([html.P(id='a'), html.P(id='a')])\n",
            "Duplicate component id found in the initial layout: `a`",  # A16
        ),
        ("from dash import Dash\napp = Dash()\n", "layout"),  # A16
        (
            "from dash import Dash, html\napp = Dash()\n"
            "def layout():\n    return html.Div([1 / 0])\napp.layout = layout\n",
            "division by zero",
        ),
    ],
)
def test_an_app_that_cannot_start_says_why_on_the_page(
    pyrt_app: PyrtApp, source: str, words: str
) -> None:
    pyrt_app.expect_error(words)
    pyrt_app.start_app("\n" + source, ready=False)
    pyrt_app.page.wait_for_selector("html[data-pyrt=failed]")
    assert words in pyrt_app.page.inner_text("#react-entry-point")


def test_on_error_stands_in_for_the_callback(pyrt_app: PyrtApp) -> None:  # K3
    pyrt_app.start_app(
        bad_callback('raise ValueError("boom")').replace(
            "prevent_initial_call=True)\ndef bad",
            "prevent_initial_call=True, on_error=lambda e: f'handled {e}')\ndef bad",
        )
    )
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_text_to_equal("#out", "handled boom")
