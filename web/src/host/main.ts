/**
 * `host.js`: evaluated after React and before the component bundles, which need the globals that
 * are made here.  The app is mounted when `start.js` says that all scripts are there.
 */

import { hasOwnAddress, nameOfPath, whereTheAppIs } from "../address/where";
import { CONFIG_ID } from "../boot/config";
import { ENTRY_POINT, type Boot } from "../boot/contract";
import type { Frame } from "../boot/make_worker";
import type { AppConfig, ComponentId, CustomTool, ErrorReport, SiteConfig } from "../protocol.gen";
import { CheckedScripts } from "./checked_scripts";
import { clientsideGlobal, DevtoolContext, installComponentApi, type DashApi } from "./dash_api";
import { contextFactory, type DashContextValue } from "./dash_context";
import { dashStore } from "./dash_store";
import { EditHistory } from "./edit_history";
import { hideBuildError } from "./devtools/build_error";
import { CUSTOM_TOOLS, type DevTools } from "./devtools/contract";
import { ErrorLog, reportOf, type ListedError } from "./devtools/errors";
import { Recording } from "./devtools/recording";
import { createExternalWrapper } from "./external";
import { keepFocus } from "./focus";
import { Host } from "./host";
import { stringifyId } from "./ids";
import { followRebuilds } from "./live";
import type { MirrorNode, Nid } from "./mirror";
import { createNodeView, type NodeHost } from "./node";
import { Page } from "./page";
import { canCheckProps } from "./prop_types";
import { React, ReactDOM } from "./react";
import { RefusedFiles } from "./refused_files";
import { loadScript, Registry } from "./registry";
import { installDashRenderer } from "./renderer_hooks";
import { createRoot, type BusySignal } from "./root";
import { SharedView } from "./shared_view";
import { plainAddress, SitePaths } from "./site_paths";
import { takeKept, TypedValues, type Kept } from "./typed_values";
import type { DryComponent, Props } from "./values";

const boot = window.__pyrt_boot as Boot;
const errors = new ErrorLog(window.pyrt.errors as ListedError[]);
const recording = new Recording();
const refused = new RefusedFiles(errors);
const registry = new Registry(loadScript);
const checks = new CheckedScripts();
const page = new Page(registry, (work) => ReactDOM.flushSync(work));
const DashContext = React.createContext({} as DashContextValue);

let host: Host | undefined;
let history: EditHistory | null = null;
const views: NodeHost = {
  page,
  DashContext,
  createContext: contextFactory(page.layout, page.loading),
  contextVersion: (nid) => page.loading.version(nid),
  setProps,
  paths: null,
  componentFailed: (node, error, stack) => errors.note(componentError(node, error, stack)),
  propsCheck: false,
  showErrors: false,
};
const NodeView = createNodeView(views);

const api: DashApi = {
  DashContext,
  ExternalWrapper: createExternalWrapper(page.layout, page.externals, NodeView),
  getLayout: (pathOrId) => page.getLayout(pathOrId),
  setProps: (pathOrId, props) => host?.edits.request(pathOrId, props),
};
installComponentApi(api);
clientsideGlobal(api);
installDashRenderer();

/** `data-pyrt`, once the initial callbacks have been applied. */
const READY = new Set<string | undefined>(["ready", "busy"]);

// Before the libraries of the page run, which may load more of themselves at once.
checks.watch();
void boot.config.then(useScripts);
boot.listenToRefused((report) => refused.add(report));
window.__pyrt_begin = () => void boot.config.then(begin);

function begin(site: SiteConfig): void {
  if (host) return;
  registry.loadAhead(site.at_once);
  if (site.plotly) window._dashPlotlyJSURL = site.plotly;
  if (site.page !== null && !hasOwnAddress()) {
    const { pathname, search, hash } = window.location;
    const plain = plainAddress(pathname, site.root, site.page);
    if (plain !== pathname)
      window.history.replaceState(window.history.state, "", plain + search + hash);
  }
  const running = (host = new Host({
    boot,
    site,
    page,
    errors,
    recording,
    clientside: () => clientsideGlobal(api),
    mount,
    entered: enterCustomTools,
    renewed: () => renewed(),
    configure: (config) => configure(config, site),
  }));
  Object.assign(window.pyrt, {
    idle: () =>
      window.pyrt.ready.then(() => Promise.race([boot.failure, running.activity.whenAtRest()])),
    getProp: (id: ComponentId, prop: string) => page.getProp(id, prop),
    setProps: (id: ComponentId, props: Props) => running.edits.request(id, props),
  });
  window.store = dashStore({
    mirror: page.mirror,
    loading: () => page.loading.table,
    layout: () => page.getLayout([]),
    errors: errors.list,
    config: () => JSON.parse(document.getElementById(CONFIG_ID)?.textContent ?? "{}") as unknown,
    ready: () => READY.has(document.documentElement.dataset["pyrt"]),
    atRest: () => running.activity.atRest,
  });
  if (site.live) goLive(site.live, running);
  const frame = window.__pyrt_frame;
  if (frame?.state) keepView(frame, frame.state, running);
  running.start();
}

function useScripts({ components, hashes }: SiteConfig): void {
  registry.scripts = components;
  checks.hashes = hashes;
}

let draw: (() => void) | undefined;

function mount(busy: BusySignal): void {
  const focus = keepFocus();
  draw ??= createRoot(document.getElementById(ENTRY_POINT) as HTMLElement, NodeView, busy, history);
  draw();
  focus();
}

// When they are about to be followed, and before anybody else hears of it.
for (const name of ["click", "auxclick", "contextmenu"]) {
  window.addEventListener(name, ({ target }) => views.paths?.arrangeLink(target), true);
}

