/**
 * Workers that are started from bytes.
 *
 * A worker in a frame without an origin, or of a page that is a file, cannot be loaded from a URL.
 * One whose code is a `data:` URL works in every browser, so a few words of code are loaded so, and what is to run comes in the
 * first message.  The files that it needs follow on a port of their own: those that are here at
 * once, others when they arrive.
 */

import { WORKER_CODE, type ToFrame } from "../messages";

const BOOTSTRAP = `data:text/javascript,${encodeURIComponent(
  "onmessage=({data,ports})=>{" +
    "onmessage=null;self.__pyrt_files={...data,port:ports[0]};(0,eval)(data.code)}",
)}`;

type FileMessage = Extract<ToFrame, { type: "file" | "file-failed" }>;

/** To a worker: what it has not been given by now, it will not be. */
export interface NoMore {
  type: "no-more";
}

export class Workers {
  readonly #here: string;
  readonly #folder: string;
  readonly #files = new Map<string, FileMessage>();
  readonly #ports: MessagePort[] = [];
  #complete = false;
  #code: string | undefined;
  #waiting: (() => void)[] = [];
  #spare: Spare | undefined;

  /**
   * `here` is the address that the worker's code has on the host; the names of files are relative
   * to `folder`, the folder of the runtime if nothing else is said.
   */
  constructor(here: string, folder = new URL(".", here).href) {
    this.#here = here;
    this.#folder = folder;
  }

  /** A file has come, or is known not to come. */
  take(message: FileMessage): void {
    this.#files.set(message.name, message);
    for (const port of this.#ports) port.postMessage(message);
    if (message.name !== WORKER_CODE) return;
    if (message.type === "file") this.#code = new TextDecoder().decode(message.bytes);
    for (const start of this.#waiting.splice(0)) start();
  }

  /** All files have been given. */
  noMore(): void {
    this.#complete = true;
    for (const port of this.#ports) port.postMessage({ type: "no-more" } satisfies NoMore);
  }

  /** Starts Python ahead of its time: the next worker that is asked for is this one. */
  prepare(): void {
    this.#spare ??= new Spare(this.#make("pyrt"));
  }

  start(name: string): Worker {
    if (name !== "pyrt" || !this.#spare) return this.#make(name);
    const worker = this.#spare.take();
    this.#spare = undefined;
    return worker;
  }

  #make(name: string): Worker {
    const worker = new Worker(BOOTSTRAP, { name });
    const { port1, port2 } = new MessageChannel();
    // Messages that are posted meanwhile must come after the code.
    const early: unknown[][] = [];
    const post = worker.postMessage.bind(worker) as (...args: unknown[]) => void;
    worker.postMessage = (...args: unknown[]): void => void early.push(args);
    const start = (): void => {
      Reflect.deleteProperty(worker, "postMessage");
      if (this.#code === undefined) {
        worker.dispatchEvent(new ErrorEvent("error", { message: this.#whyNoCode() }));
        return;
      }
      post({ here: this.#here, folder: this.#folder, code: this.#code }, [port2]);
      for (const args of early) post(...args);
    };
    this.#ports.push(port1);
    for (const file of this.#files.values()) port1.postMessage(file);
    if (this.#complete) port1.postMessage({ type: "no-more" } satisfies NoMore);
    if (this.#files.has(WORKER_CODE)) start();
    else this.#waiting.push(start);
    return worker;
  }

  #whyNoCode(): string {
    const message = this.#files.get(WORKER_CODE);
    return message?.type === "file-failed" ? message.why : "Its code is missing.";
  }
}

/** A worker that nobody listens to yet: what it says is kept. */
class Spare {
  readonly #worker: Worker;
  readonly #said: MessageEvent[] = [];
  readonly #keep = (event: MessageEvent): void => void this.#said.push(event);

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", this.#keep);
  }

  take(): Worker {
    this.#worker.removeEventListener("message", this.#keep);
    // After whoever takes it has begun to listen, and before anything that is said from now on.
    queueMicrotask(() => {
      for (const { data } of this.#said) {
        this.#worker.dispatchEvent(new MessageEvent("message", { data: data as unknown }));
      }
    });
    return this.#worker;
  }
}
