"""What a call is given: arguments and the data behind `ctx` (rules C6, E12, G9, H)."""

from __future__ import annotations

from typing import Any

from pyrt.engine.dependencies import ALL, MATCH, Input, Output, State
from tests.unit.engine.machine import App, Machine, comp, div

A1, A2 = {"i": 1}, {"i": 2}


def test_the_lists_have_dashs_shapes() -> None:  # G9, H5
    app = App([div("a", v=1), div("s", w=2), div(A1, v=10), div(A2, v=20), div("o"), div("p")])

    @app.callback(
        Output("o", "x"),
        Output({"i": ALL}, "x"),
        Input("a", "v"),
        Input({"i": ALL}, "v"),
        State("s", "w"),
        State({"i": ALL}, "v"),
    )
    def call(*values: Any) -> Any:
        return 1, [1, 2]

    (run,) = Machine(app).runs
    listed = [{"id": A1, "property": "v", "value": 10}, {"id": A2, "property": "v", "value": 20}]
    assert run.inputs_list == [{"id": "a", "property": "v", "value": 1}, listed]
    assert run.states_list == [{"id": "s", "property": "w", "value": 2}, listed]
    assert run.outputs_list == [
        {"id": "o", "property": "x"},
        [{"id": A1, "property": "x"}, {"id": A2, "property": "x"}],
    ]
    assert run.args == [1, [10, 20], 2, [10, 20]]


def test_match_is_one_entry_with_the_concrete_id() -> None:  # G9
    app = App([div(A1, v=10), div(A2, v=20)])

    @app.callback(Output({"i": MATCH}, "x"), Input({"i": MATCH}, "v"))
    def call(value: Any) -> Any:
        return value

    first, second = Machine(app).runs
    assert first.inputs_list == [{"id": A1, "property": "v", "value": 10}]
    assert second.outputs_list == [{"id": A2, "property": "x"}]


def test_a_prop_that_is_not_set_is_none_and_has_no_value_key() -> None:  # C6
    app = App([div("a", set=None), div("o")])

    @app.callback(Output("o", "x"), Input("a", "unset"), Input("a", "set"))
    def call(*values: Any) -> Any:
        return 1

    (run,) = Machine(app).runs
    assert run.args == [None, None]
    assert run.inputs_list == [
        {"id": "a", "property": "unset"},
        {"id": "a", "property": "set", "value": None},
    ]


def test_triggered_has_the_value_at_the_start_of_the_call() -> None:  # E12, H2
    app = App([div("a"), div("o")])

    @app.callback(Output("o", "x"), Input("a", "v"), prevent_initial_call=True)
    def call(value: Any) -> Any:
        return 1

    machine = Machine(app)
    machine.receive(machine.edited("a", v="first"), machine.edited("a", v="last"))
    assert machine.runs[0].triggered == [{"prop_id": "a.v", "value": "last"}]


def test_triggered_names_dict_ids_by_their_text() -> None:  # G2
    app = App([div({"t": "x", "i": 1}), div("o")])

    @app.callback(Output("o", "x"), Input({"t": "x", "i": ALL}, "v"), prevent_initial_call=True)
    def call(values: Any) -> Any:
        return 1

    machine = Machine(app)
    machine.edit({"t": "x", "i": 1}, v=5)
    assert machine.runs[0].triggered == [{"prop_id": '{"i":1,"t":"x"}.v', "value": 5}]


def test_a_trigger_is_listed_once_however_often_it_is_read() -> None:
    app = App([div(A1), div("o")])

    @app.callback(
        Output("o", "x"), Input(A1, "v"), Input({"i": ALL}, "v"), prevent_initial_call=True
    )
    def call(*values: Any) -> Any:
        return 1

    machine = Machine(app)
    machine.edit(A1, v=5)
    assert machine.calls == [("call", 5, [5])]
    assert machine.triggered() == ['{"i":1}.v']


def test_arguments_may_be_changed_without_harm() -> None:  # C6
    app = App([div("a", v={"list": [1]}), div("o")])

    @app.callback(Output("o", "x"), Input("a", "v"), State("a", "v"))
    def call(value: Any, state: Any) -> Any:
        value["list"].append(2)
        return state

    machine = Machine(app)
    assert machine.prop("o", "x") == {"list": [1]}
    assert machine.snapshot()[machine.nid("a")]["v"] == {"list": [1]}


def test_what_a_callback_keeps_of_its_result_is_not_the_apps() -> None:  # C6
    app = App([div("a"), div("o")])
    kept: list[Any] = [1]

    @app.callback(Output("o", "x"), Input("a", "v"))
    def call(value: Any) -> Any:
        return kept

    machine = Machine(app)
    kept.append(2)
    assert machine.snapshot()[machine.nid("o")]["x"] == [1]


def test_components_are_read_in_dashs_form() -> None:  # C6, I8
    app = App([div("box", [div("c", "text"), "more"]), div("o")])

    @app.callback(Output("o", "x"), Input("box", "children"))
    def call(children: Any) -> Any:
        return 1

    assert Machine(app).calls == [("call", [div("c", "text"), "more"])]


def test_a_missing_optional_input_is_none() -> None:  # K2, cbop002
    app = App([div("a", v=1), div("o")])

    @app.callback(
        Output("o", "x"),
        Input("a", "v"),
        Input("nowhere", "v", allow_optional=True),
        State("nobody", "v", allow_optional=True),
    )
    def call(*values: Any) -> Any:
        return 1

    machine = Machine(app)
    assert machine.calls == [("call", 1, None, None)]
    assert machine.errors == []
    missing = {"id": "nowhere", "property": "v", "allow_optional": True, "value": None}
    assert machine.runs[0].inputs_list[1] == missing


def test_several_components_where_one_is_wanted_is_an_error() -> None:  # B21
    app = App([div({"i": 1}), div({"i": "1"}), div("o"), div("b")])

    @app.callback(Output("o", "x"), Input("b", "v"), State({"i": MATCH}, "v"))
    def call(*values: Any) -> Any:
        return 1

    ((title, _),) = Machine(app).errors
    assert title.startswith("Multiple objects were found for an `State` of a callback")


def test_keyword_arguments_and_groupings_arrive_as_registered() -> None:  # C2, H6
    app = App([div("a", v=1), div("s", v=2), div("o")])

    @app.callback(output=Output("o", "x"), inputs={"n": Input("a", "v"), "s": State("s", "v")})
    def call(n: int, s: int) -> int:
        return n - s

    assert Machine(app).prop("o", "x") == -1


def test_a_missing_state_is_reported_after_missing_inputs() -> None:  # B21
    app = App([comp("Input", "a"), div("x"), div("y")])

    @app.callback(Output("x", "v"), Input("a", "v"), State("no-state", "v"))
    def state(value: Any, missing: Any) -> None: ...

    @app.callback(Output("y", "v"), Input("a", "v"), Input("no-input", "v"))
    def both(value: Any, missing: Any) -> None: ...

    machine = Machine(app)
    named = [title.partition("this object is ")[2].partition(" ")[0] for title, _ in machine.errors]
    assert named[-2:] == ["`no-input`", "`no-state`"]
