"""What background jobs have the engine do: messages to the page, props for their time.

The life of a job is the table in `jobs.py`; here each step of it has its effect.  That a
killed job has come to nothing is for its caller to say (`Results.prevented`).
"""

from __future__ import annotations

from ..protocol import EndJob, JobProgress, JobPropsSet, StartJob
from .events import FinishJob, JobOutcome
from .jobs import Job, Jobs, JobState
from .outbox import Outbox
from .side_props import SideProps


class Background:
    """Messages about jobs, both ways."""

    def __init__(self, jobs: Jobs, side_props: SideProps, outbox: Outbox) -> None:
        self._jobs = jobs
        self._side_props = side_props
        self._outbox = outbox

    def start(self, run_id: int) -> None:
        """The runtime says that a job is needed."""
        job = self._jobs.start(run_id)
        if job is None:
            return
        call = job.call
        self._outbox.send(
            StartJob(
                run_id,
                call.callback,
                job.run.resolved.callback.spec.id,
                call.args,
                call.inputs_list,
                call.states_list,
                call.outputs_list,
                call.triggered,
            )
        )

    def progressed(self, event: JobProgress) -> None:
        """A job has called `set_progress`."""
        if job := self._jobs.running(event.job):
            self._side_props.set_progress(job.run, event.values)

    def set_props(self, event: JobPropsSet) -> None:
        """A job has called `set_props`."""
        if job := self._jobs.running(event.job):
            self._side_props.set_props([(event.id, event.props)], job.run)

    def ended(self, outcome: JobOutcome) -> None:
        """The result is there; what the runtime makes of it comes as a `CallbackReturned`."""
        job = self._jobs.running(outcome.job)
        if job is None:
            return
        job.state = JobState.ENDING
        self._outbox.send(EndJob(outcome.job, kill=False))
        self._outbox.add([FinishJob(job.call, outcome)])

    def kill(self, job: Job) -> None:
        """End a job without a result (N7, N8)."""
        if job.state is JobState.RUNNING:
            self._outbox.send(EndJob(job.run.id, kill=True))
        self._jobs.kill(job)
