"""An engine that goes on where another one was stopped (architecture D16)."""

from __future__ import annotations

from typing import Any

from pyrt.engine.dependencies import ALL, Input, Output
from pyrt.engine.events import Restore
from pyrt.engine.spec import BackgroundSpec
from pyrt.protocol import (
    External,
    ExternalMounted,
    LayoutRequested,
    LayoutUpdate,
    Mount,
    PropsChanged,
    Restored,
    Set,
    StartJob,
)

from .machine import App, Machine, comp, div


def make_app() -> App:
    app = App(
        div(
            children=[
                comp("Button", "add"),
                comp("Wrap", "wrap", label=div("label", "l"), options=[{"label": div("o")}]),
                div("list", []),
                div("sum"),
            ]
        )
    )

    @app.callback(
        Output("list", "children"),
        Input("add", "n_clicks"),
        running=[(Output("add", "disabled"), True, False)],
        prevent_initial_call=True,
    )
    def add(n: int) -> Any:
        return [comp("Input", {"type": "row", "index": i}, value=i) for i in range(n)]

    @app.callback(
        Output("sum", "children"),
        Input({"type": "row", "index": ALL}, "value"),
        prevent_initial_call=True,
    )
    def total(values: list[int]) -> int:
        return sum(values)

    @app.callback(
        Output("label", "children"),
        Input("sum", "n_clicks"),
        background=BackgroundSpec((Output("o", "children"),), ("none",)),
        prevent_initial_call=True,
    )
    def job(n: int) -> None:
        """Runs elsewhere."""

    return app


def restored(
    machine: Machine, jobs: tuple[int, ...] = (), externals: tuple[External, ...] = ()
) -> Machine:
    """Another engine on the same page."""
    ops: list[Mount | Set] = []
    machine.forget()
    machine.engine.receive(LayoutRequested())
    while (effect := machine.engine.poll()) is not None:
        message = getattr(effect, "message", None)
        if isinstance(message, LayoutUpdate):
            ops = [op for op in message.ops if isinstance(op, (Mount, Set))]
    start = Restore(Restored(ops, list(externals), list(jobs)))
    return Machine(machine.app, start=start, page=machine.page)


def test_the_page_keeps_its_nodes_and_nothing_is_called() -> None:
    first = Machine(make_app())
    first.edit("add", n_clicks=3)
    before = first.snapshot()
    second = restored(first)
    assert second.calls == []
    assert second.sent(LayoutUpdate) == []
    assert second.idle
    assert second.snapshot() == before


def test_it_answers_edits_of_old_nodes_and_mounts_new_ones() -> None:
    first = Machine(make_app())
    first.edit("add", n_clicks=3)
    second = restored(first)
    second.edit({"type": "row", "index": 1}, value=10)
    assert second.prop("sum", "children") == 12
    second.edit("add", n_clicks=4)
    assert second.prop("sum", "children") == 6
    assert not second.errors


def test_what_running_had_turned_on_is_turned_off() -> None:  # K1
    first = Machine(make_app(), held=["add"])
    first.click("add")
    assert first.prop("add", "disabled") is True
    assert restored(first).prop("add", "disabled") is False


def test_the_progress_of_lost_jobs_is_set_back() -> None:  # N5
    first = Machine(make_app())
    first.click("sum")
    assert first.sent(StartJob)
    assert first.prop("o", "children") is None
    assert restored(first, jobs=(2,)).prop("o", "children") == "none"


def test_edits_that_the_last_engine_has_not_seen_reach_this_one() -> None:
    first = Machine(make_app())
    unseen = first.edited("add", n_clicks=2)
    second = restored(first)
    assert second.names() == []
    second.receive(PropsChanged(unseen.seq, unseen.nid, unseen.props))
    assert second.names() == ["add", "total"]


def test_what_components_had_drawn_is_taken_over_without_a_word() -> None:
    """F1: an option's label is in the layout again, and who watches it is not called again."""
    app = App([comp("Checklist", "list"), div("out")], suppress_callback_exceptions=True)

    @app.callback(Output("out", "children"), Input("label", "children"))
    def show(text: Any) -> Any:
        return f"shown {text}"

    first = Machine(app)
    parent = first.nid("list")
    label = Mount(-1, "html", "B", {"id": "label", "children": "x"}, [])
    second = restored(first, externals=(External(parent, [label]),))
    assert second.names() == []
    second.receive(PropsChanged(1, -1, {"children": "y"}))
    assert second.prop("out", "children") == "shown y"
    # The first engine had not seen that it was drawn: the page tells it after the restart.
    second.receive(ExternalMounted(2, parent, [label], None))
    assert second.names() == ["show", "show"]


def test_what_had_been_drawn_by_a_component_that_is_gone_is_left_out() -> None:
    gone = External(999, [Mount(-1, "html", "B", {"id": "label"}, [])])
    second = restored(Machine(make_app()), externals=(gone,))
    assert "label" not in second.engine.prop("wrap", "id")
    second.receive(PropsChanged(1, -1, {"children": "y"}))
    assert second.engine.dropped_events == 1
