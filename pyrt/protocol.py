"""Every message that crosses the wire between the page and the worker.

This file is the one schema.  `build_scripts/gen_protocol.py` writes the TypeScript twin
(`web/src/protocol.gen.ts`) from it, and `tests/fixtures/protocol/` is read by the tests of
both languages.  To add a message: a frozen dataclass here, its place in `PageMessage` or
`WorkerMessage`, a fixture, and a new run of the generator.

The wire is JSON text: one array of messages per `postMessage`, in order.  All the messages
of one array belong to one turn: the engine looks at them together (rule E4), the page
paints them together (invariant 6).

No logic lives here, and nothing but the standard library is imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeAlias

PROTOCOL_VERSION = 9
"""Raised by one whenever a message changes shape.  Both sides refuse any other number."""

Json: TypeAlias = Any
"""A JSON value: `None`, `bool`, `int`, `float`, `str`, `list[Json]` or `dict[str, Json]`."""

ComponentId: TypeAlias = str | dict[str, Any]
"""A component id as Dash has it: a string, or a dict for pattern-matching callbacks."""

Slot: TypeAlias = list[str | int]
"""Where inside `props` a child component stands, e.g. `["options", 2, "label"]`.
At that place `props` holds the child's node id."""

ROOT_NID = 0
"""The node that holds the layout.  It is no component: its only prop is `children`."""


# --- what both sides say first ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hello:
    """First message each way.  A mismatch is a clear error, not a guess."""

    type: ClassVar[str] = "Hello"
    protocol: int
    build: str


# --- page -> worker ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class External:
    """What one component draws outside of the tree, as `ExternalMounted` told it."""

    parent: int
    mounts: list[Mount]
    """Children before their parents."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The page's whole mirror, and what ended with the engine that it was a mirror of."""

    ops: list[Mount | Set]
    """The layout as operations on an empty page, like those of a `LayoutUpdate`."""
    externals: list[External]
    """Each after the component that draws it."""
    jobs: list[int]
    """Callbacks (by index) whose background jobs were running."""


@dataclass(frozen=True, slots=True)
class StartApp:
    """Import the app and start it.  Its files are already in the worker's file system."""

    type: ClassVar[str] = "StartApp"
    entry: str
    """Path of the script below the app's folder, e.g. `app.py`, or a module name."""
    attribute: str | None
    """Name of the `Dash` object when the user gave `module:attribute`."""
    hooks: list[str]
    """Entry points to load when the first app is made, `module` or `module:attribute`."""
    root: str
    """Where the site is: a path with slashes at both ends."""
    location: dict[str, str]
    """`href`, `origin`, `pathname`, `search` and `hash` of the page."""
    cookies: str
    user_agent: str
    debug: bool
    """True under `pyrt run`: the dev tools are on even if the app does not ask for them."""
    persistent_dir: str | None
    """Folder of the app whose files outlive the page."""
    role: Literal["app", "job"]
    """`app`: the engine runs here.  `job`: only background callbacks do, one at a time."""
    restored: Restored | None
    """What the page still shows of an engine that has been stopped or has died; its layout
    is taken over, in place of the app's own (architecture D16)."""


@dataclass(frozen=True, slots=True)
class PropsChanged:
    """A component called `setProps`.  `props` holds only what differs from before (E1)."""

    type: ClassVar[str] = "PropsChanged"
    seq: int
    """Counts the edits of this page from 1; comes back as `ack` (architecture D3)."""
    nid: int
    props: dict[str, Json]
    unset: list[str] = field(default_factory=list)
    """Those that the component set to undefined, None in `props`: it has them no more (C6)."""


@dataclass(frozen=True, slots=True)
class PropsRefreshed:
    """A component works on the very objects that its props hold, and has changed them in place.

    `setProps` then finds nothing different, under Dash as here, and nobody is triggered; but a
    `State` reads the new values (AgGrid: the rows after an edit).
    """

    type: ClassVar[str] = "PropsRefreshed"
    nid: int
    props: dict[str, Json]


