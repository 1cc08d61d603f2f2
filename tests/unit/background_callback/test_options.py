"""The options of background callbacks (rules A11, N5, N8)."""

from __future__ import annotations

from typing import Any

import diskcache
import pytest

import pyrt
from pyrt import ALL, Input, Output, html
from pyrt.engine.errors import BackgroundCallbackError, WildcardInLongCallback

OUT, IN = Output("out", "children"), Input("in", "value")
WILD = {"type": "x", "index": ALL}


def make_app(**options: Any) -> pyrt.Dash:
    app = pyrt.Dash(__name__)
    app.layout = html.Div()
    app.callback(OUT, IN, background=True, **options)(lambda value: value)
    return app


@pytest.mark.parametrize(
    "options",
    [
        {"progress": Output(WILD, "value")},
        {"progress": [Output("a", "value"), Output(WILD, "value")]},
        {"cancel": Input(WILD, "n_clicks")},
        {"cancel": [Input(WILD, "n_clicks")]},
    ],
    ids=["progress", "second progress", "cancel", "listed cancel"],
)
def test_progress_and_cancel_take_no_wildcards(options: dict[str, Any]) -> None:  # A11
    with pytest.raises(WildcardInLongCallback, match="pattern-matching ids"):
        make_app(**options)


@pytest.mark.parametrize("default", [["a", "b"], ("a", "b", "c")])
def test_progress_default_has_the_length_of_progress(default: Any) -> None:  # A11
    with pytest.raises(Exception, match="Progress and progress default needs to be of same length"):
        make_app(progress=Output("bar", "value"), progress_default=default)


def test_a_job_must_not_start_itself_by_its_progress() -> None:  # A11
    app = make_app(progress=Output("bar", "value"))
    app.callback(Output("in", "value"), Input("bar", "value"))(lambda value: value)
    with pytest.raises(BackgroundCallbackError, match="Background callback circular error!"):
        app._prepare()


def test_each_cancel_input_is_a_callback_that_writes_an_id() -> None:  # N8
    app = make_app(cancel=[Input("stop", "n_clicks"), Input("stop", "title")])
    app.callback(Output("b", "children"), IN, background=True, cancel=Input("stop", "n_clicks"))(
        lambda value: value
    )
    app._prepare()
    *_, first, second = app._specs
    assert [str(dep) for dep in (*first.outputs, *first.inputs)] == ["stop.id", "stop.n_clicks"]
    assert first.cancels == {0, 1} and first.prevent_initial_call
    assert second.cancels == {0} and second.outputs[0].allow_duplicate
    assert app._app_spec().callbacks[2] == first


def test_nothing_of_it_counts_without_background() -> None:  # K5
    app = pyrt.Dash(__name__)
    app.layout = html.Div()
    app.callback(OUT, IN, cancel=Input(WILD, "n_clicks"), progress=Output(WILD, "x"))(str)
    app._prepare()
    assert [spec.background for spec in app._specs] == [None]


def test_a_callback_has_its_own_manager_or_the_apps() -> None:  # N2
    ours, theirs = pyrt.DiskcacheManager(), pyrt.DiskcacheManager()
    app = pyrt.Dash(__name__, background_callback_manager=ours)
    app.callback(OUT, IN, background=True)(str)
    app.callback(Output("b", "children"), IN, background=True, manager=theirs)(str)
    assert [f.background.manager for f in app._functions if f.background] == [ours, theirs]


@pytest.mark.parametrize("name", ["diskcache.Cache", "diskcache.FanoutCache"])
def test_a_manager_takes_a_cache_of_diskcache(name: str, tmp_path: Any) -> None:
    with getattr(diskcache, name.split(".")[1])(tmp_path) as cache:
        assert pyrt.DiskcacheManager(cache).handle is cache


def test_a_manager_takes_an_app_of_celery() -> None:
    celery = type("Celery", (), {"__module__": "celery.app.base"})
    for cls in (celery, type("Ours", (celery,), {})):
        made = cls()
        assert pyrt.CeleryManager(made).handle is made


@pytest.mark.parametrize(
    ("make", "wanted"), [(pyrt.DiskcacheManager, "diskcache.Cache"), (pyrt.CeleryManager, "Celery")]
)
def test_a_manager_takes_nothing_else(make: Any, wanted: str) -> None:
    with pytest.raises(ValueError, match=f"First argument must be a .*{wanted}"):
        make("./cache")
