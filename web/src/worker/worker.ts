/**
 * `worker.js`: starts Python and the app, then only passes text.
 *
 * After the first message (an object, `WorkerStart`) everything in both directions is protocol
 * text, with typed arrays beside it; what it means is none of this file's business.
 */

import type { PyodideAPI } from "pyodide";
import type { PyCallable } from "pyodide/ffi";
import { PING, PONG, type TextWithArrays, type WorkerStart } from "../boot/contract";
import {
  PROTOCOL_VERSION,
  type BootStage,
  type StartApp,
  type WorkerMessage,
  type StorageRequest,
} from "../protocol.gen";
import { DownloadError, Downloads } from "./download";
import "./given";
import { paced } from "./pace";
import type { Output } from "./python";
import { Runtime } from "./runtime";
import { Storage } from "./storage";
import { layOut } from "./stored_zip";
import { glancer, stepper } from "./tasks";
import { giveErrorsStacks, makeEndable } from "./webkit";
import { installRequirements, installWheels } from "./wheels";

/** `pyrt/bridge.py`. */
interface Bridge {
  start(
    text: string,
    post: (text: string, arrays?: TextWithArrays["arrays"]) => void,
    requestStep: () => void,
    requestGlance: () => void,
  ): Promise<void>;
  deliver(text: string): void;
  step: PyCallable;
  glance: PyCallable;
}

const APP_FOLDER = "/app";
const SITE_PACKAGES = "/lib/python3.14/site-packages";
const PROGRESS_STEP = 0.02;
const PROGRESS_INTERVAL_MS = 2000;

const here = self.__pyrt_given?.here ?? new URL(self.location.href);

let begin: (start: WorkerStart) => void;
const started = new Promise<WorkerStart>((resolve) => {
  begin = resolve;
});
let deliver: ((text: string) => void) | null = null;
const early: string[] = [];
let storage: Storage | null = null;

self.onmessage = ({ data, ports }: MessageEvent<string | WorkerStart | StorageRequest>) => {
  if (typeof data !== "string") {
    if ("storage" in data) void answerStorage(data, ports[0]);
    else begin(data);
  } else if (data === PING) self.postMessage(PONG);
  else if (deliver) deliver(data);
  else early.push(data);
};

// Some failures inside Pyodide settle no promise that anybody holds.
self.addEventListener("unhandledrejection", (event) => {
  if (!deliver) fail("Python could not be started", ...inWords(event.reason));
});
boot().catch((error: unknown) => {
  if (error instanceof DownloadError) fail(`${error.file} could not be loaded`, error.message);
  else fail("Python could not be started", ...inWords(error));
});

async function boot(): Promise<void> {
  giveErrorsStacks();
  const downloads = new Downloads(tellDownloads());
  const output: Output = {
    stdout: paced((text) => post({ type: "Console", level: "log", text })),
    stderr: paced((text) => post({ type: "Console", level: "warn", text })),
  };
  const runtime = new Runtime(
    here,
    downloads,
    output,
    started.then(({ hashes }) => hashes),
  );

  const start = await started;
  if (start.stdlib) runtime.fetchStdlib();
  const { distribution, hashes } = start;
  const archive = (url: string): Promise<Uint8Array> =>
    downloads.zip(new URL(url), { sha256: hashes[url] });
  const app = archive(start.app);
  const packages =
    start.packages === null
      ? null
      : downloads.gzippedZip(new URL(start.packages), hashes[start.packages] ?? "");
  const wheels = start.wheels.map((wheel) => ({ ...wheel, content: archive(wheel.url) }));
  const prebuilt = start.prebuilt.map((path) => downloads.zip(runtime.url(path)));
  const packagesThere = distribution && {
    base: distribution.base,
    lock: downloads.json(new URL(distribution.lock), { sha256: hashes[distribution.lock] }),
  };

  const python = await runtime.start(() => progress("python"), packagesThere);
  makeEndable(python);
  // Out of memory inside WebAssembly, a stack that has overflowed: nothing runs after that.
  fatalErrors(python).on_fatal = (error) => fail("Python has stopped", ...inWords(error));

  if (packages || wheels.length + prebuilt.length + start.requirements.length > 0) {
    progress("packages");
  }
  // Laid out, not put on sys.path as they are: packages read their data files by path.
  if (packages) layOut(await packages, python.FS, SITE_PACKAGES);
  for (const archive of prebuilt) layOut(await archive, python.FS, SITE_PACKAGES);
  progress("files");
  // Also makes Python look again at the folders that have been filled meanwhile.
  python.unpackArchive(await app, "zip", { extractDir: APP_FOLDER });
  if (wheels.length > 0) await installWheels(python, wheels);
  if (start.requirements.length > 0) await installRequirements(python, start.requirements);
  await openStorage(python, start.start);
  sayHello(python);
  await runApp(python, start);
}

