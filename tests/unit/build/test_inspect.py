"""Running the app once, in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyrt.build.errors import InputError
from pyrt.build.inspect import Inspection, inspect_app
from pyrt.build.page import CONFIG_SLOT, SCRIPTS_SLOT, STYLES_SLOT
from pyrt.build.page_files import ROOT
from pyrt.build.source import find_source
from tests.unit.site_helpers import HELLO, write_files


def inspect(folder: Path, script: str, app: str = "app.py", **options: bool) -> Inspection:
    write_files(folder, {"app.py": script})
    return inspect_app(find_source(app, cwd=folder), **options)


def refusal(folder: Path, script: str, app: str = "app.py", **options: bool) -> InputError:
    with pytest.raises(InputError) as caught:
        inspect(folder, script, app, **options)
    return caught.value


def test_title_index_and_components_of_an_app(tmp_path: Path) -> None:
    seen = inspect(tmp_path, HELLO)
    assert seen.problem is None
    assert seen.title == "Hello"
    assert seen.components == (("dash_html_components", "Div"),)
    assert "<title>Hello</title>" in seen.index
    assert CONFIG_SLOT in seen.index
    assert SCRIPTS_SLOT in seen.index


@pytest.mark.parametrize(
    "script",
    [
        HELLO + 'if __name__ == "__main__":\n    app.run(debug=True, port=8051)\n',
        HELLO + "server = app.server\napp.run()\n",
        "import asyncio\nawait asyncio.sleep(0)\n" + HELLO,
        "#! /usr/bin/env python3\n" + HELLO,
        HELLO + "import sys\nsys.exit(0)\n",
        HELLO + "print('x' * 1_000_000)\n",
        HELLO + "import threading\nthreading.Thread(target=threading.Event().wait).start()\n",
        HELLO + "app2 = app\n",
        "import dash\n" + HELLO.replace("app = Dash", "app = dash.Dash"),
    ],
)
def test_scripts_as_users_write_them(tmp_path: Path, script: str) -> None:
    assert inspect(tmp_path, script).problem is None


def test_a_module_that_only_defines_the_app(tmp_path: Path) -> None:
    write_files(tmp_path, {"pkg/__init__.py": "", "pkg/main.py": HELLO})
    seen = inspect_app(find_source("pkg.main:app", cwd=tmp_path))
    assert seen.title == "Hello"


def test_dash_is_pyrt_whatever_is_installed(tmp_path: Path) -> None:
    check = "import dash, pyrt\nassert dash.Dash is pyrt.Dash\n"
    assert inspect(tmp_path, check + HELLO).problem is None


def test_files_of_the_app_do_not_get_between_pyrt_and_its_imports(tmp_path: Path) -> None:
    names = ("json", "typing", "asyncio", "pyrt", "rich")
    write_files(tmp_path, {f"{name}.py": "raise RuntimeError" for name in names})
    assert inspect(tmp_path, HELLO).problem is None


def test_no_dash_object(tmp_path: Path) -> None:
    error = refusal(tmp_path, "x = 1")
    assert error.what.startswith("app.py defines no Dash object.")
    assert error.where == str(tmp_path / "app.py")


def test_two_dash_objects(tmp_path: Path) -> None:
    two = HELLO + "second = Dash(__name__)\nsecond.layout = html.Div()\n"
    error = refusal(tmp_path, two)
    assert error.what.startswith("app.py defines 2 Dash objects: app, second.")
    assert error.hint == "Here: app.py:NAME"
    assert inspect(tmp_path, two, "app.py:second").title == "Dash"


def test_a_name_that_is_no_dash_object(tmp_path: Path) -> None:
    error = refusal(tmp_path, HELLO, "app.py:layout")
    assert error.what == "app.py:layout is not a Dash object: there is no such name; `app` is one"


@pytest.mark.parametrize(
    ("script", "message", "line"),
    [
        ("import js\n" + HELLO, "No module named 'js'", 1),
        (HELLO + "\nraise ValueError('no data')\n", "ValueError: no data", 7),
        ("import sys\nsys.exit(3)\n", "sys.exit(3)", None),
        (HELLO + "app.layout = 3\n", "Layout", None),
    ],
)
def test_an_app_that_cannot_run_here_is_a_problem_not_an_error(
    tmp_path: Path, script: str, message: str, line: int | None
) -> None:
    problem = inspect(tmp_path, script).problem
    assert problem is not None
    assert message in problem.message
    if line is not None:
        assert problem.where == f"app.py:{line}"


def test_the_place_of_an_error_is_in_the_apps_own_code(tmp_path: Path) -> None:
    write_files(tmp_path, {"helper.py": "import json\n\ndef load():\n    json.loads('{')\n"})
    problem = inspect(tmp_path, "import helper\nhelper.load()\n").problem
    assert problem is not None
    assert problem.where == "helper.py:4"


PAGES = HELLO.replace("__name__", "__name__, use_pages=True")
PAGE = "import dash\ndash.register_page(__name__, path='/same', layout='x')\n"


@pytest.mark.parametrize(
    ("files", "message", "where"),
    [
        (
            {"pages/a.py": "# register_page\nfrom json import nothing\n"},
            "app.py: ImportError: cannot import name 'nothing' from 'json'",
            "pages/a.py:2",
        ),
        (
            {"pages/a.py": PAGE, "pages/b.py": PAGE},
            "Exception: modules ['pages.a', 'pages.b'] have duplicate paths",
            None,
        ),
        (
            {"pages/a.py": "import dash\ndash.register_page(__name__)\n"},
            "No layout found in module pages.a",
            "app.py:3",
        ),
    ],
    ids=["an import that fails", "one path", "no layout"],
)
def test_a_page_that_stands_in_the_way_is_a_problem(
    tmp_path: Path, files: dict[str, str], message: str, where: str | None
) -> None:  # P1, P11
    write_files(tmp_path, dict(files))
    problem = inspect(tmp_path, PAGES).problem
    assert problem is not None
    assert message in problem.message
    assert problem.where == where


def test_files_of_hooks_are_told_like_those_of_a_library(tmp_path: Path) -> None:  # S7
    write_files(
        tmp_path,
        {
            "my_hooks/__init__.py": """
