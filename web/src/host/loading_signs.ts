/**
 * Brings loading states to the page in the next frame: a callback that is faster than a frame
 * never shows its spinner.
 */

import type { PropRef } from "../protocol.gen";
import { NextFrame } from "./frame";
import type { Loading } from "./loading";

export class LoadingSigns {
  readonly #loading: Loading;
  readonly #frame = new NextFrame(() => this.#show());
  #started: PropRef[] = [];
  #ended: PropRef[] = [];

  constructor(loading: Loading) {
    this.#loading = loading;
  }

  change(started: readonly PropRef[], ended: readonly PropRef[]): void {
    this.#started.push(...started);
    this.#ended.push(...ended);
    this.#frame.request();
  }

  /** The app is at rest: whoever waited for that must find the page as it stays. */
  showNow(): void {
    this.#frame.now();
  }

  /** Whatever ran has ended, and nobody says of what. */
  clear(): void {
    this.showNow();
    this.#loading.clear();
  }

  #show(): void {
    const [started, ended] = [this.#started, this.#ended];
    this.#started = [];
    this.#ended = [];
    this.#loading.change(started, ended);
  }
}
