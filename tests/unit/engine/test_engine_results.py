"""What callbacks give back: return values, `set_props`, `Patch` (rules I, J, L, K3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pyrt.engine.dependencies import ALL, MATCH, Input, Output
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.events import PropsSet
from pyrt.engine.no_update import NoUpdate, no_update
from pyrt.engine.patch import Patch
from tests.unit.engine.machine import App, Machine, div


def returning(value: Any, *targets: str, before: Any = "before") -> Machine:
    """`give` returns (or raises) something for `v` of the targets when `a` is edited."""
    app = App([div("a"), *(div(name, v=before) for name in "bcd")])
    outputs = [Output(name, "v") for name in targets]

    @app.callback(
        *([outputs[0]] if len(outputs) == 1 else outputs),
        Input("a", "v"),
        prevent_initial_call=True,
    )
    def give(_: Any) -> Any:
        if isinstance(value, type) and issubclass(value, Exception):
            raise value("boom")
        return value

    machine = Machine(app)
    machine.forget()
    machine.edit("a", v=1)
    return machine


# --- return values ----------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, 0, "", [], {}, False, [1, {"x": [None]}]])
def test_every_json_value_is_a_value(value: Any) -> None:  # I3
    machine = returning(value, "b")
    assert machine.prop("b", "v") == value and machine.errors == []


@pytest.mark.parametrize("value", [no_update, NoUpdate, {"_dash_no_update": "_dash_no_update"}])
def test_no_update_leaves_everything_alone(value: Any) -> None:  # I2
    for targets in (["b"], ["b", "c"]):
        machine = returning(value, *targets)
        assert machine.prop("b", "v") == "before" and machine.errors == []


def test_prevent_update_leaves_everything_alone_silently() -> None:  # I1, V1
    machine = returning(PreventUpdate, "b", "c")
    assert (machine.prop("b", "v"), machine.errors) == ("before", [])


@pytest.mark.parametrize("value", [("x", "y"), ["x", "y"]])
def test_several_outputs_take_a_list_or_a_tuple(value: Any) -> None:  # C5
    machine = returning(value, "b", "c")
    assert (machine.prop("b", "v"), machine.prop("c", "v")) == ("x", "y")


@pytest.mark.parametrize(
    ("value", "targets", "part"),
    [
        ("scalar", ["b", "c"], "Expected type"),
        (("one",), ["b", "c"], "Expected length: 2"),
        (object(), ["b"], "not JSON serializable"),
        ("something", [], "No-output callback received return value: something"),
    ],
)
def test_a_value_of_the_wrong_shape_is_an_error(
    value: Any, targets: list[str], part: str
) -> None:  # I4, I5, I6
    machine = returning(value, *targets)
    ((title, message),) = machine.errors
    assert title.startswith("Callback error") and part in message
    assert machine.prop("b", "v") == "before"


def test_an_exception_names_the_callback() -> None:  # B19
    assert returning(ValueError, "b").errors == [("Callback error updating b.v", "boom")]
    assert returning(ValueError, "b", "c").errors == [
        ("Callback error updating ..b.v...c.v..", "boom")
    ]
    assert returning(ValueError).errors == [
        ("Callback error with no output from input a.v", "boom")
    ]


def test_after_an_error_the_app_goes_on() -> None:  # B19, invariant 12
    machine = returning(ValueError, "b")
    machine.edit("a", v=2)
    assert machine.names() == ["give", "give"] and machine.idle


# --- set_props --------------------------------------------------------------------------


def setting(
    *set_props: tuple[Any, dict[str, Any]], gives: Any = "out", suppress: bool = False
) -> Machine:
    """`give` calls `set_props` and returns `gives` for `b.v`; who reads what is watched."""
    app = App(
        [div("a"), *(div(name) for name in "bcd"), div({"i": 1}), div({"i": 2}), div("log")],
        suppress_callback_exceptions=suppress,
    )

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)
    def give(_: Any) -> Any:
        machine.set_props += set_props
        if isinstance(gives, type) and issubclass(gives, Exception):
            raise gives("boom")
        return gives

    @app.callback(
        Output("log", "v"),
        Input("c", "v"),
        Input("d", "v"),
        Input("b", "v"),
        Input({"i": ALL}, "v"),
        prevent_initial_call=True,
    )
    def watch(*values: Any) -> Any:
        return 1

    machine = Machine(app)
    machine.forget()
    machine.edit("a", v=1)
    return machine


def test_set_props_come_before_the_outputs_and_in_order() -> None:  # J2, E4
    machine = setting(("d", {"v": 1}), ("c", {"v": 2}))
    assert machine.calls[1:] == [("watch", 2, 1, "out", [None, None])]
    assert machine.triggered() == ["d.v", "c.v", "b.v"]


def test_an_equal_value_triggers_too() -> None:  # J3
    machine = setting(("c", {"v": None}), gives=no_update)
    assert machine.triggered() == ["c.v"]


def test_dict_ids_are_set() -> None:  # J1
    machine = setting(({"i": 2}, {"v": "two"}))
    assert machine.prop({"i": 2}, "v") == "two"


def test_all_means_every_one_that_is_there() -> None:  # G12, arb004
    machine = setting(({"i": ALL}, {"v": "all"}))
    assert [machine.prop({"i": index}, "v") for index in (1, 2)] == ["all", "all"]


def test_match_means_the_trigger() -> None:  # G12
    app = App([div({"t": "b", "i": index}) for index in (1, 2)])
    app.layout += [div({"t": "o", "i": index}) for index in (1, 2)]

    @app.callback(Input({"t": "b", "i": MATCH}, "v"), prevent_initial_call=True)
    def give(_: Any) -> None:
        machine.set_props.append(({"t": "o", "i": MATCH}, {"v": "hit"}))

    machine = Machine(app)
    machine.edit({"t": "b", "i": 2}, v=1)
    assert [machine.prop({"t": "o", "i": index}, "v") for index in (1, 2)] == [None, "hit"]


def test_set_props_survive_no_update_but_not_prevent_update_or_errors() -> None:  # I1, I2, U6
    assert setting(("c", {"v": 1}), gives=no_update).prop("c", "v") == 1
    assert setting(("c", {"v": 1}), gives=PreventUpdate).prop("c", "v") is None
    assert setting(("c", {"v": 1}), gives=ValueError).prop("c", "v") is None
    assert setting(("c", {"v": 1}), gives=object()).prop("c", "v") is None


@pytest.mark.parametrize("odd", ["nowhere", {"i": 9}, 5, None, {"i": [1]}])
def test_an_unknown_id_is_reported_and_the_rest_goes_on(odd: Any) -> None:  # J4, B16
    machine = setting((odd, {"v": 1}), ("c", {"v": 2}))
    assert [title for title, _ in machine.errors] == ["ID running component not found in layout"]
    assert (machine.prop("c", "v"), machine.prop("b", "v")) == (2, "out")


def test_an_unknown_id_may_be_suppressed() -> None:  # B16, D13
    assert setting(("nowhere", {"v": 1}), suppress=True).errors == []


def test_an_unknown_prop_is_stored() -> None:  # J4
    assert setting(("c", {"unheard-of": 1})).prop("c", "unheard-of") == 1


def test_a_value_that_is_no_json_is_reported_and_the_rest_goes_on() -> None:
    machine = setting(("c", {"v": object()}), ("d", {"v": 2}))
    assert len(machine.errors) == 1
    assert (machine.prop("d", "v"), machine.prop("b", "v")) == (2, "out")


def test_props_set_from_outside_a_call_take_effect_at_once() -> None:  # J7, J8
    machine = setting()
    machine.forget()
    machine.receive(PropsSet((("c", {"v": "now"}),)))
    assert machine.prop("c", "v") == "now"
    assert machine.triggered() == ["c.v"]


# --- Patch ------------------------------------------------------------------------------


def patched(change: Callable[[Patch], Any], before: Any) -> Machine:
    patch = Patch()
    change(patch)
    return returning(patch, "b", before=before)


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (lambda patch: patch.append(3), [1, 2], [1, 2, 3]),
        (lambda patch: patch.__setitem__("x", 1), {"y": 2}, {"y": 2, "x": 1}),
        (lambda patch: patch.__delitem__(-1), [1, 2], [1]),
        (lambda patch: patch["deep"]["er"].__setitem__(0, "new"), {}, {"deep": {"er": ["new"]}}),
    ],
)
def test_a_patch_changes_what_is_there(change: Any, before: Any, after: Any) -> None:  # L3
    machine = patched(change, before)
    assert (machine.prop("b", "v"), machine.errors) == (after, [])


def test_a_patch_meets_the_value_at_the_time_of_the_result() -> None:  # L3
    app = App([div("a"), div("b", v=[1])])

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)
    def give(_: Any) -> Patch:
        patch = Patch()
        patch.append("patched")
        return patch

    machine = Machine(app, held=["give"])
    machine.edit("a", v=1)
    machine.edit("b", v=["edited meanwhile"])
    machine.release()
    assert machine.prop("b", "v") == ["edited meanwhile", "patched"]


def test_a_patch_needs_something_to_change() -> None:  # L4
    app = App([div("a"), div("b"), div("c")])

    @app.callback(Output("b", "v"), Output("c", "v"), Input("a", "v"), prevent_initial_call=True)
    def give(_: Any) -> Any:
        patch = Patch()
        patch.append(1)
        return "lost too", patch

    machine = Machine(app)
    machine.edit("a", v=1)
    assert [title for title, _ in machine.errors] == ["Cannot patch undefined"]
    assert machine.prop("b", "v") is None


def test_a_patch_triggers_like_any_value() -> None:  # L7
    app = App([div("a"), div("b", v=[1]), div("c")])

    @app.callback(Output("b", "v"), Input("a", "v"), prevent_initial_call=True)
    def give(_: Any) -> Patch:
        patch = Patch()
        patch.append(2)
        return patch

    @app.callback(Output("c", "v"), Input("b", "v"), prevent_initial_call=True)
    def follow(value: Any) -> Any:
        return value

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.calls[1:] == [("follow", [1, 2])]


def test_patches_of_duplicate_outputs_both_apply() -> None:  # L8
    app = App([div("a"), div("b", v=[])])
    for name in ("first", "second"):

        @app.callback(
            Output("b", "v", allow_duplicate=True), Input("a", name), prevent_initial_call=True
        )
        def give(_: Any, name: str = name) -> Patch:
            patch = Patch()
            patch.append(name)
            return patch

    machine = Machine(app)
    machine.edit("a", first=1, second=1)
    assert machine.prop("b", "v") == ["first", "second"]


def test_a_patch_in_set_props_applies() -> None:  # J5, L6
    patch = Patch()
    patch["x"] = 1
    app = App([div("a"), div("b", v={"y": 2})])

    @app.callback(Input("a", "v"), prevent_initial_call=True)
    def give(_: Any) -> None:
        machine.set_props.append(("b", {"v": patch}))

    machine = Machine(app)
    machine.edit("a", v=1)
    assert machine.prop("b", "v") == {"y": 2, "x": 1}


def test_a_patch_of_the_page_applies() -> None:  # L6, M6
    machine = returning(no_update, "b", before=[1])
    patch = Patch()
    patch.append(2)
    machine.request_props("b", v=patch.to_plotly_json())
    assert machine.prop("b", "v") == [1, 2]


def test_a_patch_that_does_not_fit_in_set_props_is_reported() -> None:
    patch = Patch()
    patch.append(1)
    machine = setting(("c", {"new": patch}))
    assert [title for title, _ in machine.errors] == ["Cannot patch undefined"]
    assert machine.prop("b", "v") == "out"