/** Pyodide's own hook; its types do not have it. */
function fatalErrors(python: PyodideAPI): { on_fatal: (error: unknown) => void } {
  return (python as unknown as { _api: { on_fatal: (error: unknown) => void } })._api;
}

/** A worker for background jobs sees the saved files; only the app's worker saves. */
async function openStorage(python: PyodideAPI, { persistent_dir, role, root }: StartApp) {
  if (persistent_dir === null) return;
  const folder = `${APP_FOLDER}/${persistent_dir}`;
  const opened = new Storage(python, folder, persistent_dir, root, (message) => post(message));
  await opened.open();
  if (role === "app") storage = opened;
}

async function answerStorage({ storage: what }: StorageRequest, done?: MessagePort): Promise<void> {
  await (what === "erase" ? storage?.erase() : storage?.save());
  done?.postMessage(null);
}

/** Speaks for all that runs in this worker, so its two halves must agree first. */
function sayHello(python: PyodideAPI): void {
  const protocol = Number(python.runPython("from pyrt.protocol import PROTOCOL_VERSION as v; v"));
  if (protocol !== PROTOCOL_VERSION) {
    throw new Error(
      `worker.js speaks protocol ${PROTOCOL_VERSION}, pyrt.zip speaks protocol ${protocol}: ` +
        "the files are from different builds. Publish the whole folder, and reload the page " +
        "without its cache (Ctrl+Shift+R).",
    );
  }
  post({ type: "Hello", protocol, build: new URLSearchParams(here.search).get("v") ?? "" });
}

/** Settles when the app has stopped, which only a failure does. */
async function runApp(python: PyodideAPI, { start }: WorkerStart): Promise<void> {
  const bridge = python.pyimport("pyrt.bridge") as unknown as Bridge;
  const broken = (error: unknown): void => fail("Python has stopped", ...inWords(error));
  deliver = (text) => {
    try {
      bridge.deliver(text);
    } catch (error) {
      broken(error);
    }
  };
  const send = (text: string, arrays?: TextWithArrays["arrays"]): void => {
    if (arrays) self.postMessage({ text, arrays }, { transfer: arrays.map((it) => it.buffer) });
    else self.postMessage(text);
    storage?.changed();
  };
  const running = bridge.start(
    JSON.stringify([start]),
    send,
    stepper(bridge.step, broken),
    glancer(bridge.glance, broken),
  );
  for (const text of early.splice(0)) deliver(text);
  await running;
}

/** Not every chunk is worth a message, but a slow connection must give signs of life too. */
function tellDownloads(): (fraction: number) => void {
  let told = 0;
  let toldAt = performance.now();
  return (fraction) => {
    const now = performance.now();
    if (fraction < told + PROGRESS_STEP && now < toldAt + PROGRESS_INTERVAL_MS) return;
    told = Math.max(told, fraction);
    toldAt = now;
    progress("runtime", told);
  };
}

function progress(stage: BootStage, fraction: number | null = null): void {
  post({ type: "BootProgress", stage, detail: "", fraction });
}

function fail(title: string, message: string, traceback = ""): void {
  post({ type: "AppError", error: { source: "boot", title, message, traceback }, fatal: true });
}

/** One line, and the whole: a Python error's message is its traceback. */
function inWords(error: unknown): [message: string, traceback: string] {
  if (!(error instanceof Error)) return [String(error), ""];
  const lines = error.message.trim().split("\n");
  const traceback = lines.length > 1 ? error.message : (error.stack ?? "");
  return [lines[lines.length - 1] ?? error.name, traceback];
}

function post(...messages: WorkerMessage[]): void {
  self.postMessage(JSON.stringify(messages));
}
