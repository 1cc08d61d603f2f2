"""What users and scripts change: `setProps`, `set_props`, acknowledgement (E1-E4, M6)."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from playwright.sync_api import Page, expect

from tests.host.fake_engine import FakeEngine
from tests.host.probe import Probe

ECHO = """nid => {
    fakeWorker.answer = ({ type, seq, props }) => type === 'PropsChanged' && [
        {type: 'LayoutUpdate', update: 99, ack: seq, confirm: false,
         ops: [{op: 'set', nid, props: {value: props.value}, slots: []}]},
        {type: 'Idle', ack: seq},
    ];
}"""
"""What a callback does that writes an input's value back to the input."""


def test_an_edit_is_shown_at_once_and_told_with_a_number(engine: FakeEngine, page: Page) -> None:
    engine.start(dcc.Input(id="in"))
    page.locator("#in").press_sequentially("ab")
    changes = engine.sent("PropsChanged")
    assert [(c["seq"], c["nid"], c["props"]) for c in changes] == [
        (1, engine.nid("in"), {"value": "a"}),
        (2, engine.nid("in"), {"value": "ab"}),
    ]
    assert page.evaluate("pyrt.getProp('in', 'value')") == "ab"


def test_props_that_a_component_sets_together_travel_together(
    engine: FakeEngine, page: Page
) -> None:
    engine.start(html.Button("go", id="go"))
    page.locator("#go").click()
    (change,) = engine.sent("PropsChanged")
    assert change["props"].keys() == {"n_clicks", "n_clicks_timestamp"}


def test_a_value_that_is_set_again_is_no_edit(engine: FakeEngine, page: Page) -> None:
    engine.start(dcc.RadioItems(["a", "b"], "a", id="radio"))
    page.get_by_label("a").click()
    assert engine.sent("PropsChanged") == []


def test_typing_is_not_disturbed_by_an_older_answer(engine: FakeEngine, page: Page) -> None:
    engine.start(dcc.Input(id="in"))
    page.locator("#in").press_sequentially("abc")
    engine.say(engine.update_message("in", ack=1, value="A"))
    expect(page.locator("#in")).to_have_value("abc")
    engine.say(engine.update_message("in", ack=3, value="ABC"))
    expect(page.locator("#in")).to_have_value("ABC")


def test_fast_typing_against_an_echo_comes_to_rest(engine: FakeEngine, page: Page) -> None:
    """dcc.Input compares its own state with `value` in effects: it must never see an old one."""
    engine.start(dcc.Input(id="in"))
    page.evaluate(ECHO, engine.nid("in"))
    page.locator("#in").press_sequentially("the quick brown fox", delay=5)
    page.evaluate("pyrt.idle()")
    expect(page.locator("#in")).to_have_value("the quick brown fox")
    assert len(engine.sent("PropsChanged")) == len("the quick brown fox")


def test_invalid_numbers_are_null_and_undefined_is_null(engine: FakeEngine, page: Page) -> None:
    engine.start([dcc.Input(id="n", type="number", value=1, max=5), html.Div(id="d", title="t")])
    page.locator("#n").fill("9")
    assert engine.sent("PropsChanged")[-1]["props"] == {"value": None}
    assert engine.sent("PropsChanged")[-1]["unset"] == []
    page.evaluate("dash_clientside.set_props('d', {title: undefined})")
    assert engine.sent("PropsRequested")[-1]["props"] == {"title": None}


def test_edits_made_while_mounting_come_before_rendered(engine: FakeEngine, page: Page) -> None:
    page.evaluate("localStorage.setItem('kept', '\"from before\"')")
    engine.start([dcc.Location(id="url"), dcc.Store("kept", storage_type="local")])
    kinds = [message["type"] for message in engine.sent()]
    assert kinds == ["PropsChanged", "PropsChanged", "Rendered"]
    props = {c["nid"]: c["props"] for c in engine.sent("PropsChanged")}
    assert props[engine.nid("url")].keys() == {"pathname", "href", "hash", "search"}
    assert props[engine.nid("kept")]["data"] == "from before"


def test_rendered_answers_each_update_that_asks_for_it(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div(id="d"))
    message = engine.update_message("d", title="quiet")
    engine.say({**message, "confirm": False})
    engine.say(engine.update_message("d", title="confirmed"))
    assert [message["update"] for message in engine.sent("Rendered")] == [1, 3]


def test_set_props_by_a_script_shows_at_once_and_always_counts(
    engine: FakeEngine, page: Page
) -> None:
    engine.start(html.Div("old", id="d"))
    page.evaluate("dash_clientside.set_props('d', {children: 'new'})")
    expect(page.locator("#d")).to_have_text("new")
    page.evaluate("pyrt.setProps('d', {children: 'new'})")
    requests = engine.sent("PropsRequested")
    assert [(r["seq"], r["id"], r["props"]) for r in requests] == [
        (1, "d", {"children": "new"}),
        (2, "d", {"children": "new"}),
    ]


