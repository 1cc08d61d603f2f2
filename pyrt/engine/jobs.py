"""The life of background jobs (rules N2 to N9, J7).

A background callback is called like any other; but what the call gives is no result, it is
the word that a job is needed (or a result that the cache had).  The job then runs in a
worker of its own, which the page owns, and what comes from it are events:

                     JobNeeded              JobReturned, JobRaised, ...
          CALLED ───────────────► RUNNING ──────────────────────────────► ENDING
            │ │                      │                                      │
            │ └── result (cached, no manager, ...) ──► (gone) ◄── result ───┘
            │                        │
            └─── kill ──► KILLED ◄───┘
                             └── the answer that was still to come ──► (gone)

`ENDING` is a turn of the runtime, which keeps results and calls `on_error`.  A job is killed
by a `cancel` input (N8) or by a new request with the same outputs (N7), and only as long as
its result has not arrived.

Nothing here sends or writes: the engine asks, and does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .events import RunCallback
from .run import Run


class JobState(Enum):
    CALLED = "called"
    """The runtime looks whether a job is needed at all."""
    RUNNING = "running"
    """A worker has it, or it waits for one."""
    ENDING = "ending"
    """Its result is there; the runtime makes an outcome of it."""


@dataclass(slots=True, eq=False)
class Job:
    """One call of a background callback."""

    run: Run
    call: RunCallback
    state: JobState = JobState.CALLED

    @property
    def callback(self) -> int:
        """Index of the callback."""
        return self.call.callback


class Jobs:
    """All jobs under way, by the number of their run."""

    def __init__(self) -> None:
        self._jobs: dict[int, Job] = {}
        self._killed: set[int] = set()
        """Killed while the runtime had them: one more answer is going to come."""

    def call(self, run: Run, call: RunCallback) -> None:
        """A background callback is about to be called."""
        self._jobs[run.id] = Job(run, call)

    def start(self, run_id: int) -> Job | None:
        """The runtime says that a job is needed.  None when it has been killed meanwhile."""
        if self._took_killed(run_id):
            return None
        job = self._jobs[run_id]
        assert job.state is JobState.CALLED, job.state
        job.state = JobState.RUNNING
        return job

    def running(self, run_id: int) -> Job | None:
        """The job that a message is from.  None for a late message of one that was killed."""
        job = self._jobs.get(run_id)
        return job if job is not None and job.state is JobState.RUNNING else None

    def end(self, run_id: int) -> bool:
        """The outcome of a call is there.  False when nobody wants it: it was killed."""
        if self._took_killed(run_id):
            return False
        self._jobs.pop(run_id, None)
        return True

    def killable(self, callbacks: frozenset[int]) -> list[Job]:
        """The jobs of some callbacks whose results have not arrived, oldest first (N8)."""
        return [
            job
            for job in self._jobs.values()
            if job.callback in callbacks and job.state is not JobState.ENDING
        ]

    def killable_run(self, run: Run) -> Job | None:
        """The job of one run, unless its result has arrived already (N7)."""
        job = self._jobs.get(run.id)
        return job if job is not None and job.state is not JobState.ENDING else None

    def kill(self, job: Job) -> None:
        """Forget a job."""
        del self._jobs[job.run.id]
        if job.state is JobState.CALLED:
            self._killed.add(job.run.id)

    def _took_killed(self, run_id: int) -> bool:
        if run_id not in self._killed:
            return False
        self._killed.remove(run_id)
        return True
