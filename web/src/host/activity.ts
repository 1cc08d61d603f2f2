/**
 * Whether the app is at rest.
 *
 * It is when the engine said `Idle`, had seen every edit by then, and nothing is being done on
 * this side for it.  `idle()` promises that moment; the signs people see (title, `data-pyrt`,
 * Dash's loading element) follow in the next frame.
 */

import { NextFrame } from "./frame";

export class Activity {
  readonly #show: (busy: boolean) => void;
  readonly #frame = new NextFrame(() => this.#show(this.#callbacksRun));
  #callbacksRun = false;
  #engineIdle = false;
  #lastSeq = 0;
  #ack = 0;
  #clientsideRuns = 0;
  #pageWork = 0;
  #waiting: (() => void)[] = [];

  constructor(show: (busy: boolean) => void) {
    this.#show = show;
  }

  /** The number of the next edit. */
  get nextSeq(): number {
    return this.#lastSeq + 1;
  }

  edited(seq: number): void {
    this.#lastSeq = seq;
  }

  acknowledged(ack: number): void {
    this.#ack = Math.max(this.#ack, ack);
  }

  busy(): void {
    this.#engineIdle = false;
    this.#callbacksRun = true;
    this.#frame.request();
  }

  /** An update came: the engine has work until it says that it has none. */
  working(): void {
    this.#engineIdle = false;
  }

  idle(ack: number): void {
    this.acknowledged(ack);
    this.#engineIdle = true;
    this.#callbacksRun = false;
    this.#frame.request();
    // Whoever waits for rest must find its signs in place.
    if (this.atRest) this.#frame.now();
    this.#settle();
  }

  /** Another engine begins: what ran for the last one counts no more. */
  restarted(): void {
    this.#engineIdle = false;
    this.#clientsideRuns = 0;
  }

  clientsideStarted(): void {
    this.#clientsideRuns += 1;
  }

  clientsideEnded(): void {
    this.#clientsideRuns -= 1;
  }

  /** Something else begins on this side that ends by itself: a script is loaded. */
  pageStarted(): void {
    this.#pageWork += 1;
  }

  pageEnded(): void {
    this.#pageWork -= 1;
    this.#settle();
  }

  get atRest(): boolean {
    const busyHere = this.#clientsideRuns > 0 || this.#pageWork > 0;
    return this.#engineIdle && this.#ack >= this.#lastSeq && !busyHere;
  }

  /** Resolves when the app is at rest. */
  whenAtRest(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#settle();
    });
  }

  #settle(): void {
    if (!this.atRest) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
