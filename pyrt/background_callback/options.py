"""The options of a callback with `background=True`, checked at decorator time (A11, N)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyrt.engine.dependencies import DashDependency, Input, Output
from pyrt.engine.errors import BackgroundCallbackError, WildcardInLongCallback
from pyrt.engine.spec import BackgroundSpec

if TYPE_CHECKING:
    from pyrt.background_callback import BaseBackgroundCallbackManager
    from pyrt.registry import Registration


@dataclass(frozen=True, slots=True)
class BackgroundOptions:
    """What `background=True` brings along.  `interval` has no use: nobody polls."""

    progress: tuple[Output, ...]
    progress_default: tuple[Any, ...] | None
    cancel: tuple[Input, ...]
    manager: BaseBackgroundCallbackManager | None
    """None: the app's."""
    cache_args_to_ignore: Any
    cache_ignore_triggered: bool

    def spec(self) -> BackgroundSpec:
        """The engine's part."""
        return BackgroundSpec(self.progress, self.progress_default)


def parse_background(kwargs: dict[str, Any]) -> BackgroundOptions:
    """The options among the keywords of `callback`.

    Raises `WildcardInLongCallback`; and an `Exception`, as Dash, when `progress_default` does
    not fit `progress`.
    """
    progress = _listed(kwargs.get("progress"))
    cancel = _listed(kwargs.get("cancel"))
    for dependency in (*progress, *cancel):
        _refuse_wildcard(dependency)
    default = kwargs.get("progress_default")
    defaults = tuple(_listed(default)) if default else None
    if defaults is not None and len(defaults) != len(progress):
        raise Exception("Progress and progress default needs to be of same length")
    return BackgroundOptions(
        progress=tuple(progress),
        progress_default=defaults,
        cancel=tuple(cancel),
        manager=kwargs.get("manager"),
        cache_args_to_ignore=kwargs.get("cache_args_to_ignore") or [],
        cache_ignore_triggered=kwargs.get("cache_ignore_triggered", True),
    )


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _refuse_wildcard(dependency: DashDependency) -> None:
    if dependency.has_wildcard():
        raise WildcardInLongCallback(
            f"""
            background callbacks does not support dependencies with
            pattern-matching ids
                Received: {dependency!r}\n"""
        )


def check_circular(registrations: Iterable[Registration]) -> None:
    """Refuse a background callback that its own progress would start again (A11).

    Raises `BackgroundCallbackError`.
    """
    feeders: dict[Any, set[Any]] = {}
    """Output -> the inputs of the callbacks that write it."""
    for entry in registrations:
        for output in entry.definition.flat_outputs:
            feeders.setdefault(output, set()).update(entry.definition.inputs)
    for entry in registrations:
        if entry.background is None:
            continue
        progress = set(entry.background.progress)
        fed = {output for output, inputs in feeders.items() if inputs & progress}
        circular = [dep for dep in entry.definition.inputs if dep in fed]
        if circular:
            raise BackgroundCallbackError(
                f"Background callback circular error!\n{circular} is used as input for a "
                "background callback but also used as output from an input that is updated "
                "with progress or running argument."
            )


def cancel_inputs(registrations: Iterable[Registration]) -> dict[Input, list[str]]:
    """Input -> the ids of the background callbacks that it cancels, in order (N8)."""
    cancels: dict[Input, list[str]] = {}
    for entry in registrations:
        for dependency in entry.background.cancel if entry.background else ():
            cancels.setdefault(dependency, []).append(entry.id)
    return cancels
