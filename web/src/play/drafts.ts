/**
 * What somebody is working on, kept in their browser: each piece of work under a key of its own.
 *
 * Nothing is ever written over another piece of work; only its owner deletes one.
 */

import type { SharedApp, State } from "../share/body";

export interface Draft {
  id: string;
  title: string;
  /** What it began as (`sourceOf...`), to find it again when that is opened once more. */
  source: string;
  /** Somebody has run it here, so it may run without being asked about. */
  trusted: boolean;
  /** Milliseconds since 1970. */
  saved: number;
  app: SharedApp;
}

type Stored = Omit<Draft, "id" | "app"> & {
  files: Record<string, string | { base64: string }>;
  entry: string;
  target: string;
  requirements: string[];
  state: State;
};

export class Drafts {
  readonly #storage: Storage | null;
  readonly #prefix: string;

  /** `storage` is null where the browser gives none; `place` keeps playgrounds of a host apart. */
  constructor(storage: Storage | null, place: string) {
    this.#storage = storage;
    this.#prefix = `pyrt-play ${place} draft `;
  }

  /** The latest first; what cannot be read is left out. */
  list(): Draft[] {
    const found: Draft[] = [];
    for (let at = 0; at < (this.#storage?.length ?? 0); at += 1) {
      const key = this.#storage?.key(at) ?? "";
      const draft = key.startsWith(this.#prefix) ? this.get(key.slice(this.#prefix.length)) : null;
      if (draft) found.push(draft);
    }
    return found.sort((one, other) => other.saved - one.saved);
  }

  get(id: string): Draft | null {
    const text = this.#storage?.getItem(this.#prefix + id);
    if (!text) return null;
    try {
      return fromStored(id, JSON.parse(text) as Stored);
    } catch {
      return null;
    }
  }

  /** Throws when the browser keeps nothing, or has no room. */
  save(draft: Draft): void {
    if (!this.#storage) throw new Error("This browser keeps nothing for this page.");
    this.#storage.setItem(this.#prefix + draft.id, JSON.stringify(toStored(draft)));
  }

  remove(id: string): void {
    this.#storage?.removeItem(this.#prefix + id);
  }

  /** Whether a change of the storage, by another tab, concerns the draft. */
  concerns(key: string | null, id: string): boolean {
    return key === this.#prefix + id;
  }
}

/** Reading `localStorage` throws where cookies are blocked. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");

function toStored({ id: _, app, ...rest }: Draft): Stored {
  const files = Array.from(app.files, ([path, content]) => [path, asText(content)] as const);
  const { entry, target, requirements, state } = app;
  return {
    ...rest,
    files: Object.fromEntries(files),
    entry,
    target,
    requirements: [...requirements],
    state,
  };
}

function fromStored(id: string, stored: Stored): Draft {
  const { files, entry, target, requirements, state, title, source, trusted, saved } = stored;
  const contents = Object.entries(files).map(([path, it]) => [path, asBytes(it)] as const);
  const app = { files: new Map(contents), entry, target, requirements, state };
  if (!app.files.has(entry)) throw new Error("a draft without its script");
  return { id, title, source, trusted, saved, app };
}

function asText(content: Uint8Array): string | { base64: string } {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    let text = "";
    for (const byte of content) text += String.fromCharCode(byte);
    return { base64: btoa(text) };
  }
}

function asBytes(content: string | { base64: string }): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return Uint8Array.from(atob(content.base64), (letter) => letter.charCodeAt(0));
}
