"""Every component of dcc and html, mounted as the engine would mount it."""

from __future__ import annotations

import re

from dash import dcc, html
from dash.development.base_component import Component
from playwright.sync_api import Page, expect

from tests.host.fake_engine import FakeEngine

NEED_PROPS: dict[str, dict[str, object]] = {
    "Clipboard": {"content": "x"},
    "ConfirmDialogProvider": {"children": html.Button("ask"), "message": "Sure?"},
    "DatePickerRange": {"start_date": "2024-01-05", "end_date": "2024-01-09"},
    "DatePickerSingle": {"date": "2024-01-05"},
    "Dropdown": {"options": ["a", "b"], "value": "a"},
    "Graph": {"figure": {"data": [{"type": "bar", "x": [1, 2], "y": [3, 1]}]}},
    "Interval": {"disabled": True},
    "Link": {"href": "/somewhere", "children": "link"},
    "Loading": {"children": html.Div("loaded"), "show_initially": False},
    "Markdown": {"children": "**bold**"},
    "RangeSlider": {"min": 0, "max": 10, "value": [2, 4]},
    "RadioItems": {"options": ["a", "b"]},
    "Checklist": {"options": ["a", "b"]},
    "Slider": {"min": 0, "max": 10, "value": 3},
    "Store": {"data": {"a": 1}},
    "Tabs": {"children": [dcc.Tab(label="one", value="1", children="first")], "value": "1"},
    "Tooltip": {"bbox": {"x0": 0, "y0": 0, "x1": 1, "y1": 1}},
    "Upload": {"children": "drop here"},
}


def components_of(module: object) -> list[type[Component]]:
    """All component classes of `dash.dcc` or `dash.html`."""
    names = sorted(name for name in vars(module) if re.match("[A-Z]", name))
    classes = [getattr(module, name) for name in names]
    return [cls for cls in classes if isinstance(cls, type) and issubclass(cls, Component)]


def test_every_html_component_is_shown(engine: FakeEngine, page: Page) -> None:
    classes = components_of(html)
    assert len(classes) == 125
    engine.start([cls(id=cls.__name__) for cls in classes])
    page.evaluate("pyrt.idle()")
    for cls in classes:
        assert page.evaluate("id => document.getElementById(id) !== null", cls.__name__), cls


def test_every_dcc_component_is_shown(engine: FakeEngine, page: Page) -> None:
    classes = [cls for cls in components_of(dcc) if cls.__name__ != "Tab"]
    engine.start([cls(id=cls.__name__, **NEED_PROPS.get(cls.__name__, {})) for cls in classes])
    expect(page.locator("#Graph .main-svg").first).to_be_visible()
    expect(page.locator("#Markdown strong")).to_have_text("bold")
    expect(page.locator("#Slider").get_by_role("slider")).to_be_visible()
    expect(page.locator("#Tabs")).to_contain_text("one")
