"""The engine: events in, effects out.  Who gets which event, and what comes first; the rules
live beside it.

    engine = Engine(app_spec)
    engine.receive(Start())
    while (effect := engine.poll()) is not None:
        ...  # Send: give the message to the page.  RunCallback: call, and receive the outcome.

`receive` changes state and runs nobody's code.  `poll` gives the next thing to do; None
means nothing until the next event.  Same spec and same events, same effects (invariant 1).

All events received before a `poll` belong to one turn: what they request is looked at
together (E4), and what they change reaches the page as one `LayoutUpdate` (invariant 6).

After an update that components may answer (`Mount`s, props of dcc components, ...) no new
run starts until the page has said `Rendered`: edits that components make while they mount
must join the waiting requests, as they do in Dash, where React renders in between (D12).

In an app with renderer hooks the page sees, and may change, layout and calls on their way
(`hooked_calls.py`); what it has been asked is waited for.

A callback's way: `scheduler.py` says that its run is ready, `starts.py` makes a call of it,
`calls.py` has it while it is under way, `results.py` writes what it has come to.
"""

from __future__ import annotations

from ..protocol import (
    ClientsidePrevented,
    ClientsideRaised,
    ClientsideReturned,
    ClientsideWaits,
    CodeArrived,
    CodeAwaited,
    ComponentId,
    ExternalMounted,
    JobPrevented,
    JobProgress,
    JobPropsSet,
    JobRaised,
    JobReturned,
    Json,
    LayoutHooked,
    LayoutMade,
    LayoutRequested,
    PropsChanged,
    PropsRefreshed,
    PropsRequested,
    PropsRestored,
    Rendered,
    RequestHooked,
    ResponseHooked,
    ResultHooked,
)
from .background import Background
from .calls import Calls
from .events import (
    CallbackPrevented,
    CallbackRaised,
    CallbackReturned,
    Effect,
    Event,
    JobNeeded,
    PropsSet,
    Restore,
    RunCallback,
    Start,
)
from .graph import Graph
from .hooked_calls import HookedCalls
from .jobs import Jobs
from .jsonable import to_json
from .layout import Layout, id_key
from .outbox import Outbox
from .outputs import outputs_clientside
from .requests import initial_requests
from .resolve import Resolver
from .results import Results
from .scheduler import Scheduler
from .side_props import SideProps
from .spec import AppSpec
from .starts import Starts
from .updates import Updates
from .validate import (
    TreeLayout,
    cycle_findings,
    definition_findings,
    layout_findings,
)


