// Generated from pyrt/protocol.py by build_scripts/gen_protocol.py; do not edit.

/** Raised by one whenever a message changes shape.  Both sides refuse any other number. */
export const PROTOCOL_VERSION = 5;

/** A JSON value: `None`, `bool`, `int`, `float`, `str`, `list[Json]` or `dict[str, Json]`. */
export type Json = unknown;

/** A component id as Dash has it: a string, or a dict for pattern-matching callbacks. */
export type ComponentId = string | Record<string, unknown>;

/**
 * Where inside `props` a child component stands, e.g. `["options", 2, "label"]`.
 * At that place `props` holds the child's node id.
 */
export type Slot = (string | number)[];

/** The node that holds the layout.  It is no component: its only prop is `children`. */
export const ROOT_NID = 0;

/** First message each way.  A mismatch is a clear error, not a guess. */
export interface Hello {
  type: "Hello";
  protocol: number;
  build: string;
}

/** What one component draws outside of the tree, as `ExternalMounted` told it. */
export interface External {
  parent: number;
  /** Children before their parents. */
  mounts: Mount[];
}

/** The page's whole mirror, and what ended with the engine that it was a mirror of. */
export interface Restored {
  /** The layout as operations on an empty page, like those of a `LayoutUpdate`. */
  ops: (Mount | Set)[];
  /** Each after the component that draws it. */
  externals: External[];
  /** Callbacks (by index) whose background jobs were running. */
  jobs: number[];
}

/** Import the app and start it.  Its files are already in the worker's file system. */
export interface StartApp {
  type: "StartApp";
  /** Path of the script below the app's folder, e.g. `app.py`, or a module name. */
  entry: string;
  /** Name of the `Dash` object when the user gave `module:attribute`. */
  attribute: string | null;
  /** Entry points to load when the first app is made, `module` or `module:attribute`. */
  hooks: string[];
  /** Where the site is: a path with slashes at both ends. */
  root: string;
  /** `href`, `origin`, `pathname`, `search` and `hash` of the page. */
  location: Record<string, string>;
  cookies: string;
  user_agent: string;
  /** True under `pyrt run`: the dev tools are on even if the app does not ask for them. */
  debug: boolean;
  /** Folder of the app whose files outlive the page. */
  persistent_dir: string | null;
  /** `app`: the engine runs here.  `job`: only background callbacks do, one at a time. */
  role: "app" | "job";
  /**
   * What the page still shows of an engine that has been stopped or has died; its layout
   * is taken over, in place of the app's own (architecture D16).
   */
  restored: Restored | null;
}

/** A component called `setProps`.  `props` holds only what differs from before (E1). */
export interface PropsChanged {
  type: "PropsChanged";
  /** Counts the edits of this page from 1; comes back as `ack` (architecture D3). */
  seq: number;
  nid: number;
  props: Record<string, Json>;
  /** Those that the component set to undefined, None in `props`: it has them no more (C6). */
  unset: string[];
}

/**
 * A component works on the very objects that its props hold, and has changed them in place.
 *
 * `setProps` then finds nothing different, under Dash as here, and nobody is triggered; but a
 * `State` reads the new values (AgGrid: the rows after an edit).
 */
export interface PropsRefreshed {
  type: "PropsRefreshed";
  nid: number;
  props: Record<string, Json>;
}

/**
 * `dash_clientside.set_props` or `window.pyrt.setProps`: triggers even when equal (E3, M6).
 *
 * Values may hold components and `Patch` operations, which only the engine can mount.
 */
export interface PropsRequested {
  type: "PropsRequested";
  seq: number;
  id: ComponentId;
  props: Record<string, Json>;
}

/**
 * A component entered with props that the browser had stored for it (R4).
 *
 * The page shows them already.  Nobody is triggered: for callbacks the component has come
 * with these values.
 */
export interface PropsRestored {
  type: "PropsRestored";
  seq: number;
  nid: number;
  props: Record<string, Json>;
}

/**
 * A component drew another one that stands, as plain data, in one of its props.
 *
 * An option's label, for instance.  From now on it is a part of the layout, though in nobody's
 * slots; who watches its props is told of them.
 */
export interface ExternalMounted {
  type: "ExternalMounted";
  seq: number;
  /** The node that draws it, and takes it along when it leaves. */
  parent: number;
  /** Children before their parents, as in an update.  The page gives them negative ids. */
  mounts: Mount[];
  /** The external component that stood there until now. */
  replaces: number | null;
}

