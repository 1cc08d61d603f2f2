/**
 * The app as it is being edited: the one owner of its files.
 *
 * A file that nobody has changed keeps its bytes; one that somebody types in becomes a text.
 */

import type { SharedApp } from "../../share/body";
import { checkPaths } from "../../share/paths";

export class Project {
  #files: Map<string, string | Uint8Array>;
  #entry: string;
  #requirements: readonly string[];
  readonly #app: SharedApp;
  readonly #changed: () => void;

  /** `changed` is called after every change. */
  constructor(app: SharedApp, changed: () => void) {
    this.#app = app;
    this.#files = new Map(app.files);
    this.#entry = app.entry;
    this.#requirements = app.requirements;
    this.#changed = changed;
  }

  /** The script that starts first, the others by name. */
  get paths(): string[] {
    const others = [...this.#files.keys()].filter((path) => path !== this.#entry);
    return [this.#entry, ...others.sort()];
  }

  get entry(): string {
    return this.#entry;
  }

  get requirements(): readonly string[] {
    return this.#requirements;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Its text, or null if it is none. */
  text(path: string): string | null {
    const content = this.#files.get(path) ?? "";
    if (typeof content === "string") return content;
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
      return text.includes("\0") ? null : text;
    } catch {
      return null;
    }
  }

  size(path: string): number {
    return bytesOf(this.#files.get(path) ?? "").length;
  }

  write(path: string, content: string | Uint8Array): void {
    this.#files.set(path, content);
    this.#changed();
  }

  /** Throws `ShareError`: no path that a link takes, or one that another file has. */
  add(path: string, content: string | Uint8Array = ""): void {
    checkPaths([...this.#files.keys(), path]);
    this.write(path, content);
  }

  /** Throws `ShareError`, as `add`. */
  rename(from: string, to: string): void {
    if (from === to) return;
    if (from === this.#entry && !to.endsWith(".py")) throw new Error(MUST_START);
    checkPaths([...this.#files.keys()].map((path) => (path === from ? to : path)));
    this.#files = new Map([...this.#files].map(([path, it]) => [path === from ? to : path, it]));
    if (from === this.#entry) this.#entry = to;
    this.#changed();
  }

  /** All but the script that starts. */
  remove(path: string): void {
    if (path === this.#entry) throw new Error(MUST_START);
    this.#files.delete(path);
    this.#changed();
  }

  start(path: string): void {
    if (!path.endsWith(".py")) throw new Error(MUST_START);
    this.#entry = path;
    this.#changed();
  }

  require(requirements: readonly string[]): void {
    this.#requirements = requirements;
    this.#changed();
  }

  app(): SharedApp {
    const files = Array.from(this.#files, ([path, it]) => [path, bytesOf(it)] as const);
    // A target names the script it came with, or an object in it.
    const target = this.#entry === this.#app.entry ? this.#app.target : "";
    const [entry, requirements] = [this.#entry, this.#requirements];
    return { files: new Map(files), entry, target, requirements, state: this.#app.state };
  }
}

const MUST_START = "The app starts with a Python file. Choose another one for that first.";

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;
