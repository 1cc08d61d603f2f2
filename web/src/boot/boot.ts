/**
 * `boot.js`: the first script of a page, in its head.
 *
 * It starts the worker before the browser has even seen the other scripts, shows how far the start
 * has come, and keeps what the worker says until `host.js` is there to listen.
 */

import type {
  BootProgress,
  ErrorReport,
  SiteConfig,
  StartApp,
  WorkerMessage,
} from "../protocol.gen";
import { findConfig } from "./config";
import type { Boot, WorkerStart } from "./contract";
import { watchScripts, whyNotLoaded } from "./missing_files";
import { Screen } from "./screen";
import { silenceMessage, STAGES, type RunningStage } from "./stages";
import { BROWSER_CLOCK, Watchdog } from "./watchdog";

/** Written in by the build. */
declare const PYRT_VERSION: string;

const source = (document.currentScript as HTMLScriptElement).src;
/** The folder of the runtime, and the query by which its files are kept apart in caches. */
const runtime = new URL(".", source);
const workerUrl = new URL(`worker.js${new URL(source).search}`, runtime);

const root = document.documentElement.dataset;
const screen = new Screen();
const watchdog = new Watchdog(BROWSER_CLOCK, {
  hint: (text) => screen.hint(text),
  silent: (stage) => failed(`${STAGES[stage].label}: no sign of life`, silenceMessage(stage)),
});
const worker = new Worker(workerUrl, { type: "module", name: "pyrt" });
const config = findConfig();

let listener: ((messages: WorkerMessage[]) => void) | null = null;
let early: WorkerMessage[][] = [];
let scriptsAreMissing = false;
let settleReady: { resolve: () => void; reject: (error: Error) => void };
const ready = new Promise<void>((resolve, reject) => {
  settleReady = { resolve, reject };
});
// A page that does not ask for it is not told twice: the failure is in the console already.
ready.catch(() => undefined);

root["pyrt"] = "loading";
window.pyrt = {
  version: PYRT_VERSION,
  ready,
  errors: [],
  idle: () => ready.then(() => window.pyrt.idle()),
  getProp: () => undefined,
  setProps: () => {
    throw new Error("The app has not started yet: wait for window.pyrt.ready.");
  },
};

const boot: Boot = {
  config,
  post: (text) => worker.postMessage(text),
  listen: (listen) => {
    listener = listen;
    for (const messages of early) listen(messages);
    early = [];
  },
  progress,
  shown: () => {
    watchdog.stop();
    screen.leave();
  },
  ready: () => {
    if (root["pyrt"] !== "loading") return;
    root["pyrt"] = "ready";
    settleReady.resolve();
  },
  fail,
};
window.__pyrt_boot = boot;

progress({ type: "BootProgress", stage: "runtime", detail: "", fraction: null });
worker.onmessage = (event: MessageEvent<string>) => {
  const messages = JSON.parse(event.data) as WorkerMessage[];
  if (listener) listener(messages);
  else keep(messages);
};
worker.onerror = (event) => {
  // A worker script that cannot be loaded says nothing at all.
  if (event.message) failed("The worker has stopped", event.message);
  else void whyNotLoaded(workerUrl).then((why) => failed("worker.js could not be loaded", why));
};
watchScripts(runtime, (url) => {
  scriptsAreMissing = true;
  void whyNotLoaded(url).then((why) => failed(`${fileName(url)} could not be loaded`, why));
});
config.then(
  (site) => {
    worker.postMessage(workerStart(site));
    screen.appear();
  },
  (error: unknown) => failed("The page is incomplete", (error as Error).message),
);
document.addEventListener("DOMContentLoaded", () => {
  screen.appear();
  if (!window.__pyrt_begin && !scriptsAreMissing) {
    failed(
      "The page is incomplete",
      "host.js has not run. If the app sets index_string, keep {%scripts%} and {%renderer%} in it.",
    );
  }
});

/** Shows what is about the start; the rest waits for `host.js`. */
function keep(messages: WorkerMessage[]): void {
  const rest: WorkerMessage[] = [];
  for (const message of messages) {
    if (message.type === "BootProgress" && message.stage !== "ready") progress(message);
    else if (message.type === "AppError" && message.fatal) fail(message.error);
    else rest.push(message);
  }
  if (rest.length > 0) early.push(rest);
}

function progress({ stage, detail, fraction }: BootProgress): void {
  if (root["pyrt"] !== "loading") return;
  if (stage === "ready") boot.ready();
  else if (stage === "failed") failed("The app could not be started", detail);
  else {
    watchdog.alive(stage);
    screen.progress(label(stage, detail), fraction);
  }
}

function label(stage: RunningStage, detail: string): string {
  return detail || STAGES[stage].label;
}

function failed(title: string, message: string): void {
  fail({ source: "boot", title, message, traceback: "" });
}

/** Terminal: whatever comes after it, a half-started app must not look like a running one. */
function fail(report: ErrorReport): void {
  console.error([report.title, report.message, report.traceback].filter(Boolean).join("\n"));
  window.pyrt.errors.push(report);
  watchdog.stop();
  worker.terminate();
  root["pyrt"] = "failed";
  whenBodyIsThere(() => screen.fail(report));
  settleReady.reject(new Error(`${report.title}: ${report.message}`));
}

function whenBodyIsThere(action: () => void): void {
  if (document.readyState !== "loading") action();
  else document.addEventListener("DOMContentLoaded", action);
}

function workerStart(site: SiteConfig): WorkerStart {
  const absolute = (url: string): string => new URL(url, document.baseURI).href;
  return {
    protocol: site.protocol,
    build: site.build,
    app: absolute(site.app),
    packages: site.packages && absolute(site.packages),
    start: startApp(site),
  };
}

function startApp(site: SiteConfig): StartApp {
  const { href, origin, pathname, search, hash } = window.location;
  return {
    type: "StartApp",
    entry: site.entry,
    attribute: site.attribute,
    location: { href, origin, pathname, search, hash },
    cookies: document.cookie,
    user_agent: navigator.userAgent,
    debug: site.debug,
  };
}

function fileName(url: URL): string {
  return url.pathname.split("/").pop() ?? url.href;
}
