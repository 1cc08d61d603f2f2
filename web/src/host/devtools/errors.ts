/**
 * The list of everything that went wrong, for the dev tools, the console and `window.pyrt.errors`.
 */

import type { ErrorReport } from "../../protocol.gen";

export interface ListedError extends ErrorReport {
  readonly time: Date;
}

export class ErrorLog {
  readonly #list: ListedError[];
  readonly #listeners = new Set<() => void>();

  /** `list` is shared with the page: `window.pyrt.errors`. */
  constructor(list: ListedError[] = []) {
    this.#list = list;
  }

  get list(): readonly ListedError[] {
    return this.#list;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(report: ErrorReport): void {
    console.error(asText(report));
    this.note(report);
  }

  /** Like `add`, for errors that the console has already. */
  note(report: ErrorReport): void {
    this.#list.push({ ...report, time: new Date() });
    this.#tell();
  }

  /** Forget those of a version of the app that another one takes the place of. */
  clear(): void {
    this.#list.length = 0;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export function asText({ title, message, traceback }: ErrorReport): string {
  const parts = [title];
  // A Python traceback ends with the message, a JavaScript stack begins with it.
  if (!traceback.includes(message)) parts.push(message);
  if (traceback) parts.push(traceback);
  return parts.filter(Boolean).join("\n");
}

/** A thrown value, as the list shows it. */
export function reportOf(
  source: ErrorReport["source"],
  title: string,
  thrown: unknown,
): ErrorReport {
  if (thrown instanceof Error) {
    return { source, title, message: thrown.message, traceback: thrown.stack ?? "" };
  }
  return { source, title, message: wordsOf(thrown), traceback: "" };
}

/** Some components throw the event that told them that a script has not come. */
function wordsOf(thrown: unknown): string {
  const script = thrown instanceof Event ? thrown.target : null;
  return script instanceof HTMLScriptElement
    ? `The script ${script.src} could not be loaded.`
    : String(thrown);
}