/**
 * These components are on the page, but their code is still on its way (E11).
 *
 * What reads them waits for `CodeArrived`.
 */
export interface CodeAwaited {
  type: "CodeAwaited";
  nids: number[];
}

/** The code of these components has come (or cannot come), and they have been drawn. */
export interface CodeArrived {
  type: "CodeArrived";
  nids: number[];
}

/**
 * React has committed `LayoutUpdate` number `update` and run its effects.
 *
 * Sent only for updates with `confirm`.  Edits that components made while mounting
 * (dcc.Location, dcc.Store, ...) stand before it, so they join the waiting requests (D12).
 */
export interface Rendered {
  type: "Rendered";
  update: number;
}

/**
 * The function of `RunClientside` has returned a promise: its outcome comes later.
 *
 * For the loop, which calls no Python function as long as the page is inside one of
 * JavaScript: on Dash's page those have always ended before the server answers.
 */
export interface ClientsideWaits {
  type: "ClientsideWaits";
  run: number;
}

/** Result of `RunClientside`.  `no_update` travels as Dash's own marker dict. */
export interface ClientsideReturned {
  type: "ClientsideReturned";
  run: number;
  value: Json;
}

export interface ClientsidePrevented {
  type: "ClientsidePrevented";
  run: number;
}

export interface ClientsideRaised {
  type: "ClientsideRaised";
  run: number;
  message: string;
  stack: string;
  /** Whether an `Error` object was thrown.  Other values get Dash's own title (B19). */
  is_error: boolean;
}

/** The page lost its mirror (or the dev tools ask): send the whole layout again. */
export interface LayoutRequested {
  type: "LayoutRequested";
}

/** The function called `set_progress`: one value for each `progress` output (N5). */
export interface JobProgress {
  type: "JobProgress";
  job: number;
  values: Json[];
}

/** The function called `set_props`; takes effect at once (J7). */
export interface JobPropsSet {
  type: "JobPropsSet";
  job: number;
  id: ComponentId;
  props: Record<string, Json>;
}

/** The function returned.  `no_update` and `Patch` travel as Dash's own marker dicts. */
export interface JobReturned {
  type: "JobReturned";
  job: number;
  value: Json;
}

export interface JobPrevented {
  type: "JobPrevented";
  job: number;
}

/** The function raised, or its worker has died. */
export interface JobRaised {
  type: "JobRaised";
  job: number;
  message: string;
  traceback: string;
  /** The function is innocent: what it returned cannot be used (I4 to I6). */
  refused: boolean;
}

export type PageMessage =
  | Hello
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
  | LayoutRequested
  | JobProgress
  | JobPropsSet
  | JobReturned
  | JobPrevented
  | JobRaised;

export type BootStage =
  "runtime" | "python" | "files" | "packages" | "app" | "layout" | "ready" | "failed";

/** Where the start stands.  `ready` and `failed` are terminal. */
export interface BootProgress {
  type: "BootProgress";
  stage: BootStage;
  /** For people: what is being done, or what failed and what to do about it. */
  detail: string;
  /** 0..1 while the length of the stage is known. */
  fraction: number | null;
}

/** An error as the dev tools list it. */
export interface ErrorReport {
  source: "python" | "clientside" | "validation" | "component" | "boot";
  /** One line, in Dash's words, e.g. `Callback error updating out.children`. */
  title: string;
  /** The exception's own text, or the body of a validation error. */
  message: string;
  /** Python traceback that starts at the user's function, or a JavaScript stack. */
  traceback: string;
}

export interface AppError {
  type: "AppError";
  error: ErrorReport;
  /** The app could not start; nothing will follow. */
  fatal: boolean;
}

/** An inline clientside callback: `source` evaluates to a function. */
export interface ClientsideSource {
  namespace: string;
  function_name: string;
  source: string;
}

/** One registered callback, for the dev tools' graph. */
export interface CallbackInfo {
  id: string;
  inputs: string[];
  outputs: string[];
  states: string[];
  clientside: boolean;
}