@dataclass(frozen=True, slots=True)
class PropsRequested:
    """`dash_clientside.set_props` or `window.pyrt.setProps`: triggers even when equal (E3, M6).

    Values may hold components and `Patch` operations, which only the engine can mount.
    """

    type: ClassVar[str] = "PropsRequested"
    seq: int
    id: ComponentId
    props: dict[str, Json]


@dataclass(frozen=True, slots=True)
class PropsRestored:
    """A component entered with props that the browser had stored for it (R4).

    The page shows them already.  Nobody is triggered: for callbacks the component has come
    with these values.
    """

    type: ClassVar[str] = "PropsRestored"
    seq: int
    nid: int
    props: dict[str, Json]


@dataclass(frozen=True, slots=True)
class ExternalMounted:
    """A component drew another one that stands, as plain data, in one of its props.

    An option's label, for instance.  From now on it is a part of the layout, though in nobody's
    slots; who watches its props is told of them.
    """

    type: ClassVar[str] = "ExternalMounted"
    seq: int
    parent: int
    """The node that draws it, and takes it along when it leaves."""
    mounts: list[Mount]
    """Children before their parents, as in an update.  The page gives them negative ids."""
    replaces: int | None
    """The external component that stood there until now."""


@dataclass(frozen=True, slots=True)
class CodeAwaited:
    """These components are on the page, but their code is still on its way (E11).

    What reads them waits for `CodeArrived`.
    """

    type: ClassVar[str] = "CodeAwaited"
    nids: list[int]


@dataclass(frozen=True, slots=True)
class CodeArrived:
    """The code of these components has come (or cannot come), and they have been drawn."""

    type: ClassVar[str] = "CodeArrived"
    nids: list[int]


@dataclass(frozen=True, slots=True)
class Rendered:
    """React has committed `LayoutUpdate` number `update` and run its effects.

    Sent only for updates with `confirm`.  Edits that components made while mounting
    (dcc.Location, dcc.Store, ...) stand before it, so they join the waiting requests (D12).
    """

    type: ClassVar[str] = "Rendered"
    update: int


@dataclass(frozen=True, slots=True)
class ClientsideWaits:
    """The function of `RunClientside` has returned a promise: its outcome comes later.

    For the loop, which calls no Python function as long as the page is inside one of
    JavaScript: on Dash's page those have always ended before the server answers.
    """

    type: ClassVar[str] = "ClientsideWaits"
    run: int


@dataclass(frozen=True, slots=True)
class ClientsideReturned:
    """Result of `RunClientside`.  `no_update` travels as Dash's own marker dict."""

    type: ClassVar[str] = "ClientsideReturned"
    run: int
    value: Json


@dataclass(frozen=True, slots=True)
class ClientsidePrevented:
    type: ClassVar[str] = "ClientsidePrevented"
    run: int


@dataclass(frozen=True, slots=True)
class ClientsideRaised:
    """The function raised; or, of a Python callback, the hook `request_pre` did."""

    type: ClassVar[str] = "ClientsideRaised"
    run: int
    message: str
    stack: str
    is_error: bool
    """Whether an `Error` object was thrown.  Other values get Dash's own title (B19)."""


@dataclass(frozen=True, slots=True)
class LayoutHooked:
    """The hook `layout_post` has seen the layout, and this is what it has left of it (S6)."""

    type: ClassVar[str] = "LayoutHooked"
    layout: Json


@dataclass(frozen=True, slots=True)
class RequestHooked:
    """`request_pre` has seen a request; the function gets what is left of it.

    A hook that raises is told as `ClientsideRaised`, and the function is not called.
    """

    type: ClassVar[str] = "RequestHooked"
    run: int
    payload: dict[str, Json]


@dataclass(frozen=True, slots=True)
class ResponseHooked:
    """`request_post` has seen an answer, and this is what it has left of it."""

    type: ClassVar[str] = "ResponseHooked"
    run: int
    response: dict[str, Json]


