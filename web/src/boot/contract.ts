/**
 * What the scripts of a page share: `boot.js` makes it, `host.js` and `start.js` find it.
 */

import type {
  BootProgress,
  ErrorReport,
  Restored,
  SiteConfig,
  SiteDistribution,
  SiteWheel,
  StartApp,
  WorkerMessage,
} from "../protocol.gen";

/** The first thing the worker is sent, as an object; what follows is protocol text. */
export interface WorkerStart {
  protocol: number;
  build: string;
  /** Absolute URLs. */
  app: string;
  packages: string | null;
  wheels: SiteWheel[];
  stdlib: boolean;
  distribution: SiteDistribution | null;
  /** What micropip installs before the app is imported. */
  requirements: string[];
  /** Absolute URL -> sha256. */
  hashes: Record<string, string>;
  /** Paths beside the worker. */
  prebuilt: string[];
  start: StartApp;
}

/** Protocol text, and the long lists of numbers that belong to it, by number. */
export interface TextWithArrays {
  text: string;
  arrays: (ArrayLike<number> & ArrayBufferView<ArrayBuffer>)[];
}

/**
 * Asked and answered without Python, so an answer that stays away means that Python holds the
 * worker.  No protocol text looks like them.
 */
export const PING = "ping";
export const PONG = "pong";

export interface Boot {
  /** The site's configuration, as soon as the parser has come to it. */
  readonly config: Promise<SiteConfig>;
  /** Rejects when the app has failed, early or late; never resolves. */
  readonly failure: Promise<never>;
  /** Text for the worker. */
  post(text: string): void;
  /**
   * Hands over what has arrived so far, then every array of messages as it comes.  A `PONG`, and
   * nothing else, is an empty array.
   */
  listen(listener: (messages: WorkerMessage[]) => void): void;
  /** Ends the worker and starts another, which takes over what the page shows. */
  restart(restored: Restored): void;
  /** Ends the worker and starts another version of the app, which begins anew. */
  renew(site: SiteConfig): void;
  /** Another worker, for background jobs. */
  startJobWorker(): Worker;
  /** Where the start stands, as the worker tells. */
  progress(message: BootProgress): void;
  /** What the build has recorded stands on the page: the boot screen makes room, and the start
   * goes on. */
  painted(): void;
  /** The layout stands on the page: the boot screen has gone. */
  shown(): void;
  /** The app is ready to be used. */
  ready(): void;
  /** The app cannot start, or cannot go on.  Terminal. */
  fail(report: ErrorReport): void;
  /**
   * Hands over which scripts and style sheets have not been loaded, those without which the page
   * starts; then each as it comes.
   */
  listenToRefused(listener: (report: ErrorReport) => void): void;
}

/** `window.pyrt`, for tests, embedders and the curious. */
export interface PyrtApi {
  readonly version: string;
  /** Resolved when the app's layout stands on the page, from the build or from Python: what is
   * done from then on counts. */
  readonly painted: Promise<void>;
  /** Resolved when the initial callbacks have been applied, rejected with the boot error. */
  readonly ready: Promise<void>;
  /** Everything that went wrong, oldest first. */
  readonly errors: ErrorReport[];
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>;
  getProp(id: unknown, prop: string): unknown;
  setProps(id: unknown, props: Record<string, unknown>): void;
  /** Resolves when what the app has written into its persistent folder is saved. */
  save(): Promise<void>;
  /** Deletes everything in the app's persistent folder, for this and for later visits. */
  erase(): Promise<void>;
}

declare global {
  interface Window {
    __pyrt_boot?: Boot;
    /** Set by host.js: mounts the app once all scripts of the page are there. */
    __pyrt_begin?: () => void;
    pyrt: PyrtApi;
  }
}

export const ENTRY_POINT = "react-entry-point";
