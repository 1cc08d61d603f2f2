"""`Dash`: settings, layout, starting, and what the runtime and the build are told."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pyrt import (
    Input,
    Output,
    State,
    alias,
    callback,
    clientside_callback,
    dcc,
    get_app,
    html,
    paths,
)
from pyrt._hooks import hooks
from pyrt.app import Dash
from pyrt.engine.errors import (
    DuplicateCallback,
    DuplicateIdError,
    InvalidIndexException,
    NoLayoutException,
    ObsoleteAttributeException,
    ObsoleteKwargException,
    UnsupportedFeatureError,
)
from pyrt.index_page import DEFAULT_INDEX
from pyrt.registry import GLOBAL_CALLBACKS
from pyrt.server import ServerStandIn

OUT, IN = Output("out", "children"), Input("in", "value")


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has the globals of the process for itself."""
    before = GLOBAL_CALLBACKS.take_all()
    monkeypatch.setattr(Dash, "_last_run", None)
    monkeypatch.setattr(hooks, "_hooks", {})
    monkeypatch.setattr(hooks, "_clientside_callbacks", [])
    yield
    GLOBAL_CALLBACKS.registrations = before


def make_app(layout: Any = None, **kwargs: Any) -> Dash:
    app = Dash("some_app", **kwargs)
    app.layout = html.Div([dcc.Input(id="in"), html.Div(id="out")]) if layout is None else layout
    return app


# --- the constructor --------------------------------------------------------------------


def test_the_name_is_that_of_the_calling_module() -> None:
    scope = {"__name__": "their_module", "Dash": Dash}
    exec("app = Dash()", scope)
    app: Any = scope["app"]
    assert app.config.name == "their_module"


def test_an_unknown_argument_is_a_type_error() -> None:
    with pytest.raises(TypeError, match=r"Dash\(\) got an unexpected keyword argument 'titel'"):
        Dash(titel="x")


@pytest.mark.parametrize(
    "name", ["components_cache_max_age", "static_folder", "long_callback_manager"]
)
def test_old_arguments_are_refused(name: str) -> None:
    with pytest.raises(ObsoleteKwargException, match=name):
        Dash(**{name: 1})


def test_very_old_arguments_are_only_mentioned(capsys: pytest.CaptureFixture[str]) -> None:
    Dash(dynamic_loading=True)
    assert "dynamic_loading has been removed" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["csrf_token_name", "csrf_header_name"])
