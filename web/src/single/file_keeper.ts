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

  /** To be called before anybody else listens to `popstate`. */
  follow(address: AppAddress): void {
    address.arrive(pathInFile(this.#page), window.history.state);
    window.addEventListener("popstate", ({ state, isTrusted }) => {
      if (isTrusted) address.arrive(pathInFile(this.#page), state);
    });
  }

  keep(path: string, state: unknown, replace: boolean): void {
    const change = replace ? this.#replace : this.#push;
    try {
      change(state, "", `#${path}`);
    } catch {
      // The preview of an attachment may have no address at all: there is no way back in it.
    }
  }

  load(path: string, replace: boolean): void {
    this.keep(path, null, replace || `#${path}` === this.#page.hash);
    this.#page.reload();
  }

  open(path: string): void {
    window.open(`#${path}`, "_blank", "noopener");
  }

  travel(by: number): void {
    this.#go(by);
  }
}
