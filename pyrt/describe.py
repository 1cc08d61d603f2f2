"""An app as plain data: what the engine (`AppSpec`) and the page (`AppConfig`) are told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pyrt import index_page, renderer_hooks
from pyrt._hooks import hooks
from pyrt.background_callback.options import BackgroundOptions
from pyrt.development.metadata import Metadata
from pyrt.engine.errors import UnsupportedFeatureError
from pyrt.engine.spec import AppSpec, CallbackSpec
from pyrt.protocol import AppConfig, CallbackInfo, ClientsideSource
from pyrt.registry import CallbackFunction, Registration
from pyrt.resources import hooked_tags

if TYPE_CHECKING:
    from pyrt.app import Dash
    from pyrt.app_page import AppPage


def app_spec(app: Dash, layout: Any, registrations: Sequence[Registration], debug: bool) -> AppSpec:
    """The app, ready for the engine.  `layout` is what the layout function returned."""
    suppress = bool(app.config.suppress_callback_exceptions)
    return AppSpec(
        layout=layout,
        callbacks=callback_specs(app, registrations),
        metadata=Metadata(),
        suppress_callback_exceptions=suppress,
        validate_callbacks=bool(app._tools(debug).validate_callbacks),
        validation_layout=None if suppress else app.validation_layout,
        hooked_calls=renderer_hooks.see_calls(app.renderer + app.index_string),
        hooked_layout=renderer_hooks.see_layout(app.renderer + app.index_string),
        custom_tools=bool(app._tools(debug).ui and hooks.has_custom_tools),
        check_layout=suppress or not app.use_pages or app.validation_layout is not None,
    )


def callback_specs(app: Dash, registrations: Sequence[Registration]) -> tuple[CallbackSpec, ...]:
    """The callbacks in order of registration."""
    hide_all = bool(app.config.hide_all_callbacks)
    index_of = {entry.id: index for index, entry in enumerate(registrations)}
    return tuple(
        entry.spec(index, hide_all, frozenset(index_of[name] for name in entry.cancels))
        for index, entry in enumerate(registrations)
    )


def callback_functions(app: Dash, registrations: Sequence[Registration]) -> list[CallbackFunction]:
    """One entry per registration.

    Where two callbacks have the same id the later function serves both, as in Dash (A9).
    """
    last = {entry.id: entry for entry in registrations}
    return [
        CallbackFunction(None, None)
        if entry.clientside
        else CallbackFunction(
            last[entry.id].function or _never_decorated(entry.id),
            last[entry.id].on_error or app._on_error,
            _with_manager(last[entry.id].background, app),
            streams=last[entry.id].websocket or app._websocket_callbacks,
        )
        for entry in registrations
    ]


def _with_manager(options: BackgroundOptions | None, app: Dash) -> BackgroundOptions | None:
    """A background callback without a manager of its own has the app's (N2)."""
    if options is None or options.manager:
        return options
    return replace(options, manager=app._background_manager)


def callback_map(registrations: Iterable[Registration]) -> dict[str, dict[str, Any]]:
    """What apps and their tests look up in Dash's `app.callback_map`."""
    return {
        entry.id: {
            "inputs": [dep.to_dict() for dep in entry.definition.inputs],
            "state": [dep.to_dict() for dep in entry.definition.states],
            "output": entry.definition.outputs,
            "callback": entry.function,
        }
        for entry in registrations
    }


def _never_decorated(callback_id: str) -> Any:
    def missing(*args: Any, **kwargs: Any) -> None:
        raise UnsupportedFeatureError(
            f"The callback for {callback_id} has no function: "
            "use `@callback(...)` as a decorator of one."
        )

    return missing


def page_config(app: Dash, registrations: Sequence[Registration], debug: bool) -> AppConfig:
    """What the page has to know.  `debug` turns on what the app did not turn off."""
    tools = app._tools(debug)
    return AppConfig(
        pathname_prefix=app.config.requests_pathname_prefix,
        assets_url=app.config.assets_url_path.strip("/"),
        title=app.title,
        update_title=app.config.update_title,
        dev_tools_ui=bool(tools.ui),
        props_check=bool(tools.props_check),
        suppress_callback_exceptions=bool(app.config.suppress_callback_exceptions),
        show_undo_redo=bool(app.config.show_undo_redo),
        external_stylesheets=index_page.as_attributes(
            external_styles(app), "href", rel="stylesheet"
        ),
        external_scripts=index_page.as_attributes(external_scripts(app), "src"),
        meta_tags=index_page.with_default_metas(app.config.meta_tags),
        clientside_functions=list(_inline_sources(registrations)),
        callbacks=[_info(spec) for spec in callback_specs(app, registrations) if not spec.hidden],
        renderer=renderer_hooks.own(app.renderer),
        custom_tools=hooks.custom_tools() if tools.ui else [],
        shared_props=_shared_props(app.share_view),
        redirects=redirects(app),
    )


def redirects(app: Dash) -> dict[str, str]:
    """Old path -> path of its page (`redirect_from`, P9), as in `AppConfig`."""
    return {
        (app.strip_relative_path(old) or ""): page.strip("/")
        for old, page in app._redirects.items()
    }


def _shared_props(share_view: object) -> list[str] | None:
    """`AppConfig.shared_props`.  Raises `TypeError` for what says neither yes, no, nor which."""
    if isinstance(share_view, bool):
        return None if share_view else []
    if isinstance(share_view, list | tuple) and all(isinstance(it, str) for it in share_view):
        return list(share_view)
    raise TypeError(
        f"app.share_view is True, False or a list such as ['name.value'], not {share_view!r}"
    )


def external_scripts(app: AppPage) -> list[index_page.Tag]:
    """Scripts from the net, in the order of the page (S1, S2)."""
    return [
        *app.config.external_scripts,
        *app.scripts.external_urls(),
        *hooked_tags(hooks._js_dist, "src", app.config.serve_locally),
    ]


def external_styles(app: AppPage) -> list[index_page.Tag]:
    """Stylesheets from the net."""
    return [
        *app.config.external_stylesheets,
        *app.css.external_urls(),
        *hooked_tags(hooks._css_dist, "href", app.config.serve_locally, rel="stylesheet"),
    ]


def _inline_sources(registrations: Iterable[Registration]) -> Iterable[ClientsideSource]:
    """Inline clientside functions, each once (A13)."""
    seen = set()
    for entry in registrations:
        if entry.clientside and entry.source is not None:
            name = entry.clientside.function_name
            if name not in seen:
                seen.add(name)
                yield ClientsideSource(entry.clientside.namespace, name, entry.source)


def _info(spec: CallbackSpec) -> CallbackInfo:
    return CallbackInfo(
        id=spec.id,
        inputs=[str(dep) for dep in spec.inputs],
        outputs=[str(dep) for dep in spec.outputs],
        states=[str(dep) for dep in spec.states],
        clientside=spec.clientside is not None,
    )