def test_names_for_csrf_must_not_be_empty(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a non-empty string"):
        Dash(**{name: " "})


def test_renderer_hooks_make_a_renderer() -> None:  # S6
    app = Dash(hooks={"layout_pre": "() => {}", "request_pre": "console.log"})
    assert app.renderer == (
        "var renderer = new DashRenderer({layout_pre: () => {},request_pre: console.log});"
    )
    app.layout = html.Div()
    app._prepare()
    assert app._page_config(False).renderer == app.renderer
    assert (
        f'<script id="_dash-renderer" type="application/javascript">{app.renderer}' in app.index()
    )


def test_without_renderer_hooks_the_page_has_no_renderer() -> None:
    app = Dash()
    app.layout = html.Div()
    app._prepare()
    assert app._page_config(False).renderer == ""
    assert "_dash-renderer" not in app.index()


IN_PAGE = DEFAULT_INDEX + "<script>new DashRenderer({request_pre: f})"


@pytest.mark.parametrize(
    ("changes", "calls", "layout"),
    [
        ({}, False, False),
        ({"renderer": "new DashRenderer({layout_post: f})"}, False, True),
        ({"renderer": "new DashRenderer({request_post: f})"}, True, False),
        ({"renderer": "new DashRenderer({callback_resolved: f})"}, True, False),
        ({"index_string": IN_PAGE}, True, False),
    ],
)
def test_the_page_is_asked_where_a_hook_may_change_things(  # S6
    changes: Any, calls: bool, layout: bool
) -> None:
    app = Dash()
    app.layout = html.Div()
    for name, value in changes.items():
        setattr(app, name, value)
    app._prepare()
    spec = app._app_spec()
    assert (spec.hooked_calls, spec.hooked_layout) == (calls, layout)


def test_a_hook_for_tokens_is_taken_with_a_note() -> None:
    with pytest.warns(UserWarning, match="request_refresh_jwt will not be called"):
        Dash(hooks={"request_refresh_jwt": "() => {}"})


def test_plugins_get_the_app() -> None:
    class Plugin:
        def plug(self, app: Dash) -> None:
            self.app = app

    plugin = Plugin()
    assert Dash(plugins=[plugin]) is plugin.app


def test_the_configuration_is_locked_as_in_dash() -> None:  # S12
    app = make_app()
    app.config.suppress_callback_exceptions = True
    app.config.title = "x"
    with pytest.raises(AttributeError, match="can only be set in the Dash constructor"):
        app.config.assets_folder = "x"
    with pytest.raises(AttributeError, match="Invalid config key"):
        app.config.no_such_key = 1


def test_a_server_may_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    class Server:
        name = "their_server"

    server = Server()
    app = Dash(server=server)
    assert app.server is server and app.config.name == "their_server"
    assert isinstance(Dash(server=False).server, ServerStandIn)


def test_a_server_may_come_later() -> None:
    app = make_app(server=False)
    server = object()
    app.init_app(server, url_base_pathname="/x/")
    assert app.server is server and app.config.url_base_pathname == "/x/"
    with pytest.raises(AttributeError, match=r"during init_app\(\)"):
        app.config.url_base_pathname = "/y/"


@pytest.mark.parametrize("name", ["serve_layout", "dependencies", "backend", "routes"])
def test_what_only_a_server_has_is_refused(name: str) -> None:
    with pytest.raises(UnsupportedFeatureError, match=f"app.{name} needs a web server"):
        getattr(make_app(), name)


def test_an_app_is_no_wsgi_application() -> None:
    with pytest.raises(UnsupportedFeatureError, match="web server"):
        make_app()({}, None)
    with pytest.raises(UnsupportedFeatureError, match="add_startup_route"):
        Dash.add_startup_route("x", lambda: None, ["GET"])


def test_old_and_unknown_attributes_are_told_apart() -> None:
    with pytest.raises(ObsoleteAttributeException, match="background=True"):
        _ = make_app().long_callback
    with pytest.raises(AttributeError, match="'Dash' object has no attribute 'nothing'"):
        _ = make_app().nothing


# --- layout -----------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["text", 3, None, {"a": 1}])
def test_a_layout_is_a_component_a_list_or_a_function(layout: Any) -> None:  # A16
    with pytest.raises(NoLayoutException, match="must be a single dash component, a list"):
        Dash("x").layout = layout


def test_a_layout_function_is_called_at_assignment_and_at_the_start() -> None:  # S5
    calls: list[int] = []

    def layout() -> Any:
        calls.append(len(calls))
        return html.Div(id=f"div-{len(calls)}")

    app = make_app(layout)
    assert app.layout is layout and len(calls) == 1
    assert app.validation_layout.id == "div-1"
    app._prepare()
    assert app._app_spec().layout.id == "div-2"
    assert app._app_spec().validation_layout.id == "div-1"


def test_a_layout_function_is_not_called_early_when_validation_is_off() -> None:  # S5
    calls: list[int] = []

    def layout() -> Any:
        calls.append(1)
        return html.Div()

    app = make_app(layout, suppress_callback_exceptions=True)
    assert calls == []
    app._prepare()
    assert app._app_spec().validation_layout is None


def test_a_list_may_hold_components_and_text() -> None:  # A16
    app = make_app(["text", html.Div(id="a"), html.P("b", id="b")])
    app._prepare()
    assert app._app_spec().layout[0] == "text"


BAD_LAYOUTS: dict[str, tuple[Any, type[Exception], str]] = {
    "same id": (
        html.Div([html.P(id="a"), html.Div(html.B(id="a"))]),
        DuplicateIdError,
        "Duplicate component id found in the initial layout: `a`",
    ),
    "same dict id": (
        html.Div([html.P(id={"i": 1, "t": 2}), html.P(id={"t": 2, "i": 1})]),
        DuplicateIdError,
        '`{"i":1,"t":2}`',
    ),
    "same id in a list": ([html.P(id="a"), html.P(id="a")], DuplicateIdError, "`a`"),
    "number in a list": ([html.P(), 3], NoLayoutException, "Only strings and components"),
    "function without result": (
        lambda: None,
        NoLayoutException,
        "must return a dash component or a list of them, not NoneType",
    ),
}


@pytest.mark.parametrize("name", BAD_LAYOUTS)
def test_a_bad_layout_stops_the_start(name: str) -> None:  # A16
    layout, error, message = BAD_LAYOUTS[name]
    app = Dash("x", suppress_callback_exceptions=True)
    app.layout = layout
    with pytest.raises(error, match=message):
        app._prepare()


def test_an_app_without_layout_cannot_start() -> None:  # A16
    with pytest.raises(NoLayoutException, match="The layout was `None` at the time"):
        Dash("x")._prepare()


def test_components_without_id_are_no_duplicates() -> None:
    make_app(html.Div([html.P(), html.P()]))._prepare()


# --- callbacks --------------------------------------------------------------------------


def test_global_callbacks_come_after_the_apps_own() -> None:  # A1
    app = make_app()

    @callback(Output("out", "title"), IN)
    def first(value: Any) -> Any:
        return value

    @app.callback(OUT, IN)
    def second(value: Any) -> Any:
        return value

    app._prepare()
    spec = app._app_spec()
    assert [entry.id for entry in spec.callbacks] == ["out.children", "out.title"]
    assert [entry.index for entry in spec.callbacks] == [0, 1]
    assert [entry.function for entry in app._functions] == [second, first]
    assert GLOBAL_CALLBACKS.registrations == []


def test_preparing_twice_changes_nothing() -> None:
    app = make_app()
    callback(OUT, IN)(lambda value: value)
    app._prepare()
    app._prepare()
    assert len(app._app_spec().callbacks) == 1


def test_an_output_cannot_be_taken_globally_and_by_the_app() -> None:  # A2
    app = make_app()
    app.callback(OUT, IN)(lambda value: value)
    callback(OUT, State("s", "d"), Input("x", "y"))(lambda value, other: value)
    message = "The callback `out.children` provided with `dash.callback` was already assigned"
    with pytest.raises(DuplicateCallback, match=message):
        app._prepare()


def test_the_later_of_two_functions_with_one_id_serves_both() -> None:  # A9
    app = make_app()
    shared = Output("out", "children", allow_duplicate=True)

    def first(value: Any) -> Any:
        return value

    def second(value: Any) -> Any:
        return value

    for function in (first, second):
        app.callback(shared, IN, prevent_initial_call=True)(function)
    assert [entry.function for entry in app._functions] == [second, second]


def test_the_app_gives_defaults_for_callbacks() -> None:  # A10, K3
    def handler(error: Exception) -> None: ...

    def own(error: Exception) -> None: ...

    app = make_app(prevent_initial_callbacks=True, on_error=handler)
    app.callback(OUT, IN)(lambda value: value)
    app.callback(Output("b", "c"), IN, on_error=own)(lambda value: value)
    callback(Output("d", "e"), IN)(lambda value: value)
    app.run(hide_all_callbacks=True)
    app._prepare()
    spec = app._app_spec()
    assert [entry.prevent_initial_call for entry in spec.callbacks] == [True, True, False]
    assert [entry.on_error for entry in app._functions] == [handler, own, handler]
    assert all(entry.hidden for entry in spec.callbacks)


def test_a_callback_that_was_never_a_decorator_says_so() -> None:
    app = make_app()
    app.callback(OUT, IN)
    function = app._functions[0].function
    assert function is not None
    with pytest.raises(UnsupportedFeatureError, match="callback for out.children has no function"):
        function("value")


def test_what_was_registered_can_be_looked_up() -> None:
    app = make_app()
    app.callback(OUT, IN, State("s", "data"))(len)
    assert app.callback_map == {
        "out.children": {
            "inputs": [{"id": "in", "property": "value"}],
            "state": [{"id": "s", "property": "data"}],
            "output": OUT,
            "callback": len,
        }
    }


def test_clientside_callbacks_have_no_function_here() -> None:
    app = make_app()
    app.clientside_callback("f", OUT, IN)
    assert (app._functions[0].function, app._functions[0].on_error) == (None, None)
    app.setup_apis()


# --- starting ---------------------------------------------------------------------------


def test_run_returns_and_marks_the_app() -> None:  # S10
    app, other = make_app(), make_app()
    assert not app.has_run and Dash.last_started() is None
    assert app.run(host="0.0.0.0", port=8051, threaded=True) is None
    assert app.has_run and not other.has_run and Dash.last_started() is app
    other.run_server(debug=True)
    assert Dash.last_started() is other


@pytest.mark.parametrize("port", ["0", 65536, "none", -1, [8050]])
def test_a_bad_port_is_refused(port: Any) -> None:  # S10
    with pytest.raises(Exception, match="Expecting an integer from 1 to 65535, found port="):
        make_app().run(port=port)


def test_plain_python_is_told_how_to_start_the_app(capsys: pytest.CaptureFixture[str]) -> None:
    make_app().run()
    assert "pyrt run" in capsys.readouterr().err


def test_a_run_by_pyrt_prints_nothing() -> None:
    code = (
        "import pyrt.alias; pyrt.alias.install()\n"
        "from dash import Dash, html\n"
        "app = Dash(); app.layout = html.Div(); app.run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert not alias.is_installed()


def test_debug_turns_the_tools_on_and_each_can_be_chosen() -> None:  # S10
    app = make_app()
    assert not app._page_config(debug=False).dev_tools_ui
    assert app._page_config(debug=True).dev_tools_ui
    app.run(debug=True, dev_tools_ui=False)
    config = app._page_config(debug=True)
    assert (config.dev_tools_ui, config.props_check) == (False, True)
    assert app._app_spec().validate_callbacks
    app.run(debug=True, dev_tools_validate_callbacks=False)
    assert not app._app_spec(debug=True).validate_callbacks


def test_the_environment_may_ask_for_debug(monkeypatch: pytest.MonkeyPatch) -> None:  # S10
    monkeypatch.setenv("DASH_DEBUG", "true")
    monkeypatch.setenv("DASH_UI", "false")
    app = make_app()
    app.run()
    config = app._page_config(debug=False)
    assert (config.dev_tools_ui, config.props_check) == (False, True)


def test_enabling_the_tools_means_debug() -> None:
    app = make_app()
    assert app.enable_dev_tools() is True
    assert app._page_config(debug=False).dev_tools_ui


def test_get_app_gives_the_app_that_is_made_or_prepared() -> None:  # H12
    first = make_app()
    assert get_app() is first
    second = make_app()
    assert get_app() is second
    first._prepare()
    assert get_app() is first


# --- what the page is told --------------------------------------------------------------


def test_the_page_is_told_what_it_needs() -> None:
    app = make_app(
        title="Title",
        update_title=None,
        external_scripts=["https://x/a.js", {"src": "https://x/b.js", "defer": True}],
        external_stylesheets=["https://x/a.css", {"href": "https://x/b.css", "rel": "preload"}],
        meta_tags=[{"name": "description", "content": "d"}, {"charset": "latin1"}],
        suppress_callback_exceptions=True,
        show_undo_redo=True,
    )
    app.clientside_callback("f", OUT, IN)
    app.clientside_callback("f", Output("b", "c"), IN, hidden=True)
    clientside_callback("g", Output("d", "e"), IN, State("s", "d"))
    app._prepare()
    config = app._page_config(debug=False)
    assert (config.title, config.update_title) == ("Title", None)
    assert config.external_scripts == [
        {"src": "https://x/a.js"},
        {"src": "https://x/b.js", "defer": "True"},
    ]
    assert config.external_stylesheets == [
        {"rel": "stylesheet", "href": "https://x/a.css"},
        {"href": "https://x/b.css", "rel": "preload"},
    ]
    names = [next(iter(tag)) for tag in config.meta_tags]
    assert names == ["http-equiv", "name", "name", "charset"]
    assert [source.source for source in config.clientside_functions] == ["f", "g"]
    assert [info.id for info in config.callbacks] == ["out.children", "d.e"]
    assert config.callbacks[1].states == ["s.d"] and config.callbacks[1].clientside
    assert config.suppress_callback_exceptions and config.show_undo_redo


def test_files_from_the_net_can_be_appended_the_old_way() -> None:
    app = make_app(serve_locally=False)
    app.css.append_css({"external_url": "https://x/a.css"})
    app.scripts.append_script({"external_url": ["https://x/a.js", "https://x/b.js"]})
    config = app._page_config(debug=False)
    assert [tag["src"] for tag in config.external_scripts] == ["https://x/a.js", "https://x/b.js"]
    assert config.external_stylesheets[-1]["href"] == "https://x/a.css"


def test_a_file_that_is_not_local_is_left_out_with_a_warning() -> None:
    app = make_app()
    with pytest.warns(UserWarning, match="use `external_scripts`|Use `external_scripts`"):
        app.css.append_css({"external_url": "https://x/a.css"})
    assert app._page_config(debug=False).external_stylesheets == []


# --- the page ---------------------------------------------------------------------------


def test_the_index_has_every_part() -> None:  # S2 to S4
    app = make_app(title="A & B", external_stylesheets=["https://x/a.css?a=1&b=2"])
    page = app._index_html(
        scripts=["r/host.js", {"src": "x.mjs", "integrity": '"'}],
        styles=["assets/a.css", {"href": "b.css", "rel": "preload"}],
        config_json='{"a": "</script>"}',
        favicon="assets/favicon.ico",
    )
    assert page.startswith("<!DOCTYPE html>")
    for part in (
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>A & B</title>",
        '<link rel="icon" type="image/x-icon" href="assets/favicon.ico">',
        '<link rel="stylesheet" href="assets/a.css">\n<link href="b.css" rel="preload">',
        '<div id="react-entry-point">',
        '<script id="_dash-config" type="application/json">{"a": "\\u003c/script>"}</script>',
        '<script src="r/host.js"></script>\n'
        '<script src="x.mjs" integrity="&quot;" type="module"></script>',
    ):
        assert part in page, part
    assert "{%" not in page


def test_finished_html_is_taken_as_it_is() -> None:
    page = make_app()._index_html("<!--scripts-->", "", "<!--config-->", None)
    assert page.index("<!--config-->") < page.index("<!--scripts-->")
    assert "icon" not in page


@pytest.mark.parametrize("missing", ["{%app_entry%}", "{%config%}", "{%scripts%}"])
def test_a_template_must_have_its_places(missing: str) -> None:  # S3
    template = "{%app_entry%}{%config%}{%scripts%}".replace(missing, "")
    with pytest.raises(InvalidIndexException, match=f"Missing item {missing} in index string."):
        Dash("x", index_string=template)


def test_all_missing_places_are_named() -> None:
    with pytest.raises(InvalidIndexException, match="Missing items {%app_entry%}, {%scripts%} in"):
        Dash("x").index_string = "{%config%}"


def test_a_page_of_ones_own_must_hold_the_app() -> None:  # S3
    class Own(Dash):
        def interpolate_index(self, **parts: str) -> str:
            return f"<html>{parts['title']}{parts['config']}</html>"

    app = Own("x", title="T")
    with pytest.raises(InvalidIndexException, match="Missing item #react-entry-point in index."):
        app._index_html([], [], "{}", None)


def test_hooks_change_the_index() -> None:  # S7
    hooks.index()(lambda page: page + "<!-- hooked -->")
    assert make_app().index().endswith("<!-- hooked -->")


def test_the_index_lists_assets_in_their_order(tmp_path: Path) -> None:  # S1
    for name in ("b.css", "a.js", "sub/c.js", "favicon.ico", "data.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    app = make_app(assets_folder=str(tmp_path), assets_url_path="/static/")
    assert app._assets().scripts == ["static/a.js", "static/sub/c.js"]
    assert app._assets().styles == ["static/b.css"]
    page = app.index()
    assert '<script src="static/a.js">' in page and 'href="static/favicon.ico"' in page
    none = make_app(assets_folder=str(tmp_path), include_assets_files=False)
    assert none._assets().scripts == []


def test_the_index_carries_dashs_own_keys() -> None:
    config = make_app(update_title="...")._dash_config(debug=True)
    assert config["update_title"] == "..." and config["ui"] is True
    json.dumps(config)


def test_inline_functions_have_hashes_for_a_policy() -> None:
    app = make_app()
    app.clientside_callback("f", OUT, IN)
    clientside_callback("f", Output("b", "c"), IN)
    digest, _renderer = app.csp_hashes("sha384")
    assert digest.startswith("'sha384-") and digest.endswith("'")
    with pytest.raises(ValueError, match="Possible CSP hash algorithms: sha256, sha384, sha512"):
        app.csp_hashes("md5")


def test_paths_are_the_apps_and_urls_of_files_are_real(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # P12, P17, S9
    monkeypatch.setattr(paths, "_site_root", None)
    app = make_app(url_base_pathname="/given/")
    assert app.get_asset_url("a.png") == "/given/assets/a.png"
    paths.set_site_root("/where/it/is/")
    assert app.get_asset_url("a.png") == "/where/it/is/assets/a.png"
    assert app.get_relative_path("/page") == "/given/page"
    assert app.strip_relative_path("/given/page/") == "page"


# --- hooks ------------------------------------------------------------------------------


def test_hooks_take_part_in_every_app() -> None:  # S7
    made: list[Dash] = []
    hooks.setup()(made.append)
    hooks.callback(Output("h", "c"), IN)(lambda value: value)
    hooks.clientside_callback("f", Output("h", "d"), IN)
    hooks.layout()(lambda layout: html.Main(layout))
    hooks.error()(lambda error: f"hooked {error}")
    app = make_app(on_error=lambda error: None)
    app._prepare()
    assert made == [app]
    assert [entry.id for entry in app._app_spec().callbacks] == ["h.c", "h.d"]
    assert app._app_spec().layout._type == "Main" and app.get_layout()._type == "Main"
    handler = app._functions[0].on_error
    assert handler is not None and handler(ValueError("x")) == "hooked x"


def test_nothing_warns_when_an_app_is_made() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        make_app()._prepare()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [(True, None), (False, []), (["name.value"], ["name.value"]), (("a.b", "c.d"), ["a.b", "c.d"])],
)
def test_the_app_says_what_of_a_view_is_shared(choice: Any, expected: list[str] | None) -> None:
    app = Dash()
    app.share_view = choice
    assert app._page_config(debug=False).shared_props == expected


@pytest.mark.parametrize("choice", [None, "name.value", 1, [("name", "value")]])
def test_what_of_a_view_is_shared_is_said_clearly(choice: Any) -> None:
    app = Dash()
    app.share_view = choice
    with pytest.raises(TypeError, match=r"app\.share_view is True, False or a list such as"):
        app._page_config(debug=False)
