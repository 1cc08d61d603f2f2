/**
 * What the page and `devtools.js` share.  That script is loaded only where dev tools are on.
 */

import type { CallbackInfo, Mount, Set as SetOp } from "../../protocol.gen";
import type { BusySignal } from "../root";
import type { ErrorLog } from "./errors";
import type { Recording } from "./recording";

/** The page as a place where recordings are shown. */
export interface Stage {
  readonly open: boolean;
  subscribe(listener: () => void): () => void;
  /** Resolves when the app is at rest; from then on it waits. */
  enter(): Promise<void>;
  /** A whole layout. */
  show(ops: (Mount | SetOp)[]): void;
  /** The app goes on as it was. */
  leave(): void;
}

export interface DevToolsParts {
  readonly errors: ErrorLog;
  readonly recording: Recording;
  readonly busy: BusySignal;
  readonly stage: Stage;
  /** What the site runs, for those who replay the session elsewhere. */
  readonly app: { entry: string; attribute: string | null };
  /** Ends what is being computed. */
  stop(): void;
  /** Id of a node of the layout. */
  idOf(nid: number): unknown;
}

export interface DevTools {
  /** The app has started (again). */
  setCallbacks(callbacks: readonly CallbackInfo[]): void;
}

declare global {
  interface Window {
    __pyrt_devtools?: (parts: DevToolsParts) => DevTools;
  }
}
