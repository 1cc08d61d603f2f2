/**
 * Where persisted props are kept: the browser's local or session storage, or this page's memory.
 *
 * Keys and values are those of Dash, so a site that moves from a server to pyrt keeps what its
 * users had set.  A storage that is forbidden (sandboxed frames, blocked cookies) or full is
 * reported once for what was lost, and memory takes its place.
 */

import type { ErrorReport } from "../protocol.gen";

/** `[new]`, or `[new, original]` where the prop had a value before. */
export type Stored = readonly unknown[];

export interface PersistenceStore {
  get(key: string): Stored | undefined;
  set(key: string, value: Stored): void;
  remove(key: string): void;
}

type Report = (report: ErrorReport) => void;

const PREFIX = "_dash_persistence.";
const BROWSER_STORAGE: Record<string, "localStorage" | "sessionStorage" | undefined> = {
  local: "localStorage",
  session: "sessionStorage",
};

export class PersistenceStores {
  readonly #report: Report;
  readonly #open: (name: "localStorage" | "sessionStorage") => Storage;
  readonly #memory = new MemoryStore();
  readonly #stores = new Map<string, PersistenceStore>();

  constructor(report: Report, open = (name: "localStorage" | "sessionStorage") => window[name]) {
    this.#report = report;
    this.#open = open;
  }

  /** The store for a `persistence_type`; opened when it is first needed. */
  get(type: string): PersistenceStore {
    let store = this.#stores.get(type);
    if (!store) this.#stores.set(type, (store = this.#make(type)));
    return store;
  }

  #make(type: string): PersistenceStore {
    const name = BROWSER_STORAGE[type];
    if (!name) return this.#memory;
    try {
      return new BrowserStore(name, this.#open(name), this.#memory, this.#report);
    } catch (error) {
      this.#report({
        source: "component",
        title: `${name} init failed, falling back to memory`,
        message:
          `The browser does not let this page use ${name} (${inWords(error)}). Persisted props ` +
          "last until the page is closed. Allow the site to store data, or do not embed it in a " +
          "sandboxed frame.",
        traceback: "",
      });
      return this.#memory;
    }
  }
}

class MemoryStore implements PersistenceStore {
  readonly #values = new Map<string, string>();

  get(key: string): Stored | undefined {
    return parse(this.#values.get(key));
  }

  set(key: string, value: Stored): void {
    // As text, like the others: what comes out is nobody else's object.
    this.#values.set(key, JSON.stringify(value));
  }

  remove(key: string): void {
    this.#values.delete(key);
  }
}

class BrowserStore implements PersistenceStore {
  readonly #name: string;
  readonly #storage: Storage;
  readonly #memory: PersistenceStore;
  readonly #report: Report;

  constructor(name: string, storage: Storage, memory: PersistenceStore, report: Report) {
    this.#name = name;
    this.#storage = storage;
    this.#memory = memory;
    this.#report = report;
  }

  get(key: string): Stored | undefined {
    return this.#memory.get(key) ?? parse(this.#storage.getItem(PREFIX + key));
  }

  set(key: string, value: Stored): void {
    try {
      this.#storage.setItem(PREFIX + key, JSON.stringify(value));
      this.#memory.remove(key);
    } catch (error) {
      this.#memory.set(key, value);
      this.#report({
        source: "component",
        title: `${key} failed to save in ${this.#name}. Persisted props may be lost.`,
        message:
          `The browser refused to store the value (${inWords(error)}). It is kept until the page ` +
          "is closed. Make room in the storage of this site, or persist less: " +
          "`persisted_props` names what is kept.",
        traceback: "",
      });
    }
  }

  remove(key: string): void {
    this.#memory.remove(key);
    this.#storage.removeItem(PREFIX + key);
  }
}

/** What is no note of ours counts as none. */
function parse(text: string | null | undefined): Stored | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function inWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
