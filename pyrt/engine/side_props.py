"""Props that are set beside the outputs: `set_props`, `running`, `progress` (J2, K1, N4, N5).

They are written at once and ask watchers only (F7).  What `running` and `progress` set holds
for the time of a call; its end, or the start of another engine, sets it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..protocol import Console, ErrorReport, Json
from .events import SetProps
from .findings import id_text
from .graph import CompiledCallback, compile_dependency
from .jsonable import NotJsonable, to_json
from .layout import Layout, is_component_id
from .outbox import Outbox
from .patch import PatchError
from .resolve import Resolver
from .run import Run
from .running import RunningProps, RunningValue, left_running
from .spec import AppSpec, CallbackSpec
from .updates import Updates
from .validate import missing_running_finding


class SideProps:
    """Writes them.  Errors of the app become `AppError`s; nothing is raised."""

    def __init__(self, app: AppSpec, updates: Updates, outbox: Outbox) -> None:
        self._suppress = app.suppress_callback_exceptions
        self._updates = updates
        self._outbox = outbox
        self._running_props = RunningProps()

    def set_props(self, set_props: SetProps | Iterable[tuple[Any, Any]], run: Run | None) -> None:
        """`set_props` from Python or from the page (J2, M6)."""
        for position, (component_id, props) in enumerate(set_props):
            for meant in self._targets(component_id, run, position):
                self._set_of(run, meant, props)

    def stream(self, set_props: SetProps) -> None:
        """`set_props` of a call that is under way and talks to the page (J8).

        Of an id that is not there Dash's page only warns, where a result makes it an error (B16).
        """
        for position, (component_id, props) in enumerate(set_props):
            for meant in self._targets(component_id, None, position):
                if not self._set(meant, props):
                    text = f"SET_PROPS: Component {id_text(meant)} not found in layout"
                    self._outbox.send(Console("warn", text))

    def start(self, run: Run) -> None:
        """A run starts: what `running` sets for its time."""
        self._set_running(self._running_props.start(run), run)

    def set_progress(self, run: Run, values: Sequence[Json]) -> None:
        """Each `set_progress` is shown, in order; Dash keeps the last before each poll (N4)."""
        background = run.resolved.callback.spec.background
        assert background is not None
        for output, value in zip(background.progress, values, strict=False):
            self._set_of(run, output.component_id, {output.component_property: value})

    def end(self, run: Run) -> None:
        """What held while a run was under way holds no more, its result being about to
        count or not: first `running`, then `progress_default` (E13, N5)."""
        self._set_running(self._running_props.end(run), run)
        self._set_progress_default(run.resolved.callback.spec, run)

    def end_left(
        self, callback: CompiledCallback, had_job: bool, resolver: Resolver, layout: Layout
    ) -> None:
        """The same for the calls that ended with another engine."""
        self._set_running(left_running(callback, resolver, layout), None)
        if had_job:
            self._set_progress_default(callback.spec, None)

    def _set_running(self, values: Iterable[RunningValue], run: Run | None) -> None:
        for value in values:
            for meant in self._updates.side_targets(value.target, run, value.position):
                self._set_of(run, meant, {value.target.prop: value.value})

    def _set_progress_default(self, spec: CallbackSpec, run: Run | None) -> None:
        background = spec.background
        if background is None or background.progress_default is None:
            return
        for output, value in zip(background.progress, background.progress_default, strict=True):
            self._set_of(run, output.component_id, {output.component_property: value})

    def _targets(self, component_id: Any, run: Run | None, position: int) -> Iterable[Any]:
        """What an id means; what can be no id is left to be missing."""
        if not is_component_id(component_id):
            return [component_id]
        return self._updates.side_targets(compile_dependency(component_id, ""), run, position)

    def _set_of(self, run: Run | None, component_id: Any, props: Any) -> None:
        if not self._set(component_id, props):
            self._report_missing(component_id, run)

    def _set(self, component_id: Any, props: Any) -> bool:
        """False where there is no such component."""
        if not is_component_id(component_id):
            return False
        try:
            values = {prop: to_json(value) for prop, value in props.items()}
            return self._updates.apply_side(component_id, values)
        except (NotJsonable, PatchError) as error:
            self._outbox.report(
                ErrorReport("python", str(error), f"set_props({component_id!r})", "")
            )
            return True

    def _report_missing(self, component_id: Any, run: Run | None) -> None:
        """An id that `running` or `set_props` names and the layout does not have (B16)."""
        if not self._suppress:
            callback = run.resolved.callback.spec.id if run else ""
            self._outbox.report_findings([missing_running_finding(component_id, callback)])
