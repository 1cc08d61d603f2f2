/**
 * A worker that was started from bytes has no address, and cannot ask for files: it is given them.
 * Whoever starts it so puts this in place before `worker.ts` runs, and a `fetch` that knows them.
 */

export interface Given {
  /** What `worker.js` would have as its address. */
  readonly here: URL;
  /** A file that has been given already.  Throws when it has not. */
  now(url: URL): Uint8Array;
}

declare global {
  // The type of `self` has only what is declared with var.
  var __pyrt_given: Given | undefined;
}
