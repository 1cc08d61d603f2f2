import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { StartJob, WorkerMessage } from "../protocol.gen";
import { JobPool, poolSize, type JobWorker } from "./jobs";

class PaperWorker implements JobWorker {
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly got: string[] = [];
  ended = false;

  postMessage(text: string): void {
    this.got.push(text);
  }

  terminate(): void {
    this.ended = true;
  }

  say(...messages: object[]): void {
    this.onmessage?.({ data: JSON.stringify(messages) } as MessageEvent<string>);
  }

  jobs(): number[] {
    return this.got.map((text) => (JSON.parse(text) as StartJob[])[0]?.job ?? 0);
  }
}

function makePool(limit = 2) {
  const workers: PaperWorker[] = [];
  const delivered: string[] = [];
  const heard: WorkerMessage[] = [];
  const startWorker = (): PaperWorker => {
    const worker = new PaperWorker();
    workers.push(worker);
    return worker;
  };
  const host = {
    startWorker,
    deliver: (text: string) => delivered.push(text),
    hear: (message: WorkerMessage) => heard.push(message),
  };
  return { pool: new JobPool(host, limit), workers, delivered, heard };
}

function start(job: number): StartJob {
  const lists = { args: [], inputs_list: [], states_list: [], outputs_list: [], triggered: [] };
  return { type: "StartJob", job, callback: 10 + job, callback_id: "out.children", ...lists };
}

const done = (job: number) => ({ type: "EndJob", job, kill: false }) as const;
const kill = (job: number) => ({ type: "EndJob", job, kill: true }) as const;

describe("the pool of job workers", () => {
  it("starts none before a job wants one, and keeps it for the next", () => {
    const { pool, workers } = makePool();
    assert.equal(workers.length, 0);
    pool.start(start(1));
    pool.end(done(1));
    pool.start(start(2));
    assert.deepEqual(
      workers.map((worker) => worker.jobs()),
      [[1, 2]],
    );
  });

  it("lets jobs wait when all workers are busy", () => {
    const { pool, workers } = makePool(2);
    for (const job of [1, 2, 3, 4]) pool.start(start(job));
    assert.deepEqual(pool.callbacks(), [11, 12, 13, 14]);
    pool.end(kill(4));
    pool.end(done(2));
    assert.deepEqual(
      workers.map((worker) => worker.jobs()),
      [[1], [2, 3]],
    );
    assert.deepEqual(pool.callbacks(), [11, 13]);
  });

  it("ends the worker of a killed job, and has another one ready", () => {
    const { pool, workers, delivered } = makePool();
    pool.start(start(1));
    pool.end(kill(1));
    assert.equal(workers[0]?.ended, true);
    workers[0]?.say({ type: "JobReturned", job: 1, value: "late" });
    assert.deepEqual(delivered, []);
    assert.equal(workers.length, 2);
    pool.start(start(2));
    assert.deepEqual(workers[1]?.jobs(), [2]);
    assert.equal(workers.length, 2);
  });

  it("passes on what is for the engine as it is, and hears the rest", () => {
    const { pool, workers, delivered, heard } = makePool();
    pool.start(start(1));
    workers[0]?.say({ type: "JobProgress", job: 1, values: [1] });
    const printed = { type: "Console", level: "log", text: "hello" } as const;
    workers[0]?.say(printed);
    assert.deepEqual(delivered, ['[{"type":"JobProgress","job":1,"values":[1]}]']);
    assert.deepEqual(heard, [printed]);
  });

  it("tells the engine when a worker dies, and goes on with another", () => {
    const { pool, workers, delivered } = makePool(1);
    pool.start(start(1));
    pool.start(start(2));
    const error = { source: "boot", title: "Python has stopped", message: "why", traceback: "" };
    workers[0]?.say({ type: "AppError", error, fatal: true });
    workers[1]?.onerror?.({ message: "" } as ErrorEvent);
    assert.deepEqual(
      delivered.map((text) => (JSON.parse(text) as { message: string }[])[0]?.message),
      ["Python has stopped: why", "The worker has stopped: its script could not be loaded"],
    );
    assert.equal(workers[0]?.ended, true);
    assert.deepEqual(workers[1]?.jobs(), [2]);
    assert.deepEqual(pool.callbacks(), []);
  });

  it("ends everything when it is closed", () => {
    const { pool, workers } = makePool();
    pool.start(start(1));
    pool.start(start(2));
    pool.start(start(3));
    pool.end(done(2));
    pool.close();
    assert.deepEqual(
      workers.map(({ ended }) => ended),
      [true, true],
    );
    assert.deepEqual(pool.callbacks(), []);
  });

  it("is small, but has room for two", () => {
    assert.deepEqual([1, 2, 3, 4, 16].map(poolSize), [2, 2, 3, 4, 4]);
  });
});
