/**
 * What the page and `devtools.js` share.  That script is loaded only where dev tools are on.
 */

import type { CallbackInfo, CustomTool, Mount, Set as SetOp } from "../../protocol.gen";
import type { ExternalProps } from "../external";
import type { Path } from "../layout";
import type { Context, ReactNode } from "../react";
import type { BusySignal } from "../root";
import type { DryComponent } from "../values";
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

/** Begins the path of a component in the bar, as in Dash: no other draws it. */
export const CUSTOM_TOOLS = "__dash_devtools";

/** One of the app's own components in the bar. */
export interface DrawnTool {
  component: DryComponent;
  path: Path;
  position: CustomTool["position"];
}

/** What is open above the bar, by the name of its button; "" when nothing is. */
export interface Devtool {
  popup: string;
  setPopup(popup: string): void;
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
  /** For the app's own components in the bar. */
  ExternalWrapper: (props: ExternalProps) => ReactNode;
  DevtoolContext: Context<Devtool>;
}

export interface DevTools {
  /** The app has started (again). */
  setCallbacks(callbacks: readonly CallbackInfo[]): void;
  /** Its layout stands on the page. */
  setCustomTools(tools: readonly DrawnTool[]): void;
}

declare global {
  interface Window {
    __pyrt_devtools?: (parts: DevToolsParts) => DevTools;
  }
}
