/**
 * The workers of background jobs.
 *
 * The engine decides which job starts and which is killed; this file has the workers.  They are
 * started when a job wants one, kept for the next job, and never more than a few: each is a Python
 * of its own, with the app imported again.
 *
 *     start ──► waiting ──► with a worker ──► EndJob: the worker is free for the next
 *                                  │
 *                                  └─────────► EndJob with kill: the worker is ended, and another
 *                                              one started so that the next job need not wait
 */

import { endWorker } from "../boot/end_worker";
import type { EndJob, ErrorReport, JobRaised, StartJob, WorkerMessage } from "../protocol.gen";

/** What is needed of a `Worker`. */
export interface JobWorker {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(text: string): void;
  terminate(): void;
}

export interface JobHost {
  startWorker(): JobWorker;
  /** Text for the engine. */
  deliver(text: string): void;
  /** What a job prints. */
  hear(message: WorkerMessage): void;
}

/** How the text of messages begins that are for the engine: they are passed on unread. */
const FOR_ENGINE = '[{"type":"Job';

export class JobPool {
  readonly #host: JobHost;
  readonly #limit: number;
  readonly #idle: JobWorker[] = [];
  readonly #running = new Map<number, { start: StartJob; worker: JobWorker }>();
  readonly #waiting: StartJob[] = [];

  constructor(host: JobHost, limit = poolSize(navigator.hardwareConcurrency)) {
    this.#host = host;
    this.#limit = limit;
  }

  start(message: StartJob): void {
    this.#waiting.push(message);
    this.#next();
  }

  end({ job, kill }: EndJob): void {
    const waiting = this.#waiting.findIndex((start) => start.job === job);
    if (waiting >= 0) this.#waiting.splice(waiting, 1);
    const running = this.#running.get(job);
    if (!running) return;
    this.#running.delete(job);
    if (!kill) this.#idle.push(running.worker);
    else {
      endWorker(running.worker);
      if (this.#idle.length === 0) this.#idle.push(this.#startWorker());
    }
    this.#next();
  }

  /** The callbacks that have a job, by index. */
  callbacks(): number[] {
    return [...[...this.#running.values()].map(({ start }) => start), ...this.#waiting].map(
      ({ callback }) => callback,
    );
  }

  /** Ends all jobs without a word. */
  close(): void {
    const workers = [...this.#idle, ...[...this.#running.values()].map(({ worker }) => worker)];
    for (const worker of workers) endWorker(worker);
    this.#idle.length = this.#waiting.length = 0;
    this.#running.clear();
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const room = this.#running.size < this.#limit;
      const worker = this.#idle.pop() ?? (room ? this.#startWorker() : undefined);
      if (!worker) return;
      const start = this.#waiting.shift() as StartJob;
      this.#running.set(start.job, { start, worker });
      worker.postMessage(JSON.stringify([start]));
    }
  }

  #startWorker(): JobWorker {
    const worker = this.#host.startWorker();
    worker.onmessage = ({ data }) => {
      if (data.startsWith(FOR_ENGINE)) this.#host.deliver(data);
      else for (const message of JSON.parse(data) as WorkerMessage[]) this.#hear(worker, message);
    };
    worker.onerror = ({ message }) => {
      const why = message || "its script could not be loaded";
      const title = "The worker has stopped";
      this.#died(worker, { source: "boot", title, message: why, traceback: "" });
    };
    return worker;
  }

  #hear(worker: JobWorker, message: WorkerMessage): void {
    if (message.type === "AppError" && message.fatal) this.#died(worker, message.error);
    else this.#host.hear(message);
  }

  /** The engine learns of it as if the function had raised. */
  #died(worker: JobWorker, { title, message, traceback }: ErrorReport): void {
    endWorker(worker);
    const idle = this.#idle.indexOf(worker);
    if (idle >= 0) this.#idle.splice(idle, 1);
    for (const [job, running] of this.#running) {
      if (running.worker !== worker) continue;
      this.#running.delete(job);
      const text = `${title}: ${message}`;
      const lost: JobRaised = { type: "JobRaised", job, message: text, traceback, refused: false };
      this.#host.deliver(JSON.stringify([lost]));
    }
    this.#next();
  }
}

/** As many jobs at once as there are processors, within reason. */
export function poolSize(processors: number): number {
  return Math.max(2, Math.min(4, processors));
}