/** What the page needs to know of the `Dash` object.  Sent once, before the layout. */
export interface AppConfig {
  type: "AppConfig";
  /** The prefix under which the app believes to be; the page puts the site's in its place. */
  pathname_prefix: string;
  /** Where the assets are, below the site, without slashes at the ends. */
  assets_url: string;
  title: string;
  update_title: string | null;
  dev_tools_ui: boolean;
  props_check: boolean;
  suppress_callback_exceptions: boolean;
  show_undo_redo: boolean;
  external_stylesheets: Record<string, string>[];
  external_scripts: Record<string, string>[];
  meta_tags: Record<string, string>[];
  clientside_functions: ClientsideSource[];
  callbacks: CallbackInfo[];
  /** `app.renderer` where it is not Dash's own: JavaScript that makes a `DashRenderer` (S6). */
  renderer: string;
}

/** A component enters the layout.  Children are mounted before their parent. */
export interface Mount {
  op: "mount";
  nid: number;
  namespace: string;
  /** The component's type, e.g. `Div`. */
  component: string;
  props: Record<string, Json>;
  slots: Slot[];
}

/** Some props of one node have new values.  `slots` covers exactly these props. */
export interface Set {
  op: "set";
  nid: number;
  props: Record<string, Json>;
  slots: Slot[];
}

/** A node has left; its id is never used again (invariant 5). */
export interface Drop {
  op: "drop";
  nid: number;
}

export type LayoutOp = Mount | Set | Drop;

/** Everything one turn changed in the layout; applied whole or not at all. */
export interface LayoutUpdate {
  type: "LayoutUpdate";
  update: number;
  /** The last `seq` the engine had seen: a prop with a younger local edit is kept (D3). */
  ack: number;
  ops: LayoutOp[];
  /** Answer with `Rendered` when React is done. */
  confirm: boolean;
}

/** One concrete dependency.  The page reads the value from its own mirror. */
export interface PropRef {
  id: ComponentId;
  property: string;
  /** None when no such component is in the layout. */
  nid: number | null;
}

/**
 * Call `window.dash_clientside[namespace][function_name]`.
 *
 * `inputs`, `states` and `outputs` have one entry per dependency of the definition: a
 * `PropRef`, or a list of them where the dependency is ALL or ALLSMALLER.
 */
export interface RunClientside {
  type: "RunClientside";
  run: number;
  namespace: string;
  function_name: string;
  inputs: (PropRef | PropRef[])[];
  states: (PropRef | PropRef[])[];
  outputs: (PropRef | PropRef[])[];
  triggered: PropRef[];
}

/** For renderer hooks, and only in apps that have some: a call begins (S6). */
export interface CallbackStarted {
  type: "CallbackStarted";
  run: number;
  /** The definition, as dash-renderer gives it to `callback_resolved`. */
  callback: Record<string, Json>;
  /** What Dash's page would send to its server. */
  payload: Record<string, Json>;
}

/** For renderer hooks: a call has ended, whether or not its result still counts. */
export interface CallbackEnded {
  type: "CallbackEnded";
  run: number;
  /**
   * What Dash's server would answer; None without a server's answer to show: the function was
   * clientside, it prevented the update, or it failed.
   */
  response: Record<string, Json> | null;
  /** The new values: id -> prop -> value. */
  data: Record<string, Json>;
  error: string | null;
}

/** Outputs that callbacks have begun (`started`) or ceased (`ended`) to compute (R1). */
export interface LoadingChanged {
  type: "LoadingChanged";
  started: PropRef[];
  ended: PropRef[];
}

/**
 * A callback is about to run; the title becomes `Updating...` (R3).
 *
 * Sent again while callbacks run, when others begin because of later edits: should one of
 * them never end, the page knows which edits brought that about.
 */
export interface Busy {
  type: "Busy";
  ack: number;
}

/**
 * Run the function of a background callback in a worker of its own (N3).
 *
 * `job` is the number of the run.  The page passes the message on to that worker.
 */
export interface StartJob {
  type: "StartJob";
  job: number;
  callback: number;
  /** Checked there: the app is imported again, and must register the same callbacks. */
  callback_id: string;
  args: Json[];
  inputs_list: Json[];
  states_list: Json[];
  outputs_list: Json[];
  triggered: Record<string, Json>[];
}

/**
 * The job's result has arrived and its worker is free; or, with `kill`, the result is
 * not wanted any more, and the worker is to be ended (N7, N8).
 */
export interface EndJob {
  type: "EndJob";
  job: number;
  kill: boolean;
}

