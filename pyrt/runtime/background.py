"""The two ends of a background job that are in the app's own worker (rules N2, N3, N6, N9).

Between them the job runs in another worker (`job_session`).  The cache is here, because its
keys ask functions of the app (`cache_by`), and so is `on_error`, which Dash calls in the
request and not in the job.
"""

from __future__ import annotations

from typing import Any

from ..background_callback import BaseBackgroundCallbackManager
from ..engine.errors import (
    BackgroundCallbackError,
    MissingLongCallbackManagerError,
    PreventUpdate,
)
from ..engine.events import FinishJob, JobPrevented, JobRaised, JobReturned, RunCallback
from ..engine.grouping import call_arguments
from ..engine.spec import CallbackSpec
from ..registry import CallbackFunction


class JobFailed(Exception):
    """The function of a job has raised.  `str()` is for the dev tools."""

    def __init__(self, message: str, details: str) -> None:
        super().__init__(f"An error occurred inside a background callback: {message}")
        self.details = details
        """The traceback in the job's worker."""
        self.error = BackgroundCallbackError(f"{self}\n{details}".rstrip())
        """What `on_error` gets: the class and the words of Dash."""


class Refused(Exception):
    """What a job returned cannot be used: no error for `on_error` (I4 to I6)."""

    def __init__(self, message: str, details: str) -> None:
        super().__init__(message)
        self.details = details


def begin(run: RunCallback, spec: CallbackSpec, registered: CallbackFunction) -> tuple[Any] | None:
    """A kept result, in a tuple; None when a job is needed.

    Raises `MissingLongCallbackManagerError`, and what functions in `cache_by` raise.
    """
    manager = _manager(registered)
    if manager.cache_by is None:
        return None
    return manager.results.find(_key(run, spec, registered, manager))


def finish(job: FinishJob, spec: CallbackSpec, registered: CallbackFunction) -> Any:
    """The value that a job returned; kept, where results are.

    Raises `PreventUpdate`, `JobFailed` or `Refused`, as the job ended.
    """
    match job.outcome:
        case JobPrevented():
            raise PreventUpdate
        case JobRaised(message=message, traceback=details, refused=True):
            raise Refused(message, details)
        case JobRaised(message=message, traceback=details):
            raise JobFailed(message, details)
        case JobReturned(value=value):
            manager = _manager(registered)
            if manager.cache_by is not None:
                manager.results.keep(_key(job.call, spec, registered, manager), value)
            return value


def _manager(registered: CallbackFunction) -> BaseBackgroundCallbackManager:
    assert registered.background is not None
    manager = registered.background.manager
    if not manager:
        raise MissingLongCallbackManagerError(
            "Running `background` callbacks requires a manager to be installed.\n"
            "Available managers:\n"
            "- Diskcache (`pip install dash[diskcache]`) to run callbacks in a separate Process"
            " and store results on the local filesystem.\n"
            "- Celery (`pip install dash[celery]`) to run callbacks in a celery worker"
            " and store results on redis.\n"
            "In the browser `Dash(background_callback_manager=DiskcacheManager())` is enough;"
            " nothing needs to be installed."
        )
    return manager


def _key(
    run: RunCallback,
    spec: CallbackSpec,
    registered: CallbackFunction,
    manager: BaseBackgroundCallbackManager,
) -> str:
    options = registered.background
    assert options is not None and registered.function is not None
    positional, keywords = call_arguments(spec.args_grouping, run.args)
    return manager.build_cache_key(
        registered.function,
        list(positional) if positional else keywords,
        options.cache_args_to_ignore,
        None if options.cache_ignore_triggered else run.triggered,
    )