@dataclass(frozen=True, slots=True)
class ResultHooked:
    """`callback_resolved` has seen a result.  What is None is not there, or not any more."""

    type: ClassVar[str] = "ResultHooked"
    run: int
    data: dict[str, Json] | None
    error: str | None


@dataclass(frozen=True, slots=True)
class LayoutRequested:
    """The page lost its mirror (or the dev tools ask): send the whole layout again."""

    type: ClassVar[str] = "LayoutRequested"


@dataclass(frozen=True, slots=True)
class StorageRequest:
    """About the folder that outlives the page: save what is in it, or empty it.

    For the worker's own script, which may get it while Python is waiting: an object, not text.
    """

    storage: Literal["save", "erase"]


# --- job worker -> worker; the page passes the text on ------------------------------------


@dataclass(frozen=True, slots=True)
class JobProgress:
    """The function called `set_progress`: one value for each `progress` output (N5)."""

    type: ClassVar[str] = "JobProgress"
    job: int
    values: list[Json]


@dataclass(frozen=True, slots=True)
class JobPropsSet:
    """The function called `set_props`; takes effect at once (J7)."""

    type: ClassVar[str] = "JobPropsSet"
    job: int
    id: ComponentId
    props: dict[str, Json]


@dataclass(frozen=True, slots=True)
class JobReturned:
    """The function returned.  `no_update` and `Patch` travel as Dash's own marker dicts."""

    type: ClassVar[str] = "JobReturned"
    job: int
    value: Json


@dataclass(frozen=True, slots=True)
class JobPrevented:
    type: ClassVar[str] = "JobPrevented"
    job: int


@dataclass(frozen=True, slots=True)
class JobRaised:
    """The function raised, or its worker has died."""

    type: ClassVar[str] = "JobRaised"
    job: int
    message: str
    traceback: str
    refused: bool
    """The function is innocent: what it returned cannot be used (I4 to I6)."""


PageMessage: TypeAlias = (
    Hello
    | StartApp
    | PropsChanged
    | PropsRefreshed
    | PropsRequested
    | PropsRestored
    | ExternalMounted
    | CodeAwaited
    | CodeArrived
    | Rendered
    | ClientsideWaits
    | ClientsideReturned
    | ClientsidePrevented
    | ClientsideRaised
    | LayoutHooked
    | RequestHooked
    | ResponseHooked
    | ResultHooked
    | LayoutRequested
    | JobProgress
    | JobPropsSet
    | JobReturned
    | JobPrevented
    | JobRaised
)


# --- worker -> page ---------------------------------------------------------------------

BootStage: TypeAlias = Literal[
    "runtime", "python", "files", "packages", "app", "layout", "ready", "failed"
]


@dataclass(frozen=True, slots=True)
class BootProgress:
    """Where the start stands.  `ready` and `failed` are terminal."""

    type: ClassVar[str] = "BootProgress"
    stage: BootStage
    detail: str
    """For people: what is being done, or what failed and what to do about it."""
    fraction: float | None
    """0..1 while the length of the stage is known."""


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """An error as the dev tools list it."""

    source: Literal["python", "clientside", "validation", "component", "boot"]
    title: str
    """One line, in Dash's words, e.g. `Callback error updating out.children`."""
    message: str
    """The exception's own text, or the body of a validation error."""
    traceback: str
    """Python traceback that starts at the user's function, or a JavaScript stack."""


@dataclass(frozen=True, slots=True)
class AppError:
    type: ClassVar[str] = "AppError"
    error: ErrorReport
    fatal: bool
    """The app could not start; nothing will follow."""


@dataclass(frozen=True, slots=True)
class ClientsideSource:
    """An inline clientside callback: `source` evaluates to a function."""

    namespace: str
    function_name: str
    source: str


@dataclass(frozen=True, slots=True)
class CallbackInfo:
    """One registered callback, for the dev tools' graph."""

    id: str
    inputs: list[str]
    outputs: list[str]
    states: list[str]
    clientside: bool


