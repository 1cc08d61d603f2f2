/** What the worker does for WebKit. */

import type { PyodideAPI } from "pyodide";

/**
 * So that a worker can be ended.  `terminate()` does not reach one while it is inside WebAssembly: it
 * computes on, and holds a processor even after the page has gone.  It does reach one that enters
 * JavaScript.  Python does so now and then if it has an interrupt buffer, to see whether there is a
 * signal in it; in ours there never is.
 */
export function makeEndable(python: PyodideAPI): void {
  if (isWebKit(navigator.userAgent)) python.setInterruptBuffer(new Uint8Array(1));
}

/**
 * Errors of the browser's own, as those of requests that fail, have no stack there, and to Pyodide
 * only what has one is an error: Python would wait for ever where it awaits one.
 */
export function giveErrorsStacks(): void {
  if (isWebKit(navigator.userAgent)) Error.prototype.stack = "";
}

/** Every browser on iOS is one, whatever its name.  Chromium's number has not changed since 2013. */
export function isWebKit(userAgent: string): boolean {
  return /AppleWebKit\/(?!537\.36)/.test(userAgent);
}