class Engine:
    """One app, from `Start` to the end of the page."""

    def __init__(self, app: AppSpec) -> None:
        self._app = app
        self._graph = Graph(app.callbacks)
        self._findings = definition_findings(app.callbacks) if app.validate_callbacks else []
        # Any finding leaves the graph empty: the layout shows, and no callback is triggered (B).
        connected = Graph(()) if self._findings else self._graph
        self._layout = Layout(app.metadata)
        self._resolver = Resolver(connected, self._layout)
        self._scheduler = Scheduler(self._resolver)
        self._updates = Updates(self._layout, self._resolver, self._scheduler)
        self._outbox = Outbox(self._layout, app)
        self._hooks = (
            HookedCalls(self._layout, self._updates, self._outbox.send)
            if app.hooked_calls
            else None
        )
        self._layout_is_hooked = False
        """The page has the layout, and has not said what its hook leaves of it."""
        self._requested: list[RunCallback] = []
        """Calls that hooks have let go on."""
        self._side_props = SideProps(app, self._updates, self._outbox)
        self._calls = Calls(self._resolver, self._scheduler, self._outbox)
        self._jobs = Jobs()
        self._background = Background(self._jobs, self._side_props, self._outbox)
        self._results = Results(
            self._calls,
            self._scheduler,
            self._updates,
            self._side_props,
            self._hooks,
            self._outbox,
        )
        self._starts = Starts(
            self._layout,
            self._resolver,
            self._scheduler,
            self._calls,
            self._results,
            self._side_props,
            self._jobs,
            self._background,
            self._hooks,
            self._outbox,
        )
        self._looked = False
        """Nothing has happened since all that could start was started."""
        self.dropped_events = 0
        """Edits of components that had left already (invariant 5)."""

    # --- events -------------------------------------------------------------------------

    def receive(self, event: Event) -> None:
        """Take one event in.  Errors of the app become `AppError`s; ours are raised."""
        self._outbox.stir()
        self._looked = False
        match event:
            case Start():
                self._start()
            case Restore():
                self._restore(event)
            case ClientsideWaits():
                self._calls.page_first.discard(event.run)
            case PropsChanged():
                self._outbox.ack = event.seq
                self._props_changed(event)
            case PropsRefreshed():
                if self._layout.has(event.nid):
                    self._layout.accept(event.nid, event.props)
            case PropsRequested():
                self._outbox.ack = event.seq
                self._side_props.set_props([(event.id, event.props)], None)
            case PropsRestored():
                self._outbox.ack = event.seq
                self._props_restored(event.nid, event.props)
            case ExternalMounted():
                self._outbox.ack = event.seq
                self._external_mounted(event)
            case PropsSet():
                self._side_props.stream(event.set_props)
            case CallbackReturned() | CallbackPrevented() | CallbackRaised():
                if self._jobs.end(event.run):
                    self._results.called(event)
            case ClientsideReturned():
                self._results.returned(event.run, (), event.value, outputs_clientside)
            case ClientsidePrevented():
                self._results.prevented(event.run)
            case ClientsideRaised():
                self._results.clientside_raised(event)
            case LayoutHooked():
                self._layout_is_hooked = False
                self._begin(event.layout)
            case RequestHooked() | ResponseHooked() | ResultHooked():
                self._hooked(event)
            case JobNeeded():
                self._background.start(event.run)
            case JobProgress():
                self._background.progressed(event)
            case JobPropsSet():
                self._background.set_props(event)
            case JobReturned() | JobPrevented() | JobRaised():
                self._background.ended(event)
            case CodeAwaited():
                self._starts.code_awaited(event.nids)
            case CodeArrived():
                self._starts.code_arrived(event.nids)
            case Rendered():
                self._outbox.rendered(event.update)
            case LayoutRequested():
                self._outbox.send_snapshot()

    def poll(self) -> Effect | None:
        """The next thing to do, or None when only an event can bring more."""
        outbox = self._outbox
        if outbox:
            return outbox.take()
        outbox.flush_layout()
        if not outbox:
            outbox.add(self._requested)
            self._requested.clear()
        if not outbox and not outbox.awaits_page and not self._looked:
            self._looked = True
            self._starts.start_ready()
        if not outbox and not self._is_busy():
            outbox.announce_idle()
        return outbox.take()

    def prop(self, component_id: ComponentId, prop: str) -> Json:
        """A copy of a prop as it is now.  Raises `KeyError` where no such component is."""
        key = id_key(component_id)
        nid = self._layout.nid_of(key)
        if nid is None:
            raise KeyError(key)
        return self._layout.value(nid, prop)

    @property
    def awaits_page(self) -> bool:
        """Whether the page has still to render an update, so that no run may start yet, or to
        see a result: it takes one after another."""
        return self._outbox.awaits_page or bool(self._hooks and self._hooks.any_ending)

    def _is_busy(self) -> bool:
        return (
            self._calls.any_awaited
            or self.awaits_page
            or self._layout_is_hooked
            or self._scheduler.has_requests
        )

    # --- start --------------------------------------------------------------------------

    def _start(self) -> None:
        self._outbox.report_findings(self._findings)
        if self._app.validate_callbacks and not self._findings:
            self._outbox.report_findings(cycle_findings(self._app.callbacks))
        layout = to_json(self._app.layout)
        if self._app.hooked_layout:
            self._layout_is_hooked = True
            self._outbox.send(LayoutMade(layout))
        else:
            self._begin(layout)

    def _begin(self, layout: Json) -> None:
        self._layout.set_root(layout)
        if self._app.check_layout and not self._findings:
            self._check_layout(layout)
        self._scheduler.request(
            initial_requests(
                self._graph.callbacks, self._layout, self._resolver, self._scheduler.new_group()
            )
        )

    def _restore(self, event: Restore) -> None:
        """Take over what the page shows.  Whatever ran has ended without a result, so what
        `running` and `progress` had set for its time is set back (K1, N5)."""
        self._layout.restore(event.state.ops, event.state.externals)
        self._layout.take_id_changes()
        for callback in self._graph.callbacks:
            had_job = callback.index in event.state.jobs
            self._side_props.end_left(callback, had_job, self._resolver, self._layout)

    def _check_layout(self, layout: Json) -> None:
        suppress = self._app.suppress_callback_exceptions
        if self._app.validation_layout is not None and not suppress:
            layout = to_json(self._app.validation_layout)
        view = TreeLayout(layout, self._app.metadata)
        self._outbox.report_findings(
            layout_findings(self._app.callbacks, view, self._app.metadata, suppress)
        )

    # --- edits --------------------------------------------------------------------------

    def _props_changed(self, event: PropsChanged) -> None:
        if self._layout.has(event.nid):
            self._updates.accept_edit(event.nid, event.props)
            if event.unset:
                self._layout.unset(event.nid, event.unset)
        else:
            self.dropped_events += 1

    def _props_restored(self, nid: int, props: dict[str, Json]) -> None:
        if self._layout.has(nid):
            self._layout.accept(nid, props)
        else:
            self.dropped_events += 1

    def _external_mounted(self, event: ExternalMounted) -> None:
        if self._layout.has(event.parent):
            self._updates.accept_external(event.parent, event.mounts, event.replaces)
        else:
            self.dropped_events += 1

    # --- renderer hooks -----------------------------------------------------------------

    def _hooked(self, event: RequestHooked | ResponseHooked | ResultHooked) -> None:
        assert self._hooks is not None
        match event:
            case RequestHooked():
                wanted = self._starts.hooked(self._hooks, event)
                if wanted is not None:
                    self._requested.append(wanted)
            case ResponseHooked():
                self._hooks.answered(event)
            case ResultHooked():
                self._results.hooked(self._hooks, event)