/** Nothing is queued or running.  Tests wait for this, not for milliseconds. */
export interface Idle {
  type: "Idle";
  ack: number;
}

/** What the app printed. */
export interface Console {
  type: "Console";
  level: "log" | "warn" | "error";
  text: string;
}

/** `ctx.response.set_cookie`: a `document.cookie` assignment (H7). */
export interface CookieSet {
  type: "CookieSet";
  cookie: string;
}

/** A run that a turn has started, and what asked for it. */
export interface TracedRun {
  run: number;
  /** Id of the callback: that of its `CallbackInfo`, unless the callback is one of ours. */
  callback: string;
  /** Prop ids, in the order of the changes; empty for an initial call (D3). */
  triggered: string[];
}

/** Where the time of a run went that has come to its end; milliseconds. */
export interface RunTiming {
  run: number;
  /** In line, behind other calls. */
  queue: number;
  /** In the function: Python's, the job's, or, with the way to the page and back, JavaScript's. */
  called: number;
  /** What `ctx.record_timing` noted: name -> `{"dur", "desc"}`. */
  recorded: Record<string, Json>;
}

/**
 * What made the messages that stand before it in its array; only for the dev tools.
 *
 * All turns since the start, with their messages, are a recorded session: the engine that
 * meets the same events sends the same messages (invariant 1).
 */
export interface Turn {
  type: "Turn";
  /** Counts the turns of this engine from 1. */
  number: number;
  /** Milliseconds since 1970, as `sent`; of the runtime's clock, which the page shares. */
  began: number;
  sent: number;
  /** `{"type": ...}` and the fields of each event, in order (`pyrt/engine/events.py`). */
  events: Record<string, Json>[];
  started: TracedRun[];
  ended: RunTiming[];
}

export type WorkerMessage =
  | Hello
  | BootProgress
  | AppConfig
  | AppError
  | LayoutUpdate
  | RunClientside
  | CallbackStarted
  | CallbackEnded
  | LoadingChanged
  | Busy
  | StartJob
  | EndJob
  | Idle
  | Console
  | CookieSet
  | Turn;

/** A compiled package, which Pyodide's installer takes as it is. */
export interface SiteWheel {
  /** Absolute when it stays at a Pyodide distribution (`--cdn`). */
  url: string;
  /** Its name says what it is built for. */
  file: string;
  /** No package but a library that others load. */
  shared_library: boolean;
}

/** A Pyodide distribution that the page's reader can reach. */
export interface SiteDistribution {
  /** URL of its `pyodide-lock.json`; the site has a copy. */
  lock: string;
  /** Absolute URL that the names in the lock are relative to. */
  base: string;
}

/**
 * Found under `"pyrt"` in the JSON of `<script id="_dash-config">`.
 *
 * URLs are relative to the page.
 */
export interface SiteConfig {
  /** The folder of the site: `""` in its `index.html`, `"../"` one folder deeper. */
  root: string;
  /**
   * Path below the site that this page is made for, without slashes at the ends; None in
   * the one that stands in for paths without a page.
   */
  page: string | null;
  protocol: number;
  build: string;
  /** Folder with `host.js`, `worker.js`, `pyodide/`, `pyrt.zip`; ends with a slash. */
  runtime: string;
  /** Zip archive of the app's files. */
  app: string;
  /** Archive of the pure packages the app needs (stored files in one gzip), or None. */
  packages: string | null;
  /** Packages beside `packages`, each after those it needs. */
  wheels: SiteWheel[];
  /** For micropip, in a site that has it. */
  distribution: SiteDistribution | null;
  /** What micropip installs before the app is imported: requirements that no build has seen. */
  requirements: string[];
  /**
   * URL of an archive, a wheel or the start image -> its sha256.  The worker takes no other
   * bytes.
   */
  hashes: Record<string, string>;
  /** Archives of compiled packages, in the `runtime` folder. */
  prebuilt: string[];
  /** The app imports modules of the standard library that the start image does not hold. */
  stdlib: boolean;
  /** Entry points that are loaded before the app, `module` or `module:attribute`. */
  hooks: string[];
  entry: string;
  attribute: string | null;
  /** Namespace -> script URLs of that component library, for loading on first use. */
  components: Record<string, string[]>;
  /** Those of them that the first layout shows: loaded while Python starts. */
  at_once: string[];
  /** URL of plotly.js, or None when no Graph is used. */
  plotly: string | null;
  /**
   * The build could run the app, so title, styles, scripts and meta tags stand in the
   * page already.  Otherwise the page adds them when `AppConfig` arrives.
   */
  static_head: boolean;
  /** Under `pyrt run`: URL of the event stream that announces rebuilds. */
  live: string | null;
  persistent_dir: string | null;
  debug: boolean;
}

