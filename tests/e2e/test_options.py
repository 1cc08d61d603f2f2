"""What an app says of its page, all in one site: hooks, assets, tags, checks (rules S); and pages
that stand in the way of a start (P1, P11)."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pyrt.testing.app import PyrtApp
from tests.unit.site_helpers import write_files

NOTE = "(window.order = window.order || []).push('{}');\n"

FILES = {
    "app.py": """
import my_hooks
from dash import Dash, Input, Output, State, callback, ctx, dcc, html

app = Dash(
    __name__,
    title="Options",
    update_title=None,
    assets_ignore="skip_",
    assets_path_ignore=["^old$"],
    meta_tags=[{"name": "author", "content": "A & B"}],
    external_scripts=[{"src": "data:text/javascript,window.external='yes'", "id": "external"}],
    external_stylesheets=["data:text/css,h1{letter-spacing:3px}"],
    on_error=lambda error: None,
    backend="fastapi", enable_mcp=True, health_endpoint="health", compress=True,
    csrf_token_name="token", csrf_header_name="X-Token",
    hooks={
        "layout_pre": "() => { window.told = ['layout_pre'] }",
        "layout_post": "layout => window.told.push('layout_post ' + layout.type)",
        "request_pre": "payload => window.told.push('pre ' + payload.changedPropIds)",
        "request_post": "(payload, answer) => window.told.push('post ' + JSON.stringify(answer))",
        "callback_resolved": "({output}, result) => window.told.push('end ' + output)",
    },
)
loads = []


def layout():
    loads.append(1)
    return html.Div([
        html.H1("Options"), html.Button("go", id="go", n_clicks=0), html.P(id="out"),
        html.P(f"{len(loads)} calls", id="loads"),
    ])


# What hooks add to the layout is in no layout function: Dash would not know it either.
app.validation_layout = html.Div([html.P(id="hooked"), html.P(id="hooked-too"), layout()])
app.layout = layout


@callback(Output("out", "children"), Input("go", "n_clicks"))
def out(clicks):
    if clicks == 2:
        raise ValueError("second")
    return f"{clicks} {ctx.custom_data['mine']}"


# An output of two callbacks: an error, if the checks were on.
@callback(
    Output("out", "children"), Output("out", "title"),
    Input("loads", "title"), prevent_initial_call=True,
)
def again(title):
    return title, title


app.run(debug=True, dev_tools_validate_callbacks=False, dev_tools_ui=False)
""",
    "my_hooks/__init__.py": """
from dash import Input, Output, dcc, hooks, html

hooks.script([{"namespace": "my_hooks", "relative_package_path": "last.js"}])
hooks.stylesheet([{"namespace": "my_hooks", "relative_package_path": "look.css"}])


@hooks.setup()
def setup(app):
    app.title = app.title + "!"


@hooks.layout(priority=1)
def around(layout):
    return html.Main([layout, html.P(id="hooked"), html.P(id="hooked-too")])


@hooks.layout(final=True)
def last(layout):
    layout.children.append(html.Footer("the end", id="footer"))
    return layout


@hooks.callback(Output("hooked", "children"), Input("go", "n_clicks"))
def hooked(clicks):
    return f"hooked {clicks}"


hooks.clientside_callback(
    "clicks => `page ${clicks}`", Output("hooked-too", "children"), Input("go", "n_clicks")
)


@hooks.error()
def failed(error):
    print("hooked error:", error)


@hooks.index()
def index(page):
    return page.replace("<body>", '<body class="indexed">')


@hooks.custom_data("mine")
def mine(context):
    return "custom"
""",
    "my_hooks/last.js": NOTE.format("hook"),
    "my_hooks/look.css": "#footer { color: rgb(4, 5, 6) }",
    "assets/b.js": NOTE.format("b"),
    "assets/a.js": NOTE.format("a"),
    "assets/sub/c.js": NOTE.format("sub"),
    "assets/z.mjs": NOTE.format("module"),
    "assets/skip_me.js": NOTE.format("skipped"),
    "assets/old/d.js": NOTE.format("old"),
    "assets/look.css": "h1 { color: rgb(1, 2, 3) }",
}


def test_all_that_an_app_says_of_its_page(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    app = write_files(tmp_path, dict(FILES))
    pyrt_app.start_app(str(app / "app.py"))
    page = pyrt_app.page
    pyrt_app.wait_for_idle()

    # hooks of Python (S7)
    assert page.title() == "Options!"
    assert page.get_attribute("body", "class") == "indexed"
    assert page.locator("main > :last-child").inner_text() == "the end"
    assert page.inner_text("#hooked") == "hooked 0" and page.inner_text("#hooked-too") == "page 0"
    assert page.inner_text("#out") == "0 custom"
    color = "id => getComputedStyle(document.querySelector(id)).color"
    assert page.evaluate(color, "#footer") == "rgb(4, 5, 6)"

    # scripts, styles, tags (S1, S2, S4)
    assert page.evaluate("order") == ["a", "b", "sub", "hook", "module"]
    assert page.evaluate(color, "h1") == "rgb(1, 2, 3)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") == "3px"
    assert page.evaluate("external") == "yes"
    assert page.get_attribute("meta[name=author]", "content") == "A & B"
    scripts = [
        urlsplit(url).path.rpartition("/")[2]
        for url in page.eval_on_selector_all(
            "script[src]", "all => all.map(script => script.src).filter(u => !u.startsWith('data'))"
        )
    ]
    assert scripts.index("a.js") < scripts.index("dash_html_components.min.js")
    assert scripts[-2:] == ["last.js", "start.js"]

    # renderer hooks (S6)
    assert page.evaluate("told.splice(0, 2)") == ["layout_pre", "layout_post Main"]
    answers = ['post {"hooked":{"children":"hooked 0"}}', 'post {"out":{"children":"0 custom"}}']
    ends = ["end hooked-too.children", "end hooked.children", "end out.children"]
    assert page.evaluate("told.splice(0).sort()") == [*ends, *answers, "pre ", "pre "]
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_text_to_equal("#out", "1 custom")
    pyrt_app.wait_for_idle()
    assert page.evaluate("told.filter(text => text === 'pre go.n_clicks').length") == 2

    # an error that the app's handler and the hook have taken is none of the page
    pyrt_app.find_element("#go").click()
    pyrt_app.wait_for_text_to_equal("#hooked", "hooked 2")
    pyrt_app.wait_for_idle()
    assert page.inner_text("#out") == "1 custom"
    assert pyrt_app.errors == []
    assert page.inner_text("#loads") == "2 calls"


PAGE = 'import dash\ndash.register_page(__name__, path="/same", layout="x")\n'
SITE = "from dash import Dash, page_container\napp = Dash(use_pages=True)\n"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"pages/a.py": "# register_page\nfrom json import nothing\n"},
            "ImportError: cannot import name 'nothing' from 'json'",
        ),
        (
            {"pages/a.py": PAGE, "pages/b.py": PAGE},
            "modules ['pages.a', 'pages.b'] have duplicate paths",
        ),
    ],
    ids=["a page that cannot be imported", "two pages with one path"],
)
def test_a_page_that_stands_in_the_way_is_named(
    pyrt_app: PyrtApp, tmp_path: Path, files: dict[str, str], message: str
) -> None:  # P1, P11
    app = write_files(tmp_path, {"app.py": SITE, **files})
    pyrt_app.expect_error(re.escape(message))
    pyrt_app.start_app(str(app / "app.py"), ready=False)
    pyrt_app.page.wait_for_selector("html[data-pyrt=failed]")
    assert message in pyrt_app.page.inner_text("body")
