"""What components bring along: external components, restored props, code that comes late."""

from __future__ import annotations

from typing import Any

from pyrt.engine.dependencies import ALL, Input, Output, State
from pyrt.engine.events import CodeArrived, CodeAwaited, ExternalMounted, PropsRestored
from pyrt.protocol import Drop, LayoutUpdate, Mount, PropsChanged, Set
from tests.unit.engine.machine import App, Machine, comp, div


def b(nid: int, slots: list[list[Any]] | None = None, **props: Any) -> Mount:
    return Mount(nid, "html", "B", props, slots or [])


def drawn(
    machine: Machine, *mounts: Mount, parent: str = "list", replaces: int | None = None
) -> None:
    """The page draws `mounts`, which stand as data in a prop of `parent`."""
    machine.receive(machine.page.draw(machine.nid(parent), list(mounts), replaces))


def app_with_list() -> App:
    app = App(
        [comp("Checklist", "list", options=[]), div("out"), div("box")],
        suppress_callback_exceptions=True,
    )

    @app.callback(Output("out", "children"), Input("label", "children"))
    def show(text: Any) -> Any:
        return f"shown {text}"

    return app


# --- external components (F1) -----------------------------------------------------------


def test_the_props_of_what_is_drawn_count_as_changed() -> None:
    machine = Machine(app_with_list())
    assert machine.names() == []
    drawn(machine, b(-1, id="label", children="text"))
    assert machine.triggered() == ["label.children"]
    assert machine.prop("out", "children") == "shown text"


def test_what_is_drawn_can_be_edited_and_written() -> None:
    app = app_with_list()

    @app.callback(Output("label", "title"), Input("label", "n_clicks"), prevent_initial_call=True)
    def click(clicks: Any) -> Any:
        return f"clicked {clicks}"

    machine = Machine(app)
    drawn(machine, b(-1, id="label", children="text"))
    machine.forget()
    machine.click("label")
    assert [update.ops for update in machine.sent(LayoutUpdate)] == [
        [Set(-1, {"title": "clicked 1"}, [])]
    ]


def test_components_inside_what_is_drawn_are_known() -> None:
    machine = Machine(app_with_list())
    inner = b(-1, id="label", children="inner")
    drawn(machine, inner, b(-2, [["children", 0]], children=[-1, "text"]))
    # Only the top one is told of as changed, as in Dash.
    assert machine.names() == []
    machine.receive(machine.edited("label", children="new"))
    assert machine.prop("out", "children") == "shown new"


def test_what_is_drawn_again_replaces_what_stood_there() -> None:
    machine = Machine(app_with_list())
    drawn(machine, b(-1, id="label", children="one"))
    drawn(machine, b(-2, id="label", children="two"), replaces=-1)
    assert machine.prop("out", "children") == "shown two"
    assert Drop(-1) in machine.sent(LayoutUpdate)[-2].ops


def test_what_is_drawn_leaves_with_the_component_that_draws_it() -> None:
    app = App([div("box", comp("Checklist", "list")), div("out")])

    @app.callback(Output("box", "children"), Input("box", "n_clicks"), prevent_initial_call=True)
    def clear(_: Any) -> Any:
        return []

    machine = Machine(app)
    drawn(machine, b(-1, id="label"))
    machine.click("box")
    assert machine.page.find("label") is None
    machine.request_props("label", title="too late")
    assert [title for title, _ in machine.errors] == ["ID running component not found in layout"]


def test_a_pattern_finds_what_is_drawn() -> None:
    app = App([comp("Checklist", "list"), div("out"), div("go")])

    @app.callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        State({"n": ALL}, "children"),
        prevent_initial_call=True,
    )
    def collect(_: Any, texts: Any) -> Any:
        return texts

    machine = Machine(app)
    drawn(machine, b(-1, id={"n": 1}, children="one"))
    drawn(machine, b(-2, id={"n": 2}, children="two"))
    machine.click("go")
    assert machine.prop("out", "children") == ["one", "two"]


def test_what_is_drawn_by_a_component_that_has_left_is_dropped_and_counted() -> None:
    machine = Machine(app_with_list())
    machine.receive(ExternalMounted(1, 999, [b(-1, id="label")], None))
    assert machine.engine.dropped_events == 1
    assert machine.names() == []


def test_what_is_told_twice_counts_once() -> None:
    machine = Machine(app_with_list())
    drawn(machine, b(-1, id="label", children="old"))
    machine.receive(machine.edited("label", children="new"))
    machine.receive(ExternalMounted(9, machine.nid("list"), [b(-1, id="label")], None))
    assert machine.prop("out", "children") == "shown new"


def test_components_in_the_dev_tools_enter_before_the_initial_calls() -> None:  # S7, D12
    app = App([div("out")], custom_tools=True)

    @app.callback(Output("out", "children"), Input("tool", "n", allow_optional=True))
    def show(n: Any) -> Any:
        return n

    machine = Machine(app, confirm=False)
    machine.receive(
        machine.page.draw(0, [Mount(-1, "test", "Tool", {"id": "tool", "n": 3}, [])], None)
    )
    machine.confirm()
    assert machine.calls == [("show", 3)] and machine.triggered() == ["tool.n"]


# --- restored props (R4, R6) ------------------------------------------------------------


def test_restored_props_trigger_nobody_and_initial_calls_see_them() -> None:
    app = App([comp("Input", "in", value="original"), div("out")])

    @app.callback(Output("out", "children"), Input("in", "value"))
    def show(value: Any) -> Any:
        return value

    machine = Machine(app, confirm=False)
    machine.receive(PropsRestored(1, machine.nid("in"), {"value": "stored"}))
    machine.confirm()
    assert machine.triggered() == []
    assert machine.prop("out", "children") == "stored"


def test_props_restored_for_a_component_that_has_left_are_dropped() -> None:
    machine = Machine(app_with_list())
    machine.receive(PropsRestored(1, 999, {"value": 1}))
    assert machine.engine.dropped_events == 1


# --- code that comes late (E11) ---------------------------------------------------------


def app_with_table() -> App:
    app = App([comp("Table", "table"), div("out"), div("other"), div("last")])

    @app.callback(Output("out", "children"), Input("table", "derived"))
    def read(derived: Any) -> Any:
        return derived

    @app.callback(Output("other", "children"), Input("last", "children"))
    def unrelated(_: Any) -> Any:
        return "done"

    return app


def test_callbacks_wait_for_the_code_of_what_they_read_and_others_do_not() -> None:
    machine = Machine(app_with_table(), confirm=False)
    table = machine.nid("table")
    machine.engine.receive(CodeAwaited([table]))
    machine.confirm()
    assert machine.names() == ["unrelated"]
    machine.confirm()
    assert not machine.idle
    machine.receive(machine.edited("table", derived=[1]))
    assert machine.names() == ["unrelated"]
    machine.receive(CodeArrived([table]))
    # What the component reported meanwhile has joined the initial call (D12).
    assert machine.names() == ["unrelated", "read"]
    assert machine.triggered() == ["table.derived"]


# --- props that a component does not have (C6) ------------------------------------------


def test_a_prop_that_a_component_sets_to_undefined_has_no_value() -> None:
    app = App([comp("Input", "in", value="x"), div("out")])

    @app.callback(Output("out", "children"), Input("in", "value"))
    def show(value: Any) -> Any:
        return repr(value)

    machine = Machine(app)
    machine.receive(PropsChanged(1, machine.nid("in"), {"value": None}, ["value"]))
    assert machine.prop("out", "children") == "None"
    assert machine.runs[-1].inputs_list == [{"id": "in", "property": "value"}]