/** Names of the fields on the wire: the tests hold the fixtures against them. */
export const FIELDS: Record<string, readonly string[]> = {
  Hello: ["type", "protocol", "build"],
  External: ["parent", "mounts"],
  Restored: ["ops", "externals", "jobs"],
  StartApp: [
    "type",
    "entry",
    "attribute",
    "hooks",
    "root",
    "location",
    "cookies",
    "user_agent",
    "debug",
    "persistent_dir",
    "role",
    "restored",
  ],
  PropsChanged: ["type", "seq", "nid", "props", "unset"],
  PropsRefreshed: ["type", "nid", "props"],
  PropsRequested: ["type", "seq", "id", "props"],
  PropsRestored: ["type", "seq", "nid", "props"],
  ExternalMounted: ["type", "seq", "parent", "mounts", "replaces"],
  CodeAwaited: ["type", "nids"],
  CodeArrived: ["type", "nids"],
  Rendered: ["type", "update"],
  ClientsideWaits: ["type", "run"],
  ClientsideReturned: ["type", "run", "value"],
  ClientsidePrevented: ["type", "run"],
  ClientsideRaised: ["type", "run", "message", "stack", "is_error"],
  LayoutRequested: ["type"],
  JobProgress: ["type", "job", "values"],
  JobPropsSet: ["type", "job", "id", "props"],
  JobReturned: ["type", "job", "value"],
  JobPrevented: ["type", "job"],
  JobRaised: ["type", "job", "message", "traceback", "refused"],
  BootProgress: ["type", "stage", "detail", "fraction"],
  ErrorReport: ["source", "title", "message", "traceback"],
  AppError: ["type", "error", "fatal"],
  ClientsideSource: ["namespace", "function_name", "source"],
  CallbackInfo: ["id", "inputs", "outputs", "states", "clientside"],
  AppConfig: [
    "type",
    "pathname_prefix",
    "assets_url",
    "title",
    "update_title",
    "dev_tools_ui",
    "props_check",
    "suppress_callback_exceptions",
    "show_undo_redo",
    "external_stylesheets",
    "external_scripts",
    "meta_tags",
    "clientside_functions",
    "callbacks",
    "renderer",
  ],
  Mount: ["op", "nid", "namespace", "component", "props", "slots"],
  Set: ["op", "nid", "props", "slots"],
  Drop: ["op", "nid"],
  LayoutUpdate: ["type", "update", "ack", "ops", "confirm"],
  PropRef: ["id", "property", "nid"],
  RunClientside: [
    "type",
    "run",
    "namespace",
    "function_name",
    "inputs",
    "states",
    "outputs",
    "triggered",
  ],
  CallbackStarted: ["type", "run", "callback", "payload"],
  CallbackEnded: ["type", "run", "response", "data", "error"],
  LoadingChanged: ["type", "started", "ended"],
  Busy: ["type", "ack"],
  StartJob: [
    "type",
    "job",
    "callback",
    "callback_id",
    "args",
    "inputs_list",
    "states_list",
    "outputs_list",
    "triggered",
  ],
  EndJob: ["type", "job", "kill"],
  Idle: ["type", "ack"],
  Console: ["type", "level", "text"],
  CookieSet: ["type", "cookie"],
  TracedRun: ["run", "callback", "triggered"],
  RunTiming: ["run", "queue", "called", "recorded"],
  Turn: ["type", "number", "began", "sent", "events", "started", "ended"],
  SiteWheel: ["url", "file", "shared_library"],
  SiteDistribution: ["lock", "base"],
  SiteConfig: [
    "root",
    "page",
    "protocol",
    "build",
    "runtime",
    "app",
    "packages",
    "wheels",
    "distribution",
    "requirements",
    "hashes",
    "prebuilt",
    "stdlib",
    "hooks",
    "entry",
    "attribute",
    "components",
    "at_once",
    "plotly",
    "static_head",
    "live",
    "persistent_dir",
    "debug",
  ],
};
