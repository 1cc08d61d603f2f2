"""Content that callbacks insert and remove (rules F, and Patch of children: D4, L5)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, MATCH, Input, Output
from pyrt.engine.patch import Patch
from tests.unit.engine.machine import App, Machine, comp, div


def showing(content: Any, *others: str) -> App:
    """An app whose callback `show` puts `content` into `box` when `go` is edited."""
    app = App(
        [div("go"), div("box"), *(div(name) for name in others)],
        suppress_callback_exceptions=True,
    )

    @app.callback(Output("box", "children"), Input("go", "v"), prevent_initial_call=True)
    def show(value: Any) -> Any:
        return content(value) if callable(content) else content

    return app


# --- insertion --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "outside", "prevented", "calls", "triggered"),
    [
        ([div("i", v=1), div("o")], [], False, [("watch", 1)], []),
        ([div("i", v=1), div("o")], [], True, [], None),
        ([div("i", v=1)], ["o"], False, [("watch", 1)], ["i.v"]),
        ([div("i", v=1)], ["o"], True, [("watch", 1)], ["i.v"]),
        ([div("o")], ["i"], False, [("watch", None)], []),
        ([div("o")], ["i"], True, [], None),
    ],
    ids=[
        "input and output",
        "input and output, prevented",
        "input only",
        "input only, prevented",
        "output only",
        "output only, prevented",
    ],
)
def test_inserted_content_calls_those_it_concerns(
    content: Any, outside: list[str], prevented: bool, calls: Any, triggered: list[str] | None
) -> None:  # F2, V11
    app = showing(content, *outside)

    @app.callback(Output("o", "x"), Input("i", "v"), prevent_initial_call=prevented)
    def watch(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.forget()
    machine.edit("go", v=1)
    assert machine.calls[1:] == calls
    assert triggered is None or machine.triggered() == triggered


@pytest.mark.parametrize("prevented", [False, True])
def test_an_inserted_input_of_a_callback_without_output_calls_nobody(
    prevented: bool,
) -> None:  # F2, quirk U4
    app = showing([div("i", v=1)])

    @app.callback(Input("i", "v"), prevent_initial_call=prevented)
    def silent(value: Any) -> None: ...

    machine = Machine(app)
    machine.edit("go", v=1)
    assert machine.names() == ["show"]
    machine.edit("i", v=2)
    assert machine.names() == ["show", "silent"]


def test_an_inserted_input_is_a_trigger_whatever_its_value() -> None:  # F5
    app = showing([div("i", v="same")], "o")

    @app.callback(Output("o", "x"), Input("i", "v"), prevent_initial_call=True)
    def watch(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("go", v=1)
    machine.edit("go", v=2)
    assert machine.names() == ["show", "watch", "show", "watch"]


def test_inserted_callbacks_form_a_chain() -> None:  # D7, F2
    app = showing([div("a", v=1), div("b"), div("c")])
    for source, target in (("b", "c"), ("a", "b")):

        @app.callback(Output(target, "v"), Input(source, "v"))
        def link(value: Any, target: str = target) -> str:
            return f"{target}({value})"

    machine = Machine(app)
    machine.edit("go", v=1)
    assert machine.calls[1:] == [("link", 1), ("link", "b(1)")]
    assert machine.prop("c", "v") == "c(b(1))"


def test_inserted_content_may_insert_content() -> None:
    app = showing(div("inner"))

    @app.callback(Output("inner", "children"), Input("go", "v"))
    def deeper(value: Any) -> Any:
        return div("deep")

    @app.callback(Output("deep", "v"), Input("go", "v"))
    def deepest(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("go", v=3)
    # `deeper` is asked for while `go` is edited, too, but has no output then (E17).
    assert machine.names() == ["show", "deeper", "deepest"]
    assert machine.prop("deep", "v") == 3


def test_a_prevented_callback_still_hears_of_the_inserted_one_before_it() -> None:  # D10, F2
    app = showing([div("a", v=1), div("b"), div("c")])

    @app.callback(Output("b", "v"), Input("a", "v"))
    def first(value: Any) -> Any:
        return "new"

    @app.callback(Output("c", "v"), Input("b", "v"), prevent_initial_call=True)
    def second(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("go", v=1)
    assert machine.names() == ["show", "first", "second"]


def test_the_callback_that_inserts_is_not_called_by_its_own_content() -> None:  # E20
    app = App([div("go"), div("box", div("i", v=1))])

    @app.callback(
        Output("box", "children"), Input("go", "v"), Input("i", "v"), prevent_initial_call=True
    )
    def show(*values: Any) -> Any:
        return div("i", v=values[0])

    machine = Machine(app)
    machine.edit("go", v=1)
    machine.edit("i", v=9)
    assert machine.names() == ["show", "show"]


# --- removal ----------------------------------------------------------------------------


def items(*indices: int) -> list[dict[str, Any]]:
    return [div({"i": index}, v=index) for index in indices]


def listing(before: list[Any], after: Any, prevented: bool = False) -> Machine:
    """`total` reads all items in `box`; `show` puts `after` in the place of `before`."""
    app = App([div("go"), div("box", before), div("out")])

    @app.callback(Output("box", "children"), Input("go", "v"), prevent_initial_call=True)
    def show(value: Any) -> Any:
        return after

    @app.callback(Output("out", "v"), Input({"i": ALL}, "v"), prevent_initial_call=prevented)
    def total(values: list[int]) -> int:
        return sum(values)

    machine = Machine(app)
    machine.forget()
    machine.edit("go", v=1)
    return machine


@pytest.mark.parametrize("prevented", [False, True])
def test_removed_items_are_a_last_call_without_trigger(prevented: bool) -> None:  # F3
    machine = listing(items(1, 2), [], prevented)
    assert machine.calls == [("show", 1), ("total", [])]
    assert machine.triggered() == []
    assert machine.prop("out", "v") == 0


def test_what_is_put_back_counts_as_new_every_time() -> None:  # F4
    machine = listing(items(1, 2), items(1, 2, 3))
    assert machine.calls == [("show", 1), ("total", [1, 2, 3])]
    assert machine.triggered() == ['{"i":1}.v', '{"i":2}.v', '{"i":3}.v']


def test_some_items_fewer() -> None:  # F3, F4
    machine = listing(items(1, 2, 3), items(2))
    assert machine.calls == [("show", 1), ("total", [2])]
    assert machine.triggered() == ['{"i":2}.v']


@pytest.mark.parametrize("nothing", [None, "", 0, False])
def test_content_that_gives_way_to_nothing_leaves_without_a_last_call(
    nothing: Any,
) -> None:  # as observed in Dash 4.4.1
    machine = listing(items(1, 2), nothing)
    assert machine.names() == ["show"]


def test_after_that_the_items_are_gone_all_the_same() -> None:  # F1
    machine = listing(items(1, 2), None)
    machine.request_props("go", w=1)
    assert machine.page.find({"i": 1}) is None
    assert machine.engine.dropped_events == 0


def test_no_last_call_when_the_output_leaves_with_the_items() -> None:  # F3
    app = App([div("go"), div("box", [*items(1), div("out")])])

    @app.callback(Output("box", "children"), Input("go", "v"), prevent_initial_call=True)
    def show(value: Any) -> Any:
        return ["empty"]

    @app.callback(Output("out", "v"), Input({"i": ALL}, "v"), prevent_initial_call=True)
    def total(values: list[int]) -> int:
        return sum(values)

    machine = Machine(app)
    machine.edit("go", v=1)
    assert machine.names() == ["show"]


def test_a_string_id_that_leaves_makes_no_last_call() -> None:  # F3
    app = App([div("go"), div("box", div("i", v=1)), div("out")])

    @app.callback(Output("box", "children"), Input("go", "v"), prevent_initial_call=True)
    def show(value: Any) -> Any:
        return []

    @app.callback(Output("out", "v"), Input("i", "v"), prevent_initial_call=True)
    def watch(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("go", v=1)
    assert machine.names() == ["show"]


# --- what gets no calls -----------------------------------------------------------------


def test_content_of_set_props_gets_no_initial_calls() -> None:  # F7, quirk U3
    app = App([div("go"), div("box"), div("o")], suppress_callback_exceptions=True)

    @app.callback(Input("go", "v"), prevent_initial_call=True)
    def side(value: Any) -> None:
        machine.set_props.append(("box", {"children": [div("new"), div("i", v=1)]}))

    @app.callback(Output("new", "v"), Input("go", "w"))
    def fill(value: Any) -> Any:
        return value

    @app.callback(Output("o", "v"), Input("i", "v"), prevent_initial_call=True)
    def watch(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("go", v=1)
    assert machine.names() == ["side"]
    machine.edit("go", w=7)
    machine.edit("i", v=8)
    assert machine.calls[1:] == [("fill", 7), ("watch", 8)]


@pytest.mark.parametrize("way", ["running", "page"])
def test_nor_does_content_of_running_and_of_the_page(way: str) -> None:  # F7
    app = App([div("go"), div("box")], suppress_callback_exceptions=True)

    @app.callback(
        Input("go", "v"),
        running=[(Output("box", "children"), div("new"), div("new"))],
        prevent_initial_call=True,
    )
    def side(value: Any) -> None: ...

    @app.callback(Output("new", "v"), Input("go", "w"))
    def fill(value: Any) -> Any:
        return value

    machine = Machine(app)
    if way == "running":
        machine.edit("go", v=1)
    else:
        machine.request_props("box", children=div("new"))
    assert "fill" not in machine.names()
    machine.edit("go", w=1)
    assert machine.prop("new", "v") == 1


@pytest.mark.parametrize(
    ("prop", "value"),
    [("options", [{"label": div("new")}]), ("parts", {"a": div("new")})],
)
def test_content_in_lists_and_mappings_of_objects_is_not_crawled(
    prop: str, value: Any
) -> None:  # F6
    app = App([div("go"), comp("Wrap", "w")], suppress_callback_exceptions=True)

    @app.callback(Output("w", prop), Input("go", "v"), prevent_initial_call=True)
    def show(_: Any) -> Any:
        return value

    @app.callback(Output("new", "v"), Input("go", "w"))
    def fill(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("go", v=1)
    assert machine.names() == ["show"]
    machine.edit("go", w=2)
    assert machine.prop("new", "v") == 2


@pytest.mark.parametrize(
    ("prop", "value"), [("label", div("new")), ("slot", {"header": div("new")})]
)
def test_content_in_other_node_props_is_crawled(prop: str, value: Any) -> None:  # F1, F6
    app = App([div("go"), comp("Wrap", "w")], suppress_callback_exceptions=True)

    @app.callback(Output("w", prop), Input("go", "v"), prevent_initial_call=True)
    def show(_: Any) -> Any:
        return value

    @app.callback(Output("new", "v"), Input("go", "w"))
    def fill(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("go", v=1)
    assert machine.names() == ["show", "fill"]


# --- mounting ---------------------------------------------------------------------------


def test_what_a_callback_returns_is_mounted_anew() -> None:  # F8
    machine = Machine(showing(div("a", div("b"))))
    machine.edit("go", v=1)
    before = machine.nid("a"), machine.nid("b")
    machine.edit("go", v=2)
    assert before != (machine.nid("a"), machine.nid("b"))


def test_a_patch_keeps_what_it_does_not_touch() -> None:  # D4, L5
    app = App([div("go"), div("box", [div("a", div("b"))])])

    @app.callback(Output("box", "children"), Input("go", "v"), prevent_initial_call=True)
    def more(value: Any) -> Any:
        patch = Patch()
        patch.append(div(f"new{value}"))
        return patch

    machine = Machine(app)
    before = machine.nid("a"), machine.nid("b")
    machine.edit("go", v=1)
    machine.edit("go", v=2)
    assert before == (machine.nid("a"), machine.nid("b"))
    assert machine.page.nested(machine.nid("box")) == ["Div#a(Div#b())", "Div#new1()", "Div#new2()"]


def test_a_patch_counts_all_children_as_inserted() -> None:  # L5, F4
    app = App([div("go"), div("box", items(1)), div("out")])

    @app.callback(Output("box", "children"), Input("go", "v"), prevent_initial_call=True)
    def more(value: Any) -> Any:
        patch = Patch()
        patch.append(items(2)[0])
        return patch

    @app.callback(Output({"i": MATCH}, "x"), Input({"i": MATCH}, "v"))
    def each(value: int) -> int:
        return value

    @app.callback(Output("out", "v"), Input({"i": ALL}, "v"), prevent_initial_call=True)
    def total(values: list[int]) -> int:
        return sum(values)

    machine = Machine(app)
    machine.forget()
    machine.edit("go", v=1)
    assert machine.names() == ["more", "each", "total", "each"]
    assert machine.triggered_of("total") == [['{"i":1}.v', '{"i":2}.v']]


def test_typed_values_survive_a_patch_of_the_list_around_them() -> None:  # F8
    app = App([div("go"), div("box", [comp("Input", "text")])])

    @app.callback(Output("box", "children"), Input("go", "v"), prevent_initial_call=True)
    def more(value: Any) -> Any:
        patch = Patch()
        patch.append(div())
        return patch

    machine = Machine(app)
    machine.edit("text", value="typed")
    machine.edit("go", v=1)
    assert machine.prop("text", "value") == "typed"
    assert machine.snapshot()[machine.nid("text")]["value"] == "typed"