@dataclass(frozen=True, slots=True)
class CustomTool:
    """A component in the bar of the dev tools (`hooks.devtool`)."""

    component: Json
    """In its JSON form."""
    position: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class AppConfig:
    """What the page needs to know of the `Dash` object.  Sent once, before the layout."""

    type: ClassVar[str] = "AppConfig"
    pathname_prefix: str
    """The prefix under which the app believes to be; the page puts the site's in its place."""
    assets_url: str
    """Where the assets are, below the site, without slashes at the ends."""
    title: str
    update_title: str | None
    dev_tools_ui: bool
    props_check: bool
    suppress_callback_exceptions: bool
    show_undo_redo: bool
    external_stylesheets: list[dict[str, str]]
    external_scripts: list[dict[str, str]]
    meta_tags: list[dict[str, str]]
    clientside_functions: list[ClientsideSource]
    callbacks: list[CallbackInfo]
    renderer: str
    """`app.renderer` where it is not Dash's own: JavaScript that makes a `DashRenderer` (S6)."""
    custom_tools: list[CustomTool]
    shared_props: list[str] | None
    """`id.prop` of what a link to the present view may hold; None: all that users change."""
    redirects: dict[str, str]
    """Path -> path of the page that it leads to, below the prefix, without slashes at the ends."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A component enters the layout.  Children are mounted before their parent."""

    op: ClassVar[str] = "mount"
    nid: int
    namespace: str
    component: str
    """The component's type, e.g. `Div`."""
    props: dict[str, Json]
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Set:
    """Some props of one node have new values.  `slots` covers exactly these props."""

    op: ClassVar[str] = "set"
    nid: int
    props: dict[str, Json]
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Drop:
    """A node has left; its id is never used again (invariant 5)."""

    op: ClassVar[str] = "drop"
    nid: int


LayoutOp: TypeAlias = Mount | Set | Drop


@dataclass(frozen=True, slots=True)
class LayoutUpdate:
    """Everything one turn changed in the layout; applied whole or not at all."""

    type: ClassVar[str] = "LayoutUpdate"
    update: int
    ack: int
    """The last `seq` the engine had seen: a prop with a younger local edit is kept (D3)."""
    ops: list[LayoutOp]
    confirm: bool
    """Answer with `Rendered` when React is done."""


@dataclass(frozen=True, slots=True)
class PropRef:
    """One concrete dependency.  The page reads the value from its own mirror."""

    id: ComponentId
    property: str
    nid: int | None
    """None when no such component is in the layout."""


@dataclass(frozen=True, slots=True)
class RunClientside:
    """Call `window.dash_clientside[namespace][function_name]`.

    `inputs`, `states` and `outputs` have one entry per dependency of the definition: a
    `PropRef`, or a list of them where the dependency is ALL or ALLSMALLER.
    """

    type: ClassVar[str] = "RunClientside"
    run: int
    namespace: str
    function_name: str
    inputs: list[PropRef | list[PropRef]]
    states: list[PropRef | list[PropRef]]
    outputs: list[PropRef | list[PropRef]]
    triggered: list[PropRef]


@dataclass(frozen=True, slots=True)
class LayoutMade:
    """For the hook `layout_post`, in apps that have it: mounted is what it leaves (S6)."""

    type: ClassVar[str] = "LayoutMade"
    layout: Json


@dataclass(frozen=True, slots=True)
class CallbackStarted:
    """For renderer hooks, and only in apps that have some: a call begins (S6).

    A Python function is called when `RequestHooked` has come.
    """

    type: ClassVar[str] = "CallbackStarted"
    run: int
    callback: dict[str, Json]
    """The definition, as dash-renderer gives it to `callback_resolved`."""
    payload: dict[str, Json]
    """What Dash's page would send to its server."""


@dataclass(frozen=True, slots=True)
class CallbackAnswered:
    """For the hook `request_post`: what Dash's server would answer.  `ResponseHooked` follows."""

    type: ClassVar[str] = "CallbackAnswered"
    run: int
    response: dict[str, Json]
    """The outputs as the function gave them: id -> prop -> value."""


