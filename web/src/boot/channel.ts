/**
 * The worker, and what it says before `host.js` is there to listen.
 */

import type { StorageRequest, WorkerMessage } from "../protocol.gen";
import { PONG, type TextWithArrays, type WorkerStart } from "./contract";
import { decode } from "./decode";
import { endWorker } from "./end_worker";
import type { Lifecycle } from "./lifecycle";
import { makeWorker } from "./make_worker";
import { whyNotLoaded } from "./missing_files";

type Listener = (messages: WorkerMessage[]) => void;

export class Channel {
  readonly #url: URL;
  readonly #lifecycle: Lifecycle;
  #worker: Worker | null;
  #listener: Listener | null = null;
  #early: WorkerMessage[][] = [];

  constructor(url: URL, lifecycle: Lifecycle) {
    this.#url = url;
    this.#lifecycle = lifecycle;
    this.#worker = this.#start();
    lifecycle.onFailure = () => this.#end();
  }

  /** Another worker in the place of this one, of which nothing is heard any more. */
  restart(first: WorkerStart): void {
    this.#end();
    this.#worker = this.#start();
    this.post(first);
  }

  post(message: string | WorkerStart): void {
    this.#worker?.postMessage(message);
  }

  /** Resolves when the worker has done it. */
  ask(request: StorageRequest): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    this.#worker?.postMessage(request, [port2]);
    return new Promise((resolve) => {
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
    });
  }

  /** Hands over what has arrived so far, then every array of messages as it comes. */
  listen(listener: Listener): void {
    this.#listener = listener;
    for (const messages of this.#early) listener(messages);
    this.#early = [];
  }

  #start(): Worker | null {
    const worker = startWorker(this.#url, this.#lifecycle);
    if (!worker) return null;
    worker.onmessage = ({ data }: MessageEvent<string | TextWithArrays>) =>
      this.#receive(data === PONG ? [] : decode(data));
    worker.onerror = ({ message }) => {
      // A script that cannot be loaded says nothing at all.
      if (message) this.#receive([stopped(message)]);
      else void failToLoad(this.#url, this.#lifecycle);
    };
    return worker;
  }

  #end(): void {
    if (!this.#worker) return;
    endWorker(this.#worker);
    this.#worker = null;
  }

  #receive(messages: WorkerMessage[]): void {
    if (this.#listener) this.#listener(messages);
    else this.#keep(messages);
  }

  /** What is about the start is shown now; the rest waits. */
  #keep(messages: WorkerMessage[]): void {
    const rest: WorkerMessage[] = [];
    for (const message of messages) {
      if (message.type === "BootProgress" && message.stage !== "ready") {
        this.#lifecycle.progress(message);
      } else if (message.type === "AppError" && message.fatal) {
        this.#lifecycle.failWith(message.error);
      } else {
        rest.push(message);
      }
    }
    if (rest.length > 0) this.#early.push(rest);
  }
}

function stopped(message: string): WorkerMessage {
  const error = {
    source: "boot",
    title: "The worker has stopped",
    message,
    traceback: "",
  } as const;
  return { type: "AppError", error, fatal: true };
}

function startWorker(url: URL, lifecycle: Lifecycle): Worker | null {
  try {
    return makeWorker(url, "pyrt");
  } catch (error) {
    lifecycle.fail("The worker could not be started", (error as Error).message);
    return null;
  }
}

async function failToLoad(url: URL, lifecycle: Lifecycle): Promise<void> {
  lifecycle.fail("worker.js could not be loaded", await whyNotLoaded(url));
}
