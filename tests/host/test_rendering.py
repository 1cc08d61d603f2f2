"""How nodes become components (component-bundles: calling conventions; F8, F10)."""

from __future__ import annotations

from typing import Any

import pytest
from dash import dcc, html
from playwright.sync_api import Page, expect

from tests.host.fake_engine import FakeEngine
from tests.host.probe import PROBE_LIBRARY, Probe


@pytest.mark.parametrize(
    ("children", "kind", "text"),
    [
        ([], "absent", ""),
        (["a"], "string", "a"),
        (["a", "b"], "array of 2", "ab"),
        ("a", "string", "a"),
        (0, "number", "0"),
        ("", "string", ""),
        (html.B("x"), "object", "x"),
        ([html.B("x")], "object", "x"),
        ([html.B("x"), 1, None, "y"], "array of 4", "x1y"),
    ],
)
def test_children_have_the_shapes_that_dash_gives_them(
    probes: FakeEngine, page: Page, children: Any, kind: str, text: str
) -> None:
    probes.start(Probe(id="p", children=children))
    assert page.evaluate("probes.p.kind") == kind
    assert page.locator("#p").text_content() == text


def test_a_layout_may_be_a_list_of_text_and_components(engine: FakeEngine, page: Page) -> None:
    engine.start(["a ", html.B("b"), " c"])
    expect(page.locator("#react-entry-point")).to_have_text("a b c")


def test_a_dict_id_becomes_the_dom_id_with_sorted_keys(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div("x", id={"type": "row", "index": 3}))
    assert (
        page.evaluate("""document.getElementById('{"index":3,"type":"row"}').textContent""") == "x"
    )


def test_the_loading_element_of_dash_makes_way_for_the_layout(
    engine: FakeEngine, page: Page
) -> None:
    expect(page.locator("#react-entry-point ._dash-loading")).to_have_count(1)
    engine.start(html.Div("there"))
    expect(page.locator("._dash-loading")).to_have_count(0)


def test_an_update_draws_the_node_it_names_and_no_other(probes: FakeEngine, page: Page) -> None:
    probes.start(html.Div([Probe(id="a", children="1"), Probe(id="b", children="1")]))
    page.evaluate("probes = {}")
    probes.update("a", children="2")
    assert page.evaluate("Object.keys(probes)") == ["a"]
    assert page.locator("#a").text_content() == "2"


def test_what_enters_the_layout_mounts_fresh_and_what_stays_stays(
    probes: FakeEngine, page: Page
) -> None:
    probes.start(html.Div([Probe(id="old")], id="box"))
    old = probes.nid("old")
    message = probes.update_message("box", children=[Probe(id="new")])
    message["ops"][-1]["props"]["children"].append(old)
    message["ops"][-1]["slots"].append(["children", 1])
    probes.say(message, probes.idle())
    assert page.evaluate("mounts") == ["old", "new"]
    probes.update("box", children=[Probe(id="new")])
    assert page.evaluate("mounts") == ["old", "new", "new"]


def test_render_types_say_who_set_the_props_last(probes: FakeEngine, page: Page) -> None:
    probes.start(Probe(id="p", title="0"))
    assert page.evaluate("probes.p.dashRenderType") == "parent"
    page.evaluate("setPropsOf.p({title: '1'})")
    assert page.evaluate("probes.p.dashRenderType") == "internal"
    probes.update("p", title="2")
    assert page.evaluate("probes.p.dashRenderType") == "callback"
    page.evaluate("dash_clientside.set_props('p', {title: '3'})")
    assert page.evaluate("probes.p.dashRenderType") == "clientsideApi"


def test_tabs_draw_again_when_a_tab_changes(engine: FakeEngine, page: Page) -> None:
    tabs = [
        dcc.Tab("first", label="one", value="1", id="t1"),
        dcc.Tab("second", label="two", value="2"),
    ]
    engine.start(dcc.Tabs(tabs, id="tabs"))
    expect(page.locator(".tab--selected")).to_have_text("one")
    assert engine.sent("PropsChanged")[0]["props"] == {"value": "1"}
    engine.update("t1", label="uno")
    expect(page.locator(".tab--selected")).to_have_text("uno")
    page.get_by_text("two").click()
    expect(page.locator(".tab-content")).to_have_text("second")


def test_a_component_as_label_of_a_tab_is_a_node_like_any_other(
    engine: FakeEngine, page: Page
) -> None:
    label = html.Span("click me", id="label", n_clicks=0)
    engine.start(dcc.Tabs([dcc.Tab("first", label=label, value="1")], value="1"))
    page.locator("#label").click()
    changed = engine.sent("PropsChanged")[-1]
    assert changed["nid"] == engine.nid("label")
    assert changed["props"]["n_clicks"] == 1
    engine.update("label", children="changed")
    expect(page.locator(".tab--selected")).to_have_text("changed")


def test_components_inside_plain_props_are_mounted_on_the_page(
    engine: FakeEngine, page: Page
) -> None:
    def options(text: str) -> list[dict[str, Any]]:
        return [{"label": html.B([text, html.I("!")], id="label"), "value": "a"}]

    engine.start(dcc.Checklist(options("A"), id="list"))
    expect(page.locator("#list b")).to_have_text("A!")
    dry = [{**options("Z")[0], "label": options("Z")[0]["label"].to_plotly_json()}]
    dry[0]["label"]["props"]["children"][1] = html.I("?").to_plotly_json()
    engine.update("list", options=dry)
    expect(page.locator("#list b")).to_have_text("Z?")
    page.locator("#list input").click()
    assert engine.sent("PropsChanged")[-1]["props"] == {"value": ["a"]}


def test_get_layout_knows_ids_and_paths(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div([html.B("x", id="b")], id="box"))
    b = {"namespace": "dash_html_components", "type": "B", "props": {"children": "x", "id": "b"}}
    assert page.evaluate("dash_component_api.getLayout('b')") == b
    box = page.evaluate("dash_component_api.getLayout('box')")
    assert box["props"] == {"children": [b], "id": "box"}
    path = [engine.nid("box"), engine.nid("b"), "props", "children"]
    assert page.evaluate("path => dash_component_api.getLayout(path)", path) == "x"
    assert page.evaluate("pyrt.getProp('box', 'children')") == [b]
    assert page.evaluate("pyrt.getProp('nobody', 'children')") is None


def test_a_library_is_loaded_when_it_first_appears(open_page: Any, page: Page) -> None:
    page.route(
        "**/probe.js",
        lambda route: route.fulfill(body=PROBE_LIBRARY, content_type="text/javascript"),
    )
    engine = open_page(components={"probe_lib": ["probe.js"]})
    engine.start(html.Div([Probe(id="p", children="late"), "other"]))
    expect(page.locator("#p")).to_have_text("late")


def test_a_thousand_rows_update_one_by_one(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div([html.Div(dcc.Input(id=f"in{i}", value=str(i))) for i in range(1000)]))
    expect(page.locator("input")).to_have_count(1000)
    engine.update("in999", value="changed")
    expect(page.locator("#in999")).to_have_value("changed")
