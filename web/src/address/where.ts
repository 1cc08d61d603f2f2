/**
 * Where the app is.
 *
 * On a host that is the page's own address.  An app that is one file, or that runs in the player's
 * frame, lives in a page whose address says nothing to it, and nobody may put another object in the
 * place of `window.location`.  There an `AppAddress` is asked, under another name, which the scripts
 * of components and of the app are given in the place of that one.
 */

import type { AppLocation } from "./location";

declare global {
  interface Window {
    /** Assigning an address to it opens it, as with `window.location`. */
    __pyrt_location?: AppLocation;
    /** What names mean in an inline clientside callback, before what they mean in the page. */
    __pyrt_names?: { location: AppLocation };
  }
}

export type Where = Pick<Location, "href" | "origin" | "pathname" | "search" | "hash">;

export function whereTheAppIs(): Where {
  return window.__pyrt_location ?? window.location;
}

/** Whether the app has an address that is not its page's. */
export function hasOwnAddress(): boolean {
  return "__pyrt_location" in globalThis;
}

/** A path below the app, as pages and redirects are known by: without slashes at its ends. */
export function nameOfPath(path: string): string {
  const name = path.replace(/^\/+|\/+$/g, "");
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A name alone, by which a function may ask where it is; or a property, a variable, a word. */
const ALONE = /(?<![\w$.])location\b/;

/**
 * A statement, in which `location` alone is the app's.  Only for expressions: what a script declares
 * would not be the page's.  The twin of `with_app_names` in `own_address.py`.
 */
export function withAppNames(statement: string): string {
  return ALONE.test(statement) ? `with (window.__pyrt_names) ${statement}` : statement;
}

/** A script that asks `window.location`, as one that asks the app's (`pyrt/build/own_address.py`). */
export function withAppLocation(script: string): string {
  return script.replace(/(?<![\w$.])window\.location\b/g, "window.__pyrt_location");
}
