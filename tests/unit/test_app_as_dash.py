"""`Dash` and its neighbours beside the real one: arguments, settings, messages, order."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dash
import pytest
from dash import _configs, _get_paths, _hooks

import pyrt
from pyrt import config, paths
from pyrt._hooks import Hooks
from pyrt.registry import GLOBAL_CALLBACKS

Module = Any


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(paths, "_site_root", None)
    before = GLOBAL_CALLBACKS.take_all()
    yield
    GLOBAL_CALLBACKS.registrations = before


def outcome(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


def parameters(function: Any) -> list[tuple[str, Any, Any]]:
    return [
        (parameter.name, parameter.kind, parameter.default)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.name != "index_string"  # ours has no word for Internet Explorer
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("__init__", "run", "enable_dev_tools", "init_app", "interpolate_index", "csp_hashes"),
        *("get_asset_url", "get_relative_path", "strip_relative_path"),
    ],
)
def test_a_method_takes_what_dashs_takes(name: str) -> None:
    assert parameters(getattr(pyrt.Dash, name)) == parameters(getattr(dash.Dash, name))


def test_every_public_method_of_dash_is_there_or_refused() -> None:
    app = pyrt.Dash("x")
    for name in dir(dash.Dash):
        if not name.startswith("_") and name not in ("STARTUP_ROUTES", "enable_pages"):
            result = outcome(getattr, app, name)
            assert not (isinstance(result, tuple) and result[0] == "AttributeError"), name


SETTINGS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "all kinds": {
        "title": "T",
        "update_title": None,
        "external_scripts": ["a"],
        "meta_tags": [{"charset": "x"}],
        "suppress_callback_exceptions": True,
        "show_undo_redo": True,
        "assets_folder": "static",
        "assets_url_path": "/files/",
        "assets_path_ignore": ["x"],
        "description": "d",
        "prevent_initial_callbacks": "initial_duplicate",
        "extra_hot_reload_paths": ["x"],
    },
    "base": {"url_base_pathname": "/a/b/"},
    "routes": {"routes_pathname_prefix": "/r/", "requests_pathname_prefix": "/x/r/"},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_configuration_is_dashs(name: str) -> None:  # S12
    ours, theirs = (module.Dash("as_dash", **SETTINGS[name]) for module in (pyrt, dash))
    assert dict(ours.config) == dict(theirs.config)
    for key in [*theirs.config, "no_such_key"]:
        by_us = outcome(setattr, ours.config, key, "new")
        assert by_us == outcome(setattr, theirs.config, key, "new"), key


PREFIXES: list[tuple[str | None, str | None, str | None]] = [
    (None, None, None),
    ("/a/", None, None),
    (None, "/a/", None),
    (None, None, "/a/"),
    (None, "/r/", "/x/r/"),
    ("/a/", "/b/", None),
    ("/a/", None, "/b/"),
    ("a/", None, None),
    ("/a", None, None),
    (None, "/a/", "b/"),
]


@pytest.mark.parametrize("prefixes", PREFIXES)
@pytest.mark.parametrize("app_name", [None, "my-app"])
def test_prefixes_are_checked_as_in_dash(
    prefixes: Any, app_name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:  # S9
    if app_name:
        monkeypatch.setenv("DASH_APP_NAME", app_name)
    by_us = outcome(config.pathname_prefixes, *prefixes)
    by_dash = outcome(_configs.pathname_configs, *prefixes)
    assert (by_us[0], one_line(by_us[1])) == (by_dash[0], one_line(by_dash[1]))
    assert by_us[2:] == by_dash[2:]


def one_line(text: Any) -> Any:
    return " ".join(text.split()) if isinstance(text, str) else text


@pytest.mark.parametrize("prefix", ["/", "/app/", "/a/b/"])
@pytest.mark.parametrize(
    "path", ["", "/", "/page", "page", "/page/sub/", "/app", "/app/", "/app/page", "/a/b/c/", None]
)
def test_paths_are_made_and_read_as_in_dash(prefix: str, path: str | None) -> None:  # P12
    if path is not None:
        assert outcome(paths.relative_path, prefix, path) == outcome(
            _get_paths.app_get_relative_path, prefix, path
        )
    assert outcome(paths.stripped_path, prefix, path) == outcome(
        _get_paths.app_strip_relative_path, prefix, path
    )


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"url_base_pathname": "/app/"},
        {"assets_url_path": "/static"},
        {"assets_external_path": "https://cdn.example/x/"},
    ],
)
def test_asset_urls_are_dashs(settings: Any) -> None:
    ours, theirs = (module.Dash("as_dash", **settings) for module in (pyrt, dash))
    assert ours.get_asset_url("a/b.png") == theirs.get_asset_url("a/b.png")
    assert pyrt.get_asset_url("a/b.png") == dash.get_asset_url("a/b.png")
    assert pyrt.get_relative_path("/x") == dash.get_relative_path("/x")
    own = pyrt.get_relative_path("/x/")
    assert pyrt.strip_relative_path(own) == dash.strip_relative_path(own) == "x"


LAYOUTS: dict[str, Callable[[Module], Any]] = {
    "component": lambda m: m.html.Div(id="a"),
    "list": lambda m: ["x", m.html.Div(id="a")],
    "same id": lambda m: m.html.Div([m.html.P(id="a"), m.html.Div(m.html.B(id="a"))]),
    "same dict id": lambda m: m.html.Div([m.html.P(id={"i": 1}), m.html.P(id={"i": 1})]),
    "same id in a list": lambda m: [m.html.P(id="a"), m.html.P(id="a")],
    "number in a list": lambda m: [m.html.P(), 3],
    "function": lambda m: lambda: m.html.Div([m.html.P(id="a"), m.html.P(id="a")]),
    "text": lambda m: "text",
    "nothing": lambda m: None,
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_checked_as_in_dash(name: str) -> None:  # A16
    def ours() -> None:
        app = pyrt.Dash("as_dash")
        app.layout = LAYOUTS[name](pyrt)
        app._prepare()

    def theirs() -> None:
        app = dash.Dash("as_dash")
        app.layout = LAYOUTS[name](dash)
        app._setup_server()

    assert outcome(ours) == outcome(theirs)


def test_an_app_without_layout_is_refused_as_in_dash() -> None:  # A16
    by_us = outcome(pyrt.Dash("as_dash")._prepare)
    assert by_us == outcome(dash.Dash("as_dash")._setup_server)


DEFINED: dict[str, Callable[[Module, Any], None]] = {
    "twice": lambda m, app: (
        app.callback(m.Output("a", "b"), m.Input("c", "d"))(len),
        m.callback(m.Output("a", "b"), m.Input("e", "f"))(len),
    )[0],
    "order": lambda m, app: (
        m.callback(m.Output("a", "b"), m.Input("c", "d"))(len),
        m.clientside_callback("f", m.Output("c", "b"), m.Input("c", "d")),
        app.callback(m.Output("b", "b"), m.Input("c", "d"), True)(len),
        app.clientside_callback("f", m.Output("d", "b"), m.Input("c", "d"), hidden=True),
        app.callback(m.Input("c", "d"), optional=True)(len),
    )[0],
}


@pytest.mark.parametrize("name", DEFINED)
def test_callbacks_are_gathered_as_in_dash(name: str) -> None:  # A1, A2
    def gathered(module: Module) -> Any:
        app = module.Dash("as_dash")
        app.layout = module.html.Div()
        DEFINED[name](module, app)
        if module is dash:
            app._setup_server()
            return [
                (entry["output"], entry["prevent_initial_call"], entry["optional"], entry["hidden"])
                for entry in app._callback_list
            ]
        app._prepare()
        return [
            (entry.id, entry.prevent_initial_call, entry.optional, entry.hidden)
            for entry in app._app_spec().callbacks
        ]

    by_dash = outcome(gathered, dash)
    dash._callback.GLOBAL_CALLBACK_LIST.clear()
    dash._callback.GLOBAL_CALLBACK_MAP.clear()
    assert outcome(gathered, pyrt) == by_dash


@pytest.mark.parametrize("port", ["0", 65536, "none", -1])
def test_a_bad_port_is_refused_as_in_dash(port: Any) -> None:  # S10
    by_us = outcome(pyrt.Dash("as_dash").run, port=port)
    assert by_us == outcome(dash.Dash("as_dash").run, port=port)


@pytest.mark.parametrize(
    "kwargs",
    [
        {"no_such": 1},
        {"static_folder": "x"},
        {"long_callback_manager": 1},
        {"csrf_token_name": ""},
        {"csrf_header_name": " "},
        {"index_string": "{%config%}"},
        {"index_string": ""},
    ],
)
def test_wrong_arguments_are_refused_as_in_dash(kwargs: Any) -> None:
    assert outcome(pyrt.Dash, **kwargs) == outcome(dash.Dash, **kwargs)


def test_assets_are_walked_in_dashs_order(tmp_path: Path) -> None:  # S1
    files = (
        *("b.js", "a.js", "A.css", "z.css", "x.mjs", "favicon.ico", "notes.txt", "skip_me.js"),
        *("sub/c.js", "sub/deep/d.css", "Sub/e.js", "old/f.js", "sub/old/g.js", "sub-2/h.js"),
    )
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    settings: dict[str, Any] = {
        "assets_folder": str(tmp_path),
        "assets_ignore": "skip_.*",
        "assets_path_ignore": ["^old$"],
    }
    theirs = dash.Dash("as_dash", **settings)
    theirs._walk_assets_directory()
    found = pyrt.Dash("as_dash", **settings)._assets()
    scripts = [entry["asset_path"] for entry in theirs.scripts._resources._resources]
    styles = [entry["asset_path"] for entry in theirs.css._resources._resources]
    assert found.scripts == [f"assets/{path}" for path in scripts]
    assert found.styles == [f"assets/{path}" for path in styles]
    assert found.favicon == f"assets/{theirs._favicon}"


@pytest.mark.parametrize(
    "meta_tags",
    [
        None,
        [{"name": "viewport", "content": "x"}],
        [{"charset": "latin1"}, {"http-equiv": "X-UA-Compatible", "content": "<>"}],
    ],
)
def test_the_head_of_the_page_is_dashs(meta_tags: Any) -> None:  # S2, S4
    settings: dict[str, Any] = {
        "meta_tags": meta_tags,
        "title": "My app",
        "external_stylesheets": ["https://x/a.css", {"href": "b.css", "rel": "preload"}],
    }
    heads = []
    for module in (pyrt, dash):
        app = module.Dash("as_dash", **settings)
        app.layout = module.html.Div()
        with app.server.test_request_context() if module is dash else _nothing():
            head = re.search(r"<head>.*</head>", app.index(), re.DOTALL)
        assert head is not None
        tags = re.findall(r"<(?:meta|title|link)[^>]*>", head[0])
        heads.append([" ".join(tag.split()) for tag in tags if 'rel="icon"' not in tag])
    assert heads[0] == heads[1]


def hooked(module: Module, entry: dict[str, Any], serve_locally: bool) -> list[list[str]]:
    """The tags of a stylesheet that a hook adds."""
    app = module.Dash("as_dash", serve_locally=serve_locally)
    app.layout = module.html.Div()
    with (
        pytest.MonkeyPatch.context() as patch,
        app.server.test_request_context() if module is dash else _nothing(),
    ):
        patch.setattr(module.hooks, "_css_dist", [entry])
        tags = re.findall(r"<link[^>]*>", app.index())
    return [sorted(tag[:-1].split()) for tag in tags if "https://x" in tag]


@pytest.mark.parametrize("serve_locally", [True, False])
@pytest.mark.parametrize(
    "entry",
    [
        {"external_url": "https://x/a.css", "external_only": True},
        {"external_url": ["https://x/a.css", "https://x/b.css"], "external_only": True},
    ],
)
def test_stylesheets_of_hooks_are_dashs(entry: dict[str, Any], serve_locally: bool) -> None:  # S7
    ours, theirs = (hooked(module, entry, serve_locally) for module in (pyrt, dash))
    assert ours == theirs and ours


def test_a_hooks_file_that_is_nowhere_here_is_left_out_as_in_dash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # S7
    for module in (pyrt, dash):
        monkeypatch.setattr(module.hooks, "_js_dist", [{"external_url": "https://y/a.js"}])
        app = module.Dash("as_dash")
        app.layout = module.html.Div()
        with (
            pytest.warns(UserWarning, match="A local version of https://y/a.js is not available"),
            app.server.test_request_context() if module is dash else _nothing(),
        ):
            assert "https://y/a.js" not in app.index()


@pytest.mark.parametrize("algorithm", ["sha256", "sha384", "sha512", "md5"])
@pytest.mark.parametrize("hooks", [None, {"layout_pre": "() => 1", "request_pre": "f"}])
def test_hashes_for_a_policy_are_dashs(algorithm: str, hooks: Any) -> None:  # S13
    def hashes(module: Module) -> Any:
        app = module.Dash("as_dash", hooks=hooks)
        app.clientside_callback("x => x", module.Output("a", "b"), module.Input("a", "c"))
        *sources, renderer = app.csp_hashes(algorithm)
        # The source stands in another wrapping there.
        return len(sources), renderer

    assert outcome(hashes, pyrt) == outcome(hashes, dash)


@pytest.mark.parametrize("prepared", [False, True])
@pytest.mark.parametrize("suppressed", [False, True])
def test_layout_functions_are_called_as_often_as_by_dash(
    prepared: bool, suppressed: bool
) -> None:  # S5
    def calls(module: Module) -> Any:
        made: list[int] = []

        def layout() -> Any:
            made.append(1)
            return module.html.Div(len(made))

        app = module.Dash("as_dash", suppress_callback_exceptions=suppressed)
        if prepared:
            app.validation_layout = module.html.Div("own")
        app.layout = layout
        at_start, checked = len(made), app.validation_layout
        return at_start, getattr(checked, "children", None), app.get_layout().children

    assert calls(pyrt) == calls(dash)


ACCEPTED: dict[str, Any] = {
    "backend": "flask",
    "enable_mcp": True,
    "mcp_path": "mcp",
    "health_endpoint": "health",
    "csrf_token_name": "token",
    "csrf_header_name": "X-Token",
    "websocket_callbacks": True,
    "websocket_allowed_origins": ["https://x"],
    "use_async": True,
    "eager_loading": True,
    "add_log_handler": False,
    "server": False,
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_only_a_server_needs_is_taken(name: str) -> None:  # T
    for module in (pyrt, dash):
        app = module.Dash("as_dash", **{name: ACCEPTED[name]})
        assert app.config.get(name, ACCEPTED[name]) == ACCEPTED[name]


@pytest.mark.parametrize(
    "options",
    [
        {"api_endpoint": "/api/x"},
        {"mcp_enabled": True, "mcp_expose_docstring": True},
        {"websocket": True},
        {"persistent": True, "websocket": True},
    ],
)
def test_options_of_callbacks_that_only_a_server_needs_are_taken(options: Any) -> None:  # T
    for module in (pyrt, dash):
        app = module.Dash("as_dash")
        function = app.callback(module.Output("a", "b"), module.Input("c", "d"), **options)(
            lambda value: value
        )
        assert function(3) == 3


VARIABLES = {
    "DASH_SUPPRESS_CALLBACK_EXCEPTIONS": "true",
    "DASH_ASSETS_EXTERNAL_PATH": "https://cdn/",
    "DASH_INCLUDE_ASSETS_FILES": "False",
    "DASH_URL_BASE_PATHNAME": "/env/",
    "DASH_REQUESTS_PATHNAME_PREFIX": "/env/",
    "DASH_DEBUG": "true",
    "DASH_UI": "false",
    "DASH_PRUNE_ERRORS": "False",
}


@pytest.mark.parametrize("name", VARIABLES)
def test_the_environment_is_read_as_by_dash(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, VARIABLES[name])
    ours, theirs = pyrt.Dash("as_dash"), dash.Dash("as_dash")
    assert dict(ours.config) == dict(theirs.config)
    assert ours.enable_dev_tools() == theirs.enable_dev_tools()  # S10
    assert ours._tools() == theirs._dev_tools


class _nothing:  # noqa: N801  # a context manager, as contextlib names them
    def __enter__(self) -> None: ...

    def __exit__(self, *args: object) -> None: ...


def test_a_page_of_ones_own_gets_the_same_parts() -> None:  # S3
    def asked(module: Module) -> set[str]:
        names: set[str] = set()

        class Own(module.Dash):  # type: ignore[misc]
            def interpolate_index(self, **parts: str) -> str:
                names.update(parts)
                return "".join(parts.values())

        app = Own("as_dash")
        with app.server.test_request_context() if module is dash else _nothing():
            app.index()
        return names

    assert asked(pyrt) == asked(dash)


@pytest.mark.parametrize("priorities", [(None, None, None), (1, 5, None), (None, 2, 2), (0, -1, 3)])
def test_hooks_are_called_in_dashs_order(priorities: Any) -> None:  # S7
    orders = []
    for registry in (Hooks(), _hooks._Hooks()):
        for number, priority in enumerate(priorities):
            registry.layout(priority=priority)(number)
        registry.layout(final=True)("last")
        orders.append([hook.func for hook in registry.get_hooks("layout")])
        assert outcome(registry.layout(final=True), "another") == (
            "HookError",
            "Final hook already present",
        )
    assert orders[0] == orders[1]


def test_hooks_have_every_method_of_dashs() -> None:
    theirs = {name for name in dir(dash.hooks) if not name.startswith("_")}
    assert theirs <= set(dir(pyrt.hooks))


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("asked", [{}, {"dev_tools_ui": False, "dev_tools_hot_reload": False}])
def test_developer_tools_are_chosen_as_in_dash(debug: bool, asked: dict[str, Any]) -> None:  # S10
    ours, theirs = pyrt.Dash("as_dash"), dash.Dash("as_dash")
    assert ours.enable_dev_tools(debug, **asked) == debug
    tools = {name.removeprefix("dev_tools_"): value for name, value in asked.items()}
    assert ours._tools() == theirs._setup_dev_tools(debug=debug, **tools)
