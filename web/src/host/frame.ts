/**
 * Work for the next frame.
 *
 * Signs of activity (the title, loading states) wait for it, so that a callback that takes a
 * few milliseconds does not make them flicker.  A hidden page gets no frames; then a timer runs.
 */

const HIDDEN_PAGE_MS = 100;

export class NextFrame {
  readonly #work: () => void;
  #frame = 0;
  #timer = 0;

  constructor(work: () => void) {
    this.#work = work;
  }

  request(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => this.now());
    this.#timer = window.setTimeout(() => this.now(), HIDDEN_PAGE_MS);
  }

  /** Do it at once, if it was requested. */
  now(): void {
    if (!this.#frame) return;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#work();
  }
}