function configure(config: AppConfig, site: SiteConfig): void {
  const { root } = site;
  const { pathname_prefix: prefix, assets_url: assets } = config;
  const { origin } = whereTheAppIs();
  const paths = new SitePaths(root, prefix, assets, origin, window.__pyrt_frame?.assetUrl);
  if (paths.isMoved) views.paths = paths;
  views.propsCheck = config.props_check && canCheckProps();
  views.showErrors = config.dev_tools_ui;
  sharedProps = config.shared_props;
  // On a host there is a page for each that leads on.
  if (hasOwnAddress()) followRedirect(config.redirects, root);
  customTools = config.custom_tools;
  if (config.dev_tools_ui && host) void showDevTools(config, host, site);
  if (config.show_undo_redo && host && !history) history = keepHistory(config, host);
}

/** Before anything of the app has asked where it is. */
function followRedirect(redirects: AppConfig["redirects"], root: string): void {
  const { pathname, hash } = whereTheAppIs();
  const to = new Map(Object.entries(redirects)).get(nameOfPath(pathname.slice(root.length)));
  if (to !== undefined) window.history.replaceState(null, "", root + to + hash);
}

let devTools: Promise<DevTools> | undefined;

/** Their script is loaded here and nowhere else: other pages do without. */
async function showDevTools(
  config: AppConfig,
  running: Host,
  { runtime, entry, attribute }: SiteConfig,
): Promise<void> {
  devTools ??= loadScript(`${runtime}devtools.js`).then(() =>
    (window.__pyrt_devtools as NonNullable<typeof window.__pyrt_devtools>)({
      ...{ errors, recording, busy: running.busy, stage: running.stage },
      app: { entry, attribute },
      stop: () => running.stop(),
      idOf: (nid) => page.mirror.get(nid)?.props["id"],
      ...{ ExternalWrapper: api.ExternalWrapper, DevtoolContext },
    }),
  );
  try {
    (await devTools).setCallbacks(config.callbacks);
  } catch (error) {
    errors.add(reportOf("boot", "The dev tools could not be loaded", error));
  }
}

let customTools: readonly CustomTool[] = [];
/** Counts the layouts: with each, the components in the dev tools are new ones. */
let layouts = 0;
let toolNids: Nid[] = [];

/** What an app has put into the dev tools belongs to its layout, whenever these are there. */
function enterCustomTools(): void {
  if (customTools.length === 0) return;
  layouts += 1;
  const tools = customTools.map(({ component, position }, index) => ({
    ...{ component: component as DryComponent, position },
    path: [CUSTOM_TOOLS, layouts, index],
  }));
  for (const nid of toolNids) page.externals.forget(nid);
  toolNids = tools.map(({ path, component }) => page.externals.draw(path, component));
  devTools?.then(
    (shown) => shown.setCustomTools(tools),
    () => undefined, // the script could not be loaded, and that has been reported
  );
}

function keepHistory({ callbacks }: AppConfig, { edits }: Host): EditHistory {
  const kept = new EditHistory(callbacks, (id, props) => edits.request(id, props));
  edits.listen(({ props: { id } }, props, before) => {
    if (id !== undefined && id !== null) kept.record(id as ComponentId, before, props);
  });
  return kept;
}

/** What components call.  `_dash_error` is how they report what is no reason to break down. */
function setProps(nid: Nid, { _dash_error: error, ...props }: Props): void {
  if (host?.stage.open) return;
  if (error) errors.add({ ...reportOf("component", (error as Error).message, error), message: "" });
  const node = views.paths && page.mirror.get(nid);
  host?.edits.setProps(nid, node ? (views.paths as SitePaths).report(node, props) : props);
}

let sharedProps: readonly string[] | null = null;

/** The player: the view that came with the app, and what is made of it. */
function keepView(frame: Frame, state: Kept, { edits }: Host): void {
  const typed = new TypedValues(registry, structuredClone(state));
  edits.view = new SharedView(state);
  edits.listen((node, props) => typed.note(node, props));
  frame.view = () => typed.values(sharedProps);
}

/** What takes over from the last version of the app, before the new one is drawn (`pyrt run`). */
let renewed: () => void = () => undefined;

/** `pyrt run`: another Python, or another page, when the app has changed; with what was typed. */
function goLive(url: string, running: Host): void {
  const { edits } = running;
  const typed = new TypedValues(registry, takeKept());
  const find = (id: string): MirrorNode | undefined => page.mirror.find(id);
  edits.listen((node, props) => typed.note(node, props));
  followRebuilds(url, {
    started: () => READY.has(document.documentElement.dataset["pyrt"]),
    beforeReload: () => typed.save(),
    renew: (site) => {
      useScripts(site);
      errors.clear();
      running.renew(site);
    },
  });
  renewed = () => {
    hideBuildError();
    typed.restore(find, (node, props) => edits.restore(node, props));
  };
  const restore = (): void =>
    typed.restore(find, ({ props: { id } }, props) => edits.request(id as ComponentId, props));
  // An app that cannot start has nothing to restore.
  window.pyrt.ready.then(restore, () => undefined);
}

/** Dash shows the component's own words as the title. */
function componentError(node: MirrorNode, error: unknown, componentStack: string): ErrorReport {
  const id = node.props["id"];
  const name = id
    ? `${node.component} with ID "${stringifyId(id as ComponentId)}"`
    : node.component;
  const report = reportOf("component", "", error);
  return {
    ...report,
    title: report.message || "Error",
    message: `Error in the component ${name}: ${report.message}`,
    traceback: `${report.traceback}\n\nComponents, innermost first:${componentStack}`,
  };
}
