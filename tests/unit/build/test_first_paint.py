"""The first paint: what the build records of an app, and what of it stands in the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pyrt.build import first_paint
from pyrt.build.first_paint import FirstPaint, Paints, paint_tag
from pyrt.build.inspect import inspect_app
from pyrt.build.source import find_source
from tests.unit.site_helpers import write_files

HEAD = """\
from dash import Dash, Input, Output, State, clientside_callback, callback, dcc, html
from dash import DiskcacheManager

app = Dash(__name__)
"""
COUNTER = (
    HEAD
    + """
app.layout = html.Div([html.Button("Go", id="go"), html.Div(id="out"), html.Div(id="chain")])


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    return html.P(f"clicks: {n}")


@callback(Output("chain", "children"), Input("out", "children"))
def follow(out):
    return "after that"
"""
)


def paints_of(folder: Path, files: str | dict[str, str], limit_s: float = 20) -> Paints:
    write_files(folder, {"app.py": files} if isinstance(files, str) else files)
    source = find_source("app.py", cwd=folder)
    seen = inspect_app(source, paint=True, paint_limit_s=limit_s)
    assert seen.problem is None
    return seen.paints


def updates_of(paint: FirstPaint) -> list[dict[str, Any]]:
    config, *updates = json.loads(paint.updates)
    assert config["type"] == "AppConfig"
    assert {update["type"] for update in updates} <= {"LayoutUpdate"}
    return updates


def sets_of(paint: FirstPaint) -> list[dict[str, Any]]:
    """What callbacks have set, update by update, after the layout."""
    _, *rest = updates_of(paint)
    return [op["props"] for update in rest for op in update["ops"] if op["op"] == "set"]


def test_the_layout_and_the_initial_callbacks_are_recorded_in_order(tmp_path: Path) -> None:
    paints = paints_of(tmp_path, COUNTER)
    assert paints.problems == ()
    (paint,) = paints.pages.values()
    assert [update["update"] for update in updates_of(paint)] == [1, 2, 3]
    assert sets_of(paint) == [{"children": 5}, {"children": "after that"}]
    assert "<p>clicks: None</p>" in paint.html


def test_nothing_is_recorded_unless_it_is_wanted(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": COUNTER})
    assert not inspect_app(find_source("app.py", cwd=tmp_path)).paints.pages


def test_two_builds_record_the_same(tmp_path: Path) -> None:
    script = COUNTER.replace('"after that"', 'str({"a", "b", "c", "d", "e"})')
    assert paints_of(tmp_path, script) == paints_of(tmp_path, script)


def test_a_location_says_where_it_is(tmp_path: Path) -> None:
    script = HEAD.replace("(__name__)", '(__name__, url_base_pathname="/shop/")') + (
        'app.layout = html.Div([dcc.Location(id="here"), html.Div(id="out")])\n'
        '@callback(Output("out", "children"), Input("here", "pathname"), State("here", "search"))\n'
        "def show(*args):\n    return repr(args)\n"
    )
    (paint,) = paints_of(tmp_path, script).pages.values()
    assert sets_of(paint) == [{"children": "('/shop/', '')"}]


def test_each_page_of_an_app_has_its_own(tmp_path: Path) -> None:
    page = (
        "import dash\nfrom dash import Input, Output, callback, html\n"
        'dash.register_page(__name__, path="{path}")\n'
        'layout = html.Div([html.H1("{name}"), html.Div(id="{name}")])\n'
        '@callback(Output("{name}", "children"), Input("{name}", "id"))\n'
        'def show(name):\n    return f"shown: {{name}}"\n'
    )
    files = {
        "app.py": HEAD.replace("(__name__)", "(__name__, use_pages=True)"),
        "pages/home.py": page.format(path="/", name="home"),
        "pages/far.py": page.format(path="/very/far", name="far"),
    }
    paints = paints_of(tmp_path, files)
    assert paints.problems == ()
    assert sorted(paints.pages) == ["", "very/far"]
    assert "<h1>home</h1>" in paints.pages[""].html
    assert "shown: home" in paints.pages[""].html
    assert "<h1>far</h1>" in paints.pages["very/far"].html
    assert "shown: far" in paints.pages["very/far"].html


@pytest.mark.parametrize(
    ("callback", "problem"),
    [
        ("raise ValueError('no network here')", "no network here"),
        ("import js", "No module named 'js'"),
        ("import time; time.sleep(60)", "still running after 0.5 s"),
        ("import asyncio; return asyncio.sleep(60)", "still running after 0.5 s"),
        ("import os; os._exit(3)", "the process ended"),
    ],
)
def test_a_callback_that_cannot_run_here_ends_the_paint(
    tmp_path: Path, callback: str, problem: str
) -> None:
    script = COUNTER.replace('return html.P(f"clicks: {n}")', callback)
    if "return asyncio" in callback:
        script = script.replace("def show", "async def show").replace("return asy", "await asy")
    paints = paints_of(tmp_path, script, limit_s=0.5 if "0.5" in problem else 20)
    assert problem in " ".join(paints.problems)
    if "ended" not in problem:
        assert [update["update"] for update in updates_of(paints.pages[""])] == [1]


@pytest.mark.parametrize(
    "what",
    [
        'clientside_callback("() => 1", Output("x", "children"), Input("go", "n_clicks"))',
        'callback(Output("save", "data"), Input("go", "n_clicks"))(lambda n: {"content": "x"})',
        'callback(Output("where", "href"), Input("go", "n_clicks"))(lambda n: "/elsewhere")',
        'callback(Output("x", "children"), Input("go", "n_clicks"), background=True, '
        "manager=DiskcacheManager())(lambda n: 1)",
    ],
    ids=["clientside", "download", "location", "background"],
)
def test_what_only_a_page_can_do_is_left_to_it(tmp_path: Path, what: str) -> None:
    script = HEAD + (
        'app.layout = html.Div([html.Button(id="go"), html.Div(id="x"), dcc.Download(id="save"),'
        ' dcc.Location(id="where", refresh=False)])\n' + what + "\n"
    )
    paints = paints_of(tmp_path, script)
    assert paints.problems == ()
    assert sets_of(paints.pages[""]) == []


def test_a_layout_that_is_too_large_stays_out_of_the_page(tmp_path: Path) -> None:
    large = f'html.P("x" * {first_paint.MAX_CHARACTERS})'
    script = COUNTER.replace('html.P(f"clicks: {n}")', large)
    paints = paints_of(tmp_path, script)
    assert [update["update"] for update in updates_of(paints.pages[""])] == [1]
    assert paints.problems == ()
    whole = paints_of(tmp_path, HEAD + f"app.layout = {large}\n")
    assert not whole.pages
    assert "more than 400,000 characters" in whole.problems[0]


def test_files_of_the_site_have_a_root_that_the_page_puts_in(tmp_path: Path) -> None:
    script = HEAD + 'app.layout = html.Img(src=app.get_asset_url("a.png"))\n'
    (paint,) = paints_of(tmp_path, script).pages.values()
    assert '"src":"/pyrt-paint-root/assets/a.png"' in paint.updates
    assert '<img src="/pyrt-site-root/assets/a.png">' in paint.html


def test_the_text_of_an_app_cannot_end_the_script() -> None:
    tag = paint_tag(FirstPaint('["</script><!--"]', ""))
    assert tag.count("</script>") == 1
    assert "<!--" not in tag
    assert tag.endswith('>["\\u003c/script>\\u003c!--"]</script>')
