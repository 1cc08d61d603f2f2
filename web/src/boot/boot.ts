/**
 * `boot.js`: the first script of a page, in its head.
 *
 * It starts the worker before the browser has even seen the other scripts, shows how far the start
 * has come, and keeps what the worker says until `host.js` is there to listen.
 */

import { whereTheAppIs } from "../address/where";
import type { ErrorReport, Restored, SiteConfig, StartApp } from "../protocol.gen";
import { Channel } from "./channel";
import { findConfig } from "./config";
import type { WorkerStart } from "./contract";
import { Lifecycle } from "./lifecycle";
import { makeWorker } from "./make_worker";
import { fileName, watchFiles, whyNotLoaded, type FileKind } from "./missing_files";

/** Written in by the build. */
declare const PYRT_VERSION: string;

const script = document.currentScript as HTMLScriptElement;
const source = new URL(script.src);
const runtime = new URL(".", source);
const lifecycle = new Lifecycle();
// The query, if the site has one, keeps the files of one build apart from another's in caches.
const workerUrl = new URL(`worker.js${source.search}`, runtime);
// Behind the `#`, so that the worker's script and what lies beside it keep their addresses.
const { image } = script.dataset;
if (image) workerUrl.hash = encodeURIComponent(new URL(image, document.baseURI).href);
const channel = new Channel(workerUrl, lifecycle);
const config = window.__pyrt_frame?.config ?? findConfig();
let site: SiteConfig;
let scriptsAreMissing = false;
const refused: ErrorReport[] = [];
let noteRefused = (report: ErrorReport): void => void refused.push(report);

window.pyrt = {
  version: PYRT_VERSION,
  painted: lifecycle.painted,
  ready: lifecycle.ready,
  errors: lifecycle.errors,
  idle: () => lifecycle.ready.then(() => window.pyrt.idle()),
  getProp: () => undefined,
  setProps: () => {
    throw new Error("The app has not started yet: wait for window.pyrt.ready.");
  },
  save: () => lifecycle.ready.then(() => channel.ask({ storage: "save" })),
  erase: () => lifecycle.ready.then(() => channel.ask({ storage: "erase" })),
};
window.__pyrt_boot = {
  config,
  failure: lifecycle.failure,
  post: (text) => channel.post(text),
  listen: (listener) => channel.listen(listener),
  restart: (restored) => channel.restart(workerStart("app", restored)),
  renew: (renewed) => {
    site = renewed;
    channel.restart(workerStart("app", null));
  },
  startJobWorker: () => {
    const worker = makeWorker(workerUrl, "pyrt job");
    worker.postMessage(workerStart("job", null));
    return worker;
  },
  progress: (message) => lifecycle.progress(message),
  painted: () => lifecycle.paint(),
  shown: () => lifecycle.shown(),
  ready: () => lifecycle.finish(),
  fail: (report) => lifecycle.failWith(report),
  listenToRefused: (listener) => {
    noteRefused = listener;
    refused.splice(0).forEach(listener);
  },
};

const explain = async (url: URL, integrity: string, kind: FileKind): Promise<ErrorReport> => ({
  source: "boot",
  title: `${fileName(url)} could not be loaded`,
  message: await whyNotLoaded(url, integrity, kind),
  traceback: "",
});
watchFiles(
  runtime,
  (...file) => {
    scriptsAreMissing = true;
    void explain(...file).then((report) => lifecycle.failWith(report));
  },
  (...file) => void explain(...file).then((report) => noteRefused(report)),
);
config.then(
  (found) => {
    site = found;
    channel.post(workerStart("app", null));
    lifecycle.parsed();
    if (site.persistent_dir !== null) saveWhenLeft();
  },
  (error: unknown) => lifecycle.fail("The page is incomplete", (error as Error).message),
);
document.addEventListener("DOMContentLoaded", () => {
  if (window.__pyrt_begin || scriptsAreMissing) return;
  lifecycle.fail(
    "The page is incomplete",
    "host.js has not run. If the app sets index_string, keep {%scripts%} and {%renderer%} in it.",
  );
});

/** A hidden page may be closed without another word; one that is left need not be hidden first. */
function saveWhenLeft(): void {
  const save = (): void => void channel.ask({ storage: "save" });
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

function workerStart(role: StartApp["role"], restored: Restored | null): WorkerStart {
  const { protocol, build, app, packages, wheels, hashes, prebuilt, stdlib } = site;
  const { distribution, requirements } = site;
  const start = startApp(role, restored);
  return {
    ...{ protocol, build, app, packages, wheels, hashes, prebuilt, stdlib },
    ...{ distribution, requirements, start },
  };
}

function startApp(role: StartApp["role"], restored: Restored | null): StartApp {
  const { href, origin, pathname, search, hash } = whereTheAppIs();
  return {
    type: "StartApp",
    entry: site.entry,
    attribute: site.attribute,
    hooks: site.hooks,
    root: site.root,
    location: { href, origin, pathname, search, hash },
    cookies: document.cookie,
    user_agent: navigator.userAgent,
    debug: site.debug,
    persistent_dir: site.persistent_dir,
    role,
    restored,
  };
}
