/**
 * Showing a recording in the place of the app.
 *
 * The engine is not touched: what it says meanwhile waits, as if the page were slow, and what the
 * shown components say goes nowhere.  When the stage is left, the layout is again the one that was
 * there, and the messages follow.
 */

import type { Mount, Set as SetOp, WorkerMessage } from "../protocol.gen";
import type { Activity } from "./activity";
import type { Edits } from "./edits";
import type { Page } from "./page";

export interface StageParts {
  readonly page: Page;
  readonly edits: Edits;
  readonly activity: Activity;
  /** Puts the whole layout into the page anew. */
  redraw(): void;
  receive(messages: readonly WorkerMessage[]): void;
}

export class ReplayStage {
  readonly #parts: StageParts;
  #app: (Mount | SetOp)[] | null = null;
  #shown = false;
  #waiting: (readonly WorkerMessage[])[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(parts: StageParts) {
    this.#parts = parts;
  }

  get open(): boolean {
    return this.#app !== null;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Waits until the app is at rest: then every edit has been seen, and none can be lost. */
  async enter(): Promise<void> {
    const { activity, edits, page } = this.#parts;
    await activity.whenAtRest();
    if (this.#app) return;
    this.#app = page.mirror.snapshot();
    this.#shown = false;
    edits.offline = true;
    this.#tell();
  }

  show(ops: (Mount | SetOp)[]): void {
    if (!this.#app) return;
    this.#parts.page.replace(ops);
    if (this.#shown) this.#parts.page.store.flush();
    // The recording counts its nodes as the app does: they are others all the same.
    else this.#parts.redraw();
    this.#shown = true;
  }

  leave(): void {
    if (!this.#app) return;
    const { page, edits, redraw, receive } = this.#parts;
    page.replace(this.#app);
    redraw();
    this.#app = null;
    edits.offline = false;
    this.#tell();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const messages of waiting) receive(messages);
  }

  /** Whether the messages have to wait. */
  holds(messages: readonly WorkerMessage[]): boolean {
    if (!this.#app) return false;
    this.#waiting.push(messages);
    return true;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
