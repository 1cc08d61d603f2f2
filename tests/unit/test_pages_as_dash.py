"""Pages beside those of real Dash: registry, inference, messages, matching (P1 to P11)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import dash
import pytest
from dash import _pages as dash_pages

import pyrt
from pyrt import page_routing, pages, paths
from pyrt.registry import GLOBAL_CALLBACKS
from tests.unit.site_helpers import write_files

BOTH = pytest.mark.parametrize("library", [pyrt, dash], ids=["pyrt", "dash"])


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(paths, "_site_root", None)
    before = GLOBAL_CALLBACKS.take_all()
    modules = set(sys.modules)
    _forget()
    yield
    _forget()
    GLOBAL_CALLBACKS.registrations = before
    for name in set(sys.modules) - modules:
        if name.startswith("pages"):
            del sys.modules[name]


def _forget() -> None:
    pages.page_registry.clear()
    dash_pages.PAGE_REGISTRY.clear()


def registered(library: Any, calls: list[dict[str, Any]], **app: Any) -> Any:
    """The registry after these calls, or the error, in words that can be compared."""
    app = {"use_pages": True, "pages_folder": "", **app}

    def register() -> Any:
        library.Dash("an_app", **app)
        for arguments in calls:
            library.register_page(**arguments)
        registry = library.page_registry
        return [(module, list(page.items())) for module, page in registry.items()]

    return outcome(register)


def outcome(function: Any) -> Any:
    try:
        return function()
    except Exception as error:
        return type(error).__name__, " ".join(str(error).split())


CALLS: dict[str, list[dict[str, Any]]] = {
    "only a name": [{"module": "pages.weekly_sales"}],
    "below a folder": [{"module": "pages.Archive.last_year"}],
    "no folder of pages in it": [{"module": "Some_Where"}],
    "everything said": [
        {
            "module": "a",
            "path": "/x",
            "name": "N",
            "order": 2,
            "title": "T",
            "description": "D",
            "image": "i.png",
            "image_url": "https://e.example/i.png",
            "redirect_from": ["/old", "/older"],
            "layout": "L",
            "icon": "star",
        }
    ],
    "a template": [{"module": "a", "path_template": "/b/<x>/c-<y>"}],
    "a template and a path": [{"module": "a", "path_template": "/b/<x>", "path": "/b"}],
    "orders": [
        {"module": "none_b"},
        {"module": "text", "order": "z"},
        {"module": "home", "path": "/"},
        {"module": "ten", "order": 10},
        {"module": "nine", "order": 9.5},
        {"module": "none_a"},
        {"module": "also_nine", "order": 9.5},
        {"module": "text_2", "order": "10"},
    ],
    "home is first when nobody has an order": [
        {"module": "a"},
        {"module": "z", "path": "/"},
    ],
    "registered twice": [{"module": "a", "icon": 1}, {"module": "a", "name": "again"}],
    "a bad variable": [{"module": "a", "path_template": "/<a-b>"}],
    "a keyword as a variable": [{"module": "a", "path_template": "/<class>"}],
    "no module name": [{"module": 3}],
    "a redirect without a slash": [{"module": "a", "redirect_from": ["old"]}],
}


@pytest.mark.parametrize("calls", CALLS.values(), ids=list(CALLS))
def test_the_registry_is_dashs(calls: list[dict[str, Any]]) -> None:  # P3, P4
    assert registered(pyrt, calls) == registered(dash, calls)


@pytest.mark.parametrize(
    "app",
    [
        {"title": "The app"},
        {"description": "All about it"},
        {"url_base_pathname": "/base/"},
        {"requests_pathname_prefix": "/out/in/", "routes_pathname_prefix": "/in/"},
    ],
)
def test_the_app_has_its_part_in_a_page(app: dict[str, Any]) -> None:
    calls = [{"module": "pages.a"}, {"module": "b", "path": "/"}]
    assert registered(pyrt, calls, **app) == registered(dash, calls, **app)


@pytest.mark.parametrize(
    "files",
    [
        ["a_page.png", "app.png", "logo.svg"],
        ["a-page.JPG", "app.png"],
        ["a_page.txt", "logo.svg", "app.webp"],
        ["logo.gif"],
        [],
    ],
)
def test_images_are_looked_for_in_the_assets(files: list[str], tmp_path: Path) -> None:  # P3
    write_files(tmp_path, {f"assets/{name}": "" for name in files})
    calls = [{"module": "pages.a_page"}]
    folder = {"assets_folder": str(tmp_path / "assets")}
    assert registered(pyrt, calls, **folder) == registered(dash, calls, **folder)


# --- the folder ---------------------------------------------------------------------------

PAGE = "import {0}\n{0}.register_page(__name__)\n"
LAYOUT = PAGE + "layout = 'x'\n"
FOLDERS: dict[str, dict[str, str]] = {
    "pages": {"pages/b.py": LAYOUT, "pages/a.py": LAYOUT, "pages/deep/er/c_d.py": LAYOUT},
    "what is left alone": {
        "pages/a.py": LAYOUT,
        "pages/_b.py": LAYOUT,
        "pages/.c.py": LAYOUT,
        "pages/_d/e.py": LAYOUT,
        "pages/.f/g.py": LAYOUT,
        "pages/h.txt": LAYOUT,
        "pages/i.py": "raise Exception('registers nothing')",
    },
    "no layout": {"pages/a.py": PAGE},
    "a layout that was passed": {
        "pages/a.py": "import {0}\n{0}.register_page(__name__, layout='y')\nlayout = 'x'\n"
    },
    "the name of another module": {"pages/a.py": "import {0}\n{0}.register_page('z', layout=1)\n"},
    "an import that fails": {"pages/a.py": "# register_page\nimport nothing_of_that_name\n"},
    "an error": {"pages/a.py": "# register_page\n1 / 0\n"},
    "a syntax error": {"pages/a.py": "# register_page\n1 +\n"},
    "no folder": {"other/a.py": LAYOUT},
}


@pytest.mark.parametrize("files", FOLDERS.values(), ids=list(FOLDERS))
def test_the_folder_is_read_as_by_dash(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # P1
    def read(library: Any, name: str) -> Any:
        for path, text in files.items():
            write_files(tmp_path, {path: text.format(name)})
        module = ModuleType("app_of_pages")
        module.__file__ = str(tmp_path / "app.py")
        monkeypatch.setitem(sys.modules, "app_of_pages", module)
        library.Dash("app_of_pages", use_pages=True)
        return sorted(
            (module, page["path"], page["layout"]) for module, page in library.page_registry.items()
        )

    assert outcome(lambda: read(pyrt, "pyrt")) == outcome(lambda: read(dash, "dash"))


@pytest.mark.parametrize(
    "arguments",
    [
        {"pages_folder": "nowhere"},
        {"use_pages": True, "pages_folder": "nowhere"},
        {"use_pages": False, "pages_folder": "nowhere"},
        {"use_pages": True},
        {"pages_folder": ""},
        {"pages_folder": "", "use_pages": False},
        {},
    ],
)
def test_when_pages_are_used(arguments: dict[str, Any]) -> None:
    def make(library: Any) -> Any:
        app = library.Dash("an_app", **arguments)
        return bool(app.use_pages), app.pages_folder, app.config.pages_folder

    assert outcome(lambda: make(pyrt)) == outcome(lambda: make(dash))


# --- errors at the start --------------------------------------------------------------------

STARTS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "fine": ("container", [{"module": "a", "layout": "x"}]),
    "one path, two pages": (
        "container",
        [{"module": name, "path": "/x", "layout": "x"} for name in ("a", "b", "c")],
    ),
    "no layout": ("container", [{"module": "a"}]),
    "__main__": ("container", [{"module": "__main__", "layout": "x"}]),
    "no container": ("none", [{"module": "a", "layout": "x"}]),
    "no layout of the app": ("unset", [{"module": "a", "layout": "x"}]),
    "the container in a list": ("list", [{"module": "a", "layout": "x"}]),
    "the container in a function": ("function", [{"module": "a", "layout": "x"}]),
    "a layout function that fails": ("container", [{"module": "a", "layout": lambda: 1 / 0}]),
}


@pytest.mark.parametrize(("layout", "calls"), STARTS.values(), ids=list(STARTS))
def test_a_start_fails_as_in_dash(layout: str, calls: list[dict[str, Any]]) -> None:  # P11
    def make(library: Any) -> Any:
        # The asynchronous router of Dash finds no container in a list; the other one does.
        app = library.Dash("an_app", pages_folder="", use_pages=True, use_async=False)
        layouts = {
            "container": library.html.Div([library.page_container]),
            "none": library.html.Div("no container"),
            "list": [library.page_container],
            "function": lambda: library.html.Div(library.page_container),
        }
        if layout in layouts:
            app.layout = layouts[layout]
        for arguments in calls:
            library.register_page(**arguments)
        return app

    def start_dash() -> str:
        app = make(dash)
        # As a server under Flask's own test client: errors come through.
        app.server.testing = True
        app.server.test_client().get("/_dash-layout")
        return type(app.validation_layout).__name__

    def start_pyrt() -> str:
        app = make(pyrt)
        app._prepare(debug=True)
        return type(app.validation_layout).__name__

    assert outcome(start_pyrt) == outcome(start_dash)


def test_pages_come_after_the_app(monkeypatch: pytest.MonkeyPatch) -> None:  # P2
    monkeypatch.setattr(paths, "CONFIG", type(paths.CONFIG)())
    monkeypatch.setattr(dash_pages, "CONFIG", type(dash_pages.CONFIG)())
    ours, theirs = (
        outcome(lambda library=library: library.register_page("a")) for library in (pyrt, dash)
    )
    assert ours == theirs and ours[0] == "PageError"


def test_a_callback_registers_no_page() -> None:  # P2
    dash.Dash("an_app", pages_folder="", use_pages=True)
    app = dash.get_app()
    with app.server.test_request_context("/"):
        theirs = outcome(lambda: dash.register_page("a"))
    pyrt.Dash("an_app", pages_folder="", use_pages=True)
    token = pages.context_value.set(object())  # type: ignore[arg-type]
    try:
        assert outcome(lambda: pyrt.register_page("a")) == theirs
    finally:
        pages.context_value.reset(token)


# --- matching -------------------------------------------------------------------------------

PATHS = [
    *("", "x", "item/7", "item/a/b", "item/", "item", "two/1/and/2", "two/1/and", "CASE/x"),
    *("none", "item/none", "fix/y/tail", "fix/tail", "a%20b", "ü/1", "wild/zzz"),
]


@pytest.mark.parametrize("path", PATHS)
def test_an_address_leads_to_the_same_page(path: str) -> None:  # P6
    calls = [
        {"module": "home", "path": "/", "layout": "h"},
        {"module": "x", "layout": "x"},
        {"module": "item", "path_template": "/item/<id>"},
        {"module": "two", "path_template": "/two/<a>/and/<b>"},
        {"module": "case", "path_template": "/Case/<a>"},
        {"module": "fix", "path_template": "/fix/<a>/tail"},
        {"module": "u", "path_template": "/ü/<n>"},
        {"module": "wild", "path_template": "/wild/<all>"},
    ]
    registered(pyrt, calls)
    registered(dash, calls)
    ours, variables = page_routing.find_page(path)
    theirs, their_variables = dash_pages._path_to_page(path)
    assert (ours.get("module"), variables) == (theirs.get("module"), their_variables or {})


@pytest.mark.parametrize(
    "search", [None, "", "?", "?a=1", "?a=1&a=2&b=", "a=1", "?a=%20x+y&ü=ß", "?a&b=1", "?a=1;b=2"]
)
def test_a_query_is_read_as_by_dash(search: Any) -> None:
    assert page_routing.parse_query(search) == dash_pages._parse_query_string(search)


@BOTH
def test_pages_found_in_dash_pages(library: Any) -> None:
    assert library.page_registry is not None
    assert library.page_container is library.dash.page_container
