/**
 * The address of an app that is one file: `app.html#/about?id=1`.
 *
 * What follows the `#` is all of a file's address that may change, and it is enough: the browser
 * remembers the way back, a reload stays on its page, and the address can be kept and sent.
 */

import type { AppAddress, Keeper } from "../address/app_address";

/** The path in the address of the file; a fragment that is none belongs to the first page. */
export function pathInFile({ search, hash }: Pick<Location, "search" | "hash">): string {
  return hash.startsWith("#/") ? hash.slice(1) : `/${search}${hash}`;
}

export class FileKeeper implements Keeper {
  readonly #page = window.location;
  readonly #push = window.history.pushState.bind(window.history);
  readonly #replace = window.history.replaceState.bind(window.history);
  readonly #go = window.history.go.bind(window.history);
  #address: AppAddress | undefined;

  /** To be called before anybody else listens to `popstate`. */
  follow(address: AppAddress): void {
    this.#address = address;
    address.arrive(pathInFile(this.#page), window.history.state);
    window.addEventListener("popstate", ({ state, isTrusted }) => {
      if (isTrusted) address.arrive(pathInFile(this.#page), state);
    });
  }

  keep(path: string, state: unknown, replace: boolean): void {
    const change = replace ? this.#replace : this.#push;
    try {
      change(state, "", this.#urlOf(path));
    } catch {
      // Some previews of attachments have no address at all: nobody remembers the way back.
    }
  }

  load(path: string, replace: boolean): void {
    this.keep(path, null, replace || `#${path}` === this.#page.hash);
    if (/^(file|https?):$/.test(this.#page.protocol)) {
      this.#page.reload();
    } else {
      // A preview: its document may be gone, so the app goes there as it is.
      this.#address?.arrive(path);
      this.#address?.announce();
    }
  }

  open(path: string): void {
    window.open(this.#urlOf(path), "_blank", "noopener");
  }

  travel(by: number): void {
    this.#go(by);
  }

  /** Whole: a document may say that relative addresses begin elsewhere. */
  #urlOf(path: string): string {
    return `${this.#page.href.replace(/#.*$/s, "")}#${path}`;
  }
}