def test_set_props_with_components_or_patches_waits_for_the_engine(
    engine: FakeEngine, page: Page
) -> None:
    engine.start(html.Div("old", id="d", title="t"))
    page.evaluate("""dash_clientside.set_props('d', {
        title: new dash_clientside.Patch().add([], '!').build(),
        children: {namespace: 'dash_html_components', type: 'B', props: {children: 'x'}},
        className: 'shown',
    })""")
    expect(page.locator("#d")).to_have_class("shown")
    expect(page.locator("#d")).to_have_text("old")
    engine.update("d", children=html.B("x"), title="t!")
    expect(page.locator("#d b")).to_have_text("x")
    assert page.evaluate("pyrt.getProp('d', 'title')") == "t!"


def test_set_props_takes_dict_ids_and_paths(engine: FakeEngine, page: Page) -> None:
    engine.start([html.Div(id={"type": "row", "index": 1}), html.Div("anonymous", className="a")])
    page.evaluate("dash_clientside.set_props({index: 1, type: 'row'}, {title: 'x'})")
    assert engine.sent("PropsRequested")[-1]["id"] == {"index": 1, "type": "row"}
    nid = page.evaluate("dash_component_api.getLayout([2]).props.className") and 2
    page.evaluate("nid => dash_clientside.set_props([nid], {children: 'named'})", nid)
    expect(page.locator(".a")).to_have_text("named")
    assert engine.sent("PropsChanged")[-1]["nid"] == nid


def test_set_props_of_an_unknown_id_is_the_engines_business(engine: FakeEngine, page: Page) -> None:
    engine.start(html.Div())
    page.evaluate("dash_clientside.set_props('nobody', {a: 1})")
    assert engine.sent("PropsRequested")[-1]["id"] == "nobody"


def test_values_that_json_cannot_hold_stay_on_the_page(probes: FakeEngine, page: Page) -> None:
    probes.start(Probe(id="p", title="new"))
    page.evaluate("() => setPropsOf.p({ held: window, title: 'set' })")
    assert page.evaluate("() => probes.p.rest.held === window") is True
    assert page.evaluate("() => probes.p.rest.title") == "set"
    assert [c["props"] for c in probes.sent("PropsChanged")] == [{"title": "set"}]


def test_idle_waits_until_the_engine_has_seen_every_edit(engine: FakeEngine, page: Page) -> None:
    engine.start(dcc.Input(id="in"))
    page.locator("#in").press_sequentially("a")
    page.evaluate("() => void pyrt.idle().then(() => (window.rested = true))")
    engine.say({"type": "Idle", "ack": 0})
    assert page.evaluate("window.rested") is None
    engine.say({"type": "Idle", "ack": 1})
    assert page.evaluate("window.rested") is True


def test_a_link_and_a_location_work_together_on_the_page(engine: FakeEngine, page: Page) -> None:
    engine.start(
        [dcc.Location(id="url", refresh="callback-nav"), dcc.Link("go", href="/there", id="link")]
    )
    page.locator("#link").click()
    assert page.evaluate("location.pathname") == "/there"
    changed: dict[str, Any] = engine.sent("PropsChanged")[-1]
    assert changed["nid"] == engine.nid("url")
    assert changed["props"]["pathname"] == "/there"


def test_undo_and_redo_set_inputs_back_and_forth(engine: FakeEngine, page: Page) -> None:
    callback = {
        "id": "out.children",
        "inputs": ["in.value"],
        "outputs": ["out.children"],
        "states": [],
        "clientside": False,
    }
    engine.start(
        dcc.RadioItems(["a", "b"], "a", id="in"), show_undo_redo=True, callbacks=[callback]
    )
    expect(page.locator("._dash-undo-redo")).to_have_text("")
    page.get_by_label("b").click()
    page.get_by_role("button", name="undo").click()
    expect(page.get_by_label("a")).to_be_checked()
    page.get_by_role("button", name="redo").press("Enter")
    expect(page.get_by_label("b")).to_be_checked()
    requests = engine.sent("PropsRequested")
    assert [request["props"] for request in requests] == [{"value": "a"}, {"value": "b"}]


def test_what_a_component_has_changed_in_place_is_told_but_is_no_edit(
    probes: FakeEngine, page: Page
) -> None:  # E1: equal for Dash, whose State reads the page
    probes.start(Probe(id="p", title=[{"a": 1}, {"a": 2}]))
    page.evaluate(
        """() => {
            const rows = window.probes.p.rest.title;
            rows[1].a = 7;
            setPropsOf.p({ title: [...rows] });
            setPropsOf.p({ title: [{ a: 1 }, { a: 7 }] });
        }"""
    )
    [refreshed] = probes.sent("PropsRefreshed")
    assert refreshed["props"] == {"title": [{"a": 1}, {"a": 7}]}
    assert probes.sent("PropsChanged") == []