@dataclass(frozen=True, slots=True)
class CallbackEnded:
    """For the hook `callback_resolved`: a call has ended, whether or not its result still counts.

    `ResultHooked` follows.
    """

    type: ClassVar[str] = "CallbackEnded"
    run: int
    data: dict[str, Json] | None
    """The new values: id -> prop -> value; None when there is an error instead."""
    error: str | None


@dataclass(frozen=True, slots=True)
class LoadingChanged:
    """Outputs that callbacks have begun (`started`) or ceased (`ended`) to compute (R1)."""

    type: ClassVar[str] = "LoadingChanged"
    started: list[PropRef]
    ended: list[PropRef]


@dataclass(frozen=True, slots=True)
class Busy:
    """A callback is about to run; the title becomes `Updating...` (R3).

    Sent again while callbacks run, when others begin because of later edits: should one of
    them never end, the page knows which edits brought that about.
    """

    type: ClassVar[str] = "Busy"
    ack: int


@dataclass(frozen=True, slots=True)
class StartJob:
    """Run the function of a background callback in a worker of its own (N3).

    `job` is the number of the run.  The page passes the message on to that worker.
    """

    type: ClassVar[str] = "StartJob"
    job: int
    callback: int
    callback_id: str
    """Checked there: the app is imported again, and must register the same callbacks."""
    args: list[Json]
    inputs_list: list[Json]
    states_list: list[Json]
    outputs_list: list[Json]
    triggered: list[dict[str, Json]]


@dataclass(frozen=True, slots=True)
class EndJob:
    """The job's result has arrived and its worker is free; or, with `kill`, the result is
    not wanted any more, and the worker is to be ended (N7, N8)."""

    type: ClassVar[str] = "EndJob"
    job: int
    kill: bool


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is queued or running.  Tests wait for this, not for milliseconds."""

    type: ClassVar[str] = "Idle"
    ack: int


@dataclass(frozen=True, slots=True)
class Console:
    """What the app printed."""

    type: ClassVar[str] = "Console"
    level: Literal["log", "warn", "error"]
    text: str


@dataclass(frozen=True, slots=True)
class CookieSet:
    """`ctx.response.set_cookie`: a `document.cookie` assignment (H7)."""

    type: ClassVar[str] = "CookieSet"
    cookie: str


@dataclass(frozen=True, slots=True)
class TracedRun:
    """A run that a turn has started, and what asked for it."""

    run: int
    callback: str
    """Id of the callback: that of its `CallbackInfo`, unless the callback is one of ours."""
    triggered: list[str]
    """Prop ids, in the order of the changes; empty for an initial call (D3)."""


@dataclass(frozen=True, slots=True)
class RunTiming:
    """Where the time of a run went that has come to its end; milliseconds."""

    run: int
    queue: float
    """In line, behind other calls."""
    called: float
    """In the function: Python's, the job's, or, with the way to the page and back, JavaScript's."""
    recorded: dict[str, Json]
    """What `ctx.record_timing` noted: name -> `{"dur", "desc"}`."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What made the messages that stand before it in its array; only for the dev tools.

    All turns since the start, with their messages, are a recorded session: the engine that
    meets the same events sends the same messages (invariant 1).
    """

    type: ClassVar[str] = "Turn"
    number: int
    """Counts the turns of this engine from 1."""
    began: float
    """Milliseconds since 1970, as `sent`; of the runtime's clock, which the page shares."""
    sent: float
    events: list[dict[str, Json]]
    """`{"type": ...}` and the fields of each event, in order (`pyrt/engine/events.py`)."""
    started: list[TracedRun]
    ended: list[RunTiming]


WorkerMessage: TypeAlias = (
    Hello
    | BootProgress
    | AppConfig
    | AppError
    | LayoutUpdate
    | RunClientside
    | LayoutMade
    | CallbackStarted
    | CallbackAnswered
    | CallbackEnded
    | LoadingChanged
    | Busy
    | StartJob
    | EndJob
    | Idle
    | Console
    | CookieSet
    | Turn
)
