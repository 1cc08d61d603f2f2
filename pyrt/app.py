"""`Dash`: what the user's script makes.  It collects the layout, the callbacks and settings,
and hands them to the runtime as plain data (`_prepare`, `_app_spec`, `_functions`,
`_page_config`) and to the build as a page (`_index_html`).

Everything of Dash 4's constructor and methods is here.  What only concerns a server is
accepted where an app can go on without it, and refused with `UnsupportedFeatureError` where
it cannot.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from pyrt import alias, arguments, config, describe, index_page, paths, renderer_hooks
from pyrt._hooks import HookErrorHandler
from pyrt._hooks import hooks as all_hooks
from pyrt.app_page import AppPage
from pyrt.background_callback.options import check_circular
from pyrt.current_app import set_app
from pyrt.dev_tools import make_dev_tools
from pyrt.engine.attribute_dict import AttributeDict
from pyrt.engine.dependencies import ClientsideFunction
from pyrt.engine.errors import (
    DuplicateCallback,
    ObsoleteAttributeException,
    UnsupportedFeatureError,
)
from pyrt.engine.spec import AppSpec, CallbackSpec
from pyrt.layout_checks import check_layout, check_layout_type
from pyrt.persistent import checked_dir
from pyrt.protocol import AppConfig
from pyrt.registry import GLOBAL_CALLBACKS, CallbackFunction, CallbackRegistry, Function
from pyrt.resources import Css, ResourceConfig, Scripts
from pyrt.server import ServerStandIn
from pyrt.types import RendererHooks

__all__ = ["CallbackFunction", "Dash"]

_OBSOLETE_ATTRIBUTES = {
    "long_callback": "app.long_callback has been  removed, "
    "use app.callback(..., background=True) instead",
}
_SERVER_METHODS = frozenset(
    {
        *("backend", "dependencies", "get_dist", "registered_paths", "routes"),
        *("serve_health", "serve_layout", "serve_reload_hash", "setup_startup_routes"),
    }
)


class Dash(AppPage):
    """An app: a layout, callbacks, and the page they live in.

    The arguments are Dash's.  Those about the server (`backend`, `compress`,
    `websocket_...`, `csrf_...`, `health_endpoint`, `enable_mcp`, ...) have no effect.
    One is pyrt's own: `persistent_dir`, the folder whose files outlive the page
    (`pyrt.persistent`).
    """

    share_view: bool | Sequence[str] = True
    """What a link to the present view holds (`pyrt playground`): all that users have changed, some
    of it (`["name.value"]`), or nothing (False).  An attribute and no argument, so that the script
    also runs on Dash itself."""

    _last_run: ClassVar[Dash | None] = None

    def __init__(
        self,
        name: str | None = None,
        server: Any = True,
        backend: str | type | None = None,
        assets_folder: str = "assets",
        pages_folder: str | Path = "pages",
        use_pages: bool | None = None,
        assets_url_path: str = "assets",
        assets_ignore: str = "",
        assets_path_ignore: list[str] | None = None,
        assets_external_path: str | None = None,
        eager_loading: bool = False,
        include_assets_files: bool = True,
        include_pages_meta: bool = True,
        url_base_pathname: str | None = None,
        requests_pathname_prefix: str | None = None,
        routes_pathname_prefix: str | None = None,
        serve_locally: bool = True,
        compress: bool | None = None,
        meta_tags: Sequence[dict[str, Any]] | None = None,
        index_string: str = index_page.DEFAULT_INDEX,
        external_scripts: Sequence[str | dict[str, Any]] | None = None,
        external_stylesheets: Sequence[str | dict[str, Any]] | None = None,
        suppress_callback_exceptions: bool | None = None,
        prevent_initial_callbacks: bool | str = False,
        show_undo_redo: bool = False,
        extra_hot_reload_paths: Sequence[str] | None = None,
        plugins: Iterable[Any] | None = None,
        title: str = "Dash",
        update_title: str | None = "Updating...",
        background_callback_manager: Any = None,
        add_log_handler: bool = True,
        hooks: RendererHooks | None = None,
        routing_callback_inputs: dict[str, Any] | None = None,
        description: str | None = None,
        on_error: Callable[[Exception], Any] | None = None,
        use_async: bool | None = None,
        health_endpoint: str | None = None,
        csrf_token_name: str = "_csrf_token",
        csrf_header_name: str = "X-CSRFToken",
        websocket_callbacks: bool | None = False,
        websocket_allowed_origins: list[str] | None = None,
        websocket_inactivity_timeout: int | None = 300000,
        websocket_heartbeat_interval: int | None = 30000,
        websocket_batch_delay: float | None = 0.005,
        websocket_max_workers: int | None = 4,
        enable_mcp: bool | None = None,
        mcp_path: str | None = None,
        **obsolete: Any,
    ) -> None:
        # No parameter of its own: the signature is Dash's.
        persistent_dir = obsolete.pop("persistent_dir", None)
        arguments.check_obsolete(obsolete)
        arguments.check_csrf_names(csrf_token_name, csrf_header_name)
        has_server = server not in (None, True, False)
        if name is None:
            # As Dash: a server that is given also names the app.
            name = getattr(server, "name", None) if has_server else None
            name = name if name is not None else config.caller_name()
        self.config: AttributeDict = config.make_config(
            use_pages,
            {
                "name": name,
                "assets_folder": assets_folder,
                "assets_url_path": assets_url_path,
                "assets_ignore": assets_ignore,
                "assets_path_ignore": assets_path_ignore,
                "assets_external_path": assets_external_path,
                "pages_folder": pages_folder,
                "eager_loading": eager_loading,
                "include_assets_files": include_assets_files,
                "url_base_pathname": url_base_pathname,
                "routes_pathname_prefix": routes_pathname_prefix,
                "requests_pathname_prefix": requests_pathname_prefix,
                "serve_locally": serve_locally,
                "compress": compress,
                "meta_tags": meta_tags,
                "external_scripts": external_scripts,
                "external_stylesheets": external_stylesheets,
                "suppress_callback_exceptions": suppress_callback_exceptions,
                "prevent_initial_callbacks": prevent_initial_callbacks,
                "show_undo_redo": show_undo_redo,
                "extra_hot_reload_paths": extra_hot_reload_paths,
                "title": title,
                "update_title": update_title,
                "include_pages_meta": include_pages_meta,
                "description": description,
                "health_endpoint": health_endpoint,
                "csrf_token_name": csrf_token_name,
                "csrf_header_name": csrf_header_name,
            },
        )
        if server:
            config.update_in_init_app(self.config, {})
        self.server: Any = server if has_server else ServerStandIn(name)
        self.title = title
        self.pages_folder = str(pages_folder)
        self.use_pages = self.pages_folder != "pages" if use_pages is None else use_pages
        self.routing_callback_inputs = routing_callback_inputs or {}
        self.css = Css(ResourceConfig(serve_locally, eager_loading=True))
        self.scripts = Scripts(ResourceConfig(serve_locally, eager_loading))
        self.renderer = renderer_hooks.renderer_with(hooks)
        self.validation_layout: Any = None
        self.has_run = False
        self.logger = _logger(add_log_handler)
        self._redirects: dict[str, str] = {}
        self._index_string = ""
        self.index_string = index_string
        self._layout: Any = None
        self._on_error = on_error
        self._persistent_dir = None if persistent_dir is None else checked_dir(persistent_dir)
        self._background_manager = background_callback_manager
        self._websocket_callbacks = bool(websocket_callbacks)
        self._callbacks = CallbackRegistry()
        self._served_layout: Any = None
        self._debug = False
        self._asked_tools: dict[str, Any] = {}
        paths.CONFIG = self.config
        set_app(self)
        for plugin in plugins or ():
            plugin.plug(self)
        self._run_setup_hooks()
        self._imported_pages = False
        if server:
            self._import_pages()

    def _import_pages(self) -> None:
        """Run the modules of the pages folder, once (P1)."""
        if self.use_pages and self.config.pages_folder and not self._imported_pages:
            # Not on top: only apps with pages pay for it.
            from pyrt.page_modules import import_pages

            self._imported_pages = True
            import_pages(self.config.pages_folder, self.config.name)

    def _run_setup_hooks(self) -> None:
        all_hooks.load_entry_points()
        for hook in all_hooks.get_hooks("setup"):
            hook(self)
        for hook in all_hooks.get_hooks("callback"):
            args, kwargs = hook.data
            self.callback(*args, **kwargs)(hook.func)
        for function, args, kwargs in all_hooks._clientside_callbacks:
            self.clientside_callback(function, *args, **kwargs)
        if all_hooks.get_hooks("error"):
            self._on_error = HookErrorHandler(self._on_error)

    def __getattr__(self, name: str) -> Any:
        if name in _OBSOLETE_ATTRIBUTES:
            raise ObsoleteAttributeException(_OBSOLETE_ATTRIBUTES[name])
        if name in _SERVER_METHODS:
            _refuse_server(f"app.{name}")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute {name!r}")

    # --- layout -------------------------------------------------------------------------

    @property
    def layout(self) -> Any:
        """A component, a list of them, or a function that returns either (S5)."""
        return self._layout

    @layout.setter
    def layout(self, value: Any) -> None:
        check_layout_type(value)
        self._layout = value
        suppressed = self.config.suppress_callback_exceptions
        if callable(value) and not self.validation_layout and not suppressed:
            layout = self._layout_value()
            check_layout(value, layout)
            self.validation_layout = layout

    def _layout_value(self) -> Any:
        return self._layout() if callable(self._layout) else self._layout

    def get_layout(self) -> Any:
        """The layout as a page load would get it: function called, hooks applied."""
        layout = self._layout_value()
        for hook in all_hooks.get_hooks("layout"):
            layout = hook(layout)
        return layout

    # --- callbacks ----------------------------------------------------------------------

    def callback(self, *args: Any, **kwargs: Any) -> Callable[[Function], Function]:
        """Register the decorated function as a callback; see `pyrt.callback`."""
        default = self.config.prevent_initial_callbacks
        return self._callbacks.callback(args, kwargs, default)

    def clientside_callback(
        self, clientside_function: str | ClientsideFunction, *args: Any, **kwargs: Any
    ) -> None:
        """Register a JavaScript function, by its source or by its name, as a callback."""
        default = self.config.prevent_initial_callbacks
        self._callbacks.clientside_callback(clientside_function, args, kwargs, default)

    @property
    def callback_map(self) -> dict[str, dict[str, Any]]:
        """Callback id -> what was registered, in Dash's form; for looking only."""
        return describe.callback_map(self._callbacks.registrations)

    def setup_apis(self) -> None:
        """Routes for callbacks with `api_endpoint`: there is no server to have them."""

    # --- starting -----------------------------------------------------------------------

    def run(
        self,
        host: str | None = None,
        port: str | int | None = None,
        proxy: str | None = None,
        debug: bool | None = None,
        hide_all_callbacks: bool = False,
        jupyter_mode: str | None = None,
        jupyter_width: str = "100%",
        jupyter_height: int = 650,
        jupyter_server_url: str | None = None,
        dev_tools_ui: bool | None = None,
        dev_tools_props_check: bool | None = None,
        dev_tools_serve_dev_bundles: bool | None = None,
        dev_tools_hot_reload: bool | None = None,
        dev_tools_hot_reload_interval: float | None = None,
        dev_tools_hot_reload_watch_interval: float | None = None,
        dev_tools_hot_reload_max_retry: int | None = None,
        dev_tools_silence_routes_logging: bool | None = None,
        dev_tools_disable_version_check: bool | None = None,
        dev_tools_prune_errors: bool | None = None,
        dev_tools_validate_callbacks: bool | None = None,
        **flask_run_options: Any,
    ) -> None:
        """Say that the app is complete.  Returns at once: the page is already there.

        `debug` and `dev_tools_...` choose the developer tools; a bad `port` is refused, and
        everything else about a server is ignored.
        """
        arguments.check_port(port or os.environ.get("PORT", "8050"))
        self.config.update({"hide_all_callbacks": hide_all_callbacks})
        self.enable_dev_tools(
            config.combined("debug", debug, False),
            dev_tools_ui,
            dev_tools_props_check,
            dev_tools_serve_dev_bundles,
            dev_tools_hot_reload,
            dev_tools_hot_reload_interval,
            dev_tools_hot_reload_watch_interval,
            dev_tools_hot_reload_max_retry,
            dev_tools_silence_routes_logging,
            dev_tools_disable_version_check,
            dev_tools_prune_errors,
            dev_tools_validate_callbacks,
        )
        self.has_run = True
        Dash._last_run = self
        if not alias.is_installed():
            # `python app.py`: the script would end without a word.
            print(
                "This app runs in the browser: start it with `pyrt run`, or make a site of it "
                "with `pyrt build`.",
                file=sys.stderr,
            )

    run_server = run
    """The name before Dash 3; many scripts still have it."""

    @classmethod
    def last_started(cls) -> Dash | None:
        """The app on which `run` was called last."""
        return cls._last_run

    def enable_dev_tools(
        self,
        debug: bool | None = None,
        dev_tools_ui: bool | None = None,
        dev_tools_props_check: bool | None = None,
        dev_tools_serve_dev_bundles: bool | None = None,
        dev_tools_hot_reload: bool | None = None,
        dev_tools_hot_reload_interval: float | None = None,
        dev_tools_hot_reload_watch_interval: float | None = None,
        dev_tools_hot_reload_max_retry: int | None = None,
        dev_tools_silence_routes_logging: bool | None = None,
        dev_tools_disable_version_check: bool | None = None,
        dev_tools_prune_errors: bool | None = None,
        dev_tools_validate_callbacks: bool | None = None,
        first_run: bool = True,
    ) -> bool:
        """Choose the developer tools (S10); returns `debug`, which is True by default."""
        self._debug = bool(config.combined("debug", debug, True))
        self._asked_tools = {
            "ui": dev_tools_ui,
            "props_check": dev_tools_props_check,
            "serve_dev_bundles": dev_tools_serve_dev_bundles,
            "hot_reload": dev_tools_hot_reload,
            "hot_reload_interval": dev_tools_hot_reload_interval,
            "hot_reload_watch_interval": dev_tools_hot_reload_watch_interval,
            "hot_reload_max_retry": dev_tools_hot_reload_max_retry,
            "silence_routes_logging": dev_tools_silence_routes_logging,
            "disable_version_check": dev_tools_disable_version_check,
            "prune_errors": dev_tools_prune_errors,
            "validate_callbacks": dev_tools_validate_callbacks,
        }
        return self._debug

    def _tools(self, debug: bool = False) -> AttributeDict:
        """The developer tools; with `debug`, all that were not turned off one by one."""
        return make_dev_tools(debug or self._debug, self._asked_tools)

    def init_app(self, app: Any = None, **kwargs: Any) -> None:
        """Dash's second step after `server=False`: change the URL prefixes, take a server."""
        config.update_in_init_app(self.config, kwargs)
        if app is not None:
            self.server = app
        self._import_pages()

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        """A WSGI call: needs a server."""
        _refuse_server("Calling the app")

    @staticmethod
    def add_startup_route(name: str, view_func: Callable[..., Any], methods: Sequence[str]) -> None:
        """Needs a server."""
        _refuse_server("app.add_startup_route")

    # --- for the runtime ----------------------------------------------------------------

    def _prepare(self, debug: bool = False) -> None:
        """Make the app ready to be described: take the global callbacks, call the layout
        function, check.  Raises Dash's exceptions (A2, A16, P11).

        `debug` as for `_app_spec`.
        """
        if self.use_pages and not self._layout:
            from pyrt.page_routing import page_container

            self.layout = page_container
        self._prepare_callbacks()
        if self.use_pages:
            from pyrt.page_routing import add_router

            # Every layout of every page is made for the checks of callbacks: without these
            # checks, as in a site that is published, no start pays for that.
            checks = not self.config.suppress_callback_exceptions
            add_router(self, validate=checks and bool(self._tools(debug).validate_callbacks))
        layout = self._layout_value()
        check_layout(self._layout, layout)
        for hook in all_hooks.get_hooks("layout"):
            layout = hook(layout)
        self._served_layout = layout

    def _prepare_callbacks(self) -> None:
        """The part about callbacks: all that a worker for background jobs needs."""
        set_app(self)
        for callback_id in sorted(self._callbacks.ids() & GLOBAL_CALLBACKS.ids()):
            raise DuplicateCallback(
                f"The callback `{callback_id}` provided with `dash.callback` was already "
                "assigned with `app.callback`."
            )
        self._callbacks.registrations += GLOBAL_CALLBACKS.take_all()
        check_circular(self._callbacks.registrations)
        self._callbacks.add_cancels()

    def _app_spec(self, debug: bool = False) -> AppSpec:
        """For the engine.  `debug` turns the checks of callbacks on, as `run(debug=True)`."""
        return describe.app_spec(self, self._served_layout, self._callbacks.registrations, debug)

    @property
    def _specs(self) -> Sequence[CallbackSpec]:
        """The callbacks of `_app_spec` alone."""
        return describe.callback_specs(self, self._callbacks.registrations)

    @property
    def _functions(self) -> Sequence[CallbackFunction]:
        """For the runtime; index-aligned with the callbacks of `_app_spec`."""
        return describe.callback_functions(self, self._callbacks.registrations)

    def _page_config(self, debug: bool) -> AppConfig:
        """For the page."""
        return describe.page_config(self, self._callbacks.registrations, debug)


def _logger(add_handler: bool) -> logging.Logger:
    logger = logging.getLogger("dash.dash")
    if not logger.handlers and add_handler:
        logger.addHandler(logging.StreamHandler(stream=sys.stdout))
    logger.setLevel(logging.INFO)
    return logger


def _refuse_server(what: str) -> NoReturn:
    raise UnsupportedFeatureError(
        f"{what} needs a web server, and there is none: the app runs in the browser."
    )
