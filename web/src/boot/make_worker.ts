/**
 * A worker for Python.
 *
 * A frame without an origin (the player's) may load no worker from a URL, nor may a page that is one
 * file.  So whoever made the page hands in one that was started from bytes, and the configuration
 * with it.
 */

import type { SiteConfig } from "../protocol.gen";

export type View = Record<string, Record<string, unknown>>;

export interface Frame {
  readonly config: Promise<SiteConfig>;
  startWorker(name: string): Worker;
  /** URL of a file of the app's assets, by its path below the site. */
  assetUrl(path: string): string | undefined;
  /** The view that came with the app: id of a component -> its props. */
  state?: View;
  /** The view as it is now, once `host.js` is there. */
  view?: () => View;
}

declare global {
  interface Window {
    __pyrt_frame?: Frame;
  }
}

export function makeWorker(url: URL, name: string): Worker {
  return window.__pyrt_frame?.startWorker(name) ?? new Worker(url, { type: "module", name });
}
