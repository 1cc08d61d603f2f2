/**
 * Going on after the engine was stopped or has died (architecture D16).
 *
 * The page is a mirror of the layout, so it can give the layout to another engine: the worker is
 * ended, another one imports the app again, takes over the nodes that are shown, and gets the edits
 * that the last engine has not seen.  Nothing is drawn anew.  Lost are the values of the app's
 * variables, and whatever was being computed.
 */

import type { ErrorReport, Restored } from "../protocol.gen";

export type Reason = "stopped" | "crashed";

export interface Recoverable {
  /** What the page shows, and whose jobs were running. */
  snapshot(): Restored;
  /** Everything that was on its way is over. */
  forget(): void;
  restart(restored: Restored): void;
  /** The edits that nobody has seen. */
  resend(): void;
  notify(text: string): void;
  report(error: ErrorReport): void;
  /** Another version of the app cannot start: what is shown stays, without a Python behind it. */
  notRenewed(error: ErrorReport): void;
  /** The app cannot go on. */
  fail(error: ErrorReport): void;
  now(): number;
}

/** So many deaths in so short a time will not end by themselves. */
const MAX_CRASHES = 3;
const WITHIN_MS = 60_000;

export class Recovery {
  readonly #app: Recoverable;
  #ready = false;
  #restarting = false;
  #renewing = false;
  #crashes: number[] = [];

  constructor(app: Recoverable) {
    this.#app = app;
  }

  /** The engine has come to rest for the first time since it was started. */
  ready(): void {
    this.#ready = true;
    this.#restarting = false;
    this.#renewing = false;
  }

  get restarting(): boolean {
    return this.#restarting;
  }

  /** The worker has said that it is at its end. */
  crashed(error: ErrorReport): void {
    if (this.#renewing) {
      this.#app.notRenewed(error);
      return;
    }
    const now = this.#app.now();
    this.#crashes = [...this.#crashes.filter((then) => now - then < WITHIN_MS), now];
    if (!this.#ready || this.#restarting || this.#crashes.length > MAX_CRASHES) {
      this.#app.fail(error);
      return;
    }
    this.#app.report(error);
    this.restart("crashed");
  }

  /** Another version of the app starts, from its own layout (`pyrt run`). */
  renewed(): void {
    this.#restarting = true;
    this.#renewing = true;
    this.#app.forget();
  }

  restart(reason: Reason): void {
    this.#restarting = true;
    const restored = this.#app.snapshot();
    this.#app.forget();
    this.#app.restart(restored);
    this.#app.resend();
    this.#app.notify(NOTICES[reason]);
  }
}

const NOTICES: Readonly<Record<Reason, string>> = {
  stopped:
    "Stopped. Python was started again: the page is as it was, the app's variables are as at the start.",
  crashed:
    "Python came to its end and was started again: the page is as it was, the app's variables are as at the start.",
};
