/**
 * Which outputs are being computed (rules R1, R2).
 *
 * The engine says when a callback begins and ceases to compute an output.  Components ask in two
 * ways: `isLoading` for one node, and selectors over the whole table for dcc.Loading and its kin,
 * whose keys are paths in JSON, so that "below me" is a prefix.
 */

import type { PropRef } from "../protocol.gen";
import { stringifyId } from "./ids";
import type { Nid } from "./mirror";

export interface LoadingEntry {
  id: string;
  property: string;
  path: readonly (string | number)[];
}

export type LoadingTable = Readonly<Record<string, readonly LoadingEntry[]>>;

interface Running {
  entry: LoadingEntry;
  runs: number;
}

type MountedRef = PropRef & { nid: Nid };

export class Loading {
  readonly #pathOf: (nid: Nid) => readonly (string | number)[];
  readonly #touch: (nid: Nid) => void;
  /** nid -> output -> number of runs that compute it. */
  readonly #running = new Map<Nid, Map<string, Running>>();
  /** Who else asked about a node: a tab's header is drawn by dcc.Tabs, not by dcc.Tab. */
  readonly #readers = new Map<Nid, Set<Nid>>();
  readonly #versions = new Map<Nid, number>();
  readonly #listeners = new Set<() => void>();
  #table: LoadingTable = {};

  constructor(pathOf: (nid: Nid) => readonly (string | number)[], touch: (nid: Nid) => void) {
    this.#pathOf = pathOf;
    this.#touch = touch;
  }

  /** The whole table; the same object until something changes. */
  get table(): LoadingTable {
    return this.#table;
  }

  /** Grows whenever `entries(nid)` changes, or those of a node it reads. */
  version(nid: Nid): number {
    return this.#versions.get(nid) ?? 0;
  }

  entries(nid: Nid): LoadingEntry[] {
    return [...(this.#running.get(nid)?.values() ?? [])].map(({ entry }) => entry);
  }

  /** `reader` shows the state of `nid` and must be drawn again when it changes. */
  read(nid: Nid, reader: Nid): LoadingEntry[] {
    if (nid !== reader) {
      const readers = this.#readers.get(nid) ?? new Set();
      this.#readers.set(nid, readers.add(reader));
    }
    return this.entries(nid);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(started: readonly PropRef[], ended: readonly PropRef[]): void {
    const touched = new Set<Nid>();
    for (const { output, runs } of netChanges(started, ended)) {
      if (this.#count(output, runs)) touched.add(output.nid);
    }
    if (touched.size === 0) return;
    this.#rebuildTable();
    for (const nid of touched) {
      for (const reader of [nid, ...(this.#readers.get(nid) ?? [])]) {
        this.#versions.set(reader, this.version(reader) + 1);
        this.#touch(reader);
      }
    }
    for (const listener of [...this.#listeners]) listener();
  }

  /** Nothing is being computed any more: the engine has ended. */
  clear(): void {
    const ended = [...this.#running].flatMap(([nid, outputs]) =>
      [...outputs.values()].flatMap(({ entry: { id, property }, runs }) =>
        Array.from({ length: runs }, () => ({ id, property, nid })),
      ),
    );
    this.change([], ended);
  }

  /** The node has left the layout. */
  forget(nid: Nid): void {
    this.#readers.delete(nid);
    this.#versions.delete(nid);
    if (this.#running.delete(nid)) this.#rebuildTable();
  }

  /** Whether the output begins or ceases to load. */
  #count({ id, property, nid }: MountedRef, step: number): boolean {
    const outputs = this.#running.get(nid) ?? new Map<string, Running>();
    const known = outputs.get(property);
    const runs = (known?.runs ?? 0) + step;
    if (runs > 0) {
      const entry = known?.entry ?? { id: stringifyId(id), property, path: this.#pathOf(nid) };
      this.#running.set(nid, outputs.set(property, { entry, runs }));
    } else {
      outputs.delete(property);
      if (outputs.size === 0) this.#running.delete(nid);
    }
    return runs > 0 !== (known !== undefined);
  }

  #rebuildTable(): void {
    this.#table = Object.fromEntries(
      [...this.#running.keys()].map((nid) => [
        JSON.stringify(this.#pathOf(nid)),
        this.entries(nid),
      ]),
    );
  }
}

/** What remains when runs that began and ended in the same while are left out. */
function netChanges(
  started: readonly PropRef[],
  ended: readonly PropRef[],
): { output: MountedRef; runs: number }[] {
  const net = new Map<string, { output: MountedRef; runs: number }>();
  const count = (output: PropRef, step: number): void => {
    if (output.nid === null) return;
    const key = `${output.nid}.${output.property}`;
    const runs = (net.get(key)?.runs ?? 0) + step;
    net.set(key, { output: output as MountedRef, runs });
  };
  for (const output of started) count(output, 1);
  for (const output of ended) count(output, -1);
  return [...net.values()].filter(({ runs }) => runs !== 0);
}