from dash import hooks
hooks.script([
    {"namespace": "my_hooks", "relative_package_path": "a.js", "external_url": "https://x/a.js"},
    {"namespace": "my_hooks", "relative_package_path": "b.js", "external_url": "https://x/b.js",
     "external_only": True, "attributes": {"defer": ""}},
    {"external_url": ["https://x/c.js", "https://x/d.js"], "external_only": True},
])
hooks.stylesheet([{"namespace": "my_hooks", "relative_package_path": "a.css"}])
"""
        },
    )
    seen = inspect(tmp_path, "import my_hooks\n" + HELLO)
    *_, told = seen.libraries
    assert told["hooked"] and told["folders"] == {"my_hooks": str(tmp_path / "my_hooks")}
    assert [entry["relative_package_path"] for entry in told["scripts"]] == ["a.js"]
    assert [entry["relative_package_path"] for entry in told["styles"]] == ["a.css"]
    assert [dict(script) for script in seen.external_scripts] == [
        {"src": "https://x/b.js", "defer": ""},
        {"src": "https://x/c.js"},
        {"src": "https://x/d.js"},
    ]


CALLBACK = """
@app.callback(Output({0}), Input({1}))
def {2}(value):
    return value
"""
TWO = """
from dash import Dash, Input, Output, dcc, html

