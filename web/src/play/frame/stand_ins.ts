/**
 * What a document without an origin does not have: cookies and storage.
 *
 * Reading them throws, and components (`dcc.Store`, persistence) and pyrt's own start do read them.
 * They get ones that live as long as the app runs.
 */

export function addStandIns(): StandIns {
  const found = new StandIns();
  for (const name of ["localStorage", "sessionStorage"] as const) {
    Object.defineProperty(window, name, { value: found[name], configurable: true });
  }
  const { jar } = found;
  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () => Array.from(jar, ([name, value]) => `${name}=${value}`).join("; "),
    set: (text: string) => setCookie(jar, text),
  });
  return found;
}

/** What is in them, as a text that the app's next document is given. */
export class StandIns {
  readonly localStorage = new MemoryStorage();
  readonly sessionStorage = new MemoryStorage();
  readonly jar = new Map<string, string>();

  all(): string {
    return JSON.stringify([this.localStorage.all(), this.sessionStorage.all(), [...this.jar]]);
  }

  /** `stored` is from `all`, or empty. */
  give(stored: string): void {
    if (!stored) return;
    const [local, session, cookies] = JSON.parse(stored) as [Items, Items, Items];
    for (const [name, value] of local) this.localStorage.setItem(name, value);
    for (const [name, value] of session) this.sessionStorage.setItem(name, value);
    for (const [name, value] of cookies) this.jar.set(name, value);
  }
}

type Items = [name: string, value: string][];

/** Attributes count only where they take a cookie away. */
export function setCookie(jar: Map<string, string>, text: string): void {
  const [pair = "", ...attributes] = text.split(";");
  const at = pair.indexOf("=");
  const name = at < 0 ? "" : pair.slice(0, at).trim();
  const value = pair.slice(at + 1).trim();
  if (attributes.some(isOver)) jar.delete(name);
  else jar.set(name, value);
}

function isOver(attribute: string): boolean {
  const [name = "", value = ""] = attribute.split("=").map((part) => part.trim());
  if (/^max-age$/i.test(name)) return Number(value) <= 0;
  return /^expires$/i.test(name) && Date.parse(value) <= Date.now();
}

export class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  [name: string]: unknown;

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#items.get(String(key)) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(String(key), String(value));
  }

  removeItem(key: string): void {
    this.#items.delete(String(key));
  }

  clear(): void {
    this.#items.clear();
  }

  all(): Items {
    return [...this.#items];
  }
}
