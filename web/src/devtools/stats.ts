/** Counts and times of the callbacks, from the turns as they come. */

import type { RecordedTurn } from "../host/devtools/recording";

export interface Split {
  /** Waiting behind other calls. */
  queue: number;
  /** In the function itself. */
  called: number;
  /** From the engine to the page: writing, posting, reading. */
  transfer: number;
  /** The page: mirror and React. */
  render: number;
}

export interface CallbackStats {
  calls: number;
  running: number;
  total: Split;
  last: Split | null;
  /** Of the last call that used `ctx.record_timing`. */
  recorded: Readonly<Record<string, { dur: number; desc: string | null }>>;
}

export const PARTS = ["queue", "called", "transfer", "render"] as const;

export const PART_NAMES: Readonly<Record<keyof Split, string>> = {
  queue: "Queue",
  called: "Python",
  transfer: "Transfer",
  render: "Render",
};

export class Stats {
  readonly #callbacks = new Map<string, CallbackStats>();
  /** Run -> callback, of runs that have not ended. */
  readonly #runs = new Map<number, string>();

  of(callback: string): CallbackStats {
    return this.#callbacks.get(callback) ?? EMPTY;
  }

  take({ turn, received, shown }: RecordedTurn): void {
    if (turn.number === 1) this.#clear();
    for (const { run, callback } of turn.started) {
      this.#runs.set(run, callback);
      const stats = this.#own(callback);
      stats.calls += 1;
      stats.running += 1;
    }
    for (const { run, queue, called, recorded } of turn.ended) {
      const callback = this.#runs.get(run);
      if (callback === undefined) continue;
      this.#runs.delete(run);
      const stats = this.#own(callback);
      stats.running -= 1;
      // The clocks are the same, their readings may be rounded differently.
      const transfer = Math.max(0, received - turn.sent);
      stats.last = { queue, called, transfer, render: shown - received };
      for (const part of PARTS) stats.total[part] += stats.last[part];
      if (Object.keys(recorded).length > 0) {
        stats.recorded = recorded as CallbackStats["recorded"];
      }
    }
  }

  /** Another engine has started. */
  #clear(): void {
    this.#callbacks.clear();
    this.#runs.clear();
  }

  #own(callback: string): CallbackStats {
    const known = this.#callbacks.get(callback);
    if (known) return known;
    const stats = { ...EMPTY, total: { ...EMPTY.total } };
    this.#callbacks.set(callback, stats);
    return stats;
  }
}

const EMPTY: CallbackStats = {
  calls: 0,
  running: 0,
  total: { queue: 0, called: 0, transfer: 0, render: 0 },
  last: null,
  recorded: {},
};

export function sum(split: Split): number {
  return PARTS.reduce((total, part) => total + split[part], 0);
}

/** For people: three digits are enough. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms >= 100 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(1)} ms`;
}