app = Dash()
app.layout = html.Div([dcc.Input(id="a"), dcc.Input(id="b")])
"""
FORTH = CALLBACK.format("'a', 'value'", "'b', 'value'", "forth")


@pytest.mark.parametrize(
    ("callbacks", "said"),
    [
        ("", []),
        (FORTH, []),
        (
            FORTH + CALLBACK.format("'b', 'value'", "'a', 'value'", "back"),
            ["Circular Dependencies: Dependency Cycle Found: a.value -> b.value -> a.value"],
        ),
        (FORTH * 2, ["Duplicate callback outputs: In the callback for output(s): a.value"]),
        (
            CALLBACK.format("'a', 'value'", "'c', 'value'", "lost"),
            ["ID not found in layout: Attempting to connect a callback Input item"],
        ),
    ],
    ids=["none", "fine", "a circle", "a duplicate", "an unknown id"],
)
def test_what_dashs_checks_find_in_callbacks(  # B
    tmp_path: Path, callbacks: str, said: list[str]
) -> None:
    found = inspect(tmp_path, TWO + callbacks).mistakes
    assert len(found) == len(said), found
    for mistake, beginning in zip(found, said, strict=True):
        assert mistake.startswith(beginning)


def test_a_layout_that_is_no_json_is_no_mistake_of_callbacks(tmp_path: Path) -> None:
    assert inspect(tmp_path, TWO + FORTH + "app.layout.title = {1, 2}\n").mistakes == ()


def test_where_the_app_has_to_run_a_raising_one_is_an_error(tmp_path: Path) -> None:
    error = refusal(tmp_path, HELLO + "1 / 0\n", must_run=True)
    assert "ZeroDivisionError" in error.what
    assert error.where == "app.py:6"


def test_an_app_that_does_not_end_is_ended(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": HELLO + "import time\ntime.sleep(600)\n"})
    problem = inspect_app(find_source("app.py", cwd=tmp_path), timeout_s=1.5).problem
    assert problem is not None
    assert problem.kind == "timeout"


def test_an_app_that_ends_the_process_is_a_problem(tmp_path: Path) -> None:
    problem = inspect(tmp_path, "import os\nos._exit(7)\n").problem
    assert problem is not None
    assert problem.kind == "died"


def test_files_that_the_app_opens_are_seen(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/a.csv": "1", "plugins/one.py": ""})
    script = HELLO + (
        "name = 'a'\nopen(f'data/{name}.csv').read()\n"
        "__import__('plugins.' + 'one')\nopen('log.txt', 'w').close()\n"
    )
    seen = inspect(tmp_path, script)
    assert {"app.py", "data/a.csv", "plugins/one.py"} <= set(seen.read)
    assert seen.written == ("log.txt",)
    assert not list(tmp_path.rglob("*.pyc"))


def test_assets_are_listed_as_dash_lists_them(tmp_path: Path) -> None:
    """S1: walk order, ignore rules, style sheets and favicon in the head."""
    write_files(
        tmp_path,
        {
            "assets/b.js": "b",
            "assets/a/z.js": "",
            "assets/a.js": "",
            "assets/skip_me.js": "",
            "assets/s.css": "",
            "assets/favicon.ico": "",
        },
    )
    seen = inspect(tmp_path, HELLO.replace("__name__", "__name__, assets_ignore='skip_'"))
    assert seen.assets is not None
    assert [url.partition("?")[0] for url in seen.assets.scripts] == [
        f"{ROOT}assets/a.js",
        f"{ROOT}assets/b.js",
        f"{ROOT}assets/a/z.js",
    ]
    assert [url.partition("?")[0] for url in seen.assets.styles] == [f"{ROOT}assets/s.css"]
    assert f'href="{ROOT}assets/favicon.ico?m=' in seen.index


def test_the_version_of_an_asset_is_its_content(tmp_path: Path) -> None:
    write_files(tmp_path, {"assets/a.js": "1"})
    first = inspect(tmp_path, HELLO).assets
    assert inspect(tmp_path, HELLO).assets == first
    write_files(tmp_path, {"assets/a.js": "2"})
    assert inspect(tmp_path, HELLO).assets != first


def test_asset_urls_in_the_apps_own_index_are_the_sites(tmp_path: Path) -> None:
    script = HELLO + (
        "app.index_string = app.index_string.replace("
        "'</head>', f'<img src=\"{app.get_asset_url(\"x.png\")}\"></head>')\n"
    )
    assert f'<img src="{ROOT}assets/x.png">' in inspect(tmp_path, script).index


def test_external_files_and_dashs_keys_are_told(tmp_path: Path) -> None:
    arguments = "__name__, external_scripts=['/x.js', {'src': 'y.js', 'defer': 'defer'}], "
    arguments += "external_stylesheets=['/x.css'], update_title=None"
    seen = inspect(tmp_path, HELLO.replace("__name__", arguments))
    assert [script["src"] for script in seen.external_scripts] == ["/x.js", "y.js"]
    assert seen.external_stylesheets == ({"rel": "stylesheet", "href": "/x.css"},)
    assert STYLES_SLOT in seen.index
    assert seen.config["update_title"] is None
    json.dumps(seen.config)


LIBRARY = """\
from dash.development.base_component import Component
class Map(Component):
    def __init__(self, id=None):
        self._namespace, self._type = "maps", "Map"
        self._prop_names = self.available_properties = ["id"]
        self._valid_wildcard_attributes = self.available_wildcard_properties = []
        super().__init__(**({} if id is None else {"id": id}))
_js_dist = [{"relative_package_path": "maps.js", "namespace": "maps"}]
"""
"""A component library as old generators wrote them: the namespace is known to instances only."""


@pytest.mark.parametrize(
    "script",
    [
        "import maps\n" + HELLO,
        HELLO + "def late():\n    import maps\n",
        "import js, maps\n" + HELLO,
        "import os, maps\nos._exit(3)\n" + HELLO,
    ],
    ids=["imported", "in a callback", "behind a failure", "after the end of the process"],
)
def test_component_libraries_are_described_whatever_becomes_of_the_app(
    tmp_path: Path, script: str
) -> None:
    write_files(tmp_path, {"maps/__init__.py": LIBRARY, "app.py": script})
    seen = inspect_app(find_source("app.py", cwd=tmp_path), libraries=["maps"])
    [library] = seen.libraries
    folder = str(tmp_path / "maps")
    assert library == {
        "package": "maps",
        "folder": folder,
        "namespaces": ["maps"],
        "scripts": [{"relative_package_path": "maps.js", "namespace": "maps"}],
        "styles": [],
        "folders": {"maps": folder},
    }
