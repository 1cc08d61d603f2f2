/**
 * `Updating...` in the title while callbacks run (rule R3).
 *
 * What else sets the title meanwhile (a callback, a script of the app) is kept and shown when the
 * app is idle again.
 */

export class BusyTitle {
  #updateTitle: string | null = null;
  #title = "";
  #busy = false;
  #observer: MutationObserver | undefined;

  /** `updateTitle` null or empty: leave the title alone. */
  start(updateTitle: string | null): void {
    this.#updateTitle = updateTitle || null;
    this.#title = document.title;
    if (!this.#updateTitle) return;
    this.#observer ??= new MutationObserver(() => this.#settle());
    this.#observer.observe(document.head, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }

  set busy(busy: boolean) {
    this.#busy = busy;
    this.#settle();
  }

  #settle(): void {
    const updating = this.#updateTitle;
    if (!updating) return;
    if (document.title !== updating) {
      this.#title = document.title;
      if (this.#busy) document.title = updating;
    } else if (!this.#busy) {
      document.title = this.#title;
    }
  }
}
