/**
 * `window.store`, read only: what dash.testing, and users' own Selenium or Playwright tests, read
 * of dash-renderer's state.
 *
 * Everything is made up when it is asked for, out of what the page keeps anyway.  Callbacks that
 * wait are known to the engine alone; a reader that waits for all lists to be empty (E23) sees
 * one entry for each output that is being computed, and one at least as long as there is work.
 */

import { ROOT_NID } from "../protocol.gen";
import type { ListedError } from "./devtools/errors";
import type { LoadingTable } from "./loading";
import type { Mirror, MirrorNode, Nid } from "./mirror";
import { at } from "./values";

declare global {
  interface Window {
    store?: { getState(): Record<string, unknown> };
  }
}

export interface StoreParts {
  mirror: Mirror;
  loading: () => LoadingTable;
  layout: () => unknown;
  errors: readonly ListedError[];
  config: () => unknown;
  ready: () => boolean;
  atRest: () => boolean;
}

type Place = (string | number)[];

/** Ids and where their components stand, as dash-renderer's `paths` has them. */
interface Paths {
  strs: Record<string, Place>;
  /** Keys of dict ids, sorted and joined -> the components with such ids. */
  objs: Record<string, { values: unknown[]; path: Place }[]>;
}

export function dashStore(parts: StoreParts): { getState(): Record<string, unknown> } {
  return { getState: () => state(parts) };
}

function state(parts: StoreParts): Record<string, unknown> {
  const loading = parts.loading();
  const atRest = parts.atRest();
  return {
    appLifecycle: parts.ready() ? "HYDRATED" : "STARTED",
    callbacks: {
      requested: [],
      prioritized: [],
      blocked: [],
      executing: [],
      watched: atRest ? [] : underWay(loading),
      executed: [],
      stored: [],
      completed: [],
    },
    config: parts.config(),
    error: errors(parts.errors),
    isLoading: !atRest,
    layout: parts.layout(),
    loading,
    paths: paths(parts.mirror),
  };
}

function underWay(loading: LoadingTable): unknown[] {
  const outputs = Object.values(loading).flat();
  if (outputs.length === 0) return [{}];
  return outputs.map(({ id, property }) => ({ callback: { output: `${id}.${property}` } }));
}

function errors(list: readonly ListedError[]): Record<string, unknown> {
  const entries = (fromPython: boolean): unknown[] =>
    list
      .filter(({ source }) => (source === "python" || source === "validation") === fromPython)
      .map(({ title, message, traceback, time }) => ({
        timestamp: time,
        type: fromPython ? "backEnd" : "frontEnd",
        error: { message: title, html: traceback || message },
      }))
      .reverse();
  const [backEnd, frontEnd] = [entries(true), entries(false)];
  return { backEnd, frontEnd, backEndConnected: true };
}

function paths(mirror: Mirror): Paths {
  const found: Paths = { strs: {}, objs: {} };
  const root = mirror.get(ROOT_NID);
  if (root) collect(mirror, root, [], found);
  return found;
}

function collect(mirror: Mirror, node: MirrorNode, place: Place, found: Paths): void {
  const { id } = node.props;
  if (typeof id === "string") found.strs[id] = place;
  else if (id !== null && typeof id === "object") note(id as Record<string, unknown>, place, found);
  for (const slot of [...node.slots.values()].flat()) {
    const child = mirror.get(at(node.props, slot) as Nid);
    // In Dash the layout itself is the top component: what is above it has no place.
    const below = node.nid === ROOT_NID ? slot.slice(1) : [...place, "props", ...slot];
    if (child) collect(mirror, child, below, found);
  }
}

function note(id: Record<string, unknown>, path: Place, { objs }: Paths): void {
  const keys = Object.keys(id).sort();
  (objs[keys.join(",")] ??= []).push({ values: keys.map((key) => id[key]), path });
}
