"""Background callbacks in the engine: the life of a job (rules A11, J7, N)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.dependencies import Input, Output
from pyrt.engine.spec import BackgroundSpec
from pyrt.protocol import (
    Busy,
    EndJob,
    JobPrevented,
    JobProgress,
    JobPropsSet,
    JobRaised,
    JobReturned,
    StartJob,
)

from .machine import App, Machine, comp, div

WITH_PROGRESS = BackgroundSpec((Output("bar", "value"), Output("bar", "max")), ("0", "1"))
WITHOUT_DEFAULT = BackgroundSpec((Output("bar", "value"),), None)


def make_app(
    background: BackgroundSpec = WITH_PROGRESS, hooked: bool = False, **kwargs: Any
) -> App:
    """A button with a job, one that cancels it, one beside, and who follows the job."""
    app = App(
        div(
            children=[
                *(comp("Button", name) for name in ("go", "cancel", "other")),
                *(div(name) for name in ("out", "side", "after", "beside")),
                comp("Progress", "bar", value="0", max="1"),
            ]
        ),
        hooked_calls=hooked,
    )

    @app.callback(
        Output("out", "children"),
        Input("go", "n_clicks"),
        background=background,
        running=[(Output("go", "disabled"), True, False)],
        prevent_initial_call=True,
        **kwargs,
    )
    def work(n: int) -> None:
        """Runs elsewhere."""

    @app.callback(Output("after", "children"), Input("out", "children"), prevent_initial_call=True)
    def after(value: Any) -> str:
        return f"after {value}"

    @app.callback(
        Output("beside", "children"), Input("other", "n_clicks"), prevent_initial_call=True
    )
    def beside(n: int) -> str:
        return f"beside {n}"

    @app.callback(
        Output("cancel", "id"),
        Input("cancel", "n_clicks"),
        cancels=[0],
        prevent_initial_call=True,
    )
    def cancel(n: int) -> None:
        raise AssertionError("a cancel callback has no function")

    return app


@pytest.fixture(params=[False, True], ids=["", "with renderer hooks"])
def machine(request: pytest.FixtureRequest) -> Machine:
    """The app, with the job started by a click."""
    machine = Machine(make_app(hooked=request.param))
    machine.click("go")
    return machine


def job_of(machine: Machine, index: int = -1) -> int:
    job: int = machine.sent(StartJob)[index].job
    return job


# --- the ordinary life ------------------------------------------------------------------


def test_a_job_is_started_with_what_the_call_reads(machine: Machine) -> None:  # N3
    (start,) = machine.sent(StartJob)
    assert (start.callback, start.callback_id, start.args) == (0, "out.children", [1])
    assert start.triggered == [{"prop_id": "go.n_clicks", "value": 1}]
    assert machine.prop("go", "disabled") is True
    assert not machine.idle
    assert machine.loading() == [("+", "out.children")]


def test_other_callbacks_run_while_a_job_does(machine: Machine) -> None:
    machine.click("other")
    assert machine.prop("beside", "children") == "beside 1"
    assert not machine.idle


def test_every_progress_is_shown_in_order(machine: Machine) -> None:  # N4, N5
    job = job_of(machine)
    for done in ("1", "2"):
        machine.receive(JobProgress(job, [done, "5"]))
        assert (machine.prop("bar", "value"), machine.prop("bar", "max")) == (done, "5")


def test_set_props_takes_effect_while_the_job_runs(machine: Machine) -> None:  # J7, U8
    job = job_of(machine)
    machine.receive(
        JobPropsSet(job, "side", {"children": "a"}), JobPropsSet(job, "beside", {"children": "b"})
    )
    assert (machine.prop("side", "children"), machine.prop("beside", "children")) == ("a", "b")


def test_a_result_sets_back_running_and_progress_before_its_followers_run(
    machine: Machine,
) -> None:  # E13, N5
    machine.receive(JobProgress(job_of(machine), ["4", "5"]))
    machine.receive(JobReturned(job_of(machine), "done"))
    assert machine.sent(EndJob) == [EndJob(job_of(machine), kill=False)]
    assert machine.prop("out", "children") == "done"
    assert machine.prop("after", "children") == "after done"
    assert machine.prop("go", "disabled") is False
    assert (machine.prop("bar", "value"), machine.prop("bar", "max")) == ("0", "1")
    assert machine.idle and not machine.errors


def test_without_progress_default_the_last_values_stay() -> None:  # N5
    machine = Machine(make_app(WITHOUT_DEFAULT))
    machine.click("go")
    machine.receive(JobProgress(job_of(machine), ["4"]), JobReturned(job_of(machine), "done"))
    assert machine.prop("bar", "value") == "4"


def test_a_job_that_prevents_the_update_leaves_the_outputs(machine: Machine) -> None:  # N6
    machine.receive(JobPrevented(job_of(machine)))
    assert machine.prop("out", "children") is None
    assert machine.prop("go", "disabled") is False
    assert "after" not in machine.names() and machine.idle


def test_a_job_that_raises_is_reported_and_sets_everything_back(machine: Machine) -> None:  # N6
    machine.receive(JobProgress(job_of(machine), ["4", "5"]))
    machine.receive(JobRaised(job_of(machine), "no", "Traceback: no", refused=False))
    assert machine.errors == [("Callback error updating out.children", "no")]
    assert (machine.prop("go", "disabled"), machine.prop("bar", "value")) == (False, "0")
    assert machine.idle


def test_a_result_at_hand_needs_no_job() -> None:  # N9
    machine = Machine(make_app())
    machine.kept["work"] = "kept"
    machine.click("go")
    assert machine.prop("out", "children") == "kept"
    assert machine.sent(StartJob) == [] and machine.idle


def test_two_jobs_run_at_once() -> None:
    app = make_app()

    @app.callback(
        Output("side", "children"),
        Input("other", "n_clicks"),
        background=BackgroundSpec((), None),
        prevent_initial_call=True,
    )
    def second(n: int) -> None:
        """Runs elsewhere."""

    machine = Machine(app)
    machine.click("go")
    machine.click("other")
    first, other = (start.job for start in machine.sent(StartJob))
    machine.receive(JobReturned(other, "second"))
    assert machine.prop("side", "children") == "second"
    machine.receive(JobReturned(first, "first"))
    assert machine.prop("out", "children") == "first"


# --- killing ----------------------------------------------------------------------------


def test_a_cancel_input_kills_the_job(machine: Machine) -> None:  # N8
    machine.receive(JobProgress(job_of(machine), ["4", "5"]))
    machine.click("cancel")
    assert machine.sent(EndJob) == [EndJob(job_of(machine), kill=True)]
    assert machine.prop("go", "disabled") is False
    assert machine.prop("bar", "value") == "0"
    assert machine.prop("out", "children") is None
    assert machine.idle and not machine.errors


def test_nothing_is_heard_of_a_killed_job(machine: Machine) -> None:  # N8
    job = job_of(machine)
    machine.click("cancel")
    machine.receive(
        JobProgress(job, ["9", "9"]),
        JobPropsSet(job, "side", {"children": "late"}),
        JobReturned(job, "late"),
    )
    assert machine.prop("bar", "value") == "0"
    assert machine.prop("side", "children") is None
    assert machine.prop("out", "children") is None
    assert machine.idle


def test_any_change_of_a_cancel_input_counts_also_one_by_a_callback(machine: Machine) -> None:
    machine.request_props("cancel", n_clicks=None)  # N8
    assert machine.sent(EndJob) == [EndJob(job_of(machine), kill=True)]


def test_cancel_without_a_job_does_nothing() -> None:
    machine = Machine(make_app())
    machine.click("cancel")
    assert machine.sent(EndJob) == [] and machine.idle and not machine.errors


def test_a_new_request_with_the_same_outputs_kills_the_job(machine: Machine) -> None:  # N7
    machine.forget()
    elder = 1
    machine.click("go")
    assert machine.sent(EndJob) == [EndJob(elder, kill=True)]
    assert machine.prop("go", "disabled") is True, "the new job runs"
    machine.receive(JobReturned(elder, "old"))
    assert machine.prop("out", "children") is None
    machine.receive(JobReturned(job_of(machine), "new"))
    assert machine.prop("out", "children") == "new"
    assert machine.prop("go", "disabled") is False and machine.idle


@pytest.mark.parametrize("kill", ["cancel", "go"])
def test_a_job_can_be_killed_before_it_is_known_whether_it_is_needed(kill: str) -> None:
    machine = Machine(make_app(), held=["work"])
    machine.click("go")
    machine.click(kill)
    machine.release("work")
    assert machine.sent(StartJob) == [], "the answer came too late"
    if kill == "go":
        machine.release("work")
        machine.receive(JobReturned(job_of(machine), "new"))
        assert machine.prop("out", "children") == "new"
    assert machine.prop("go", "disabled") is False and machine.idle


def test_a_kept_result_of_a_killed_call_is_nobodys() -> None:
    machine = Machine(make_app(), held=["work"])
    machine.kept["work"] = "kept"
    machine.click("go")
    machine.click("cancel")
    machine.release("work")
    assert machine.prop("out", "children") is None and machine.idle


def test_cancel_comes_too_late_for_a_result_that_is_there(machine: Machine) -> None:
    job = job_of(machine)
    machine.receive(JobReturned(job, "done"), machine.edited("cancel", n_clicks=1))
    assert machine.prop("out", "children") == "done"
    assert EndJob(job, kill=True) not in machine.sent(EndJob) and machine.idle


def test_a_job_whose_outputs_have_left_goes_on_for_its_effects() -> None:  # E16
    app = make_app()

    @app.callback(Output("root", "children"), Input("other", "n_clicks"), prevent_initial_call=True)
    def clear(n: int) -> Any:
        return [div("side")]

    app.layout = div("root", [app.layout])
    machine = Machine(app)
    machine.click("go")
    machine.click("other")
    assert machine.sent(EndJob) == []
    machine.receive(JobPropsSet(job_of(machine), "side", {"children": "still"}))
    assert machine.prop("side", "children") == "still"
    machine.forget()
    machine.receive(JobReturned(1, "lost"))
    assert machine.idle


def test_the_page_learns_which_edits_brought_a_call_about() -> None:
    machine = Machine(make_app(), held=["beside"])
    machine.click("go")
    machine.click("other")
    assert machine.sent(Busy) == [Busy(1), Busy(2)]
