/** What the panel's parts draw from: callbacks, their times, the latest events. */

import type { DevToolsParts, DrawnTool } from "../host/devtools/contract";
import type { CallbackInfo } from "../protocol.gen";
import { logEntry, type LogEntry } from "./log";
import { Stats } from "./stats";

const MAX_LOG = 300;

export class Watcher {
  readonly stats = new Stats();
  callbacks: readonly CallbackInfo[] = [];
  customTools: readonly DrawnTool[] = [];
  /** Oldest first. */
  log: LogEntry[] = [];
  #version = 0;
  readonly #listeners = new Set<() => void>();

  constructor({ recording, idOf }: DevToolsParts) {
    const underWay = new Map<number, string>();
    const names = { idOf, callbackOf: (run: number) => underWay.get(run) };
    const take = (recorded: (typeof recording.turns)[number]): void => {
      this.stats.take(recorded);
      const { started, ended } = recorded.turn;
      for (const { run, callback } of started) underWay.set(run, callback);
      const entry = logEntry(recorded.turn, names);
      for (const { run } of ended) underWay.delete(run);
      if (entry) this.log = [...this.log.slice(1 - MAX_LOG), entry];
    };
    // This script came later than the first turns.
    recording.turns.forEach(take);
    recording.subscribe(() => {
      if (recording.latest) take(recording.latest);
      this.#tell();
    });
  }

  get version(): number {
    return this.#version;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  setCallbacks(callbacks: readonly CallbackInfo[]): void {
    this.callbacks = callbacks;
    this.#tell();
  }

  setCustomTools(tools: readonly DrawnTool[]): void {
    this.customTools = tools;
    this.#tell();
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
