"""A layout as plain HTML."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pyrt import dcc, html
from pyrt.build.static_html import static_html
from pyrt.development.metadata import Metadata
from pyrt.engine.engine import Engine
from pyrt.engine.events import Send, Start
from pyrt.engine.spec import AppSpec
from pyrt.wire import encode


def written(layout: Any, prefix: str = "/") -> str:
    app = AppSpec(
        layout=layout,
        callbacks=(),
        metadata=Metadata(),
        suppress_callback_exceptions=False,
        validate_callbacks=False,
    )
    engine = Engine(app)
    engine.receive(Start())
    messages = []
    while (effect := engine.poll()) is not None:
        assert isinstance(effect, Send)
        messages.append(effect.message)
    updates = [wire for wire in json.loads(encode(messages)) if wire["type"] == "LayoutUpdate"]
    return static_html(updates, prefix)


CASES = {
    "text": (html.P("a < b & c"), "<p>a &lt; b &amp; c</p>"),
    "several": ([html.P("a"), "b", 3, None, html.Br()], "<p>a</p>b3<br>"),
    "nested": (
        html.Div([html.Ul([html.Li(1), html.Li("x")])]),
        "<div><ul><li>1</li><li>x</li></ul></div>",
    ),
    "attributes": (
        html.A("go", href='/a"b', className="c", id="i", title=None),
        '<a id="i" class="c" href="/pyrt-site-root/a&quot;b">go</a>',
    ),
    "other sites": (html.A("go", href="//x.example/"), '<a href="//x.example/">go</a>'),
    "no scripts": (
        html.Div([html.Script("alert(1)"), html.A("x", href=" javascript:alert(1)")]),
        "<div><a>x</a></div>",
    ),
    "an id that is a dict": (html.P("x", id={"a": 1}), "<p>x</p>"),
    "markup in text": (html.Div("</noscript><b>"), "<div>&lt;/noscript&gt;&lt;b&gt;</div>"),
    "Markdown": (dcc.Markdown("# A\n\nb <i>\nc"), "<p># A</p><p>b &lt;i&gt;\nc</p>"),
    "links": (dcc.Link("Orders", href="/orders"), '<a href="/pyrt-site-root/orders">Orders</a>'),
    "tabs": (
        dcc.Tabs([dcc.Tab(html.P("in"), label="A & B"), dcc.Tab(label="C")]),
        "<h2>A &amp; B</h2><p>in</p><h2>C</h2>",
    ),
    "fields": (html.Div([dcc.Input(value="secret"), dcc.Store("s", data=1)]), "<div></div>"),
    "components in other props": (html.P("x", title=None), "<p>x</p>"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_layout_as_html(case: tuple[Any, str]) -> None:
    layout, expected = case
    assert written(layout) == expected


def test_the_apps_own_paths_become_those_of_the_site() -> None:
    layout = [html.A("in", href="/shop/a"), html.A("out", href="/other")]
    assert written(layout, "/shop/") == (
        '<a href="/pyrt-site-root/a">in</a><a href="/other">out</a>'
    )
